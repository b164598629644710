"""One cell: from what a spreadsheet holds to the text a record has, and several texts in one cell.

What an office types is brought into the model's form only where it can mean one thing alone: full-width digits, `2026/12/1`,
a quarter of a day as 06:00. All else stays as it was typed, for the model to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator.yaml_core import CONTROL, Refusal

LONGEST = 32_767
"""Characters in a cell: Excel takes no more."""
NONE = ("（无）", "(none)")
"""Stands for a list that must be there and is empty."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that holds no value: a formula that was never worked out, an error, or more than a cell may."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


Raw = str | int | float | bool | date | datetime | time | timedelta | Unread | None
"""What a cell of a spreadsheet holds."""

_WHITE = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\ufeff\u200b"
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?: 0?0:00(?::00)?)?", re.ASCII)
_PACKED_DATE = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?::|点|时)(?:([0-5]\d)(?::00|分)?)?", re.ASCII)
_HALF = re.compile(r"(\d+)\.0+", re.ASCII)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
# A spreadsheet runs a cell that begins with one of these; what is exported has an apostrophe before it.
_GUARDED = re.compile(r"''*[=+\-@\t\r]")


def clean(text: str) -> str:
    """A text without blanks around it, with line ends of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(_WHITE)


def unguarded(text: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return text[1:] if _GUARDED.match(text) else text


# --- what a cell holds, as text ------------------------------------------------------------------------------------


def text_of(raw: Raw, sort: str, lines: bool = False) -> str:
    """The text that a cell stands for in a column of a sort. Raises `Refusal` for what can stand for none.

    With `lines` empty lines before the first stay: each stands for a line beside it that is not translated."""
    match raw:
        case None:
            return ""
        case Unread():
            raise Refusal(raw.code, found=raw.text, expected=LONGEST)
        case str():
            return _of_text(raw, sort, lines)
        case bool():
            return _of_flag(raw, sort)
        case datetime() | date():
            return _of_date(raw, sort)
        case time() | timedelta():
            return _of_time(raw, sort)
    return _of_number(raw, sort)


def _of_text(raw: str, sort: str, lines: bool) -> str:
    text = clean(raw := unguarded(raw))
    if lines and text:
        before = raw.replace("\r\n", "\n").partition(text.partition("\n")[0])[0]
        text = "\n" * before.count("\n") + text
    if len(text) > LONGEST:
        raise Refusal("cell-too-long", found=len(text), expected=LONGEST)
    if bad := CONTROL.search(text):
        raise Refusal("control-character", found=f"U+{ord(bad[0]):04X}")
    if sort not in _FORMS or text in NONE:
        return text
    return _FORMS[sort](unicodedata.normalize("NFKC", text)) or text


def _of_flag(raw: bool, sort: str) -> str:
    if sort != "flag":
        raise Refusal("cell-not-text", found=str(raw).upper())
    return str(raw).lower()


def _of_date(raw: date | datetime, sort: str) -> str:
    day, moment = (raw.date(), raw.time()) if isinstance(raw, datetime) else (raw, time())
    if sort != "date" or moment != time():
        raise Refusal("cell-not-text", found=raw.isoformat(" ") if isinstance(raw, datetime) else raw.isoformat())
    return day.isoformat()


def _of_time(raw: time | timedelta, sort: str) -> str:
    seconds = raw.total_seconds() if isinstance(raw, timedelta) else raw.hour * 3600 + raw.minute * 60 + raw.second
    if sort != "time":
        raise Refusal("cell-not-text", found=str(raw))
    return _clock(seconds) or str(raw)


def _clock(seconds: float) -> str:
    """A time of day if it is a whole minute within a second, or nothing."""
    minutes = round(seconds / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" if abs(seconds - minutes * 60) < 1 and 0 <= minutes < 1440 else ""


def _of_number(raw: int | float, sort: str) -> str:
    if sort == "time" and 0 <= raw < 1:
        return _clock(raw * 86_400) or str(raw)
    if sort in ("date", "time"):
        # A day without its format is a bare count of days, from one of two first days.
        raise Refusal("cell-bare-number", found=_plain(raw))
    return _plain(raw)


def _plain(raw: int | float) -> str:
    """A number without an exponent, and without a fraction that is nought."""
    if isinstance(raw, float) and not raw.is_integer():
        return format(Decimal(repr(raw)), "f")
    return str(int(raw))


# --- forms of text that can mean one thing alone -------------------------------------------------------------------


def _date(text: str) -> str:
    found = _DATE.fullmatch(text.translate(_DASHES)) or _PACKED_DATE.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else ""


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    if not found or (found[2] is None and text[-1] == ":"):
        return ""
    return f"{found[1]:0>2}:{found[2] or '00'}"


def _whole(text: str) -> str:
    found = _HALF.fullmatch(text)
    return found[1] if found else text


def _half_width(text: str) -> str:
    return text.translate(_DASHES)


def _lower(text: str) -> str:
    """An id; nobody can tell an address in capitals from one in small letters by ear."""
    return text.translate(_DASHES).lower()


_FORMS: dict[str, Callable[[str], str]] = {
    "date": _date, "time": _time, "whole": _whole, "number": _whole, "decimal": _half_width, "code": _half_width,
    "street": _half_width, "phone": _half_width, "id": _lower, "key": _half_width, "version": _lower, "mark": _lower, "url": _half_width,
}  # fmt: skip


# --- several in one cell -------------------------------------------------------------------------------------------

_SEPARATORS = {"text": "\n"}
"""What parts several texts in a cell: sentences stand one to a line, words between `；`."""
_OF_WORDS = "；;\n"


def joined(items: Sequence[str], sort: str) -> str:
    """Several texts as one cell: sentences one to a line, words with `；` between them."""
    marks = _SEPARATORS.get(sort, _OF_WORDS)
    told = ["".join(_escaped(letter, marks) for letter in clean(item)) for item in items]
    cell = ("\n" if sort == "text" else "；").join(told)
    return f"\\{cell}" if cell in NONE else cell


def _escaped(letter: str, marks: str) -> str:
    if letter == "\\" or (letter in marks and letter != "\n"):
        return f"\\{letter}"
    return "\\n" if letter == "\n" else letter


def split(cell: str, sort: str) -> list[str]:
    """The texts of a cell. A place that is empty stays, for the text beside it in another language."""
    if cell in NONE:
        return []
    if cell[:1] == "\\" and cell[1:] in NONE:
        return [cell[1:]]
    marks, items, letters = _SEPARATORS.get(sort, _OF_WORDS), [""], iter(cell)
    for letter in letters:
        if letter in marks:
            items.append("")
        elif letter == "\\":
            items[-1] += _unescaped(next(letters, ""), marks)
        else:
            items[-1] += letter
    return [clean(item) for item in items]


def _unescaped(letter: str, marks: str) -> str:
    if letter == "n":
        return "\n"
    return letter if letter and letter in f"\\{marks}" else f"\\{letter}"
