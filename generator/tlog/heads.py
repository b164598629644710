"""The last version of each record, so that nothing has to be read through to add to the log; made anew where it is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

Rows = Iterable[tuple[str, str, int, int, str, bytes]]


class Head(NamedTuple):
    """The last version of a record: its entry, its number, its digest, and its salt as long as it has one."""

    sequence: int
    version: int
    digest: str
    salt: bytes


class Heads:
    """A table in a file beside the log, which belongs to no copy of it and is not published."""

    def __init__(self, file: Path | str) -> None:
        self._table = sqlite3.connect(file)
        self._table.execute(
            "create table if not exists heads (kind, id, sequence, version, digest, salt, primary key (kind, id)) without rowid"
        )
        self._table.execute("create table if not exists at (size, root)")

    def close(self) -> None:
        self._table.close()

    def ready(self, size: int, root: bytes, rows: Callable[[], Rows]) -> None:
        """See to it that the table is that of this tree; `rows` gives every entry in order."""
        if self._table.execute("select size, root from at").fetchall() != [(size, root)]:
            self._table.execute("delete from heads")
            self.put(size, root, rows())

    def put(self, size: int, root: bytes, rows: Rows) -> None:
        """Enter the versions that were added, each as kind, id, sequence, version, digest, salt."""
        with self._table:
            self._table.executemany("insert or replace into heads values (?, ?, ?, ?, ?, ?)", rows)
            self._table.execute("delete from at")
            self._table.execute("insert into at values (?, ?)", (size, root))

    def of(self, kind: str, id: str) -> Head | None:
        """The last version of a record, if it has any."""
        with closing(
            self._table.execute("select sequence, version, digest, salt from heads where kind = ? and id = ?", (kind, id))
        ) as found:
            row = found.fetchone()
        return Head(*row) if row else None

    def present(self) -> Iterator[tuple[str, str]]:
        """Kind and id of every record that was neither withdrawn nor erased."""
        yield from self._table.execute("select kind, id from heads where digest != '' and kind != 'release' order by kind, id")
