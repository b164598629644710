"""Charts say every number in words as well as in bars."""

from __future__ import annotations

import htmlread
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import bars

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
