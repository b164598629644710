"""What a rule finds, and what several rules ask: whether two dates stand in order, whether a day has come, what stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.problems import Severity

Place = tuple[str | int, ...]
"""A path into a record."""


class Find(NamedTuple):
    """What a rule found."""

    path: Place
    code: str
    values: Mapping[str, Any] = MappingProxyType({})
    severity: Severity = "error"


def ordered(part: Any, first: str, second: str, path: Place = ()) -> Iterator[Find]:
    """A day that must not lie before another."""
    start, end = getattr(part, first, None), getattr(part, second, None)
    if start and end and end < start:
        found = {"found": f"{second} {end.isoformat()}", "expected": f"{first} {start.isoformat()}"}
        yield Find((*path, second), "dates-contradict", found)


def happened(day: date | None, path: Place, today: date) -> Iterator[Find]:
    """A day on which something was done: it has come."""
    if day and day > today:
        yield Find(path, "future-date", {"found": day.isoformat(), "expected": today.isoformat()})


def twice(path: Place, ids: Sequence[str | None], name: str = "id") -> Iterator[Find]:
    """An id that a list has already."""
    for number, id in enumerate(ids):
        if id is not None and id in ids[:number]:
            yield Find((*path, number, name), "duplicate-id", {"found": id})


def repeated(keys: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """The places of what stands in a list again, each with the place where it stands first."""
    first: dict[Any, int] = {}
    for number, key in enumerate(keys):
        if (place := first.setdefault(key, number)) != number:
            yield number, place
