"""What is said where fields or records contradict each other, and of private persons' data."""

from __future__ import annotations

from generator.say import tell as _say

RULES: dict[str, dict[str, tuple[str, str]]] = {
    # any record
    "unknown-source": _say(
        "来源代号“{found}”不在 sources 里",
        "在 sources 里加上它，或改成已有的 key：{known}。",
        "the source “{found}” is not among sources",
        "Add it to sources, or use one of its keys: {known}.",
    ),
    "duplicate-id": _say(
        "代号“{found}”在这个记录里用了两次", "改其中一个。", "the id “{found}” stands twice in this record", "Change one of them."
    ),
    "duplicate-number": _say(
        "序号 {found} 已被 {expected} 用了", "换一个序号。", "the number {found} is taken by {expected}", "Use another number."
    ),
    "no-source": _say(
        "没有写来源",
        "在 sources 里写题名、发布机构和日期；虚构的例子写 sample: true。",
        "no source is given",
        "Give title, issuer and date in sources; an invented example says sample: true.",
    ),
    "dates-contradict": _say(
        "“{found}”早于“{expected}”", "检查这两个日期。", "“{found}” is earlier than “{expected}”", "Check the two dates."
    ),
    "future-date": _say(
        "“{found}”在今天（{expected}）之后",
        "已经做了的事，日期不能是将来。",
        "“{found}” lies after today ({expected})",
        "What was done cannot lie in the future.",
    ),
    "formerly-taken": _say(
        "从前的编号“{found}”现在是 {expected} 的，老网址只能通到一处",
        "从 formerly 里删掉这个编号，或给另一条换个编号。",
        "the former id “{found}” now belongs to {expected}; an old address can lead to one place only",
        "Take it out of formerly, or give the other record another id.",
    ),
    "leans-on-withdrawn": _say(
        "用到的“{found}”（{kind}）已经撤下",
        "换一个，或把这条也撤下。",
        "it relies on “{found}” in {kind}, which has been withdrawn",
        "Name another, or withdraw this one too.",
    ),
    "ringing-sample": _say(
        "示例里的电话“{found}”可能真有人接",
        "用区号后以 0 开头的号码（如 020-01230045），或真实的公共热线。",
        "the phone “{found}” of a sample may ring somebody",
        "Use a number beginning with 0 after the area code, such as 020-01230045, or a real public line.",
    ),
    # needs
    "shift-outside": _say(
        "班次 {found} 不在有效期 {expected} 之内",
        "改班次或有效期。",
        "the shift on {found} lies outside {expected}",
        "Change the shift or the validity.",
    ),
    "shift-no-time": _say(
        "班次的开始和结束是同一时刻",
        "改开始或结束时间。",
        "the shift starts and ends at the same time",
        "Change its start or end.",
    ),
    "duplicate-shift": _say(
        "班次 {found} 和第 {expected} 个班次是同一时间，人数会算两次",
        "合成一班，改 needed 和 filled。",
        "the shift {found} is at the same time as shift {expected}, and its hands count twice",
        "Make them one shift, and change needed and filled.",
    ),
    "too-many-filled": _say(
        "已有 {found} 人，超过需要的 {expected} 人",
        "改 filled 或 needed。",
        "{found} filled, more than the {expected} needed",
        "Change filled or needed.",
    ),
    "numbers-missing": _say(
        "没有写需要几个人、已有几个人",
        "写在每个班次里，或写在最外层。",
        "nothing says how many hands are needed and found",
        "Say so in every shift, or once for the whole.",
    ),
    "numbers-twice": _say(
        "人数既写在班次里，又写在最外层",
        "留班次里的，合计由程序算。",
        "the numbers stand in the shifts and again outside",
        "Keep those of the shifts; totals are counted.",
    ),
    "open-without-safety": _say(
        "招人的岗位缺少安全保障：{found}",
        "填齐 safety 里的 gear、training、insurance、responsible，才能招人。",
        "an open opportunity lacks its safety: {found}",
        "Complete gear, training, insurance and responsible in safety.",
    ),
    "open-without-signup": _say(
        "招人的岗位没有写怎样报名",
        "在 signup 里写地点、电话或网址。",
        "an open opportunity does not say how to sign up",
        "Give a desk, a phone or a link in signup.",
    ),
    "open-without-date": _say(
        "招人的岗位没有写时间", "写 shifts，或写 valid_until。", "an open opportunity has no date", "Give shifts, or valid_until."
    ),
    "open-without-guideline": _say(
        "招人的岗位没有写先读哪份指引",
        "在 guidelines 里写至少一个指引的 id。",
        "an open opportunity names no guideline to read first",
        "Name one in guidelines.",
    ),
    "open-but-expired": _say(
        "还写着招人，但 {found} 已过；页面按已过期显示",
        "结束了写 status: done；还要人就改日期。",
        "still open, but {found} has passed; its page says it has run out",
        "If it is over write status: done; otherwise change the dates.",
    ),
    "expired-when-checked": _say(
        "写着招人，但核对时（{expected}）有效期 {found} 已经过了",
        "结束了写 status: done；还要人就改日期。",
        "open, but it had run out on {found} when it was checked ({expected})",
        "If it is over write status: done; otherwise change the dates.",
    ),
    "full-with-places": _say(
        "写着已满，却还差 {found} 人",
        "改人数，或写 status: open。",
        "says full, but {found} places are left",
        "Change the numbers, or write status: open.",
    ),
    "done-in-future": _say(
        "写着已结束，却有 {found} 的班次",
        "改状态或班次。",
        "says done, but has a shift on {found}",
        "Change the status or the shift.",
    ),
    "withdrawn-without-reason": _say(
        "撤下的记录要写明日期和原因",
        "加上 withdrawn: {{date: …, reason: …}}。",
        "a withdrawn record must give date and reason",
        "Add withdrawn: {{date: …, reason: …}}.",
    ),
    "guideline-for-other-task": _say(
        "要先读的指引（{found}）都没有写岗位“{task}”",
        "加一份写这个岗位的指引，或在其中一份的 tasks 里加上它。",
        "none of the guidelines to read first ({found}) is for the task “{task}”",
        "Name a guideline for this task, or add the task to the tasks of one of these.",
    ),
    # commendations
    "notice-too-short": _say(
        "公示只有 {found} 个工作日，至少 {expected} 个",
        "公示结束日期至少写到 {end}。",
        "the public notice lasts {found} working days; at least {expected} are needed",
        "Move its end to {end} or later.",
    ),
    "notice-missing": _say(
        "公示中的记录要写公示期",
        "填 notice 的 start、end 和 objections。",
        "a record in public notice must give its window",
        "Fill in start, end and objections of notice.",
    ),
    "decision-without-date": _say("已决定的表彰要写决定日期", "填 date。", "a decision must give its date", "Fill in date."),
    "holidays-not-known": _say(
        "{found} 年的放假安排还没有收录，工作日先按周一至周五算",
        "等放假安排公布、程序更新以后，再核对公示结束日期。",
        "the public holidays of {found} are not known yet; Mondays to Fridays are counted",
        "Check the end of the notice again once they are announced and the program is updated.",
    ),
    "more-listed-than-awarded": _say(
        "列出了 {found} 个单位，比决定总数 {expected} 多",
        "改 awarded，或核对 recipients。",
        "{found} organisations are listed, more than the {expected} awarded",
        "Change awarded, or check recipients.",
    ),
    "recipient-twice": _say(
        "第 {found} 个受表彰单位和第 {expected} 个是同一个单位、同一项荣誉",
        "删掉其中一个；荣誉不同的，各写 honour。",
        "recipient {found} is the same unit with the same honour as recipient {expected}",
        "Remove one; if the honours differ, give each its honour.",
    ),
    "recipient-elsewhere": _say(
        "写在{found}，但“{unit}”的所在地是{expected}",
        "核对 area，或核对那个单位的 home；分支机构另建一个单位。",
        "placed in {found}, but the seat of “{unit}” is {expected}",
        "Check area, or the unit's home; a branch is a unit of its own.",
    ),
    # units, and streets that need more
    "pairing-overlap": _say(
        "和 {area} 结对 {found}，与已有的 {expected} 重叠",
        "合成一条，或改起止日期；重新结对时，先给上一段填 until。",
        "the pairing with {area}, {found}, overlaps the one of {expected}",
        "Join them, or change the dates; before pairing anew give the earlier one its until.",
    ),
    "team-in-two-streets": _say(
        "队伍“{found}”同时在几个地方：{areas}",
        "一支队伍同一时间只在一个镇街：分成几支队伍；全县机动的写县的代码；先后去的分开写，各写 since 和 until。",
        "the team “{found}” stands in several places at once: {areas}",
        "A team stands in one street at a time: make several teams; for a whole county give the county; for one after the "
        "other write two, each with since and until.",
    ),
    "unit-does-not-fit": _say(
        "“{kind}”类贡献不用单位“{found}”",
        "可用：{known}。要加，改 content/site.yml 的 contribution_units。",
        "a contribution of the kind “{kind}” is not counted in “{found}”",
        "Units: {known}. Others go into contribution_units in content/site.yml.",
    ),
    "entered-twice": _say(
        "第 {found} 条和第 {expected} 条完全一样，合计会算两次",
        "重复的删掉；确实有两次的，在内容里写清区别。",
        "entry {found} is the same as entry {expected}, and counts twice",
        "Remove one; if there were two, say in the entry how they differ.",
    ),
    "focus-over": _say(
        "重点标记到 {found} 为止，已经过了",
        "还需要的话推迟 until；不需要了，删掉 focus。",
        "the focus mark ended on {found}",
        "If it is still needed move until; otherwise remove focus.",
    ),
    # privacy
    "private-mobile": _say(
        "疑似个人手机号“{found}”",
        "删掉，改写公开的办公电话。",
        "looks like a person's mobile number “{found}”",
        "Remove it; give a public office line.",
    ),
    "private-identity": _say(
        "疑似身份证号“{found}”", "删掉，任何文件都不写身份证号。", "looks like an identity number “{found}”", "Remove it."
    ),
    "private-bank-card": _say(
        "疑似银行卡号“{found}”", "删掉，捐款请写公开的官方渠道。", "looks like a bank card number “{found}”", "Remove it."
    ),
    "private-plate": _say(
        "疑似车牌号“{found}”", "删掉，写“街道车辆”就够了。", "looks like a number plate “{found}”", "Remove it."
    ),
    "private-email": _say(
        "疑似个人邮箱“{found}”",
        "删掉，改写单位的公开邮箱或电话。",
        "looks like a private mailbox “{found}”",
        "Remove it; give an office's line.",
    ),
    "private-wechat": _say(
        "疑似个人微信号“{found}”",
        "删掉，改写公开的办公电话。",
        "looks like a WeChat id “{found}”",
        "Remove it; give an office's line.",
    ),
    "private-name": _say(
        "疑似个人姓名“{found}”", "只写岗位，如“社区值班员”。", "looks like a person's name “{found}”", "Write the post only."
    ),
    "private-home": _say(
        "疑似家庭住址“{found}”",
        "写到小区或楼栋为止，不写门牌房号。",
        "looks like a home address “{found}”",
        "Stop at the estate or building; no room.",
    ),
}
