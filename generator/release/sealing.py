"""The log in a release: opened before pages are made, told every published file's digest, written before readers switch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from generator.history import FOLDER
from generator.parallel import share
from generator.release.pack import Packed, replaced
from generator.tlog import manifest, notes, state
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


def is_of_log(path: str) -> bool:
    """Whether a published file is the log's own, which vouches for itself."""
    return path.startswith(f"{FOLDER}/") and state.is_own(path.removeprefix(f"{FOLDER}/"))
