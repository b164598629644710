"""How soon what is formed or changed becomes public, by the rule that an edition names and as far as the log can tell.

The day after the forming is the first. Who was late can be told only of a period whose last day the log has seen: what was
public before the log began, it does not know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from generator.history import History, Version
from generator.site import Site
from generator.tlog.entries import RENAME

FORMED = {
    "": ("changes.date", "withdrawn.date"),
    "organizations": ("pairings.since", "sign_ins.date", "teams.since", "contributions.date"),
    "commendations": ("date",),
    "rumours": ("date",),
    "notices": ("date",),
}
"""Where the records of a kind, and those of every kind, say on which day something came about."""

HOW = ("early", "same-day", "in-time", "by", "late", "unknown")
Days = Counter[tuple[str, str]]
"""How often each field of a record names a day."""


class Clock(NamedTuple):
    """How soon something was public. Plain values, so that a page's key tells of them."""

    how: str
    """One of `HOW`: before its day, on it, within the period, within it at the latest (when the log began), late; or unknown."""
    formed: str
    day: str
    took: int
    """Working days."""
    last: str
    """The last day of the period."""
    late: int
    """The days from then until it was public."""
    unsure: tuple[int, ...]
    """The years on the way whose holidays are not known."""


class Run(NamedTuple):
    """How long a public notice could really be read."""

    start: str
    end: str
    window: int
    """Its working days."""
    ran: int
    """Working days from when it was public to its end; as many as the window has where it was public before that began."""
    least: int
    unsure: tuple[int, ...]


def formed(kind: str, text: Mapping[str, Any]) -> Days:
    """The days on which what a record says came about."""
    found: Days = Counter()
    for path in (*FORMED[""], *FORMED.get(kind, ())):
        name, _, inner = path.partition(".")
        held = text.get(name) or ()
        for item in held if isinstance(held, (list, tuple)) else (held,):
            found[path, str(item[inner] if inner else item)] += 1
    return found


class Period:
    """The period within which an edition makes public what is formed or changed."""

    def __init__(self, site: Site) -> None:
        assert site.edition.publish_within is not None
        self.days: int = site.edition.publish_within.days
        self.calendar = site.calendar
        self.history: History | None = site.history
        self.began = self.history.day(self.history.began) if self.history and self.history.began else ""
        """The day on which the log began; empty without one."""

    def last(self, day: str) -> str:
        """The last day of the period of what was formed on a day."""
        return self.calendar.last(_after(day), self.days).isoformat()

    def is_known(self, day: str) -> bool:
        """Whether the log has seen the end of that period, or is to see it."""
        return self.last(day) >= self.began

    def unsure(self, day: str, until: str) -> tuple[int, ...]:
        """The years from a day to another whose holidays are not known."""
        return tuple(self.calendar.unsure(_after(day), date.fromisoformat(until)))

    def clock(self, day: str, version: Version) -> Clock:
        """How soon what was formed on a day was public by a version."""
        assert self.history is not None
        found: Clock = self._clock(day, version.day, version.entry.time == self.history.began)
        return found

    @cached_property
    def _clock(self) -> Any:
        # Thousands of records are of few days.
        return lru_cache(maxsize=4096)(self._judge)

    def _judge(self, day: str, public: str, is_first: bool) -> Clock:
        last = self.last(day)
        took = self.calendar.between(_after(day), date.fromisoformat(public))
        late = max(0, (date.fromisoformat(public) - date.fromisoformat(last)).days)
        how = _how(day, public, late > 0, last >= self.began, is_first)
        # What decides is known once the period is over, or the thing is public.
        unsure = self.unsure(day, min(last, public)) if how in ("in-time", "by", "late") else ()
        return Clock(how, day, public, took, last, late, unsure)

    def told(self, kind: str, *ids: str) -> Days:
        """The days that some version of a record in the log has told of already, under whichever of its ids."""
        seen: Days = Counter()
        history = self.history
        for id in ids if history else ():
            for version in history.chain(kind, id) if history and (kind, id) in history.heads else ():
                seen |= formed(kind, version.text or {})
        return seen

    def waiting(self, kind: str, id: str, values: Mapping[str, Any]) -> list[str]:
        """The days on which something came about of which no version tells yet, the first one first; none that is past telling."""
        days = {day for _, day in formed(kind, values) - self.told(kind, id, *values.get("formerly", ()))}
        return sorted(day for day in days if self.is_known(day))


def _after(day: str) -> date:
    """The day after another, as far as there is one."""
    found = date.fromisoformat(day)
    return found + timedelta(1) if found < date.max else found


def _how(day: str, public: str, is_late: bool, is_known: bool, is_first: bool) -> str:
    if public <= day:
        return "early" if public < day else "same-day"
    if not is_known:
        return "unknown"
    if is_late:
        return "late"
    return "by" if is_first else "in-time"


def period(site: Site) -> Period | None:
    """The period of an edition, if it names one."""
    return Period(site) if site.edition.publish_within else None


def clocks(site: Site, kind: str, versions: Sequence[Version]) -> dict[int, list[Clock]]:
    """Of a record's versions, newest first: by entry of each that tells of a day for the first time, how soon that was public."""
    within = site.once(period)
    if within is None:
        return {}
    seen: Days = Counter()
    is_known, found = True, {}
    for version in reversed(versions):
        if version.text is None:
            # Nobody knows what a text that was destroyed had told of already.
            is_known = is_known and not version.is_erased
            continue
        days = formed(kind, version.text)
        new = sorted({day for _, day in days - seen}) if is_known else []
        if new:
            found[version.entry.sequence] = [within.clock(day, version) for day in new]
        seen, is_known = seen | days, True
    return found


def all_clocks(site: Site) -> list[tuple[str, str, Clock]]:
    """All that the log tells of how soon things were public, by kind and id of the record."""
    history = site.history
    if history is None or site.edition.publish_within is None:
        return []
    # The versions of a renamed record are told of under its present id.
    keys = [key for key, head in history.heads.items() if head.sort != RENAME]
    found = ((kind, id, clocks(site, kind, history.chain(kind, id))) for kind, id in keys)
    return [(kind, id, clock) for kind, id, told in found for each in told.values() for clock in each]


def tally(site: Site) -> dict[str, int]:
    """How often each came about, by `HOW`, and how many of these are unsure."""
    found = Counter(dict.fromkeys((*HOW, "unsure"), 0))
    for _, _, clock in site.once(all_clocks):
        found[clock.how] += 1
        found["unsure"] += bool(clock.unsure)
    return dict(found)


# --- public notices ------------------------------------------------------------------------------------------------


def run(site: Site, version: Version, before: Mapping[str, Any] | None) -> Run | None:
    """How long a public notice that a version is the first to tell of could be read, as far as the log can know."""
    notice = _notice(version.text)
    if notice is None or notice == _notice(before):
        return None
    assert site.history is not None
    start, end = date.fromisoformat(notice["start"]), date.fromisoformat(notice["end"])
    # What the log began with may have been public for long.
    public = start if version.entry.time == site.history.began else date.fromisoformat(version.day)
    window, ran = (site.calendar.between(first, end) for first in (start, max(start, public)))
    return Run(notice["start"], notice["end"], window, ran, site.edition.notice_days, tuple(site.calendar.unsure(start, end)))


def _notice(text: Mapping[str, Any] | None) -> Any:
    """The first and the last day of a commendation's public notice, while it runs."""
    if not text or text.get("status") != "notice" or not text.get("notice"):
        return None
    return {name: text["notice"][name] for name in ("start", "end")}
