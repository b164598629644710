"""Bad input, made by code and named for its fault: whole files, single values, and names of files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.model.fields import class_of, field_types, marks
from generator.model.kinds import KIND_NAMES
from generator.yaml_write import written


class Case(NamedTuple):
    """One bad file: its fault, and its bytes."""

    name: str
    data: bytes


SOUND = """title: 救援 119
summary: 被水围住打 119。
owner: 防汛办公室
verified: 2026-11-30
sample: true
number: '119'
purpose: 叫船
hours: 全天
where: 全县
"""


# --- whole files that must be refused ------------------------------------------------------------------------------


def files() -> Iterator[Case]:
    """Files that are refused whatever kind of record they are to be."""
    for name, text in _tricks().items():
        yield Case(name, text.encode("utf-8", "surrogatepass"))
    for name, data in _encodings().items():
        yield Case(name, data)
    for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)):
        yield Case(f"control-{code:02x}", SOUND.replace("119。", f"119{chr(code)}。").encode())
        yield Case(f"escaped-control-{code:02x}", (SOUND + f'keywords: ["x\\x{code:02x}"]\n').encode())
    for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFFE, 0xFFFF):
        yield Case(f"mark-{code:04x}", SOUND.replace("119。", f"119{chr(code)}。").encode())
    for code in (0xD800, 0xDBFF, 0xDC00, 0xDFFF):
        yield Case(f"surrogate-{code:04x}", SOUND.replace("119。", f"119{chr(code)}。").encode("utf-8", "surrogatepass"))
        yield Case(f"escaped-surrogate-{code:04x}", (SOUND + f'keywords: ["x\\u{code:04x}"]\n').encode())


def _tricks() -> dict[str, str]:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    deep = {f"deep-{opening}-{depth}": f"title: {opening * depth}\n" for opening in ("[", "{a: ") for depth in (13, 200, 5000)}
    closed = {f"closed-{depth}": f"title: {'[' * depth}{']' * depth}\n" for depth in (13, 300, 5000)}
    steps = {
        f"steps-{depth}": "".join("  " * step + "a:\n" for step in range(depth)) + "  " * depth + "x\n" for depth in (14, 300)
    }
    tags = (
        "!!python/object/apply:os.system [ls]",
        "!!binary aGk=",
        "!include /etc/passwd",
        "!!set {a}",
        "!<tag:x,2000:y> z",
        "!!js/function x",
    )
    return {
        "nothing": "", "white": " \n\n", "remark": "# nothing\n", "stroke": "---\n", "end": "...\n", "null": "null\n", "list": "- a\n", "text": "text\n",
        "alias-bomb": bomb, "cycle": "a: &a [*a]\n", "cycle-of-maps": "a: &a {b: *a}\n", "no-such-alias": "a: *b\n", "anchor": "a: &x 1\n",
        "merge": SOUND + "<<: {rank: 1}\n", "merge-list": SOUND + "<<: [{rank: 1}]\n", "two-documents": SOUND + "---\n" + SOUND,
        "directive": "%YAML 9.9\n---\n" + SOUND, "tag-directive": "%TAG ! tag:x,2000:\n---\n" + SOUND + "x: !y z\n", "bad-directive": "%FOO\n" + SOUND,
        "tab": SOUND + "next:\n\t- from: 2026-12-05\n", "tab-before-key": "\ttitle: x\n", "open-quote": SOUND + "keywords: ['x\n", "open-list": SOUND + "keywords: [x\n",
        "open-double-quote": SOUND + 'keywords: ["x\n', "bad-escape": SOUND + 'keywords: ["\\q"]\n', "short-escape": SOUND + 'keywords: ["\\u12"]\n',
        "at-sign": "title: @x\n", "backtick": "title: `x`\n", "percent": "title: %x\n", "colon-in-text": "title: a: b\n", "indent": "title: a\n  owner: b\n",
        "key-of-list": "? [a]\n: b\n", "key-of-map": "? {a: b}\n: c\n", "key-of-nothing": ": x\n", "question": "? a\n", "same-key": SOUND + "title: again\n",
        "same-key-inside": SOUND + "sources: [{title: a, title: b}]\n", "full-width-colon": "title：x\n", "no-space": "title:x\n", "json-cut": '{"title": "x"',
        "many-keys": SOUND + "".join(f"k{number}: v\n" for number in range(15_000)), "same-key-often": "a: 1\n" * 20_000,
        "many-items": SOUND + "keywords: [" + "'', " * 50_000 + "]\n", "many-empty-maps": SOUND + "sources: [" + "{}, " * 20_000 + "]\n",
        "line-of-200-kb": SOUND + "number: " + "9" * 200_000 + "\n", "line-of-10-mb": SOUND + "purpose: " + "长" * 3_500_000 + "\n",
        "lines-of-10-mb": SOUND + "# x\n" * 2_500_000, "strokes": "-" * 100_000 + "\n", "spaces": " " * 100_000 + "x: y\n", "quotes": "'" * 99_999 + "\n",
        "colons": ":" * 100_000 + "\n", "remarks-unclosed": "a: [\n" + "# x\n" * 30_000, "long-key": "x" * 100_000 + ": y\n", "folded-bomb": "a: >\n" + "\n" * 200_000,
        **{f"tag-{number}": f"title: {tag}\n" for number, tag in enumerate(tags)}, **deep, **closed, **steps,
    }  # fmt: skip


def _encodings() -> dict[str, bytes]:
    names = (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "gbk",
        "gb18030",
        "big5",
        "shift_jis",
        "euc_kr",
        "utf-7",
        "hz",
    )
    coded = {f"coded-{name}": SOUND.replace("围", "口").encode(name, "replace") for name in names}
    text = SOUND.encode()
    return {
        # These two are all ASCII: they are refused for what they say.
        **{name: data for name, data in coded.items() if name not in ("coded-utf-7", "coded-hz")},
        "cut": text[: text.index("围".encode()) + 1], "overlong": b"title: \xc0\xaf\n", "overlong-nul": b"title: \xc0\x80\n", "five-bytes": b"title: \xf8\x88\x80\x80\x80\n",
        "beyond-unicode": b"title: \xf4\x90\x80\x80\n", "lone-continuation": b"title: \x80\n", "cesu": b"title: \xed\xa0\xbd\xed\xb8\x80\n", "all-bytes": bytes(range(256)),
        "gzip": b"\x1f\x8b\x08\x00" + text, "zip": b"PK\x03\x04" + text, "elf": b"\x7fELF" + text, "nul-first": b"\x00" + text, "nul-last": text + b"\x00", "nuls": b"\x00" * 100_000,
        "two-boms": b"\xef\xbb\xbf" * 2 + text, "high": b"\xff" * 1000,
    }  # fmt: skip


# --- single values -------------------------------------------------------------------------------------------------

MARKUP = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title></textarea></script><svg onload=alert(1)>", "{{ 7*7 }}{% raw %}", "&lt;b&gt;&amp;&#60;",
    "javascript:alert(1)", "<!--", "]]>", "${7*7}", "`id`", "=cmd|' /C calc'!A0", "'; drop table files; --", "../../etc/passwd", "%s%n{0}{found}", "\\", "[x](javascript:alert(1))",
)  # fmt: skip
"""What is text to an editor and something else to some program."""

_LIKENESS: dict[str, tuple[Any, ...]] = {
    "read_date": ("2026-02-30", "2026-13-01", "２０２６-12-01", "2026/12/01", "2026-12-1", "20261201", "2026-12-01T00:00", "0000-00-00", "99999-01-01", "٢٠٢٦-١٢-٠١", "yesterday"),
    "read_time": ("24:00", "8:00", "18:60", "１８:30", "1110", "18：30", "18:30:00", "6:30 pm"),
    "read_whole": ("-1", "01", "1.0", "1e9", "0x1F", "0o17", "1_000", "１２", "²", "9999999999", "9" * 5000, ".inf", ".nan", "NaN", "1,000", "①", "٣", "+1", " 1"),
    "read_decimal": ("-1", "01", "1e9", "1.23456", "9" * 5000, ".inf", "NaN", "１.5", "1,5", ".5", "5."),
    "read_flag": ("yes", "no", "on", "off", "y", "N", "1", "0", "是", "tRUE"),
    "read_code": ("010", "44010600500", "4401060050000", "４４０１０６００５０００", "440106005000 ", "999999999999", "0x99", "44_0106005000"),
    "read_street": ("010", "990000000000", "990101001001", "９９０１０１００１０００", "-90101001000"),
    "read_phone": ("010", "13800138000", "+8613800138000", "１１９", "0990 0100103", "86-0990-0100103", "119#", "119;ext=1", "tel:119", "0o7"),
    "read_url": ("javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "ftp://a.example/x", "http://a.example/\"onclick=x", "file:///etc/passwd", "HTTP s://a"),
    "read_identifier": ("../x", "a/b", "A", "a_b", "a--b", "-a", "中", "ａ", "a" * 81, "a\u200b", "con ", ".", "%2e%2e"),
    "read_version": ("3F2A9C1B0D4E", "3f2a9c1b0d4", "３f2a9c1b0d4e", "zzzzzzzzzzzz"), "read_weekday": ("Mo", "monday", "一", "mo,tu"), "read_language": ("ZH", "zh_CN", "中文", "z", "../zh"),
}  # fmt: skip
SHAPES: tuple[Any, ...] = (
    {},
    [[]],
    {"a b": {"": []}},
    [{"": [None]}],
    None,
    True,
    "",
    " ",
    "\u3000",
    [None],
    {"zh": {}},
    {"zh": ["x"], "xx": "y"},
)
"""What no field of any kind holds; many hold one or the other."""
_FREE = ("read_text", "read_line", "read_names")


def free(annotation: Any) -> bool:
    """Whether a field takes any text, so that whatever looks strange must come out as it was typed."""
    return any(getattr(getattr(mark, "func", None), "__name__", "") in _FREE for mark in marks(annotation))


def readers(annotation: Any) -> list[str]:
    return [name for mark in marks(annotation) if (name := getattr(getattr(mark, "func", None), "__name__", "")) in _LIKENESS]


def values(kind: str) -> Iterator[tuple[str, str, Any]]:
    """Hostile values for each field of a kind: the fault, the field and the value."""
    for field, annotation in field_types(class_of(kind)).items():
        for number, value in enumerate(SHAPES):
            yield f"shape-{number}", field, value
        for reader in readers(annotation):
            yield from ((f"{reader}-{number}", field, value) for number, value in enumerate(_LIKENESS[reader]))
        if free(annotation):
            yield from ((f"markup-{number}", field, value) for number, value in enumerate(MARKUP))
        yield "twin-of-a-key", "".join(chr(ord(letter) + 0xFEE0) if letter.isascii() else letter for letter in field), "x"
    for word in (
        "no",
        "on",
        "y",
        "null",
        "~",
        "2026-12-01",
        "12:30",
        "__proto__",
        "constructor",
        "__class__",
        "title ",
        "Title",
        "标题",
    ):
        yield f"unknown-{word}", word, "x"


def record_with(kind: str, base: dict[str, Any], field: str, value: Any) -> str:
    """The text of a record with one of its fields changed."""
    return written(kind, base | {field: value})


# --- names of files ------------------------------------------------------------------------------------------------

NAMES = (
    "A.yml", "a b.yml", "a_b.yml", "a--b.yml", "-a.yml", "a-.yml", "a..yml", "a.b.yml", "中文.yml", "ａ.yml", "é.yml", "e\u0301.yml", "<script>.yml", "a&b.yml", "a'b.yml", 'a"b.yml',
    "x..%2fa.yml", "%2e%2e.yml", "a\nb.yml", "a\tb.yml", "a\\b.yml", "a;b.yml", "$(id).yml", "`id`.yml", "{{x}}.yml", "a\u202eb.yml", "a\u200bb.yml", "CON.yml", "nul .yml", "a.yaml",
    "a.YML", "a.yml.bak", "a.yml~", "a", "Thumbs.db", "~$a.xlsx", "a.json", "#a.yml", "a#b.yml", "a?b.yml", "*.yml", "\u3000.yml", "😀.yml", " .yml", "a" * 81 + ".yml", "1" * 251 + ".yml",
)  # fmt: skip
KINDS = KIND_NAMES
