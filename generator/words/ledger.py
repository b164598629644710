"""What pages say of the public ledger, in Chinese and English."""

from __future__ import annotations

from generator.say import say as _say

LEDGER: dict[str, dict[str, str]] = {
    "kind.ledger": _say("公开账本", "Public ledger"),
    "ledger.title": _say("公开账本", "Public ledger"),
    "ledger.lead": _say(
        "本站每条内容的每个版本都记在这里：什么时候发布，为什么改。谁都可以核对，事后改动查得出来。",
        "Every version of everything on this site is written down here: when it was published and why it changed. Anyone can check it, and nobody can rewrite it unseen.",
    ),
    "ledger.code": _say("根码", "root code"),
    "ledger.code.now": _say("现在的根码", "The root code now"),
    "ledger.code.how": _say(
        "根码像整本账的指纹。抄下来或拍张照，以后哪怕过一年，也能用它查出这之前的账有没有被改过。",
        "The root code is a fingerprint of the whole ledger. Write it down or take a photo: even a year from now it tells whether anything before it was changed.",
    ),
    "ledger.foot": _say(
        "{ledger}根码 {code}：拍张照留着，以后能查出这之前的内容有没有被改过。",
        "{ledger}, root code {code}: keep a photo of it, and it will tell later whether anything before it was changed.",
    ),
    "ledger.counts": _say(
        "到 {day} 为止，{records} 条内容，共 {versions} 个版本。", "{records} records with {versions} versions, up to {day}."
    ),
    "ledger.empty": _say("还没有发布过，账上还没有内容。", "Nothing has been published yet; the ledger is empty."),
    "ledger.signed": _say("签名：{names}。", "Signed by {names}."),
    "ledger.unsigned": _say("没有签名。请靠自己保存的根码核对。", "It is not signed. Check it with a root code that you kept yourself."),
    "ledger.keys": _say("核对签名用的公钥", "Public keys to check signatures with"),
    "ledger.proves": _say("它能证明什么", "What it proves"),
    "ledger.proves.1": _say(
        "记上去的版本没有被改过、删过、调换过先后，时间没有往回填。",
        "No version was changed, removed or moved after it was written down, and no time was filled in backwards.",
    ),
    "ledger.proves.2": _say(
        "网站上的每个文件都登记过；多一个、少一个、改一个字都查得出来。",
        "Every file of the site is registered: one more, one fewer or one letter changed is found.",
    ),
    "ledger.proves.3": _say(
        "您保存过根码，就能知道您看到的和别人看到的是同一本账。",
        "With a root code that you kept you know that you and others see one and the same ledger.",
    ),
    "ledger.not": _say("它不能证明什么", "What it does not prove"),
    "ledger.not.1": _say("不能证明写的内容是真的，只证明当时就是这样写的。", "Not that what is written is true: only that it was written so at the time."),
    "ledger.not.2": _say("不能证明该写的都写了。", "Not that everything that should be written was."),
    "ledger.not.3": _say(
        "没有人保存过旧的根码，也没有别的单位联署，就防不住整本账从头重做。",
        "If nobody kept an older root code and nobody else signs beside, a ledger made anew from its beginning would not be noticed.",
    ),
    "ledger.check": _say("怎样核对", "How to check"),
    "ledger.check.code": _say("有以前保存的根码？在这里核对", "Did you keep a root code? Check it here"),
    "ledger.check.here": _say("在浏览器里核对一页，或者核对您保存的根码", "Check one page, or a root code that you kept, in the browser"),
    "ledger.check.whole": _say("核对整个网站，要一台装了 Python 的电脑：", "To check the whole site you need a computer with Python on it:"),
    "ledger.check.1": _say(
        "下载这两个程序，打开看一遍：各是一个文件，除了 Python 什么都不用。", "Download these two programs and look through them. Each is a single file and needs nothing but Python."
    ),
    "ledger.check.2": _say(
        "把整个网站连同账本取到一个文件夹。手里已经有整个文件夹的，比如 U 盘，不用取。",
        "Fetch the whole site with its ledger into a folder. Whoever has the folder already, on a USB stick for example, need not.",
    ),
    "ledger.check.3": _say("用您保存的根码核对，这一步不联网。", "Check it with the root code that you kept; nothing is asked of the network."),
    "ledger.check.fetch": _say("python3 fetch.py {address} 网站", "python3 fetch.py {address} site --lang en"),
    "ledger.check.run": _say("python3 verify.py 网站 --root 根码", "python3 verify.py site --root CODE --lang en"),
    "ledger.archives": _say("整站存档", "Archives of the whole site"),
    "ledger.archives.how": _say(
        "存档是一个文件，整个网站连同原始内容都在里面，可以交给图书馆、法院或接手的人。拿到存档的，算一下它的 SHA-256，和下面登记的一样，就没有被改过。",
        "An archive is one file with the whole site and what it was made from, for a library, a court, or whoever takes over. If you have one, work out its SHA-256: where it is the same as below, nobody has changed it.",
    ),
    "ledger.archives.site": _say("网站和原始内容（.zip）", "site and sources (.zip)"),
    "ledger.archives.warc": _say("网页（.warc.gz）", "web pages (.warc.gz)"),
    "ledger.history": _say("这条内容是怎样变过来的", "How this record changed"),
    "ledger.record.in": _say("每一版都记在{ledger}里，谁都可以核对。", "Every version is in the {ledger}, where anyone can check it."),
    "ledger.record.marks": _say(
        "改动逐字标出：划掉的是去掉的，加粗画线的是加上的。",
        "Changes are marked word by word: what is struck out went, what is bold and underlined came.",
    ),
    "ledger.of": _say("{name}：怎样变过来的", "How it changed: {name}"),
    "ledger.mark": _say("{first} 首次发布，{day} 发布现在这一版（账本第 {entry} 条）", "First published {first}; this version {day} (entry {entry})"),
    "ledger.mark.first": _say("{day} 首次发布（账本第 {entry} 条）", "First published {day} (entry {entry})"),
    "ledger.version": _say("第 {version} 版", "Version {version}"),
    "ledger.sort.new": _say("首次发布", "First published"),
    "ledger.sort.edit": _say("修改", "Changed"),
    "ledger.sort.correction": _say("更正", "Corrected"),
    "ledger.sort.withdrawal": _say("撤下", "Withdrawn"),
    "ledger.sort.erasure": _say("清除", "Erased"),
    "ledger.sort.rename": _say("改名", "Renamed"),
    "ledger.sort.named": _say("改用新名", "Under its new name"),
    "ledger.renamed": _say("编号从 {old} 改成了 {new}，网址跟着变；旧网址会转过来。", "Its id was {old} and is {new} since then; its old address leads here."),
    "ledger.renamed.now": _say("这条内容改了名，现在在这里：", "This record has another name now:"),
    "ledger.renamed.other": _say("这个编号以前是另一条内容的，那一条现在在这里：", "This id was another record's before, which is now here:"),
    "ledger.id": _say("当时的编号", "Id at the time"),
    "ledger.reason": _say("原因", "Reason"),
    "ledger.reason.none": _say("没有写原因", "No reason was given"),
    "ledger.office": _say("由谁", "By"),
    "ledger.clock": _say("公开时限", "Time to publish"),
    "ledger.clock.early": _say("写的日期是 {formed}，{day} 就已经公开。", "Dated {formed}, and public before that day, on {day}."),
    "ledger.clock.same-day": _say("{formed} 形成或变更，当天公开。", "Formed or changed on {formed}, and public the same day."),
    "ledger.clock.in-time": _say(
        "{formed} 形成或变更，{day} 公开，用了 {count} 个工作日，限 {limit} 个。",
        "Formed or changed on {formed}, public on {day}. Working days it took: {count} of {limit}.",
    ),
    "ledger.clock.by": _say(
        "{formed} 形成或变更，{day} 账本开始时已经公开，没有超过 {limit} 个工作日。",
        "Formed or changed on {formed}, and public by {day}, when the ledger began: within {limit} working days.",
    ),
    "ledger.clock.late": _say(
        "{formed} 形成或变更，最迟应在 {last} 公开，实际 {day} 才公开，晚了 {late} 天。",
        "Formed or changed on {formed}, due to be public by {last}, but public only on {day}. Days late: {late}.",
    ),
    "ledger.clock.unknown": _say(
        "账本从 {began} 记起，更早的事有 {count} 件，是不是按时公开，从账本里看不出。",
        "The ledger began on {began}. Whether what came about earlier ({count} in number) was public in time, it cannot tell.",
    ),
    "ledger.in-time": _say("公开得及时吗", "Was it public in time?"),
    "ledger.in-time.rule": _say(
        "按{rule}，形成或变更以后 {limit} 个工作日内公开，从第二天数起。",
        "By {rule}, what is formed or changed is public within {limit} working days, counted from the day after.",
    ),
    "ledger.in-time.count": _say(
        "账本里看得出的共 {count} 次：按时 {in_time} 次，晚了 {late} 次。",
        "The ledger can tell of {count} in all: {in_time} in time, {late} late.",
    ),
    "ledger.in-time.none": _say("账本里还没有看得出是不是按时的。", "The ledger cannot tell of any yet."),
    "ledger.in-time.unsure": _say(
        "有 {count} 次碰上放假安排还没有公布的年份，先按周一至周五数。",
        "Counted from Monday to Friday, because the holidays of a year on the way are not announced yet: {count}.",
    ),
    "ledger.notice.window": _say("公示期 {start} 至 {end}，共 {count} 个工作日。", "Public notice {start} to {end}, working days in all: {count}."),
    "ledger.notice.ran": _say("这一版发布得晚，实际公示了 {count} 个工作日。", "It was published later: working days on which it could really be read: {count}."),
    "ledger.notice.short": _say("不足 {least} 个工作日。", "That is fewer than {least} working days."),
    "ledger.entry": _say("账本第 {entry} 条", "Entry {entry}"),
    "ledger.proof": _say("证明文件", "Proof"),
    "ledger.data": _say("这一版的数据", "This version as data"),
    "ledger.changed": _say("改了这些", "What changed"),
    "ledger.unchanged": _say("读者看到的文字没有变。", "No words that readers see here changed."),
    "ledger.more": _say("还有 {count} 处。", "{count} more."),
    "ledger.elsewhere": _say("别的语言的文字改了 {count} 处。", "Changes in other languages: {count}."),
    "ledger.superseded": _say("旧版，现在已经不用", "Superseded: no longer valid"),
    "ledger.text": _say("旧版全文", "The whole of this old version"),
    "ledger.text.elsewhere": _say(
        "这一版的全文太长，没有放在这一页，在上面的“{data}”里。", "The whole of this version is too long for this page; it is above under “{data}”."
    ),
    "ledger.text.erased": _say("这一版的正文已经销毁，读不到了；账上的记录还在。", "The text of this version was destroyed and cannot be read any more; its entry stays."),
    "ledger.gone": _say("这条内容已经不在网站上了。", "This record is no longer on the site."),
    "ledger.gone.why": _say("看什么时候、为什么撤下的", "See when it went, and why"),
    "ledger.added": _say("加上：", "added:"),
    "ledger.removed": _say("去掉：", "removed:"),
    "ledger.corrections": _say("更正、撤下和清除", "Corrections, withdrawals, erasures"),
    "ledger.corrections.lead": _say(
        "写错了改正的，不该登撤下的，含有私人信息销毁的，都列在这里，新的在前。",
        "What was wrong and put right, withdrawn, or destroyed because it was private, newest first.",
    ),
    "ledger.corrections.none": _say("到现在还没有。", "There are none so far."),
}  # fmt: skip
