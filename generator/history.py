"""How records came to be as they are, told from the log: what pages show of it. Nothing here knows of HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator.tlog import drafts, entries, heads, notes, state
from generator.tlog.chains import Chains
from generator.tlog.writes import CHECKPOINT

FOLDER = "ledger"
"""Where the log stands: beside the content folder, and below the published site."""


class Mark(NamedTuple):
    """Where the last version of a record stands in the log. Plain values, so that a page's key tells of them."""

    sequence: int
    is_first: bool
    day: str
    """The day on which it was published, where the site is at home (ISO text)."""
    first: str
    """The day of the first version, whatever the record was called then."""
    code: str
    """The root code of the log as it was when this version came to it."""


class Version(NamedTuple):
    """One version of a record."""

    entry: entries.Entry
    day: str
    text: dict[str, Any] | None
    """What it said; nothing if it said nothing, or says nothing any more."""
    code: str
    before: int | None
    """The version whose place it took."""

    @property
    def is_erased(self) -> bool:
        """Whether it had a text that was destroyed."""
        return self.text is None and bool(self.entry.digest)


def told_in(text: dict[str, Any], before: dict[str, Any] | None) -> tuple[str, list[Any]]:
    """Of what sort a version says it is, if it says so, and what it tells readers of the reason, in every language it has."""
    known, gone = (before or {}).get("changes", []), text.get("withdrawn")
    if gone and not (before or {}).get("withdrawn"):
        return "withdrawal", [gone["reason"]]
    told = [change for change in text.get("changes", []) if change not in known]
    sort = "correction" if any(change.get("correction") for change in told) else ""
    return sort, [words for change in told for words in (change["what"], change.get("why")) if words]


class Archive(NamedTuple):
    """A file that holds a whole site, as the log tells of it."""

    day: str
    form: str
    digest: str


class History:
    """The log as the site shows it. `zone` is where the site is at home: its days are days there."""

    def __init__(self, log: state.Log, table: heads.Heads, zone: str) -> None:
        self.log = log
        self.zone = ZoneInfo(zone)
        last = table.all()
        self.heads = {key: head for key, head in last.items() if key[0] not in entries.FILES}
        self._archives = [head.sequence for (kind, _), head in last.items() if kind == entries.ARCHIVE]
        self.renames = table.renames
        self.told = table.told()[::-1]
        """The entries of corrections, withdrawals and erasures, newest first."""

    @property
    def began(self) -> str:
        """The time of the first entries; empty while there are none."""
        return str(self._entry(0).time) if self.log.said.size else ""

    def ids(self, kind: str) -> list[str]:
        """Every record of a kind that the log has, in order."""
        return [id for known, id in self.heads if known == kind]

    def mark(self, kind: str, id: str) -> Mark | None:
        """Where the last version of a record stands."""
        head = self.heads.get((kind, id))
        if head is None or head.sort == entries.RENAME:
            return None
        first = self._chains.of(head.sequence)[-1]
        day = self.day(self._entry(first).time)
        return Mark(head.sequence, first == head.sequence, self.day(head.time), day, self.code(head.sequence))

    def chain(self, kind: str, id: str) -> list[Version]:
        """Every version of a record, newest first, under whichever ids it had."""
        return [self.version(sequence) for sequence in self._chains.of(self.heads[kind, id].sequence)]

    def now(self, kind: str, id: str) -> tuple[str, str]:
        """Kind and id that the record has now which had an id last."""
        head = self.heads[kind, id]
        return self._chains.now(self._entry(head.sequence)) if head.sort == entries.RENAME else (kind, id)

    def other(self, kind: str, id: str) -> tuple[str, str] | None:
        """Kind and id of another record that had an id before the one that had it last, if there is one."""
        end = self._chains.ended(self.heads[kind, id].sequence)
        now = self._chains.now(end) if end else None
        return now if now != self.now(kind, id) else None

    @property
    def records(self) -> int:
        """How many records there are in the log, whatever they were called."""
        return sum(head.sort != entries.RENAME for head in self.heads.values())

    def versions(self, kind: str, id: str) -> list[Version]:
        """Every version that an id has, newest first."""
        found: list[Version] = []
        sequence: int | None = self.heads[kind, id].sequence
        while sequence is not None:
            found.append(self.version(sequence))
            sequence = self._entry(sequence).previous
        return found

    def version(self, sequence: int) -> Version:
        """The version that an entry tells of."""
        entry, kept = self._entry(sequence), self.log.text(sequence)
        said = json.loads(kept[1]) if kept else None
        return Version(entry, self.day(entry.time), said, self.code(sequence), self._chains.before(sequence))

    def code(self, sequence: int) -> str:
        """The root code of the log as it first was with an entry in it."""
        found: str = self._code(self.log.size_with(sequence))
        return found

    @cached_property
    def last_code(self) -> tuple[str, str]:
        """The root code of the log as it was when a record last changed, and the day; empty while there is none."""
        sequence, code = self.newest(self._newest)
        return code, self.day(self._entry(sequence).time) if code else ""

    def newest(self, kinds: Iterable[str]) -> tuple[int, str]:
        """Where in the log a record of some kinds last changed, and the root code of then; -1 and nothing where none ever did."""
        sequence = max((self._newest.get(kind, -1) for kind in kinds), default=-1)
        return sequence, self.code(sequence) if sequence >= 0 else ""

    @cached_property
    def _newest(self) -> dict[str, int]:
        """By kind, where one of its records last changed."""
        found: dict[str, int] = {}
        for (kind, _), head in self.heads.items():
            found[kind] = max(head.sequence, found.get(kind, -1))
        return found

    @cached_property
    def _code(self) -> Any:
        return lru_cache(maxsize=4096)(self.log.code_at)

    @cached_property
    def _chains(self) -> Chains:
        return Chains(self._entry, self.renames)

    @cached_property
    def _entry(self) -> Any:
        return lru_cache(maxsize=4096)(self.log.entry)

    def day(self, time: str) -> str:
        """The day of a time of the log."""
        return datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(self.zone).date().isoformat()

    @property
    def archives(self) -> list[Archive]:
        """Every archive that the log tells of, newest first."""
        found = [entry for last in self._archives for entry in self.log.chain(last)]
        return [Archive(self.day(entry.time), entry.id, entry.digest) for entry in sorted(found, reverse=True)]

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


def origin_of(url: str) -> str:
    """What the log of the site at an address is called."""
    address = urlsplit(url)
    return f"{address.netloc}{address.path}".rstrip("/")


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
