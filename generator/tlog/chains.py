"""Which versions are one record's, under whichever ids it had.

A rename ends what an id stood for. Another record may take the id up later: its versions go on counting, but are not the first one's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from generator.tlog.entries import RENAME, Entry

Key = tuple[str, str]


class Chains:
    """The entries of a log as chains; `renames` are the entries of that sort, in order."""

    def __init__(self, entry: Callable[[int], Entry], renames: Iterable[int]) -> None:
        self._entry = entry
        self._into: dict[Key, list[Entry]] = defaultdict(list)
        self._out_of: dict[Key, list[Entry]] = defaultdict(list)
        for end in map(entry, renames):
            self._into[end.kind, end.to].append(end)
            self._out_of[end.kind, end.id].append(end)

    def of(self, sequence: int) -> list[int]:
        """An entry and all before it of the same record, newest first, also under earlier ids."""
        own = list(self._own(sequence))
        return sorted([*own, *(each for end in self._joined(own) for each in self.of(end.sequence))], reverse=True)

    def _own(self, sequence: int) -> Iterator[int]:
        """An entry and those before it that its id has, back to where the id stood for another record."""
        yield sequence
        at = self._entry(sequence).previous
        while at is not None and (entry := self._entry(at)).sort != RENAME:
            yield at
            at = entry.previous

    def _joined(self, own: list[int]) -> list[Entry]:
        """The renames that led to an id while it had these entries."""
        first = self._entry(own[-1])
        before = -1 if first.previous is None else first.previous
        return [end for end in self._into[first.kind, first.id] if before < end.sequence < own[0]]

    def before(self, sequence: int) -> int | None:
        """The version whose place an entry took, if there was one: that of an earlier id where its own has none."""
        own = [*self._own(sequence)][:2]
        if len(own) == 2:
            return own[1]
        joined = self._joined(own)
        return joined[-1].previous if joined else None

    def ended(self, sequence: int) -> Entry | None:
        """The rename after which the id of an entry stood for another record than before."""
        first = self._entry([*self._own(sequence)][-1])
        return None if first.previous is None else self._entry(first.previous)

    def now(self, end: Entry) -> Key:
        """Kind and id that a renamed record has now."""
        later = next((each for each in self._out_of[end.kind, end.to] if each.sequence > end.sequence), None)
        return self.now(later) if later else (end.kind, end.to)
