"""Small copies of text files, made once so that servers need not press them again for every reader."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import brotli

SUFFIXES = (".gz", ".br")
LEAST = 1024
"""Below this many bytes a small copy saves nothing."""
_TEXT = (".html", ".css", ".js", ".json", ".csv", ".xml", ".svg", ".txt", ".ics", ".webmanifest", ".md")
# The best, 11, takes twice as long as 10 for one byte in seventy.
_QUALITY = 10


def is_pressed(path: str, size: int) -> bool:
    """Whether a file gets small copies beside it."""
    return size > LEAST and path.endswith(_TEXT)


def pressed(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The small copies of some bytes by suffix, without those that would not be smaller."""
    for suffix, small in ((".gz", gzip.compress(data, 9, mtime=0)), (".br", brotli.compress(data, quality=_QUALITY))):
        if len(small) < len(data):
            yield suffix, small
