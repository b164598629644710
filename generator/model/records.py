"""What each kind of record is: its fields, their types, and their names and meaning in Chinese and English.

Everything that describes a field (schemas, field reference, templates for sheets and forms, labels on pages)
is made from these classes. Privacy: no field holds a person; where somebody must answer, a post and an office line do.
"""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from generator.model.values import (
    Code,
    Date,
    Decimal,
    Flag,
    Identifier,
    LanguageCode,
    Line,
    Names,
    Phone,
    Prose,
    Street,
    Text,
    Time,
    Url,
    Version,
    Weekday,
    Whole,
    choice,
    ref,
    term,
)

# Validators are built on first use: a build that reads one record needs one.
_CONFIG = ConfigDict(extra="forbid", defer_build=True)
# Slots keep a record at a quarter of the memory of a model with a dictionary: 26,000 of them must fit in 250 MB.
record = dataclass(slots=True, kw_only=True, config=_CONFIG)

_REQUIRED: Any = ...


def about(zh: str, en: str, why_zh: str, why_en: str, example: Any = None, default: Any = _REQUIRED) -> Any:
    """Describe a field: its name on pages and what an editor should write, in both languages."""
    extra: dict[str, Any] = {"x-title": {"zh": zh, "en": en}, "x-help": {"zh": why_zh, "en": why_en}}
    more: dict[str, Any] = {"examples": [example]} if example is not None else {}
    if default in (list, dict):
        more["default_factory"] = default
    elif default is not _REQUIRED:
        more["default"] = default
    return Field(title=zh, description=why_zh, json_schema_extra=extra, **more)


# One field, one line: these classes are read as a table.
# fmt: off

# --- parts that several kinds share -------------------------------------------------------------------------------


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
@dataclass(slots=True, kw_only=True, config=_CONFIG | {"alias_generator": lambda name: name.rstrip("_")})
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


# --- guidelines ----------------------------------------------------------------------------------------------------


@record
class Figure:
    """A figure in a step, as its source gives it; figures of different sources are never merged."""

    value: Line = about("数值", "Value", "照来源抄，可写范围", "As the source has it; a range is fine", "250–500")
    unit: Text = about("单位", "Unit", "计量单位", "Unit of measure", "mg/L")
    of: Text = about("指什么", "Of what", "这个数字说的是什么", "What the figure measures")


@record
class Step:
    """One thing to do."""

    text: Prose = about("步骤", "Step", "一步只说一件事，先说动作", "One action, verb first")
    source: Identifier = about("来源代号", "Source", "sources 里的 key", "A key of sources")
    figures: list[Figure] = about("数字", "Figures", "步骤里的数字逐个列出", "Each figure in the step", None, list)


@record
class Section:
    """Steps that belong together."""

    id: Identifier = about("锚点", "Anchor", "页面内固定链接，定了不改", "Fixed link within the page; never changed", "masks-on-duty")
    title: Text = about("小标题", "Heading", "这一组步骤做什么", "What these steps are for")
    aliases: Names = about("也有人问", "Also asked as", "大家怎样问起这一组步骤；按这个说法搜，直接到这里", "How people ask for these steps; who searches so is led right here", {"zh": ["手怎么洗"], "en": ["how to wash hands"]}, list)
    tasks: list[term("tasks")] = about("只给哪些岗位", "For which tasks", "只有这些岗位要看这一组；不写表示本指引的岗位都要看", "Only these tasks need this section; none means every task of the guideline", None, list)  # type: ignore[valid-type]
    steps: list[Step] = about("步骤", "Steps", "按做的先后排", "In the order of doing")


@record
class Question:
    """A question readers ask, and its answer."""

    question: Text = about("问", "Question", "照读者的问法写", "As readers would ask it")
    answer: Prose = about("答", "Answer", "先给结论", "The conclusion first")
    source: Identifier | None = about("来源代号", "Source", "sources 里的 key", "A key of sources", None, None)


