"""Which sheet of a file is which, and which column holds which field, by their names in either language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.kinds import KIND_NAMES
from generator.tables.cells import Raw
from generator.tables.flaws import Flaw, Place
from generator.tables.layout import Column, Table
from generator.tables.sheets import Sheet
from generator.words import WORDS
from generator.yaml_core import Refusal

EXAMPLE = ("（例）", "(example)")
"""The first cell of a row that only shows how to fill in the sheet begins with this."""
GUIDE = {"zh": "说明", "en": "Guide"}
"""The sheet that says how to fill in the others."""
_NOTES = ("备注", "note")
_LONGEST = 150
"""No heading is longer, in two languages; of one that is, no more is shown."""


@dataclass(slots=True)
class Matched:
    """A sheet whose columns are known."""

    sheet: Sheet
    table: Table
    columns: dict[int, Column] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)

    def place(self, row: int, column: int = 0) -> Place:
        known = self.columns.get(column)
        heading = known.title if known else {lang: self.headings.get(column, "") for lang in ("zh", "en")}
        return Place(self.sheet.book, "" if self.sheet.alone else self.sheet.name, row, column, heading)

    def rows(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        """The rows that are filled in."""
        for number, cells in self.sheet.rows[1:]:
            first = str(cells.get(min(cells, default=0), "")).strip()
            if not first.lower().startswith(EXAMPLE) and any(
                not isinstance(cell, str) or cell.strip() for cell in cells.values()
            ):
                yield number, cells


def folded(text: str) -> str:
    """A heading as it is looked up: without marks of what is required, width, case and blanks."""
    return re.sub(r"[\s*★]", "", unicodedata.normalize("NFKC", text).lower())


# --- the kind, and its sheets --------------------------------------------------------------------------------------


def kind_of(sheets: Sequence[Sheet], own_words: Mapping[str, Sequence[str]]) -> str:
    """The kind whose name a sheet or CSV file goes by. Raises `Refusal`."""
    names = {
        folded(name): kind for kind in KIND_NAMES for name in (kind, *WORDS[f"kind.{kind}"].values(), *own_words.get(kind, ()))
    }
    found = {names[name] for sheet in sheets for name in _names(sheet) if name in names}
    if len(found) != 1:
        known = {lang: "、".join(WORDS[f"kind.{kind}"][lang] for kind in KIND_NAMES) for lang in ("zh", "en")}
        raise Refusal("book-no-kind", found=[sheet.name for sheet in sheets], expected=known)
    return found.pop()


def _names(sheet: Sheet) -> list[str]:
    """What a sheet may be meant by: of `opportunities.shifts.csv` the first part names the kind."""
    return [folded(sheet.name), folded(sheet.name.split(".")[0])]


def matched(sheets: Sequence[Sheet], tables: Sequence[Table], kind: str) -> tuple[list[Matched], list[Flaw]]:
    """Each sheet with what it holds and its columns, and what is wrong with names and headings."""
    found: list[Matched] = []
    flaws: list[Flaw] = []
    for sheet in sheets:
        table = _table(sheet, tables, kind, alone=sum(not sheet.concealed for sheet in sheets) == 1)
        if table is None:
            flaws += _stray(sheet, tables)
        elif any(other.table is table for other in found):
            flaws.append(Flaw(Place(sheet.book, sheet.name), "sheet-twice", {"found": table.title}))
        else:
            match = Matched(sheet, table)
            flaws += [*_whole(match), *_match_columns(match)]
            found.append(match)
    return sorted(found, key=lambda match: tables.index(match.table)), [*flaws, *_orphans(found, tables)]


def _table(sheet: Sheet, tables: Sequence[Table], kind: str, alone: bool) -> Table | None:
    """The table a sheet is: by its name, or for CSV by what stands behind the kind; one that is alone holds records."""
    names = {folded(".".join(table.path)): table for table in tables}
    names |= {folded(title): table for table in reversed(tables) for title in table.title.values()}
    names |= {folded(".".join((kind, *table.path))): table for table in tables}
    whole = folded(sheet.name)
    behind = whole.partition(".")[2] if sheet.alone else whole
    return names.get(whole) or names.get(behind) or (tables[0] if alone and not sheet.concealed else None)


def _stray(sheet: Sheet, tables: Sequence[Table]) -> Iterator[Flaw]:
    """A sheet that is nothing of the kind's: notes are left alone."""
    name = folded(sheet.name)
    ours = sheet.concealed or name in map(folded, GUIDE.values())
    if not ours and not name.startswith(_NOTES) and sheet.rows:
        known = {lang: "、".join(table.title[lang] for table in tables) for lang in ("zh", "en")}
        yield Flaw(Place(sheet.book, sheet.name), "sheet-unknown", {"found": sheet.name, "expected": known})


def _whole(match: Matched) -> Iterator[Flaw]:
    if match.sheet.merged:
        yield Flaw(match.place(0), "sheet-merged", {"found": match.sheet.merged})


def _orphans(found: Sequence[Matched], tables: Sequence[Table]) -> Iterator[Flaw]:
    """Lists within lists need the list above."""
    there = {match.table.path for match in found}
    for match in found:
        above = match.table.path[:-1]
        if above and above not in there:
            title = next(table.title for table in tables if table.path == above)
            yield Flaw(match.place(0), "sheet-above-missing", {"expected": title})


# --- columns -------------------------------------------------------------------------------------------------------


def _match_columns(match: Matched) -> Iterator[Flaw]:
    rows = match.sheet.rows
    head = rows[0][1] if rows and rows[0][0] == 1 else {}
    known = _headings(match.table)
    for place, cell in sorted(head.items()):
        match.headings[place] = heading = str(cell).strip()[:_LONGEST]
        column = next((known[name] for name in _spoken(heading) if name in known), None)
        if column is None:
            yield from _unknown(match, place, heading)
        elif column in match.columns.values():
            yield Flaw(match.place(1, place), "column-twice", {"found": column.title}, heading[:60])
        else:
            match.columns[place] = column
    for key in match.table.keys:
        if key not in match.columns.values() and (key.required or (not match.table.path and key.path == ("id",))):
            yield Flaw(match.place(1), "column-missing", {"found": key.title})
    yield from _unheaded(match)


def _headings(table: Table) -> dict[str, Column]:
    """The columns of a sheet by their names in both languages, and by what programs call them where no name says so."""
    known = {folded(title): column for column in table.all for title in column.title.values()}
    for column in table.all:
        for mark in "._":
            known.setdefault(folded(mark.join(column.field)), column)
    return known


def _spoken(heading: str) -> Iterator[str]:
    """A heading may be in two languages, one to a line."""
    yield folded(heading)
    yield from (folded(line) for line in heading.split("\n"))


def _unknown(match: Matched, place: int, heading: str) -> Iterator[Flaw]:
    if folded(heading).startswith(_NOTES):
        match.ignored.append(heading)
    else:
        known = tuple(column.title["zh"] for column in match.table.all) + tuple(column.title["en"] for column in match.table.all)
        yield Flaw(match.place(1, place), "column-unknown", {"found": heading.split("\n")[0][:60], "known": known}, heading[:60])


def _unheaded(match: Matched) -> Iterator[Flaw]:
    """What stands under no heading would be lost."""
    told: set[int] = set()
    for number, cells in match.rows():
        for place, cell in cells.items():
            if place not in match.headings and place not in told and str(cell).strip():
                told.add(place)
                yield Flaw(match.place(number, place), "column-unheaded", {}, str(cell)[:60])
