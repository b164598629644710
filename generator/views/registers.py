"""The registers: every pairing, team, liaison, contribution and sign-in, by city and by unit, and where something is lacking.

A page holds so many lines and no more, however many there are. Which line stands on which page is worked out once for a site.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from generator.accounts import REGISTERS, Accounts, Line, Street, accounts, samples
from generator.entry import Entry
from generator.site import Site
from generator.text import Speech
from generator.views import LIST_LIMIT, Values
from generator.views.index import sought

BY_UNIT = "by-unit"
GAPS_SHOWN = 20
"""Of a gap the index shows so many; its register shows up to `LIST_LIMIT`, and the table to download all."""
GAPS = {"pairings": ("unpaired", "ended"), "liaisons": ("no-liaison",), "sign-ins": ("signed-only",)}
"""What may be lacking, by the register concerned."""

COLUMNS = {
    "pairings": (
        ("unit", "register.unit"), ("area", "organizations.pairings.area"), ("since", "organizations.pairings.since"),
        ("until", "organizations.pairings.until"), ("state", "register.state"), ("work", "organizations.pairings.work"),
    ),
    "teams": (
        ("team", "organizations.teams.title"), ("unit", "register.unit"), ("team-kind", "organizations.teams.kind"),
        ("members", "organizations.teams.members"), ("areas", "organizations.teams.areas"), ("tasks", "organizations.teams.tasks"),
        ("since", "organizations.teams.since"), ("until", "organizations.teams.until"), ("state", "register.state"),
    ),
    "liaisons": (
        ("unit", "register.unit"), ("home", "organizations.home"), ("role", "organizations.liaison.role"),
        ("phone", "organizations.liaison.phone"), ("hours", "organizations.liaison.hours"),
    ),
    "contributions": (
        ("date", "organizations.contributions.date"), ("unit", "register.unit"), ("gift-kind", "organizations.contributions.kind"),
        ("item", "organizations.contributions.item"), ("quantity", "organizations.contributions.quantity"),
        ("measure", "figures.unit"), ("area", "organizations.contributions.area"),
        ("recipient", "organizations.contributions.recipient"),
    ),
    "sign-ins": (
        ("unit", "register.unit"), ("area", "organizations.sign_ins.area"), ("community", "organizations.sign_ins.community"),
        ("date", "organizations.sign_ins.date"),
    ),
}  # fmt: skip
"""The columns of a register: what stands in each, and the word that heads it."""


class Leaf(NamedTuple):
    """One page of a register: whose lines it holds (a city's, all by unit, or all where they fit), and which of its pages it is."""

    register: str
    group: str
    """The code of a city, `by-unit`, or nothing for the register's first page."""
    number: int
    lines: dict[str, list[Line]]
    """By language: units are ordered as each is read."""


class Shelf:
    """The pages of all registers by id, and on which of them a line stands."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.accounts = accounts(site)
        self.leaves: dict[str, Leaf] = {}
        self.places: dict[tuple[str, str, str], str] = {}
        """By register, city and line, the page it stands on."""
        self.totals: dict[str, Values] = {}
        """By register, what every page of it says: worked out once, for there may be thousands."""
        self.sums: dict[str, list[tuple[Any, ...]]] = {}
        """What contributions add up to, in each city and, under an empty name, altogether."""
        self._ranks = {lang: self._rank(lang) for lang in site.edition.codes}
        for name in REGISTERS:
            self._add(name)
        self._add_up()

    def _add(self, name: str) -> None:
        lines, codes = self.accounts.lines[name], self.site.edition.codes
        first = lines if len(lines) <= LIST_LIMIT else []
        self.leaves[name] = Leaf(name, "", 1, dict.fromkeys(codes, first))
        for city, found in self.accounts.by_city[name].items():
            self._cut(name, city, dict.fromkeys(codes, found))
        self._cut(name, BY_UNIT, {lang: self._by_unit(lines, lang) for lang in codes})
        self.totals[name] = {
            "total": len(lines), "samples": samples(lines), "withdrawn": self.accounts.withdrawn,
            "cities": [(code, len(found)) for code, found in self.accounts.by_city[name].items()],
        }  # fmt: skip

    def _rank(self, lang: str) -> dict[str, int]:
        """Where each unit stands when all are read in a language."""
        main = self.site.edition.main
        units = sorted(self.accounts.units, key=lambda entry: (*sought(entry, lang, main), entry.id))
        return {entry.id: place for place, entry in enumerate(units)}

    def _by_unit(self, lines: Iterable[Line], lang: str) -> list[Line]:
        rank = self._ranks[lang]
        return sorted(lines, key=lambda line: (rank[line.entry.id], line.part.place))

    def _add_up(self) -> None:
        cities = self.accounts.by_city["contributions"]
        for group, lines in [("", self.accounts.lines["contributions"]), *cities.items()]:
            self.sums[group] = [tuple(row) for row in self.accounts.sums(lines)]

    def _cut(self, name: str, group: str, lines: dict[str, list[Line]]) -> None:
        size = max(map(len, lines.values()))
        for number, start in enumerate(range(0, size, LIST_LIMIT), 1):
            id = page_id(name, group, number)
            parts = {lang: found[start : start + LIST_LIMIT] for lang, found in lines.items()}
            self.leaves[id] = Leaf(name, group, number, parts)
            if group != BY_UNIT:
                self.places |= {(name, group, line.id): id for line in parts[self.site.edition.main]}

    @cached_property
    def by_place(self) -> dict[str, dict[str, tuple[str, str, int]]]:
        """By register and place (a city or what lies in one): the page of its first line, that line, and how many there are."""
        found: dict[str, dict[str, tuple[str, str, int]]] = {name: {} for name in REGISTERS}
        for name, cities in self.accounts.by_city.items():
            for city, lines in cities.items():
                for line in lines:
                    page = self.places[name, city, line.id]
                    for code in self._within(line, city):
                        first, id, count = found[name].get(code, (page, line.id, 0))
                        found[name][code] = first, id, count + 1
        return found

    def _within(self, line: Line, city: str) -> set[str]:
        """The places of a line in a city, and all that they lie in up to the city."""
        chains = [[division.code for division in self.site.lineage(code)] for code in line.part.areas]
        return {code for chain in chains if city in chain for code in chain[chain.index(city) :]}

    def pages_of(self, leaf: Leaf) -> int:
        """How many pages the lines of a page's group take."""
        total = len(self.accounts.lines[leaf.register]) if leaf.group == BY_UNIT else self.count(leaf.register, leaf.group)
        return -(-total // LIST_LIMIT)

    def count(self, name: str, city: str) -> int:
        return len(self.accounts.by_city[name].get(city, ()))


def page_id(name: str, group: str, number: int = 1) -> str:
    """The last part of the address of a page of a register."""
    return "-".join(filter(None, (name, group, str(number) if number > 1 else "")))


def shelf(site: Site) -> Shelf:
    return site.once(Shelf)


def ids(site: Site) -> Iterable[str]:
    """The ids of all pages of registers."""
    return shelf(site).leaves


def in_place(site: Site, code: str) -> list[tuple[str, str, str, int]]:
    """What the registers hold of a place in a city: register, page, the first line there and how many; for the place's own page."""
    return [(name, *found[code]) for name, found in shelf(site).by_place.items() if code in found]


# --- what the pages show -------------------------------------------------------------------------------------------


def index(site: Site, id: str) -> Values:
    """Every register with its number of lines, and every gap."""
    book = accounts(site)
    counts = [(name, len(lines), samples(lines)) for name, lines in book.lines.items()]
    gaps = [gap(book, kind, GAPS_SHOWN) for kinds in GAPS.values() for kind in kinds]
    return {
        "title": "kind.registers", "description": "lead.registers", "registers": counts, "gaps": gaps,
        "units": len(book.units), "withdrawn": book.withdrawn, "counted": site.counted("organizations", "opportunities"),
    }  # fmt: skip


def gap(book: Accounts, kind: str, most: int) -> tuple[str, int, list[Any]]:
    """What is lacking: its name, how often, and the first of where. Of a pairing that is over its unit and day are told."""
    found = lacking(book, kind)
    return kind, len(found), [_handed(each) for each in found[:most]]


def lacking(book: Accounts, kind: str) -> Sequence[Entry | Street]:
    """All of a gap."""
    match kind:
        case "unpaired":
            return book.unpaired
        case "ended":
            return book.ended
        case "no-liaison":
            return book.without_liaison
    return book.only_signed_in


def _handed(what: Entry | Street) -> tuple[Any, ...]:
    """What stands on one line of a gap: a street with what it lacks, or a unit with where it signed in."""
    if isinstance(what, Entry):
        return what, [part.areas[0] for part in what.row.parts if part.name == "sign_ins"]
    last = what.last
    return what.code, what.needs, what.left, last.entry if last else None, last.part.until if last else ""


def register(site: Site, id: str) -> Values:
    """One page of a register."""
    shelves = shelf(site)
    leaf, book = shelves.leaves[id], accounts(site)
    name = leaf.register
    return {
        "title": _title(leaf), "description": f"register.{name}.lead", "register": name, "group": leaf.group,
        "number": leaf.number, "pages": shelves.pages_of(leaf) if leaf.group else 1, **shelves.totals[name],
        "sums": shelves.sums.get(leaf.group, []) if name == "contributions" else [], "gaps": [gap(book, kind, LIST_LIMIT) for kind in GAPS.get(name, ())] if not leaf.group else [],
        "by_language": {
            lang: {"lines": [(line.entry, line.part.place, line.state) for line in found]} for lang, found in leaf.lines.items()
        },
    }  # fmt: skip


def _title(leaf: Leaf) -> Any:
    name = f"register.{leaf.register}"
    if not leaf.group:
        return name
    said = {"name": name, "place": f"area:{leaf.group}", "number": str(leaf.number)}
    if leaf.group == BY_UNIT:
        return ("register.title.by-unit", said | {"place": ""})
    return ("register.title.city" if leaf.number == 1 else "register.title.page", said)


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The lines with what their records say."""
    name = values["register"]
    found = [whole(name, *line) for line in values["by_language"][t.lang]["lines"]]
    return {"lines": found, "columns": COLUMNS[name]}


def whole(name: str, entry: Entry, place: int, state: str) -> dict[str, Any]:
    """One line for its template: the unit, the part of its record, the places it is for, and its own id."""
    held = getattr(entry.record, REGISTERS[name])
    item = held if name == "liaisons" else held[place]
    areas = [entry.record.home] if name == "liaisons" else item.areas if name == "teams" else [item.area]
    return {
        "entry": entry,
        "item": item,
        "state": state,
        "areas": [code for code in areas if code],
        "id": f"{entry.id}-{place + 1}",
    }
