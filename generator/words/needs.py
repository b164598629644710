"""The words of needs and places: where to go next, why in this order, and what stands on a street's page."""

from __future__ import annotations

from generator.say import say as _say

NEEDS: dict[str, dict[str, str]] = {
    "need.left": _say("还差 {count} 人", "{count} places left"),
    "need.left.none": _say("人手已够", "No places left"),
    "need.needed": _say("需要 {count} 人", "{count} needed"),
    "need.filled": _say("已有 {count} 人", "{count} found"),
    "need.of": _say("需要 {needed} 人，已有 {filled} 人", "{needed} needed, {filled} found"),
    "need.next": _say("最近一班 {day}", "Next on {day}"),
    "need.safety": _say("先看安全保障", "Safety first"),
    "need.safety.none": _say("安全保障还没有填写。", "Safety has not been filled in."),
    "need.shifts": _say("班次", "Shifts"),
    "need.past": _say("已过", "past"),
    "need.urgent": _say("最急需要人手", "Most urgent"),
    "need.open": _say("正在招人（{count}）", "Open ({count})"),
    "need.show": _say("展开看看", "Show them"),
    "need.time": _say("时间", "Time"),
    "need.hands": _say("人数", "Hands"),
    "need.full": _say("已满", "Full"),
    "need.when": _say("班次", "Turn"),
    "need.any-day": _say("随时可去，到 {day} 为止", "Any day until {day}"),
    "need.more-turns": _say("还有 {count} 班", "{count} more turns"),
    "need.how": _say("怎样报名", "How to sign up"),
    "need.where": _say("到哪里去", "Where to come"),
    "need.run-by": _say("谁在组织", "Who runs it"),
    "need.run-by.none": _say("还没有登记组织单位，请问报名的地方。", "No organisation is on record; ask where you sign up."),
    "need.pages": _say("这个地方", "This place"),
    "need.street": _say("{name}：缺人手、找帮助、谁在帮忙", "{name}: hands needed, help, who is here"),
    "need.poster": _say("{name}公告栏海报", "Poster for {name}"),
    "need.related": _say("这个镇街的帮扶", "Help in the same place"),
    "need.few.all": _say("只剩 {count} 个名额，出发前先打电话", "Only {count} left: call before you set out"),
    "need.few.next": _say(
        "最近一班只剩 {count} 个名额，出发前先打电话", "Only {count} left in the next turn: call before you set out"
    ),
    "need.later": _say("{day} 才开始，现在可以先报名。", "It begins on {day}; you can sign up now."),
    "need.go.full": _say("这里人手够了，别白跑一趟。", "No more hands are wanted here: spare yourself the journey."),
    "need.go.later": _say("等不到那天？这些地方现在就缺人：", "Want to help before then? Hands are wanted here now:"),
    "need.go.title": _say("去这些地方，正缺人", "Go here instead: hands are wanted"),
    "need.go.also": _say("附近还有这些缺人", "Also wanted near by"),
    "need.go.none": _say("附近暂时没有别的需求。", "Nothing else is wanted near by just now."),
    "need.go": _say("看附近哪里缺人", "See where hands are wanted"),
    # how near another place is, by the smallest division that holds both
    "near.street": _say("同镇街", "Same street or town"),
    "near.county": _say("同县（区）", "Same county"),
    "near.city": _say("同市", "Same city"),
    "near.province": _say("同省", "Same province"),
    # how needs are put in order
    "order": _say("怎样排先后", "How the order is decided"),
    "order.lead": _say(
        "每个正在招人的岗位按下面三项加分，分高的排前面，最多 {most} 分。谁都可以照着再算一遍。",
        "Each open need is given points for three things; the most points come first, {most} at most. Anyone can add them up again.",
    ),
    "order.shortfall": _say(
        "缺人：每差 1 人加 {place} 分，最多 {places} 分；再按所差人数占需要人数的比例加分，一个人都没有时加 {share} 分，零头不算。",
        "Hands lacking: {place} for each, {places} at most; then a share of {share} points as large as the share of hands that "
        "is lacking, rounded down. Only turns that are not over count.",
    ),
    "order.soon": _say(
        "时间：最近一个有名额的班次就在今天，加 {soon} 分；每晚一天少 {day} 分，减到 0 为止。",
        "Time: {soon} if the next turn with a place left is today; {day} fewer for each day until then, down to none.",
    ),
    "order.focus": _say(
        "重点镇街：当天在重点期内，加 {focus} 分。", "Focus area: {focus} if the street is marked as one on the day."
    ),
    "order.tie": _say(
        "分数一样时，时间近的在前；再一样，差人多的在前。已满、已结束的不算分，排在后面。",
        "With equal points the sooner comes first, then the one that lacks more. What is full or over has no points and comes last.",
    ),
    "order.points": _say("{points} 分（最多 {most} 分）", "{points} points (of {most})"),
    "order.part.left": _say("还差 {count} 人（共要 {wanted} 人）", "{count} of {wanted} places left"),
    "order.part.next": _say("最近一班 {day}", "next on {day}"),
    "order.part.focus": _say("重点镇街", "focus area"),
    "order.part.no-focus": _say("不在重点镇街", "no focus area"),
    "order.see": _say("这些分怎样算", "How points are given"),
    # places
    "area.look-around": _say("最近的缺人手的镇街：", "The nearest streets that need hands:"),
    "area.households": _say("约 {count} 户", "About {count} households"),
    "area.jump": _say("本页有", "On this page"),
    "area.needs.count": _say("这里缺人手（{count}）", "Hands needed here ({count})"),
    "area.streets.note": _say("重点镇街在前，再按急缓排。", "Focus areas first, then the most urgent."),
    "area.focus.over": _say("曾是重点镇街，到 {day} 为止", "Was a focus area until {day}"),
    "area.focus": _say("重点镇街", "Focus area"),
    "area.liaisons": _say("找哪个单位，打给谁", "Whom to ask at each unit"),
    "area.totals": _say("合计（由逐笔记录算出）", "Totals, counted from the entries"),
    "area.guidelines": _say("到这里帮忙先读", "Read before you help here"),
    "area.signed": _say("在这里报到", "Signed in here"),
    "area.open": _say("招人", "Open"),
    "area.none-near": _say("附近也没有登记的需求。", "Nor is any on record near by."),
}