@record
class Guideline(Record):
    """One prevention guideline."""

    number: Whole = about("序号", "Number", "目录里的顺序", "Place in the list")
    title_status: choice("verified", "inferred") = about("题名状态", "Title status", "题名见过原件写 verified，推断写 inferred", "verified if the title was seen, inferred if not")  # type: ignore[valid-type]
    status_note: Text | None = about("题名说明", "Title note", "题名怎样核实或推断", "How the title was verified or inferred", None, None)
    in_force: Flag = about("是否现行", "In force", "历史文本写 false，页面会提示", "false for an archived text; its page says so")
    audiences: list[term("audiences")] = about("给谁看", "For whom", "人群词表里的词", "Words of the audience list")  # type: ignore[valid-type]
    settings: list[term("settings")] = about("用在哪里", "Where it applies", "场所词表里的词", "Words of the settings list")  # type: ignore[valid-type]
    tasks: list[term("tasks")] = about("相关岗位", "Related tasks", "做这些岗位前应先读本指引", "Tasks for which this should be read first")  # type: ignore[valid-type]
    plain: list[Text] = about("简明版", "In plain words", "四到九句短句，打印一页", "Four to nine short sentences that fit a page")
    sections: list[Section] = about("怎么做", "What to do", "分组的步骤", "Steps in groups")
    dos: list[Text] = about("要做", "Do", "短句", "Short sentences")
    donts: list[Text] = about("不要做", "Do not", "短句", "Short sentences")
    carry: list[Text] = about("随身带什么", "What to carry", "出门或上岗前检查", "To check before going out or on duty")
    questions: list[Question] = about("常见问题", "Questions and answers", "四到八个", "Four to eight")
    related: list[ref("guidelines")] = about("相关指引", "Related guidelines", "其他指引的 id", "Ids of other guidelines", None, list)  # type: ignore[valid-type]


# --- opportunities -------------------------------------------------------------------------------------------------


@record
class Shift:
    """One turn of duty."""

    date: Date = about("日期", "Date", "值班那一天", "Day of duty")
    start: Time = about("开始", "From", "24 小时制，如 08:00", "24-hour clock", "08:00")
    end: Time = about("结束", "To", "24 小时制；跨午夜时早于开始", "24-hour clock; earlier than the start if past midnight", "12:00")
    needed: Whole | None = about("需要", "Needed", "这一班要几个人", "Hands needed in this shift", None, None)
    filled: Whole | None = about("已有", "Filled", "这一班已有几个人", "Hands already there", None, None)


@record
class Safety:
    """How whoever comes is protected. Without it an opportunity cannot be open."""

    gear: list[Text] = about("防护用品", "Gear", "岗位发什么，自己带什么", "What is handed out and what to bring")
    training: Text = about("岗前培训", "Training", "谁教、多久", "By whom and how long")
    insurance: Text = about("保险", "Insurance", "由谁买、保什么", "Who insures and what")
    responsible: Text = about("谁负责", "Who answers for you", "现场负责的岗位", "The post that answers for volunteers on the spot")


@record
class SignUp:
    """Where to sign up: a desk, a line or a platform's page. This site takes no sign-ups itself."""

    desk: Text | None = about("报名地点", "Desk", "在哪里报名", "Where to sign up", None, None)
    phone: Phone | None = about("报名电话", "Phone", "公开的办公电话", "Public office line", None, None)
    url: Url | None = about("报名网址", "Link", "志愿服务平台的页面", "The volunteering platform's page", None, None)
    hours: Text | None = about("报名时间", "Hours", "什么时候能报名", "When to sign up", None, None)


@record
class Opportunity(Record):
    """A street's need for hands."""

    street: Street = about("镇街", "Street or town", "镇街的十二位代码", "Twelve-digit code of the street or town", "440106005000")
    community: Text | None = about("社区、村", "Community", "社区或村的名称", "Name of the community or village", None, None)
    place: Text = about("集合地点", "Where to come", "公共地点，写清在哪里", "A public place, clearly described")
    task: term("tasks") = about("岗位", "Task", "岗位词表里的词", "A word of the task list")  # type: ignore[valid-type]
    status: choice("draft", "open", "full", "done", "withdrawn") = about("状态", "Status", "draft 草稿、open 招人、full 已满、done 结束、withdrawn 撤下", "draft, open, full, done or withdrawn")  # type: ignore[valid-type]
    needed: Whole | None = about("需要人数", "Hands needed", "没有分班次时填", "When there are no shifts with numbers", None, None)
    filled: Whole | None = about("已有人数", "Hands found", "没有分班次时填", "When there are no shifts with numbers", None, None)
    shifts: list[Shift] = about("班次", "Shifts", "每一班的时间和人数", "Time and hands of each turn", None, list)
    duties: list[Text] = about("做什么", "What you will do", "到岗后的具体事", "The actual work", None, list)
    requirements: list[Text] = about("报名条件", "Who can come", "年龄、健康、技能等", "Age, health, skills and so on", None, list)
    safety: Safety | None = about("安全保障", "Safety", "招人前必须填齐", "Must be complete before it opens", None, None)
    guidelines: list[ref("guidelines")] = about("先读指引", "Read first", "上岗前要读的指引", "Guidelines to read before duty", None, list)  # type: ignore[valid-type]
    organization: ref("organizations") | None = about("组织单位", "Run by", "由哪个单位组织", "The organisation that runs it", None, None)  # type: ignore[valid-type]
    signup: SignUp | None = about("怎样报名", "How to sign up", "报名地点、电话或平台链接", "Desk, line or platform link", None, None)


