"""Small bar charts as inline SVG, drawn at build time, each with its words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

_ROW, _LABEL, _WIDTH, _NUMBER = 30, 132, 420, 60


def bars(title: str, rows: Sequence[tuple[str, int]]) -> Markup:
    """A horizontal bar for each (label, number); the longest fills the width. Numbers are also written out."""
    most = max((number for _, number in rows), default=0) or 1
    spoken = f"{title}: " + ", ".join(f"{label} {number}" for label, number in rows)
    height = _ROW * max(len(rows), 1)
    parts = [
        Markup('<svg class="chart" role="img" viewBox="0 0 {} {}" aria-label="{}">').format(_WIDTH, height, spoken),
    ]
    for place, (label, number) in enumerate(rows):
        parts.append(_bar(place * _ROW, label, number, (_WIDTH - _LABEL - _NUMBER) * number / most))
    return Markup("").join([*parts, Markup("</svg>")])


def _bar(top: int, label: str, number: int, length: float) -> Markup:
    middle = top + _ROW * 0.66
    return Markup(
        '<text class="chart-label" x="{label_x}" y="{y}" text-anchor="end">{label}</text>'
        '<rect class="chart-bar" x="{x}" y="{top}" width="{length}" height="20" rx="2"/>'
        '<text class="chart-number" x="{number_x}" y="{y}">{number}</text>'
    ).format(
        label_x=_LABEL - 10, y=f"{middle:.1f}", label=escape(label), x=_LABEL, top=top + 5, length=f"{length:.1f}",
        number_x=f"{_LABEL + length + 8:.1f}", number=number,
    )  # fmt: skip
