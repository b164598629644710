"""A published site fetched whole, with its log, so that it can be checked like a folder."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

from generator.tlog import manifest, notes, tiles, tree
from generator.tlog.state import KEYS, Fault
from generator.tlog.writes import CHECKPOINT, CHECKPOINTS, RELEASE

_LEDGER = "ledger"
_AT_ONCE = 8
_SECONDS = 30


def fetch(url: str, folder: Path) -> None:
    """Bring every file that the site's manifest and its log name into a folder. What is not there is left out, to be found missing."""
    url = url if url.endswith("/") else f"{url}/"
    note = _get(url, f"{_LEDGER}/{CHECKPOINT}")
    if note is None:
        raise Fault("not-there", found=f"{url}{_LEDGER}/{CHECKPOINT}")
    _put(folder, f"{_LEDGER}/{CHECKPOINT}", note)
    try:
        size = notes.checkpoint(notes.note(note.decode()).text).size
    except (notes.BadNote, UnicodeDecodeError):
        return
    index = _get(url, f"{_LEDGER}/{RELEASE}") or b""
    parts = _all(url, folder, manifest.parts(index))
    # The site may be anyone's: what its manifest names must not be written elsewhere.
    listed = [name for data in parts for name in manifest.names(data) if manifest.is_plain(name)]
    _all(url, folder, listed)
    sizes = sorted({size, size - 1} | {int(name.rpartition("/")[2]) for name in listed if _is_size(name)})
    _all(url, folder, [f"{_LEDGER}/{name}" for name in _log_files(size, sizes)])


def _is_size(name: str) -> bool:
    return name.startswith(f"{_LEDGER}/{CHECKPOINTS}/") and name.rpartition("/")[2].isdecimal()


def _log_files(size: int, sizes: Iterable[int]) -> list[str]:
    """Every file of a log of a size that grew at these sizes."""
    found = [RELEASE, manifest.ENTRY, KEYS, *(f"{CHECKPOINTS}/{at}" for at in sizes)]
    found += [tiles.version_path(at) for at in sorted({*range(0, size, tree.WIDTH), *(at for at in sizes if at < size)})]
    for level, _ in enumerate(tree.widths(size)):
        count = -(-(size >> tree.HEIGHT * level) // tree.WIDTH)
        found += [tiles.path(level, number, tiles.width_at(number, level, size)) for number in range(count)]
    found += [tiles.path(tiles.ENTRIES, number, tiles.width_at(number, 0, size)) for number in range(-(-size // tree.WIDTH))]
    return found


def _all(url: str, folder: Path, names: Iterable[str]) -> list[bytes]:
    """Bring files into a folder; gives what they hold, nothing for one that is not there."""

    def one(name: str) -> bytes:
        data = _get(url, name)
        if data is not None:
            _put(folder, name, data)
        return data or b""

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(one, names))


def _get(url: str, name: str) -> bytes | None:
    """A file as a reader is given it; nothing if there is none."""
    try:
        with urlopen(url + quote(name), timeout=_SECONDS) as answer:
            data: bytes = answer.read()
            return data
    except HTTPError:
        return None
    except (URLError, ValueError, OSError) as error:
        raise Fault("not-there", found=f"{url}{name} ({error})") from None


def _put(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
