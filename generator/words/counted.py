"""The words of registers and figures: what each is called, and how each is counted."""

from __future__ import annotations

from generator.say import say as _say

COUNTED: dict[str, dict[str, str]] = {
    # registers
    "kind.registers": _say("台账", "Registers"),
    "lead.registers": _say(
        "谁和哪里结对、派了什么队伍、给了什么、在哪里报到、联络谁：一笔一行，都能排序、能下载。哪里还缺，也写在这里。",
        "Who is paired with whom, which teams were sent, what was given, who signed in and whom to call: one line each, to sort "
        "and to download. Where something is lacking is said too.",
    ),
    "register.pairings": _say("结对台账", "Pairings"),
    "register.pairings.lead": _say(
        "哪个单位和哪个镇街结对，从哪天到哪天，一起做什么。",
        "Which unit is paired with which street, from when to when, and what they do together.",
    ),
    "register.teams": _say("队伍台账", "Teams"),
    "register.teams.lead": _say(
        "各单位的志愿队、突击组：多少人、在哪里、做什么。一支队伍在几个市，就在几个市的页上都有。",
        "The units' teams: how many members, where, at what. A team at work in two cities is on the pages of both.",
    ),
    "register.liaisons": _say("联络员台账", "Liaisons"),
    "register.liaisons.lead": _say(
        "每个单位由哪个岗位联络、打哪个办公电话。只写岗位，不写姓名。",
        "Which post of each unit answers, and on which office line. Posts only, no names.",
    ),
    "register.contributions": _say("贡献台账", "Contributions"),
    "register.contributions.lead": _say(
        "谁在哪天给了哪里什么，多少，谁收的。合计由逐笔记录算出。",
        "Who gave what to whom, when and how much, and who received it. Totals are counted from the entries.",
    ),
    "register.sign-ins": _say("报到台账", "Sign-ins"),
    "register.sign-ins.lead": _say("哪个单位哪天到哪里报到。", "Which unit signed in where, and when."),
    "register.title.city": _say("{place}的{name}", "{name}: {place}"),
    "register.title.page": _say("{place}的{name}（第 {number} 页）", "{name}: {place}, page {number}"),
    "register.title.by-unit": _say("{name}：按单位排（第 {number} 页）{place}", "{name} by unit, page {number}{place}"),
    "register.unit": _say("出力单位", "Organisation"),
    "register.state": _say("状态", "State"),
    "register.entries": _say("{count} 笔", "entries: {count}"),
    "register.samples": _say("其中示例 {count} 笔", "{count} of them samples"),
    "register.all": _say("全部 {count} 笔", "entries in all: {count}"),
    "register.units": _say("来自 {count} 个单位。", "Organisations: {count}."),
    "register.withdrawn": _say("另有 {count} 个单位已撤下，不计在内。", "Withdrawn organisations, not counted: {count}."),
    "register.csv": _say("下载表格（CSV）", "Download as CSV"),
    "register.ways": _say("换个排法", "Other ways to look"),
    "register.by-place": _say("按地方排", "By place"),
    "register.by-unit": _say("按单位排", "By organisation"),
    "register.page": _say("第 {number} 页，共 {pages} 页", "page {number} of {pages}"),
    "register.pages": _say("各页", "Pages"),
    "register.caption": _say("{name}，本页 {count} 笔", "{name}, entries on this page: {count}"),
    "register.choose": _say(
        "太多了，一页放不下。请在上面选一个城市，或者按单位看。",
        "Too many for one page. Choose a city above, or look by organisation.",
    ),
    "register.gaps": _say("还缺什么", "What is lacking"),
    "register.gaps.lead": _say(
        "下面这些也是从记录里算出来的。补上一笔，这里就少一行。",
        "These too are counted from the records: once something is put on record, its line here is gone.",
    ),
    "register.gap.unpaired": _say(
        "缺人手、没有单位结对的镇街（{count}）", "Streets that need hands and have no pairing ({count})"
    ),
    "register.gap.ended": _say("结对已经结束、没有接上的镇街（{count}）", "Streets whose pairing has ended ({count})"),
    "register.gap.no-liaison": _say("没有登记联络员的单位（{count}）", "Organisations without a liaison ({count})"),
    "register.gap.signed-only": _say("报到了、还没有结对的单位（{count}）", "Signed in, but paired with nobody ({count})"),
    "register.gap.street": _say("{needs} 处招人，还差 {left} 人", "open needs: {needs}, places left: {left}"),
    "register.gap.no-needs": _say("现在没有登记的需求", "no need is on record just now"),
    "register.gap.last": _say("{day} 结束，原来结对的是", "ended {day}, was paired with"),
    "register.gap.more": _say("还有 {count} 条，请下载表格看。", "More in the file to download: {count}."),
    "register.gap.none": _say("没有。", "None."),
    # organisations
    "org.of-kind": _say("{name}（共 {count}）", "{name} ({count})"),
    "org.in-register": _say("在{name}里看", "See it in the register: {name}"),
    "org.left": _say("{count} 处招人，还差 {left} 人。", "Open needs: {count}. Places left: {left}."),
    "org.ran": _say("以前组织的岗位", "Opportunities it ran before"),
    "org.works-in": _say("在哪些地方出力", "Where it helps"),
    # figures
    "kind.figures": _say("数据", "Figures"),
    "lead.figures": _say(
        "缺多少人、来了多少人、给了什么，按城市、按星期看。每个数都由站内记录算出，没有一个是填上去的；示例单独计数。",
        "What is needed, who came and what was given, by city and by week. Every figure is counted from this site's records, "
        "none is typed in; samples are counted apart.",
    ),
    "figures.totals": _say("总数", "In all"),
    "figures.as-of": _say("截至 {day}", "As of {day}"),
    "figures.what": _say("数什么", "What"),
    "figures.count": _say("多少", "How many"),
    "figures.samples": _say("其中示例", "Of these samples"),
    "figures.how": _say("怎么数的", "How it is counted"),
    "figures.needs": _say("正在招人的岗位", "Open needs"),
    "figures.how.needs": _say("今天还招人、还有名额的。", "Needs that are open today and have places left."),
    "figures.left": _say("还差人数", "Places left"),
    "figures.how.left": _say("这些岗位里，今天和以后各班还空着的名额。", "Free places in their shifts of today and later."),
    "figures.filled": _say("已经有人的名额", "Places filled"),
    "figures.how.filled": _say(
        "各岗位每一班已有的人数相加，过去的班也算。同一个人值两班算两次。",
        "Hands found for every shift, past ones too. One person in two shifts counts twice.",
    ),
    "figures.units": _say("出力单位", "Organisations"),
    "figures.how.units": _say("有记录、没有撤下的单位。", "Those on record and not withdrawn."),
    "figures.pairings": _say("正在结对", "Pairings that hold"),
    "figures.how.pairings": _say("今天有效的结对。", "Pairings that hold today."),
    "figures.pairings-ended": _say("已经结束的结对", "Pairings over"),
    "figures.how.pairings-ended": _say("截止日期在今天以前的。", "Those whose last day was before today."),
    "figures.teams": _say("队伍", "Teams"),
    "figures.how.teams": _say(
        "今天还在的队伍；在两个市都服务的只算一支。", "Teams there are today; one at work in two cities counts once."
    ),
    "figures.members": _say("队伍人数", "People in teams"),
    "figures.how.members": _say("这些队伍的人数相加。", "The members of these teams, added up."),
    "figures.sign-ins": _say("报到", "Sign-ins"),
    "figures.how.sign-ins": _say(
        "到今天为止的报到；一个单位在两处报到算两次。", "Up to today; a unit that signed in at two places counts twice."
    ),
    "figures.contributions": _say("贡献笔数", "Contributions"),
    "figures.how.contributions": _say(
        "到今天为止的贡献，一笔算一次；数量按类别和单位另外相加。",
        "Entries up to today; quantities are added up below by kind and unit.",
    ),
    "figures.services": _say("帮扶服务", "Services"),
    "figures.how.services": _say("没有过期、没有撤下的服务。", "Services that have neither run out nor been withdrawn."),
    "figures.commended": _say("受表彰的单位", "Organisations commended"),
    "figures.how.commended": _say(
        "已作出、没有撤下的决定里逐一核实的单位；受过几次表彰也只算一个。",
        "Organisations verified one by one in decisions in force; one commended twice counts once.",
    ),
    "figures.left-out": _say("草稿和已撤下的记录不计。", "Drafts and withdrawn records are not counted."),
    "figures.by-city": _say("按城市", "By city"),
    "figures.by-city.note": _say(
        "一支队伍或一项服务在两个市，两个市都算，所以各市相加会比总数多。不属于哪个市的放在最后一行。",
        "A team or a service in two cities counts in both, so that cities add up to more than the whole. What lies in no city "
        "is on the last line.",
    ),
    "figures.outside": _say("不分城市", "In no city"),
    "figures.map": _say("各市还差多少人手（方格图）", "Hands still needed in each city (tile map)"),
    "figures.map.note": _say(
        "一个市一格，格子一样大，大致按方位摆，不画边界。颜色越重差得越多，数字写在格里；点一格看那个市。",
        "One tile for each city, all equal, without borders, placed roughly as on a map where the screen has room. A stronger "
        "shade means more; the number is written in the tile. Tap a tile for the city.",
    ),
    "figures.map.steps": _say("颜色对应的人数", "What the shades stand for"),
    "figures.by-week": _say("按星期", "By week"),
    "figures.by-week.note": _say(
        "星期一到星期日算一周，图上写的是星期一的日期。结对、报到、贡献算在发生的那一周；班次算在值班的那一周，以后的班也在内。",
        "Weeks run from Monday to Sunday; charts name the Monday. Pairings, sign-ins and contributions stand in the week they "
        "began or happened, places in the week of their shift, shifts to come included.",
    ),
    "figures.weeks-before": _say("更早的 {count} 周在下载的表格里。", "Earlier weeks, in the file only: {count}."),
    "figures.week": _say("星期", "Week"),
    "figures.week.pairings": _say("新结对", "Pairings begun"),
    "figures.week.sign-ins": _say("报到", "Sign-ins"),
    "figures.week.contributions": _say("贡献笔数", "Contributions"),
    "figures.week.shifts": _say(
        "各班的名额：已有人（实心）、还空着（空心）", "Places in shifts: filled (solid), empty (outlined)"
    ),
    "figures.week.filled": _say("已有人的名额", "Places filled"),
    "figures.week.left": _say("还空着的名额", "Places empty"),
    "figures.given": _say("给了什么", "What was given"),
    "figures.unit": _say("计量单位", "Unit"),
    "figures.quantity": _say("数量", "Quantity"),
    "figures.levels": _say("受表彰的单位，按级别", "Organisations commended, by level"),
    "figures.monday": _say("星期一", "Monday"),
    # what only the script of these pages says
    "js.accounts.sort": _say("排序：", "Sort by:"),
    "js.accounts.up": _say("已按“{name}”从小到大排", "Sorted by {name}, ascending"),
    "js.accounts.down": _say("已按“{name}”从大到小排", "Sorted by {name}, descending"),
}
