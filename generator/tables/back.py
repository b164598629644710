"""Writes into a copy of an imported workbook what the import has found out: ids of new records, and every record's version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator import load
from generator.check import check
from generator.survey import Checked
from generator.tables import headings, sheets
from generator.tables.book import with_cells
from generator.tables.layout import MARK, VERSION, tables
from generator.tables.plan import Plan


def filled_in(path: Path, done: Plan, content: Path, today: date) -> bytes:
    """The workbook as it should be kept for the next time, after its import has been written."""
    checked = check(content, today)
    return with_cells(load.read_bytes(path), _cells(path, done, checked))


def _cells(path: Path, done: Plan, checked: Checked) -> Iterator[tuple[str, int, int, str]]:
    """What is to be filled in: sheet, row, column, text."""
    matched, _ = headings.matched(sheets.read(path), tables(done.kind, checked.edition.codes), done.kind)
    versions = {match.sheet.name: place for match in matched for place, column in match.columns.items() if column.path == VERSION}
    for place, id in done.rows:
        if (place, id) in done.named:
            yield place.sheet, place.row, place.column, id
        if place.sheet in versions:
            yield place.sheet, place.row, versions[place.sheet], MARK + checked.entries[done.kind][id].version
