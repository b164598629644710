"""YAML files to plain values; the only reader of `content/`.

Scalars come out as the text the editor typed, so that `no`, `18:30`, `010` and a twelve-digit code lose nothing;
only plain `true`, `false`, `null`, `~` and nothing at all are what YAML 1.2's core schema says. The model types the rest.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from generator.problems import Problem
from generator.say import why
from generator.yaml_core import CONTROL, Refusal

MAX_BYTES = 256 * 1024
MAX_TABLE_BYTES = 64 * 1024 * 1024
SITE = "site.yml"
SYNONYMS = "synonyms.yml"
SEARCHES = "searches.yml"
"""The files beside the folders of records."""
TABLES = ("areas/divisions.csv", "areas/former.csv", "areas/tiles.csv")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
LONGEST_ID = 80
"""A name becomes part of addresses and of names of files, with endings behind it."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One YAML file of the content folder: where it is and, once read, what it holds."""

    kind: str
    id: str
    path: str
    name: str
    """The path from the edition's content folder, with `/`; it begins with `../` in a base."""
    modified: int
    size: int
    way: str = ""
    """The way to the folder of the base that holds it, ending in `/`; empty for the edition's own files."""
    draft: str | None = None
    """What it is to hold, if that is not yet written."""

    @property
    def own_name(self) -> str:
        """The path below the content folder that holds it, which is the same whichever edition reads it."""
        return self.name.removeprefix(self.way)


@dataclass(frozen=True, slots=True)
class Folder:
    """A content folder that an edition is made from: its own, or a base's."""

    path: Path
    way: str = ""
    """From the edition's content folder to a base's, ending in `/`; empty for its own."""


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


# --- folders -------------------------------------------------------------------------------------------------------


def beside(edition: Folder, folder: Folder, way: str) -> Folder:
    """The folder that a way leads to from a folder, named as seen from the edition's own."""
    path = os.path.realpath(folder.path / way)
    return Folder(Path(path), Path(os.path.relpath(path, os.path.realpath(edition.path))).as_posix() + "/")


def same(one: Folder, other: Folder) -> bool:
    return os.path.realpath(one.path) == os.path.realpath(other.path)


def nested(one: Folder, other: Folder) -> bool:
    """Whether one of two folders lies in the other."""
    paths = [Path(os.path.realpath(folder.path)) for folder in (one, other)]
    return paths[0].is_relative_to(paths[1]) or paths[1].is_relative_to(paths[0])


def holding(folders: Iterable[Folder], name: str) -> list[Folder]:
    """The folders that have a file which is no record, the nearest first.

    Of a table that is looked up only the first counts; tables that are lists are joined."""
    return [folder for folder in folders if (folder.path / name).is_file()]


# --- finding files -------------------------------------------------------------------------------------------------


def find(folder: Folder, kinds: tuple[str, ...]) -> tuple[list[ContentFile], list[Problem]]:
    """Every record file below a content folder, sorted, and a problem for each file or folder that does not belong."""
    found: list[ContentFile] = []
    problems: list[Problem] = []
    allowed = {SITE, SYNONYMS, SEARCHES}
    for entry in _entries(folder.path):
        name = folder.way + entry.name
        if entry.is_symlink():
            problems.append(Problem(name, "linked-file"))
        elif entry.is_dir() and entry.name in kinds:
            _find_below(entry.path, entry.name, name, folder, found, problems)
        elif entry.is_dir():
            problems.append(Problem(name, "unknown-folder", values={"found": entry.name, "known": kinds}))
        elif entry.name not in allowed:
            problems.append(_unknown_file(name, entry.name))
    problems += _address_clashes(found)
    return found, problems


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        # Dot files are the system's, not the editor's.
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _find_below(path: str, kind: str, prefix: str, folder: Folder, found: list[ContentFile], problems: list[Problem]) -> None:
    for entry in _entries(path):
        name = f"{prefix}/{entry.name}"
        if entry.is_symlink():
            problems.append(Problem(name, "linked-file"))
        elif entry.is_dir():
            problems += _bad_name(name, entry.name, entry.name)
            _find_below(entry.path, kind, name, folder, found, problems)
        elif not entry.name.endswith(".yml"):
            if name.removeprefix(folder.way) not in TABLES:
                problems.append(_unknown_file(name, entry.name))
        elif not entry.is_file():
            # To open a pipe would be to wait for whoever writes into it.
            problems.append(Problem(name, "unreadable-file", values={"found": why(OSError(errno.ENXIO, ""))}))
        elif bad := list(_bad_name(name, entry.name[:-4], entry.name)):
            problems += bad
        else:
            status = entry.stat(follow_symlinks=False)
            file = ContentFile(kind, entry.name[:-4], entry.path, name, status.st_mtime_ns, status.st_size, folder.way)
            found.append(file)


