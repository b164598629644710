"""How records came to be as they are, told from the log: what pages show of it. Nothing here knows of HTML."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generator.tlog import drafts, entries, heads, notes, state
from generator.tlog.writes import CHECKPOINT

FOLDER = "ledger"
"""Where the log stands: beside the content folder, and below the published site."""


class Mark(NamedTuple):
    """Where the last version of a record stands in the log. Plain values, so that a page's key tells of them."""

    sequence: int
    version: int
    sort: str
    day: str
    """The day on which it was published, where the site is at home (ISO text)."""
    first: str
    """The day of the first version."""
    code: str
    """The root code of the log as it was when this version came to it."""


class Version(NamedTuple):
    """One version of a record."""

    entry: entries.Entry
    day: str
    text: dict[str, Any] | None
    """What it said; nothing if it said nothing, or says nothing any more."""
    code: str

    @property
    def is_erased(self) -> bool:
        """Whether it had a text that was destroyed."""
        return self.text is None and bool(self.entry.digest)


class History:
    """The log as the site shows it. `zone` is where the site is at home: its days are days there."""

    def __init__(self, log: state.Log, table: heads.Heads, zone: str) -> None:
        self.log = log
        self.zone = ZoneInfo(zone)
        self.heads = {key: head for key, head in table.all().items() if key[0] != entries.RELEASE}
        self.told = table.told()[::-1]
        """The entries of corrections, withdrawals and erasures, newest first."""

    def ids(self, kind: str) -> list[str]:
        """Every record of a kind that the log has, in order."""
        return [id for known, id in self.heads if known == kind]

    def mark(self, kind: str, id: str) -> Mark | None:
        """Where the last version of a record stands."""
        head = self.heads.get((kind, id))
        if head is None:
            return None
        first = head.sequence
        while (previous := self._entry(first).previous) is not None:
            first = previous
        day = self.day(self._entry(first).time)
        return Mark(head.sequence, head.version, head.sort, self.day(head.time), day, self.code(head.sequence))

    def versions(self, kind: str, id: str) -> list[Version]:
        """Every version of a record, newest first."""
        found: list[Version] = []
        sequence: int | None = self.heads[kind, id].sequence
        while sequence is not None:
            found.append(self.version(sequence))
            sequence = self._entry(sequence).previous
        return found

    def version(self, sequence: int) -> Version:
        """The version that an entry tells of."""
        entry, kept = self._entry(sequence), self.log.text(sequence)
        return Version(entry, self.day(entry.time), json.loads(kept[1]) if kept else None, self.code(sequence))

    def code(self, sequence: int) -> str:
        """The root code of the log as it first was with an entry in it."""
        found: str = self._code(self.log.size_with(sequence))
        return found

    @cached_property
    def last_code(self) -> tuple[str, str]:
        """The root code of the log as it was when a record last changed, and the day; empty while there is none."""
        if not self.heads:
            return "", ""
        sequence = max(head.sequence for head in self.heads.values())
        return self.code(sequence), self.day(self._entry(sequence).time)

    @cached_property
    def _code(self) -> Any:
        return lru_cache(maxsize=4096)(self.log.code_at)

    @cached_property
    def _entry(self) -> Any:
        return lru_cache(maxsize=4096)(self.log.entry)

    def day(self, time: str) -> str:
        """The day of a time of the log."""
        return datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(self.zone).date().isoformat()

    @property
    def signers(self) -> list[str]:
        """Who signed the checkpoint or an earlier one, by the keys that the log names."""
        names = dict.fromkeys(key.name for key in self.log.keys if any(_signed(note, key) for note in self._notes))
        return list(names)

    @property
    def _notes(self) -> list[notes.Note]:
        return [self.log.note, *(self.log.note_at(size) for size in self.log.sizes)]


def _signed(note: notes.Note, key: notes.Verifier) -> bool:
    return any((line.name, line.id) == (key.name, key.id) for line in note.signatures)


def folder_of(content: Path) -> Path:
    """The log's folder, beside an edition's content."""
    return content.resolve().parent / FOLDER


def is_kept(content: Path) -> bool:
    """Whether an edition keeps a log."""
    return (folder_of(content) / CHECKPOINT).is_file()


def read(content: Path, zone: str) -> History | None:
    """The history of an edition as it was last published; nothing where it keeps no log."""
    if not is_kept(content):
        return None
    log = state.Log(folder_of(content))
    table = drafts.heads_of(log)
    try:
        return History(log, table, zone)
    finally:
        table.close()
