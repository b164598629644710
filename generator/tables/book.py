"""Makes a workbook of a kind's sheets: headings, drop-downs, a word of help at each cell, and rows if there are any.

The same records give the same bytes: a workbook is a zip, and neither the hour nor the order of its parts may show in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from generator.outputs.data import harmless
from generator.tables import rows
from generator.tables.cells import LONGEST, joined
from generator.tables.headings import EXAMPLE, GUIDE
from generator.tables.layout import SPOKEN, Column, Table
from generator.tables.options import Options
from generator.yaml_core import Refusal

Records = Sequence[tuple[str, rows.Item]]
"""Records by id, each with its version."""

OPTIONS = {"zh": "选项", "en": "Options"}
_ROOM = 2000
"""So many rows below the filled ones have drop-downs too."""
_WIDTHS = {
    "text": 30, "names": 22, "line": 22, "ref": 30, "street": 26, "code": 26, "key": 26, "url": 28, "id": 16, "term": 16,
    "version": 14, "mark": 14, "phone": 16, "date": 13,
}  # fmt: skip
_HEAD = Font(bold=True, color="FFFFFF")
_NEEDED, _WANTED = PatternFill("solid", fgColor="0B4F75"), PatternFill("solid", fgColor="5A6670")
_FAINT = Font(italic=True, color="767676")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NUMBERS = ("whole", "decimal", "number")
# Excel reads `_x0041_` as A.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What XML has no place for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAY = (1980, 1, 1, 0, 0, 0)
_HOUR = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

_SAYS = {
    "several": {"zh": "可以写几个，用；隔开。", "en": "Several are parted by ；."},
    "lines": {"zh": "一行写一条（Alt+Enter 换行）。", "en": "One to a line (Alt+Enter)."},
    "date": {"zh": "写成 2026-12-01。", "en": "Write it like 2026-12-01."},
    "time": {"zh": "写成 08:00。", "en": "Write it like 08:00."},
    "needed": {"zh": "必填。", "en": "Required."},
    "example": {"zh": "这一行只是样子，不会导入", "en": "this row shows how; it is not imported"},
}  # fmt: skip
_GUIDE = {
    "zh": (
        "1. 第一张表一行一条记录；别的表一行一项，第一列写它属于哪条记录的编号；新记录还没有编号，就写标题。",
        "2. 列名带 * 的必须填；点一下格子，会说该怎么写。有下拉的从下拉里选。",
        "3. 编号定了就不要改；新记录空着编号，程序会照标题起一个。导出来的表，清空一格就是删去这一项。",
        "4. 要撤下一条记录，填“撤下：撤下原因”，不要删行。",
        "5. 存盘后运行 zhiyin import 文件名：先看要改什么、哪一格不对，都对了才写入。",
        "自己的笔记：列名或表名前面写“备注”，就不会读。",
    ),
    "en": (
        "1. The first sheet has a record in each row; in the others each row is one thing, and the first column says whose: its id, or the title of a new record.",
        "2. Columns marked * are required; click on a cell to see how to fill it in. Pick from the list where there is one.",
        "3. Never change an id; leave it empty for a new record and one is made. In an exported sheet, emptying a cell deletes.",
        "4. To withdraw a record fill in “Withdrawn: Reason”; do not delete its row.",
        "5. Save, then run zhiyin import FILE: it shows what would change and which cells are wrong, and writes once all is well.",
        "Notes of your own: begin the name of the column or sheet with “note”.",
    ),
}


@dataclass(slots=True)
class _List:
    """One column of the sheet of options."""

    letter: str
    words: list[str]


@dataclass(slots=True)
class _Lists:
    """Everything that may be picked, each list once."""

    options: Options
    found: dict[str, _List] = field(default_factory=dict)

    def of(self, column: Column) -> str:
        """The cells that hold what may be picked in a column, as a formula; nothing where anything may be written."""
        name = self.options.list_name(column)
        if name not in self.found:
            words = self.options.listed(column)
            if not words:
                return ""
            self.found[name] = _List(get_column_letter(len(self.found) + 1), [_written(word) for word in words])
        known = self.found[name]
        return f"'{OPTIONS[self.options.lang]}'!${known.letter}$2:${known.letter}${len(known.words) + 1}"


def workbook(tables: Sequence[Table], options: Options, records: Iterable[tuple[str, rows.Item]], examples: bool) -> bytes:
    """The workbook of a kind, with records, or with a row in each sheet that shows how to fill it in."""
    book = Workbook(write_only=True)
    lists, held = _Lists(options), list(records)
    for table in tables:
        _sheet(book, table, lists, held, examples)
    _guide(book, options.lang)
    sheet = book.create_sheet(OPTIONS[options.lang])
    sheet.sheet_state = "hidden"
    sheet.append(list(lists.found))
    for words in zip_longest(*(known.words for known in lists.found.values())):
        sheet.append(list(words))
    stream = io.BytesIO()
    book.save(stream)
    return _settled(stream.getvalue())


def _sheet(book: Workbook, table: Table, lists: _Lists, records: Records, examples: bool) -> None:
    lang = lists.options.lang
    sheet = book.create_sheet(table.title[lang])
    sheet.freeze_panes = "C2" if not table.path else "B2"
    filled = [
        row for id, record in records for row in rows.rows(id, record, table, lists.options.edition.main, lists.options.shown)
    ]
    for place, column in enumerate(table.all, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.sort, 12)
        if column.sort not in _NUMBERS:
            sheet.column_dimensions[letter].number_format = "@"
        sheet.data_validations.append(_help(column, lists, f"{letter}2:{letter}{len(filled) + _ROOM}"))
    sheet.append([_heading(sheet, column, lang) for column in table.all])
    if examples:
        sheet.append([_cell(sheet, _example(column, lists.options), column, _FAINT) for column in table.all])
    for row in filled:
        sheet.append([_cell(sheet, text, column) for text, column in zip(row, table.all, strict=True)])


def _heading(sheet: Any, column: Column, lang: str) -> Any:
    """A heading in both languages, the one asked for first."""
    other = "en" if lang == "zh" else "zh"
    cell = WriteOnlyCell(sheet, f"{column.title[lang]}{' *' if column.starred else ''}\n{column.title[other]}")
    cell.font, cell.fill, cell.alignment = _HEAD, _NEEDED if column.starred else _WANTED, _WRAPPED
    return cell


def _help(column: Column, lists: _Lists, cells: str) -> DataValidation:
    """What is said beside a cell while it is filled in, and its drop-down. What is typed all the same, the import judges."""
    lang = lists.options.lang
    formula = lists.of(column)
    rule = DataValidation(type="list" if formula else None, formula1=formula or None, allow_blank=True, sqref=cells)
    rule.promptTitle, rule.prompt = column.title[lang][:32], _told(column, lang)[:255]
    rule.showInputMessage, rule.showErrorMessage, rule.errorStyle = True, bool(formula) and not column.several, "warning"
    return rule


def _told(column: Column, lang: str) -> str:
    """The help of a column: whether it is required, what to write, and how."""
    how = (
        "lines"
        if column.several and column.sort == "text"
        else "several"
        if column.several or column.sort == "names"
        else column.sort
    )
    needed = _SAYS["needed"][lang] if column.starred else ""
    end = "" if column.help[lang].endswith(("。", ".")) else "。" if lang == "zh" else "."
    return f"{needed}{column.help[lang]}{end}{_SAYS[how][lang] if how in _SAYS else ''}"


# --- cells ---------------------------------------------------------------------------------------------------------


def _cell(sheet: Any, text: str, column: Column, font: Font | None = None) -> Any:
    if not text and not font:
        return None
    if column.sort in _NUMBERS and re.fullmatch(r"\d{1,15}(?:\.\d{1,4})?", text, re.ASCII):
        cell = WriteOnlyCell(sheet, float(text) if "." in text else int(text))
    else:
        cell = WriteOnlyCell(sheet, _written(text))
        cell.data_type = "s" if text else cell.data_type
        cell.number_format = "@"
    cell.alignment = _WRAPPED
    if font:
        cell.font = font
    return cell


def _written(text: str) -> str:
    """A text that no spreadsheet runs, or reads as another. Raises `Refusal` if no cell can hold it."""
    safe = harmless(text)
    if len(safe) > LONGEST:
        raise Refusal("cell-too-long", found=len(safe), expected=LONGEST)
    if bad := _UNWRITABLE.search(safe):
        raise Refusal("control-character", found=f"U+{ord(bad[0]):04X}")
    return _ESCAPE.sub("_x005F_", safe)


def _example(column: Column, options: Options) -> str:
    """What a cell of the row of examples says."""
    lang = options.lang
    if column.sort == "key":
        return f"{EXAMPLE[lang == 'en']}{'' if lang == 'zh' else ' '}{_SAYS['example'][lang]}"
    if column.sort == "mark":
        return ""
    if column.sort in SPOKEN or column.example is None or options.listed(column):
        return _usual(column, options)
    example = column.example if isinstance(column.example, list) else [column.example]
    return joined([str(item) for item in example], column.sort)


def _usual(column: Column, options: Options) -> str:
    """The first of what may be picked, an ordinary value, or what the field is for."""
    if words := options.listed(column):
        return words[0]
    if column.sort in SPOKEN:
        example = column.example
        if column.sort == "names" and isinstance(example, dict):
            return joined(example.get(column.lang, ()), "names")
        if isinstance(example, dict):
            example = example.get(column.lang)
        return str(example or column.help["en" if column.lang.startswith("en") else "zh"])
    day = (options.edition.as_of or "2026-12-01") if column.sort == "date" else ""
    return str(day) or {"time": "08:00", "whole": "4", "decimal": "4", "number": "1"}.get(column.sort, "")


# --- the rest of the workbook --------------------------------------------------------------------------------------


def _guide(book: Workbook, lang: str) -> None:
    sheet = book.create_sheet(GUIDE[lang])
    sheet.column_dimensions["A"].width = 90
    for line in _GUIDE[lang]:
        cell = WriteOnlyCell(sheet, line)
        cell.alignment = _WRAPPED
        sheet.append([cell])


def _settled(data: bytes) -> bytes:
    """The same workbook with no hour in it and its parts in a fixed order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        # Whoever looks only at the first part must find what kind of file it is.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _HOUR.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(info, part)
    return stream.getvalue()


def with_cells(data: bytes, cells: Iterable[tuple[str, int, int, str]]) -> bytes:
    """A workbook with some more cells filled in: sheet, row, column and what to write there."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    for sheet, row, column, text in cells:
        cell = book[sheet].cell(row, column)
        cell.value, cell.number_format = text, "@"
    stream = io.BytesIO()
    book.save(stream)
    return _settled(stream.getvalue())
