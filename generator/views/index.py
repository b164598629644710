"""The index by letter, of records and of places: which letters and pages there are, and what stands on each.

It stands in for a search where no script runs. The whole order is made once for a site; pages are slices of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.model.divisions import Division
from generator.reading import OTHER, letter, place_reading, reading, without_article
from generator.site import Site
from generator.views import LIST_LIMIT, Values

LETTERS = (*ascii_uppercase, OTHER)
NUMBERS = "0–9"
"""What readers see for `OTHER`; digits are nearly all of it."""
_OTHER_ID = "0-9"
_RANGE_WORDS = 3
"""At most so many words of a reading name the beginning or the end of a page."""

Filed = tuple[str, Any]
"""How something is looked up, and what it is: a record's entry, or a division's code with its open needs."""


class Part(NamedTuple):
    """One page of a letter: its id, and the first and the last reading on it, as far as they tell them apart."""

    id: str
    first: str
    last: str


class Shelf:
    """Everything in one language, filed by letter and in order."""

    def __init__(self, filed: Iterable[Filed]) -> None:
        self.letters: dict[str, list[Filed]] = {each: [] for each in LETTERS}
        for read, what in filed:
            self.letters[letter(read)].append((read, what))
        self.parts = {each: _parts(each, filed) for each, filed in self.letters.items()}

    def row(self) -> list[tuple[str, str]]:
        """Every letter as readers see it, with the id of its first page, or nothing where nothing is filed."""
        return [(shown(each), parts[0].id if parts else "") for each, parts in self.parts.items()]

    def counts(self) -> list[tuple[str, str, int]]:
        """The same, with the number of things filed."""
        return [(*row, len(filed)) for row, filed in zip(self.row(), self.letters.values(), strict=True)]

    def page(self, of: str, number: int) -> list[Filed]:
        """What stands on one page of a letter."""
        return self.letters[of][(number - 1) * LIST_LIMIT : number * LIST_LIMIT]


def shown(of: str) -> str:
    """A letter as readers see it."""
    return NUMBERS if of == OTHER else of


def _id(of: str, number: int) -> str:
    name = _OTHER_ID if of == OTHER else of.lower()
    return f"{name}-{number}" if number > 1 else name


def _parts(of: str, filed: list[Filed]) -> list[Part]:
    pages = [filed[start : start + LIST_LIMIT] for start in range(0, len(filed), LIST_LIMIT)]
    return [Part(_id(of, number), *_range(page[0][0], page[-1][0])) for number, page in enumerate(pages, 1)]


def _range(first: str, last: str) -> tuple[str, str]:
    """The beginnings of two readings: one word of each, or more until they differ."""
    one, other = first.split(), last.split()
    size = next((size for size in range(1, _RANGE_WORDS) if one[:size] != other[:size]), _RANGE_WORDS)
    return " ".join(one[:size]), " ".join(other[:size])


class Index:
    """Shelves by language. A letter has as many pages in one language as in the others, so that every page has its twin."""

    def __init__(self, shelves: dict[str, Shelf]) -> None:
        self.shelves = shelves
        self.pages: dict[str, tuple[str, int]] = {}
        """By the id of a page, its letter and its number."""
        for each in LETTERS:
            most = max(len(shelf.parts[each]) for shelf in shelves.values())
            self.pages |= {_id(each, number): (each, number) for number in range(1, most + 1)}


def records(site: Site) -> Index:
    """The index of all published records but those of areas, whose places have an index of their own."""
    return site.once(_records)


def places(site: Site) -> Index:
    """The index of all divisions, each with its number of open needs."""
    return site.once(_places)


def _records(site: Site) -> Index:
    entries = [entry for kind in _kinds(site) for entry in site.published(kind)]
    return Index({lang: Shelf(_in_order(site, entries, lang)) for lang in site.edition.codes})


def _places(site: Site) -> Index:
    rows = [(division, _open_needs(site, division.code)) for division in site.divisions.values()]
    return Index({
        lang: Shelf(sorted((_sound(division, lang), (division.code, count)) for division, count in rows))
        for lang in site.edition.codes
    })  # fmt: skip


def _kinds(site: Site) -> list[str]:
    return [kind for kind in site.all if kind != "areas"]


def _in_order(site: Site, entries: Iterable[Entry], lang: str) -> list[tuple[str, Entry]]:
    """Records by the reading of their titles, then by the titles, so that like stands by like."""
    main = site.edition.main
    filed = [(*sought(entry, lang, main), entry) for entry in entries]
    # One text to compare by: ten thousand tuples would take twice the time.
    filed.sort(key=lambda row: f"{row[0]}\0{row[1]}\0{row[2].kind}/{row[2].id}")
    return [(read, entry) for read, _, entry in filed]


def sought(entry: Entry, lang: str, main: str) -> tuple[str, str]:
    """The reading of a title in a language, or in the first if it has none in this one, and the title itself."""
    first = "", "", ""
    for title in entry.row.titles:
        if (title[0] or main) == lang:
            return (without_article(title[2]) if lang.startswith("en") else title[2]), title[1]
        if (title[0] or main) == main:
            first = title
    return (without_article(first[2]) if main.startswith("en") else first[2]), first[1]


def _sound(division: Division, lang: str) -> str:
    if lang == "en" and division.name_en:
        return reading(division.name_en)
    return division.sound or place_reading(division.name, division.name_en)


def _open_needs(site: Site, code: str) -> int:
    return len(site.open(site.within(code, "opportunities")))


# --- pages ---------------------------------------------------------------------------------------------------------


def record_pages(site: Site) -> Iterable[str]:
    """The ids of all pages of the index of records."""
    return records(site).pages


def place_pages(site: Site) -> Iterable[str]:
    """The ids of all pages of the index of places."""
    return places(site).pages


def find(site: Site, id: str) -> Values:
    """The letters with their counts, what may be wanted in a hurry, and the other ways to find something."""
    vital = {kind: site.published(kind)[: LIST_LIMIT // 2] for kind in ("guidelines", "hotlines")}
    return {
        "title": "kind.find", "description": "lead.find", "kinds": [(kind, len(site.published(kind))) for kind in _kinds(site)],
        "counted": site.counted(*_kinds(site)),
        "by_language": {
            lang: {"letters": shelf.counts()}
            | {kind: [entry for _, entry in _in_order(site, entries, lang)] for kind, entries in vital.items()}
            for lang, shelf in records(site).shelves.items()
        },
    }  # fmt: skip


def find_places(site: Site, id: str) -> Values:
    """The same for places: their letters, and the cities in full."""
    cities = set(site.cities)
    return {
        "title": "find.places", "description": "find.places.lead", "counted": site.counted("opportunities"),
        "by_language": {
            lang: {"letters": shelf.counts(), "cities": _among(shelf, cities)[:LIST_LIMIT]}
            for lang, shelf in places(site).shelves.items()
        },
    }  # fmt: skip


def _among(shelf: Shelf, codes: set[str]) -> list[tuple[str, int]]:
    return [what for filed in shelf.letters.values() for _, what in filed if what[0] in codes]


def letter_of_records(site: Site, id: str) -> Values:
    """One page of a letter: records."""
    return _letter(records(site), id, "find.letter", "find.letter.page", "find.letter.lead")


def letter_of_places(site: Site, id: str) -> Values:
    """One page of a letter: places."""
    said = _letter(places(site), id, "find.place-letter", "find.place-letter.page", "find.place-letter.lead")
    return {**said, "counted": site.counted("opportunities")}


def _letter(index: Index, id: str, first: str, further: str, lead: str) -> Values:
    """A page of a letter; the three words are for the titles of its first page and the others, and their description."""
    of, number = index.pages[id]
    said = {"letter": shown(of), "number": number}
    return {
        "title": (first if number == 1 else further, said), "description": (lead, said),
        "letter": shown(of), "number": number,
        "by_language": {
            lang: {
                "letters": shelf.row(), "parts": shelf.parts[of], "count": len(shelf.letters[of]),
                "found": [what for _, what in shelf.page(of, number)],
            }
            for lang, shelf in index.shelves.items()
        },
    }  # fmt: skip
