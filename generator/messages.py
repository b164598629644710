"""Every problem an editor may be told of: by its code, what was found and how to mend it, in Chinese and English."""

from __future__ import annotations


def _say(zh: str, zh_hint: str, en: str, en_hint: str) -> dict[str, tuple[str, str]]:
    return {"zh": (zh, zh_hint), "en": (en, en_hint)}


MESSAGES: dict[str, dict[str, tuple[str, str]]] = {
    # files
    "no-content": _say(
        "找不到内容文件夹，或里面没有 site.yml",
        "用 --content 指到含有 site.yml 的文件夹。",
        "there is no content folder here, or it has no site.yml",
        "Point --content at the folder that holds site.yml.",
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
    # fields
    "missing-field": _say(
        "缺少必填的“{name}”（{found}）",
        "加一行“{found}: …”。{help}",
        "the required field “{found}” ({name}) is missing",
        "Add a line “{found}: …”. {help}",
    ),
    "unknown-field": _say(
        "不认识的字段“{found}”", "这里可用的字段：{known}。", "unknown field “{found}”", "Fields here: {known}."
    ),
    "search-find-or-none": _say(
        "搜“{found}”既没有写应当找到什么，也没有写不该找到；或者两样都写了",
        "写 find: [种类/编号]；乱打的、和这里无关的写 none: true。只写一样。",
        "the search for “{found}” says neither what it must find nor that it must find nothing, or says both",
        "Write find: [kind/id], or none: true for nonsense. One of the two.",
    ),
    "search-twice": _say(
        "搜“{found}”在第 {expected} 行已经写过",
        "合成一行，把应当找到的记录写在一起。",
        "the search for “{found}” stands already in line {expected}",
        "Make them one row with all the records that may come first.",
    ),
    "unknown-record": _say(
        "没有“{found}”这个记录",
        "写成 种类/编号，编号就是文件名，比如 hotlines/fire-119。",
        "there is no record “{found}”",
        "Write kind/id; the id is the file's name, as in hotlines/fire-119.",
    ),
    "search-broken": _say(
        "搜“{found}”应当先出 {expected}，现在先出的是 {name}",
        "在应当先出的记录里加 aliases，或把这个说法写进 synonyms.yml；{name} 也答得对，就加进 find。运行 zhiyin search '{found}' 看它为什么排在前面。",
        "a search for “{found}” should find {expected} first, but {name} comes first",
        "Give the record that should come first an alias, or put the words into synonyms.yml; if {name} is a good answer too, add it to find. Run zhiyin search '{found}' to see why it comes first.",
    ),
    "alias-of-another": _say(
        "搜别名“{found}”，先出来的是 {name}，不是 {expected}",
        "换一个只说这一页的名字，或删掉它；两页真的同名，就给这一页的别名加上地名。",
        "a search for the other name “{found}” finds {name} first, not {expected}",
        "Choose a name that fits this page alone, or delete it; if two pages share the name, add the place to this one.",
    ),
    "alias-finds-nothing": _say(
        "搜别名“{found}”什么也找不到，{expected} 也不出来",
        "别名里要有能搜的字，不能只有“怎么办”这样的话。换一个名字，或删掉它。",
        "a search for the other name “{found}” finds nothing, not even {expected}",
        "A name needs a word that can be searched for, not only words that ask. Choose another, or delete it.",
    ),
    "synonym-nowhere": _say(
        "没有哪一页写着“{found}”，它的同义词谁也帮不到",
        "把 word 改成页面上真的用的词，或删掉这一行。",
        "no page has the word “{found}”, so its synonyms help nobody",
        "Make word a word that pages really use, or delete the row.",
    ),
    "unsure-reading": _say(
        "词典里没有“{found}”，里面有多音字，拼音只好猜成 {expected}",
        "在这个记录的 aliases 里加上拼音（猜得对也加），大家打拼音就找得到，这里也不再问。",
        "no dictionary has “{found}”, and a character of it is read in several ways; it is taken for {expected}",
        "Add its pinyin to the aliases of this record, even if the guess is right: then it is found by it, and you are not asked again.",
    ),
    "search-empty": _say(
        "搜“{found}”应当先出 {expected}，现在什么也找不到",
        "在应当先出的记录里加 aliases，或把这个说法写进 synonyms.yml。",
        "a search for “{found}” should find {expected} first, but finds nothing",
        "Give the record that should come first an alias, or put the words into synonyms.yml.",
    ),
    "search-answered": _say(
        "搜“{found}”本来不该有答案，现在当成找到了 {name}",
        "看看 {name} 的 aliases、keywords，或 synonyms.yml 里，是不是有太宽的说法；运行 zhiyin search '{found}' 看是哪个词。",
        "a search for “{found}” should not be answered, but {name} is given as if it were meant",
        "Look in the aliases and keywords of {name}, and in synonyms.yml, for a word that says too much; zhiyin search '{found}' shows which.",
    ),
    "bad-names": _say(
        "名字要写成列表，却写成了“{found}”",
        "写成 [一个名字, 又一个名字]；分语言就各写一行：zh: [名字]，en: [name]。",
        "names should be a list, but this is “{found}”",
        "Write [one name, another name], or a line for each language, such as en: [name].",
    ),
    # values that take over on a day
    "next-out-of-order": _say(
        "这一次从 {found} 起，应当晚于上一次的 {expected}",
        "按日期先后排，一天只写一次；同一天要改的写在一个 set 里。",
        "this one takes over on {found}, which should be after the one before ({expected})",
        "Put them in order of time, one for each day; what changes on one day stands in one set.",
    ),
    "next-sets-nothing": _say(
        "set 里没有写要换成什么",
        "写上字段和新的值，比如 valid_until: 2026-12-20；不改了就删掉这一段。",
        "set holds nothing to change",
        "Write fields and their new values, such as valid_until: 2026-12-20, or delete this part.",
    ),
    "next-in-force": _say(
        "这里的值从 {found} 起已经生效，上面同名的 {name} 不再起作用",
        "把新的值写到上面，改动写进 changes，再删掉这一段。",
        "these values hold since {found}; what stands above for {name} has no effect any more",
        "Write the new values above and the change into changes, then delete this part.",
    ),
    "should-be-list": _say(
        "应当是列表，却写成了“{found}”",
        "每项一行，前面加“- ”。",
        "should be a list, but is “{found}”",
        "Put each item on its own line after “- ”.",
    ),
    "should-be-mapping": _say(
        "应当是几个字段，却写成了“{found}”",
        "换行缩进两格，再写“字段: 值”。",
        "should be fields, but is “{found}”",
        "Start a new line, indent by two, and write “field: value”.",
    ),
    "bad-text": _say(
        "这里要写文字，找到的是“{found}”",
        "写成文字；yes、true 这样的词要加引号。",
        "text is expected here, found “{found}”",
        "Write text; quote words like true.",
    ),
    "empty-text": _say("这里是空的", "填上文字，或删掉这个字段。", "this is empty", "Fill it in or remove the field."),
    "too-long": _say(
        "文字太长，最多 {expected} 个字", "写短些。", "the text is too long; at most {expected} characters", "Shorten it."
    ),
    "bad-date": _say(
        "“{found}”不是日期",
        "写成 2026-12-01 这样，半角数字，月和日都是两位。",
        "“{found}” is not a date",
        "Write it like 2026-12-01.",
    ),
    "no-such-day": _say("没有“{found}”这一天", "查一下日历。", "there is no day “{found}”", "Check the calendar."),
    "bad-time": _say(
        "“{found}”不是时间",
        '写成 "08:00" 这样，24 小时制，半角冒号，加引号。',
        "“{found}” is not a time",
        'Write it like "08:00", on the 24-hour clock, in quotes.',
    ),
    "bad-number": _say(
        "“{found}”不是可用的数字",
        "只写半角数字，不带正负号、逗号和单位。",
        "“{found}” is not a usable number",
        "Plain digits only: no sign, comma or unit.",
    ),
    "bad-flag": _say(
        "这里只能写 true 或 false，找到的是“{found}”",
        "是写 true，否写 false，不加引号。",
        "only true or false can stand here, found “{found}”",
        "Write true or false, without quotes.",
    ),
    "bad-code": _say(
        "“{found}”不是十二位区划代码",
        "到 content/areas/divisions.csv 里查。",
        "“{found}” is not a twelve-digit division code",
        "Look it up in content/areas/divisions.csv.",
    ),
    "unknown-area": _say(
        "区划表里没有代码“{found}”",
        "到 content/areas/divisions.csv 里查正确的代码。",
        "the division table has no code “{found}”",
        "Look it up in content/areas/divisions.csv.",
    ),
    "former-area": _say(
        "“{found}”属于原{name}，{since} 起归{successor}",
        "改用{successor}的代码 {expected}，或它下面镇街的代码。",
        "“{found}” belonged to {name}, which became {successor} ({since})",
        "Use the code of {successor}, {expected}, or of a street in it.",
    ),
    "not-a-street": _say(
        "“{found}”不是镇街一级的代码",
        "写镇街的代码，后三位是 000，前九位不全为县级。",
        "“{found}” is not a street or town",
        "Use a town-level code.",
    ),
    "bad-phone": _say(
        "“{found}”不是公开电话的写法",
        "座机写成 020-12345678（分机再加 -801），热线写 12345。",
        "“{found}” is not written as a public phone number",
        "Landlines like 020-12345678 (extension -801), hotlines like 12345.",
    ),
    "bad-url": _say(
        "“{found}”不是可用的网址",
        "以 https:// 或 http:// 开头，中间没有空格；site.yml 的 url 以 / 结尾。",
        "“{found}” is not a usable web address",
        "Begin with https:// or http://, no spaces; the url of site.yml ends in /.",
    ),
    "bad-id": _say(
        "“{found}”不能作代号；只能用小写字母、数字和连字符",
        "例如 east-gate、team-1。",
        "“{found}” cannot be an id; use small letters, digits and hyphens",
        "For example east-gate or team-1.",
    ),
    "bad-weekday": _say("“{found}”不是星期的写法", "用 {expected}。", "“{found}” is not a weekday", "Use {expected}."),
    "bad-language": _say(
        "“{found}”不是语言代码", "例如 zh、yue、en。", "“{found}” is not a language code", "For example zh, yue or en."
    ),
    "unknown-language": _say(
        "本站没有语言“{found}”", "可用的语言：{expected}。", "this site has no language “{found}”", "Languages here: {expected}."
    ),
    "missing-language": _say(
        "缺少第一语言“{expected}”的文字",
        "加一行“{expected}: …”。",
        "the text in the first language “{expected}” is missing",
        "Add a line “{expected}: …”.",
    ),
    "unknown-term": _say(
        "词表“{vocabulary}”里没有“{found}”",
        "可用的词：{known}。要加新词，改 content/site.yml 的 terms。",
        "the vocabulary “{vocabulary}” has no “{found}”",
        "Words: {known}. New words go into terms in content/site.yml.",
    ),
    "unknown-choice": _say(
        "“{found}”不是可选的值", "可选：{known}。", "“{found}” is not one of the choices", "Choices: {known}."
    ),
    "dangling-reference": _say(
        "找不到 {kind} 里的“{found}”",
        "检查 id 是否写错；它就是文件名去掉 .yml。",
        "there is no “{found}” in {kind}",
        "Check the id: it is the file's name without .yml.",
    ),
    "bad-email": _say(
        "“{found}”不是邮箱地址",
        "写单位的邮箱，像 office@example.org；个人邮箱不能公开。",
        "“{found}” is not an e-mail address",
        "Write an office's address like office@example.org; a person's must not be public.",
    ),
    "converted-first": _say(
        "第一种语言不能由转换得来",
        "去掉第一种语言的 convert；转换是从它出发的。",
        "the first language cannot be a converted one",
        "Remove convert from the first language: conversion starts from it.",
    ),
    "bad-colour": _say(
        "“{found}”不是颜色", "写成 '#0b5c8a' 这样，加引号。", "“{found}” is not a colour", "Write it like '#0b5c8a', in quotes."
    ),
    "unknown-timezone": _say(
        "“{found}”不是时区的名称",
        "照 IANA 时区表写，大小写也要一样，像 Asia/Shanghai。",
        "“{found}” is not the name of a time zone",
        "Write it as the IANA time zone list has it, capitals included, such as Asia/Shanghai.",
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
    # rules across fields and records
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
    "duplicate-shift": _say(
        "班次 {found} 和第 {expected} 个班次是同一时间，人数会算两次",
        "合成一班，改 needed 和 filled。",
        "the shift {found} is at the same time as shift {expected}, and its hands count twice",
        "Make them one shift, and change needed and filled.",
    ),
    "focus-over": _say(
        "重点标记到 {found} 为止，已经过了",
        "还需要的话推迟 until；不需要了，删掉 focus。",
        "the focus mark ended on {found}",
        "If it is still needed move until; otherwise remove focus.",
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
    "guideline-for-other-task": _say(
        "要先读的指引（{found}）都没有写岗位“{task}”",
        "加一份写这个岗位的指引，或在其中一份的 tasks 里加上它。",
        "none of the guidelines to read first ({found}) is for the task “{task}”",
        "Name a guideline for this task, or add the task to the tasks of one of these.",
    ),
    "ringing-sample": _say(
        "示例里的电话“{found}”可能真有人接",
        "用区号后以 0 开头的号码（如 020-01230045），或真实的公共热线。",
        "the phone “{found}” of a sample may ring somebody",
        "Use a number beginning with 0 after the area code, such as 020-01230045, or a real public line.",
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
        "每行是 code,name,level,parent；代码十二位，上级要在表里。",
        "this row of the division table is wrong: {found}",
        "Each row is code,name,level,parent; codes have twelve digits and parents stand in the table.",
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
