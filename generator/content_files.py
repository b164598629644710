"""The only writer of an edition's content: many files at once, and either all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

NEW_FILE = 0o644
"""The mode of a file that was not there before."""


class NotWritten(Exception):
    """Nothing was written: `path` names the file that stood in the way, `why` is "outside", "link" or "changed"."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def write_all(folder: Path, changes: Mapping[str, bytes | None], before: Mapping[str, bytes | None] | None = None) -> list[str]:
    """Give files below a folder these bytes, or take them away (`None`). Returns the paths that differ now.

    Args:
        folder: The edition's own content; base folders are never written.
        changes: Bytes by path with `/`.
        before: What the caller saw in these files (`None`: no file), so that nobody's change of the meantime is lost.

    Raises:
        NotWritten: For a path outside the folder, a link, or a file that is not as the caller saw it.
        OSError: If the disk is full or refuses; the files are then as they were.
    """
    targets = {path: _target(folder, path) for path in changes}
    for path, seen in (before or {}).items():
        if _read(targets.get(path) or _target(folder, path)) != seen:
            raise NotWritten(path, "changed")
    differing = {path: data for path, data in changes.items() if _read(targets[path]) != data}
    with _made_beside({targets[path]: data for path, data in differing.items() if data is not None}) as made:
        _switch({targets[path]: made.get(targets[path]) for path in differing})
    return sorted(differing)


def _target(folder: Path, path: str) -> Path:
    parts = PurePosixPath(path).parts
    if not parts or parts[0] == "/" or ".." in parts or "\\" in path or "\0" in path:
        raise NotWritten(path, "outside")
    target = folder.joinpath(*parts)
    if any(step.is_symlink() for step in (target, *target.parents) if step != folder and folder in step.parents):
        raise NotWritten(path, "link")
    return target


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _made_beside(wanted: Mapping[Path, bytes]) -> Iterator[dict[Path, str]]:
    """Every new text in a file of its own beside its target: a disk that fills is found before anything is switched."""
    made: dict[Path, str] = {}
    try:
        for target, data in wanted.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            number, made[target] = tempfile.mkstemp(prefix=".", suffix=".new", dir=target.parent)
            with open(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(number)
            os.chmod(made[target], target.stat().st_mode & 0o777 if target.exists() else NEW_FILE)
        yield made
    finally:
        for name in made.values():
            with suppress(FileNotFoundError):
                os.unlink(name)


def _switch(targets: Mapping[Path, str | None]) -> None:
    """Put the new files in place; if one cannot be, those before it are as they were."""
    kept: dict[Path, bytes | None] = {}
    try:
        for target, name in targets.items():
            kept[target] = _read(target)
            if name is None:
                target.unlink()
            else:
                os.replace(name, target)
    except OSError:
        for target, data in kept.items():
            _put_back(target, data)
        raise


def _put_back(target: Path, data: bytes | None) -> None:
    if data is None:
        target.unlink(missing_ok=True)
    elif _read(target) != data:
        target.write_bytes(data)
