"""The program's own words for readers, in Chinese and English. An edition replaces any of them in `words` of `site.yml`."""

from __future__ import annotations

from generator.check_words import CHECKING
from generator.counted_words import COUNTED
from generator.field_words import FIELDS
from generator.ledger_words import LEDGER
from generator.list_words import LISTS
from generator.need_words import NEEDS
from generator.record_words import RECORDS
from generator.say import say as _say
from generator.search_words import SEARCH
from generator.sheet_words import SHEETS

WORDS: dict[str, dict[str, str]] = {
    # the frame of every page
    "skip": _say("跳到正文", "Skip to content"),
    "home": _say("首页", "Home"),
    "doors": _say("主要栏目", "Main sections"),
    "menu": _say("全部栏目", "All sections"),
    "breadcrumbs": _say("当前位置", "You are here"),
    "site-by": _say("{publisher}发布。", "Published by {publisher}."),
    "clock": _say("站内日期：{day}", "This site's date: {day}"),
    "about-site": _say("关于本站", "About this site"),
    "open-data": _say("下载数据", "Download the data"),
    "untranslated": _say(
        "本页有些内容还没有中文版，先显示原文。", "Parts of this page are not yet in English; the Chinese is shown instead."
    ),
    "moved.title": _say("这一页换了网址", "This page has a new address"),
    "not-found.title": _say("没有这一页", "There is no such page"),
    "not-found.text": _say(
        "网址可能写错了，或者页面换了地方。从下面几处找找看。",
        "The address may be mistyped, or the page has moved. Try one of these.",
    ),
    # the page about reading offline, which also stands in for a page that was not kept
    "offline.title": _say("没有网也能看", "Reading without a network"),
    "offline.lead": _say(
        "用联网的手机打开本站一次，防护指引、热线电话和您看过的页面就会自动存下来。没有网时，照样打开本站就能看。",
        "Open this site once with a connection: the guidelines, the phone numbers and the pages you visit are then kept on "
        "your device. Without a network, open the site as usual.",
    ),
    "offline.missing": _say("您要看的那一页，这台设备上没有存。", "The page you want is not kept on this device."),
    "offline.missing.note": _say(
        "连上网后再打开就行。急事请直接打电话。", "Open it again once you have a connection. If it is urgent, call."
    ),
    "offline.visited": _say("您看过的页面", "Pages you have visited"),
    "offline.also": _say("还能看", "Also kept"),
    "offline.where": _say(
        "存下的内容只在这台设备上，不会传到别处。清除浏览器的数据，就删掉了。",
        "What is kept stays on this device and is sent nowhere. Clearing your browser's data removes it.",
    ),
    # kinds
    "kind.guidelines": _say("防护指引", "Guidelines"),
    "kind.opportunities": _say("志愿岗位", "Lend a hand"),
    "kind.help": _say("找帮助", "Find help"),
    "kind.organizations": _say("出力单位", "Who helps"),
    "kind.commendations": _say("表彰公示", "Commendations"),
    "kind.areas": _say("镇街", "Places"),
    "kind.rumours": _say("辟谣", "Rumours"),
    "kind.notices": _say("公告", "Notices"),
    "kind.hotlines": _say("热线电话", "Phone numbers"),
    "kind.changes": _say("更新记录", "What changed"),
    "kind.find": _say("拼音查找", "A–Z"),
    "lead.guidelines": _say(
        "先看自己在哪里、要做什么，再看那一份。每一步都写着出处。",
        "Find where you are or what you will do, then read that one. Every step names its source.",
    ),
    "lead.opportunities": _say(
        "最急的在最前面。先看安全保障，再报名；本站不收报名表。",
        "The most urgent come first. Read the safety box before you sign up; this site takes no sign-ups itself.",
    ),
    "lead.help": _say(
        "先找到您属于哪一类，再看能得到什么帮助、打哪个电话。",
        "Find which group you belong to, then what you can get and whom to call.",
    ),
    "lead.organizations": _say(
        "谁和哪个镇街结对、在哪里报到、派了哪些队伍、给了什么，逐笔可查。",
        "Who is paired with which street, where they signed in, which teams they sent and what they gave, entry by entry.",
    ),
    "lead.commendations": _say(
        "公示和决定都留在这里。只列已经逐一核实的单位，不列个人。",
        "Public notices and decisions stay here. Only organisations verified one by one are listed, and no persons.",
    ),
    "lead.areas": _say(
        "选城市，再选县（区）和镇街。每个镇街一页：缺什么人手、谁在帮忙、打哪个电话。",
        "Choose a city, then a county and a street. Each has a page: hands needed, who helps, whom to call.",
    ),
    "lead.rumours": _say("看到这些说法，先别转发。", "Before you pass any of these on, read what is true."),
    "lead.notices": _say("文件和通告的要点，用大白话写。", "What the documents say, in plain words."),
    "lead.hotlines": _say(
        "遇到危险先打紧急电话。号码点一下就能拨。", "In danger call an emergency number first. Tap a number to call it."
    ),
    "lead.changes": _say("每条内容什么时候改了、为什么改，按日期排。", "When each record changed, and why, by date."),
    "lead.find": _say(
        "不会搜索也能找到：看标题第一个字的拼音，点那个字母。",
        "Everything on this site by the first letter of its title. What has no English title stands under its Chinese sound.",
    ),
    # the same on top of every page, where room is short
    "door.hotlines": _say("热线", "Phones"),
    "door.menu": _say("全部栏目", "All sections"),
    "display": _say("关怀版", "Display"),
    # telling of a mistake
    "wrong.title": _say("这里不对？告诉我们", "Is something wrong here?"),
    "wrong.how": _say(
        "下面的话已经替您写好开头。补上哪里不对，再复制、发邮件，或者打电话念给我们听。不用留姓名。",
        "The message is begun for you. Add what is wrong, then copy it, mail it, or read it to us over the phone. No name is needed.",
    ),
    "wrong.message": _say("更正意见", "Your correction"),
    "wrong.page": _say("页面：", "Page:"),
    "wrong.record": _say("内容编号：", "Record:"),
    "wrong.what": _say("哪里不对：", "What is wrong:"),
    "wrong.right": _say("应当是：", "What would be right:"),
    "wrong.why": _say("怎么知道的（文件、网址、谁说的）：", "How you know (document, address, who said so):"),
    "wrong.call": _say("打 {number} 念给我们听", "Call {number} and read it out"),
    "wrong.mail": _say("发邮件", "Send it by mail"),
    "wrong.subject": _say("更正意见：{site}", "A correction for {site}"),
    "converted": _say(
        "本页由简体中文自动转换，用词以简体中文版为准。", "This page was converted automatically from Simplified Chinese."
    ),
    # records
    **RECORDS,
    **NEEDS,
    # lists cut down by choices, tasks
    **LISTS,
    **LEDGER,
    **CHECKING,
    # what is printed
    **SHEETS,
    # finding by letter
    "find.letters": _say("按首字母", "By letter"),
    "find.hurry": _say("急用先看", "In a hurry?"),
    "find.kinds": _say("按栏目找", "By section"),
    "find.places": _say("按镇街查找", "Find a place"),
    "find.places.lead": _say(
        "看地名第一个字的拼音，点那个字母：全部镇街、县（区）和城市都在这里。",
        "Every street, town, county and city by the first letter of its name.",
    ),
    "find.cities": _say("先选城市", "Cities"),
    "find.letter": _say("{letter} 开头的标题", "Titles under {letter}"),
    "find.letter.page": _say("{letter} 开头的标题（第 {number} 页）", "Titles under {letter}, page {number}"),
    "find.letter.lead": _say(
        "标题以 {letter} 开头的全部内容，按拼音排。", "Everything whose title begins with {letter}, in order."
    ),
    "find.place-letter": _say("{letter} 开头的地名", "Places under {letter}"),
    "find.place-letter.page": _say("{letter} 开头的地名（第 {number} 页）", "Places under {letter}, page {number}"),
    "find.place-letter.lead": _say(
        "地名以 {letter} 开头的镇街、县（区）和城市，按拼音排。",
        "Streets, towns, counties and cities whose name begins with {letter}, in order.",
    ),
    "find.count": _say("共 {count} 条", "{count} in all"),
    "find.pages": _say("{letter} 的各页", "Pages under {letter}"),
    "find.previous": _say("上一页", "Previous"),
    "find.next": _say("下一页", "Next"),
    "find.none": _say("这一页没有内容，请点别的字母。", "Nothing stands on this page. Choose another letter."),
    # home
    "home.emergency": _say("遇到危险，马上拨打", "In danger, call now"),
    "home.protect": _say("保护自己", "Protect yourself"),
    "home.protect.text": _say("{count} 份防护指引，先看简明版", "{count} guidelines, each with a plain version"),
    "home.help": _say("我要求助", "Find help"),
    "home.help.text": _say("{count} 项帮扶和服务", "{count} services"),
    "home.hand": _say("我来帮忙", "Lend a hand"),
    "home.hand.text": _say("{count} 个岗位正在招人，还差 {left} 人", "{count} open needs, {left} places left"),
    "home.changes": _say("最近更新", "Latest changes"),
    "home.rumours": _say("别信这些说法", "Do not believe these"),
    "home.figures": _say("大家出了多少力", "What has been done so far"),
    "home.figures.note": _say(
        "每个数字都由站内记录算出，其中示例另有标明。", "Every number is counted from this site's records, samples included."
    ),
    "home.places": _say("按地方找", "Find your place"),
    "home.units": _say("个单位参与", "organisations taking part"),
    "home.pairings": _say("个结对", "pairings"),
    "home.teams": _say("支队伍", "teams"),
    "home.members": _say("人在队伍中", "people in teams"),
    "home.staff-days": _say("人天人力", "staff-days given"),
    "home.commended": _say("个受表彰单位（已核实）", "organisations commended (verified)"),
    "home.chart": _say("各市还差多少人手", "Hands still needed, by city"),
    "home.chart.given": _say("各类贡献有多少笔", "Contributions, by kind"),
    "chart.city": _say("城市", "City"),
    "chart.places": _say("还差人数", "Places left"),
    "chart.kind": _say("类别", "Kind"),
    "chart.entries": _say("笔数", "Entries"),
    "chart.table": _say("看表格", "See the table"),
    # registers and figures
    **COUNTED,
    # the pages that explain the fields
    **FIELDS,
    # searching
    **SEARCH,
    # what only the script says (generator/theme/scripts)
    "js.offline.kept": _say(
        "没有连上网。这一页是 {day} {time} 存下的，可能已经变了。",
        "No connection. This is a copy kept on {day} at {time}; it may have changed since.",
    ),
    "js.offline.days": _say("到现在已经 {count} 天。", "Days since then: {count}."),
    "js.offline.again": _say("重新载入", "Load again"),
    "js.offline.more": _say("没有网还能看什么", "What can be read offline"),
    "js.elder": _say("关怀版", "Easy reading"),
    "js.elder.note": _say("字更大，页面更简单，还能朗读", "Larger, simpler, and read aloud"),
    "js.size": _say("字的大小", "Text size"),
    "js.size.normal": _say("标准", "Normal"),
    "js.size.large": _say("大", "Large"),
    "js.size.larger": _say("特大", "Larger"),
    "js.theme": _say("颜色", "Colours"),
    "js.theme.device": _say("跟随系统", "As the device"),
    "js.theme.light": _say("浅色", "Light"),
    "js.theme.dark": _say("深色", "Dark"),
    "js.aloud.start": _say("朗读本页", "Read aloud"),
    "js.aloud.stop": _say("停止朗读", "Stop reading"),
    "js.aloud.failed": _say("这台设备现在读不出来。", "This device cannot read aloud just now."),
    "js.print": _say("打印这一张", "Print this sheet"),
    "js.copy": _say("复制这段话", "Copy the message"),
    "js.copied": _say("已复制，可以粘贴发出了。", "Copied. You can paste and send it now."),
    "js.copy.by-hand": _say(
        "没能自动复制。文字已经选好，请长按或按 Ctrl+C 复制。",
        "It could not be copied for you. The text is selected: press and hold, or Ctrl+C, to copy it.",
    ),
}
