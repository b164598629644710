"""YAML files to plain values; the only reader of `content/`.

Scalars come out as the text the editor typed, so that `no`, `18:30`, `010` and a twelve-digit code lose nothing;
only plain `true`, `false`, `null`, `~` and nothing at all are what YAML 1.2's core schema says. The model types the rest.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from generator.problems import Problem
from generator.yaml_core import CONTROL, Refusal

MAX_BYTES = 256 * 1024
MAX_TABLE_BYTES = 64 * 1024 * 1024
TABLES = ("areas/divisions.csv", "areas/former.csv")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One YAML file of the content folder: where it is and, once read, what it holds."""

    kind: str
    id: str
    path: str
    name: str
    """The path below the content folder, with `/`."""
    modified: int
    size: int


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


# --- finding files -------------------------------------------------------------------------------------------------


def find(content: Path, kinds: tuple[str, ...]) -> tuple[list[ContentFile], list[Problem]]:
    """Every record file below `content`, sorted, and a problem for each file or folder that does not belong."""
    found: list[ContentFile] = []
    problems: list[Problem] = []
    allowed = {"site.yml", "synonyms.yml"}
    for entry in _entries(content):
        if entry.is_symlink():
            problems.append(Problem(entry.name, "linked-file"))
        elif entry.is_dir() and entry.name in kinds:
            _find_below(entry.path, entry.name, entry.name, found, problems)
        elif entry.is_dir():
            problems.append(Problem(entry.name, "unknown-folder", values={"found": entry.name, "known": kinds}))
        elif entry.name not in allowed:
            problems.append(_unknown_file(entry.name, entry.name))
    problems += _address_clashes(found)
    return found, problems


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        # Dot files are the system's, not the editor's.
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _find_below(folder: str, kind: str, prefix: str, found: list[ContentFile], problems: list[Problem]) -> None:
    for entry in _entries(folder):
        name = f"{prefix}/{entry.name}"
        if entry.is_symlink():
            problems.append(Problem(name, "linked-file"))
        elif entry.is_dir():
            if not ID.fullmatch(entry.name):
                problems.append(_bad_name(name, entry.name, entry.name))
            _find_below(entry.path, kind, name, found, problems)
        elif not entry.name.endswith(".yml"):
            if name not in TABLES:
                problems.append(_unknown_file(name, entry.name))
        elif not ID.fullmatch(entry.name[:-4]):
            problems.append(_bad_name(name, entry.name[:-4], entry.name))
        else:
            status = entry.stat(follow_symlinks=False)
            file = ContentFile(kind, entry.name[:-4], entry.path, name, status.st_mtime_ns, status.st_size)
            found.append(file)


def _unknown_file(name: str, found: str) -> Problem:
    stem = found.rsplit(".", 1)[0]
    return Problem(name, "unknown-file", values={"found": found, "expected": f"{_slug(stem)}.yml"})


def _bad_name(name: str, found: str, whole: str) -> Problem:
    suffix = ".yml" if whole.endswith(".yml") else ""
    return Problem(name, "bad-file-name", values={"found": found, "expected": _slug(found) + suffix})


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "new-name"


def _address_clashes(found: list[ContentFile]) -> Iterator[Problem]:
    first: dict[tuple[str, str], ContentFile] = {}
    for file in found:
        other = first.setdefault((file.kind, file.id), file)
        if other is not file:
            yield Problem(file.name, "two-records-one-page", values={"found": other.name})


# --- reading one file ----------------------------------------------------------------------------------------------


def read_text(path: Path | str, size: int | None = None) -> str:
    """The text of a file. Raises `Refusal` if it is too large, not UTF-8 or holds control characters."""
    if size is not None and size > MAX_BYTES:
        raise Refusal("too-large", found=size, expected=MAX_BYTES)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise Refusal("unreadable-file", found=error.strerror or type(error).__name__) from None
    return decode(data)


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
        raise Refusal("unreadable-file", found=error.strerror or type(error).__name__) from None


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
