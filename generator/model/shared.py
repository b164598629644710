"""What every record carries, and the parts that several kinds share.

Privacy: no field holds a person; where somebody must answer, a post and an office line do.
"""

from __future__ import annotations

from typing import Any

from pydantic.dataclasses import dataclass

from generator.model.describe import CONFIG, about, record
from generator.model.values import Code, Date, Flag, Identifier, Line, Names, Phone, Text, Url, Version, term

# One field, one line: these classes are read as a table.
# fmt: off


@record
class Source:
    """Where a fact comes from."""

    key: Identifier | None = about("来源代号", "Key", "本记录内引用这个来源时用的短代号", "Short key to cite it by in this record", "s02", None)
    title: Text = about("题名", "Title", "文件或报道的全名", "Full title of the document or report", {"zh": "关于做好值守工作的通知", "en": "Notice on duty posts"})
    issuer: Text = about("发布机构", "Issuer", "谁发布的", "Who issued it", {"zh": "县应急管理局", "en": "County emergency office"})
    date: Date | None = about("发布日期", "Date", "发布那一天", "Day of issue", "2020-01-30", None)
    number: Line | None = about("文号", "Number", "有文号就照抄", "Document number, as printed", "〔2026〕12号", None)
    url: Url | None = about("网址", "Address", "只写发布机构或主流媒体的网址，不写转载页", "Only the issuer's own or a major paper's page", None, None)
    evidence: term("evidence") | None = about("证据等级", "Evidence level", "这份文本是哪一级的", "Which level the text is of", None, None)  # type: ignore[valid-type]
    note: Text | None = about("说明", "Note", "转述、只见摘要等情况写在这里", "Say here if it is second-hand or an excerpt", {"zh": "只见摘要，没有见到全文", "en": "Seen as an excerpt only"}, None)


@record
class Change:
    """One change that readers should know of."""

    date: Date = about("日期", "Date", "改动公布那一天", "Day the change was published")
    what: Text = about("改了什么", "What changed", "用读者的话写", "In the reader's words")
    why: Text | None = about("为什么", "Why", "一句话说明原因", "The reason in one sentence", {"zh": "人手够了", "en": "There are hands enough"}, None)
    correction: Flag | None = about("更正", "Correction", "原来写错了、这次改正的，写 true；会列入“更正、撤下和清除”", "true where something was wrong and is put right; it is listed among the corrections", None, None)


@record
class Withdrawal:
    """Why a record no longer counts. The page stays, so that old links still say what happened."""

    date: Date = about("撤下日期", "Withdrawn on", "撤下那一天", "Day of withdrawal")
    reason: Text = about("撤下原因", "Reason", "写给读者看的原因", "The reason, for readers", {"zh": "服务台搬走了，新地点另有记录", "en": "The desk has moved; another record has its new place"})


@record
class PublicLine:
    """A public telephone line."""

    number: Phone = about("电话", "Phone", "公开的办公电话或热线，不写手机", "A public office line or hotline, never a mobile", "12345")
    description: Text | None = about("用途", "What for", "打这个电话能办什么", "What this line is for", None, None)
    hours: Text | None = about("接听时间", "Hours", "什么时候有人接", "When somebody answers", None, None)


@record
class Desk:
    """A place where people can come, and its line. A post answers there, never a named person."""

    place: Text = about("地点", "Place", "办公地点，写到门牌", "Office address")
    phone: Phone | None = about("电话", "Phone", "公开的办公电话", "Public office line", None, None)
    hours: Text | None = about("时间", "Hours", "开放时间", "Opening hours", None, None)


# `from` is a word of Python's own.
@dataclass(slots=True, kw_only=True, config=CONFIG | {"alias_generator": lambda name: name.rstrip("_")})
class Planned:
    """Values that take over on a day, prepared beforehand. Nobody but editors sees them earlier, so no record read has any."""

    from_: Date = about("从哪天起", "From", "这一天零点起换成新的值", "The day on which the new values take over", "2026-12-05")
    set: dict[str, Any] = about("换成", "New values", "要换的字段和新的值；列表要整个写出来", "The fields to change and their new values; a list is written out whole", {"valid_until": "2026-12-20"})
    what: Text | None = about("改了什么", "What changed", "到那天写进更新记录，用读者的话；不写就列出换了哪些字段", "Joins the changes on the day, in the reader's words; without it they name the fields", {"zh": "集合地点改了", "en": "The meeting place has changed"}, None)
    why: Text | None = about("为什么", "Why", "一句话说明原因", "The reason in one sentence", {"zh": "老地方要修路", "en": "The old place is under repair"}, None)


@record
class Record:
    """What every record carries."""

    title: Text = about("标题", "Title", "一眼看懂这是什么", "What this is, at a glance")
    summary: Text = about("摘要", "Summary", "一两句话，列表和搜索里显示", "One or two sentences, shown in lists and search")
    owner: Text = about("维护单位", "Kept by", "负责更新的办公室或岗位，不写个人", "The office or post that keeps it true, never a person")
    verified: Date = about("核对日期", "Checked on", "最近一次核对事实的日子", "Day the facts were last checked")
    sources: list[Source] = about("来源", "Sources", "事实从哪里来；示例可以没有", "Where the facts come from; samples may have none", None, list)
    sample: Flag = about("示例", "Sample", "虚构的例子写 true，页面会标明", "true for an invented example; its page says so", None, False)
    areas: list[Code] = about("适用地区", "Where valid", "区划代码；不写表示整个版本的地区", "Division codes; none means the whole edition", None, list)
    aliases: Names = about("也叫", "Also called", "大家平常怎样叫它；按这个名字搜，这一页排在最前", "What people call it; who searches by such a name finds this page first", {"zh": ["洗手指引"], "en": ["hand washing guide"]}, list)
    keywords: list[Line] = about("关键词", "Keywords", "读者可能用来搜索的别的说法", "Other words readers may search by", ["值守", "duty"], list)
    valid_from: Date | None = about("生效日期", "Valid from", "从哪天起有效", "First day it holds", None, None)
    valid_until: Date | None = about("有效期至", "Valid until", "过了这天页面显示已过期", "After this day the page says it has run out", None, None)
    review_by: Date | None = about("复核期限", "Review by", "最迟哪天要再核对", "Day by which it must be checked again", None, None)
    changes: list[Change] = about("更新记录", "Changes", "每次改动对读者意味着什么", "What each change means to the reader", None, list)
    overrides: Version | None = about("替代的版本", "Replaces version", "替代基础内容里同名的记录时，写那条记录的版本", "To replace the base's record of the same name: the version of that record", "3f2a9c1b0d4e", None)
    formerly: list[Identifier] = about("从前的编号", "Formerly", "改名以前的编号，老网址会转到现在的页面；由 zhiyin rename 填写", "Ids it had before, whose addresses lead to its page; zhiyin rename writes them", ["old-gate"], list)
    next: list[Planned] = about("定时更改", "Planned changes", "到某一天自动换成新的值；那一天以前谁也看不到", "Values that take over on a day; nobody sees them before", None, list)
    withdrawn: Withdrawal | None = about("撤下", "Withdrawn", "撤下的记录保留并写明原因", "A withdrawn record stays, with its reason", None, None)
