"""Watches an edition's folders and tells which files have changed in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import watchfiles

# Milliseconds: changes within a step are told together; a longer row of them is told piece by piece.
_STEP, _TOGETHER = 20, 200
# Milliseconds between two looks at what cannot be watched.
_LOOK = 300

Changed = Callable[[set[Path] | None], None]
"""Is given the files that have changed, or nothing where any may have."""


class Watcher:
    """Watches in a thread of its own from `start` to `stop`. `folders` is asked again and again: an edition may come to stand on others."""

    def __init__(self, settings: Path, folders: Callable[[], Sequence[Path]], changed: Changed) -> None:
        self._settings = settings
        self._folders = folders
        self._changed = changed
        self._stop = Event()

    def start(self) -> None:
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def _run(self) -> None:
        missed = False
        while not self._stop.is_set():
            # A folder may go before it is watched.
            with suppress(OSError):
                self._watch(self._there(), missed)
            # What changes between two watches nobody sees.
            missed = True
            self._stop.wait(_LOOK / 1000)

    def _watch(self, watched: dict[Path, tuple[int, ...]], missed: bool) -> None:
        """Tell of changes as long as the folders are the same ones."""
        settings = _mark(self._settings)
        for changes in watchfiles.watch(
            *watched, watch_filter=None, debounce=_TOGETHER, step=_STEP, rust_timeout=_LOOK, yield_on_timeout=True,
            stop_event=self._stop, raise_interrupt=False,
        ):  # fmt: skip
            before, settings = settings, _mark(self._settings)
            paths = {Path(path) for _, path in changes}
            if missed or settings != before:
                self._changed(None)
            elif paths:
                self._changed(paths)
            missed = False
            # What is told of a folder itself may be that it went; one put back in its place at once even looks the same.
            if paths & watched.keys() or self._there() != watched:
                return

    def _there(self) -> dict[Path, tuple[int, ...]]:
        """The folders there are; one that was taken away and put back is another."""
        marks = {folder: _mark(folder) for folder in self._folders() if folder.is_dir()}
        return {folder: mark[:2] for folder, mark in marks.items()}


def _mark(path: Path) -> tuple[int, ...]:
    """What tells a file or folder from another in its place, then what tells its text from another."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
