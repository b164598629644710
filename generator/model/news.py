"""What goes round and what is announced: rumours and notices."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import Record
from generator.model.values import Date, Flag, Line, Prose, Text, Url, ref, term

# One field, one line: these classes are read as a table.
# fmt: off


@record
class Rumour(Record):
    """A claim that goes round, and what is true."""

    claim: Text = about("传言", "Claim", "照传的说法写", "As it goes round")
    verdict: term("verdicts") = about("结论", "Verdict", "结论词表里的词", "A word of the verdict list")  # type: ignore[valid-type]
    facts: Prose = about("事实", "The facts", "先说结论，再说依据", "The conclusion first, then the grounds")
    advice: Text | None = about("怎么办", "What to do", "看到时怎么做", "What to do when you meet it", None, None)
    date: Date = about("核实日期", "Checked", "核实那一天", "Day it was checked")
    guidelines: list[ref("guidelines")] = about("相关指引", "Related guidelines", "相关指引的 id", "Ids of guidelines", None, list)  # type: ignore[valid-type]


@record
class Attachment:
    """A document that belongs to a notice."""

    title: Text = about("名称", "Title", "文件名称", "Title of the document", {"zh": "通知全文", "en": "The whole notice"})
    url: Url = about("网址", "Address", "官方网址", "Official address")


@record
class Notice(Record):
    """An announcement or document."""

    issuer: Text = about("发布单位", "Issued by", "谁发布的", "Who issued it")
    date: Date = about("发布日期", "Issued on", "发布那一天", "Day of issue")
    number: Line | None = about("文号", "Number", "照抄", "As printed", None, None)
    in_force: Flag = about("是否现行", "In force", "历史文本写 false，页面会提示", "false for an archived text; its page says so", None, True)
    body: Prose = about("内容", "What it says", "用自己的话概括", "In our own words")
    points: list[Text] = about("要点", "Main points", "逐条", "One by one", None, list)
    attachments: list[Attachment] = about("附件", "Documents", "官方文件", "Official documents", None, list)
    guidelines: list[ref("guidelines")] = about("相关指引", "Related guidelines", "相关指引的 id", "Ids of guidelines", None, list)  # type: ignore[valid-type]
    supersedes: list[ref("notices")] = about("替代", "Replaces", "被替代的公告 id", "Ids of the notices it replaces", None, list)  # type: ignore[valid-type]
