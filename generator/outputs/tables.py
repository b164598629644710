"""Registers and figures as files for spreadsheets: the whole of what their pages show, a part of it, or cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from generator.accounts import REGISTERS, Line, Street, accounts
from generator.counting import CITY_MEASURES, WEEK_MEASURES, figures
from generator.entry import Entry
from generator.model.edition import Edition
from generator.model.fields import field_names
from generator.model.schema import Column
from generator.outputs.data import JOINED, Table, words_in
from generator.site import Site
from generator.views.registers import GAPS, lacking
from generator.words import WORDS

Row = Sequence[str]
Head = tuple[str, str, str]
"""A column: its name, the word or field that it goes by, and its type; one of `text` has a column for each language."""

_UNIT: tuple[Head, ...] = (
    ("id", "record.id", "string"), ("organization", "register.unit", "string"), ("organization_title", "register.unit", "text"),
)  # fmt: skip
_STATE: tuple[Head, ...] = (("state", "register.state", "string"), ("sample", "sample", "boolean"))
_TEAM, _GIFT, _POST = "organizations.teams", "organizations.contributions", "organizations.liaison"
_HEADS: dict[str, tuple[Head, ...]] = {
    "pairings": (
        ("area", "organizations.pairings.area", "string"), ("area_name", "organizations.pairings.area", "name"),
        ("since", "organizations.pairings.since", "date"), ("until", "organizations.pairings.until", "date"),
        ("work", "organizations.pairings.work", "text"),
    ),
    "teams": (
        ("team", f"{_TEAM}.id", "string"), ("title", f"{_TEAM}.title", "text"), ("kind", f"{_TEAM}.kind", "string"),
        ("members", f"{_TEAM}.members", "integer"), ("areas", f"{_TEAM}.areas", "string"), ("areas_name", f"{_TEAM}.areas", "name"),
        ("tasks", f"{_TEAM}.tasks", "string"), ("since", f"{_TEAM}.since", "date"), ("until", f"{_TEAM}.until", "date"),
    ),
    "liaisons": (
        ("home", "organizations.home", "string"), ("home_name", "organizations.home", "name"), ("role", f"{_POST}.role", "text"),
        ("phone", f"{_POST}.phone", "string"), ("hours", f"{_POST}.hours", "text"),
    ),
    "contributions": (
        ("date", f"{_GIFT}.date", "date"), ("kind", f"{_GIFT}.kind", "string"), ("item", f"{_GIFT}.item", "text"),
        ("quantity", f"{_GIFT}.quantity", "number"), ("unit", f"{_GIFT}.unit", "string"), ("area", f"{_GIFT}.area", "string"),
        ("area_name", f"{_GIFT}.area", "name"), ("recipient", f"{_GIFT}.recipient", "text"),
    ),
    "sign-ins": (
        ("area", "organizations.sign_ins.area", "string"), ("area_name", "organizations.sign_ins.area", "name"),
        ("date", "organizations.sign_ins.date", "date"), ("community", "organizations.sign_ins.community", "text"),
    ),
}  # fmt: skip


def tables(site: Site) -> Iterator[Table]:
    """Every table, each made when its rows are asked for."""
    for name in REGISTERS:
        heads = _columns(site.edition, (*_UNIT, *_HEADS[name], *_STATE))
        yield Table(f"registers/{name}", f"register.{name}", heads, ("id",), partial(_register, site, name))
    yield _table(site, "registers/gaps", "register.gaps", _GAP_HEADS, ("gap", "area", "organization"), _gaps)
    yield _table(site, "figures/totals", "figures.totals", _TOTAL_HEADS, ("measure",), _totals)
    yield _table(site, "figures/cities", "figures.by-city", _CITY_HEADS, ("area",), _cities)
    yield _table(site, "figures/weeks", "figures.by-week", _WEEK_HEADS, ("week",), _weeks)
    yield _table(site, "figures/contributions", "figures.given", _SUM_HEADS, ("kind", "unit"), _sums)
    yield _table(site, "figures/services", "figures.services", _WORD_HEADS, ("word",), partial(_words, name="services"))
    yield _table(site, "figures/levels", "figures.levels", _WORD_HEADS, ("word",), partial(_words, name="levels"))


def _table(
    site: Site, name: str, title: str, heads: Sequence[Head], key: Sequence[str], rows: Callable[[Site], Iterable[Row]]
) -> Table:
    return Table(name, title, _columns(site.edition, heads), key, partial(rows, site))


def _columns(edition: Edition, heads: Iterable[Head]) -> list[Column]:
    names = field_names()
    found = []
    for name, word, kind in heads:
        title = names.get(word) or WORDS[word]
        help = WORDS.get(word.replace("figures.", "figures.how."), title)
        for lang in edition.codes if kind in ("text", "name") else ("",):
            said = {code: f"{text} ({lang})" for code, text in title.items()} if lang else title
            column = f"{name}_{lang}" if lang else name
            found.append(Column(column, name, "scalar", "string" if lang else kind, said, help, lang=lang))
    return found


# --- registers -----------------------------------------------------------------------------------------------------


def _register(site: Site, name: str) -> Iterator[Row]:
    say = _Sayer(site)
    for line in accounts(site).lines[name]:
        entry = line.entry
        unit = [line.id, entry.id, *say.text(entry.row.title)]
        yield [*unit, *_CELLS[name](say, line), line.state, _flag(entry.row.sample)]


class _Sayer:
    """Words and places in every language of an edition, one cell each."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.codes, self.main = site.edition.codes, site.edition.main

    def text(self, value: Any) -> list[str]:
        return [words_in(value, lang, self.main) if value is not None else "" for lang in self.codes]

    def places(self, codes: Sequence[str]) -> list[str]:
        found = [[self.site.divisions[code] for code in codes] for _ in self.codes]
        named = zip(self.codes, found, strict=True)
        return [JOINED.join((place.name_en if lang == "en" else "") or place.name for place in places) for lang, places in named]


