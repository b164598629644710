"""All files of an addition, or none of them, whenever the one who writes them is stopped.

A journal names the files that are about to be made. Whoever comes next finishes what had got as far as the checkpoint,
and takes away what had not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

CHECKPOINT, CHECKPOINTS = "checkpoint", "checkpoints"
RELEASE, RELEASED = "release.txt", "release/"
"""The release manifest: the list of its parts, and the folder of these."""
JOURNAL, NEXT = ".adding", ".release.next"
"""What is being added, and what is to stand in place of the manifest there is."""


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
        journal = json.loads((folder / JOURNAL).read_bytes())
    except FileNotFoundError:
        return
    if (folder / CHECKPOINT).read_text("utf-8") == journal["checkpoint"]:
        with suppress(FileNotFoundError):
            for name, text in json.loads((folder / NEXT).read_bytes()).items():
                put(folder / name, text.encode())
    else:
        take_away(folder, journal["made"])
    (folder / NEXT).unlink(missing_ok=True)
    (folder / JOURNAL).unlink()


def take_away(folder: Path, names: list[str]) -> None:
    """Remove files, and folders that are empty then."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
        for parent in (folder / name).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
