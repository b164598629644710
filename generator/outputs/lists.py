"""Records as the script counts and shows them: a file for each place that holds few enough, in every language.

A file is one call, so that it can be read from a stick too. Columns rather than objects, and numbers for whatever repeats:
a thousand records take some tens of kilobytes on the wire. Rows are in the site's own order, which the script keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.conversion import converter
from generator.entry import Entry
from generator.model.edition import text_in
from generator.site import STATES, Site
from generator.text import Speech
from generator.views.filters import FACETS, Lists, codes, day_name, days, lists, next_days, words

CALL = "zhiyinList"
# What a card says of where its record is: the first of these relations, at most so many.
_AT = {"opportunities": ("street", 1), "help": ("area", 3), "organizations": ("home", 1)}
_WORDS = {
    "left": "need.left", "next": "need.next", "any_day": "need.any-day", "sample": "sample", "in": "filter.in", "street": "filter.street",
    "day": "filter.day.name", "left_only": "filter.left", "any": "filter.any", "today": "filter.today",
    "tomorrow": "filter.tomorrow", "weekend": "filter.weekend",
}  # fmt: skip


def shelves(site: Site) -> Iterator[tuple[str, str, list[Entry]]]:
    """Kind, place and records of each file."""
    for kind in FACETS:
        found = lists(site, kind)
        yield from ((kind, code, found.on_shelf(code)) for code in found.shelves)


def content(site: Site, kind: str, entries: list[Entry], lang: str) -> bytes:
    """The file of some records in a language."""
    data = _Shelf(site, lists(site, kind), Speech(site.edition, lang), entries).data()
    text = f"{CALL}({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"
    conversion = site.edition.language(lang).convert
    return (converter(conversion)(text) if conversion else text).encode()


class _Shelf:
    """The columns of some records, and the names of everything their numbers stand for."""

    def __init__(self, site: Site, found: Lists, t: Speech, entries: list[Entry]) -> None:
        self.site, self.found, self.t, self.entries = site, found, t, entries
        self.kind = found.kind
        chains = [site.lineage(code) for entry in entries for code in codes(entry)]
        used = {division.code for chain in chains for division in chain}
        self.places = [code for code in site.divisions if code in used]
        self.place_number = {code: number for number, code in enumerate(self.places)}

    def data(self) -> dict[str, Any]:
        rows: dict[str, list[Any]] = {
            "id": [entry.id for entry in self.entries], "title": [self._title(entry) for entry in self.entries],
            "state": [STATES.index(self.site.state[entry.key]) for entry in self.entries],
            "sample": [int(entry.row.sample) for entry in self.entries], "until": [entry.row.ends for entry in self.entries],
            "in": [self._numbers(codes(entry)) for entry in self.entries],
            "at": [self._numbers(self._at(entry)) for entry in self.entries],
        }  # fmt: skip
        if self.kind == "opportunities":
            rows["day"] = [self._days(entry) for entry in self.entries]
            rows["places"] = [self.site.places(entry) for entry in self.entries]
        facets = [self._facet(facet.name, facet.terms, rows) for facet in FACETS[self.kind] if facet.terms]
        states = [[state, self.t.words[f"state.{state}"].unescape()] for state in STATES]
        return {
            "kind": self.kind, "covering": self.kind == "help", "facets": facets, "states": states,
            "places": [self._place(code) for code in self.places], "days": {day: day_name(day, self.t) for day in self._all_days(rows)},
            "words": {name: self.t.words[key].unescape() for name, key in _WORDS.items()}, "rows": rows,
        }  # fmt: skip

    def _title(self, entry: Entry) -> str | list[str]:
        """A title, with its language where it is not the page's."""
        text, lang = text_in(entry.row.title, self.t.lang, self.t.main)
        return text if lang == self.t.lang else [text, self.site.edition.tag(lang)]

    def _numbers(self, found: list[str]) -> list[int]:
        return [self.place_number[code] for code in found]

    def _at(self, entry: Entry) -> list[str]:
        relation, most = _AT[self.kind]
        return [id for name, _, id in entry.row.edges if name == relation][:most]

    def _days(self, entry: Entry) -> list[str] | str:
        free = days(self.site, entry)
        return "/".join(free) if isinstance(free, tuple) else free

    def _all_days(self, rows: dict[str, list[Any]]) -> list[str]:
        """Every day there is a name for: those named by a record, and the near ones where any day will do."""
        named = {day for free in rows.get("day", ()) if isinstance(free, list) for day in free}
        ranges = any(isinstance(free, str) for free in rows.get("day", ()))
        return sorted(named.union(next_days(self.site) if ranges else ()))

    def _facet(self, name: str, terms: str, rows: dict[str, list[Any]]) -> dict[str, Any]:
        """A facet with its words, and the column that counts in them."""
        values = list(self.site.edition.terms[terms])
        number = {value: place for place, value in enumerate(values)}
        rows[name] = [[number[value] for value in words(entry, name)] for entry in self.entries]
        label = self.t.words[f"filter.{self.kind}.{name}"].unescape()
        return {"name": name, "label": label, "values": [[value, self.found.named(name, value, self.t)] for value in values]}

    def _place(self, code: str) -> list[Any]:
        """Code, level, the number of the place it lies in, its name, and its name with its city as cards say it."""
        division = self.site.divisions[code]
        chain = self.site.lineage(code)
        names = [self.t.division(each) for each in (chain[1:] or chain)]
        both = [names[-1], *names[:-1][:1]] if self.t.lang == "en" else [*names[:1], *names[1:][-1:]]
        full = (", " if self.t.lang == "en" else "").join(both)
        return [code, division.level, self.place_number.get(division.parent, -1), names[-1], full]
