"""What waits for an editor: what runs out, wants review, is past its date, in public notice or not public yet, or wants translation."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.model.edition import text_in
from generator.model.fields import class_of, field_types, inner_class, marks
from generator.model.values import read_text
from generator.promptness import period
from generator.site import Key, Site

DRAFT_DAYS = 7
"""After so many days a draft is asked after."""
_OVER = ("withdrawn", "done", "archived")
Values = Mapping[str, Any]


class Item(NamedTuple):
    """One thing that waits: the day it is due (ISO text, empty where there is none), what it is, and what fills its sentence."""

    day: str
    what: str
    entry: Entry
    values: Values
    owner: Any
    """Who keeps the record, as it says so itself."""
    keeper: str
    """The same in the edition's first language: what one office keeps belongs together, translated or not."""


def due(site: Site, days: int = 14, unpublished: Container[Key] = ()) -> list[Item]:
    """Everything past or due within so many days, by who keeps it; whoever has the soonest first.

    Records of an edition that this one stands on are kept by others, and wait for them. `unpublished` are those that are not
    as the log has them, where the edition keeps one."""
    last = (date.fromisoformat(site.today) + timedelta(days)).isoformat()
    own = [entry for entries in site.all.values() for entry in entries.values() if not entry.file.startswith("../")]
    waiting = (_Waiting(site, entry, last, entry.key in unpublished) for entry in own)
    items = sorted((item for each in waiting for item in each.items()), key=_order)
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        first.setdefault(item.keeper, place)
    return sorted(items, key=lambda item: first[item.keeper])


def _order(item: Item) -> tuple[Any, ...]:
    return item.day or "9999", item.entry.kind, item.entry.id, item.what


class _Waiting:
    """What waits in one record. Its values are taken as they were parsed: to read thousands of records whole takes long."""

    def __init__(self, site: Site, entry: Entry, last: str, is_unpublished: bool = False) -> None:
        self.site = site
        self.entry = entry
        self.is_unpublished = is_unpublished or entry.row.status == "draft"
        self.today, self.last = site.today, last
        self.read: dict[str, Any] = entry.read()

    def items(self) -> Iterator[Item]:
        owner = self.read["owner"]
        keeper = text_in(owner, self.site.edition.main, self.site.edition.main)[0]
        yield from (Item(day, what, self.entry, values, owner, keeper) for day, what, values in self._found())

    def _found(self) -> Iterator[tuple[str, str, Values]]:
        row = self.entry.row
        yield from ((day, "planned", {"fields": fields}) for day, fields in row.planned if day <= self.last)
        if self.is_unpublished:
            yield from self._to_publish()
        if row.status == "draft":
            yield from self._draft()
        elif row.status != "withdrawn":
            yield from self._running()
            yield from self._review()
            yield from self._focus()
            yield from self._notice()
            yield from self._untranslated()

    def _draft(self) -> Iterator[tuple[str, str, Values]]:
        asked = (date.fromisoformat(self.entry.row.verified) + timedelta(DRAFT_DAYS)).isoformat()
        if asked < self.today:
            yield asked, "draft", {"since": self.entry.row.verified}

    def _to_publish(self) -> Iterator[tuple[str, str, Values]]:
        """By when what came about first, of all that no version tells yet, is to be public."""
        within = self.site.once(period)
        days = within.waiting(*self.entry.key, self.read) if within else []
        if within is None or not days or (last := within.last(days[0])) > self.last:
            return
        values: dict[str, Any] = {"formed": days[0], "limit": within.days, "unsure": within.unsure(days[0], last)}
        if last < self.today:
            yield last, "publish-late", values
        else:
            left = self.site.calendar.left(date.fromisoformat(self.today), date.fromisoformat(last))
            yield last, "publish", values | {"left": left}

    def _running(self) -> Iterator[tuple[str, str, Values]]:
        row = self.entry.row
        if row.status in _OVER:
            return
        if self.today < row.begins <= self.last:
            yield row.begins, "begins", {}
        if row.ends and row.ends <= self.last:
            need = "need-" if self.entry.kind == "opportunities" else ""
            yield row.ends, need + ("over" if row.ends < self.today else "ends"), {}

    def _review(self) -> Iterator[tuple[str, str, Values]]:
        day = self.read.get("review_by") or ""
        if day and day <= self.last:
            yield day, "review-late" if day < self.today else "review", {}

    def _focus(self) -> Iterator[tuple[str, str, Values]]:
        until = self.entry.row.focus[1]
        if until and self.today <= until <= self.last:
            yield until, "focus-ends", {}
        # Who has looked since keeps it as history.
        elif until and until < self.today and self.entry.row.verified < until:
            yield until, "focus-over", {}

    def _notice(self) -> Iterator[tuple[str, str, Values]]:
        if self.entry.row.status != "notice":
            return
        notice, today = self.entry.record.notice, date.fromisoformat(self.today)
        if notice.end < today:
            yield notice.end.isoformat(), "notice-over", {}
        elif notice.start <= today:
            yield notice.end.isoformat(), "notice", {"left": self.site.calendar.left(today, notice.end)}
        elif notice.start.isoformat() <= self.last:
            yield notice.start.isoformat(), "notice-opens", {"end": notice.end.isoformat()}

    def _untranslated(self) -> Iterator[tuple[str, str, Values]]:
        if self.site.state[self.entry.key] in ("expired", "done"):
            return
        for code in self.site.edition.codes[1:]:
            missing = list(untranslated(self.read, class_of(self.entry.kind), code))
            if missing:
                yield "", "untranslated", {"language": code, "count": len(missing), "fields": tuple(missing)}


# --- translation ---------------------------------------------------------------------------------------------------


def untranslated(values: Values, record_class: type, code: str, path: str = "") -> Iterator[str]:
    """The paths of words for readers that do not stand in a language, as `shifts.0.note`."""
    for name, is_text, inner in _worded(record_class):
        held = values.get(name)
        items: Sequence[Any] = held if isinstance(held, list) else () if held is None else (held,)
        for place, item in enumerate(items):
            at = f"{path}{name}.{place}" if isinstance(held, list) else f"{path}{name}"
            if inner is not None and isinstance(item, dict):
                yield from untranslated(item, inner, code, f"{at}.")
            elif is_text and (isinstance(item, str) or code not in item):
                yield at


@cache
def _worded(record_class: type) -> tuple[tuple[str, bool, type | None], ...]:
    """The fields of a class that hold words for readers or parts which may: the name, whether it is words, the part's class."""
    found = []
    for name, annotation in field_types(record_class).items():
        is_text = any(getattr(mark, "func", None) is read_text for mark in marks(annotation))
        inner = inner_class(annotation)
        if is_text or inner is not None:
            found.append((name, is_text, inner))
    return tuple(found)
