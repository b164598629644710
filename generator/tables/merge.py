"""Lays what a sheet says over the record there is: what means the same keeps its form, what has no column stays, comments too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from generator.tables import rows
from generator.tables.cells import clean
from generator.tables.gather import Draft
from generator.tables.headings import Matched
from generator.tables.layout import SPOKEN, Column, Path, Table
from generator.yaml_core import Value

Record = dict[str, Value]
Moved = dict[tuple[str | int, ...], tuple[str | int, ...]]
"""Where things of a list stand now, by where they stood."""


class Merge:
    """One record as it would be."""

    def __init__(self, draft: Draft, before: Record, tables: Sequence[Table], main: str) -> None:
        self.draft, self.before, self.tables, self.main = draft, before, tables, main
        self.after: Record = deepcopy(before)
        self.moved: Moved = {}
        for path, columns in _by_field(tables[0]).items():
            if path in draft.fields:
                self._field(path, columns)
        for table in tables[1:]:
            if len(table.path) == 1 and table.path[0] in draft.lists:
                self._list(table)

    # --- fields ---

    def _field(self, path: Path, columns: Sequence[Column]) -> None:
        old, new = rows.value_at(self.before, path), self.draft.fields[path]
        new = self._with_other_languages(columns[0], old, new)
        if self._same(old, new, columns) or (new is None and not self.draft.version):
            return
        if new is None or (new == {} and columns[0].sort in SPOKEN):
            _drop(self.after, path)
        else:
            _put(self.after, path, simple(new, self.main))

    def _same(self, old: Any, new: Any, columns: Sequence[Column]) -> bool:
        return [rows.cell(old, column, self.main) for column in columns] == [
            rows.cell(new, column, self.main) for column in columns
        ]

    def _with_other_languages(self, column: Column, old: Any, new: Any) -> Any:
        """What is said in languages that have no column here stays beside what the sheet says."""
        if column.sort not in SPOKEN or new is None or old is None:
            return new
        if not column.several:
            return self._others(old) | new if isinstance(old, Mapping) else new
        known = {clean(_main_of(item, self.main)): item for item in old}
        return [self._others(known.get(item.get(self.main, ""))) | item for item in new]

    def _others(self, said: Any) -> dict[str, Any]:
        """A text in the languages that the sheet has no column for, or in all of them if an empty cell takes nothing away."""
        here = {column.lang for column in self.tables[0].columns} if self.draft.version else set()
        return {lang: text for lang, text in said.items() if lang not in here} if isinstance(said, Mapping) else {}

    # --- lists ---

    def _list(self, table: Table) -> None:
        name = table.path[0]
        old: list[Any] = list(self.before.get(name) or ())  # type: ignore[arg-type]
        new = self.draft.lists[name]
        if old or new:
            self.after[name] = self._items(old, new, table, (name,))

    def _items(self, old: list[Any], new: list[Any], table: Table, at: tuple[str | int, ...]) -> list[Any]:
        """The things of a list; one that says what an old one said is that, in the form it has."""
        known = [rows.meaning(item, table.path, self.tables, self.main) for item in old]
        made = [simple(item, self.main) for item in new]
        free = list(range(len(old)))
        for place, item in enumerate(made):
            means = rows.meaning(item, table.path, self.tables, self.main)
            twin = next((number for number in free if known[number] == means), None)
            if twin is not None:
                free.remove(twin)
                made[place] = old[twin]
                self.moved[*at, twin] = (*at, place)
        return made

    # --- what is told of it ---

    @property
    def changed(self) -> bool:
        """Whether the record would say something else than it does."""
        return self.after != self.before

    def lost(self, matched: Sequence[Matched]) -> Iterator[tuple[Matched, Column]]:
        """Columns that a sheet of a list lacks although the record has something there."""
        for match in matched:
            missing = [column for column in match.table.columns if column not in match.columns.values()]
            if not match.table.path or match.table.path[0] not in self.draft.lists:
                continue
            for column in missing:
                held = (item for _, item in rows.items(self.before, match.table.path))
                if any(rows.cell(rows.value_at(item, column.path), column, self.main) for item in held):
                    yield match, column


def _by_field(table: Table) -> dict[Path, list[Column]]:
    """The columns of each field."""
    found: dict[Path, list[Column]] = {}
    for column in table.columns:
        found.setdefault(column.path, []).append(column)
    return found


def simple(value: Any, main: str) -> Any:
    """A value as an editor would write it: what is said in the first language alone is a plain text."""
    if isinstance(value, list):
        return [simple(item, main) for item in value]
    if isinstance(value, dict):
        return value[main] if list(value) == [main] else {key: simple(item, main) for key, item in value.items()}
    return value


def _main_of(item: Any, main: str) -> str:
    return str(item.get(main, "")) if isinstance(item, Mapping) else str(item)


def _put(record: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        record = record.setdefault(step, {})
    record[path[-1]] = value


def _drop(record: Any, path: Path) -> None:
    """Take a field away, and what it stood in if nothing is left there."""
    if path[0] in record and len(path) > 1:
        _drop(record[path[0]], path[1:])
        if record[path[0]] == {}:
            del record[path[0]]
    else:
        record.pop(path[0], None)


# --- comments ------------------------------------------------------------------------------------------------------


def kept(comments: Mapping[tuple[str | int, ...], Sequence[str]], merge: Merge) -> dict[tuple[str | int, ...], list[str]]:
    """Comments by where what they stood before stands now; those before something that is gone stand before what it was in."""
    found: dict[tuple[str | int, ...], list[str]] = {}
    for path, lines in comments.items():
        found.setdefault(_standing(_moved(path, merge.moved), merge.after), []).extend(lines)
    return found


def _moved(path: tuple[str | int, ...], moved: Moved) -> tuple[str | int, ...]:
    return moved[path[:2]] + path[2:] if path[:2] in moved else path


def _standing(path: tuple[str | int, ...], record: Record) -> tuple[str | int, ...]:
    """As much of a path as leads somewhere; the mark of the end of the file leads where it did."""
    if path[:1] == ("\n",):
        return path
    value: Any = record
    for depth, step in enumerate(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return path[:depth] or ()
    return path
