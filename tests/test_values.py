"""Every type of value: what an editor may type, what it becomes, and by which code anything else is refused."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

import editions
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model import values
from generator.model.edition import Colour, Timezone
from generator.problems import MESSAGES
from generator.yaml_core import parse

TYPES: dict[str, Any] = {
    "date": values.Date, "time": values.Time, "whole": values.Whole, "decimal": values.Decimal, "flag": values.Flag,
    "line": values.Line, "text": values.Text, "names": values.Names, "code": values.Code, "street": values.Street, "phone": values.Phone,
    "url": values.Url, "identifier": values.Identifier, "weekday": values.Weekday, "language": values.LanguageCode,
    "term": values.term("tasks"), "ref": values.ref("guidelines"), "choice": values.choice("open", "done"), "colour": Colour,
    "email": values.Email, "timezone": Timezone,
}  # fmt: skip
READERS = {name: TypeAdapter(annotation) for name, annotation in TYPES.items()}
CONTEXT = {
    "languages": ("zh", "en"), "terms": {"tasks": ("dyke-watch", "boat")}, "ids": {"guidelines": frozenset({"leaving-home"})},
    "divisions": frozenset({"990000000000", "990200000000", "990101000000", "990101001000", "990200001000"}),
}  # fmt: skip
GOLDEN: dict[str, Any] = parse((editions.TESTS / "golden/values.yml").read_text(encoding="utf-8"))
FINE = [(name, typed) for name, cases in GOLDEN.items() for typed in cases["fine"]]
REFUSED = [
    (name, typed, code) for name, cases in GOLDEN.items() for code, many in cases["refused"].items() for typed in many
]  # fmt: skip

# What a parsed YAML file may hold in one place.
typed_values = st.recursive(
    st.one_of(st.text(max_size=30), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=4), inner, max_size=2)),
    max_leaves=3,
)


def read(name: str, typed: Any, context: Any = CONTEXT) -> Any:
    return READERS[name].validate_python(typed, context=context)


def refusal(name: str, typed: Any) -> str:
    """The code by which a typed value is refused, or nothing."""
    try:
        read(name, typed)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


# --- golden cases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "typed"), FINE)
def test_fine(name: str, typed: Any) -> None:
    """What may be typed is accepted."""
    assert refusal(name, typed) == ""


@pytest.mark.parametrize(("name", "typed", "code"), REFUSED)
def test_refused(name: str, typed: Any, code: str) -> None:
    """What may not be typed is refused by its own code, for which there is a message, with every value that this has a blank for."""
    assert refusal(name, typed) == code
    assert code in MESSAGES
    with pytest.raises(ValidationError) as caught:
        read(name, typed)
    blanks = {name for sentence in MESSAGES[code]["zh"] for _, name, _, _ in string.Formatter().parse(sentence) if name}
    assert blanks <= set(caught.value.errors()[0].get("ctx", {}))


def test_every_type_has_cases() -> None:
    """Every type stands in the golden file, and nothing else does."""
    assert set(GOLDEN) == set(TYPES)


# --- what they become ----------------------------------------------------------------------------------------------


@given(day=st.dates())
def test_dates(day: date) -> None:
    """Every day there is can be typed as it is printed."""
    assert read("date", day.isoformat()) == day


@given(number=st.integers(0, 999_999_999))
def test_wholes(number: int) -> None:
    """Every count below a thousand million can be typed in plain digits."""
    assert read("whole", str(number)) == number


@given(number=st.decimals(0, 999_999_999, places=4))
def test_decimals(number: Any) -> None:
    """Every amount with up to four decimals can be typed."""
    assert read("decimal", f"{number:f}") == number


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_times(hour: int, minute: int) -> None:
    """Every minute of the day can be typed and stays as typed."""
    assert read("time", f"{hour:02d}:{minute:02d}") == f"{hour:02d}:{minute:02d}"


def test_flags() -> None:
    """A flag is a flag."""
    assert [read("flag", True), read("flag", False)] == [True, False]


def test_texts_stay_as_typed() -> None:
    """Text keeps its spaces, and a mapping its languages."""
    assert read("line", " 水 ") == " 水 "
    assert read("text", {"en": "water", "zh": " 水"}) == {"en": "water", "zh": " 水"}


def test_colours_are_small() -> None:
    """A colour comes out in small letters."""
    assert read("colour", "#FFaa00") == "#ffaa00"


def test_lines_have_a_limit() -> None:
    """A line holds three hundred characters and no more."""
    assert len(read("line", "水" * 300)) == 300
    with pytest.raises(ValidationError):
        read("line", "水" * 301)


def test_ids_have_a_limit() -> None:
    """An id holds eighty characters and no more."""
    assert refusal("identifier", "a" * 80) == ""
    assert refusal("identifier", "a" * 81) == "bad-id"


def test_long_finds_are_cut() -> None:
    """What is shown of a long value is cut."""
    with pytest.raises(ValidationError) as caught:
        read("date", "水" * 1000)
    assert caught.value.errors()[0]["ctx"]["found"] == "水" * 57 + "…"


def test_flags_are_shown_as_typed() -> None:
    """A flag in the wrong place is shown as the editor typed it, not as Python writes it."""
    with pytest.raises(ValidationError) as caught:
        read("line", True)
    assert caught.value.errors()[0]["ctx"]["found"] == "true"


def test_a_mobile_is_not_shown() -> None:
    """A refused mobile number is not repeated."""
    with pytest.raises(ValidationError) as caught:
        read("phone", "13900000000")
    assert caught.value.errors()[0]["ctx"]["found"] == "139…"


@pytest.mark.parametrize(
    ("name", "typed"), [("code", "123456789012"), ("term", "anything"), ("ref", "nowhere"), ("text", {"fr": "eau"})]
)
def test_without_a_context(name: str, typed: Any) -> None:
    """Read again without a context, a value that was once accepted is not judged by what the context would say."""
    assert read(name, typed, None) == typed


# --- promises ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TYPES)
@given(typed=typed_values)
@example(typed="")
@example(typed=[])
@example(typed={})
def test_anything_is_read_or_refused(name: str, typed: Any) -> None:
    """Whatever a file may hold is accepted, or refused by a code for which there is a message."""
    code = refusal(name, typed)
    assert code in {"", "too_long", *MESSAGES}


@given(digits=st.text(st.characters(categories=["Nd"], min_codepoint=128), min_size=1, max_size=12))
@example(digits="１２")
def test_only_ascii_digits(digits: str) -> None:
    """Digits of other scripts are never taken for numbers, codes or telephones."""
    for name in ("whole", "decimal", "code", "phone", "date", "time", "identifier"):
        assert refusal(name, digits) != ""
