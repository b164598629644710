"""The memory of earlier builds: losing it costs time, never content, and what it keeps is what was given to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import editions
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import memory as memory_module
from generator.check import check
from generator.entry import Row, Turn, pack, unpack
from generator.judgement import Judged
from generator.load import ContentFile
from generator.memory import Memory, Written, program_mark
from generator.problems import Problem

OLD = ContentFile("hotlines", "a", "/x/hotlines/a.yml", "hotlines/a.yml", 1_000, 10)
JUDGED = Judged(b"digest", b"values", ((True, 1), "open", "", "", "2026-12-01", False, (), (), ()), [])


def reopened(memory: Memory, folder: Path) -> Memory:
    memory.close()
    return Memory(folder)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A memory that knows one file."""
    found = Memory(tmp_path)
    found.keep(OLD, b"context", JUDGED)
    return reopened(found, tmp_path)


def test_it_recalls_what_it_kept(memory: Memory) -> None:
    """A file that has not changed is recalled under the same context, with its digest, row and values."""
    found = memory.recall(OLD, b"context")
    assert found is not None
    assert (found.digest, found.row, found.problems) == (b"digest", JUDGED.row, [])
    assert memory.values(OLD.name) == b"values"
    memory.close()


@pytest.mark.parametrize(
    ("change", "context"),
    [({"modified": 1_001}, b"context"), ({"size": 11}, b"context"), ({"name": "b"}, b"context"), ({}, b"other")],
)
def test_it_forgets_what_changed(memory: Memory, change: dict[str, object], context: bytes) -> None:
    """Another time, size, name or context is not recalled."""
    fields = {name: getattr(OLD, name) for name in OLD.__slots__} | change
    assert memory.recall(ContentFile(**fields), context) is None
    memory.close()


def test_a_file_changed_just_now_is_read_again(tmp_path: Path) -> None:
    """A file that may change once more within one tick of its clock is never recalled."""
    import time

    memory = Memory(tmp_path)
    now = ContentFile("hotlines", "a", "/x", "hotlines/a.yml", time.time_ns(), 10)
    memory.keep(now, b"", JUDGED)
    memory = reopened(memory, tmp_path)
    assert memory.recall(now, b"") is None
    memory.close()


@pytest.mark.parametrize(
    "judged", [JUDGED._replace(row=None), JUDGED._replace(problems=[Problem("hotlines/a.yml", "no-source", severity="warning")])]
)
def test_problems_are_never_remembered(tmp_path: Path, judged: Judged) -> None:
    """A file with a problem, even a warning, is judged afresh each time, so that it is told each time."""
    memory = Memory(tmp_path)
    memory.keep(OLD, b"context", judged)
    memory = reopened(memory, tmp_path)
    assert memory.recall(OLD, b"context") is None
    memory.close()


