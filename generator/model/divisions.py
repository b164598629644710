"""The division table: which city, county and street belongs to which, from `areas/divisions.csv`."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from generator.problems import Problem

LEVELS = ("province", "city", "county", "street")
FILE = "areas/divisions.csv"
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
