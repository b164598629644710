"""The checked entries joined into one graph, both ways, on one day.

Everything a page chooses from is asked here; nothing here knows of HTML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar, cast

from generator.entry import Entry, Row, Turn
from generator.history import History
from generator.model.divisions import Division, lineage
from generator.nearby import Nearby, street_of
from generator.rules import places_left
from generator.survey import Checked
from generator.urgency import Urgency, urgency

# The order in which states are shown: what a reader can still use comes first.
STATES = ("open", "current", "archived", "upcoming", "full", "done", "expired", "withdrawn")
USABLE = ("open", "current", "archived", "upcoming")
_RANK = {state: rank for rank, state in enumerate(STATES)} | {"archived": STATES.index("current")}

FEW = 2
"""With so few places left whoever wants one should call before setting out."""

T = TypeVar("T")

Key = tuple[str, str]

Change = tuple[str, Entry, int]
"""A change that readers were told of: its date, its record, its place in the record's list."""
WITHDRAWAL = -1
"""The place of a withdrawal, which stands in no list."""
FEED_LIMIT = 50
"""At most this many changes in a feed: those who follow it have seen the rest."""


class Site:
    """The edition on a day (`today`, ISO text): its entries with their states, its divisions, and every relation."""

    def __init__(self, checked: Checked, today: str) -> None:
        self.edition = checked.edition
        self.divisions = checked.divisions
        self.tiles = checked.tiles
        self.synonyms = checked.synonyms
        self.calendar = checked.calendar
        self.searches = checked.searches
        self.today = today
        self.frame = checked.site_digest + checked.divisions_digest + today.encode()
        """Changes whenever something does that any page may show: names, words, divisions, the day."""
        self.stamps: dict[str, str] = {}
        """The mark of each language's search index, once it is known."""
        self.history: History | None = None
        """What the log tells of records, where the edition keeps one."""
        self.all = checked.entries
        self.overridden = checked.overridden
        self.state: dict[Key, str] = {}
        self._places: dict[Key, tuple[object, ...]] = {}
        self._once: dict[Callable[[Site], Any], Any] = {}
        self._from: dict[Key, list[tuple[str, Entry]]] = defaultdict(list)
        for entry in self._entries():
            self.state[entry.key] = state_of(entry.row, self.today)
        for entry in self._published():
            for relation, kind, id in entry.row.edges:
                self._from[kind, id].append((relation, entry))

    def _entries(self) -> Iterator[Entry]:
        for entries in self.all.values():
            yield from entries.values()

    def _published(self) -> Iterator[Entry]:
        return (entry for entry in self._entries() if entry.row.status != "draft")

    def update(self, entry: Entry) -> None:
        """Let a record say what it says now. Whatever is sorted, counted or linked back by then stays as it was."""
        self.all[entry.kind][entry.id].become(entry)
        self.state[entry.key] = state_of(entry.row, self.today)
        self._places.pop(entry.key, None)

    def once(self, make: Callable[[Site], T]) -> T:
        """What a function makes of this site: made when it is first asked for, and let go with the site."""
        if make not in self._once:
            self._once[make] = make(self)
        return cast(T, self._once[make])

    # --- choosing ---

    @cached_property
    def excluded(self) -> dict[str, list[Entry]]:
        """Records that have no page, by reason."""
        drafts = [entry for entry in self._entries() if entry.row.status == "draft"]
        found = {"draft": drafts, "overridden": self.overridden}
        return {reason: entries for reason, entries in found.items() if entries}

    def published(self, kind: str) -> list[Entry]:
        """Every record of a kind that has a page, what can be used first."""
        if kind not in self._listed:
            self._listed[kind] = self.in_order(entry for entry in self.all.get(kind, {}).values() if entry.row.status != "draft")
        return self._listed[kind]

    @cached_property
    def _listed(self) -> dict[str, list[Entry]]:
        return {}

    def usable(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of some records that a reader can still use."""
        return [entry for entry in entries if self.state[entry.key] in USABLE]

    def open(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of some needs that still want hands."""
        return [entry for entry in entries if self.state[entry.key] == "open"]

    @cached_property
    def cities(self) -> list[str]:
        """The codes of the cities, as the table of divisions has them."""
        return [division.code for division in self.divisions.values() if division.level == "city"]

    def in_order(self, entries: Iterable[Entry]) -> list[Entry]:
        """Each entry once: by state, then by what its kind sorts by, then by id."""
        once = {entry.key: entry for entry in entries}
        return sorted(once.values(), key=self._place) if len(once) > 1 else list(once.values())

    def _place(self, entry: Entry) -> tuple[object, ...]:
        place = self._places.get(entry.key)
        if place is None:
            place = self._places[entry.key] = self._place_of(entry)
        return place

    def _place_of(self, entry: Entry) -> tuple[object, ...]:
        state = self.state[entry.key]
        urgent = (-self.urgency(entry).points, self.next_date(entry), -self.left(entry)) if entry.kind == "opportunities" else ()
        return (_RANK[state], *urgent, *entry.row.sort, entry.id)

    def entry(self, kind: str, id: str) -> Entry | None:
        """A published record, or nothing."""
        entry = self.all.get(kind, {}).get(id)
        return entry if entry is not None and entry.row.status != "draft" else None

    def logged(self, entry: Entry) -> bytes:
        """Changes whenever a record has a new place in the log."""
        head = self.history.heads.get(entry.key) if self.history else None
        return f"{head.sequence} {self.history and self.history.code(head.sequence)}".encode() if head else b""

    def counted(self, *kinds: str) -> tuple[int, str]:
        """Of what a page only counts: where in the log a record of these kinds last changed, and the root code of then."""
        return self.history.newest(kinds) if self.history else (-1, "")

    def to(self, kind: str, ids: Iterable[str]) -> list[Entry]:
        """The published records of some ids, in the order given."""
        return [entry for id in ids if (entry := self.entry(kind, id)) is not None]

    # --- relations ---

    def ahead(self, entry: Entry, relation: str, kind: str) -> list[Entry]:
        """What a record points to by a relation, in the record's order."""
        return self.to(kind, (id for name, to, id in entry.row.edges if name == relation and to == kind))

    def back(self, kind: str, id: str, relation: str, of: str) -> list[Entry]:
        """Records of kind `of` that point here by a relation, in order."""
        asked = kind, id, relation, of
        if asked not in self._backs:
            found = (entry for name, entry in self._from.get((kind, id), ()) if name == relation and entry.kind == of)
            self._backs[asked] = self.in_order(found)
        return self._backs[asked]

    @cached_property
    def _backs(self) -> dict[tuple[str, str, str, str], list[Entry]]:
        return {}

    def leading(self, kind: str, id: str, of: str) -> list[Entry]:
        """Records of kind `of` that point here by whatever relation, in order."""
        return self.in_order(entry for _, entry in self._from.get((kind, id), ()) if entry.kind == of)

    @cached_property
    def _below(self) -> dict[tuple[str, str], list[Entry]]:
        """By division and kind, the records that point at it or at a division in it."""
        below: dict[tuple[str, str], dict[Key, Entry]] = defaultdict(dict)
        for (kind, id), links in list(self._from.items()):
            if kind == "areas":
                for division in lineage(self.divisions, id):
                    for _, entry in links:
                        below[division.code, entry.kind][entry.key] = entry
        return {place: self.in_order(entries.values()) for place, entries in below.items()}

    def within(self, code: str, kind: str) -> list[Entry]:
        """Records of a kind that point at a division or at one in it, in order."""
        return self._below.get((code, kind), [])

    def covering(self, code: str, kind: str) -> list[Entry]:
        """Records of a kind that hold in a division: they name it, or one it lies in, or one in it."""
        above = [
            entry for division in lineage(self.divisions, code)[:-1] for entry in self.back("areas", division.code, "area", kind)
        ]
        return self.in_order([*self.within(code, kind), *above])

    def lineage(self, code: str) -> list[Division]:
        return lineage(self.divisions, code)

    # --- hands ---

    def left(self, entry: Entry) -> int:
        """Places still free in shifts that are not over."""
        return places_left(entry.row.turns, self.today)

    def places(self, entry: Entry) -> str:
        """The same by day, for browsers to count again when a day is over: `2026-12-02=3 2026-12-03=1`; empty unless open."""
        if self.state[entry.key] != "open":
            return ""
        # A day on which hands can come stands there with no place of its own, where places are counted for all days.
        days = [f"{day}=0" for day in entry.row.days if self.today <= day < entry.row.ends]
        return " ".join([*days, *(f"{turn.date}={turn.needed - turn.filled}" for turn in self._free(entry))])

    def _free(self, entry: Entry) -> list[Turn]:
        """The shifts ahead with a free place, the next first."""
        free = [turn for turn in entry.row.turns if turn.date >= self.today and turn.needed > turn.filled]
        return sorted(free, key=lambda turn: turn.date)

    def next_date(self, entry: Entry) -> str:
        """The next day on which hands can come and a place is free, or the last day of the need."""
        row = entry.row
        days = [day or max(self.today, row.begins) for day in row.days] or [turn.date for turn in self._free(entry)]
        return min((day for day in days if self.today <= day <= row.ends), default=row.ends)

    def free_shifts(self, entry: Entry) -> list[tuple[Any, int]]:
        """The turns of duty ahead that still have places, and how many; nothing is said of how many where they are counted for all."""
        ahead = [shift for shift in entry.record.shifts if shift.date.isoformat() >= self.today]
        free = [(shift, (shift.needed or 0) - (shift.filled or 0)) for shift in ahead]
        return sorted((row for row in free if row[1] > 0 or entry.row.days), key=lambda row: (row[0].date, row[0].start))

    def few_left(self, entry: Entry) -> tuple[str, int]:
        """Where an open need is nearly full: `all` or the `next` of its shifts, and the places left there; otherwise nothing."""
        free = self._free(entry) if self.state[entry.key] == "open" else []
        if free and self.left(entry) <= FEW:
            return "all", self.left(entry)
        soonest = free[0].needed - free[0].filled if free else 0
        return ("next", soonest) if 0 < soonest <= FEW else ("", 0)

    def in_focus(self, code: str) -> bool:
        """Whether a street is a focus area on the day."""
        area = self.entry("areas", code)
        since, until = area.row.focus if area else ("", "")
        return bool(since) and since <= self.today and (not until or self.today <= until)

    def urgency(self, entry: Entry) -> Urgency:
        """The points of an open need; one that takes nobody has none."""
        if self.state[entry.key] != "open":
            return Urgency()
        return urgency(entry.row.turns, self.next_date(entry), self.in_focus(street_of(entry)), self.today)

    @cached_property
    def nearby(self) -> Nearby:
        """Open needs by place."""
        needs = self.open(self.published("opportunities"))
        return Nearby(needs, self.divisions, self.left)

    @cached_property
    def changes(self) -> list[Change]:
        """Every change readers were told of, newest first."""
        found = [
            (day, entry, place) for entry in self._published() for place, day in enumerate(entry.row.changes) if day <= self.today
        ]
        return sorted(found, key=_newest_first)

    @cached_property
    def news(self) -> list[Change]:
        """The same without needs that have run out, which are no news, and with withdrawals that no change tells of."""
        told = [change for change in self.changes if (change[1].kind, self.state[change[1].key]) != ("opportunities", "expired")]
        for entry in self._published():
            day = entry.row.withdrawn
            if day and day <= self.today and day not in entry.row.changes:
                told.append((day, entry, WITHDRAWAL))
        return sorted(told, key=_newest_first)

    @cached_property
    def feeds(self) -> dict[str, list[Change]]:
        """The newest of them by feed: `changes` has all, a kind's its own, `areas/<code>` what points into a division."""
        feeds: dict[str, list[Change]] = defaultdict(list)
        names: dict[Key, tuple[str, ...]] = {}
        for change in self.news:
            entry = change[1]
            if entry.key not in names:
                names[entry.key] = ("changes", entry.kind, *self._area_feeds(entry))
            for name in names[entry.key]:
                if len(feeds[name]) < FEED_LIMIT:
                    feeds[name].append(change)
        return dict(feeds)

    def _area_feeds(self, entry: Entry) -> Iterable[str]:
        """The feeds of the divisions a record is about and of those they lie in; the topmost one's is the whole site's."""
        codes = [entry.id] if entry.kind == "areas" else [id for _, kind, id in entry.row.edges if kind == "areas"]
        return dict.fromkeys(f"areas/{division.code}" for code in codes for division in lineage(self.divisions, code)[1:])


def _newest_first(change: Change) -> tuple[object, ...]:
    day, entry, place = change
    return _reversed(day), entry.kind, entry.id, place


def _reversed(day: str) -> int:
    return -int(day.replace("-", ""))


def state_of(row: Row, today: str) -> str:
    """One of `STATES`, from what the record says and the day."""
    if row.status == "withdrawn":
        return "withdrawn"
    if row.status in ("done", "archived"):
        return row.status
    if row.ends and row.ends < today:
        return "expired"
    if row.status in ("open", "full"):
        return "open" if row.status == "open" and places_left(row.turns, today) else "full"
    if row.begins > today:
        return "upcoming"
    return "current"
