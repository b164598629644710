"""The log in its folder: append-only files that are kept in the edition's own repository, beside its content."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from generator.tlog import canonical, entries, heads, notes, proofs, tiles, tree
from generator.tlog.writes import CHECKPOINT, CHECKPOINTS, JOURNAL, NEXT, RELEASE, RELEASED, put, settle

KEYS = "keys"
LOCK, HEADS = ".lock", ".heads.sqlite"
OWN = (f"{tiles.TILES}/", f"{tiles.VERSIONS}/", f"{CHECKPOINTS}/", CHECKPOINT, RELEASE, RELEASED, KEYS)
"""The log's files by name or beginning of it, as they are kept and published."""


class Fault(Exception):
    """Why nothing was done: a code, and what it is about."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


class Log:
    """A log, read as far as its edge. `ahead` has files by name that are not written yet."""

    def __init__(self, folder: Path, ahead: Mapping[str, bytes] | None = None) -> None:
        self.folder = folder
        self.ahead = ahead if ahead is not None else {}
        try:
            self.note = notes.note(self.read(CHECKPOINT).decode())
            self.said = notes.checkpoint(self.note.text)
        except FileNotFoundError:
            raise Fault("no-log", file=folder / CHECKPOINT) from None
        except (notes.BadNote, UnicodeDecodeError):
            raise Fault("damaged", file=folder / CHECKPOINT) from None
        self.edge = self.sound(lambda: tiles.edge(self.read, self.said.size))
        if self.edge.root() != self.said.root:
            raise Fault("other-root", file=folder / CHECKPOINT)

    def sound(self, read: Any) -> Any:
        """What can be read of the log's files, or the fault that one of them has."""
        try:
            return read()
        except FileNotFoundError as error:
            raise Fault("damaged", file=error.filename) from None
        except tiles.BadTile as error:
            raise Fault("damaged", file=self.folder / str(error)) from None
        except (entries.BadEntry, ValueError):
            raise Fault("damaged", file=self.folder / tiles.TILES) from None

    def read(self, name: str) -> bytes:
        """The bytes of one of the log's files."""
        found = self.ahead.get(name)
        return bytes(found) if found is not None else (self.folder / name).read_bytes()

    @property
    def names(self) -> list[str]:
        """Every file of the log, in order."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return sorted({*(name for name in found if is_own(name)), *self.ahead})

    @property
    def code(self) -> str:
        """The code of the root, which people keep."""
        return notes.root_code(self.said.size, self.said.root)

    def entry(self, sequence: int) -> entries.Entry:
        """One entry."""
        return entries.decoded(self.encoded(sequence))

    def chain(self, sequence: int | None) -> Iterator[entries.Entry]:
        """An entry and those of all versions before, the last first."""
        while sequence is not None:
            entry = self.entry(sequence)
            yield entry
            sequence = entry.previous

    def encoded(self, sequence: int) -> bytes:
        """The bytes of one entry."""
        if not 0 <= sequence < self.said.size:
            raise IndexError(sequence)
        number, at = divmod(sequence, tree.WIDTH)
        found: bytes = self._bundle(number)[at]
        return found

    @cached_property
    def _bundle(self) -> Any:
        @lru_cache(maxsize=64)
        def bundle(number: int) -> list[bytes]:
            found: list[bytes] = self.sound(lambda: tiles.entries(self.read, number, self.said.size))
            return found

        return bundle

    @cached_property
    def _nodes(self) -> tree.Nodes:
        return tiles.nodes(self.read, self.said.size)

    def text(self, sequence: int) -> tuple[bytes, bytes] | None:
        """Salt and text of a version, or nothing where it has none or none any more."""
        number, at = divmod(sequence, tree.WIDTH)
        kept: bytes = self.sound(lambda: self._kept(number))[at]
        found: tuple[bytes, bytes] | None = self.sound(lambda: canonical.parted(kept))
        if found and canonical.digest(*found) != self.entry(sequence).digest:
            raise Fault("damaged", file=(self.folder / tiles.version_path(sequence)).parent)
        return found

    @cached_property
    def _kept(self) -> Any:
        return lru_cache(maxsize=64)(self._texts)

    # --- what was said of it at each time ---

    @cached_property
    def sizes(self) -> list[int]:
        """The sizes at which it was published, or its records and its manifest were added: one checkpoint is kept of each."""
        folder = self.folder / CHECKPOINTS
        found = {
            *(os.listdir(folder) if folder.is_dir() else ()),
            *(name.rpartition("/")[2] for name in self.ahead if name.startswith(f"{CHECKPOINTS}/")),
        }
        sizes = sorted(size for name in found if name.isdecimal() and (size := int(name)) <= self.said.size)
        if self.said.size and self.said.size not in sizes[-1:]:
            raise Fault("damaged", file=folder / str(self.said.size))
        return sizes

    def size_with(self, sequence: int) -> int:
        """The size of the log as it first was with an entry in it."""
        at = bisect_right(self.sizes, sequence)
        return self.sizes[at] if at < len(self.sizes) else self.said.size

    @cached_property
    def note_at(self) -> Any:
        """The checkpoint that is kept of a size."""

        @lru_cache(maxsize=256)
        def note_at(size: int) -> notes.Note:
            name = CHECKPOINT if size == self.said.size else f"{CHECKPOINTS}/{size}"
            try:
                return notes.note(self.read(name).decode())
            except (OSError, notes.BadNote, UnicodeDecodeError):
                raise Fault("damaged", file=self.folder / name) from None

        return note_at

    def code_at(self, size: int) -> str:
        """The code of the root that it had at a size."""
        root = self.sound(lambda: tiles.root(self.read, size, self.said.size, self._nodes))
        return notes.root_code(size, root)

    def proof(self, sequence: int) -> proofs.Proof:
        """The proof that an entry is in the log, as the first checkpoint with it has it: that proof never changes."""
        size = self.size_with(sequence)
        path = self.sound(lambda: tree.inclusion(sequence, size, self._nodes))
        return proofs.Proof(sequence, path, self.note_at(size))

    def agrees(self, published: notes.Checkpoint) -> None:
        """Raise a fault unless what was published is the beginning of this log."""
        if published.origin != self.said.origin:
            raise Fault("other-log", found=published.origin, expected=self.said.origin)
        if published.size > self.said.size:
            raise Fault("stale", found=self.said.size, expected=published.size)
        if self.sound(lambda: tiles.root(self.read, published.size, self.said.size, self._nodes)) != published.root:
            raise Fault("forked", found=published.size)

    def rows(self) -> Iterator[heads.Row]:
        """Every version as the table of last versions has it."""
        for number in range((self.said.size + tree.WIDTH - 1) // tree.WIDTH):
            for data, kept in zip(tiles.entries(self.read, number, self.said.size), self._texts(number), strict=True):
                parts = canonical.parted(kept)
                yield heads.row(entries.decoded(data), parts[0] if parts else b"")

    def _texts(self, number: int) -> list[bytes]:
        """The texts of a bundle, from as many files as it was added to by."""
        first, found = number * tree.WIDTH, list[bytes]()
        while len(found) < tiles.width_at(number, 0, self.said.size):
            name = tiles.version_path(first + len(found))
            part = self.read(name).split(b"\n")[:-1]
            if not part:
                raise tiles.BadTile(name)
            found += part
        return found

    def sign(self, line: str) -> None:
        """Put a line under the checkpoint."""
        self.note = self.note.with_line(line)
        for name in (f"{CHECKPOINTS}/{self.said.size}", CHECKPOINT):
            put(self.folder / name, str(self.note).encode())

    @property
    def keys(self) -> list[notes.Verifier]:
        """The public keys that it is signed with, and those of whoever signs beside."""
        try:
            return [notes.verifier(line) for line in self.read(KEYS).decode().splitlines()]
        except FileNotFoundError:
            return []
        except (notes.BadKey, UnicodeDecodeError):
            raise Fault("damaged", file=self.folder / KEYS) from None

    def add_key(self, key: notes.Verifier) -> None:
        """Let readers know of a public key."""
        if key not in self.keys:
            put(self.folder / KEYS, "".join(f"{each}\n" for each in [*self.keys, key]).encode())


def begin(folder: Path, origin: str, signers: Sequence[notes.Signer] = ()) -> Log:
    """A new log with nothing in it."""
    if (folder / CHECKPOINT).exists():
        raise Fault("begun", file=folder / CHECKPOINT)
    tell_repositories(folder)
    put(folder / CHECKPOINT, signed(notes.Checkpoint(origin, 0, tree.root(())), signers))
    return Log(folder)


def tell_repositories(folder: Path) -> None:
    """Have them leave out what is this copy's alone, and leave every byte of the rest as it is, on Windows too."""
    own = (LOCK, HEADS, JOURNAL, NEXT, RELEASE, RELEASED, ".*.new")
    for name, lines in ((".gitignore", own), (".gitattributes", ("* -text",))):
        if not (folder / name).exists():
            put(folder / name, "".join(f"{line}\n" for line in lines).encode())


