"""Sheets to records: what each row says of which record, and where every field of it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model.values import IDENTIFIER
from generator.tables.cells import Raw, split, text_of
from generator.tables.flaws import Flaw, Place
from generator.tables.headings import Matched
from generator.tables.layout import ID, MARK, NUMBER, SPOKEN, VERSION, Column, Path, Table
from generator.tables.options import Options
from generator.yaml_core import Refusal

FieldPath = tuple[str | int, ...]
_OWN = ("key", "mark", "number")
"""Columns that tell rows apart and are no fields."""
_FAULTY = object()
"""The value of a cell whose fault has been told."""


@dataclass(slots=True)
class Draft:
    """What the sheets say of one record."""

    id: str
    place: Place
    fields: dict[Path, Any] = field(default_factory=dict)
    """Every field that has a column, by its path; a text by language; nothing where the cell is empty."""
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Every list that has a sheet."""
    places: dict[FieldPath, tuple[Matched, int, int]] = field(default_factory=dict)
    """Where each field stands: sheet, row and column."""
    version: str = ""
    """The version that it was exported with. Without one it only adds and changes: nobody has seen what else there is."""
    title: str = ""

    def place_of(self, path: FieldPath) -> Place:
        """Where a field stands, or the nearest thing it lies in."""
        while path:
            if path in self.places:
                match, row, column = self.places[path]
                return match.place(row, column)
            path = path[:-1]
        return self.place


@dataclass(slots=True)
class Gathered:
    """Everything the sheets say."""

    drafts: list[Draft] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    read_as: list[tuple[Place, str, str]] = field(default_factory=list)
    """Cells whose text was brought into another form: where, what stood there, what it was taken for."""


def gather(matched: Sequence[Matched], options: Options, known: Mapping[str, str]) -> Gathered:
    """The records that sheets tell of. `known` is the title of every record there is, by id."""
    return _Gathering(options, known, matched).all()


