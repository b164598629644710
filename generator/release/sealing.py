"""The log in a release: opened before pages are made, told every published file's digest, written before readers switch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from generator.history import FOLDER, origin_of
from generator.parallel import share
from generator.release.pack import Packed, replaced
from generator.tlog import entries, manifest, notes, state, tiles, tree
from generator.tlog.drafts import Draft, drafted
from generator.tlog.keyfiles import signers
from generator.tlog.writes import CHECKPOINT, CHECKPOINTS, RELEASE, put


class Published(Protocol):
    """Where releases are."""

    @property
    def current(self) -> str: ...
    def read(self, name: str, path: str) -> bytes: ...


@contextmanager
def opened(folder: Path, place: Published, key: Path | None = None, now: datetime | None = None) -> Iterator[Draft | None]:
    """What is about to be added to an edition's log, which must go on from what was published; nothing without a log."""
    current = place.current
    published = _checkpoint(place.read(current, f"{FOLDER}/{CHECKPOINT}"), place) if current else None
    if not (folder / CHECKPOINT).is_file():
        if published:
            raise state.Fault("gone", file=folder, place=place)
        yield None
        return
    log = state.Log(folder)
    with drafted(folder, now or datetime.now(UTC), signers(log, key), published) as draft:
        if published and not (folder / RELEASE).is_file():
            _bring_manifest(folder, place)
        yield draft


def _bring_manifest(folder: Path, place: Published) -> None:
    """The release manifest as it was published: repositories do not keep it, and without it nothing is as readers have it."""
    index = place.read(place.current, f"{FOLDER}/{RELEASE}")
    for name in (*manifest.parts(index), f"{FOLDER}/{manifest.ENTRY}"):
        put(folder / name.removeprefix(f"{FOLDER}/"), place.read(place.current, name))
    put(folder / RELEASE, index)


def _checkpoint(data: bytes, place: object) -> notes.Checkpoint | None:
    """The checkpoint that readers have, if they have one."""
    try:
        return notes.checkpoint(notes.note(data.decode()).text) if data else None
    except (notes.BadNote, UnicodeDecodeError):
        raise state.Fault("bad-published", place=place) from None


def seal(folder: Path, packed: Packed, draft: Draft) -> Packed:
    """Have a release laid out hold the log with the digest of all its other files; gives what it holds then.

    Checkpoints of earlier days are among those files, so that whoever fetches the log knows which there are.
    """
    earlier = {f"{FOLDER}/{CHECKPOINTS}/{size}" for size in draft.log.sizes if size <= draft.base}
    paths = [row.path for row in packed.laid if row.path in earlier or not is_of_log(row.path)]
    found = share(lambda part: [sha256((folder / path).read_bytes()).hexdigest() for path in part], paths)
    draft.release(dict(zip(paths, found, strict=True)))
    return replaced(folder, packed, {f"{FOLDER}/{name}": data for name, data in draft.ahead.items()})


def refuse_other(draft: Draft, url: str, place: Published) -> None:
    """Raise a fault where a log would go on in a new place as another site's: whoever copies a project copies its log."""
    origin = draft.log.said.origin
    if draft.base and not place.current and origin != origin_of(url):
        raise state.Fault("other-edition", found=origin, expected=origin_of(url), place=place)


def brings_back(place: Published, wanted: str) -> bool:
    """Whether a release has texts that were erased since, as far as the log that readers have now can be read."""
    current = place.current

    def read(name: str) -> bytes:
        return place.read(current, f"{FOLDER}/{name}")

    try:
        then, now = (_checkpoint(place.read(name, f"{FOLDER}/{CHECKPOINT}"), place) for name in (wanted, current))
        numbers = range(then.size // tree.WIDTH, -(-now.size // tree.WIDTH)) if then and now else ()
        found = [entries.decoded(data) for number in numbers for data in tiles.entries(read, number, now.size if now else 0)]
    except (state.Fault, tiles.BadTile, entries.BadEntry):
        return False
    return any(then and entry.sequence >= then.size and entry.sort == entries.ERASURE for entry in found)


def is_of_log(path: str) -> bool:
    """Whether a published file is the log's own, which vouches for itself."""
    return path.startswith(f"{FOLDER}/") and state.is_own(path.removeprefix(f"{FOLDER}/"))
