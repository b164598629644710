"""What a workbook or a CSV file holds, as sheets of cells; formulas by the value they had, and nothing else carried out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.say import why
from generator.tables import workbook
from generator.tables.cells import Raw
from generator.tables.unpack import MAX_BYTES, MAX_ROWS
from generator.yaml_core import CONTROL, Refusal

Row = tuple[int, dict[int, Raw]]
"""The number of a row, and its cells by the number of their column, both counted from one; empty cells are left out."""


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook, or one CSV file."""

    book: str
    """The file's name."""
    name: str
    """What the sheet goes by; of a CSV file, the file's name without its ending."""
    rows: list[Row] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    """Rows that whoever sent the sheet may not have seen."""
    concealed: bool = False
    """Whether the whole sheet is hidden."""
    alone: bool = False
    """Whether it is a file of its own."""
    encoding: str = ""
    """What a CSV file was taken to be written in, if not UTF-8."""


def read(path: Path) -> list[Sheet]:
    """The sheets of a file, or of all CSV files of a folder. Raises `Refusal`."""
    if path.is_dir():
        files = sorted(file for file in path.glob("*.csv") if not file.name.startswith("."))
        if not files:
            raise Refusal("book-empty-folder", found=path.name)
        return [_read_csv(file) for file in files]
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return [_read_csv(path)]
    return [_sheet(path, part) for part in workbook.read(path)]


def _sheet(path: Path, part: workbook.Part) -> Sheet:
    hidden = [number for number, _ in part.rows] if part.concealed else part.hidden
    return Sheet(path.name, part.name, part.rows, part.merged, hidden, concealed=part.concealed)


# --- CSV -----------------------------------------------------------------------------------------------------------


def _read_csv(path: Path) -> Sheet:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refusal("book-too-large", found=f"{path.stat().st_size >> 20} MB", expected=f"{MAX_BYTES >> 20} MB")
        text, encoding = _decoded(path.read_bytes())
    except OSError as error:
        raise Refusal("book-unreadable", found=why(error)) from None
    return Sheet(path.name, path.stem, list(_rows(text)), alone=True, encoding=encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and its encoding if that is not UTF-8: a Chinese Excel saves in its own."""
    marked = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    for encoding in [marked] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if bad := CONTROL.search(text):
            raise Refusal("control-character", found=f"U+{ord(bad[0]):04X}")
        return text, "" if encoding == "utf-8-sig" else encoding.upper()
    raise Refusal("book-encoding")


def _rows(text: str) -> Iterator[Row]:
    """Rows by their place among rows, as a spreadsheet counts them, not by line: a cell may hold several lines."""
    head = text[: text.find("\n")] if "\n" in text else text
    mark = "\t" if "\t" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MAX_ROWS:
                raise Refusal("book-too-many-rows", found="CSV", expected=MAX_ROWS)
            yield number, {place: cell for place, cell in enumerate(cells, 1) if cell}
    except csv.Error as error:
        raise Refusal("book-bad-csv", found=str(error), expected=reader.line_num) from None
