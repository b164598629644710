"""The only writer of the site's folder: write what changed, remove what is stale, touch nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import progress
from generator.load import digest
from generator.memory import Memory, Written
from generator.parallel import share

# Every site this program has written holds this file, which tells it from a folder that must not be cleared.
OURS = "data/datapackage.json"


class Output(NamedTuple):
    """One file to publish: its path with `/`, a key of what it shows, and how to make its bytes.

    The key is asked for only where there is one to compare it with, or by the process that makes the bytes.
    """

    path: str
    key: Callable[[], bytes]
    make: Callable[[], bytes]
    alone: bool = False
    """Made by the main process after the others, because making it shares out work of its own."""


class Report(NamedTuple):
    """What a publication did, in files."""

    files: int
    written: int
    removed: int


class NotOurs(Exception):
    """The folder holds something that this program did not put there."""


def publish(folder: Path, outputs: Sequence[Output], memory: Memory | None = None) -> Report:
    """Make a folder hold exactly these outputs. Raises `NotOurs` before anything is written."""
    place = str(folder.resolve())
    known = memory.written(place) if memory else {}
    strangers = _strangers(folder, outputs) if not known else set()
    stale = [output for output in outputs if not _is_left(folder, output, known)]
    for parent in sorted({os.path.dirname(output.path) for output in stale}):
        os.makedirs(folder / parent, exist_ok=True)
    rows = _write_all(folder, stale)
    gone = (set(known) | strangers) - {output.path for output in outputs}
    _remove(folder, gone)
    if memory:
        memory.note(place, [(path, row) for path, row, _ in rows], gone)
    return Report(len(outputs), sum(changed for _, _, changed in rows), len(gone))


def publish_over(folder: Path, outputs: Sequence[Output]) -> Report:
    """The same for a folder that MkDocs has just filled: whatever is not among the outputs goes."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for parent in sorted({os.path.dirname(output.path) for output in outputs}):
        os.makedirs(folder / parent, exist_ok=True)
    rows = _write_all(folder, outputs)
    gone = found - {output.path for output in outputs}
    _remove(folder, gone)
    return Report(len(outputs), sum(changed for _, _, changed in rows), len(gone))


def _is_left(folder: Path, output: Output, known: dict[str, Written]) -> bool:
    """Whether a file is still as an earlier build left it, and that build showed the same."""
    row = known.get(output.path)
    if row is None or row.key != output.key():
        return False
    try:
        status = os.stat(f"{folder}/{output.path}")
    except OSError:
        return False
    return (status.st_mtime_ns, status.st_size) == (row.modified, row.size)


def _write_all(folder: Path, outputs: Sequence[Output]) -> list[tuple[str, Written, bool]]:
    shared = [output for output in outputs if not output.alone]
    tick = progress.step("write", len(shared))
    rows = share(lambda part: [_write(folder, output) for output in part], shared, tick)
    return rows + [_write(folder, output) for output in outputs if output.alone]


def _write(folder: Path, output: Output) -> tuple[str, Written, bool]:
    data = output.make()
    path = f"{folder}/{output.path}"
    mark = digest(data)
    same = _same(path, data)
    if not same:
        with open(path, "wb") as file:
            file.write(data)
    status = os.stat(path)
    return output.path, Written(output.key(), mark, status.st_mtime_ns, status.st_size), not same


def _same(path: str, data: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except OSError:
        return False


def _strangers(folder: Path, outputs: Iterable[Output]) -> set[str]:
    """Files already in a folder of which nothing is known: all are stale if a build made it; else it is not ours."""
    if not folder.is_dir():
        return set()
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    if found and OURS not in found:
        raise NotOurs(str(folder))
    return found


def _remove(folder: Path, paths: Iterable[str]) -> None:
    for path in paths:
        target = folder / path
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == folder or not _is_empty(parent):
                break
            parent.rmdir()


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False
