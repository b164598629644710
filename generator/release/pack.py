"""The built site laid out as a release: what is the same as in an earlier one is linked, only the rest takes room."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.load import digest
from generator.parallel import share
from generator.release import compress
from generator.release.layout import Unfit

# Whoever runs the web server must be able to read what another user publishes.
FILE, FOLDER = 0o644, 0o755
LOG = ("ledger/versions/", "ledger/release.txt", "ledger/release/", "ledger/keys")
"""Texts of the log, which programs read and hardly any reader: they get no small copies."""


class Laid(NamedTuple):
    """One file of a release: its path, the digest of its bytes, and whether it was written rather than linked."""

    path: str
    digest: bytes
    fresh: bool


class Packed(NamedTuple):
    """A release laid out: its digest, and its files."""

    digest: str
    laid: list[Laid]

    @property
    def fresh(self) -> list[str]:
        """The files that were written."""
        return [row.path for row in self.laid if row.fresh]


def pack(site: Path, folder: Path, earlier: Path | None, small: bool = True) -> Packed:
    """Lay a site out in a folder that is not there yet. Raises `Unfit` if the site is changed meanwhile."""
    state = _state(site)
    _make_folders(folder, {os.path.dirname(path) for path in state})
    laid = share(lambda part: [row for path in part for row in _lay(site, folder, earlier, path, small)], sorted(state))
    if _state(site) != state:
        raise Unfit("site-changed", site=site)
    return Packed(_sum(laid), laid)


def replaced(folder: Path, packed: Packed, files: Mapping[str, bytes]) -> Packed:
    """A release laid out, with other files added to it or put in the place of what it has. No other release is touched."""
    _make_folders(folder, {os.path.dirname(path) for path in files})
    for path, data in files.items():
        (folder / path).unlink(missing_ok=True)
        _write(folder / path, data)
    laid = [row for row in packed.laid if row.path not in files] + [
        Laid(path, digest(data), True) for path, data in files.items()
    ]
    return Packed(_sum(laid), sorted(laid))


def digest_of(folder: Path) -> str:
    """The digest of a release as it lies there, which must be the one in its name."""
    return _sum(share(lambda part: [Laid(path, digest((folder / path).read_bytes()), False) for path in part], paths(folder)))


def paths(folder: Path) -> list[str]:
    """Every file below a folder, with `/`."""
    return sorted(_state(folder))


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder with its time and size."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (status.st_mtime_ns, status.st_size)
    return found


def _sum(laid: Iterable[Laid]) -> str:
    whole = blake2b(digest_size=6)
    for row in sorted(laid):
        whole.update(f"{row.path}\0".encode() + row.digest)
    return whole.hexdigest()


def _make_folders(folder: Path, names: set[str]) -> None:
    places = {parent for name in names for parent in (folder / name, *(folder / name).parents) if parent.is_relative_to(folder)}
    for place in sorted(places | {folder}):
        if not place.is_dir():
            os.mkdir(place)
            os.chmod(place, FOLDER)


def _lay(site: Path, folder: Path, earlier: Path | None, path: str, small: bool) -> Iterator[Laid]:
    """A file, and its small copies, which are made anew only if it changed."""
    data = (site / path).read_bytes()
    linked = _link(earlier, folder, path, data) is not None
    if not linked:
        _write(folder / path, data)
    yield Laid(path, digest(data), not linked)
    if small and compress.is_pressed(path, len(data)) and not path.startswith(LOG):
        yield from _link_pressed(earlier, folder, path) if linked else _press(folder, path, data)


def _link(earlier: Path | None, folder: Path, path: str, data: bytes | None = None) -> bytes | None:
    """Link a file of an earlier release, if it is there and holds these bytes; gives its bytes if it was linked."""
    if earlier is None:
        return None
    with suppress(OSError):
        found = (earlier / path).read_bytes()
        if data is None or found == data:
            os.link(earlier / path, folder / path)
            return found
    return None


def _link_pressed(earlier: Path | None, folder: Path, path: str) -> Iterator[Laid]:
    found = {suffix: _link(earlier, folder, path + suffix) for suffix in compress.SUFFIXES}
    yield from (Laid(path + suffix, digest(data), False) for suffix, data in found.items() if data is not None)
    if None in found.values():
        yield from _press(folder, path, (folder / path).read_bytes(), [suffix for suffix in found if found[suffix] is not None])


def _press(folder: Path, path: str, data: bytes, done: Iterable[str] = ()) -> Iterator[Laid]:
    for suffix, content in compress.pressed(data):
        if suffix not in done:
            _write(folder / (path + suffix), content)
            yield Laid(path + suffix, digest(content), True)


def _write(path: Path, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)
    os.chmod(path, FILE)
