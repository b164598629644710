"""Records' lines in the open data, made by every processor at once and kept between builds."""

from __future__ import annotations

from collections.abc import Sequence

from generator.entry import Entry
from generator.memory import Memory
from generator.model.kinds import KIND_NAMES
from generator.outputs.data import Fragment, fragment
from generator.parallel import share
from generator.site import Site

# Lines of this many records are in memory at once while they are made.
_BATCH = 2000


class KeptLines:
    """Callable as `generator.outputs.data.Lines`."""

    def __init__(self, site: Site, memory: Memory) -> None:
        self.site = site
        self.memory = memory
        self.languages = site.edition.codes
        self._bring_up_to_date()

    def __call__(self, kind: str, form: str, entries: list[Entry]) -> list[bytes]:
        """The line of each record in a form."""
        kept = self.memory.pieces(kind, form)
        return [kept[entry.id] for entry in entries]

    def _mark(self, entry: Entry) -> bytes:
        """What a line depends on: the record, and the languages there are columns for."""
        return entry.digest + " ".join(self.languages).encode()

    def _bring_up_to_date(self) -> None:
        marks = self.memory.piece_marks()
        entries = (entry for kind in KIND_NAMES if kind != "areas" for entry in self.site.published(kind))
        fresh = [entry for entry in entries if marks.get(entry.key) != self._mark(entry)]
        for start in range(0, len(fresh), _BATCH):
            batch = fresh[start : start + _BATCH]
            made = share(self._make, batch)
            self.memory.keep_pieces((*entry.key, self._mark(entry), *lines) for entry, lines in zip(batch, made, strict=True))

    def _make(self, entries: Sequence[Entry]) -> list[Fragment]:
        return [fragment(entry, self.languages) for entry in entries]
