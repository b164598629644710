"""What must never be published: private persons' names, numbers and homes, found in the text of a file.

The text is searched as the editor typed it, so a find has its place at once; full-width digits and letters count as
their ordinary twins, and single spaces or hyphens between digits hide nothing.
Rules: GB 11643-1999 (identity numbers, check digit by ISO 7064 MOD 11-2), ISO/IEC 7812-1 (bank cards, Luhn).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_WIDE_MARK = re.compile("[０-９Ａ-Ｚａ-ｚ＠－．\u3000\xa0]")

_GAP = r"[ \-·.]?"
_MOBILE = re.compile(
    rf"(?<!\d)(?<!\d[.\-])(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9]{_GAP}" + rf"\d{_GAP}" * 8 + r"\d(?!\d|\.\d)", re.ASCII
)
_IDENTITY = re.compile(r"(?<!\d)[1-9](?:[ \-]?\d){16}[ \-]?[\dXx](?![\dA-Za-z])", re.ASCII)
_BANK_CARD = re.compile(r"(?<!\d)(?:62|4\d|5[1-5])(?:[ \-]?\d){14,17}(?!\d)", re.ASCII)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][ ·•\-]?(?=[A-HJ-NP-Z]*\d)[A-HJ-NP-Z\d]{5,6}(?![A-Za-z\d])",
    re.ASCII,
)
_MAIL = re.compile(
    r"[\w.+-]+ ?@ ?(?:qq|vip\.qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|aliyun|gmail|outlook|hotmail|live|yahoo|icloud|proton|protonmail)\.[a-z.]{2,8}",
    re.ASCII | re.IGNORECASE,
)
_WECHAT = re.compile(
    r"(?:微信号?|[Ww]e[Cc]hat(?: ?[Ii][Dd])?|\b[Vv][Xx]|\b[Ww][Xx]|加[Vv])"
    # After a bare space a hyphen proves nothing: “WeChat mini-program” is no one's id.
    r"(?: ?[:：是为] ?(?=[A-Za-z\d_\-]*[\d_\-])| {0,2}(?=[A-Za-z\d_\-]*[\d_]))[A-Za-z][A-Za-z\d_\-]{5,19}|wxid_\w{6,}",
    re.ASCII,
)
_ADDRESS = re.compile(r"https?://[^\s\"'()<>\u0080-\uffff]+")
_HOME = re.compile(
    r"\d{1,4} ?(?:栋|幢|座|号楼|单元)[^\n，。；、]{0,8}?\d{2,5} ?(?:室|房|号房)|(?:花园|家园|小区|新村|公寓|苑|里弄)[^\n，。；、]{0,10}?\d{2,5} ?(?:室|号房|房(?!间))|"
    r"\b(?:[Ff]lat|[Aa]partment|[Aa]pt\.?) ?\d{2,5}[A-Z]?, ?(?:[Bb]lock|[Bb]uilding|[Tt]ower) ?\w{1,4}",
)
_SURNAMES = (
    "欧阳|司徒|上官|诸葛|司马|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温庄柯岑麦区]"
)
# A post ends in one of these; what ends so is no name.
_POST_END = "员长组队部室科办站会岗台处局所点位心司人方者班区镇街村社"
_NAME = re.compile(
    rf"(?:联系人|联络人|联络员|负责人|经办人|接待人|对接人)(?:姓名)?(?: ?[:：是为]| ) ?(?P<name>(?:{_SURNAMES})[\u4e00-\u9fff]{{1,2}})"
    rf"(?P<title>先生|女士|同志|老师|医生|主任|书记|阿姨)?(?=[ ,，。;；、()（）\d\"'\n]|电话|手机|$)"
)


@dataclass(frozen=True, slots=True)
class Find:
    """A private thing in a text: which rule, where, and a shown form that does not repeat it whole."""

    code: str
    offset: int
    shown: str


# Each rule with words, or a short pattern, without which it cannot match: a clean file then costs next to nothing.
_LONG_NUMBER = re.compile(r"\d(?:[ \-]?\d){15}", re.ASCII)
_MOBILE_LIKE = re.compile(rf"1{_GAP}[3-9](?:{_GAP}\d){{9}}", re.ASCII)
_PLAIN_RULES = (
    ("private-email", ("@",), _MAIL),
    ("private-wechat", ("微信", "wx", "vx", "加v", "chat"), _WECHAT),
)
# A room after its number; the word first, for looking at every digit of a file takes ten times as long.
_HOME_LIKE = re.compile(r"[室房](?:(?<=\d[室房])|(?<=\d [室房]))|房(?<=号房)|[Ff]lat|[Aa]partment|[Aa]pt", re.ASCII)
_PLATE_LIKE = re.compile(r"[A-HJ-Z][ ·•\-]?[A-HJ-NP-Z\d]{5}", re.ASCII)


def scan(text: str) -> list[Find]:
    """Every private thing in a text, in order of place."""
    plain = text.translate(_WIDE) if _WIDE_MARK.search(text) else text
    return sorted(_finds(plain), key=lambda find: find.offset)


def _finds(text: str) -> Iterator[Find]:
    if _LONG_NUMBER.search(text) or _MOBILE_LIKE.search(text):
        yield from _numbers(text)
    if _PLATE_LIKE.search(text):
        yield from (_find("private-plate", match) for match in _PLATE.finditer(text))
    if _HOME_LIKE.search(text):
        yield from (_find("private-home", match) for match in _HOME.finditer(text))
    lower = text.lower()
    for code, words, pattern in _PLAIN_RULES:
        if any(word in lower for word in words):
            yield from (_find(code, match) for match in pattern.finditer(text))
    for match in _NAME.finditer(text):
        if match["name"][-1] not in _POST_END:
            yield Find("private-name", match.start("name"), match["name"][0] + "○")


def _numbers(text: str) -> Iterator[Find]:
    taken: list[range] = []
    for match in _IDENTITY.finditer(text):
        if identity_is_valid(_digits(match[0])) and not _in_address(text, match.start()):
            taken.append(range(*match.span()))
            yield _find("private-identity", match)
    for match in _BANK_CARD.finditer(text):
        if luhn_is_valid(_digits(match[0])) and not _in_address(text, match.start()) and not _in(taken, match):
            taken.append(range(*match.span()))
            yield _find("private-bank-card", match)
    for match in _MOBILE.finditer(text):
        if not _in_address(text, match.start()) and not _in(taken, match):
            yield _find("private-mobile", match)


def _find(code: str, match: re.Match[str]) -> Find:
    text = match[0].strip()
    return Find(code, match.start(), f"{text[:3]}…{text[-2:]}" if len(text) > 6 else f"{text[:1]}…")


def _in(taken: list[range], match: re.Match[str]) -> bool:
    return any(match.start() in span or span.start in range(*match.span()) for span in taken)


def _in_address(text: str, offset: int) -> bool:
    """Whether an offset lies inside a web address, where long numbers are articles, not people."""
    line = text.rfind("\n", 0, offset) + 1
    return any(match.start() <= offset < match.end() for match in _ADDRESS.finditer(text, line, offset + 1))


def _digits(text: str) -> str:
    return re.sub(r"[^\dXx]", "", text).upper()


def identity_is_valid(number: str) -> bool:
    """Whether eighteen characters carry a right check digit and a birth date that can be."""
    if len(number) != 18 or not number[:17].isdigit() or not "18" <= number[6:8] <= "20":
        return False
    if not ("01" <= number[10:12] <= "12" and "01" <= number[12:14] <= "31"):
        return False
    weight = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[weight % 11] == number[17]


def luhn_is_valid(number: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn test."""
    if not 16 <= len(number) <= 19 or not number.isdigit():
        return False
    odd, even = number[-1::-2], number[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0
