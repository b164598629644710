"""The page of figures: each with its picture, its table and its file, and a map of equal tiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator import charts
from generator.accounts import accounts
from generator.counting import CITY_MEASURES, COUNTED, WEEK_MEASURES, figures
from generator.site import Site
from generator.text import Speech
from generator.views import Values

WEEKS_SHOWN = 26
"""The page shows the last half year; the file holds every week."""
STEPS = 4
"""So many shades for what is more than nothing."""


def view(site: Site, id: str) -> Values:
    counted, book = figures(site), accounts(site)
    cities, weeks = counted.by_city(), counted.by_week()
    sums = book.sums(book.begun("contributions"))
    left = {code: numbers[CITY_MEASURES.index("left")] for code, numbers in cities}
    return {
        "title": "kind.figures", "description": "lead.figures", "counted": site.counted(*COUNTED),
        "totals": [(name, *count) for name, count in counted.totals().items()], "cities": cities,
        "weeks": weeks[-WEEKS_SHOWN:], "weeks_before": max(len(weeks) - WEEKS_SHOWN, 0), "sums": [tuple(row) for row in sums],
        "services": counted.services(), "levels": counted.levels(), "withdrawn": book.withdrawn,
        "tiles": [(*tile, left[tile.code], step(left[tile.code], max(left.values()))) for tile in site.tiles],
        "steps": _steps(max(left.values(), default=0)),
    }  # fmt: skip


def step(number: int, most: int) -> int:
    """The shade of a number: 0 for nothing, then steps of equal width up to the greatest."""
    return -(-number * STEPS // most) if number else 0


def _steps(most: int) -> list[tuple[int, int, int]]:
    """What each shade stands for: its number, the least and the greatest it is given to. Those that fit no number are left out."""
    ranges = [(number, (number - 1) * most // STEPS + 1, number * most // STEPS) for number in range(1, STEPS + 1)]
    return [(0, 0, 0), *(row for row in ranges if row[1] <= row[2])]


# --- on the home page ---------------------------------------------------------------------------------------------


def home(site: Site, t: Speech, values: Values) -> Values:
    """The two pictures of the home page with their tables, and its latest changes."""
    needs = [(t.division(site.divisions[code]), count) for code, count in values["needs_by_city"]]
    kinds = site.edition.terms["contribution_kinds"]
    given = [(t.plain(kinds[kind]), count) for kind, count in values["given_by_kind"]]
    return {
        "needs_rows": needs, "needs_chart": charts.bars(str(t.word("home.chart")), needs),
        "given_rows": given, "given_chart": charts.bars(str(t.word("home.chart.given")), given),
        "changes": [(entry, entry.record.changes[place]) for entry, place in values["changes"]],
    }  # fmt: skip


# --- in words ------------------------------------------------------------------------------------------------------


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """Pictures and tables in a language."""
    cities = [(_division(site, t, code), *numbers) for code, numbers in values["cities"]]
    return {
        "by_city": _by_city(t, cities), "by_week": _by_week(t, values["weeks"]), "given": _given(t, values["sums"]),
        "had": [
            _simple(t, "services", "help_categories", values["services"]), _simple(t, "levels", "levels", values["levels"]),
        ],
        "map": _rows(values["tiles"]), "columns": max((tile[1] for tile in values["tiles"]), default=0),
    }  # fmt: skip


def _division(site: Site, t: Speech, code: str) -> str:
    division = site.divisions[code]
    return t.division(division) if division.level == "city" else t.word("figures.outside").unescape()


def _figure(t: Speech, id: str, pictures: Sequence[tuple[str, Markup]], heads: Sequence[str], rows: Sequence[Any]) -> Values:
    """One figure: its id, which names its file too, its pictures with their captions, and its table."""
    return {"id": id, "pictures": pictures, "heads": [t.words[head] for head in heads], "rows": rows}


def _by_city(t: Speech, cities: list[tuple[Any, ...]]) -> Values:
    pictures = [_bars(t, f"figures.{name}", [(row[0], row[1 + place]) for row in cities]) for place, name in _drawn()]
    return _figure(t, "cities", pictures, ["chart.city", *(f"figures.{name}" for name in CITY_MEASURES)], cities)


def _drawn() -> list[tuple[int, str]]:
    """The measures of cities that are drawn; the table has all."""
    return [(CITY_MEASURES.index(name), name) for name in ("left", "filled", "members", "contributions")]


def _bars(t: Speech, word: str, rows: Sequence[tuple[str, int]]) -> tuple[str, Markup]:
    """The most first; what is nothing is left to the table."""
    title = t.words[word].unescape()
    found = sorted((row for row in rows if row[1]), key=lambda row: -row[1])
    return title, charts.bars(title, found)


def _by_week(t: Speech, weeks: Sequence[Any]) -> Values:
    days = [week.monday[5:] for week in weeks]
    pictures = []
    for place, name in enumerate(WEEK_MEASURES[:-1]):
        lacking = [week.numbers[-1] if name == "filled" else 0 for week in weeks]
        rows = list(zip(days, (week.numbers[place] for week in weeks), lacking, strict=True))
        said, empty = t.words[f"figures.week.{name}"].unescape(), t.words["figures.week.left"].unescape()
        title = t.words["figures.week.shifts"].unescape() if name == "filled" else said
        pictures.append((title, charts.columns(title, rows, (said, empty))))
    heads = ["figures.week", *(f"figures.week.{name}" for name in WEEK_MEASURES)]
    table = [(f"{week.name} ({week.monday})", *week.numbers) for week in weeks]
    return _figure(t, "weeks", pictures, heads, table)


def _given(t: Speech, sums: Sequence[Any]) -> Values:
    kinds: dict[str, int] = {}
    for kind, _, entries, *_ in sums:
        kinds[kind] = kinds.get(kind, 0) + entries
    picture = _bars(
        t, "home.chart.given", [(t.terms["contribution_kinds"][kind].striptags(), count) for kind, count in kinds.items()]
    )
    rows = [
        (t.terms["contribution_kinds"][kind], t.terms["units"][unit], quantity, entries, examples)
        for kind, unit, entries, quantity, examples in sums
    ]
    heads = ["chart.kind", "figures.unit", "figures.quantity", "chart.entries", "figures.samples"]
    return _figure(t, "contributions", [picture], heads, rows)


def _simple(t: Speech, id: str, vocabulary: str, counts: Sequence[Any]) -> Values:
    rows = [(t.terms[vocabulary][word], count, examples) for word, count, examples in counts]
    picture = _bars(t, f"figures.{id}", [(name.striptags(), count) for name, count, _ in rows])
    return _figure(t, id, [picture], ["chart.kind", "figures.count", "figures.samples"], rows)


def _rows(tiles: Sequence[Any]) -> list[list[Any]]:
    """The map row by row, with nothing where no tile lies."""
    wide, tall = max((tile[1] for tile in tiles), default=0), max((tile[2] for tile in tiles), default=0)
    placed = {(tile[1], tile[2]): tile for tile in tiles}
    return [[placed.get((column, row)) for column in range(1, wide + 1)] for row in range(1, tall + 1)]
