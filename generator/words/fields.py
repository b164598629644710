"""The words of the pages that explain the fields: for editors, about what to write and what never to."""

from __future__ import annotations

from generator.say import say as _say

FIELDS: dict[str, dict[str, str]] = {
    "fields.title": _say("字段说明", "The fields"),
    "fields.lead": _say(
        "给编辑：每种记录有哪些字段，写什么，怎样写。",
        "For editors: the fields of every kind of record, what to write in them and how.",
    ),
    "fields.of": _say("{name}：字段说明", "{name}: the fields"),
    "fields.of.lead": _say(
        "给编辑：这种文件的每个字段写什么，怎样写。", "For editors: what to write in each field of this kind of file, and how."
    ),
    "fields.kind.site": _say("站名和词表", "Name and vocabularies"),
    "fields.kind.synonyms": _say("同义词", "Synonyms"),
    "fields.kind.searches": _say("验收搜索", "Searches to hold"),
    "fields.count": _say("{count} 个字段，{required} 个必填", "{count} fields, {required} of them required"),
    "fields.file": _say("文件", "File"),
    "fields.file.record": _say("content/{kind}/编号.yml", "content/{kind}/id.yml"),
    "fields.file.area": _say("content/areas/十二位代码.yml", "content/areas/code.yml"),
    "fields.like": _say("照着写", "Model"),
    "fields.like.file": _say("抄一份 {file}，换个文件名再改", "copy {file} under another name and change it"),
    "fields.schema": _say("给工具", "For tools"),
    "fields.schema.link": _say("JSON Schema（发布后的样子）", "JSON Schema (as published)"),
    "fields.required": _say("必填", "Required"),
    "fields.optional": _say("可以不写", "Optional"),
    "fields.default": _say("不写就是 {value}", "{value} if absent"),
    "fields.within": _say("写了 {of} 就要填", "Required within {of}"),
    "fields.form": _say("怎样写", "How"),
    "fields.choices": _say("可以写的词", "Words"),
    "fields.example": _say("例子", "Example"),
    "fields.privacy": _say("隐私", "Privacy"),
    "fields.privacy.all": _say(
        "每个字段都一样：不写个人姓名、手机号、身份证号和住址。检查程序会拒绝认得出的，认不出的请您自己再看一遍。",
        "True of every field: no person's name, mobile number, identity number or home address. The check refuses what it recognises; "
        "please look for the rest yourself.",
    ),
    "fields.privacy.post": _say("写办公室或岗位，不写人名", "An office or a post, never a person's name"),
    "fields.privacy.unit": _say("只写单位，不写个人", "Organisations only, no persons"),
    "fields.privacy.place": _say("公共的地方，不是谁的家", "A public place, nobody's home"),
    "fields.privacy.area": _say(
        "写到楼栋、街巷为止，不写门牌和住户", "Down to buildings and lanes, never to a door or a household"
    ),
    "fields.privacy.phone": _say("公开的办公电话或热线，不写手机", "A public office line or hotline, never a mobile"),
    "fields.privacy.mail": _say("单位的邮箱，不写个人邮箱", "An office's mailbox, not a person's"),
    # how values of each type are written
    "form.several": _say("可以有几个，每个一行，前面加“- ”", "Several are possible, one a line, each after “- ”"),
    "form.text": _say("文字", "Text"),
    "form.prose": _say("文字，可以分段，可以列点、加粗、加链接", "Text, with paragraphs, lists, emphasis and links"),
    "form.languages": _say(
        "；几种语言分行写（{languages}），只写第一种也可以",
        "; languages on lines of their own ({languages}), the first is enough",
    ),
    "form.line": _say("一行文字，各种语言的页面都照样显示", "One line, shown alike in every language"),
    "form.names": _say("一个或几个名字", "One name or several"),
    "form.date": _say("日期，写成 2026-12-01 这样", "A date, like 2026-12-01"),
    "form.time": _say("24 小时制的钟点，加引号，写成 '08:00' 这样", "A clock time of 24 hours, in quotes, like '08:00'"),
    "form.whole": _say("整数，不带单位", "A whole number without unit"),
    "form.decimal": _say("数字，可以有小数，不带单位", "A number, decimals allowed, without unit"),
    "form.flag": _say("只写 true（是）或 false（否）", "Just true or false"),
    "form.code": _say("区划表里的十二位代码，加引号", "A code of twelve digits from the division table, in quotes"),
    "form.street": _say(
        "镇街的十二位代码，加引号；市、县的代码不行",
        "The code of a street or town, twelve digits in quotes; no city's or county's",
    ),
    "form.phone": _say("电话号码，加引号；座机要带区号", "A telephone number in quotes; landlines with their area code"),
    "form.url": _say("网址，以 https:// 或 http:// 开头", "An address that begins with https:// or http://"),
    "form.email": _say("邮箱地址", "An e-mail address"),
    "form.id": _say("小写英文字母、数字和连字符", "Small Latin letters, digits and hyphens"),
    "form.version": _say("检查程序告诉您的版本，照抄", "The version that the check tells you, copied"),
    "form.weekday": _say("星期：mo 一、tu 二、we 三、th 四、fr 五、sa 六、su 日", "Days: mo, tu, we, th, fr, sa, su"),
    "form.language": _say("语言代码：zh 普通话、yue 粤语、en 英语等", "A language's code: zh, yue, en and so on"),
    "form.colour": _say("颜色，六位十六进制，加引号", "A colour, six hexadecimal digits, in quotes"),
    "form.timezone": _say("IANA 时区的名称", "The name of an IANA time zone"),
    "form.term": _say(
        "词表里的一个词（site.yml 的 terms.{vocabulary}）", "A word of the vocabulary terms.{vocabulary} in site.yml"
    ),
    "form.choice": _say("下面的一个词", "One of the words below"),
    "form.ref": _say("另一条记录的编号，就是它的文件名去掉 .yml", "The id of another record: its file's name without .yml"),
    "form.part": _say("一组字段，逐个见下面", "A group of fields, each explained below"),
    "form.map": _say("一行一个名字和它的内容", "A name and what it stands for on each line"),
}
