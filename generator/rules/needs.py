"""Rules for a need for hands: its shifts, its numbers, and what must be there before it opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.entry import Row, Turn
from generator.rules.find import Find, repeated


def need(record: Any, row: Row, today: date) -> Iterator[Find]:
    """What is wrong with a need on a day."""
    yield from _shifts(record)
    yield from _numbers(record)
    if record.status == "withdrawn" and not record.withdrawn:
        yield Find(("status",), "withdrawn-without-reason")
    if record.withdrawn:
        return
    if record.status in ("open", "full"):
        yield from _ready_to_open(record)
    if record.status == "open" and row.ends and row.ends < today.isoformat():
        yield _run_out(record, row)
    left = places_left(row.turns, row.ends and min(row.ends, today.isoformat()))
    if record.status == "full" and row.ends >= today.isoformat() and left:
        yield Find(("status",), "full-with-places", {"found": left})
    if record.status == "done" and (ahead := [turn.date for turn in row.turns if turn.date > today.isoformat()]):
        yield Find(("status",), "done-in-future", {"found": max(ahead)})


def places_left(turns: tuple[Turn, ...], today: str) -> int:
    """Places still free in the shifts that are not over; a shift too full counts as none free, never as less."""
    return sum(max(turn.needed - turn.filled, 0) for turn in turns if turn.date >= today)


def _run_out(record: Any, row: Row) -> Find:
    """Time alone makes a need run out, which must not stop tonight's rebuild; a need written when already over must."""
    if row.ends < record.verified.isoformat():
        return Find(("status",), "expired-when-checked", {"found": row.ends, "expected": record.verified.isoformat()})
    return Find(("status",), "open-but-expired", {"found": row.ends}, "warning")


def _shifts(record: Any) -> Iterator[Find]:
    start, end = record.valid_from, record.valid_until
    for number, shift in enumerate(record.shifts):
        day = shift.date
        if (start and day < start) or (end and day > end):
            span = f"{start.isoformat() if start else '…'}–{end.isoformat() if end else '…'}"
            yield Find(("shifts", number, "date"), "shift-outside", {"found": day.isoformat(), "expected": span})
        if shift.start == shift.end:
            yield Find(("shifts", number, "end"), "shift-no-time")
        if (shift.filled or 0) > (shift.needed if shift.needed is not None else shift.filled or 0):
            found = {"found": shift.filled, "expected": shift.needed}
            yield Find(("shifts", number, "filled"), "too-many-filled", found)
    # Entered twice, a shift asks for twice the hands.
    for number, first in repeated([(shift.date, shift.start, shift.end) for shift in record.shifts]):
        shift = record.shifts[number]
        said = f"{shift.date.isoformat()} {shift.start}–{shift.end}"
        yield Find(("shifts", number), "duplicate-shift", {"found": said, "expected": first + 1})


def _numbers(record: Any) -> Iterator[Find]:
    counted = [number for number, shift in enumerate(record.shifts) if shift.needed is not None and shift.filled is not None]
    partly = [number for number, shift in enumerate(record.shifts) if (shift.needed is None) != (shift.filled is None)]
    for number in partly:
        yield Find(("shifts", number), "numbers-missing")
    outside = record.needed is not None or record.filled is not None
    if counted and outside:
        yield Find(("needed",) if record.needed is not None else ("filled",), "numbers-twice")
    elif counted and len(counted) + len(partly) < len(record.shifts):
        first = next(number for number, shift in enumerate(record.shifts) if shift.needed is None and shift.filled is None)
        yield Find(("shifts", first), "numbers-missing")
    elif not counted and not partly and (record.needed is None or record.filled is None) and record.status != "draft":
        yield Find((), "numbers-missing")
    if record.needed is not None and (record.filled or 0) > record.needed:
        yield Find(("filled",), "too-many-filled", {"found": record.filled, "expected": record.needed})


def _ready_to_open(record: Any) -> Iterator[Find]:
    if record.safety is None:
        yield Find(("status",), "open-without-safety", {"found": ("gear", "training", "insurance", "responsible")})
    elif not record.safety.gear:
        yield Find(("safety", "gear"), "open-without-safety", {"found": "gear"})
    signup = record.signup
    if signup is None or not (signup.desk or signup.phone or signup.url):
        yield Find(("status",), "open-without-signup")
    if not record.shifts and not record.valid_until:
        yield Find(("status",), "open-without-date")
    if not record.guidelines:
        yield Find(("status",), "open-without-guideline")
