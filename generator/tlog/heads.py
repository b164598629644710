"""The last version of each record, so that nothing has to be read through to add to the log; made anew where it is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from generator.tlog import entries

_HEADS = (
    "create table heads (kind, id, sequence, version, digest, time, sort, salt, primary key (kind, id)) without rowid",
    "create table told (sequence primary key, sort) without rowid",
    "create table at (size, root)",
)
_FORM = 3
"""Changes with the tables; one of another form is made anew."""
TOLD = ("correction", "withdrawal", "erasure")
"""The sorts of entries that readers are told of on a page of their own."""
_FOUND = (*TOLD, entries.RENAME)
"""The sorts of entries that are found without reading the log through."""


class Head(NamedTuple):
    """The last version of a record: its entry, its number, its digest, and its salt as long as it has one."""

    sequence: int
    version: int
    digest: str
    time: str
    sort: str
    salt: bytes


Row = tuple[str, str, Head]
"""A version as the table has it, by kind and id of its record."""


def row(entry: entries.Entry, salt: bytes) -> Row:
    """An entry as the table has it."""
    return entry.kind, entry.id, Head(entry.sequence, entry.version, entry.digest, entry.time, entry.sort, salt)


class Heads:
    """A table in a file beside the log, which belongs to no copy of it and is not published."""

    def __init__(self, file: Path | str) -> None:
        self._table = sqlite3.connect(file)
        self._ahead: dict[tuple[str, str], Head] = {}
        try:
            known = self._form()
        except sqlite3.DatabaseError:
            self._table.close()
            Path(file).unlink(missing_ok=True)
            self._table = sqlite3.connect(file)
            known = self._form()
        if known != _FORM:
            self._begin()

    def _form(self) -> int:
        """The form of the tables there are. Nothing is to be left of what is taken out of them: salts of erased records are."""
        self._table.execute("pragma secure_delete = on")
        found: int = self._table.execute("pragma user_version").fetchone()[0]
        return found

    def _begin(self) -> None:
        with self._table:
            # Two who find at once that it has to be made are not to meet half-way.
            self._table.execute("begin immediate")
            for name in ("heads", "told", "at"):
                self._table.execute(f"drop table if exists {name}")
            for table in _HEADS:
                self._table.execute(table)
            self._table.execute(f"pragma user_version = {_FORM}")

    def close(self) -> None:
        self._table.close()

    def ready(self, size: int, root: bytes, rows: Callable[[], Iterable[Row]]) -> None:
        """See to it that the table is that of this tree; `rows` gives every entry in order."""
        if self._table.execute("select size, root from at").fetchall() != [(size, root)]:
            self._begin()
            self.put(size, root, rows())

    def put(self, size: int, root: bytes, rows: Iterable[Row]) -> None:
        """Enter the versions that were added."""
        with self._table:
            for kind, id, head in rows:
                self._table.execute("insert or replace into heads values (?, ?, ?, ?, ?, ?, ?, ?)", (kind, id, *head))
                if head.sort in _FOUND:
                    self._table.execute("insert or replace into told values (?, ?)", (head.sequence, head.sort))
            self._table.execute("delete from at")
            self._table.execute("insert into at values (?, ?)", (size, root))

    def expect(self, rows: Iterable[Row]) -> None:
        """Take versions for added that are not entered yet."""
        self._ahead |= {(kind, id): head for kind, id, head in rows}

    def of(self, kind: str, id: str) -> Head | None:
        """The last version of a record, if it has any."""
        if (kind, id) in self._ahead:
            return self._ahead[kind, id]
        with closing(self._table.execute("select * from heads where kind = ? and id = ?", (kind, id))) as found:
            row = found.fetchone()
        return Head(*row[2:]) if row else None

    def all(self) -> dict[tuple[str, str], Head]:
        """The last version of every record, in order of kind and id."""
        found = {(row[0], row[1]): Head(*row[2:]) for row in self._table.execute("select * from heads")} | self._ahead
        return dict(sorted(found.items()))

    def told(self, sorts: Container[str] = TOLD) -> list[int]:
        """The entries of corrections, withdrawals and erasures, in order; or those of renames."""
        found = {sequence for sequence, sort in self._table.execute("select sequence, sort from told") if sort in sorts}
        return sorted(found | {head.sequence for head in self._ahead.values() if head.sort in _FOUND and head.sort in sorts})

    @property
    def renames(self) -> list[int]:
        """The entries with which an id ended, in order."""
        return self.told((entries.RENAME,))