# --- help ----------------------------------------------------------------------------------------------------------


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


# --- organisations -------------------------------------------------------------------------------------------------


@record
class Pairing:
    """A unit and a street working as a pair."""

    area: Code = about("结对镇街", "Paired with", "区划代码", "Division code")
    since: Date = about("开始", "Since", "结对开始", "First day")
    until: Date | None = about("结束", "Until", "结束后填", "Last day, once over", None, None)
    work: Text | None = about("一起做什么", "Work together", "结对的内容", "What the pair does", None, None)


@record
class SignIn:
    """A unit signing in with a street or community."""

    area: Code = about("报到镇街", "Signed in with", "区划代码", "Division code")
    date: Date = about("报到日期", "On", "报到那一天", "Day of signing in")
    community: Text | None = about("社区、村", "Community", "报到的社区", "The community", None, None)


@record
class Liaison:
    """The post that answers for a unit, and its office line. Never a person's name or own number."""

    role: Text = about("岗位", "Post", "岗位名称", "Name of the post")
    phone: Phone = about("办公电话", "Office line", "公开的办公电话", "Public office line")
    hours: Text | None = about("时间", "Hours", "什么时候有人接", "When somebody answers", None, None)


@record
class Team:
    """A team made to fit a street's needs."""

    id: Identifier = about("队伍代号", "Team id", "本单位内不重复", "Unique within the unit", "team-1")
    title: Text = about("队名", "Team", "队伍名称", "Name of the team")
    kind: term("team_kinds") = about("类别", "Kind", "队伍词表里的词", "A word of the team list")  # type: ignore[valid-type]
    members: Whole = about("人数", "Members", "现有人数", "How many")
    areas: list[Code] = about("服务镇街", "Serves", "区划代码", "Division codes")
    tasks: list[term("tasks")] = about("岗位", "Tasks", "岗位词表里的词", "Words of the task list")  # type: ignore[valid-type]
    since: Date = about("成立日期", "Since", "编成那一天", "Day it was formed")
    until: Date | None = about("结束日期", "Until", "解散后填", "Last day, once over", None, None)


@record
class Contribution:
    """Something given: people's days, goods or money."""

    date: Date = about("日期", "Date", "交付那一天", "Day of delivery")
    kind: term("contribution_kinds") = about("类别", "Kind", "贡献词表里的词", "A word of the contribution list")  # type: ignore[valid-type]
    item: Text = about("内容", "What", "给了什么", "What was given")
    quantity: Decimal = about("数量", "Quantity", "数字", "A number")
    unit: term("units") = about("单位", "Unit", "单位词表里的词", "A word of the unit list")  # type: ignore[valid-type]
    area: Code = about("给哪里", "To", "接收的镇街", "The street that received it")
    recipient: Text = about("接收单位", "Received by", "具体接收的单位", "The unit that received it")


@record
class Organization(Record):
    """A unit that helps."""

    kind: term("organization_kinds") = about("单位类型", "Kind", "单位词表里的词", "A word of the organisation list")  # type: ignore[valid-type]
    home: Code | None = about("所在地", "Seat", "单位所在的区划代码", "Division code of its seat", None, None)
    liaison: Liaison | None = about("联络员", "Liaison", "岗位和办公电话，不写姓名", "Post and office line, no name", None, None)
    pairings: list[Pairing] = about("结对", "Pairings", "和哪些镇街结对", "Streets it is paired with", None, list)
    sign_ins: list[SignIn] = about("报到", "Signed in", "在哪里报到", "Where it signed in", None, list)
    teams: list[Team] = about("队伍", "Teams", "志愿队、突击组等", "Volunteer teams and task forces", None, list)
    contributions: list[Contribution] = about("贡献", "Contributions", "逐笔记录，合计由程序算", "Entry by entry; totals are counted", None, list)
    url: Url | None = about("网址", "Website", "官方网站", "Official site", None, None)