class _Gathering:
    def __init__(self, options: Options, known: Mapping[str, str], matched: Sequence[Matched]) -> None:
        self.options, self.known, self.matched = options, known, matched
        self.main = options.edition.main
        self.found = Gathered()
        self.places = {match.table: {column: place for place, column in match.columns.items()} for match in matched}
        self.drafts: dict[str, Draft] = {}
        self.titles: dict[str, Draft] = {}
        self.nameless: list[Draft] = []
        # Things that have lists of their own, by record, list and the numbers down to them.
        self.numbered: dict[tuple[int, Path, tuple[int, ...]], tuple[FieldPath, dict[str, Any]]] = {}

    def all(self) -> Gathered:
        for match in self.matched:
            for number, cells in match.rows():
                row = _Row(match, number, cells, self)
                if match.table.path:
                    self._item(row)
                else:
                    self._record(row)
            self._without_rows(match.table)
        self.found.drafts = [*self.drafts.values(), *self.nameless]
        return self.found

    def _without_rows(self, table: Table) -> None:
        """An exported record that a sheet has no row of has an empty list now; of any other nobody has said so."""
        if len(table.path) == 1:
            for draft in self.drafts.values():
                if draft.version:
                    draft.lists.setdefault(table.path[0], [])

    # --- records ---

    def _record(self, row: _Row) -> None:
        id = row.word(row.column(ID))
        draft = Draft(id, row.place(row.column(ID)))
        row.fill(draft.fields, draft.places, ())
        draft.version = row.word(row.column(VERSION)).removeprefix(MARK)
        title = draft.fields.get(("title",))
        draft.title = title.get(self.main, "") if isinstance(title, dict) else ""
        told = title == []
        if id and (not IDENTIFIER.fullmatch(id) or len(id) > 80):
            row.tell("bad-id", {"found": id}, row.column(ID))
            return
        twin = self.drafts.get(id) if id else self.titles.get(draft.title)
        if twin is not None:
            code, what = ("row-twice", id) if id else ("row-same-title", draft.title)
            row.tell(code, {"found": what, "expected": twin.place.row}, row.column(ID))
        elif not id and not draft.title and not told:
            row.tell("row-no-title", {}, row.column(ID))
        else:
            self._enter(draft)

    def _enter(self, draft: Draft) -> None:
        if draft.id:
            self.drafts[draft.id] = draft
        else:
            self.nameless.append(draft)
        if draft.title:
            self.titles.setdefault(draft.title, draft)

    # --- things of lists ---

    def _item(self, row: _Row) -> None:
        draft = self._owner(row)
        if draft is None:
            return
        path = row.match.table.path
        place: FieldPath = ()
        holder: dict[str, Any] = draft.lists
        numbers: tuple[int, ...] = ()
        for column in row.match.table.keys[1 : len(path)]:
            numbers = (*numbers, row.number(column))
            above = self.numbered.get((id(draft), path[: len(numbers)], numbers))
            if above is None:
                row.tell("row-above", {"found": row.word(column) or "—", "expected": self._title(path[: len(numbers)])}, column)
                return
            place, holder = above
        items = holder.setdefault(path[-1], [])
        at = (*place, path[-1], len(items))
        item: dict[str, Any] = {}
        fields: dict[Path, Any] = {}
        row.fill(fields, draft.places, at)
        draft.places[at] = row.spot(row.column(ID))
        for field_path, value in fields.items():
            if value is not None:
                _set(item, field_path, value)
        items.append(item)
        if row.match.table.numbered:
            self._number(row, draft, (*numbers, row.number(row.column(NUMBER)) or len(items)), at, item)

    def _number(self, row: _Row, draft: Draft, numbers: tuple[int, ...], at: FieldPath, item: dict[str, Any]) -> None:
        key = (id(draft), row.match.table.path, numbers)
        if key in self.numbered:
            row.tell("row-number", {"found": numbers[-1]}, row.column(NUMBER))
        self.numbered[key] = at, item

    def _title(self, path: Path) -> Mapping[str, str]:
        return next(match.table.title for match in self.matched if match.table.path == path)

    def _owner(self, row: _Row) -> Draft | None:
        """The record that a row belongs to. Without a sheet of records, any record there is."""
        column = row.column(ID)
        key = row.word(column)
        if not key:
            row.tell("row-no-key", {"expected": column.title if column else ""}, column)
            return None
        draft = self.drafts.get(key) or self.titles.get(key)
        if draft is None and self.matched[0].table.path and key in self.known:
            draft = self.drafts[key] = Draft(key, row.place(column))
        if draft is None:
            row.tell("row-unknown-key", {"found": key, "known": tuple(self.drafts)}, column)
        return draft