def text_of(file: Path) -> str:
    """The text of a file that somebody names."""
    try:
        return file.read_text("utf-8")
    except OSError:
        raise Fault("no-such-file", file=file) from None
    except UnicodeDecodeError:
        raise Fault("no-text", file=file) from None


def is_own(name: str) -> bool:
    """Whether a file of the folder, by its name, is the log's."""
    return not name.rpartition("/")[2].startswith(".") and any(
        name.startswith(own) if own.endswith("/") else name == own for own in OWN
    )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let nobody else add to the log meanwhile. Who was killed holds it no longer."""
    if not (folder / CHECKPOINT).is_file():
        raise Fault("no-log", file=folder / CHECKPOINT)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Fault("locked", file=folder / LOCK) from None
    try:
        _settled(folder)
        tell_repositories(folder)
        yield
    finally:
        lock.release()


def _settled(folder: Path) -> None:
    """Set right what somebody was stopped at."""
    try:
        settle(folder)
    except (ValueError, RecursionError):
        raise Fault("bad-journal", file=folder / JOURNAL) from None


def signed(said: notes.Checkpoint, signers: Sequence[notes.Signer]) -> bytes:
    """A checkpoint with the lines of those who sign it."""
    note = notes.Note(str(said))
    for signer in signers:
        note = note.with_line(signer.sign(note.text))
    return str(note).encode()