# --- commendations -------------------------------------------------------------------------------------------------


@record
class PublicNotice:
    """The window in which anyone may object before a decision."""

    start: Date = about("公示开始", "From", "第一天", "First day")
    end: Date = about("公示结束", "To", "最后一天，至少五个工作日", "Last day; five working days at least")
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


# --- areas ---------------------------------------------------------------------------------------------------------


@record
class Focus:
    """A mark that a street needs more attention for a while, and why."""

    since: Date = about("开始", "Since", "从哪天起", "First day")
    until: Date | None = about("结束", "Until", "到哪天止", "Last day", None, None)
    reason: Text = about("原因", "Why", "为什么列为重点", "Why it is marked")


@record
class Coordination:
    """A way in which a street's helpers act together."""

    kind: term("coordination_kinds") = about("机制", "Form", "协调词表里的词", "A word of the coordination list")  # type: ignore[valid-type]
    title: Text = about("名称", "Name", "机制的名称", "Its name")
    members: Text = about("谁参加", "Who takes part", "单位和岗位", "Units and posts")
    meets: Text = about("怎样运作", "How it works", "多久开一次、管什么", "How often, and what for")


@record
class Responsibility:
    """A part of the street that a post or team looks after."""

    title: Text = about("责任区", "Area", "责任区名称", "Name of the area")
    covers: Text = about("范围", "Covers", "到楼栋、街巷为止，不写门户", "Down to buildings and lanes, never to a household")
    households: Whole | None = about("户数", "Households", "约数", "About how many", None, None)
    keeper: Text = about("谁包干", "Looked after by", "岗位或队伍，不写姓名", "A post or a team, no name")


@record
class Area:
    """What a street says of itself, beyond its row in the division table."""

    title: Text | None = about("名称", "Name", "只写译名；中文名取自区划表", "Other languages only; the name comes from the division table", {"zh": "东街街道", "en": "East Street"}, None)
    summary: Text | None = about("概况", "About", "一两句话", "One or two sentences", None, None)
    owner: Text = about("维护单位", "Kept by", "负责更新的办公室", "The office that keeps it true")
    verified: Date = about("核对日期", "Checked on", "最近一次核对的日子", "Day the facts were last checked")
    sources: list[Source] = about("来源", "Sources", "事实从哪里来", "Where the facts come from", None, list)
    sample: Flag = about("示例", "Sample", "虚构的例子写 true", "true for an invented example", None, False)
    aliases: Names = about("也叫", "Also called", "俗称、旧名、片区名", "Popular and former names, and names of parts", {"zh": ["老街"], "en": ["Old Street"]}, list)
    keywords: list[Line] = about("关键词", "Keywords", "读者可能用来搜索的别的说法", "Other words readers may search by", ["老城", "old town"], list)
    review_by: Date | None = about("复核期限", "Review by", "最迟哪天要再核对", "Day by which it must be checked again", None, None)
    desk: Desk | None = about("志愿服务台", "Volunteer desk", "志愿者到哪里报到", "Where volunteers report", None, None)
    phones: list[PublicLine] = about("电话", "Phones", "居民打哪个电话", "Lines for residents", None, list)
    focus: Focus | None = about("重点镇街", "Focus area", "为什么需要更多人手", "Why more hands are needed here", None, None)
    coordination: list[Coordination] = about("协调机制", "Coordination", "各方怎样一起工作", "How everyone works together", None, list)
    responsibilities: list[Responsibility] = about("责任区", "Responsibility areas", "谁包哪一片", "Who looks after which part", None, list)
    overrides: Version | None = about("替代的版本", "Replaces version", "替代基础内容里同名的记录时，写那条记录的版本", "To replace the base's record of the same name: the version of that record", "3f2a9c1b0d4e", None)
    changes: list[Change] = about("更新记录", "Changes", "每次改动对读者意味着什么", "What each change means to the reader", None, list)
    next: list[Planned] = about("定时更改", "Planned changes", "到某一天自动换成新的值；那一天以前谁也看不到", "Values that take over on a day; nobody sees them before", None, list)


# --- rumours, notices, hotlines ------------------------------------------------------------------------------------


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


KINDS: dict[str, type] = {
    "guidelines": Guideline,
    "opportunities": Opportunity,
    "help": Help,
    "organizations": Organization,
    "commendations": Commendation,
    "areas": Area,
    "rumours": Rumour,
    "notices": Notice,
    "hotlines": Hotline,
}
"""Every kind of record by the name of its folder and address."""
