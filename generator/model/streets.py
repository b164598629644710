"""What a street says of itself: its desk, its focus, how its helpers act together."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import Change, Desk, Planned, PublicLine, Source
from generator.model.values import Date, Flag, Line, Names, Text, Version, Whole, term

# One field, one line: these classes are read as a table.
# fmt: off


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