def _pairing(say: _Sayer, line: Line) -> Row:
    item = line.entry.record.pairings[line.part.place]
    return [item.area, *say.places([item.area]), line.part.since, line.part.until, *say.text(item.work)]


def _team(say: _Sayer, line: Line) -> Row:
    item, part = line.entry.record.teams[line.part.place], line.part
    about = [item.id, *say.text(item.title), item.kind, part.amount]
    return [*about, JOINED.join(item.areas), *say.places(item.areas), JOINED.join(item.tasks), part.since, part.until]


def _liaison(say: _Sayer, line: Line) -> Row:
    record = line.entry.record
    home, item = [record.home] if record.home else [], record.liaison
    return ["".join(home), *say.places(home), *say.text(item.role), item.phone, *say.text(item.hours)]


def _gift(say: _Sayer, line: Line) -> Row:
    item, part = line.entry.record.contributions[line.part.place], line.part
    given = [part.since, part.kind, *say.text(item.item), part.amount, part.unit]
    return [*given, item.area, *say.places([item.area]), *say.text(item.recipient)]


def _sign_in(say: _Sayer, line: Line) -> Row:
    item = line.entry.record.sign_ins[line.part.place]
    return [item.area, *say.places([item.area]), line.part.since, *say.text(item.community)]


_CELLS: dict[str, Callable[[_Sayer, Line], Row]] = {
    "pairings": _pairing, "teams": _team, "liaisons": _liaison, "contributions": _gift, "sign-ins": _sign_in,
}  # fmt: skip


def _flag(value: bool) -> str:
    return str(value).lower()


# --- gaps ----------------------------------------------------------------------------------------------------------

_GAP_HEADS: tuple[Head, ...] = (
    ("gap", "register.gaps", "string"), ("area", "area.code", "string"), ("area_name", "area.level.street", "name"),
    ("organization", "register.unit", "string"), ("organization_title", "register.unit", "text"),
    ("needs", "figures.needs", "integer"), ("left", "figures.left", "integer"), ("until", "organizations.pairings.until", "date"),
)  # fmt: skip


def _gaps(site: Site) -> Iterator[Row]:
    """Every gap, whole: pages show the first of each."""
    say = _Sayer(site)
    for kinds in GAPS.values():
        for kind in kinds:
            for what in lacking(accounts(site), kind):
                yield [kind, *_gap(say, what)]


def _gap(say: _Sayer, what: Entry | Street) -> Row:
    if isinstance(what, Entry):
        return ["", *say.places([]), what.id, *say.text(what.row.title), "", "", ""]
    last = what.last
    unit = [last.entry.id, *say.text(last.entry.row.title)] if last else ["", *say.text(None)]
    return [what.code, *say.places([what.code]), *unit, str(what.needs), str(what.left), last.part.until if last else ""]


# --- figures -------------------------------------------------------------------------------------------------------

_SAMPLES: Head = ("samples", "figures.samples", "integer")
_TOTAL_HEADS: tuple[Head, ...] = (("measure", "figures.what", "string"), ("count", "figures.count", "integer"), _SAMPLES)
_CITY_HEADS: tuple[Head, ...] = (
    ("area", "area.code", "string"), ("area_name", "chart.city", "name"),
    *((name.replace("-", "_"), f"figures.{name}", "integer") for name in CITY_MEASURES),
)  # fmt: skip
_WEEK_HEADS: tuple[Head, ...] = (
    ("week", "figures.week", "string"), ("monday", "figures.monday", "date"),
    *((name.replace("-", "_"), f"figures.week.{name}", "integer") for name in WEEK_MEASURES),
)  # fmt: skip
_SUM_HEADS: tuple[Head, ...] = (
    ("kind", "chart.kind", "string"), ("unit", "figures.unit", "string"), ("quantity", "figures.quantity", "number"),
    ("entries", "chart.entries", "integer"), _SAMPLES,
)  # fmt: skip
_WORD_HEADS: tuple[Head, ...] = (
    ("word", "chart.kind", "string"), ("title", "chart.kind", "text"), ("count", "figures.count", "integer"), _SAMPLES,
)  # fmt: skip


def _totals(site: Site) -> Iterator[Row]:
    for name, count in figures(site).totals().items():
        yield [name, str(count.all), str(count.samples)]


def _cities(site: Site) -> Iterator[Row]:
    say = _Sayer(site)
    for code, numbers in figures(site).by_city():
        yield [code, *say.places([code]), *map(str, numbers)]


def _weeks(site: Site) -> Iterator[Row]:
    for week in figures(site).by_week():
        yield [week.name, week.monday, *map(str, week.numbers)]


def _sums(site: Site) -> Iterator[Row]:
    book = accounts(site)
    for row in book.sums(book.begun("contributions")):
        yield [row.kind, row.unit, row.quantity, str(row.entries), str(row.samples)]


def _words(site: Site, name: str) -> Iterator[Row]:
    """Counts by a word of a vocabulary."""
    counted, say = figures(site), _Sayer(site)
    vocabulary, counts = ("help_categories", counted.services()) if name == "services" else ("levels", counted.levels())
    for word, count, examples in counts:
        yield [word, *say.text(site.edition.terms[vocabulary][word]), str(count), str(examples)]
