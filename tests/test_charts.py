"""Charts say every number in words as well as in bars."""

from __future__ import annotations

import htmlread
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import bars, columns

LABEL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
ROWS = st.lists(st.tuples(LABEL, st.integers(0, 10**9)), max_size=12)


def _chart(title: str, rows: list[tuple[str, int]]) -> htmlread.Element:
    return htmlread.tree(str(bars(title, rows))).all("svg")[0]


def _texts(chart: htmlread.Element, kind: str) -> list[str]:
    return [element.words for element in chart.all("text", class_=f"chart-{kind}")]


@given(LABEL, ROWS)
def test_every_number_is_written(title: str, rows: list[tuple[str, int]]) -> None:
    """Each row's label and number stand beside its bar, whatever characters they have, in the order given."""
    chart = _chart(title, rows)
    assert _texts(chart, "label") == [label for label, _ in rows]
    assert _texts(chart, "number") == [str(number) for _, number in rows]


@given(LABEL, ROWS)
def test_a_chart_can_be_heard(title: str, rows: list[tuple[str, int]]) -> None:
    """The picture is one image whose name tells its title and every row."""
    chart = _chart(title, rows)
    assert chart.attributes["role"] == "img"
    assert chart.attributes["aria-label"] == f"{title}: " + ", ".join(f"{label} {number}" for label, number in rows)


@given(ROWS.filter(bool))
def test_bars_are_in_proportion(rows: list[tuple[str, int]]) -> None:
    """Bars are as long as their numbers say, the longest fills the width, none leaves the picture."""
    chart = _chart("t", rows)
    width, height = map(float, chart.attributes["viewbox"].split()[2:])
    lengths = [float(bar.attributes["width"]) for bar in chart.all("rect")]
    most = max(number for _, number in rows)
    for (_, number), length in zip(rows, lengths, strict=True):
        assert length == pytest.approx(max(lengths) * number / (most or 1), abs=0.1)
    for bar in chart.all("rect"):
        assert float(bar.attributes["x"]) + float(bar.attributes["width"]) <= width
        assert float(bar.attributes["y"]) + float(bar.attributes["height"]) <= height


def test_no_rows_are_no_fault() -> None:
    """A chart of nothing is an empty picture."""
    chart = _chart("t", [])
    assert chart.children == []
    assert float(chart.attributes["viewbox"].split()[3]) > 0


# --- columns -------------------------------------------------------------------------------------------------------

PAIRS = st.lists(st.tuples(LABEL, st.integers(0, 10**6), st.integers(0, 10**6)), max_size=30)


def _columns(rows: list[tuple[str, int, int]]) -> htmlread.Element:
    return htmlread.tree(str(columns("t", rows, ("there", "lacking")))).all("svg")[0]


@given(LABEL, PAIRS)
def test_columns_can_be_heard(title: str, rows: list[tuple[str, int, int]]) -> None:
    """The picture's name is its title; its description tells every label and both numbers, the second only if any is not nothing."""
    chart = htmlread.tree(str(columns(title, rows, ("there", "lacking")))).all("svg")[0]
    both = any(lacking for *_, lacking in rows)
    said = [f"{label} {there} + {lacking}" if both else f"{label} {there}" for label, there, lacking in rows]
    assert chart.all("title")[0].words == title
    assert chart.all("desc")[0].words == f"{'there + lacking' if both else 'there'}: {', '.join(said)}"


@given(PAIRS.filter(bool))
def test_columns_are_in_proportion(rows: list[tuple[str, int, int]]) -> None:
    """Boxes are as high as their numbers say, what lacks stands upon what is there, and nothing leaves the picture."""
    chart = _columns(rows)
    width, height = map(float, chart.attributes["viewbox"].split()[2:])
    most = max(there + lacking for _, there, lacking in rows) or 1
    boxes = [{name: float(box.attributes[name]) for name in ("x", "y", "width", "height")} for box in chart.all("rect")]
    wanted = [number for _, there, lacking in rows for number in (there, lacking) if number]
    assert [box["height"] for box in boxes] == pytest.approx([110 * number / most for number in wanted], abs=0.06)
    for box in boxes:
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width + 0.1
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
    for words in chart.all("text"):
        assert 0 <= float(words.attributes["x"]) <= width
        assert 0 <= float(words.attributes["y"]) <= height


@pytest.mark.parametrize(("count", "numbers", "labels"), [(4, 4, 4), (26, 1, 7)])
def test_words_of_columns_have_room(count: int, numbers: int, labels: int) -> None:
    """Every column has its number and its day where there is room; of many only the highest and every so many."""
    chart = _columns([("11-09", 10 + place, 0) for place in range(count)])
    assert len(_texts(chart, "number")) == numbers
    assert len(_texts(chart, "label")) == labels
    assert str(9 + count) in _texts(chart, "number")


def test_what_lacks_is_not_only_a_colour() -> None:
    """It is a box of its own kind, drawn empty."""
    chart = _columns([("a", 2, 1)])
    assert [box.attributes["class"] for box in chart.all("rect")] == ["chart-bar", "chart-open"]


def test_no_columns_are_no_fault() -> None:
    """A chart of nothing is an empty picture with its line."""
    assert _columns([]).all("rect") == []
