"""What residents can get and whom they can call: services and hotlines."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import PublicLine, Record
from generator.model.values import Flag, LanguageCode, Phone, Prose, Text, Time, Url, Weekday, Whole, ref, term

# One field, one line: these classes are read as a table.
# fmt: off


@record
class Schedule:
    """When a service is open; names as in Open Referral HSDS."""

    byday: list[Weekday] = about("星期", "Days", "mo tu we th fr sa su", "mo tu we th fr sa su", ["mo", "tu"])
    opens_at: Time = about("开始", "Opens", "24 小时制", "24-hour clock", "08:30")
    closes_at: Time = about("结束", "Closes", "24 小时制", "24-hour clock", "17:30")
    description: Text | None = about("说明", "Note", "节假日等", "Holidays and the like", None, None)


@record
class Help(Record):
    """A service residents can get; field names follow Open Referral HSDS, `areas` is its service area."""

    category: term("help_categories") = about("服务类别", "Category", "服务词表里的词", "A word of the service list")  # type: ignore[valid-type]
    audiences: list[term("audiences")] = about("服务对象", "For whom", "人群词表里的词", "Words of the audience list")  # type: ignore[valid-type]
    description: Prose = about("服务内容", "What you get", "能帮什么、怎么帮", "What is done and how")
    organization: ref("organizations") | None = about("服务单位", "Provided by", "由哪个单位提供", "The organisation that provides it", None, None)  # type: ignore[valid-type]
    phones: list[PublicLine] = about("电话", "Phones", "打哪个电话", "Lines to call", None, list)
    schedules: list[Schedule] = about("服务时间", "Opening hours", "一周里什么时候能用", "When in the week", None, list)
    address: Text | None = about("地址", "Address", "能上门办理的公共地点", "A public place to go to", None, None)
    eligibility_description: Text = about("谁能用", "Who can use it", "条件写清楚", "The conditions, plainly")
    required_documents: list[Text] = about("带什么材料", "What to bring", "越少越好", "As few as possible", None, list)
    application_process: list[Text] = about("怎么办", "How to get it", "一步一步写", "Step by step")
    fees_description: Text = about("费用", "Cost", "免费也写明", "Say so if it is free")
    languages: list[LanguageCode] = about("服务语言", "Languages", "zh 普通话、yue 粤语、en 英语等", "zh, yue, en and so on", None, list)
    url: Url | None = about("网址", "Address on the web", "官方页面", "Official page", None, None)
    guidelines: list[ref("guidelines")] = about("相关指引", "Related guidelines", "使用服务时适用的指引", "Guidelines that apply", None, list)  # type: ignore[valid-type]


@record
class Hotline(Record):
    """A public telephone number."""

    number: Phone = about("号码", "Number", "公开的号码", "The public number", "12345")
    purpose: Text = about("打它做什么", "What for", "什么时候打这个电话", "When to call it")
    hours: Text = about("接听时间", "Hours", "什么时候有人接", "When somebody answers")
    where: Text = about("哪里能打", "Where valid", "覆盖的地方", "Where it can be called")
    emergency: Flag = about("紧急", "Emergency", "紧急电话写 true，放在首页第一行", "true puts it first on the home page", None, False)
    rank: Whole = about("次序", "Order", "小的在前", "Smaller first", None, 50)
    audiences: list[term("audiences")] = about("给谁用", "For whom", "人群词表里的词", "Words of the audience list", None, list)  # type: ignore[valid-type]
