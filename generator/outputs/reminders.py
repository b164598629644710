"""What waits for editors as a calendar (RFC 5545): one all-day event each, for the calendar of whoever keeps the records.

It is made by the command and never published. An event is known by its record and by what waits there, so that one
that is fetched again on another day moves, and does not stand there twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from generator.text import without_controls


class Reminder(NamedTuple):
    """One event: what tells it from others, its day as ISO text, and what it says."""

    mark: str
    day: str
    summary: str
    description: str


def calendar(reminders: Iterable[Reminder], edition: Any, name: str, today: str) -> bytes:
    """The bytes of a calendar, made on a day. What has no day is left out."""
    whole = Calendar()
    for key, value in (("prodid", "-//Zhiyin//Zhiyin//EN"), ("version", "2.0"), ("name", name), ("x-wr-calname", name)):
        whole.add(key, without_controls(value))
    parts = urlsplit(edition.url)
    here = f"{parts.netloc}{parts.path}".rstrip("/")
    stamp = datetime.combine(date.fromisoformat(today), time(), ZoneInfo(edition.timezone)).astimezone(UTC)
    seen: Counter[str] = Counter()
    for reminder in reminders:
        if reminder.day:
            seen[reminder.mark] += 1
            number = f".{seen[reminder.mark]}" if seen[reminder.mark] > 1 else ""
            whole.add_component(_event(reminder, f"due.{reminder.mark}{number}@{here}", stamp))
    return bytes(whole.to_ical())


def _event(reminder: Reminder, uid: str, stamp: datetime) -> Event:
    event = Event()
    day = date.fromisoformat(reminder.day)
    # What is due takes nobody's day.
    for key, value in (
        ("uid", uid), ("dtstamp", stamp), ("dtstart", day), ("dtend", day + timedelta(1)), ("transp", "TRANSPARENT"),
        ("summary", without_controls(reminder.summary)), ("description", without_controls(reminder.description)),
    ):  # fmt: skip
        event.add(key, value)
    return event
