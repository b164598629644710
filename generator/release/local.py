"""A folder on this machine that holds releases: `releases/`, the link `current`, and a lock."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from generator.release.layout import CURRENT, RELEASES, Unfit, is_name
from generator.release.pack import FOLDER, Packed, digest_of, paths

_INCOMING, _GONE, _NEW = ".incoming", ".gone-", ".current-new"
_LOCK, _HOLDER = ".lock", ".holder"


class Local:
    """Releases in a folder. Nothing in a release is ever changed: other releases share its files."""

    presses = True
    """Whether small copies of files are of use there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    # --- looking ---

    @property
    def current(self) -> str:
        """The name of the release that readers are given, or an empty text."""
        name = self._pointed
        return name if name and (self.folder / RELEASES / name).is_dir() else ""

    @property
    def _pointed(self) -> str:
        link = self.folder / CURRENT
        return os.path.basename(os.readlink(link)) if link.is_symlink() else ""

    @property
    def names(self) -> list[str]:
        """Every release, oldest first."""
        folder = self.folder / RELEASES
        return sorted(entry.name for entry in os.scandir(folder) if is_name(entry.name)) if folder.is_dir() else []

    def paths(self, name: str) -> list[str]:
        """Every file of a release."""
        return paths(self.folder / RELEASES / name)

    def is_whole(self, name: str) -> bool:
        """Whether a release still holds what its name says."""
        return name.endswith(f"-{digest_of(self.folder / RELEASES / name)}")

    def check(self) -> None:
        """Raises `Unfit` unless the folder holds releases, or nothing at all."""
        if not self.folder.is_dir():
            if self.folder.exists() or self.folder.is_symlink():
                raise Unfit("not-a-folder", place=self)
            return
        releases, link = self.folder / RELEASES, self.folder / CURRENT
        if not releases.is_dir() or releases.is_symlink():
            strangers = [entry.name for entry in os.scandir(self.folder) if entry.name not in (_LOCK, _HOLDER)]
        else:
            strangers = [name for name in os.listdir(releases) if not is_name(name) and not name.startswith((_INCOMING, _GONE))]
        if strangers:
            raise Unfit("not-ours", place=self, found=min(strangers))
        if link.is_symlink() != os.path.lexists(link) or (link.is_symlink() and not is_name(self._pointed)):
            raise Unfit("current-in-the-way", place=link)

    # --- changing, only while held ---

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other publishers out, and clear away what one left who was stopped. Raises `Unfit` if it is held already."""
        self.check()
        for place in (self.folder, self.folder / RELEASES):
            if not place.is_dir():
                os.makedirs(place)
                os.chmod(place, FOLDER)
        lock = FileLock(self.folder / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Unfit("held", place=self, **self._holder()) from None
        try:
            self._sign()
            self._tidy()
            yield
        finally:
            self._tidy()
            (self.folder / _HOLDER).unlink(missing_ok=True)
            lock.release()

    def _sign(self) -> None:
        """Say who holds the lock; on a full disk it holds all the same."""
        with suppress(OSError):
            (self.folder / _HOLDER).write_text(json.dumps(holder()), "utf-8")

    def _holder(self) -> dict[str, str]:
        try:
            found = json.loads((self.folder / _HOLDER).read_text("utf-8"))
            return {"who": str(found["who"]), "since": str(found["since"])}
        except (OSError, ValueError, KeyError, TypeError):
            return {"who": "?", "since": "?"}

    def _tidy(self) -> None:
        (self.folder / _NEW).unlink(missing_ok=True)
        for name in os.listdir(self.folder / RELEASES):
            if name.startswith((_INCOMING, _GONE)):
                shutil.rmtree(self.folder / RELEASES / name)

    def bench(self) -> tuple[Path, Path | None]:
        """Where to lay out a new release, and an earlier one whose files it may share."""
        releases = self.folder / RELEASES
        return releases / _INCOMING, releases / self.current if self.current else None

    def put(self, folder: Path, packed: Packed, name: str) -> None:
        """Give a release laid out its name, once all of it is on the disk."""
        _settle(folder, packed.fresh)
        os.rename(folder, self.folder / RELEASES / name)
        _sync(self.folder / RELEASES)

    def switch(self, name: str) -> None:
        """Give readers a release, from one moment to the next."""
        os.symlink(f"{RELEASES}/{name}", self.folder / _NEW)
        os.replace(self.folder / _NEW, self.folder / CURRENT)
        _sync(self.folder)

    def remove(self, names: Iterable[str]) -> None:
        """Delete releases; one that is half deleted has no release's name."""
        for name in names:
            gone = self.folder / RELEASES / (_GONE + name)
            os.rename(self.folder / RELEASES / name, gone)
            shutil.rmtree(gone)


def holder() -> dict[str, str]:
    """Who publishes, and since when."""
    with suppress(KeyError, OSError):
        return {"who": f"{getpass.getuser()}@{socket.gethostname()} ({os.getpid()})", "since": _now()}
    return {"who": f"{socket.gethostname()} ({os.getpid()})", "since": _now()}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _settle(folder: Path, fresh: list[str]) -> None:
    """Wait until files, and the folders that name them, are on the disk itself."""
    folders = [place for place, _, _ in os.walk(folder)]
    # Disks take many at a time.
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(_sync, [*(folder / path for path in fresh), *map(Path, folders)]))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
