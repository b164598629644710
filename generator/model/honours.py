"""Decisions to commend, the window in which anyone may object, and who is commended."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import Record
from generator.model.values import Code, Date, Identifier, Line, Phone, Text, Whole, choice, ref, term

# One field, one line: these classes are read as a table.
# fmt: off


@record
class PublicNotice:
    """The window in which anyone may object before a decision."""

    start: Date = about("公示开始", "From", "第一天", "First day")
    end: Date = about("公示结束", "To", "最后一天；至少几个工作日，看 site.yml 的 notice_days", "Last day; notice_days in site.yml says how many working days at least")
    objections: Text = about("向谁反映", "Where to object", "受理单位和方式", "Who takes objections, and how")
    phone: Phone | None = about("受理电话", "Line", "公开的办公电话", "Public office line", None, None)
    after: Text | None = about("公示之后", "What comes after", "收到的意见怎样处理，什么时候作决定", "What is done with objections, and when it is decided", None, None)


@record
class Recipient:
    """An organisation that is commended; persons are not listed."""

    name: Text = about("单位", "Organisation", "决定里的全称", "Full name as in the decision")
    area: Code | None = about("所在地", "Where", "区划代码", "Division code", None, None)
    organization: ref("organizations") | None = about("单位页面", "Its page", "单位的 id", "Id of the organisation", None, None)  # type: ignore[valid-type]
    honour: Text | None = about("荣誉", "Honour", "与决定不同时填", "If it differs from the decision's", {"zh": "表扬单位", "en": "Commended unit"}, None)
    citation: Text | None = about("事由", "Citation", "因为什么", "For what", None, None)
    source: Identifier | None = about("来源代号", "Source", "sources 里的 key", "A key of sources", "s01", None)


@record
class Commendation(Record):
    """One decision to commend."""

    level: term("levels") = about("级别", "Level", "级别词表里的词", "A word of the level list")  # type: ignore[valid-type]
    issuer: Text = about("作出单位", "Issued by", "谁作出的决定", "Who decided")
    status: choice("notice", "decided") = about("状态", "Status", "notice 公示中、decided 已决定", "notice or decided")  # type: ignore[valid-type]
    number: Line | None = about("文号", "Number", "照抄", "As printed", "〔2026〕3号", None)
    date: Date | None = about("决定日期", "Decided on", "决定那一天", "Day of the decision", None, None)
    honour: Text = about("荣誉", "Honour", "授予什么", "What is awarded")
    basis: Text | None = about("依据", "Basis", "按什么评的", "On what grounds", None, None)
    notice: PublicNotice | None = about("公示", "Public notice", "期限和受理单位", "The window and who takes objections", None, None)
    awarded: Whole | None = about("决定总数", "Awarded in all", "决定里单位的总数；下面只列已逐一核实的", "Organisations in the decision; only those verified one by one are listed", None, None)
    recipients: list[Recipient] = about("受表彰单位", "Recipients", "只列单位，不列个人", "Organisations only, no persons", None, list)
