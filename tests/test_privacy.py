"""Private things are found however they are typed, and what only looks like them is left alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import editions
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.privacy import identity_is_valid, luhn_is_valid, scan
from generator.problems import MESSAGES

CASES = editions.golden("privacy")
CODES = {code for code in MESSAGES if code.startswith("private-")}

WIDE = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in "0123456789XABCDEFGHJKLMNPQRSTUVWY@."})
mobiles = st.builds("1{}{:09d}".format, st.sampled_from("3456789"), st.integers(0, 999_999_999))
words = st.text(st.sampled_from("水山村里的，。：（）《》人有 "), max_size=8)
separators = st.sampled_from([" ", "-", "　", "－"])


def codes(text: str) -> list[str]:
    return [find.code for find in scan(text)]


def check_digit(seventeen: str) -> str:
    """ISO 7064 MOD 11-2, in the words of GB 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, seventeen, strict=True))
    return "10X98765432"[total % 11]


@st.composite
def identities(draw: st.DrawFn) -> str:
    """A valid identity number of eighteen characters."""
    born = draw(st.dates(date(1900, 1, 1), date(2026, 12, 1)))
    first = f"{draw(st.integers(110000, 999999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + check_digit(first)


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A valid bank card number of 16 to 19 digits."""
    first = draw(st.sampled_from(["62", "4", "51", "55"]))
    body = first + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=15 - len(first), max_size=18 - len(first))))
    return next(body + last for last in "0123456789" if luhn_is_valid(body + last))


def grouped(number: str, sizes: tuple[int, ...], mark: str) -> str:
    """A number in groups, as people write it."""
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return mark.join([*parts, number[start:]] if number[start:] else parts)


# --- golden cases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """A text gives the finds that are listed, in order of place, and no others."""
    assert codes(case["text"]) == case["finds"]


def test_golden_covers_every_rule() -> None:
    """Every rule has cases that are found, and finds nothing that is not a rule."""
    assert {code for case in CASES for code in case["finds"]} == CODES


@pytest.mark.parametrize("path", sorted(editions.SOUND.rglob("*.*")), ids=lambda path: path.name)
def test_sound_edition_is_clean(path: Any) -> None:
    """Nothing is found in the sound edition, not even in its division table."""
    assert scan(path.read_text(encoding="utf-8")) == []


# --- promises ------------------------------------------------------------------------------------------------------


@given(number=mobiles, before=words, after=words, mark=separators)
def test_any_mobile_is_found(number: str, before: str, after: str, mark: str) -> None:
    """Any mobile number is found: plain, full-width, or in groups."""
    for typed in (number, number.translate(WIDE), grouped(number, (3, 4), mark), grouped(number, (3, 4), mark).translate(WIDE)):
        assert codes(f"{before}{typed}{after}") == ["private-mobile"]


@given(number=identities(), before=words, after=words, mark=separators)
@example(number="99010119900101006X", before="", after="", mark=" ")
def test_any_identity_is_found(number: str, before: str, after: str, mark: str) -> None:
    """Any valid identity number is found, and as nothing else: plain, full-width, in groups, with a small x."""
    groups = grouped(number, (6, 8), mark)
    for typed in (number, number.lower(), number.translate(WIDE), groups, groups.translate(WIDE)):
        assert codes(f"{before}{typed}{after}") == ["private-identity"]


@given(number=identities())
def test_wrong_check_digit_is_no_identity(number: str) -> None:
    """With any other last character it is no identity number."""
    for last in set("0123456789X") - {number[-1]}:
        assert not identity_is_valid(number[:-1] + last)
        assert "private-identity" not in codes(number[:-1] + last)


@given(number=cards(), before=words, after=words, mark=separators)
def test_any_card_is_found(number: str, before: str, after: str, mark: str) -> None:
    """Any card number is found: plain, full-width, or in groups of four."""
    assume(not (len(number) == 18 and identity_is_valid(number)))
    groups = grouped(number, (4, 4, 4, 4), mark)
    for typed in (number, number.translate(WIDE), groups, groups.translate(WIDE)):
        assert codes(f"{before}{typed}{after}") == ["private-bank-card"]


@given(number=st.integers(0, 999_999_999_999))
def test_no_division_code_is_found(number: int) -> None:
    """No code of twelve digits is taken for anything private."""
    assert codes(f"street: '{number:012d}'") == []
    assert codes(f"{number:012d}") == []


@given(moment=st.datetimes())
def test_no_date_is_found(moment: Any) -> None:
    """No date or time, in any of the usual forms, is taken for anything private."""
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y年%m月%d日%H时%M分", "%Y/%m/%d", "%H:%M—%H:%M", "%Y.%m.%d", "%Y%m%d%H%M%S"):
        assert codes(moment.strftime(form)) == []


@given(area=st.sampled_from(["010", "020", "0990", "0769"]), number=st.integers(0, 89_999_999), extension=st.integers(0, 9999))
def test_no_landline_is_found(area: str, number: int, extension: int) -> None:
    """No landline is taken for a mobile number; subscriber numbers begin with 0 in samples and with 2 to 8 in life."""
    first = "02345678"[number % 8]
    for subscriber in (f"{first}{number % 10**6:06d}", f"{first}{number % 10**7:07d}"):
        for line in (f"{area}-{subscriber}", f"{area} {subscriber}", f"({area}){subscriber}", f"{area}-{subscriber}-{extension}"):
            assert codes(line) == []


@given(text=st.text())
def test_any_text_can_be_scanned(text: str) -> None:
    """Any text is scanned; finds lie inside it, in order, and are shown cut short."""
    finds = scan(text)
    assert [find.offset for find in finds] == sorted(find.offset for find in finds)
    assert all(0 <= find.offset < len(text) and find.code in CODES for find in finds)


@given(number=st.one_of(mobiles, identities(), cards()))
def test_shown_never_repeats(number: str) -> None:
    """What is shown of a find does not publish it again."""
    assert all(number not in find.shown and len(find.shown) <= 6 for find in scan(number))


def test_places() -> None:
    """A find knows where it begins, in the text as typed."""
    text = "水位高，打１３９　００００　００００；联系人：王小明"
    assert [(find.code, find.offset) for find in scan(text)] == [("private-mobile", 5), ("private-name", 23)]


@pytest.mark.parametrize(
    "number", ["", "1", "9" * 18, "99010119900101001", "９９０１０１１９９００１０１００１９", "X90101199001010019"]
)
def test_not_identities(number: str) -> None:
    """Too short, too long, full-width or out of order is no identity number."""
    assert not identity_is_valid(number)


@pytest.mark.parametrize("number", ["", "0", "4" * 15, "620000000000000000000", "62000000 00000005"])
def test_not_cards(number: str) -> None:
    """Too short, too long or with anything but digits is no card number."""
    assert not luhn_is_valid(number)
