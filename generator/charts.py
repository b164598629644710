"""Small charts as inline SVG, drawn at build time, each with its words for those who cannot see it.

A part that is not there yet is an empty box beside a full one, so that colour says nothing alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

_ROW, _LABEL, _WIDTH, _NUMBER = 30, 132, 420, 60
# A chart of columns: room for a number above them, their height, room for the days below; what a digit and a day take.
_ABOVE, _TALL, _BELOW, _DIGIT, _DAY = 26, 110, 26, 11, 54


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


def columns(title: str, rows: Sequence[tuple[str, int, int]], names: tuple[str, str]) -> Markup:
    """A column for each (label, there, lacking), what is lacking as an empty box on what is there; the highest fills the height.

    `names` say what the two numbers are; where nothing is ever lacking the second is not spoken of.
    """
    most = max((there + lacking for _, there, lacking in rows), default=0) or 1
    both = any(lacking for _, _, lacking in rows)
    said = [f"{label} {there}" + (f" + {lacking}" if both else "") for label, there, lacking in rows]
    step = _WIDTH / max(len(rows), 1)
    parts = [
        Markup('<svg class="chart" role="img" viewBox="0 0 {} {}"><title>{}</title><desc>{}: {}</desc>').format(
            _WIDTH, _ABOVE + _TALL + _BELOW, title, " + ".join(names) if both else names[0], ", ".join(said)
        ),
        Markup('<path class="chart-line" d="M0 {0}H{1}"/>').format(_ABOVE + _TALL, _WIDTH),
    ]
    for place, (label, there, lacking) in enumerate(rows):
        parts.append(_column(place * step, step, _TALL * there / most, _TALL * lacking / most))
        parts.append(_column_words(place, step, label, there + lacking, most, _TALL * (there + lacking) / most))
    return Markup("").join([*parts, Markup("</svg>")])


def _column(left: float, step: float, there: float, lacking: float) -> Markup:
    """The two boxes of a column; a box of no height is left out."""
    x, width, base = f"{left + step * 0.15:.1f}", f"{step * 0.7:.1f}", _ABOVE + _TALL
    boxes = [("chart-bar", base - there, there), ("chart-open", base - there - lacking, lacking)]
    return Markup("").join(
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(name, x, f"{top:.1f}", width, f"{tall:.1f}")
        for name, top, tall in boxes if tall
    )  # fmt: skip


def _column_words(place: int, step: float, label: str, number: int, most: int, tall: float) -> Markup:
    """The number above a column where all have room, or where it is the highest; its label where the next leaves room."""
    middle, every = f"{step * (place + 0.5):.1f}", max(round(_DAY / step + 0.49), 1)
    words = Markup("")
    if number and (len(str(most)) * _DIGIT <= step or number == most):
        words += Markup('<text class="chart-number" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            middle, f"{_ABOVE + _TALL - tall - 6:.1f}", number
        )
    if place % every == 0:
        words += Markup('<text class="chart-label" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            middle if step >= _DAY else f"{step * (place + 0.15):.1f}", _ABOVE + _TALL + 20,
            "middle" if step >= _DAY else "start", escape(label),
        )  # fmt: skip
    return words