def marks(path: Path | str) -> dict[str, tuple[int, int]]:
    """The time and size of every file below a folder: they tell whether anything has changed in it."""
    found: dict[str, tuple[int, int]] = {}
    for entry in _entries(path):
        if entry.is_dir(follow_symlinks=False):
            found |= marks(entry.path)
        else:
            status = entry.stat(follow_symlinks=False)
            found[entry.path] = status.st_mtime_ns, status.st_size
    return found


def _unknown_file(name: str, found: str) -> Problem:
    stem = found.rsplit(".", 1)[0]
    return Problem(name, "unknown-file", values={"found": found, "expected": f"{_slug(stem)}.yml"})


def _bad_name(name: str, found: str, whole: str) -> Iterator[Problem]:
    """What keeps a file's or a folder's name from being an address, if anything does."""
    suffix = ".yml" if whole.endswith(".yml") else ""
    if not ID.fullmatch(found):
        yield Problem(name, "bad-file-name", values={"found": found, "expected": _slug(found) + suffix})
    elif len(found) > LONGEST_ID:
        yield Problem(name, "long-file-name", values={"found": len(found), "expected": LONGEST_ID})


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_ID].strip("-") or "new-name"


def _address_clashes(found: list[ContentFile]) -> Iterator[Problem]:
    first: dict[tuple[str, str], ContentFile] = {}
    for file in found:
        other = first.setdefault((file.kind, file.id), file)
        if other is not file:
            yield Problem(file.name, "two-records-one-page", values={"found": other.name})


# --- reading one file ----------------------------------------------------------------------------------------------


def text_of(file: ContentFile) -> str:
    """What a record's file holds, or is to hold. Raises `Refusal`."""
    return read_text(file.path, file.size) if file.draft is None else decode(file.draft.encode())


def drafted(folder: Folder, name: str, text: str) -> ContentFile:
    """A file of an edition's own as it would be with another text."""
    kind, _, below = name.partition("/")
    return ContentFile(kind, below.rpartition("/")[2].removesuffix(".yml"), str(folder.path / name), name, 0, 0, draft=text)


def read_text(path: Path | str, size: int | None = None) -> str:
    """The text of a file. Raises `Refusal` if it is too large, not UTF-8 or holds control characters."""
    return decode(read_bytes(path, size))


def read_bytes(path: Path | str, size: int | None = None) -> bytes:
    """A file as it is. Raises `Refusal` if it is too large or cannot be read."""
    if size is not None and size > MAX_BYTES:
        raise Refusal("too-large", found=size, expected=MAX_BYTES)
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Refusal("unreadable-file", found=why(error)) from None


def decode(data: bytes, limit: int = MAX_BYTES) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark. Raises `Refusal`."""
    if len(data) > limit:
        raise Refusal("too-large", found=len(data), expected=limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refusal("not-utf-8", line, found=_encoding_of(data)) from None
    if bad := CONTROL.search(text):
        line, column = position(text, bad.start())
        raise Refusal("control-character", line, column, found=f"U+{ord(bad[0]):04X}")
    return text


def read_table(path: Path) -> str:
    """The text of a data table, which may be far larger than a record. Raises `Refusal`."""
    try:
        return decode(path.read_bytes(), MAX_TABLE_BYTES)
    except OSError as error:
        raise Refusal("unreadable-file", found=why(error)) from None


def _encoding_of(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    for name, label in (("gbk", "GBK"), ("big5", "Big5"), ("gb18030", "GB18030")):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return label
    return "?"


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
