"""What units did, counted: pairings, sign-ins, teams, contributions and liaisons, and where something is lacking.

All of it comes from rows, so that no count needs a record to be read. Units that were withdrawn do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.entry import Entry, Part
from generator.site import Site

REGISTERS = {
    "pairings": "pairings", "teams": "teams", "liaisons": "liaison", "contributions": "contributions", "sign-ins": "sign_ins",
}  # fmt: skip
"""Every register, and the field of a unit's record that its lines are made from."""


class Line(NamedTuple):
    """One line of a register: a part of a unit's record, and whether it holds today."""

    entry: Entry
    part: Part
    state: str
    """`current`, `upcoming` or `ended`."""

    @property
    def id(self) -> str:
        """Its place on a page of its register."""
        return f"{self.entry.id}-{self.part.place + 1}"


class Sum(NamedTuple):
    """What was given of one kind in one unit of measure."""

    kind: str
    unit: str
    entries: int
    quantity: str
    samples: int
    """How many of the entries are invented examples."""


class Street(NamedTuple):
    """A street where something is lacking: its open needs, the places left in them, and its latest pairing, if it had one."""

    code: str
    needs: int
    left: int
    last: Line | None = None


class Accounts:
    """All lines of a site by register, each in the order of the division table, then by date, then by unit."""

    def __init__(self, site: Site) -> None:
        self.site = site
        listed = site.published("organizations")
        self.units = [entry for entry in listed if entry.row.status != "withdrawn"]
        self.withdrawn = len(listed) - len(self.units)
        self._order = {code: place for place, code in enumerate(site.divisions)}
        self._cities: dict[str, str] = {}
        self.lines = {name: sorted(self._of(field), key=self._place) for name, field in REGISTERS.items()}

    def _of(self, field: str) -> Iterator[Line]:
        today = self.site.today
        for entry in self.units:
            for part in entry.row.parts:
                if part.name == field:
                    yield Line(entry, part, state_of(part, today))

    def _place(self, line: Line) -> tuple[object, ...]:
        first = min((self._order[code] for code in line.part.areas), default=-1)
        return first, line.part.since, line.entry.id, line.part.place

    def city(self, code: str) -> str:
        """The city a division lies in; what lies in none counts for the topmost division."""
        if code not in self._cities:
            above = self.site.lineage(code)
            self._cities[code] = next((division.code for division in above if division.level == "city"), above[0].code)
        return self._cities[code]

    def cities_of(self, line: Line) -> list[str]:
        """The cities in which a line counts, each once; a unit without a seat counts for the topmost division."""
        return list(dict.fromkeys(map(self.city, line.part.areas))) or [self.site.edition.province]

    @cached_property
    def by_city(self) -> dict[str, dict[str, list[Line]]]:
        """The lines of each register by city, cities in the order of the division table."""
        found: dict[str, dict[str, list[Line]]] = {}
        for name, lines in self.lines.items():
            cities: dict[str, list[Line]] = defaultdict(list)
            for line in lines:
                for code in self.cities_of(line):
                    cities[code].append(line)
            found[name] = {code: cities[code] for code in sorted(cities, key=self._order.__getitem__)}
        return found

    def begun(self, name: str) -> list[Line]:
        """The lines of a register that hold or have held."""
        return [line for line in self.lines[name] if line.state != "upcoming"]

    def current(self, name: str) -> list[Line]:
        return [line for line in self.lines[name] if line.state == "current"]

    def sums(self, lines: Iterable[Line]) -> list[Sum]:
        """What contributions add up to, by kind and unit, in the order of the vocabularies. Exact: no number is rounded."""
        found: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in lines:
            found[line.part.kind, line.part.unit].append(line)
        terms = self.site.edition.terms
        kinds, units = list(terms["contribution_kinds"]), list(terms["units"])
        order = sorted(found, key=lambda key: (kinds.index(key[0]), units.index(key[1])))
        return [Sum(*key, len(found[key]), total(found[key]), samples(found[key])) for key in order]

    # --- where something is lacking ---

    @cached_property
    def _open(self) -> dict[str, list[Entry]]:
        """Open needs by street."""
        streets: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.site.published("opportunities"):
            if self.site.state[entry.key] == "open":
                streets[next(id for relation, _, id in entry.row.edges if relation == "street")].append(entry)
        return streets

    def _street(self, code: str, last: Line | None = None) -> Street:
        needs = self._open.get(code, [])
        return Street(code, len(needs), sum(map(self.site.left, needs)), last)

    def _worst_first(self, streets: Iterable[Street]) -> list[Street]:
        return sorted(streets, key=lambda street: (-street.left, self._order[street.code]))

    @cached_property
    def _paired(self) -> set[str]:
        return {code for line in self.current("pairings") for code in line.part.areas}

    @cached_property
    def unpaired(self) -> list[Street]:
        """Streets with open needs that no unit is paired with today, the one that lacks most hands first."""
        return self._worst_first(self._street(code) for code in self._open if code not in self._paired)

    @cached_property
    def ended(self) -> list[Street]:
        """Places that had pairings of which none holds any more, with the one that ended last."""
        last: dict[str, Line] = {}
        for line in self.lines["pairings"]:
            (code,) = line.part.areas
            if line.state == "ended" and code not in self._paired:
                last[code] = max(last.get(code, line), line, key=lambda one: one.part.until)
        return self._worst_first(self._street(code, line) for code, line in last.items())

    @cached_property
    def without_liaison(self) -> list[Entry]:
        """Units with nobody to call."""
        having = {line.entry.key for line in self.lines["liaisons"]}
        return [entry for entry in self.units if entry.key not in having]

    @cached_property
    def only_signed_in(self) -> list[Entry]:
        """Units that signed in somewhere and are paired with nobody today."""
        paired = {line.entry.key for line in self.current("pairings")}
        waiting = {line.entry.key for line in self.begun("sign-ins")} - paired
        return [entry for entry in self.units if entry.key in waiting]


def state_of(part: Part, today: str) -> str:
    """Whether a line of the accounts holds on a day."""
    if part.since > today:
        return "upcoming"
    return "ended" if part.until and part.until < today else "current"


def total(lines: Iterable[Line]) -> str:
    """Members or quantities added up, as digits."""
    return plain(sum((Decimal(line.part.amount) for line in lines), Decimal(0)))


def plain(number: Decimal) -> str:
    """A number without an exponent, and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def samples(lines: Iterable[Line]) -> int:
    return sum(line.entry.row.sample for line in lines)


def accounts(site: Site) -> Accounts:
    return site.once(Accounts)
