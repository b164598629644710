"""Rules within and across records: what a well-typed record may still get wrong.

Each rule yields finds: a path into the record, a code of `generator.problems`, its severity and what to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.entry import Row
from generator.judgement import Context
from generator.rules.common import common
from generator.rules.find import Find, twice
from generator.rules.hands import street, unit
from generator.rules.honours import honour
from generator.rules.needs import need, places_left

__all__ = ["Find", "judge", "places_left"]


def judge(kind: str, record: Any, row: Row, context: Context) -> Iterator[Find]:
    """Everything wrong with one record on the day of a context."""
    today = context.today
    yield from common(kind, record, today)
    match kind:
        case "opportunities":
            yield from need(record, row, today)
        case "organizations":
            yield from unit(record, today, context.units)
        case "commendations":
            yield from honour(record, context.calendar, context.notice_days)
        case "areas":
            yield from street(record, today)
        case "guidelines":
            yield from twice(("sections",), [section.id for section in record.sections])
