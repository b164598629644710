"""Units that help: with whom each is paired, where it signed in, its teams, what it gave."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import Record
from generator.model.values import Code, Date, Decimal, Identifier, Phone, Text, Url, Whole, term

# One field, one line: these classes are read as a table.
# fmt: off


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
