"""Lists cut down by choices, as pages: by place, by task or day, for whom, of which kind; and what can be chosen further.

Which combinations are worth a page: every choice alone, and any two together as far as there is a record for them and neither
alone is seen at a glance (of days a card tells only the next); a place beside another choice down to the county. So the pages of a record are a small fixed number (its places, its words, its days of
the next fortnight, and their pairs), and their sum grows with the records, never with the product of the vocabularies: with
three choices, or streets in pairs, most pages would hold one record, which its street's own list shows at a glance. A list is
cut at `LIST_LIMIT` rows, with numbered further pages. More choices at once are the script's (`generator/outputs/lists.py`).

What ran out, is over or was withdrawn stands on the list of all, last, and is nothing to choose among.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.load import digest
from generator.model.edition import text_in
from generator.site import Site
from generator.text import Speech
from generator.views import LIST_LIMIT, Values

PLACE, ALL = "in", "all"
FEW = 5
"""A list no longer than this is seen at a glance: what cuts it down further has no page."""
LIVE = ("open", "current", "archived", "upcoming", "full")
DAYS_AHEAD = 14
"""Days that have a page of their own; who plans further ahead sees the dates on the cards."""
SHELF_LIMIT = 1000
"""At most so many records are handed to a script at once; where there are more, their place is chosen first."""
FOLDER = "assets/lists/"
ABOVE_LIMIT = 40
"""At most so many services of a wider place are told on the page of a place in it."""


class Facet(NamedTuple):
    """Something to choose by: its name in addresses, and the vocabulary its values are words of; days have none."""

    name: str
    terms: str


FACETS: dict[str, tuple[Facet, ...]] = {
    "opportunities": (Facet("task", "tasks"), Facet("day", "")),
    "help": (Facet("for", "audiences"), Facet("kind", "help_categories")),
    "organizations": (Facet("kind", "organization_kinds"), Facet("task", "tasks")),
}
# A service for a city is there for each of its streets; a need or a unit is where it is.
_COVERING = ("help",)
_RELATION = {
    ("opportunities", "task"): "task", ("help", "for"): "audience", ("help", "kind"): "category",
    ("organizations", "kind"): "kind", ("organizations", "task"): "team-task",
}  # fmt: skip

Choice = tuple[tuple[str, str], ...]
"""What is chosen: names and values, in the order of the kind's facets, the place last."""


class Options(NamedTuple):
    """What can be chosen by one facet: each value with the choice it makes and its count; and all of that as one text."""

    name: str
    rows: list[tuple[str, Choice, int]]
    mark: str


# --- of a record ---------------------------------------------------------------------------------------------------


def days(site: Site, entry: Entry) -> tuple[str, str] | list[str]:
    """The days on which a need has a free place: one by one, or as the first and last of a range in a tuple."""
    row = entry.row
    if site.state[entry.key] != "open":
        return []
    if row.days == ("",):
        return max(row.begins, site.today), row.ends
    if row.days:
        return [day for day in row.days if day >= site.today]
    return sorted({turn.date for turn in row.turns if turn.date >= site.today and turn.needed > turn.filled})


def next_days(site: Site) -> list[str]:
    """The days that have a page, from the site's day on."""
    first = date.fromisoformat(site.today)
    return [(first + timedelta(days=number)).isoformat() for number in range(DAYS_AHEAD)]


def _near_days(site: Site, entry: Entry) -> list[str]:
    free = days(site, entry)
    if isinstance(free, tuple):
        return [day for day in next_days(site) if free[0] <= day <= free[1]]
    ahead = next_days(site)[-1]
    return [day for day in free if day <= ahead]


def traits(site: Site, entry: Entry) -> dict[str, list[str]]:
    """The values of a record by the names of its kind's facets; of days the near ones."""
    return {
        facet.name: words(entry, facet.name) if facet.terms else _near_days(site, entry) for facet in FACETS[entry.kind]
    }  # fmt: skip


def words(entry: Entry, name: str) -> list[str]:
    """A record's words of one facet."""
    relation = _RELATION[entry.kind, name]
    return [id for edge, _, id in entry.row.edges if edge == relation]


def codes(entry: Entry) -> list[str]:
    """Every division a record points at, each once."""
    return list(dict.fromkeys(id for _, kind, id in entry.row.edges if kind == "areas"))


