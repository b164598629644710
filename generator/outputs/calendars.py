"""Calendars (RFC 5545) of shifts, pairings and public notices, for phones to subscribe to.

An event is known by its UID for ever, so nothing in a UID may change when the event does. A shift has none of its own in
the record: it is known by its need, its day and its place among that day's shifts in the record's order. A shift moved to
other hours, another place or other numbers is the same event; one moved to another day is another. Pairings are told
apart likewise by street.

What is newer is told from the record alone, never from a clock: SEQUENCE is twice the number of changes that readers were
told of, and one more once the record is done or withdrawn; DTSTAMP and LAST-MODIFIED are the day of the last change or check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration

from generator import follow
from generator.entry import Entry
from generator.site import Site
from generator.text import Speech, without_controls

CANCELLED = ("done", "withdrawn")
REFRESH = timedelta(hours=6)
"""How often a phone is asked to look again."""
# Needs whose events are held at once: a street's calendar and those of its needs show the same.
_HELD = 500
_DAY = timedelta(days=1)


class Happening(NamedTuple):
    """One event, before it is written: what tells it from others of its record, when it is, and what it is called."""

    mark: str
    start: date
    """A moment where it has hours, else a day; so is the end, which is no longer part of it."""
    end: date
    name: str


class Written(NamedTuple):
    """One event as lines, and the years it touches."""

    first: int
    last: int
    lines: bytes


class Calendars:
    """Makes the calendars of an edition in one language."""

    def __init__(self, site: Site, speech: Speech) -> None:
        self.site = site
        self.t = speech
        self.zone = ZoneInfo(site.edition.timezone)
        self._need = lru_cache(_HELD)(lambda id: list(self._written(site.all["opportunities"][id])))

    def __call__(self, kind: str, id: str) -> bytes:
        """The bytes of a calendar."""
        events = list(self._events(kind, id))
        lines = self._head(kind, id).to_ical().removesuffix(_END)
        if events and self.zone.key != "UTC":
            lines += _timezone(self.zone.key, min(event.first for event in events), max(event.last for event in events))
        return b"".join([lines, *(event.lines for event in events), _END])

    def _events(self, kind: str, id: str) -> Iterator[Written]:
        for entry in follow.shown(self.site, kind, id):
            if entry.kind == "opportunities":
                yield from self._need(entry.id)
            elif entry.kind != "areas":
                yield from self._written(entry)

    # --- the calendar itself ---

    def _head(self, kind: str, id: str) -> Calendar:
        name = self._name(kind, id)
        calendar = Calendar()
        calendar.add("prodid", "-//Zhiyin//Zhiyin//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", self.zone.key)
        calendar.add("url", self._address(kind, id))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
        return calendar

    def _name(self, kind: str, id: str) -> str:
        if kind == "areas":
            chain = self.site.lineage(id)
            return self._said("calendar.areas", name=self.t.whole_place(chain[1:] or chain))
        title = self._plain(self.site.all[kind][id].record.title)
        return self._said("calendar.organizations", name=title) if kind == "organizations" else title

    def _address(self, kind: str, id: str) -> str:
        edition = self.site.edition
        return f"{edition.url}{edition.folder(self.t.code)}{kind}/{id}/"

    # --- events ---

    def _written(self, entry: Entry) -> Iterator[Written]:
        """A record's events as lines; what all of them share is written once."""
        shared = _lines(self._shared(entry))
        for happening in self._happenings(entry):
            own = {
                "uid": f"{entry.kind}.{entry.id}.{happening.mark}@{self._here}",
                "dtstart": happening.start, "dtend": happening.end, "summary": self._marked(entry, happening.name),
            }  # fmt: skip
            lines = b"BEGIN:VEVENT\r\n" + _lines(own) + shared + b"END:VEVENT\r\n"
            yield Written(happening.start.year, happening.end.year, lines)

    @cached_property
    def _here(self) -> str:
        """The site's own address, which no other site's events have."""
        parts = urlsplit(self.site.edition.url)
        return f"{parts.netloc}{parts.path}".rstrip("/")

    def _happenings(self, entry: Entry) -> Iterable[Happening]:
        return {"opportunities": self._shifts, "organizations": self._pairings, "commendations": self._notice}[entry.kind](entry)

    def _shared(self, entry: Entry) -> dict[str, Any]:
        """What every event of a record says."""
        cancelled = self.site.state[entry.key] in CANCELLED
        told = [day for day in entry.row.changes if day <= self.site.today]
        touched = max(day for day in (*told, entry.row.verified, entry.row.withdrawn) if day <= self.site.today)
        stamp = datetime.combine(date.fromisoformat(touched), time(), self.zone).astimezone(UTC)
        return {
            "dtstamp": stamp, "last-modified": stamp, "sequence": 2 * len(told) + cancelled,
            "status": "CANCELLED" if cancelled else "CONFIRMED",
            # An offer is no appointment: it must not make anybody's day look taken.
            "transp": "TRANSPARENT", "url": self._address(*entry.key), **self._described(entry),
        }  # fmt: skip

    def _described(self, entry: Entry) -> dict[str, Any]:
        record = entry.record
        texts = [self._plain(record.summary)]
        more: dict[str, Any] = {}
        if entry.kind == "opportunities":
            texts += [self._safety(record), self._sign_up(record)]
            more = {
                "location": self._place(record),
                "categories": [self._term("tasks", record.task)],
                "contact": self._contact(record),
            }
        if record.withdrawn:
            texts.append(self._said("withdrawn.note", day=record.withdrawn.date, reason=self._plain(record.withdrawn.reason)))
        if record.sample:
            texts.append(without_controls(self.t.words.get(f"sample.note.{entry.kind}", self.t.words["sample.note"]).unescape()))
        return {"description": "\n".join(filter(None, texts)), **more}

    # --- shifts ---

    def _shifts(self, entry: Entry) -> Iterator[Happening]:
        """A need's shifts, or its whole span where it has none."""
        record = entry.record
        title = self._plain(record.title)
        if not record.shifts:
            first, last = entry.row.begins or entry.row.ends or entry.row.verified, entry.row.ends
            start = date.fromisoformat(first)
            end = date.fromisoformat(max(first, last))
            yield Happening("all", start, end + _DAY, self._with_left(title, entry, end.isoformat(), None))
        days: Counter[date] = Counter()
        for shift in record.shifts:
            days[shift.date] += 1
            start, end = self._moment(shift.date, shift.start), self._moment(shift.date, shift.end)
            if end <= start:
                end = self._moment(shift.date + _DAY, shift.end)
            left = None if shift.needed is None else shift.needed - (shift.filled or 0)
            day = shift.date.isoformat()
            yield Happening(f"{day}.{days[shift.date]}", start, end, self._with_left(title, entry, day, left))

    def _moment(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), self.zone)

    def _with_left(self, title: str, entry: Entry, day: str, left: int | None) -> str:
        """A title with the places left, unless the shift is over or nobody is wanted any more."""
        state = self.site.state[entry.key]
        if state not in ("open", "full") or day < self.site.today:
            return title
        free = self.site.left(entry) if left is None else left
        note = self._said("need.left", count=free) if free > 0 and state == "open" else self._said("need.left.none")
        return self.t.aside(title, note)

    def _place(self, record: Any) -> str:
        parts = [self.t.whole_place(self.site.lineage(record.street)), record.community, record.place]
        said = [part if isinstance(part, str) else self.t.plain(part) for part in parts if part]
        return without_controls(", ".join(reversed(said)) if self.t.lang == "en" else " ".join(said))

    def _safety(self, record: Any) -> str:
        """How whoever comes is protected, in one line."""
        if record.safety is None:
            return self._said("need.safety.none")
        gear = (", " if self.t.lang == "en" else "、").join(self._plain(item) for item in record.safety.gear)
        others = [(name, self._plain(getattr(record.safety, name))) for name in ("training", "insurance", "responsible")]
        return self._listed("opportunities.safety", [("gear", gear), *others])

    def _sign_up(self, record: Any) -> str:
        if record.signup is None:
            return ""
        given = [(name, getattr(record.signup, name)) for name in ("desk", "phone", "url", "hours")]
        return self._listed("opportunities.signup", [(name, self._plain(value)) for name, value in given if value])

    def _contact(self, record: Any) -> str:
        given = [record.signup.desk, record.signup.phone] if record.signup else []
        return " ".join(self._plain(value) for value in given if value)

    def _listed(self, path: str, parts: list[tuple[str, str]]) -> str:
        """Fields with their names, in one line."""
        said = [self.t.about(str(self.t.labels[f"{path}.{name}"].unescape()), text.rstrip("。.")) for name, text in parts]
        whole = ("; " if self.t.lang == "en" else "；").join(said)
        return " ".join(self.t.about(str(self.t.labels[path].unescape()), whole).split())

    # --- pairings and public notices ---

    def _pairings(self, entry: Entry) -> Iterator[Happening]:
        """The first and the last day of each pairing, one event each."""
        seen: Counter[str] = Counter()
        for pairing in entry.record.pairings:
            seen[pairing.area] += 1
            chain = self.site.lineage(pairing.area)
            names = {"unit": self._plain(entry.record.title), "place": self.t.whole_place(chain[1:] or chain)}
            for name, day in (("since", pairing.since), ("until", pairing.until)):
                if day:
                    mark = f"pairing.{pairing.area}.{seen[pairing.area]}.{name}"
                    yield Happening(mark, day, day + _DAY, self._said(f"calendar.{name}", **names))

    def _notice(self, entry: Entry) -> Iterator[Happening]:
        """The window in which anyone may object."""
        notice = entry.record.notice
        if notice:
            name = self._said("calendar.notice", name=self._plain(entry.record.title))
            yield Happening("notice", notice.start, notice.end + _DAY, name)

    # --- words ---

    def _marked(self, entry: Entry, name: str) -> str:
        """What an event is called: a sample and a cancelled one say so first, for many phones show nothing else."""
        state = self.site.state[entry.key]
        if state in CANCELLED:
            name = self.t.about(self._said(f"state.{state}"), name)
        return self._said("calendar.sample", name=name) if entry.row.sample else name

    def _said(self, key: str, **values: object) -> str:
        return without_controls(self.t.word(key, **values).unescape())

    def _plain(self, value: Any) -> str:
        return without_controls(self.t.plain(value))

    def _term(self, vocabulary: str, word: str) -> str:
        return self._plain(self.site.edition.terms[vocabulary][word])


_END = b"END:VCALENDAR\r\n"


def _lines(properties: dict[str, Any]) -> bytes:
    """Properties as escaped and folded lines, without the event around them."""
    event = Event()
    for name, value in properties.items():
        if value != "":
            event.add(name, value)
    return bytes(event.to_ical()).removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


@lru_cache(maxsize=64)
def _timezone(name: str, first: int, last: int) -> bytes:
    """The rules of a time zone in the years that a calendar touches."""
    return bytes(Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1)).to_ical())
