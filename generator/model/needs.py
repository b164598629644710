"""Needs for hands: when and where, how whoever comes is protected, and how to sign up."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import Record
from generator.model.values import Date, Phone, Street, Text, Time, Url, Whole, choice, ref, term

# One field, one line: these classes are read as a table.
# fmt: off


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
