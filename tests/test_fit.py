"""Room on paper is never reckoned too small, and nothing is lost by cutting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import fit

texts = st.text("防控指引，。（）abcmWil 09.-\n", max_size=120)
rooms = st.floats(3, 60)


@given(texts, rooms)
def test_lines_hold_every_word(text: str, room: float) -> None:
    """Put back together, the lines are the text but for white space."""
    broken = fit._broken(text, room)
    assert "".join("".join(broken).split()) == "".join(text.split())


@given(texts, rooms)
def test_no_line_is_longer_than_its_room(text: str, room: float) -> None:
    """Every line fits, but one of a single character."""
    assert all(fit.width(line.rstrip()) <= room + 1e-9 or len(line) == 1 for line in fit._broken(text, room))


@given(texts, rooms)
def test_more_room_never_takes_more_lines(text: str, room: float) -> None:
    """A wider column is no longer."""
    assert fit.lines(text, room * 2) <= fit.lines(text, room)


@given(texts, rooms, st.integers(1, 4))
def test_a_shortened_text_fits_and_says_so(text: str, room: float, most: int) -> None:
    """What fits is left as it is; anything else is a beginning of it with an ellipsis, in so many lines."""
    short = fit.shorten(text, room, most)
    assert fit.lines(short, room) <= most
    if fit.lines(text, room) <= most:
        assert short == text
    else:
        assert short.endswith("…")
        assert "".join(text.split()).startswith("".join(short[:-1].split()))


@pytest.mark.parametrize(("text", "ems"), [("防控指引", 4), ("", 0), ("iiii", 1), ("—…", 2)])
def test_widths(text: str, ems: float) -> None:
    """A Chinese character is one em wide, an i a quarter."""
    assert fit.width(text) == pytest.approx(ems)


def test_marks_cling_to_their_character() -> None:
    """No line begins with a closing mark or ends with an opening one."""
    assert fit._broken("先打电话（北门）。再去。", 5) == ["先打电话", "（北门）。", "再去。"]


def test_heights_add_up() -> None:
    """Two texts of one and two lines, of ten points, with a gap of one below each."""
    assert fit.height(["防控", "防控指引防"], 40, 10, 1.5, 1) == pytest.approx(3 * 15 + 2)


def test_the_first_that_fit() -> None:
    """Items are counted until one does not fit; a smaller one behind it does not slip in."""
    assert fit.first([3, 4, 9, 1], 10, float) == 2
    assert fit.first([], 10, float) == 0
    assert fit.first([3, 4], 10, float) == 2
