"""Reads the sheets of a workbook that `unpack` has let pass: one look at each cell, formulas by the value they last had."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from generator.tables.cells import LONGEST, Raw, Unread
from generator.tables.unpack import opened
from generator.yaml_core import Refusal

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(slots=True)
class Part:
    """One sheet."""

    name: str
    concealed: bool
    """Whether the whole sheet is hidden."""
    rows: list[tuple[int, dict[int, Raw]]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


def read(path: Path) -> list[Part]:
    """Every sheet of a workbook. Raises `Refusal`."""
    try:
        with opened(path) as archive:
            return list(_Book(archive).parts())
    except (Xml.ParseError, LookupError, ValueError, OverflowError):
        raise Refusal("book-no-workbook", found=path.name) from None


class _Book:
    """A workbook's tables of texts and of formats, and its sheets."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        self.root = self._tree("xl/workbook.xml")
        self.texts = [_text(item) for item in self._children("xl/sharedstrings.xml", "si")]
        self.formats = list(self._formats())
        settings = next(_all(self.root, "workbookPr"), None)
        old = settings is not None and settings.get("date1904") in ("1", "true")
        self.epoch = CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900

    def _tree(self, name: str) -> Xml.Element:
        with self.archive.open(self.names[name]) as stream:
            return Xml.parse(stream).getroot()

    def _children(self, name: str, tag: str) -> Iterator[Xml.Element]:
        if name in self.names:
            yield from (child for child in self._tree(name) if _tag(child) == tag)

    def _formats(self) -> Iterator[str]:
        """Of each style of a cell: `date`, `span` (a time that may exceed a day) or nothing."""
        if "xl/styles.xml" not in self.names:
            return
        root = self._tree("xl/styles.xml")
        own = {int(item.get("numFmtId", 0)): item.get("formatCode", "") for item in _all(root, "numFmt")}
        for styles in _all(root, "cellXfs"):
            for style in styles:
                number = int(style.get("numFmtId", 0))
                code = own.get(number) or BUILTIN_FORMATS.get(number, "")
                yield "span" if is_timedelta_format(code) else "date" if is_date_format(code) else ""

    def parts(self) -> Iterator[Part]:
        paths = {item.get("Id"): item.get("Target", "") for item in self._tree("xl/_rels/workbook.xml.rels")}
        for sheet in _all(self.root, "sheet"):
            target = paths[sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)].lower()
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            part = Part(sheet.get("name", ""), sheet.get("state", "visible") != "visible")
            if name.startswith("xl/worksheets/"):
                self._fill(part, name)
            yield part

    def _fill(self, part: Part, name: str) -> None:
        number = 0
        with self.archive.open(self.names[name]) as stream:
            for _, element in Xml.iterparse(stream):
                match _tag(element):
                    case "row":
                        number = int(element.get("r") or number + 1)
                        if cells := dict(self._cells(element)):
                            part.rows.append((number, cells))
                        if cells and element.get("hidden") in ("1", "true"):
                            part.hidden.append(number)
                        element.clear()
                    case "mergeCell":
                        part.merged.append(element.get("ref", ""))

    def _cells(self, row: Xml.Element) -> Iterator[tuple[int, Raw]]:
        column = 0
        for cell in row:
            if _tag(cell) == "c":
                found = _CELL.fullmatch(cell.get("r", ""))
                column = column_index_from_string(found[1]) if found else column + 1
                if (value := self._value(cell)) is not None:
                    yield column, value

    def _value(self, cell: Xml.Element) -> Raw:
        """What a cell holds. A formula counts for the value it had when the workbook was saved."""
        parts = {_tag(child): child for child in cell}
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _within(_text(parts["is"])) if "is" in parts else None
        value = parts["v"].text if "v" in parts else None
        if value is None or value == "":
            return Unread("cell-formula", f"={parts['f'].text or '…'}"[:40]) if "f" in parts else None
        match kind:
            case "s":
                return _within(self.texts[int(value)])
            case "str":
                return _within(_unescaped(value))
            case "b":
                return value in ("1", "true")
            case "e":
                return Unread("cell-error", value)
            case "d":
                return datetime.fromisoformat(value)
        return self._number(float(value), int(cell.get("s", 0)))

    def _number(self, value: float, style: int) -> Raw:
        form = self.formats[style] if style < len(self.formats) else ""
        if form and 0 <= value < 2_958_466:
            moment = from_excel(value, self.epoch, timedelta=form == "span")
            return moment if isinstance(moment, (datetime, time, timedelta)) else value
        return int(value) if value.is_integer() else value


def _tag(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(root: Xml.Element, tag: str) -> Iterator[Xml.Element]:
    return (element for element in root.iter() if _tag(element) == tag)


def _text(item: Xml.Element) -> str:
    """A text of one or several runs, without the reading that may stand beside it."""
    parts: list[str] = []
    for child in item:
        if _tag(child) == "t":
            parts.append(child.text or "")
        elif _tag(child) == "r":
            parts += [run.text or "" for run in child if _tag(run) == "t"]
    return _unescaped("".join(parts))


def _within(text: str) -> Raw:
    """A text if a cell may hold as much, so that nobody works on a longer one."""
    return Unread("cell-too-long", str(len(text))) if len(text) > LONGEST else text or None


def _unescaped(text: str) -> str:
    """Excel writes characters that XML has no place for as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
