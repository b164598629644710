"""What is said of a field and its value."""

from __future__ import annotations

from generator.say import tell as _say

FIELDS: dict[str, dict[str, tuple[str, str]]] = {
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
    # values
    "bad-names": _say(
        "名字要写成列表，却写成了“{found}”",
        "写成 [一个名字, 又一个名字]；分语言就各写一行：zh: [名字]，en: [name]。",
        "names should be a list, but this is “{found}”",
        "Write [one name, another name], or a line for each language, such as en: [name].",
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
}
