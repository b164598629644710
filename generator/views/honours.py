"""Commendations from day to day: how far each has come, and how long anyone may still object.

A page is read on later days than it was built, so what changes with the day is handed over as moments: each holds until its
day is over, the last for good. The page shows the first; the browser takes away what is over.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from generator.entry import Entry
from generator.follow import way
from generator.site import Site
from generator.views import LIST_LIMIT, Values

Moment = tuple[str, str, dict[str, Any]]
"""The last day it holds (empty: for good), the word that says it, and what fills the word's blanks."""

COUNTED_AHEAD = 40
"""So many days are counted ahead; a longer window says until when it is open."""


# --- moments -------------------------------------------------------------------------------------------------------


def stage(site: Site, record: Any) -> list[Moment]:
    """How far a commendation has come."""
    if record.withdrawn:
        return [("", f"comm.was-{record.status}", {})]
    if record.status == "decided" or record.notice is None:
        return [("", f"comm.{record.status}", {})]
    start, end = record.notice.start, record.notice.end
    moments: list[Moment] = [(_eve(start), "comm.upcoming", {}), (end.isoformat(), "comm.notice", {}), ("", "comm.ended", {})]
    return _ahead(moments, site.today)


def countdown(site: Site, record: Any) -> list[Moment]:
    """How many working days are left to object, from today on; nothing where no window is open or to come."""
    notice = record.notice
    if notice is None or record.withdrawn or record.status == "decided":
        return []
    today = date.fromisoformat(site.today)
    days = site.calendar.countdown(max(today, notice.start), notice.end)
    moments: list[Moment] = [(_eve(notice.start), "comm.opens", {"day": notice.start.isoformat()})]
    moments += [_left(day, left, notice.end) for day, left in days[:COUNTED_AHEAD]]
    moments.append((notice.end.isoformat(), "comm.open-until", {"day": notice.end.isoformat()}))
    return _ahead([*moments, ("", "comm.closed", {"day": notice.end.isoformat()})], site.today)


def _left(day: date, left: int, end: date) -> Moment:
    values = {"count": left, "day": day.isoformat(), "end": end.isoformat()}
    return day.isoformat(), "comm.left" if left else "comm.left.none", values


def _eve(day: date) -> str:
    return (day - timedelta(1)).isoformat()


def _ahead(moments: list[Moment], today: str) -> list[Moment]:
    """Those that are not over, each day's first only."""
    days: dict[str, Moment] = {}
    for moment in moments:
        if not moment[0] or moment[0] >= today:
            days.setdefault(moment[0], moment)
    return list(days.values())


# --- pages ---------------------------------------------------------------------------------------------------------


def commendation(site: Site, id: str) -> Values:
    entry = site.all["commendations"][id]
    notice = entry.record.notice
    units = site.ahead(entry, "recipient", "organizations")
    return {
        "entry": entry, "title": "", "description": "", "units": {unit.id: unit for unit in units},
        "stage": stage(site, entry.record), "countdown": countdown(site, entry.record),
        "window_days": site.calendar.between(notice.start, notice.end) if notice else 0,
        "unsure": site.calendar.unsure(notice.start, notice.end) if notice else [],
    }  # fmt: skip


def commendations(site: Site, id: str) -> Values:
    entries = site.published("commendations")
    withdrawn = [entry for entry in entries if entry.row.status == "withdrawn"]
    waiting = sorted((entry for entry in entries if entry.row.status == "notice"), key=lambda entry: _soonest(site, entry))
    decided = [entry for entry in entries if entry.row.status == "decided"]
    shown = decided[:LIST_LIMIT]
    levels = [(level, [entry for entry in shown if entry.record.level == level]) for level in site.edition.terms["levels"]]
    return {
        "title": "kind.commendations", "description": "lead.commendations", "kind": "commendations",
        "follow": way(site, "commendations"),
        "waiting": [(entry, stage(site, entry.record), countdown(site, entry.record)) for entry in waiting],
        "levels": [(level, found) for level, found in levels if found], "withdrawn": withdrawn[:LIST_LIMIT],
        "total": len(decided) + len(withdrawn), "shown": len(shown) + len(withdrawn[:LIST_LIMIT]),
    }  # fmt: skip


def _soonest(site: Site, entry: Entry) -> tuple[bool, int, str]:
    """Open windows first, the one that ends soonest before the others; then those that are over, the latest first."""
    end: date = entry.record.notice.end
    over = end.isoformat() < site.today
    return over, -end.toordinal() if over else end.toordinal(), entry.id
