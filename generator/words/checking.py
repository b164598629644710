"""What the page says that checks a page and its record in the reader's browser, in Chinese and English."""

from __future__ import annotations

from generator.say import say as _say

CHECKING: dict[str, dict[str, str]] = {
    "ledger.browser": _say("在浏览器里核对", "Check in the browser"),
    "ledger.browser.one": _say("核对这一版", "Check this version"),
    "ledger.browser.lead": _say(
        "由您自己的浏览器算一遍：一页、一条记录，或者您以前保存的根码，和公开账本对不对得上。只取要用的几个文件。",
        "Your own browser works it out: whether a page, a record, or a root code that you kept agrees with the public ledger. Only the few files needed are fetched.",
    ),
    "ledger.browser.no-script": _say(
        "浏览器关掉了脚本，这里不能核对。请用下面的办法。", "This page needs scripts, which are off in your browser. Please use one of the ways below."
    ),
    "ledger.browser.honest": _say("它能信到什么程度", "How far to trust it"),
    "ledger.browser.honest.1": _say(
        "这一页也是网站自己给的。谁能改整个网站，谁就能让这一页说“都对得上”。",
        "This page comes from the site itself. Whoever can change the whole site can have this page say that all is well.",
    ),
    "ledger.browser.honest.2": _say(
        "信不过网站，就从您信得过的地方拿一份 verify.py，在自己的电脑上核对整个网站；再拿您从前抄下的根码比对。",
        "If you distrust the site, take verify.py from somewhere that you trust and check the whole site on a computer of your own, with a root code that you wrote down earlier.",
    ),
    "ledger.browser.honest.3": _say(
        "这里只查一页。整本账有没有倒填时间，网站有没有多出没登记的文件，要用 verify.py 才查得出来。",
        "Only one page is checked here. Times filled in backwards, or files that nobody registered, are found by verify.py alone.",
    ),
    "ledger.browser.other": _say("不用这一页怎样核对", "Checking without this page"),
    "ledger.browser.ways": _say("在电脑上核对整个网站：三步", "Check the whole site on a computer: three steps"),
    # the form
    "js.check.field.of": _say("要核对哪一页（只核对根码就空着）", "Which page (leave empty for a root code alone)"),
    "js.check.field.of.how": _say(
        "粘贴网址；或者写种类和编号，后面还可以写第几版，例如 help/food-bank/2。",
        "Paste its address, or write kind and id, with a version if you like: help/food-bank/2.",
    ),
    "js.check.field.code": _say("您保存过的根码（没有就空着）", "A root code that you kept (if any)"),
    "js.check.field.code.how": _say("印在纸上或拍下来的那一行，一个数字加五组字母。", "The line you photographed or have on paper: a number and five groups of letters."),
    "js.check.field.key": _say("您信得过的公钥（没有就空着）", "A public key that you trust (if any)"),
    "js.check.field.key.how": _say(
        "要从别处拿到才算数。空着就用网站自己给的。", "It counts only if you have it from elsewhere. Without one the site's own keys are used."
    ),
    "js.check.start": _say("核对", "Check"),
    "js.check.stick": _say(
        "这是从文件夹打开的副本，浏览器不让它读别的文件，这里不能核对。请用下面的办法。",
        "This copy was opened from a folder, where browsers let no page read other files. Please use one of the ways below.",
    ),
    "js.check.plain": _say(
        "这个浏览器不让这一页做加密运算：多半因为网址不是 https 开头。请用下面的办法。",
        "This browser does not let this page compute digests, most likely because the address does not begin with https. Please use one of the ways below.",
    ),
    # how it ended
    "js.check.running": _say("正在核对……", "Checking …"),
    "js.check.weight": _say("一共取了 {count} kB。", "{count} kB were read."),
    "js.check.all.holds": _say("核对完了，{count} 项都对得上。", "Done: all {count} steps hold."),
    "js.check.all.open": _say("能核对的都对得上，还有 {count} 项没法核对。", "What could be checked holds; {count} steps could not be checked."),
    "js.check.all.fails": _say(
        "有 {count} 项对不上。网站刚好在更新时也会这样：过几分钟再核对一次；还是对不上，请告诉我们，也告诉您信得过的人。",
        "{count} steps do not hold. That also happens while the site is being updated: check again in a few minutes. If it stays so, tell us, and somebody you trust.",
    ),
    "js.check.is.holds": _say("✓ 对得上", "✓ Holds:"),
    "js.check.is.fails": _say("✗ 对不上", "✗ Does not hold:"),
    "js.check.is.open": _say("– 没法核对", "– Not checked:"),
    # each step
    "js.check.about": _say("{record} 第 {version} 版 · {sort} · {time}", "{record}, version {version} · {sort} · {time}"),
    "js.check.text": _say("正文：算出的指纹和账上记的一样。", "the text has the digest that the ledger has."),
    "js.check.text.other": _say("正文：{file} 里的正文和账上记的指纹不同。", "the text in {file} does not have the digest that was logged."),
    "js.check.text.none": _say("正文：这一版没有正文：撤下、清除和改名都没有。", "this version has no text: it withdraws, erases or renames the record."),
    "js.check.text.erased": _say(
        "正文：已经销毁，没法再核对；账上的那一条还能核对。", "the text was destroyed and cannot be checked any more; its entry still can."
    ),
    "js.check.entry": _say("账上有这一条：第 {entry} 条，证明通到根码 {code}。", "it is in the ledger: entry {entry}, whose proof leads to root code {code}."),
    "js.check.entry.other": _say(
        "账上这一条：{file} 里的条目和证明 {proof} 接不上，其中一个被改动过。",
        "the entry in {file} and its proof {proof} do not lead to the root: one of them was changed.",
    ),
    "js.check.signed": _say(
        "签名属实：{name}。公钥是网站自己给的；您从别处拿到过公钥，填上再核对更可靠。",
        "signed by {name}. The key is the one that the site gives itself: one from elsewhere proves more.",
    ),
    "js.check.signed.yours": _say("签名属实：{name}，用的是您给的公钥。", "signed by {name}, checked with the key that you gave."),
    "js.check.signed.false": _say("签名：{name} 的签名是假的，或者检查点被改动过。", "the signature of {name} is false, or the checkpoint was changed."),
    "js.check.signed.not": _say("签名：没有 {name} 用这把钥匙的签名。", "there is no signature of {name} by this key."),
    "js.check.signed.none": _say("签名：这本账没有签名。请靠您自己保存的根码核对。", "the ledger is not signed. Rely on a root code that you kept."),
    "js.check.signed.unread": _say("签名：您给的公钥读不懂，可能没抄全。", "the key that you gave cannot be read; perhaps some of it is missing."),
    "js.check.signed.old": _say(
        "签名：这个浏览器还不会核对 Ed25519 签名。换一个新的浏览器，或者用 verify.py。",
        "this browser does not know Ed25519 signatures yet. Use a newer one, or verify.py.",
    ),
    "js.check.grown": _say("账没有断：一直接到现在的根，共 {now} 条，根码 {code}。", "the ledger goes on from there to its present root: {now} entries, root code {code}."),
    "js.check.grown.tiles": _say(
        "现在的账：{files} 里的散列算出的根，和 ledger/checkpoint 里的不同，其中一个被改动过。",
        "the hashes in {files} do not lead to the root in ledger/checkpoint: one of them was changed.",
    ),
    "js.check.grown.other": _say(
        "现在的账：证明里的那 {then} 条不是现在这 {now} 条的开头，前后不是同一本账，或者 {files} 被改动过。",
        "the {then} entries that the proof is about are not the beginning of the {now} that there are now: it is another ledger, or {files} was changed.",
    ),
    "js.check.page": _say("网页：{file} 和发布时登记的一字不差。", "the page {file} is to the letter what was registered when it was published."),
    "js.check.page.other": _say("网页：{file} 和发布时登记的不同，发布以后被改动过。", "the page {file} is not what was registered: it was changed after it was published."),
    "js.check.page.unlisted": _say("网页：{file} 没有登记过，是后来塞进来的。", "the page {file} was never registered: it was slipped in."),
    "js.check.page.nowhere": _say("网页：没有 {file} 这一页，请看看网址写对没有。", "there is no page {file}; please look whether its address is right."),
    "js.check.page.entry": _say("网页：发布清单的那一条 {file} 不是账上的最后一条，或者被改动过。", "{file}, the entry of the release manifest, is not the last one in the ledger or was changed."),
    "js.check.page.manifest": _say("网页：发布清单 {file} 和账上登记的指纹不同。", "the release manifest {file} does not have the digest that was logged."),
    "js.check.page.unpublished": _say(
        "网页：缺少发布清单 {file}，没法核对。在自己电脑上生成、还没有发布的网站没有它；发布了的网站不该缺。",
        "the release manifest {file} is missing, so the page cannot be checked. A site that somebody built and did not publish has none; a published one must have it.",
    ),
    "js.check.code": _say("您的根码：和前 {then} 条一致，现在的账是从那里接着写的。", "your root code is that of the first {then} entries, and the ledger goes on from there."),
    "js.check.code.other": _say("您的根码：前 {then} 条和您保存的不是同一段历史。先看看有没有抄错。", "the first {then} entries are not the history that you kept a root code of. Please see first whether it is copied rightly."),
    "js.check.code.shorter": _say(
        "您的根码：您保存时有 {then} 条，现在只有 {now} 条，后面的被拿掉了。", "there were {then} entries when you kept your root code, and there are {now} now: the end was cut off."
    ),
    "js.check.code.unread": _say("您的根码：读不懂，请照原样再抄一遍。", "your root code cannot be read; please copy it once more."),
    # what keeps a step from being checked
    "js.check.missing": _say("缺少文件 {file}。", "the file {file} is missing."),
    "js.check.unread": _say("{file} 不完整，或者被改动过。", "the file {file} is incomplete or was changed."),
    "js.check.offline": _say("网络不通，取不到 {file}。", "{file} could not be fetched: there is no connection."),
    "js.check.kept": _say("网络太慢，{file} 只有这台设备上存的旧的一份。", "the connection is slow, and of {file} there is only an older copy kept on this device."),
    "js.check.after": _say("前面有一项对不上或没法核对，这一项也就没法核对。", "an earlier step does not hold or could not be checked, so this one cannot be checked either."),
    "js.check.elsewhere": _say("这个网址不在本站（{root}）。", "this address is not on this site ({root})."),
    "js.check.no-record": _say("账上没有 {record} 这条记录，请看看编号写对没有。", "the ledger has no record {record}; please look whether it is written correctly."),
    "js.check.broken": _say("浏览器中途停了：{why}", "the browser gave up: {why}"),
}  # fmt: skip
