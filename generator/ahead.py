"""The days ahead on which pages say something else without anybody's doing, and the first of them.

The day of making, which some pages print and examples of fields hold, and the order of needs, which counts days, change every day
and are no reason to build the site again: browsers leave out what has run out, and whoever wants them fresh builds every night.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.entry import Entry, Row
from generator.site import Site
from generator.views import filters, honours


def next_day(site: Site) -> str:
    """The first day ahead on which some page will differ; empty if none will, or if the edition's clock stands still."""
    if site.edition.as_of:
        return ""
    entries = (entry for entries in site.all.values() for entry in entries.values())
    return min((day for entry in entries for day in days(site, entry) if day > site.today), default="")


def days(site: Site, entry: Entry) -> Iterator[str]:
    """The days on which what pages say of a record changes, in no order; some may be past."""
    row = entry.row
    yield from (day for day, _ in row.planned)
    if row.status == "draft":
        return
    yield from (row.begins, row.focus[0], *row.changes, *(part.since for part in row.parts))
    yield from (_on(day, 1) for day in _last_days(row) if day)
    yield from _of_near_days(site, entry)
    if row.status == "notice":
        moments = (*honours.stage(site, entry.record), *honours.countdown(site, entry.record))
        yield from (_on(day, 1) for day, _, _ in moments if day)


def _of_near_days(site: Site, entry: Entry) -> Iterator[str]:
    """The days on which the days for which needs are listed begin or cease to have a need."""
    free = filters.days(site, entry) if entry.kind == "opportunities" else []
    if isinstance(free, tuple):
        # Hands can come on any day: each day that is over leaves its list.
        yield from (max(_on(site.today, 1), _on(free[0], 1 - filters.DAYS_AHEAD)), _on(free[1], 1))
    else:
        yield from (_on(day, 1 - filters.DAYS_AHEAD) for day in free)


def _last_days(row: Row) -> Iterator[str]:
    yield from (row.ends, row.focus[1], *row.days)
    yield from (turn.date for turn in row.turns)
    yield from (part.until for part in row.parts)


def _on(day: str, days: int) -> str:
    """The day so many days after another, or before it."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
