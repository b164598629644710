"""Where a release for another machine is laid out first, and one from there is brought to be read: in the project's cache."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.load import digest


class Outgoing:
    """What is on its way to one place."""

    def __init__(self, cache: Path, place: str) -> None:
        self.folder = cache / "outgoing" / digest(place.encode()).hex()[:12]

    def bench(self) -> tuple[Path, Path | None]:
        """A folder that is not there yet, to lay a release out in, and the one sent last, whose files it may share."""
        new, last = self.folder / "new", self.folder / "last"
        shutil.rmtree(new, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        return new, last if last.is_dir() else None

    @contextmanager
    def brought(self) -> Iterator[Path]:
        """An empty folder for a release that is brought from there, for as long as it is read."""
        folder = self.folder / "brought"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)

    def sent(self) -> None:
        """Keep what was sent for the next time."""
        shutil.rmtree(self.folder / "last", ignore_errors=True)
        (self.folder / "new").rename(self.folder / "last")
