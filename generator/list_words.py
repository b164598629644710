"""Words of the lists that are cut down by choices, and of the pages on what to know before a task."""

from __future__ import annotations


def _say(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


LISTS: dict[str, dict[str, str]] = {
    # lists and what is chosen
    "filter.page": _say("{name}（第 {number} 页）", "{name}, page {number}"),
    "filter.choose": _say("缩小范围", "Narrow it down"),
    "filter.chosen": _say("已选", "Chosen"),
    "filter.drop": _say("去掉“{name}”", "Take back: {name}"),
    "filter.all": _say("全部不选", "Take all back"),
    "filter.in": _say("地方", "Place"),
    "filter.street": _say("镇街", "Street or town"),
    "filter.day.name": _say("哪一天", "Which day"),
    "filter.opportunities.task": _say("岗位", "Task"),
    "filter.help.for": _say("服务对象", "For whom"),
    "filter.help.kind": _say("服务类别", "What kind"),
    "filter.organizations.kind": _say("单位类型", "Kind of organisation"),
    "filter.organizations.task": _say("队伍做什么", "What its teams do"),
    "filter.count": _say("共 {count} 条", "{count} in all"),
    "filter.count.left": _say("共 {count} 条，{left} 条还有名额", "{count} in all, {left} with places left"),
    "filter.left": _say("只看还有名额的", "Only with places left"),
    "filter.any": _say("不限", "Any"),
    "filter.today": _say("今天", "Today"),
    "filter.tomorrow": _say("明天", "Tomorrow"),
    "filter.weekend": _say("这个周末", "This weekend"),
    "filter.above": _say("上级地方的服务，这里也能用", "Also for this place, from the places it lies in"),
    "filter.above.more": _say("还有 {count} 条，看上级地方的列表", "{count} more on the lists of the wider places"),
    "filter.place-page": _say("{name}的页面", "The page of {name}"),
    "filter.more": _say("按地方、日期、名额一起选", "Choose by several things at once"),
    "filter.place-first": _say("共 {count} 条，先选一个地方。", "{count} in all: choose a place first."),
    "filter.closed": _say("已结束、已撤下的（{count}）", "Over or withdrawn ({count})"),
    "filter.where": _say("第 {number} 页，共 {parts} 页", "Page {number} of {parts}"),
    "filter.know": _say("我要上岗，先看什么", "What to know before you start"),
    # what to know before a task
    "kind.tasks": _say("上岗须知", "Before you start"),
    "lead.tasks": _say(
        "选您要站的岗位：一页看完该做什么、带什么、几点换班、出事打哪个电话，可以打印带走。",
        "Choose where you will stand: what to do, what to bring, the turns and whom to call, on one page you can print.",
    ),
    "tasks.title": _say("{name}：上岗须知", "Before you start: {name}"),
    "tasks.lead": _say(
        "汇总自 {guidelines} 份指引和 {needs} 个正在招人的岗位（还差 {left} 人）。",
        "Put together from {guidelines} guidelines and {needs} open needs with {left} places left.",
    ),
    "tasks.open": _say("{count} 处正在招人，还差 {left} 人", "{count} open needs, {left} places left"),
    "tasks.open.none": _say("现在没有招人的", "No open need just now"),
    "tasks.guidelines": _say("先看 {count} 份指引", "{count} guidelines to read"),
    "tasks.no-guidelines": _say("这个岗位还没有专门的指引，先看全部指引：", "No guideline names this task yet. See them all:"),
    "tasks.call": _say("出事打哪个电话", "Whom to call"),
    "tasks.gear": _say("穿戴和携带", "Gear"),
    "tasks.gear.given": _say("各岗位发的、用的", "Handed out or used on the spot"),
    "tasks.times": _say("{count} 个岗位", "{count} needs"),
    "tasks.rules": _say("值班的规矩", "Rules of the turns"),
    "tasks.turn": _say("{hours}（{count} 班）", "{hours} ({count} turns)"),
    "tasks.read": _say("怎么做：只列这个岗位用得上的", "What to do: only what this task needs"),
    "tasks.needs": _say("哪里缺这样的人手（{count}）", "Where such hands are needed ({count})"),
    "tasks.units": _say("有队伍做这件事的单位", "Organisations whose teams do this"),
    "tasks.sample": _say(
        "岗位和单位是示例：装备、班次和负责人都是虚构的。",
        "Needs and units are samples: their gear, turns and posts are invented.",
    ),
    "tasks.for": _say("只给：", "Only for:"),
    "tasks.sheet": _say("{name}：上岗一页纸", "{name}: one page for the turn"),
    "tasks.sheet.link": _say("打印成一页纸带上岗", "One page to print and take along"),
    "tasks.sheet.short": _say("上岗一页纸", "For the turn"),
    # what only the script of the lists says
    "js.list.found": _say("找到 {count} 条", "{count} found"),
    "js.list.none": _say("没有同时符合这些条件的。去掉一项试试：", "Nothing fits all of these. Take one back:"),
    "js.list.drop": _say("去掉“{name}”（有 {count} 条）", "Take back {name} ({count})"),
    "js.list.clear": _say("全部重选（{count} 条）", "Start again ({count})"),
    "js.list.more": _say("再看 {count} 条", "Show {count} more"),
}
