"""The ledger of the content that is being edited: what pages show of it, what waits for the next publication, and what is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from generator import history
from generator.history import History
from generator.parallel import aside_while
from generator.site import Site
from generator.tlog.state import Fault, is_own
from generator.waiting import Waits, waiting


class Past:
    """The ledger beside a content folder as it is at one time. Where it is not sound, pages show nothing of it."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.folder = history.folder_of(content)
        self.fault: Exception | None = None
        self.waits: list[Waits] = []
        """What waits for the next publication, as far as it has been found out."""
        self._zone = ""
        self._history: History | None = None

    def concerns(self, path: Path) -> bool:
        """Whether a file that has changed is one of the ledger's own."""
        return path == self.folder or is_own(path.relative_to(self.folder).as_posix())

    def history(self, zone: str) -> History | None:
        """What pages tell of how records changed; nothing where no ledger is kept, or it is not sound."""
        if self.fault is None and self._zone != zone:
            try:
                self._zone, self._history = zone, history.read(self.content, zone)
            except (Fault, sqlite3.Error, OSError) as error:
                self.spoil(error)
        return self._history

    def spoil(self, error: Exception) -> None:
        """It has turned out not to be sound."""
        self.fault, self._history, self.waits = error, None, []

    def count(self, site: Site, wanted: Callable[[], bool], hold: AbstractContextManager[object]) -> bool:
        """Find out what waits, in a process of its own that is given up when it is no longer wanted; whether that is another now."""
        if self._history is None:
            return False
        before = self.waits
        try:
            found = aside_while(wanted, partial(waiting, site, self.folder), hold)
        except (Fault, sqlite3.Error) as error:
            self.spoil(error)
            return True
        self.waits = before if found is None else found
        return self.waits != before