# --- lists ---------------------------------------------------------------------------------------------------------


class Lists:
    """Every list of a kind that has something on it, and the pages it takes."""

    def __init__(self, site: Site, kind: str) -> None:
        self.site = site
        self.kind = kind
        self.facets = FACETS[kind]
        self.speeches = [Speech(site.edition, lang) for lang in site.edition.codes]
        self.found: dict[Choice, list[Entry]] = defaultdict(list)
        self._named: dict[Choice, list[Entry]] = defaultdict(list)
        self._open: dict[Choice, int] = {}
        self._options: dict[tuple[Choice, str, str], Options] = {}
        for entry in site.published(kind):
            if site.state[entry.key] in LIVE:
                self._file(entry)
        self.found = {choice: entries for choice, entries in self.found.items() if self._is_worth_a_page(choice)}
        self.shelves = list(self._split(site.edition.province))
        """The places whose records a script is given at once; together they hold every record."""
        self.pages: dict[str, dict[str, tuple[Choice, int]]] = {
            name: {} for name in (ALL, PLACE, *(facet.name for facet in self.facets))
        }
        for choice in [*self.found]:
            for number in range(1 if choice else 2, self.parts(choice) + 1):
                folder, _, id = address(choice, number).rstrip("/").partition("/")
                self.pages[folder][id] = choice, number

    def _is_worth_a_page(self, choice: Choice) -> bool:
        dated = any(name == "day" for name, _ in choice)
        return len(choice) < 2 or dated or all(len(self.found[one,]) > FEW for one in choice)

    def _file(self, entry: Entry) -> None:
        values = traits(self.site, entry)
        single = [(facet.name, value) for facet in self.facets for value in values[facet.name]]
        chosen: list[Choice] = [(), *((one,) for one in single)]
        pairs = [pair for pair in combinations(single, 2) if pair[0][0] != pair[1][0]]
        for choice in (*chosen, *pairs, *self._in_places(entry, chosen)):
            self.found[choice].append(entry)
        if self.kind in _COVERING:
            for code in codes(entry) or [self.site.edition.province]:
                for choice in chosen:
                    self._named[*choice, (PLACE, code)].append(entry)

    def _in_places(self, entry: Entry, chosen: list[Choice]) -> Iterator[Choice]:
        places = {division.code: division for code in codes(entry) for division in self.site.lineage(code)[1:]}
        for code, division in places.items():
            for choice in chosen if division.level != "street" else [()]:
                yield *choice, (PLACE, code)

    def _split(self, code: str) -> Iterator[str]:
        choice: Choice = ((PLACE, code),) if code != self.site.edition.province else ()
        children = self.site.divisions[code].children
        if len(self.found.get(choice, ())) <= SHELF_LIMIT or not children:
            yield code
        else:
            for child in children:
                yield from self._split(child)

    # --- one list ---

    def entries(self, choice: Choice) -> list[Entry]:
        """What stands on a list; on that of all also what is over."""
        return self.found.get(choice, []) if choice else self.site.published(self.kind)

    def above(self, choice: Choice) -> list[Entry]:
        """What holds in a chosen place because it does in a wider one, the nearest first."""
        if self.kind not in _COVERING or not choice or choice[-1][0] != PLACE:
            return []
        wider = reversed(self.site.lineage(choice[-1][1])[:-1])
        found = {
            entry.key: entry for division in wider for entry in self._named.get((*choice[:-1], (PLACE, division.code)), ())
        }  # fmt: skip
        within = {entry.key for entry in self.found.get(choice, ())}
        return [entry for key, entry in found.items() if key not in within]

    def count(self, choice: Choice) -> int:
        return len(self.found.get(choice, ())) + len(self.above(choice))

    def open_count(self, choice: Choice) -> int:
        """How many on a list have a place left; counted once for all its pages."""
        if choice not in self._open:
            self._open[choice] = len(self.site.open(self.entries(choice)))
        return self._open[choice]

    def parts(self, choice: Choice) -> int:
        """The pages of a list."""
        return max(1, -(-len(self.entries(choice)) // LIST_LIMIT))

    def shelf(self, code: str) -> str:
        """The place with whose records a script can count in a division, or nothing where that is too wide."""
        return next((above.code for above in reversed(self.site.lineage(code)) if above.code in self.shelves), "")

    def on_shelf(self, code: str) -> list[Entry]:
        """The records of such a place, in order, with those that hold there because they do in a wider one."""
        choice: Choice = ((PLACE, code),) if code != self.site.edition.province else ()
        return self.site.in_order([*self.found.get(choice, ()), *self.above(choice)])

    def narrowest(self, choice: Choice) -> str:
        """Where the list of a choice is, or the list of its first part that has one."""
        parts = (choice, *((one,) for one in choice))
        return address(next((part for part in parts if part in self.found), ()))

    # --- what can be chosen ---

    def options(self, choice: Choice) -> list[Options]:
        """For each thing to choose by, the values that have a page beside what else is chosen."""
        chosen = dict(choice)
        place = chosen.get(PLACE, self.site.edition.province)
        groups = [self._beside(self.chosen(choice, PLACE), PLACE, place)]
        groups += [self._beside(self.chosen(choice, facet.name), facet.name) for facet in self.facets]
        return [group for group in groups if group.rows]

    def _beside(self, rest: Choice, name: str, place: str = "") -> Options:
        """The values of one thing beside the rest of a choice: the same for every list that differs in that thing alone."""
        key = rest, name, place
        if key not in self._options:
            found = ((value, self.chosen(rest, name, value)) for value in self._values(name, place))
            rows = [(value, other, self.count(other)) for value, other in found if other in self.found]
            self._options[key] = Options(name, rows, " ".join(f"{value}={count}" for value, _, count in rows))
        return self._options[key]

    def _values(self, name: str, place: str) -> Iterable[str]:
        if name == PLACE:
            return self.site.divisions[place].children
        terms = next(facet.terms for facet in self.facets if facet.name == name)
        return self.site.edition.terms[terms] if terms else next_days(self.site)

    def chosen(self, choice: Choice, name: str, value: str = "") -> Choice:
        """A choice with one of its values changed, added or, without a value, taken back."""
        values = dict(choice) | {name: value}
        return tuple((each, values[each]) for each in (*(f.name for f in self.facets), PLACE) if values.get(each))

    # --- in words ---

    def named(self, name: str, value: str, t: Speech) -> Any:
        """A value as readers know it."""
        if name == PLACE:
            chain = self.site.lineage(value)
            return t.whole_place(chain[1:] or chain)
        terms = next(facet.terms for facet in self.facets if facet.name == name)
        return t.plain(self.site.edition.terms[terms][value]) if terms else day_name(value, t)

    def title(self, choice: Choice, number: int) -> dict[str, str]:
        """The name of a list in each language: what is chosen, and of what."""
        return {t.code: self._title(choice, number, t) for t in self.speeches}

    def _title(self, choice: Choice, number: int, t: Speech) -> str:
        kind = t.words[f"kind.{self.kind}"]
        names = " · ".join(self.named(name, value, t) for name, value in reversed(choice))
        parts = [kind.unescape(), names] if t.lang == "en" else [names, kind.unescape()]
        whole = (": " if t.lang == "en" else "：").join(filter(None, parts))
        return str(t.word("filter.page", name=whole, number=number).unescape() if number > 1 else whole)


def day_name(day: str, t: Speech) -> str:
    """A day with its weekday; never `today`, for a page may be read later than it was made."""
    weekday = ("mo", "tu", "we", "th", "fr", "sa", "su")[date.fromisoformat(day).weekday()]
    return f"{day} {t.word(f'day.{weekday}')}"


def address(choice: Choice, number: int = 1) -> str:
    """Where a list stands below its kind: `task/gate.440106000000/`, its second page `task/gate.440106000000_2/`."""
    further = f"_{number}" if number > 1 else ""
    if not choice:
        return f"{ALL}/{number}/" if further else ""
    return f"{choice[0][0]}/{'.'.join(value for _, value in choice)}{further}/"


def file_path(kind: str, shelf: str, lang: str) -> str:
    """Where the records of a place stand that a script counts among."""
    return f"{FOLDER}{kind}.{shelf}.{lang}.js"


def lists(site: Site, kind: str) -> Lists:
    """The lists of a kind."""
    made = site.once(_made)
    if kind not in made:
        made[kind] = Lists(site, kind)
    return made[kind]


def _made(site: Site) -> dict[str, Lists]:
    """The lists of a site by kind, which are made when they are asked for."""
    return {}


# --- pages ---------------------------------------------------------------------------------------------------------


def folders(kind: str) -> list[str]:
    """The folders below a kind that hold its lists."""
    return [ALL, PLACE, *(facet.name for facet in FACETS[kind])]


def ids(kind: str, folder: str) -> Callable[[Site], Iterable[str]]:
    return lambda site: lists(site, kind).pages[folder]


def view(kind: str, folder: str = ALL) -> Callable[[Site, str], Values]:
    """The list of all of a kind, and every list in a folder."""

    def shown(site: Site, id: str) -> Values:
        found = lists(site, kind)
        choice, number = found.pages[folder][id] if id else ((), 1)
        return _page(found, choice, number)

    return shown


def _page(found: Lists, choice: Choice, number: int) -> Values:
    site, entries, above = found.site, found.entries(choice), found.above(choice)
    shown = entries[(number - 1) * LIST_LIMIT : number * LIST_LIMIT]
    return {
        "title": found.title(choice, number), "description": f"lead.{found.kind}", "kind": found.kind, "choice": choice,
        "number": number, "parts": found.parts(choice), "count": len(entries) + len(above), "open_count": found.open_count(choice),
        "live_count": len(found.found.get(choice, ())) + len(above),
        "live": [entry for entry in shown if site.state[entry.key] in LIVE],
        "closed": [entry for entry in shown if site.state[entry.key] not in LIVE],
        "above": above[:ABOVE_LIMIT] if number == 1 else [], "above_more": max(0, len(above) - ABOVE_LIMIT),
        # The options themselves are asked again when the page is made: thousands of pages share a few of them.
        "options": [options.mark for options in found.options(choice)], **_script(found, choice, number),
    }  # fmt: skip


def _script(found: Lists, choice: Choice, number: int) -> Values:
    """Which records a script counts among on this page, or on which page it can; nothing where the place must come first."""
    chosen = dict(choice)
    shelf = found.shelf(chosen.get(PLACE, found.site.edition.province))
    here = number == 1 and choice in ((), ((PLACE, shelf),)) and bool(shelf)
    mark = digest(b"".join([found.site.frame, *(entry.digest for entry in found.on_shelf(shelf))])).hex()[:8] if here else ""
    # A place in the address whose records are on another page is looked for among the shelves.
    return {"shelves": [] if here or choice else found.shelves, "shelf": shelf, "here": here, "mark": mark}


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The words of what is chosen and of what can be: each with the page it leads to and its count."""
    found = lists(site, values["kind"])
    choice: Choice = values["choice"]
    return {
        "heading": text_in(values["title"], t.lang, t.main)[0],
        "chosen": [(name, found.named(name, value, t), address(found.chosen(choice, name))) for name, value in choice],
        "groups": [
            (name, [(_short(found, name, value, t), address(other), count, other == choice) for value, other, count in rows])
            for name, rows, _ in found.options(choice)
        ],
        "wider": _wider(found, choice, t),
        "previous": address(choice, values["number"] - 1), "next": address(choice, values["number"] + 1),
        "shelf_page": address(((PLACE, values["shelf"]),)) if values["shelf"] not in ("", site.edition.province) else "",
        "data_file": f"{'' if t.code == t.main else '../'}{file_path(found.kind, values['shelf'], t.code)}?{values['mark']}",
        "query": "&".join(f"{name}={value}" for name, value in choice),
    }  # fmt: skip


def _short(found: Lists, name: str, value: str, t: Speech) -> str:
    """A value where many stand side by side: a place without those it lies in, a day without its year."""
    if name == PLACE:
        return t.division(found.site.divisions[value])
    said = str(found.named(name, value, t))
    return said.replace(value, value[5:]) if name == "day" else said


def _wider(found: Lists, choice: Choice, t: Speech) -> list[tuple[str, str]]:
    """The places that the chosen one lies in, each with its list."""
    chosen = dict(choice)
    if PLACE not in chosen:
        return []
    above = [division.code for division in found.site.lineage(chosen[PLACE])[1:-1]]
    rows = [(_short(found, PLACE, code, t), found.chosen(choice, PLACE, code)) for code in above]
    return [(name, address(other)) for name, other in rows if other in found.found]
