"""What is about to be added to a log: worked out whole, shown on pages if need be, and only then written.

Nothing that a checkpoint speaks for is ever written again, but for the texts of an erased record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.tlog import canonical, entries, heads, manifest, notes, tiles, tree
from generator.tlog.chains import Chains
from generator.tlog.state import HEADS, Fault, Log, locked, signed
from generator.tlog.writes import CHECKPOINT, CHECKPOINTS, RELEASE, put, put_all, take_away

_SITE = "site"
"""The id of the entries that tell of a release."""
_WITHOUT = ("withdrawal", entries.ERASURE, entries.RENAME)
"""The sorts of entries that have no text."""


class Change(NamedTuple):
    """A new version of a record; without `record` it is a withdrawal, an erasure, or a rename."""

    kind: str
    id: str
    record: Mapping[str, Any] | None
    sort: str = ""
    """Empty for what follows by itself: `new` for a first version, else `edit`."""
    reason: str = ""
    office: str = ""
    to: str = ""
    """The id that a renamed record has now."""


class _Added(NamedTuple):
    entry: entries.Entry
    kept: bytes
    salt: bytes


class Draft:
    """A log with what is about to be added to it; `log` is as if it had been."""

    def __init__(self, folder: Path, now: datetime, signers: Sequence[notes.Signer] = ()) -> None:
        self.log = Log(folder)
        self._signers = signers
        self.base = self.log.said.size
        """How many entries the log has without what is to be added."""
        self.time = self._time(now)
        self._ahead: dict[str, bytes] = {}
        self._before: dict[str, bytes | None] = {}
        self._erased: list[entries.Entry] = []
        self._rows: list[heads.Row] = []
        self.heads = heads_of(self.log)

    def _time(self, now: datetime) -> str:
        """The time of what is added, which is never before that of what stands."""
        time = entries.moment(now)
        last = self.log.entry(self.log.said.size - 1).time if self.log.said.size else ""
        if time < last:
            raise Fault("clock", found=time, expected=last)
        return time

    def add(self, changes: Iterable[Change]) -> int:
        """Add a version of each record that is not as the log has it; gives how many those are."""
        added, seen = list[_Added](), set[tuple[str, str]]()
        for change in changes:
            if (change.kind, change.id) in seen:
                raise Fault("twice", found=f"{change.kind}/{change.id}")
            seen.add((change.kind, change.id))
            if version := self._version(self.log.said.size + len(added), change):
                added.append(version)
        if added:
            self._add(added)
        return len(added)

    @property
    def ahead(self) -> Mapping[str, bytes]:
        """Every file that is about to be made or changed, by name."""
        return self._ahead

    def release(self, files: Mapping[str, str]) -> None:
        """Add the digest of a manifest that has the SHA-256 of every published file. One that is as the last adds nothing."""
        found = manifest.files(files, self._read(RELEASE) or b"")
        head, digest = self.heads.of(entries.RELEASE, _SITE), sha256(found[RELEASE]).hexdigest()
        if head and head.digest == digest and not self._rows:
            return
        entry = self._of_file(entries.RELEASE, _SITE, digest)
        found[manifest.ENTRY] = entry.encoded()
        self._ahead |= {name: data for name, data in found.items() if self._read(name) != data}
        self._add([_Added(entry, canonical.GONE, b"")])

    def archive(self, id: str, digest: str) -> bool:
        """Add the SHA-256 of an archive; gives whether it was not there yet."""
        head = self.heads.of(entries.ARCHIVE, id)
        if head and any(entry.digest == digest for entry in self.log.chain(head.sequence)):
            return False
        self._add([_Added(self._of_file(entries.ARCHIVE, id, digest), canonical.GONE, b"")])
        return True

    def _of_file(self, kind: str, id: str, digest: str) -> entries.Entry:
        """An entry that tells of a file and of no record."""
        head = self.heads.of(kind, id)
        version, previous, sort = (head.version + 1, head.sequence, "edit") if head else (1, None, "new")
        return entries.Entry(self.log.said.size, kind, id, version, digest, previous, self.time, sort)

    def _read(self, name: str) -> bytes | None:
        try:
            return self.log.read(name)
        except FileNotFoundError:
            return None

    def _version(self, sequence: int, change: Change) -> _Added | None:
        head = self.heads.of(change.kind, change.id)
        version, previous = (head.version + 1, head.sequence) if head else (1, None)
        sort = change.sort or ("edit" if head else "new")
        salt, digest, kept = b"", "", canonical.GONE
        if change.record is None:
            # What has no text can still be erased, for it had one; and what was erased can get another id.
            ends = sort == entries.ERASURE or bool(
                head and (head.digest or (sort == entries.RENAME and head.sort == entries.ERASURE))
            )
            if head is None or sort not in _WITHOUT or not ends:
                return None
        else:
            text = canonical.canonical(change.record)
            if is_of(head, text):
                return None
            salt = canonical.new_salt()
            digest, kept = canonical.digest(salt, text), canonical.line(salt, text)
        entry = entries.Entry(
            sequence, change.kind, change.id, version, digest, previous, self.time, sort, change.reason, change.office, change.to
        )
        return _Added(entry, kept, salt)

    def _add(self, added: Sequence[_Added]) -> None:
        """Work out every file that the additions make or change."""
        log, size = self.log, self.log.said.size
        start = size - size % tree.WIDTH
        encoded = tiles.entries(log.read, size // tree.WIDTH, size) if size % tree.WIDTH else []
        encoded += [each.entry.encoded() for each in added]
        full = [tile for each in encoded[size - start :] for tile in log.edge.add(tree.leaf_hash(each))]
        for tile in [*full, *log.edge.partial()]:
            if len(tile.hashes) != tiles.width_at(tile.number, tile.level, size):
                self._ahead[tiles.path(tile.level, tile.number, len(tile.hashes))] = b"".join(tile.hashes)
        for at in range(0, len(encoded), tree.WIDTH):
            part = encoded[at : at + tree.WIDTH]
            self._ahead[tiles.path(tiles.ENTRIES, (start + at) // tree.WIDTH, len(part))] = tiles.bundle(part)
        self._add_texts(size, [each.kept for each in added])
        note = signed(notes.Checkpoint(log.said.origin, log.edge.size, log.edge.root()), self._signers)
        self._ahead |= {f"{CHECKPOINTS}/{log.edge.size}": note, CHECKPOINT: note}
        self._erased += [each.entry for each in added if each.entry.sort == entries.ERASURE]
        rows = [heads.row(each.entry, each.salt) for each in added]
        self._rows += rows
        self.heads.expect(rows)
        self.log = Log(log.folder, self._ahead)

    def _add_texts(self, first: int, kept: Sequence[bytes]) -> None:
        """Texts go into new files, one for each bundle that their entries stand in."""
        at = 0
        while at < len(kept):
            room = tree.WIDTH - (first + at) % tree.WIDTH
            self._ahead[tiles.version_path(first + at)] = b"".join(text + b"\n" for text in kept[at : at + room])
            at += room

    @property
    def records(self) -> int:
        """How many versions of records are added."""
        return sum(kind not in entries.FILES for kind, _, _ in self._rows)

    def commit(self) -> Log:
        """Write what was added, then the checkpoint, and last destroy what has to go."""
        if not self._rows:
            return self.log
        folder = self.log.folder
        self._before = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in self._ahead}
        put_all(folder, self._ahead)
        self.heads.put(self.log.said.size, self.log.said.root, self._rows)
        log = Log(folder)
        chains = Chains(log.entry, self.heads.renames)
        for entry in self._erased:
            _erase(log, chains.of(entry.sequence)[1:])
        return log

    def undo(self) -> None:
        """Take back what was written; there must be no erasure in it."""
        folder = self.log.folder
        for name in sorted(self._before, key=lambda name: name != CHECKPOINT):
            old = self._before[name]
            if old is None:
                take_away(folder, [name])
            else:
                put(folder / name, old)

    def close(self) -> None:
        self.heads.close()


@contextmanager
def drafted(
    folder: Path, now: datetime, signers: Sequence[notes.Signer] = (), published: notes.Checkpoint | None = None
) -> Iterator[Draft]:
    """A draft that nobody else can be writing meanwhile, of a log that goes on from what was published."""
    with locked(folder):
        draft = Draft(folder, now, signers)
        try:
            if published:
                draft.log.agrees(published)
            _finish_erasing(draft)
            yield draft
        finally:
            draft.close()


def append(
    folder: Path,
    changes: Iterable[Change],
    now: datetime,
    signers: Sequence[notes.Signer] = (),
    published: notes.Checkpoint | None = None,
) -> Log:
    """Add a version of each record that is not as the log has it; gives the log as it is then."""
    with drafted(folder, now, signers, published) as draft:
        draft.add(changes)
        return draft.commit()


def heads_of(log: Log) -> heads.Heads:
    """The table of last versions, made anew if it is not this log's."""
    table = heads.Heads(log.folder / HEADS)
    log.sound(lambda: table.ready(log.said.size, log.said.root, log.rows))
    return table


def is_of(head: heads.Head | None, text: bytes) -> bool:
    """Whether a canonical text is that of a record's last version."""
    return head is not None and head.salt != b"" and canonical.digest(head.salt, text) == head.digest


def _finish_erasing(draft: Draft) -> None:
    """Destroy what somebody was stopped at destroying: the log says already that it is gone."""
    chains = Chains(draft.log.entry, draft.heads.renames)
    for erasure in draft.heads.told((entries.ERASURE,)):
        earlier = chains.of(erasure)[1:]
        if any(map(draft.log.text, earlier)):
            _erase(draft.log, earlier)
            # Read afresh: what is gone must not be remembered either.
            draft.log = Log(draft.log.folder)


def _erase(log: Log, sequences: Iterable[int]) -> None:
    """Destroy text and salt of every earlier version of a record. Their entries stay, and so does every proof."""
    for sequence in sequences:
        first = sequence - sequence % tree.WIDTH
        while True:
            path = log.folder / tiles.version_path(first)
            kept = path.read_bytes().split(b"\n")[:-1]
            if sequence < first + len(kept):
                break
            first += len(kept)
        kept[sequence - first] = canonical.GONE
        put(path, b"".join(text + b"\n" for text in kept))
