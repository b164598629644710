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

from generator.release.layout import CURRENT, GONE, HOLDER, INCOMING, LOCK, NEW, RELEASES, Look, Unfit
from generator.release.pack import FOLDER, Packed, digest_of, paths


class Local:
    """Releases in a folder. Nothing in a release is ever changed: other releases share its files."""

    presses = True
    """Whether small copies of files are of use there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    # --- looking ---

    def look(self) -> Look:
        """What lies there."""
        releases, link = self.folder / RELEASES, self.folder / CURRENT
        if not self.folder.is_dir():
            return Look("other" if os.path.lexists(self.folder) else "absent", [], None, "")
        found = os.listdir(releases) if releases.is_dir() and not releases.is_symlink() else None
        leads = os.readlink(link) if link.is_symlink() else None if os.path.lexists(link) else ""
        return Look("folder", os.listdir(self.folder), found, leads)

    def check(self) -> None:
        """Raises `Unfit` unless the folder holds releases, or nothing at all."""
        self.look().check(self)

    @property
    def current(self) -> str:
        """The name of the release that readers are given, or an empty text."""
        return self.look().current

    @property
    def names(self) -> list[str]:
        """Every release, oldest first."""
        return self.look().names

    def paths(self, name: str) -> list[str]:
        """Every file of a release."""
        return paths(self.folder / RELEASES / name)

    def read(self, name: str, path: str) -> bytes:
        """The bytes of one file of a release, or nothing if it is not there."""
        file = self.folder / RELEASES / name / path
        return file.read_bytes() if file.is_file() else b""

    def is_whole(self, name: str) -> bool:
        """Whether a release still holds what its name says."""
        return name.endswith(f"-{digest_of(self.folder / RELEASES / name)}")

    @contextmanager
    def folder_of(self, name: str) -> Iterator[Path]:
        """A release as a folder on this machine, to be read."""
        yield self.folder / RELEASES / name

    # --- changing, only while held ---

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other publishers out, and clear away what one left who was stopped. Raises `Unfit` if it is held already."""
        self.check()
        for place in (self.folder, self.folder / RELEASES):
            if not place.is_dir():
                os.makedirs(place)
                os.chmod(place, FOLDER)
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Unfit("held", place=self, **self._signed()) from None
        try:
            self._sign()
            self._tidy()
            yield
        finally:
            self._tidy()
            (self.folder / HOLDER).unlink(missing_ok=True)
            lock.release()

    def _sign(self) -> None:
        """Say who holds the lock; on a full disk it holds all the same."""
        with suppress(OSError):
            (self.folder / HOLDER).write_text(signature(), "utf-8")

    def _signed(self) -> dict[str, str]:
        try:
            return signed((self.folder / HOLDER).read_text("utf-8"))
        except OSError:
            return signed("")

    def _tidy(self) -> None:
        (self.folder / NEW).unlink(missing_ok=True)
        for name in os.listdir(self.folder / RELEASES):
            if name.startswith((INCOMING, GONE)):
                shutil.rmtree(self.folder / RELEASES / name)

    def bench(self) -> tuple[Path, Path | None]:
        """Where to lay out a new release, and an earlier one whose files it may share."""
        releases = self.folder / RELEASES
        return releases / INCOMING, releases / self.current if self.current else None

    def put(self, folder: Path, packed: Packed, name: str) -> None:
        """Give a release laid out its name, once all of it is on the disk."""
        _settle(folder, packed.fresh)
        os.rename(folder, self.folder / RELEASES / name)
        _sync(self.folder / RELEASES)

    def switch(self, name: str) -> None:
        """Give readers a release, from one moment to the next."""
        os.symlink(f"{RELEASES}/{name}", self.folder / NEW)
        os.replace(self.folder / NEW, self.folder / CURRENT)
        _sync(self.folder)

    def remove(self, names: Iterable[str]) -> None:
        """Delete releases; one that is half deleted has no release's name."""
        for name in names:
            gone = self.folder / RELEASES / (GONE + name)
            os.rename(self.folder / RELEASES / name, gone)
            shutil.rmtree(gone)


def signature() -> str:
    """Who publishes, and since when."""
    user = ""
    with suppress(KeyError, OSError):
        user = f"{getpass.getuser()}@"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"who": f"{user}{socket.gethostname()} ({os.getpid()})", "since": now})


def signed(text: str) -> dict[str, str]:
    """What a signature says, as far as it can be read."""
    try:
        found = json.loads(text)
        return {"who": str(found["who"]), "since": str(found["since"])}
    except (ValueError, KeyError, TypeError):
        return {"who": "?", "since": "?"}


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
