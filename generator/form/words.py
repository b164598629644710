"""What the form says, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from generator.say import say as _say

WORDS: Mapping[str, Mapping[str, str]] = {
    "form": _say("表单", "Form"), "skip": _say("跳到内容", "Skip to content"), "home": _say("全部内容", "All content"),
    "preview": _say("看网页", "See the page"), "site": _say("看网站", "See the site"),
    "search": _say("找一条来改", "Find a record to change"),
    "search.help": _say("打标题里的几个字，拼音或首字母也行", "A few letters of its title"),
    "find": _say("找", "Find"), "none": _say("没有找到。", "Nothing was found."),
    "more": _say("只列出前 {count} 条，请打字缩小范围。", "Only the first {count} are listed; type to narrow them down."),
    "kinds": _say("要改什么", "What to change"), "new": _say("新加：{kind}", "New: {kind}"),
    "records": _say("{count} 条", "{count} records"),
    "based": _say("另有 {count} 条来自基础内容，不能在这里改。", "{count} more come from the base and cannot be changed here."),
    "faulty": _say("有错", "has mistakes"),
    "save": _say("存盘", "Save"), "save.checked": _say("今天核对过，存盘", "Checked today: save"),
    "anyway": _say("先存下来，以后再改", "Save as it is, mend it later"),
    "anyway.help": _say(
        "存下来的错改好以前，网站不会更新，读者看到的还是原来的。",
        "Until these mistakes are mended the site is not updated; readers see it as it was.",
    ),
    "add": _say("加一条", "Add one"), "add.to": _say("加一条：{name}", "Add one: {name}"),
    "drop": _say("删去", "Take out"), "drop.of": _say("删去：{name}", "Take out: {name}"),
    "up": _say("上移", "Move up"), "up.of": _say("上移：{name}", "Move up: {name}"),
    "item": _say("{name} 第 {number} 条", "{name} {number}"),
    "required": _say("必填", "required"), "example": _say("例如 {example}", "for example {example}"),
    "empty": _say("（不写）", "(left out)"), "yes": _say("是", "yes"), "no": _say("否", "no"),
    "nothing": _say("确实没有", "There is none"),
    "lines": _say("一行写一个", "one to a line"), "now": _say("现在是：{label}", "Now: {label}"),
    "jump": _say("跳到哪一栏", "Go to a field"), "own": _say("主要内容", "What it says"), "common": _say("其他栏目", "Other fields"),
    "id": _say("文件名", "File name"),
    "id.help": _say(
        "网址里用，定了不改：小写英文字母、数字和连字符。不写，就按标题起一个。",
        "Stands in the address and never changes: small letters, digits, hyphens. Left empty, it is made from the title.",
    ),
    "id.area": _say("镇街的十二位代码", "The street's twelve-digit code"),
    "today": _say("今天", "today"), "file": _say("文件", "File"),
    "saved": _say("存好了，在 {file}。", "Saved in {file}."),
    "saved.fine": _say("没有发现错误。", "Nothing is wrong."),
    "saved.faulty": _say(
        "这里还有 {count} 处要改，改好以前网站不会更新。", "{count} things here are to mend; until then the site is not updated."
    ),
    "tell": _say(
        "读者看到的内容改了，还没有说为什么。读者在意的，写上一条；原来写错的，在那一条里把“更正”选成“是”。改错别字不用写。",
        "What readers are shown has changed, and nothing says why. If they would care, add a line; where something was wrong, set “Correction” to yes in it. A mended typing error needs none.",
    ),
    "tell.where": _say("去写更新记录", "Go to the changes"),
    "draft": _say("还没有存盘。", "Not saved yet."),
    "refused": _say("没有存盘：有 {count} 处要改，写在各栏下面。", "Not saved: {count} things to mend, each told at its field."),
    "mistakes": _say("{count} 处要改，改好以前网站不会更新：", "{count} things to mend; until then the site is not updated:"),
    "warnings": _say("提醒：", "To look at:"),
    "conflict": _say(
        "没有存盘：您打开以后，别人改了这个文件。您写的还在下面；另开一页看看现在的内容，抄过去再存。",
        "Not saved: somebody changed the file after you opened it. What you wrote is still below; open the present state beside it and take it over.",
    ),
    "conflict.open": _say("看现在的内容", "Open the present state"),
    "conflict.fields": _say("不一样的栏目：{names}", "Fields that differ: {names}"),
    "trouble": _say("没有存盘，磁盘说：{trouble}", "Not saved; the disk says: {trouble}"),
    "taken": _say("已经有同名的了，换一个文件名。", "There is one of this name; choose another."),
    "bad-id": _say("文件名不对：{id}。只用小写英文字母、数字和连字符。", "No file name: {id}. Use small letters, digits and hyphens."),
    "no-id": _say("写一个文件名。", "Give it a file name."),
    "locked": _say(
        "这些栏目不能在表单里改，存盘时原样留着：{names}。请用文本编辑器改。",
        "These fields cannot be changed in the form and stay as they are: {names}. Use a text editor.",
    ),
    "unreadable": _say("这个文件读不出来，请用文本编辑器改好。", "This file cannot be read; mend it with a text editor."),
    "edition": _say("site.yml 有错，先用文本编辑器改好：", "site.yml has mistakes; mend it with a text editor first:"),
    "gone": _say("没有这一页。", "There is no such page."),
    "forbidden": _say(
        "只有启动表单时终端里写的那个网址能打开。请从那里复制整个网址。",
        "Only the address that was shown in the terminal opens the form. Copy the whole of it from there.",
    ),
    "too-large": _say("太大了，没有存盘。一个文件最多 256 KB。", "Too large, not saved: a file holds at most 256 KB."),
    "garbled": _say("送来的内容读不懂，没有存盘。", "What was sent cannot be read; nothing was saved."),
    "zh": _say("中文", "Chinese"), "en": _say("英文", "English"),
    # words that the program itself gives a meaning
    "choice.draft": _say("草稿（不发布）", "Draft (not published)"), "choice.open": _say("招人", "Open"),
    "choice.full": _say("已满", "Full"), "choice.done": _say("已结束", "Over"), "choice.withdrawn": _say("已撤下", "Withdrawn"),
    "choice.notice": _say("公示中", "In public notice"), "choice.decided": _say("已决定", "Decided"),
    "choice.verified": _say("已核实", "Verified"), "choice.inferred": _say("推断", "Inferred"),
    "choice.mo": _say("周一", "Monday"), "choice.tu": _say("周二", "Tuesday"), "choice.we": _say("周三", "Wednesday"),
    "choice.th": _say("周四", "Thursday"), "choice.fr": _say("周五", "Friday"), "choice.sa": _say("周六", "Saturday"),
    "choice.su": _say("周日", "Sunday"),
}  # fmt: skip


def word(key: str, lang: str, **values: object) -> str:
    """One of the form's sentences, with its values."""
    return WORDS[key][lang].format(**values)


def choice(text: str, lang: str) -> str:
    """One of the program's own words as an editor reads it."""
    known = WORDS.get(f"choice.{text}")
    return known[lang] if known else text
