"""The figures: what is needed, who came and what was given, by city and by week, each counted from records.

Nothing here is estimated and nothing is typed: `totals`, `by_city` and the others say in their docstrings what they count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.accounts import Accounts, Line, accounts
from generator.entry import Entry
from generator.site import Site

MEASURES = (
    "needs", "left", "filled", "units", "pairings", "pairings-ended", "teams", "members", "sign-ins", "contributions",
    "services", "commended",
)  # fmt: skip
"""What is counted for the whole, in the order in which it is told."""
CITY_MEASURES = tuple(name for name in MEASURES if name != "units")
WEEK_MEASURES = ("pairings", "sign-ins", "contributions", "filled", "left")
"""What happens on a day: pairings as they began, contributions as they were given, places as their shifts are."""
COUNTED = ("opportunities", "organizations", "help", "commendations")
"""The kinds of record that all of it is counted from."""
USABLE = ("open", "current", "archived", "upcoming")


class Count(NamedTuple):
    """A number, and how much of it is from invented examples."""

    all: int
    samples: int


class Week(NamedTuple):
    """An ISO week: its name, its Monday as ISO text, and its numbers in the order of `WEEK_MEASURES`."""

    name: str
    monday: str
    numbers: tuple[int, ...]


class Counted(NamedTuple):
    """One thing that counts: what for, how much, the cities it counts in, and whether it is an example."""

    measure: str
    amount: int
    cities: tuple[str, ...]
    sample: bool


class Figures:
    """Everything counted of a site on its day."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.accounts = accounts(site)
        self._counted = [*_of_needs(site, self.accounts), *_of_units(self.accounts), *_of_services(site, self.accounts)]
        self._counted += _of_commended(site, self.accounts)

    def totals(self) -> dict[str, Count]:
        """Every measure for the whole. What counts in two cities counts once here."""
        found = dict.fromkeys(MEASURES, (0, 0))
        for item in self._counted:
            before, examples = found[item.measure]
            found[item.measure] = before + item.amount, examples + item.amount * item.sample
        return {name: Count(*numbers) for name, numbers in found.items()}

    def by_city(self) -> list[tuple[str, tuple[int, ...]]]:
        """Every city with its numbers in the order of `CITY_MEASURES`; then, where there is any, what lies in no city."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for item in self._counted:
            for code in item.cities:
                found[code][item.measure] += item.amount
        cities = self.site.cities
        codes = [*cities, *sorted(code for code in found if code not in cities)]
        return [(code, tuple(found[code][name] for name in CITY_MEASURES)) for code in codes]

    def by_week(self) -> list[Week]:
        """Every ISO week from the first event to the last, also those in which nothing happened."""
        found: dict[date, Counter[str]] = defaultdict(Counter)
        for measure, day, amount in self._events():
            monday = date.fromisoformat(day)
            found[monday - timedelta(days=monday.weekday())][measure] += amount
        if not found:
            return []
        first, last = min(found), max(found)
        mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
        return [
            Week(week_name(monday), monday.isoformat(), tuple(found[monday][name] for name in WEEK_MEASURES))
            for monday in mondays
        ]

    def _events(self) -> Iterator[tuple[str, str, int]]:
        for name in ("pairings", "sign-ins", "contributions"):
            for line in self.accounts.begun(name):
                yield name, line.part.since, 1
        for entry in _needs(self.site):
            for turn in entry.row.turns:
                if turn.date:
                    yield "filled", turn.date, turn.filled
                    yield "left", turn.date, max(turn.needed - turn.filled, 0)

    def services(self) -> list[tuple[str, int, int]]:
        """Services that can be had, by category, most first, each with how many of them are examples."""
        entries = _services(self.site)
        counts = Counter(entry.row.sort[0] for entry in entries)
        examples = Counter(entry.row.sort[0] for entry in entries if entry.row.sample)
        return [(category, count, examples[category]) for category, count in counts.most_common()]

    def levels(self) -> list[tuple[str, int, int]]:
        """Commended organisations by the level of the decision; one commended at two levels stands in both."""
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        for entry, name, _ in _commended(self.site):
            names = found[entry.record.level]
            names[name] = names.get(name, True) and entry.row.sample
        levels = [level for level in self.site.edition.terms["levels"] if level in found]
        return [(level, len(found[level]), sum(found[level].values())) for level in levels]


def week_name(day: date) -> str:
    """`2026-W49`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


# --- what counts ---------------------------------------------------------------------------------------------------


def _needs(site: Site) -> list[Entry]:
    """Needs that are open, full or over; those that were withdrawn do not count."""
    return [entry for entry in site.published("opportunities") if entry.row.status != "withdrawn"]


def _of_needs(site: Site, book: Accounts) -> Iterator[Counted]:
    """Open needs and the places left in them, as on their own pages; places filled in all shifts, past ones too."""
    for entry in _needs(site):
        street = next(id for relation, _, id in entry.row.edges if relation == "street")
        place = (book.city(street),), entry.row.sample
        if site.state[entry.key] == "open":
            yield Counted("needs", 1, *place)
            yield Counted("left", site.left(entry), *place)
        yield Counted("filled", sum(turn.filled for turn in entry.row.turns), *place)


def _of_units(book: Accounts) -> Iterator[Counted]:
    """Units, and the lines of their registers; teams and pairings that are over are not among those that hold."""
    for entry in book.units:
        yield Counted("units", 1, (), entry.row.sample)
    for line in book.lines["pairings"]:
        if line.state != "upcoming":
            yield _line(book, "pairings" if line.state == "current" else "pairings-ended", line)
    for line in book.current("teams"):
        yield _line(book, "teams", line)
        yield _line(book, "members", line, int(line.part.amount))
    for name in ("sign-ins", "contributions"):
        for line in book.begun(name):
            yield _line(book, name, line)


def _line(book: Accounts, measure: str, line: Line, amount: int = 1) -> Counted:
    return Counted(measure, amount, tuple(book.cities_of(line)), line.entry.row.sample)


def _services(site: Site) -> list[Entry]:
    return [entry for entry in site.published("help") if site.state[entry.key] in USABLE]


def _of_services(site: Site, book: Accounts) -> Iterator[Counted]:
    """Services that can be had; one for the whole edition counts for the topmost division."""
    for entry in _services(site):
        codes = [id for relation, _, id in entry.row.edges if relation == "area"]
        cities = dict.fromkeys(map(book.city, codes)) or [site.edition.province]
        yield Counted("services", 1, tuple(cities), entry.row.sample)


def _commended(site: Site) -> Iterator[tuple[Entry, str, str | None]]:
    """Every organisation that a decision in force names: the decision, the name, and where the organisation is."""
    for entry in site.published("commendations"):
        if entry.record.status == "decided" and entry.row.status != "withdrawn":
            for item in entry.record.recipients:
                name = item.name if isinstance(item.name, str) else item.name[site.edition.main]
                yield entry, name, item.area


def _of_commended(site: Site, book: Accounts) -> Iterator[Counted]:
    """Organisations by their name, each once however often it was commended; an example only where no decision is real."""
    found: dict[str, tuple[dict[str, None], bool]] = {}
    for entry, name, area in _commended(site):
        cities, sample = found.get(name, ({}, True))
        cities[book.city(area) if area else site.edition.province] = None
        found[name] = cities, sample and entry.row.sample
    for cities, sample in found.values():
        yield Counted("commended", 1, tuple(cities), sample)


def figures(site: Site) -> Figures:
    return site.once(Figures)
