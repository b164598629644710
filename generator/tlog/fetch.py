#!/usr/bin/env python3
"""Download a published site and its log, to check it with verify.py: python fetch.py ADDRESS FOLDER [--lang zh|en]

Like verify.py it needs nothing but Python and no other file of the program. A program that follows links would not do: it misses
what no page leads to, and the log would seem to have lost it.
"""

from __future__ import annotations

import argparse
import errno
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

LEDGER = "ledger/"
WIDTH = 256
"""How many hashes or entries a full tile of the log holds (C2SP tlog-tiles)."""
AT_ONCE = 8
SECONDS = 30
LARGEST, MOST = 1 << 30, 10**7
"""No file has more bytes, and no log more entries: the files of one that says so are not asked for."""
MISSING = (403, 404, 410)
"""What servers answer where there is no such file; some say of it that nobody may have it."""
NO_NAME = (errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG)
"""Why a name cannot be a file's beside the others that there are."""
SAYS = {
    "count": ("要取 {count} 个文件……", "{count} files to fetch …"),
    "done": ("取好了，在 {folder}。核对：python3 verify.py {folder} --root 根码", "Done: {folder}. To check it: python3 verify.py {folder} --root CODE --lang en"),
    "there": ("{folder} 里已经有东西，请换一个空文件夹。", "{folder} is not empty; please name an empty folder."),
    "none": ("取不到 {name}", "cannot be fetched: {name}"),
}  # fmt: skip


class NotThere(Exception):
    """A file cannot be fetched; says which and why."""


def fetch(url: str, folder: Path, tell: Callable[[int], object] = bool) -> None:
    """Bring every file that the site's manifest and its log name into a folder. What is not there is left out, to be found missing.

    `tell` is called with the number of files.
    """
    url = url if url.endswith("/") else f"{url}/"
    checkpoint = _get(url, f"{LEDGER}checkpoint")
    if checkpoint is None:
        raise NotThere(f"{url}{LEDGER}checkpoint")
    _put(folder, f"{LEDGER}checkpoint", checkpoint)
    parts = _names(_get(url, f"{LEDGER}release.txt") or b"")
    files = [name for data in _all(url, folder, parts) for name in _names(data)]
    log = list(_log_files(_size(checkpoint), files))
    tell(1 + len(parts) + len(files) + len(log))
    _all(url, folder, [*files, *log])


def is_plain(path: str) -> bool:
    """Whether a file's path leads below the folder that it is taken from, on every system."""
    return not set(path) & set("\\:\0") and not {"", ".", ".."} & set(path.split("/"))


def _names(data: bytes) -> list[str]:
    """The files that a part of the manifest or the list of them names. The site may be anyone's: none may be written elsewhere."""
    names = (line.partition("  ")[2] for line in data.decode("utf-8", "replace").splitlines())
    return list(filter(is_plain, names))


def _size(checkpoint: bytes) -> int:
    """How many entries the log has; none if its checkpoint cannot be read."""
    size = [*checkpoint.decode("utf-8", "replace").split("\n"), ""][1]
    return int(size) if size.isdecimal() and len(size) <= len(str(MOST)) and int(size) <= MOST else 0


def _log_files(size: int, listed: list[str]) -> Iterator[str]:
    """Every file of a log of a size but its checkpoint; the manifest names those of the sizes that it had earlier."""
    earlier = (name.rpartition("/")[2] for name in listed if name.startswith(f"{LEDGER}checkpoints/"))
    sizes = sorted({size, max(0, size - 1), *(int(name) for name in earlier if name.isdecimal())})
    yield from (f"{LEDGER}{name}" for name in ("release.txt", "release/entry.json", "keys"))
    yield from (f"{LEDGER}checkpoints/{at}" for at in sizes)
    for at in sorted({*range(0, size, WIDTH), *(at for at in sizes if at < size)}):
        yield f"{LEDGER}versions/{_number(at // WIDTH)}/{at % WIDTH}.txt"
    yield from _tiles("entries", size)
    level, width = 0, size
    while width:
        yield from _tiles(str(level), width)
        level, width = level + 1, width // WIDTH


def _tiles(level: str, width: int) -> Iterator[str]:
    """The tiles of a level so wide; the last says how much it holds if it is not full."""
    for first in range(0, width, WIDTH):
        part = "" if width - first >= WIDTH else f".p/{width - first}"
        yield f"{LEDGER}tile/{level}/{_number(first // WIDTH)}{part}"


def _number(number: int) -> str:
    """A number in groups of three digits, all but the last with an `x`."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def _all(url: str, folder: Path, names: Iterable[str]) -> list[bytes]:
    """Bring files into a folder; gives what they hold, nothing for one that is not there."""

    def one(name: str) -> bytes:
        data = _get(url, name)
        return data if data is not None and _put(folder, name, data) else b""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, names))


def _get(url: str, name: str) -> bytes | None:
    """A file as a reader is given it; nothing if there is none."""
    try:
        with urlopen(url + quote(name), timeout=SECONDS) as answer:
            data: bytes = answer.read(LARGEST)
            if answer.length:
                raise HTTPException(f"{answer.length} bytes more")
            return data
    except (HTTPException, ValueError, OSError) as error:
        if isinstance(error, HTTPError) and error.code in MISSING:
            return None
        # A server that is out of order says nothing of the site.
        raise NotThere(f"{url}{name} ({error})") from None


def _put(folder: Path, name: str, data: bytes) -> bool:
    """Write a file, and say whether its name can be one."""
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        if error.errno not in NO_NAME:
            raise
        return False
    return True


def main() -> int:
    """Run from the command line: 0 if the site was fetched, else 1."""
    parser = argparse.ArgumentParser(description="取回整个网站和账本 / fetch a whole site with its ledger")
    parser.add_argument("address", help="网站首页的网址 / address of the site's first page")
    parser.add_argument("folder", type=Path, help="空文件夹，或还没有的 / a folder that is empty or not there yet")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()

    def say(key: str, **values: object) -> None:
        print(SAYS[key][options.lang == "en"].format(**values), flush=True)

    if options.folder.is_dir() and any(options.folder.iterdir()):
        say("there", folder=options.folder)
        return 1
    try:
        fetch(options.address, options.folder, lambda count: say("count", count=count))
    except (NotThere, OSError) as error:
        say("none", name=error)
        return 1
    say("done", folder=options.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
