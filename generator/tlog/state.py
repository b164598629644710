"""The log in its folder: append-only files that are kept in the edition's own repository, beside its content.

The tiles, bundles and texts are written first and the checkpoint last, so that whatever breaks off leaves the log as it was.
Nothing that a checkpoint speaks for is ever written again, but for the texts of an erased record.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.tlog import canonical, entries, heads, notes, proofs, tiles, tree

CHECKPOINT, RELEASE, LOCK, HEADS = "checkpoint", "release.txt", ".lock", ".heads.sqlite"
_SITE = "site"


class Fault(Exception):
    """Why nothing was done: a code, and what it is about."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


class Change(NamedTuple):
    """A new version of a record; without `record` it is a withdrawal or an erasure."""

    kind: str
    id: str
    record: Mapping[str, Any] | None
    sort: str = ""
    """Empty for what follows by itself: `new` for a first version, else `edit`."""
    reason: str = ""
    office: str = ""


class _Added(NamedTuple):
    entry: entries.Entry
    kept: bytes
    salt: bytes


class Log:
    """A log, read as far as its edge."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.note = notes.note(self.read(CHECKPOINT).decode())
            self.said = notes.checkpoint(self.note.text)
        except FileNotFoundError:
            raise Fault("no-log", file=folder / CHECKPOINT) from None
        except (notes.BadNote, UnicodeDecodeError):
            raise Fault("damaged", file=folder / CHECKPOINT) from None
        self.edge = self._sound(lambda: tiles.edge(self.read, self.said.size))
        if self.edge.root() != self.said.root:
            raise Fault("other-root", file=folder / CHECKPOINT)

    def _sound(self, read: Any) -> Any:
        """What can be read of the log's files, or the fault that one of them has."""
        try:
            return read()
        except FileNotFoundError as error:
            raise Fault("damaged", file=error.filename) from None
        except (tiles.BadTile, entries.BadEntry, ValueError) as error:
            raise Fault("damaged", file=self.folder / str(error)) from None

    def read(self, name: str) -> bytes:
        """The bytes of one of the log's files."""
        return (self.folder / name).read_bytes()

    @property
    def code(self) -> str:
        """The code of the root, which people keep."""
        return notes.root_code(self.said.size, self.said.root)

    def entry(self, sequence: int) -> entries.Entry:
        """One entry."""
        return entries.decoded(self.encoded(sequence))

    def encoded(self, sequence: int) -> bytes:
        """The bytes of one entry."""
        if not 0 <= sequence < self.said.size:
            raise IndexError(sequence)
        number, at = divmod(sequence, tree.WIDTH)
        found: list[bytes] = self._sound(lambda: tiles.entries(self.read, number, self.said.size))
        return found[at]

    def proof(self, sequence: int) -> proofs.Proof:
        """The proof that an entry is in the log as the last checkpoint has it."""
        path = self._sound(lambda: tree.inclusion(sequence, self.said.size, tiles.nodes(self.read, self.said.size)))
        return proofs.Proof(sequence, path, self.note)

    def agrees(self, published: notes.Checkpoint) -> None:
        """Raise a fault unless what was published is the beginning of this log."""
        if published.origin != self.said.origin:
            raise Fault("other-log", found=published.origin, expected=self.said.origin)
        if published.size > self.said.size:
            raise Fault("stale", found=self.said.size, expected=published.size)
        if self._sound(lambda: tiles.root(self.read, published.size, self.said.size)) != published.root:
            raise Fault("forked", found=published.size)

    def rows(self) -> Iterator[tuple[str, str, int, int, str, bytes]]:
        """Every version as the table of last versions has it."""
        for number in range((self.said.size + tree.WIDTH - 1) // tree.WIDTH):
            for data, kept in zip(tiles.entries(self.read, number, self.said.size), self._texts(number), strict=True):
                entry, parts = entries.decoded(data), canonical.parted(kept)
                yield entry.kind, entry.id, entry.sequence, entry.version, entry.digest, parts[0] if parts else b""

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
        _put(self.folder / CHECKPOINT, str(self.note).encode())


def begin(folder: Path, origin: str, signers: Sequence[notes.Signer] = ()) -> Log:
    """A new log with nothing in it."""
    if (folder / CHECKPOINT).exists():
        raise Fault("begun", file=folder / CHECKPOINT)
    _put(folder / CHECKPOINT, _signed(notes.Checkpoint(origin, 0, tree.root(())), signers))
    _put(folder / ".gitignore", f"{LOCK}\n{HEADS}\n".encode())
    return Log(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let nobody else add to the log meanwhile."""
    try:
        os.close(os.open(folder / LOCK, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        raise Fault("locked", file=folder / LOCK) from None
    try:
        yield
    finally:
        (folder / LOCK).unlink()


def append(
    folder: Path,
    changes: Iterable[Change],
    now: datetime,
    signers: Sequence[notes.Signer] = (),
    published: notes.Checkpoint | None = None,
) -> Log:
    """Add a version of each record that is not as the log has it; gives the log as it is then."""
    with locked(folder):
        log = Log(folder)
        if published:
            log.agrees(published)
        time = _time(log, now)
        with closing(_heads(log)) as table:
            added = list(_versions(log.said.size, changes, table, time))
            return _add(log, added, table, signers) if added else log


def release(folder: Path, files: Mapping[str, str], now: datetime, signers: Sequence[notes.Signer] = ()) -> Log:
    """Add the digest of a manifest that has the SHA-256 of every published file, in the form of `sha256sum`."""
    manifest = "".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode()
    with locked(folder):
        log = Log(folder)
        time, size = _time(log, now), log.said.size
        with closing(_heads(log)) as table:
            head = table.of(entries.RELEASE, _SITE)
            version, previous, sort = (head.version + 1, head.sequence, "edit") if head else (1, None, "new")
            entry = entries.Entry(size, entries.RELEASE, _SITE, version, sha256(manifest).hexdigest(), previous, time, sort)
            _put(folder / RELEASE, manifest)
            return _add(log, [_Added(entry, canonical.GONE, b"")], table, signers)


def _time(log: Log, now: datetime) -> str:
    """The time of what is added, which is never before that of what stands."""
    time = entries.moment(now)
    last = log.entry(log.said.size - 1).time if log.said.size else ""
    if time < last:
        raise Fault("clock", found=time, expected=last)
    return time


def _heads(log: Log) -> heads.Heads:
    table = heads.Heads(log.folder / HEADS)
    log._sound(lambda: table.ready(log.said.size, log.said.root, log.rows))
    return table


def _versions(size: int, changes: Iterable[Change], table: heads.Heads, time: str) -> Iterator[_Added]:
    """What the changes add, in order; what is as the log has it adds nothing."""
    seen = set()
    for change in changes:
        if (change.kind, change.id) in seen:
            raise Fault("twice", found=f"{change.kind}/{change.id}")
        seen.add((change.kind, change.id))
        if added := _version(size, change, table.of(change.kind, change.id), time):
            size += 1
            yield added


def _version(sequence: int, change: Change, head: heads.Head | None, time: str) -> _Added | None:
    version, previous = (head.version + 1, head.sequence) if head else (1, None)
    sort = change.sort or ("edit" if head else "new")
    salt, digest, kept = b"", "", canonical.GONE
    if change.record is None:
        if head is None or sort not in ("withdrawal", "erasure") or (sort == "withdrawal" and not head.digest):
            return None
    else:
        text = canonical.canonical(change.record)
        if head and head.salt and canonical.digest(head.salt, text) == head.digest:
            return None
        salt = canonical.new_salt()
        digest, kept = canonical.digest(salt, text), canonical.line(salt, text)
    entry = entries.Entry(sequence, change.kind, change.id, version, digest, previous, time, sort, change.reason, change.office)
    return _Added(entry, kept, salt)


# --- files ---------------------------------------------------------------------------------------------------------


def _add(log: Log, added: Sequence[_Added], table: heads.Heads, signers: Sequence[notes.Signer]) -> Log:
    """Write what was added, then the checkpoint, and last what has to go."""
    size = log.said.size
    start = size - size % tree.WIDTH
    encoded = tiles.entries(log.read, size // tree.WIDTH, size) if size % tree.WIDTH else []
    encoded += [each.entry.encoded() for each in added]
    full = [tile for each in encoded[size - start :] for tile in log.edge.add(tree.leaf_hash(each))]
    for tile in [*full, *log.edge.partial()]:
        if len(tile.hashes) != tiles.width_at(tile.number, tile.level, size):
            _put(log.folder / tiles.path(tile.level, tile.number, len(tile.hashes)), b"".join(tile.hashes))
    for at in range(0, len(encoded), tree.WIDTH):
        part = encoded[at : at + tree.WIDTH]
        _put(log.folder / tiles.path(tiles.ENTRIES, (start + at) // tree.WIDTH, len(part)), tiles.bundle(part))
    _put_texts(log.folder, size, [each.kept for each in added])
    said = notes.Checkpoint(log.said.origin, log.edge.size, log.edge.root())
    _put(log.folder / CHECKPOINT, _signed(said, signers))
    rows = [(e.kind, e.id, e.sequence, e.version, e.digest, salt) for e, _, salt in added]
    table.put(said.size, said.root, rows)
    log = Log(log.folder)
    for each in added:
        if each.entry.sort == "erasure":
            _erase(log, each.entry)
    return log


def _put_texts(folder: Path, first: int, kept: Sequence[bytes]) -> None:
    """Write texts into new files, one for each bundle that their entries stand in."""
    at = 0
    while at < len(kept):
        room = tree.WIDTH - (first + at) % tree.WIDTH
        _put(folder / tiles.version_path(first + at), b"".join(text + b"\n" for text in kept[at : at + room]))
        at += room


def _erase(log: Log, entry: entries.Entry) -> None:
    """Destroy text and salt of every earlier version of a record. Its entries stay, and so does every proof."""
    previous = entry.previous
    while previous is not None:
        first = previous - previous % tree.WIDTH
        while True:
            path = log.folder / tiles.version_path(first)
            kept = path.read_bytes().split(b"\n")[:-1]
            if previous < first + len(kept):
                break
            first += len(kept)
        kept[previous - first] = canonical.GONE
        _put(path, b"".join(text + b"\n" for text in kept))
        previous = log.entry(previous).previous


def _signed(said: notes.Checkpoint, signers: Sequence[notes.Signer]) -> bytes:
    note = notes.Note(str(said))
    for signer in signers:
        note = note.with_line(signer.sign(note.text))
    return str(note).encode()


def _put(path: Path, data: bytes) -> None:
    """Have a file hold these bytes, wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with open(new, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
