"""The tile map: where each city's tile lies, from `areas/tiles.csv`. Tiles are equal and have no borders to dispute."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.model.divisions import Division
from generator.problems import Problem

FILE = "areas/tiles.csv"
FIELDS = ("code", "column", "row")
# More columns than this would be narrower than a fingertip on any phone.
MOST_COLUMNS, MOST_ROWS = 12, 40
_WHOLE = re.compile(r"[1-9]\d?", re.ASCII)


class Tile(NamedTuple):
    """A city and its place on the map, both counted from 1."""

    code: str
    column: int
    row: int


def read_tiles(text: str, divisions: Mapping[str, Division]) -> tuple[list[Tile], list[Problem]]:
    """The tiles, row by row, and a problem for each line that is wrong and each city that has none."""
    rows = csv.DictReader(io.StringIO(text))
    tiles: dict[str, Tile] = {}
    problems: list[Problem] = []
    try:
        if tuple(rows.fieldnames or ()) != FIELDS:
            return [], [_bad(1, ",".join(rows.fieldnames or ()))]
        for row in rows:
            if tile := _tile(row, tiles, divisions):
                tiles[tile.code] = tile
            else:
                problems.append(_bad(rows.line_num, ",".join(str(cell) for cell in row.values())))
    except csv.Error as error:
        problems.append(_bad(max(rows.line_num, 1), str(error)))
    return sorted(tiles.values(), key=lambda tile: (tile.row, tile.column)), [*problems, *_missing(tiles, divisions)]


def _tile(row: Mapping[str, str | None], tiles: Mapping[str, Tile], divisions: Mapping[str, Division]) -> Tile | None:
    """The tile of a line; nothing for a code that is no city's or stands twice, and for a place that is none or is taken."""
    code, column, line = (row[name] or "" for name in FIELDS)
    division = divisions.get(code)
    if division is None or division.level != "city" or code in tiles or len(row) > len(FIELDS):
        return None
    if not (_WHOLE.fullmatch(column) and _WHOLE.fullmatch(line)) or int(column) > MOST_COLUMNS or int(line) > MOST_ROWS:
        return None
    taken = {(tile.column, tile.row) for tile in tiles.values()}
    return Tile(code, int(column), int(line)) if (int(column), int(line)) not in taken else None


def _missing(tiles: Mapping[str, Tile], divisions: Mapping[str, Division]) -> Iterator[Problem]:
    for division in divisions.values():
        if division.level == "city" and division.code not in tiles:
            yield Problem(FILE, "city-without-tile", 1, 1, values={"found": f"{division.code} {division.name}"})


def _bad(line: int, found: str) -> Problem:
    return Problem(FILE, "bad-tile", line, 1, values={"found": found[:80]})