class _Row:
    """One row of a sheet whose columns are known."""

    def __init__(self, match: Matched, number: int, cells: dict[int, Raw], gathering: _Gathering) -> None:
        self.match, self.row, self.cells = match, number, cells
        self.options, self.found = gathering.options, gathering.found
        self._columns = gathering.places[match.table]

    def column(self, path: Path) -> Column | None:
        return next((column for column in self._columns if column.path == path and column.sort in _OWN), None)

    def spot(self, column: Column | None) -> tuple[Matched, int, int]:
        return self.match, self.row, self._columns.get(column, 0) if column else 0

    def place(self, column: Column | None) -> Place:
        return self.match.place(self.row, self._columns.get(column, 0) if column else 0)

    def tell(self, code: str, values: Mapping[str, Any], column: Column | None) -> None:
        raw = self.cells.get(self._columns.get(column, 0)) if column else None
        self.found.flaws.append(Flaw(self.place(column), code, values, "" if raw is None else _brief(raw)))

    def word(self, column: Column | None) -> str:
        """A cell's text, as the word it stands for; empty if it stands for none, which has then been told."""
        return self._read(column, lambda text: self.options.word(column, text) if text and column else text) or ""

    def number(self, column: Column | None) -> int:
        text = self.word(column)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

    def _read(self, column: Column | None, make: Any, otherwise: Any = None) -> Any:
        raw = self.cells.get(self._columns[column]) if column else None
        if column is None or raw is None:
            return None
        try:
            text = text_of(raw, column.sort, lines=column.several and column.sort in SPOKEN)
            self._note(column, raw, text)
            return make(text) if text else None
        except Refusal as refusal:
            self.tell(refusal.code, refusal.values, column)
            return otherwise

    def _note(self, column: Column, raw: Raw, text: str) -> None:
        """Say what a text was taken for, if that is not just how it was written."""
        if isinstance(raw, str) and column.sort not in (*SPOKEN, "line") and raw.strip().lstrip("'").lower() != text.lower():
            self.found.read_as.append((self.place(column), raw.strip(), text))

    def fill(self, fields: dict[Path, Any], places: dict[FieldPath, tuple[Matched, int, int]], at: FieldPath) -> None:
        """The fields of the row, and where they stand."""
        spoken: dict[Path, dict[str, Any]] = {}
        for column in self._columns:
            if column.sort in _OWN:
                continue
            places[*at, *column.field] = spot = self.spot(column)
            places.setdefault((*at, *column.path), spot)
            value = self._read(column, lambda text, column=column: self._value(column, text), _FAULTY)
            if column.lang:
                spoken.setdefault(column.path, {})[column.lang] = value
            else:
                fields[column.path] = _unfit(column) if value is _FAULTY else value
        for path, said in spoken.items():
            fields[path] = self._said(path, said)

    def _value(self, column: Column, text: str) -> Any:
        if column.sort == "names" or (column.several and column.sort in SPOKEN):
            # A translation may begin with lines that are not translated.
            return split(text, column.sort)
        if column.several:
            return [word for item in split(text, column.sort) if item for word in self._words(column, item)]
        word = self.options.word(column, text)
        return {"true": True, "false": False}.get(word, word) if column.sort == "flag" else word

    def _words(self, column: Column, item: str) -> list[str]:
        """The words of a text that names one, or several with commas between: a name may have a comma of its own."""
        try:
            return [self.options.word(column, item)]
        except Refusal:
            parts = [part for part in re.split("[、，,]", item) if part.strip()]
            if column.sort == "line" or len(parts) < 2:
                raise
            return [self.options.word(column, part.strip()) for part in parts]

    def _said(self, path: Path, said: dict[str, Any]) -> Any:
        """What is said in several languages as one value by language; texts of a list are paired line by line."""
        column = next(column for column in self._columns if column.path == path)
        if _FAULTY in said.values():
            return _unfit(column)
        if not column.several or column.sort == "names":
            return {lang: value for lang, value in said.items() if value} or None
        return self._paired(column, {lang: lines for lang, lines in said.items() if lines is not None})

    def _paired(self, column: Column, said: dict[str, list[str]]) -> Any:
        main = self.options.edition.main
        if not said:
            return None
        lines = [line for line in said.pop(main, []) if line]
        texts: list[dict[str, str]] = [{main: line} for line in lines]
        for lang, others in said.items():
            full = [line for line in others if line]
            if len(others) > len(lines) and len(full) > len(lines):
                spoken = next((own for own in self._columns if own.path == column.path and own.lang == lang), column)
                self.tell("cell-more-lines", {"found": len(full), "expected": len(lines)}, spoken)
                continue
            for text, line in zip(texts, others if len(others) <= len(lines) else full, strict=False):
                text |= {lang: line} if line else {}
        return texts


def _unfit(column: Column) -> Any:
    """What no field of the column's sort can be: a record with a fault is not judged for what follows from it."""
    return "?" if column.several or column.sort == "names" else []


def _set(item: dict[str, Any], path: Path, value: Any) -> None:
    for step in path[:-1]:
        item = item.setdefault(step, {})
    item[path[-1]] = value


def _brief(raw: Raw) -> str:
    text = " ".join(str(getattr(raw, "text", raw)).split())
    return text if len(text) <= 60 else text[:57] + "…"
