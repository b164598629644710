"""Rules within and across records: what a well-typed record may still get wrong.

Each rule yields finds: a path into the record, a code of `generator.problems`, its severity and what to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from generator.entry import Row, Turn
from generator.model.fields import field_types, inner_class
from generator.model.values import Phone

NOTICE_WORKING_DAYS = 5
# A subscriber number never begins with 0 in China, so a sample that does can ring nobody.
_SILENT = re.compile(r"0\d{2,3}-0\d{6,7}(?:-\d{1,6})?", re.ASCII)
_PUBLIC_LINE = re.compile(r"[19]\d{2,5}", re.ASCII)


class Find(NamedTuple):
    """What a rule found."""

    path: tuple[str | int, ...]
    code: str
    values: Mapping[str, Any] = MappingProxyType({})
    severity: str = "error"


def judge(kind: str, record: Any, row: Row, today: date) -> Iterator[Find]:
    """Everything wrong with one record on a given day."""
    yield from _dates(record, today)
    if kind != "areas":
        yield from _sources(kind, record)
    yield from _source_keys(record)
    if record.sample:
        yield from _sample_phones(record, ())
    match kind:
        case "opportunities":
            yield from _opportunity(record, row, today)
        case "organizations":
            yield from _organization(record)
        case "commendations":
            yield from _commendation(record)
        case "areas":
            if record.focus:
                yield from _ordered(record.focus, "since", "until", ("focus",))
        case "guidelines":
            yield from _twice(("sections",), [section.id for section in record.sections])


# --- every kind ----------------------------------------------------------------------------------------------------


def _dates(record: Any, today: date) -> Iterator[Find]:
    yield from _ordered(record, "valid_from", "valid_until")
    yield from _ordered(record, "verified", "review_by")
    if record.verified > today:
        yield Find(("verified",), "future-date", {"found": record.verified.isoformat(), "expected": today.isoformat()})


def _ordered(part: Any, first: str, second: str, path: tuple[str | int, ...] = ()) -> Iterator[Find]:
    start, end = getattr(part, first, None), getattr(part, second, None)
    if start and end and end < start:
        found = {"found": f"{second} {end.isoformat()}", "expected": f"{first} {start.isoformat()}"}
        yield Find((*path, second), "dates-contradict", found)


def _sources(kind: str, record: Any) -> Iterator[Find]:
    if not record.sources and (not record.sample or kind == "guidelines"):
        yield Find(("sources",), "no-source")


def _source_keys(record: Any) -> Iterator[Find]:
    keys = [source.key for source in record.sources]
    yield from _twice(("sources",), keys)
    for path, key in _cited(record):
        if key not in keys:
            yield Find(path, "unknown-source", {"found": key, "known": tuple(filter(None, keys))})


def _cited(record: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, section in enumerate(getattr(record, "sections", ())):
        for place, step in enumerate(section.steps):
            yield ("sections", number, "steps", place, "source"), step.source
    for name in ("questions", "recipients"):
        for number, item in enumerate(getattr(record, name, ())):
            if item.source:
                yield (name, number, "source"), item.source


def _twice(path: tuple[str | int, ...], ids: Sequence[str | None]) -> Iterator[Find]:
    for number, id in enumerate(ids):
        if id is not None and id in ids[:number]:
            name = "key" if path == ("sources",) else "id"
            yield Find((*path, number, name), "duplicate-id", {"found": id})


def _sample_phones(part: Any, path: tuple[str | int, ...]) -> Iterator[Find]:
    """An invented example must not send readers to a stranger's telephone."""
    for name in _with_phones(part.__class__):
        value = getattr(part, name)
        if isinstance(value, str):
            if not (_SILENT.fullmatch(value) or _PUBLIC_LINE.fullmatch(value)):
                yield Find((*path, name), "ringing-sample", {"found": value})
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from _sample_phones(item, (*path, name, number))
        elif value is not None:
            yield from _sample_phones(value, (*path, name))


@cache
def _with_phones(record_class: type) -> tuple[str, ...]:
    """The fields of a class that are a telephone number or hold one."""
    types = field_types(record_class)
    inside = {name: inner_class(annotation) for name, annotation in types.items()}
    return tuple(
        name for name in types if Phone in (types[name], *get_args(types[name])) or (inside[name] and _with_phones(inside[name]))
    )


# --- opportunities -------------------------------------------------------------------------------------------------


def _opportunity(record: Any, row: Row, today: date) -> Iterator[Find]:
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


# --- organisations, commendations ----------------------------------------------------------------------------------


def _organization(record: Any) -> Iterator[Find]:
    for name in ("pairings", "teams"):
        for number, part in enumerate(getattr(record, name)):
            yield from _ordered(part, "since", "until", (name, number))
    yield from _twice(("teams",), [team.id for team in record.teams])


def _commendation(record: Any) -> Iterator[Find]:
    if record.status == "decided" and record.date is None:
        yield Find(("status",), "decision-without-date")
    if record.notice is None:
        if record.status == "notice":
            yield Find(("status",), "notice-missing")
        return
    yield from _ordered(record.notice, "start", "end", ("notice",))
    days = working_days(record.notice.start, record.notice.end)
    # A window already decided on is history: it is shown as it was, even where it was short.
    if record.status == "notice" and record.notice.start <= record.notice.end and days < NOTICE_WORKING_DAYS:
        yield Find(("notice", "end"), "notice-too-short", {"found": days, "expected": NOTICE_WORKING_DAYS})
    if record.date and record.date < record.notice.end:
        found = {"found": f"date {record.date.isoformat()}", "expected": f"notice.end {record.notice.end.isoformat()}"}
        yield Find(("date",), "dates-contradict", found)


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from the first day to the last, both counted; public holidays are not known here."""
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(min((last - first).days, 3660) + 1))


def same_number(entries: list[tuple[str, Row]]) -> Iterator[tuple[str, int, str]]:
    """Guidelines that claim a number already taken: the file, the number and the file that has it."""
    first: dict[int, str] = {}
    for file, row in entries:
        number = row.sort[0]
        if first.setdefault(number, file) != file:
            yield file, number, first[number]