def test_a_changed_program_starts_afresh(memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the program or a package beside it changes, everything is forgotten."""
    memory.note("/site", [("a", Written(b"k", b"d", 1, 2))], [])
    memory.keep_pieces([("hotlines", "a", b"m", b"json", b"row")])
    memory.kept("name", b"", lambda: b"old")
    monkeypatch.setattr(memory_module, "program_mark", lambda: b"another")
    memory = reopened(memory, tmp_path)
    assert memory.recall(OLD, b"context") is None
    assert (memory.written("/site"), memory.pieces("hotlines", "json"), memory.piece_marks()) == ({}, {}, {})
    assert memory.kept("name", b"", lambda: b"new") == b"new"
    memory.close()


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"SQLite format 3\0" + b"\1" * 4000, b"\0" * 8192])
def test_rubbish_is_begun_anew(memory: Memory, tmp_path: Path, rubbish: bytes) -> None:
    """A database that cannot be read is replaced by an empty one that works."""
    memory.close()
    for name in ("memory.db-wal", "memory.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "memory.db").write_bytes(rubbish)
    memory = Memory(tmp_path)
    assert memory.recall(OLD, b"context") is None
    memory.keep(OLD, b"context", JUDGED)
    memory = reopened(memory, tmp_path)
    assert memory.recall(OLD, b"context") is not None
    memory.close()


def test_what_is_made_once_is_kept(tmp_path: Path) -> None:
    """What was made under a name is given again for the same mark, made anew for another or by another program."""
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"%d" % len(made))
        return made[-1]

    memory = Memory(tmp_path)
    assert [memory.kept("name", mark, make) for mark in (b"a", b"a", b"b", b"b", b"a")] == [b"0", b"0", b"1", b"1", b"2"]
    assert memory.kept("other", b"a", make) == b"3"
    memory = reopened(memory, tmp_path)
    assert memory.kept("name", b"a", make) == b"2"
    memory.close()


def test_it_knows_what_was_written(tmp_path: Path) -> None:
    """Files noted for a folder are known again, those gone are not, and other folders know nothing of them."""
    memory = Memory(tmp_path)
    memory.note("/one", [("a", Written(b"k", b"d", 1, 2)), ("b", Written(b"l", b"e", 3, 4))], [])
    memory.note("/one", [("b", Written(b"m", b"f", 5, 6))], ["a"])
    memory = reopened(memory, tmp_path)
    assert memory.written("/one") == {"b": Written(b"m", b"f", 5, 6)}
    assert memory.written("/two") == {}
    memory.close()


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8"), max_size=8),
        st.tuples(st.binary(max_size=4), st.tuples(st.binary(), st.binary())),
        max_size=5,
    )
)
def test_pieces_come_back(pieces: dict[str, tuple[bytes, tuple[bytes, bytes]]]) -> None:
    """Lines of open data are kept as given, the newest under a name."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder))
        memory.keep_pieces(("help", name, b"old", b"", b"") for name in pieces)
        memory.keep_pieces(("help", name, mark, *piece) for name, (mark, piece) in pieces.items())
        assert memory.piece_marks() == {("help", name): mark for name, (mark, _) in pieces.items()}
        for place, form in enumerate(("json", "csv")):
            assert memory.pieces("help", form) == {name: piece[place] for name, (_, piece) in pieces.items()}
        assert memory.pieces("areas", "json") == {}
        memory.close()


def test_a_forked_child_reads_on(memory: Memory) -> None:
    """A child process opens a connection of its own; the parent's goes on working."""
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(sender, memory.values(OLD.name) or b"nothing")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(receiver, 100) == b"values"
    assert memory.values(OLD.name) == b"values"
    os.close(receiver)
    os.close(sender)
    memory.close()


WORDS = st.text(max_size=5)
ROWS = st.builds(
    Row, st.tuples(st.booleans(), st.integers(-(10**6), 10**6)), WORDS, WORDS, WORDS, WORDS, st.booleans(),
    st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=3).map(tuple),
    st.lists(st.builds(Turn, WORDS, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple), st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=3).map(tuple),
)  # fmt: skip


@given(ROWS)
def test_rows_survive_packing(row: Row) -> None:
    """A row kept as plain values comes back the same, its shifts named again."""
    import marshal

    found = unpack(marshal.loads(marshal.dumps(pack(row))))
    assert found == row
    assert all(isinstance(turn, Turn) for turn in found.turns)


def test_the_program_has_a_mark() -> None:
    """The mark is the same in one run and differs from nothing."""
    assert program_mark() == program_mark() != b""


def test_the_database_is_plain_sqlite(memory: Memory, tmp_path: Path) -> None:
    """What is kept can be looked at with any SQLite."""
    memory.close()
    base = sqlite3.connect(tmp_path / "memory.db")
    assert base.execute("select name, modified, size from files").fetchall() == [(OLD.name, OLD.modified, OLD.size)]
    base.close()


def test_values_lost_meanwhile_are_read_again(tmp_path: Path) -> None:
    """Another build beside this one may empty the memory: a record is then read from its file."""
    content = editions.sound(tmp_path / "content")
    memory = Memory(tmp_path)
    checked = check(content, editions.TODAY, memory)
    memory.save()
    with closing(sqlite3.connect(tmp_path / "memory.db", isolation_level=None)) as other:
        other.execute("delete from files")
    entries = [entry for kind in checked.entries.values() for entry in kind.values()]
    assert entries
    assert all(entry.record.verified for entry in entries)
    memory.close()
