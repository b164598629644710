"""The division table: which city, county and street belongs to which, from `areas/divisions.csv`.

`areas/former.csv` holds divisions that are no more, each with the one that took its place.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.problems import Problem

LEVELS = ("province", "city", "county", "street")
FILE = "areas/divisions.csv"
FORMER_FILE = "areas/former.csv"
_CODE = re.compile(r"\d{12}", re.ASCII)


@dataclass(slots=True)
class Division:
    """One division. Some cities have no county level, so a street's parent may be a city."""

    code: str
    name: str
    level: str
    parent: str
    name_en: str = ""
    sound: str = ""
    """How its name is looked up by those who read it in Chinese."""
    children: list[str] = field(default_factory=list)


def read_divisions(text: str) -> tuple[dict[str, Division], list[Problem]]:
    """The table as a mapping by code, in the table's order, and a problem for each bad row."""
    divisions: dict[str, Division] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    rows = csv.DictReader(io.StringIO(text))
    try:
        if rows.fieldnames is None or list(rows.fieldnames[:4]) != ["code", "name", "level", "parent"]:
            return {}, [_bad(1, ",".join(rows.fieldnames or ()))]
        for row in rows:
            code = row["code"] or ""
            if not _CODE.fullmatch(code) or code in divisions or row["level"] not in LEVELS or not row["name"]:
                problems.append(_bad(rows.line_num, ",".join(str(cell) for cell in row.values())))
                continue
            lines[code] = rows.line_num
            divisions[code] = Division(code, row["name"], row["level"], row["parent"] or "", row.get("name_en") or "")
    except csv.Error as error:
        # Line ends of another age, or a quote that is never closed.
        problems.append(_bad(max(rows.line_num, 1), str(error)))
    problems += _join(divisions, lines)
    return divisions, problems


def _join(divisions: dict[str, Division], lines: dict[str, int]) -> list[Problem]:
    problems = []
    for division in divisions.values():
        above = divisions.get(division.parent)
        if above is not None and LEVELS.index(above.level) < LEVELS.index(division.level):
            above.children.append(division.code)
        elif division.parent or division.level != "province":
            problems.append(_bad(lines[division.code], f"{division.code} {division.name}, parent {division.parent}"))
    return problems


def _bad(line: int, found: str) -> Problem:
    return Problem(FILE, "bad-division-table", line, 1, values={"found": found[:80]})


def lineage(divisions: dict[str, Division], code: str) -> list[Division]:
    """The division and those it lies in, from the topmost down."""
    chain: list[Division] = []
    while code and (division := divisions.get(code)):
        chain.append(division)
        code = division.parent
    return chain[::-1]


# --- divisions that are no more ------------------------------------------------------------------------------------


class Former(NamedTuple):
    """A division that is no more: its name, the code and name of what took its place, and since when."""

    name: str
    successor: str
    successor_name: str
    since: str


_FORMER_HEAD = ["code", "name", "successor", "since", "source"]
# The day is not always known; the year is.
_SINCE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def read_former(text: str, divisions: Mapping[str, Division]) -> tuple[dict[str, Former], list[Problem]]:
    """The table of former divisions by code, and a problem for each cell that is wrong."""
    former: dict[str, Former] = {}
    problems: list[Problem] = []
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        if (head := next(rows, [])) != _FORMER_HEAD:
            return {}, [_bad_former(1, "", ",".join(head))]
        for cells in filter(None, rows):
            faults = list(_former_faults(cells, former, divisions))
            problems += [_bad_former(rows.line_num, column, found) for column, found in faults]
            if not faults:
                code, name, successor, since, _ = cells
                former[code] = Former(name, successor, divisions[successor].name, since)
    except csv.Error as error:
        problems.append(_bad_former(max(rows.line_num, 1), "", str(error)))
    return former, problems


def _former_faults(cells: list[str], known: Mapping[str, Former], divisions: Mapping[str, Division]) -> Iterator[tuple[str, str]]:
    """The columns of a row that are wrong, with what stands there."""
    if len(cells) != len(_FORMER_HEAD):
        yield "", ",".join(cells)
        return
    code, name, successor, since, source = cells
    if not _CODE.fullmatch(code) or code in known or code in divisions:
        yield "code", code
    if not name.strip():
        yield "name", name
    if successor not in divisions:
        yield "successor", successor
    if not _SINCE.fullmatch(since):
        yield "since", since
    if not source.strip():
        yield "source", source


def _bad_former(line: int, column: str, found: str) -> Problem:
    return Problem(FORMER_FILE, "bad-former-table", line, 1, column, values={"found": found[:80] or "—"})


def replaced(former: Mapping[str, Former], code: str) -> dict[str, str]:
    """What became of a code that is not in the table, or of the street or county it lay in, as the values of a problem."""
    gone = next((former[each] for each in (code, f"{code[:9]}000", f"{code[:6]}000000") if each in former), None)
    return {"name": gone.name, "since": gone.since, "expected": gone.successor, "successor": gone.successor_name} if gone else {}
