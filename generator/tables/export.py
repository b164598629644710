"""All records of a kind as a workbook or as CSV files, and the empty workbook to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator import load, yaml_core
from generator.model.kinds import KIND_NAMES
from generator.outputs.data import BOM, harmless
from generator.survey import Checked
from generator.tables import book, rows
from generator.tables.layout import MARK, Table, tables
from generator.tables.options import Options
from generator.tables.plan import Watch, titles


def template(checked: Checked, kind: str, lang: str) -> bytes:
    """An empty workbook of a kind, with a row in each sheet that shows how to fill it in."""
    return book.workbook(tables(kind, checked.edition.codes), _options(checked, lang), (), examples=True)


def files(checked: Checked, kind: str, target: Path, lang: str, watch: Watch = iter) -> tuple[dict[Path, bytes], int]:
    """The files of an export, by where they belong, and how many records they hold. Raises `Refusal` for what no cell can hold.

    An edition's own records alone: those of its bases are changed where they are kept."""
    shown, options = tables(kind, checked.edition.codes), _options(checked, lang)
    records = list(_records(checked, kind, watch))
    if target.suffix.lower() == ".csv":
        return _csv_files(target, shown, records, options), len(records)
    return {target: book.workbook(shown, options, records, examples=False)}, len(records)


def _options(checked: Checked, lang: str) -> Options:
    return Options(checked.edition, checked.divisions, titles(checked), lang)


def _records(checked: Checked, kind: str, watch: Watch) -> Iterable[tuple[str, rows.Item]]:
    """Records as their files have them, in order of id, each with its version."""
    found, _ = load.find(checked.folders[0], KIND_NAMES)
    own = sorted((file for file in found if file.kind == kind), key=lambda file: file.id)
    for file in watch(own):
        yield file.id, {**yaml_core.parse(load.text_of(file)), "version": MARK + checked.entries[kind][file.id].version}


def _csv_files(
    target: Path, shown: Sequence[Table], records: Sequence[tuple[str, rows.Item]], options: Options
) -> dict[Path, bytes]:
    """The file of records, and one beside it for each list that holds something."""
    made: dict[Path, bytes] = {}
    for table in shown:
        laid = [row for id, record in records for row in rows.rows(id, record, table, options.edition.main, options.shown)]
        if laid or not table.path:
            name = ".".join((target.stem, *table.path)) + target.suffix
            made[target.with_name(name)] = _csv([[column.title[options.lang] for column in table.all], *laid])
    return made


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return BOM + stream.getvalue().encode()
