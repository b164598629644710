"""Rules for a commendation: its decision, its window of public notice, and whom it lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.rules.find import Find, ordered, repeated
from generator.working_days import WorkingDays


def honour(record: Any, calendar: WorkingDays, notice_days: int) -> Iterator[Find]:
    """What is wrong with a commendation, by a calendar of working days and how many a public notice has at least."""
    if record.status == "decided" and record.date is None:
        yield Find(("status",), "decision-without-date")
    if record.notice is not None:
        yield from _window(record, calendar, notice_days)
    elif record.status == "notice":
        yield Find(("status",), "notice-missing")
    yield from _recipients(record)


def _window(record: Any, calendar: WorkingDays, least: int) -> Iterator[Find]:
    notice = record.notice
    yield from ordered(notice, "start", "end", ("notice",))
    # A window already decided on, or withdrawn, is history: it is shown as it was, even where it was short.
    if record.status == "notice" and not record.withdrawn and notice.start <= notice.end:
        days = calendar.between(notice.start, notice.end)
        if days < least:
            found = {"found": days, "expected": least, "end": calendar.last(notice.start, least).isoformat()}
            yield Find(("notice", "end"), "notice-too-short", found)
        for year in calendar.unsure(notice.start, notice.end):
            yield Find(("notice", "end"), "holidays-not-known", {"found": year}, "warning")
    if record.date and record.date < notice.end:
        found = {"found": f"date {record.date.isoformat()}", "expected": f"notice.end {notice.end.isoformat()}"}
        yield Find(("date",), "dates-contradict", found)


def _recipients(record: Any) -> Iterator[Find]:
    listed = len(record.recipients)
    if record.awarded is not None and record.awarded < listed:
        yield Find(("awarded",), "more-listed-than-awarded", {"found": listed, "expected": record.awarded})
    # One unit may have two honours of one decision, but not the same one twice.
    names = [(str(item.organization or item.name), str(item.honour)) for item in record.recipients]
    for number, first in repeated(names):
        yield Find(("recipients", number, "name"), "recipient-twice", {"found": number + 1, "expected": first + 1})
