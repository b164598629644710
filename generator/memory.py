"""What earlier builds knew, in a small database: files already judged, pages already written.

Losing it costs time, never content; it is thrown away whenever the program or an installed package changes.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import sysconfig
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator import judgement, load

CACHE = ".zhiyin"
"""The folder of a project in which builds keep what they know."""
# A file changed this short a time before it was read may change again within the same tick of its clock.
_TICK = 20_000_000
# Files remembered at a time.
_BATCH = 2000
_TABLES = """
create table if not exists program (mark blob);
create table if not exists files (
  name text primary key, modified int, size int, kept int, context blob, digest blob, row blob, parsed blob
) without rowid;
create table if not exists pieces (kind text, id text, mark blob, json blob, csv blob, primary key (kind, id)) without rowid;
create table if not exists works (name text primary key, mark blob, content blob) without rowid;
create table if not exists outputs (
  folder text, path text, key blob, digest blob, modified int, size int, primary key (folder, path)
) without rowid;
"""


class Written(NamedTuple):
    """A published file as it was left: the key of what it shows, the digest of its bytes, and its file's marks."""

    key: bytes
    digest: bytes
    modified: int
    size: int


@cache
def program_mark() -> bytes:
    """Changes with the program's own files and with what is installed beside it."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".yml"))
    own = b"".join(load.digest(path.read_bytes()) for path in files)
    return load.digest(own + str(os.stat(sysconfig.get_path("purelib")).st_mtime_ns).encode())


class Memory(judgement.Memory):
    """The database in a folder of its own; an unreadable one is begun anew."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "memory.db"
        self._process = os.getpid()
        try:
            self._open()
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            self._open()
        self._files: dict[str, tuple[int, int, int, bytes, bytes, bytes]] | None = None
        self._kept: list[tuple[object, ...]] = []

    def _open(self) -> None:
        # The preview asks from several threads; SQLite itself has them take turns.
        self._base = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("pragma synchronous = off")
        self._base.executescript(_TABLES)
        mark = self._base.execute("select mark from program").fetchone()
        if mark is None or mark[0] != program_mark():
            self._base.executescript(
                "begin; delete from program; delete from files; delete from outputs; delete from pieces; delete from works; commit"
            )
            self._base.execute("insert into program values (?)", (program_mark(),))

    # --- files judged ---

    def recall(self, file: load.ContentFile, context: bytes) -> judgement.Judged | None:
        """What is known of a file that has not changed since, under the same context."""
        if self._files is None:
            rows = self._base.execute("select name, modified, size, kept, context, digest, row from files")
            self._files = {row[0]: row[1:] for row in rows}
        known = self._files.get(file.name)
        if known is None or known[:2] != (file.modified, file.size) or known[3] != context or file.modified > known[2] - _TICK:
            return None
        return judgement.Judged(known[4], b"", marshal.loads(known[5]), [])

    def keep(self, file: load.ContentFile, context: bytes, judged: judgement.Judged) -> bool:
        """Remember a file that is without fault, and say so; one with problems is judged afresh each time."""
        if judged.problems or judged.row is None:
            return False
        row = (file.modified, file.size, time.time_ns(), context, judged.digest, marshal.dumps(judged.row))
        if self._files is not None:
            self._files[file.name] = row
        self._kept.append((file.name, *row, judged.values))
        if len(self._kept) >= _BATCH:
            self.save()
        return True

    def values(self, file: str) -> bytes | None:
        """The parsed values of a file that `recall` knows."""
        if os.getpid() != self._process:
            # A connection must not be carried over a fork.
            self._base, self._process = sqlite3.connect(self._path, isolation_level=None), os.getpid()
        found = self._base.execute("select parsed from files where name = ?", (file,)).fetchone()
        return found[0] if found else None

    # --- what is made once and used often ---

    def kept(self, name: str, mark: bytes, make: Callable[[], bytes]) -> bytes:
        """What was made under a name and a mark, made now if it is not known."""
        found = self._base.execute("select content from works where name = ? and mark = ?", (name, mark)).fetchone()
        content: bytes = found[0] if found else make()
        if not found:
            self._base.execute("insert or replace into works values (?, ?, ?)", (name, mark, content))
        return content

    # --- outputs written ---

    def written(self, folder: str) -> dict[str, Written]:
        """Every file an earlier build left in a folder."""
        rows = self._base.execute("select path, key, digest, modified, size from outputs where folder = ?", (folder,))
        return {row[0]: Written(*row[1:]) for row in rows}

    def note(self, folder: str, written: Iterable[tuple[str, Written]], gone: Iterable[str]) -> None:
        """Remember what has been written and what has been removed."""
        self._base.execute("begin")
        self._base.executemany(
            "insert or replace into outputs values (?, ?, ?, ?, ?, ?)", ((folder, path, *row) for path, row in written)
        )
        self._base.executemany("delete from outputs where folder = ? and path = ?", ((folder, path) for path in gone))
        self._base.execute("commit")

    # --- a record's lines in the open data ---

    def piece_marks(self) -> dict[tuple[str, str], bytes]:
        """By kind and id, the mark of what a record's lines were made from."""
        return {(kind, id): mark for kind, id, mark in self._base.execute("select kind, id, mark from pieces")}

    def pieces(self, kind: str, form: str) -> dict[str, bytes]:
        """By id, the lines kept of a kind in a form, `json` or `csv`."""
        column = {"json": "json", "csv": "csv"}[form]
        return dict(self._base.execute(f"select id, {column} from pieces where kind = ?", (kind,)))

    def keep_pieces(self, pieces: Iterable[tuple[str, str, bytes, bytes, bytes]]) -> None:
        """Remember lines: kind, id, mark, JSON, CSV."""
        self._base.execute("begin")
        self._base.executemany("insert or replace into pieces values (?, ?, ?, ?, ?)", pieces)
        self._base.execute("commit")

    def save(self) -> None:
        """Write down what was kept since the last time."""
        if self._kept:
            self._base.execute("begin")
            self._base.executemany("insert or replace into files values (?, ?, ?, ?, ?, ?, ?, ?)", self._kept)
            self._base.execute("commit")
            self._kept = []

    def close(self) -> None:
        self.save()
        self._base.close()
