"""All files of an addition, or none of them, whenever the one who writes them is stopped.

A journal names the files that are about to be made. Whoever comes next finishes what had got as far as the checkpoint,
and takes away what had not.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

CHECKPOINT, CHECKPOINTS = "checkpoint", "checkpoints"
RELEASE, RELEASED = "release.txt", "release/"
"""The release manifest: the list of its parts, and the folder of these."""
JOURNAL, NEXT = ".adding", ".release.next"
"""What is being added, and what is to stand in place of the manifest there is."""
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9.]*/)*[a-z0-9][a-z0-9.]*", re.ASCII)
"""How the log calls its files: none of them stands outside its folder."""


def put(path: Path, data: bytes) -> None:
    """Have a file hold these bytes, wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        with open(new, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that were not there before, the checkpoint last, and behind it what is new of the manifest."""
    new = {name: data.decode() for name, data in sorted(files.items()) if name == RELEASE or name.startswith(RELEASED)}
    names = sorted(files.keys() - new.keys() - {CHECKPOINT})
    made = [name for name in names if not (folder / name).exists()]
    put(folder / JOURNAL, json.dumps({"checkpoint": files[CHECKPOINT].decode(), "made": made}).encode())
    if new:
        put(folder / NEXT, json.dumps(new, ensure_ascii=False).encode())
    for name in names:
        put(folder / name, files[name])
    put(folder / CHECKPOINT, files[CHECKPOINT])
    settle(folder)


def settle(folder: Path) -> None:
    """Finish or undo what somebody was stopped at."""
    try:
        checkpoint, made = _journal((folder / JOURNAL).read_bytes())
    except FileNotFoundError:
        return
    if (folder / CHECKPOINT).read_bytes() == checkpoint:
        with suppress(FileNotFoundError):
            for name, data in _next((folder / NEXT).read_bytes()).items():
                put(folder / name, data)
    else:
        take_away(folder, made)
    (folder / NEXT).unlink(missing_ok=True)
    (folder / JOURNAL).unlink()


def _journal(data: bytes) -> tuple[bytes, list[str]]:
    """The checkpoint that is about to be written, and the files made for it. Raises `ValueError` for anything else."""
    found = json.loads(data)
    if not isinstance(found, dict) or not isinstance(found.get("checkpoint"), str) or not isinstance(found.get("made"), list):
        raise ValueError("this is no journal")
    if not all(isinstance(name, str) and _NAME.fullmatch(name) for name in found["made"]):
        # It came along with somebody's copy, and is not to reach beyond the log.
        raise ValueError("a name leads elsewhere")
    return found["checkpoint"].encode(), found["made"]


def _next(data: bytes) -> dict[str, bytes]:
    """What is to stand in place of the manifest there is. Raises `ValueError` if it is anything else."""
    found = json.loads(data)
    if not isinstance(found, dict) or not all(isinstance(text, str) and _is_released(name) for name, text in found.items()):
        raise ValueError("this is no manifest")
    return {name: text.encode() for name, text in found.items()}


def _is_released(name: str) -> bool:
    return name == RELEASE or (name.startswith(RELEASED) and bool(_NAME.fullmatch(name)))


def take_away(folder: Path, names: list[str]) -> None:
    """Remove files, and folders that are empty then."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
        for parent in (folder / name).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
