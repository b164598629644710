"""Looks over a workbook before it is opened: what it is, how large it would become, and what in it may not be.

A workbook is a zip of XML. Everything in it is unpacked once, piece by piece, and only counted; so a bomb, a hundred thousand
rows or a document type declaration is refused before any parser sees it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.say import why
from generator.yaml_core import Refusal

MAX_BYTES = 16 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_ROWS = 30_000
MAX_CELLS = 1_000_000
_MAX_PARTS = 2000
_PIECE = 1024 * 1024
# What is looked for may be cut in two by the end of a piece.
_OVERLAP = 16
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODING = re.compile(rb"encoding=[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_OTHERS = (".xls", ".xlsm", ".xlsb", ".xltm", ".xltx", ".et", ".ods", ".numbers")


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip of a workbook that may be read. Raises `Refusal` for what is no plain workbook, or too large a one."""
    if path.suffix.lower() in _OTHERS:
        raise Refusal("book-other-form", found=path.suffix.lower())
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise _too_large(size, MAX_BYTES)
        with zipfile.ZipFile(path) as archive:
            _look_over(archive)
            yield archive
    except OSError as error:
        raise Refusal("book-unreadable", found=why(error)) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise Refusal("book-no-workbook", found=path.name) from None


def _look_over(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names or len(names) != len(parts):
        raise Refusal("book-no-workbook", found=Path(archive.filename or "").name)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refusal("book-macros")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Refusal("book-links")
    left = MAX_UNPACKED
    if (declared := sum(part.file_size for part in parts)) > left or len(parts) > _MAX_PARTS:
        raise _too_large(declared, left)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            left -= _look_at(archive, part, left)


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """How large one part of the zip really is; it may be larger than it declares."""
    size = rows = cells = 0
    end = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            if not size and (b"\0" in piece[:64] or _OTHER_ENCODING.search(piece[:200])):
                raise Refusal("book-no-workbook", found=part.filename)
            size += len(piece)
            text = end + piece
            if _DECLARED.search(text):
                raise Refusal("book-no-workbook", found="DOCTYPE")
            rows += text.count(b"<row ") + text.count(b"<row>") + text.count(b":row ")
            cells += text.count(b"<c ") + text.count(b"<c>") + text.count(b":c ")
            end = text[-_OVERLAP:]
            if size > left:
                raise _too_large(size, left)
            if rows > MAX_ROWS or cells > MAX_CELLS:
                raise Refusal("book-too-many-rows", found=part.filename, expected=MAX_ROWS)
    return size


def _too_large(size: int, limit: int) -> Refusal:
    return Refusal("book-too-large", found=f"{size / 1024 / 1024:.0f} MB", expected=f"{limit / 1024 / 1024:.0f} MB")
