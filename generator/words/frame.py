"""Words of the frame that every page has, of the kinds of record, and of what the scripts of every page say."""

from __future__ import annotations

from generator.say import say as _say

FRAME: dict[str, dict[str, str]] = {
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
