"""What is said of files and folders, of how YAML is written, of editions that stand on others, and of tables."""

from __future__ import annotations

from generator.say import tell as _say

FILES: dict[str, dict[str, tuple[str, str]]] = {
    # files
    "no-content": _say(
        "找不到内容文件夹，或里面没有 site.yml",
        "到放着 content 的文件夹里运行，或用 --content 指到含有 site.yml 的文件夹。",
        "there is no content folder here, or it has no site.yml",
        "Run this in the folder that holds content, or point --content at the folder that holds site.yml.",
    ),
    "unknown-folder": _say(
        "不认识的文件夹“{found}”；可用的是 {known}",
        "改成其中一个，或移出内容文件夹。",
        "unknown folder “{found}”; known: {known}",
        "Rename it, or move it out of the content folder.",
    ),
    "unknown-file": _say(
        "不认识的文件“{found}”；这里只放 .yml 文件",
        "改名为 {expected}，或移出内容文件夹。",
        "unknown file “{found}”; only .yml files belong here",
        "Rename it to {expected}, or move it out of the content folder.",
    ),
    "linked-file": _say(
        "这是链接，不是文件",
        "把真正的文件放到这里，不要用链接。",
        "this is a link, not a file",
        "Put the file itself here instead of a link.",
    ),
    "unreadable-file": _say(
        "文件读不出来：{found}",
        "检查文件权限，或重新保存一次。",
        "the file cannot be read: {found}",
        "Check its permissions, or save it again.",
    ),
    "bad-file-name": _say(
        "文件名“{found}”不能当网址；只能用小写字母、数字和连字符",
        "改成像 {expected} 这样的名字。",
        "the name “{found}” cannot be an address; use small letters, digits and hyphens",
        "Rename it to something like {expected}.",
    ),
    "long-file-name": _say(
        "文件名有 {found} 个字母，最多 {expected} 个",
        "改短一些，几个词就够了。",
        "the name has {found} letters; at most {expected} are allowed",
        "Shorten it; a few words will do.",
    ),
    "two-records-one-page": _say(
        "和 {found} 的网址相同，两个记录会抢同一个页面",
        "给其中一个改名。",
        "has the same address as {found}; two records would share one page",
        "Rename one of them.",
    ),
    "too-large": _say(
        "文件有 {found} 字节，最多 {expected} 字节",
        "拆成几个记录，或删去多余的文字。",
        "the file has {found} bytes; at most {expected} are allowed",
        "Split it into several records.",
    ),
    "not-utf-8": _say(
        "文件编码是 {found}，不是 UTF-8",
        "在编辑器里另存为 UTF-8。",
        "the file is encoded as {found}, not UTF-8",
        "Save it as UTF-8 in your editor.",
    ),
    "control-character": _say(
        "有看不见的控制字符 {found}",
        "删掉它，常见于从聊天软件复制的文字。",
        "there is an invisible control character {found}",
        "Delete it; copied chat text often brings one.",
    ),
    # YAML
    "bad-yaml": _say(
        "这里的 YAML 写法读不懂：{found}",
        "看这一行和上一行：缩进要用空格，冒号后要空一格，引号要成对。",
        "this YAML cannot be read: {found}",
        "Look at this line and the one above: indent with spaces, a space after each colon, quotes in pairs.",
    ),
    "tab-indent": _say("缩进用了 Tab 键", "换成空格，每层两个。", "indented with a tab", "Use spaces, two for each level."),
    "empty-file": _say("文件是空的", "填上内容，或删掉这个文件。", "the file is empty", "Fill it in or delete it."),
    "not-a-mapping": _say(
        "文件应当是“字段: 值”的样子",
        "照同一文件夹里别的文件写。",
        "the file should hold fields and values",
        "Write it like its neighbours.",
    ),
    "several-documents": _say(
        "一个文件里有两份记录（有一行 ---）",
        "拆成两个文件。",
        "one file holds two documents (a line of ---)",
        "Make two files of it.",
    ),
    "duplicate-key": _say(
        "字段“{found}”写了两次，第一次在第 {expected} 行",
        "留下一个。",
        "the field “{found}” is written twice, first on line {expected}",
        "Keep one of them.",
    ),
    "bad-key": _say(
        "字段名要是一个词", "冒号前只写字段名。", "a field's name must be one word", "Write only the name before the colon."
    ),
    "anchor": _say("不能用锚点 &{found}", "把内容直接写出来。", "the anchor &{found} is not allowed", "Write the content out."),
    "alias": _say(
        "不能用别名 *{found}",
        "把内容直接写出来；文字以 * 开头时加引号。",
        "the alias *{found} is not allowed",
        "Write the content out; quote text that begins with *.",
    ),
    "merge-key": _say("不能用合并写法 <<", "把字段直接写出来。", "the merge key << is not allowed", "Write the fields out."),
    "tag": _say(
        "不能用标签 {found}",
        "去掉它；文字以 ! 开头时加引号。",
        "the tag {found} is not allowed",
        "Remove it; quote text that begins with !.",
    ),
    "too-deep": _say(
        "缩进超过 {expected} 层",
        "记录用不到这么多层，检查缩进。",
        "nested deeper than {expected} levels",
        "No record is that deep; check the indentation.",
    ),
    # an edition on the content of others
    "base-not-a-way": _say(
        "“{found}”不能作基础内容的位置；要从本内容文件夹写起，用 /，不写盘符",
        "写成 ../../province/content 这样。",
        "“{found}” cannot be the way to a base; write it as seen from this content folder, with /, without a drive",
        "Write it like ../../province/content.",
    ),
    "base-missing": _say(
        "“{found}”里没有 site.yml，不是内容文件夹",
        "从含有本 site.yml 的文件夹写起，指到另一版含有 site.yml 的文件夹。",
        "“{found}” has no site.yml, so it is no content folder",
        "Starting at the folder of this site.yml, point at the folder that holds the other edition's.",
    ),
    "base-cycle": _say(
        "基础内容“{found}”又绕回到用它的那一版",
        "去掉这一行：一版不能直接或间接建立在自己上面。",
        "the base “{found}” leads back to an edition that stands on it",
        "Remove this line: no edition can stand on itself, not even by way of another.",
    ),
    "base-inside": _say(
        "基础内容“{found}”和用它的内容文件夹一个套着一个",
        "把两版的内容放在并排的文件夹里。",
        "the base “{found}” and the content folder that uses it lie one inside the other",
        "Keep the content of the two editions in folders side by side.",
    ),
    "base-other-language": _say(
        "基础内容的第一语言是“{found}”，本版的是“{expected}”；没有注明语言的文字会认错",
        "languages 的第一项写成一样的。",
        "the base's first language is “{found}” and this edition's “{expected}”; plain texts would be taken for the wrong one",
        "Let languages begin with the same one.",
    ),
    "bad-version": _say(
        "“{found}”不是记录的版本；版本是十二位，只有 0-9 和 a-f",
        "在那条记录的页面末尾“编号”一行里抄；全是数字时不用加引号。",
        "“{found}” is not a record's version, which has twelve characters of 0-9 and a-f",
        "Copy it from the foot of that record's page.",
    ),
    "override-unmarked": _say(
        "和基础内容的 {base} 同名，会替代它，却没有写明",
        "要替代，就加一行“overrides: {expected}”；不要替代，就给本文件改名。",
        "has the name of the base's {base} and would replace it without saying so",
        "To replace it add a line “overrides: {expected}”; otherwise rename this file.",
    ),
    "override-of-nothing": _say(
        "写着 overrides，基础内容里却没有 {found}",
        "检查文件名是否和被替代的记录一样；本版自己的记录去掉 overrides。",
        "says overrides, but no base has {found}",
        "Check that the file has the name of the record it replaces; a record of your own has no overrides.",
    ),
    "override-behind": _say(
        "落后于基础内容：{base} 已经改过（核对于 {day}，版本 {expected}），这里照的还是版本 {found}",
        "对照 {base} 改好本文件，再写“overrides: {expected}”。",
        "has fallen behind: {base} has changed since (checked {day}, version {expected}); this was made from version {found}",
        "Compare with {base}, bring this file up to date, then write “overrides: {expected}”.",
    ),
    "override-of-withdrawn": _say(
        "基础内容已经撤下 {base}（版本 {expected}），这里照的还是版本 {found}",
        "看它写的撤下原因：同样不用了就在本文件写 withdrawn；还要用就写“overrides: {expected}”。",
        "the base has withdrawn {base} (version {expected}); this was made from version {found}",
        "Read its reason: if it holds here too write withdrawn in this file; to keep this one write “overrides: {expected}”.",
    ),
    # the calendar of working days
    "unknown-calendar": _say(
        "没有“{found}”的工作日历",
        "写国家的两位大写代码；不写就按周一至周五算。",
        "there is no calendar of working days for “{found}”",
        "Give a country's two capital letters, or nothing for Monday to Friday.",
    ),
    # the division tables
    "bad-former-table": _say(
        "旧区划表这一行不对：{found}",
        "每行是 code,name,successor,since,source，都要填；code 是已经不在区划表里的十二位代码，不重复；successor 是区划表里的代码；"
        "since 写 2014、2014-02 或 2014-02-12。",
        "this row of the table of former divisions is wrong: {found}",
        "Each row is code,name,successor,since,source, all filled: code has twelve digits, stands here once and no longer in the "
        "division table; successor stands in it; since is like 2014, 2014-02 or 2014-02-12.",
    ),
    "bad-division-table": _say(
        "区划表这一行不对：{found}",
        "第一行是 code,name,level,parent,name_en；代码十二位，不重复；level 写 province、city、county 或 street；parent 是上一级的代码，也要在表里。",
        "this row of the division table is wrong: {found}",
        "The first row is code,name,level,parent,name_en; codes have twelve digits, none twice; level is province, city, county or street; parent is the code of the level above, which stands in the table too.",
    ),
    "bad-tile": _say(
        "方格图这一行不对：{found}",
        "第一行是 code,column,row；每行一个城市的代码、第几列（1 到 12）、第几行（1 到 40），城市和位置都不能重复。",
        "this row of the tile map is wrong: {found}",
        "The first row is code,column,row; then one city a row: its code, its column (1 to 12) and its row (1 to 40), none twice.",
    ),
    "city-without-tile": _say(
        "方格图里没有 {found}",
        "给它加一行，或删掉整个 areas/tiles.csv，就不画方格图。",
        "{found} has no tile on the map",
        "Add a row for it, or delete areas/tiles.csv altogether: then no map is drawn.",
    ),
}
