"""What was measured, set beside its goals and put into words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .measure import Peak, Ran

OVER, FAILED = math.inf, math.nan
"""What stands for a time that was cut short, and for a run that went wrong."""
MB = 1e6
TOOLS = ("Zhiyin", "Hugo", "MkDocs")


@dataclass
class Measured:
    """Everything measured at one size. Times are seconds, the best of the repeats."""

    records: int
    record_bytes: float
    cap: float
    best: dict[str, float] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    """HTML pages that each tool wrote."""
    body: dict[str, int] = field(default_factory=dict)
    """Mean bytes of a record's body, by tool."""
    around: int = 0
    """Mean bytes of HTML around a record's body in Zhiyin's pages."""
    again: int = -1
    """Files written when nothing had changed; -1 if the build did not say."""
    changed: int = -1
    """Files written when one record had changed."""
    peak: Peak = field(default_factory=lambda: Peak(0, 0))

    def keep(self, name: str, seconds: float) -> None:
        """Note a time if it is the best so far; a failure never hides a success."""
        known = self.best.get(name, FAILED)
        if math.isnan(known) or seconds < known:
            self.best[name] = seconds

    def of(self, name: str) -> float | None:
        return self.best.get(name)

    def ratio(self, name: str, to: str) -> float | None:
        """How many times as long one takes as another; nothing if the other was not measured to its end."""
        one, other = self.of(name), self.of(to)
        return None if one is None or other is None or math.isinf(other) else one / other


def worth(ran: Ran) -> float:
    """The seconds a run counts for."""
    return OVER if ran.over else ran.seconds if ran.fine else FAILED


class Row(NamedTuple):
    """One line of a table: what it is, its value at a size, how it is written, and its goal if it has one."""

    name: str
    value: Callable[[Measured], float | None]
    form: str = "{:.2f}"
    goal: float | None = None
    goal_text: str = ""
    at: int = 0
    """The only size the goal is for, or 0 for all."""


def _share(name: str, to: str) -> Callable[[Measured], float | None]:
    return lambda size: size.ratio(name, to)


def _time(name: str) -> Callable[[Measured], float | None]:
    return lambda size: size.of(name)


GOALS = [
    Row("Zhiyin cold / Hugo cold", _share("zhiyin", "hugo"), goal=0.8, goal_text="≤ 0.8"),
    Row("Zhiyin cold / floor", _share("zhiyin", "floor"), goal=3, goal_text="≤ 3"),
    Row("one record changed, seconds", _time("zhiyin changed"), goal=0.3, goal_text="≤ 0.3"),
    Row("one record changed / Hugo's watcher", _share("zhiyin changed", "hugo watcher"), goal=0.1, goal_text="≤ 0.1"),
    Row("nothing changed, files written", lambda size: size.again if size.again >= 0 else FAILED, "{:.0f}", 0, "0"),
    Row("peak memory of all processes, MB", lambda size: size.peak.shared / MB, "{:.0f}", 250, "≤ 250 at 26,000", 26_000),
    Row("HTML around a body, kB", lambda size: size.around / 1000, "{:.1f}", 9, "≤ 9"),
    Row("MkDocs cold / Zhiyin cold", _share("mkdocs", "zhiyin"), "{:.1f}"),
]
TIMES = [
    Row("Zhiyin cold", _time("zhiyin")), Row("Zhiyin, nothing changed", _time("zhiyin again")),
    Row("Zhiyin, one record changed", _time("zhiyin changed")), Row("Hugo cold", _time("hugo")),
    Row("Hugo's watcher, one record changed", _time("hugo watcher")), Row("  of it Hugo's own rebuild", _time("hugo rebuild")),
    Row("MkDocs cold", _time("mkdocs"), "{:.1f}"), Row("floor", _time("floor")), Row("  parse", _time("parse")),
    Row("  render", _time("render")), Row("  write", _time("write")),
]  # fmt: skip


def _pages(tool: str) -> Callable[[Measured], float | None]:
    return lambda size: size.pages.get(tool)


def _speed(tool: str) -> Callable[[Measured], float | None]:
    def speed(size: Measured) -> float | None:
        seconds, pages = size.of(tool.lower()), size.pages.get(tool)
        return pages / seconds if seconds and pages else None

    return speed


def _body(tool: str) -> Callable[[Measured], float | None]:
    return lambda size: size.body.get(tool)


FACTS = [
    Row("bytes a record", lambda size: size.record_bytes, "{:.0f}"),
    *(Row(f"{tool}: pages written", _pages(tool), "{:,.0f}") for tool in TOOLS),
    *(Row(f"{tool}: pages a second, cold", _speed(tool), "{:,.0f}") for tool in TOOLS),
    *(Row(f"{tool}: bytes a record's body", _body(tool), "{:,.0f}") for tool in TOOLS[:2]),
    Row("Zhiyin, one changed: files written", lambda size: size.changed, "{:.0f}"),
    Row("Zhiyin: main process resident at most, MB", lambda size: size.peak.resident / MB, "{:.0f}"),
]


def table(title: str, rows: Sequence[Row], sizes: Sequence[Measured]) -> str:
    """A Markdown table with a column for each size, and marks where a value meets its goal or does not."""
    heads = [title, "goal", *(f"{size.records:,}" for size in sizes)]
    lines = [[row.name, row.goal_text, *(_cell(row, size) for size in sizes)] for row in rows]
    if not any(row.goal_text for row in rows):
        heads, lines = _without(heads), [_without(line) for line in lines]
    widths = [max(len(line[column]) for line in [heads, *lines]) for column in range(len(heads))]
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(line, widths) for line in [heads, rule, *lines])


def _without(line: list[str]) -> list[str]:
    return [line[0], *line[2:]]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cells[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))]
    return f"| {' | '.join(padded)} |"


def _cell(row: Row, size: Measured) -> str:
    value = row.value(size)
    if value is None:
        return "–"
    if math.isnan(value):
        return "failed"
    if math.isinf(value):
        return f"took > {size.cap:.0f} s"
    return row.form.format(value) + (mark(value, row.goal) if row.goal is not None and row.at in (0, size.records) else "")


def mark(value: float, goal: float) -> str:
    """Whether a value meets a goal that it should not exceed."""
    return " ✓" if 0 <= value <= goal else " ✗"
