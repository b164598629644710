"""Where else hands are needed: the nearest by the tree of divisions, and of those the most urgent first.

Open needs are sorted into their divisions once; what a page asks for is then read off, however many needs there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from generator.entry import Entry
from generator.model.divisions import LEVELS, Division, lineage

NEXT_LIMIT = 5
STREETS_LIMIT = 6


class Count(NamedTuple):
    """Open needs of a division, and the places left in them."""

    needs: int = 0
    left: int = 0


class Near(NamedTuple):
    """A need somewhere near: `level` is that of the smallest division that holds both places."""

    level: str
    need: Entry


class Nearby:
    """Open needs by division and task. They are given in their order, the most urgent first, each once."""

    def __init__(self, needs: Sequence[Entry], divisions: dict[str, Division], left: Callable[[Entry], int]) -> None:
        self._divisions = divisions
        self._needs: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._streets: dict[str, dict[str, None]] = defaultdict(dict)
        lefts: Counter[str] = Counter()
        above = {street: [division.code for division in lineage(divisions, street)] for street in set(map(street_of, needs))}
        for need in needs:
            street, task, free = street_of(need), task_of(need), left(need)
            for code in above[street]:
                self._needs[code, ""].append(need)
                self._needs[code, task].append(need)
                self._streets[code][street] = None
                lefts[code] += free
        self._counts = {code: Count(len(self._needs[code, ""]), free) for code, free in lefts.items()}

    def open(self, code: str) -> list[Entry]:
        """The open needs in a division."""
        return self._needs.get((code, ""), [])

    def count(self, code: str) -> Count:
        """How many they are, and the places left in them."""
        return self._counts.get(code, Count())

    def streets_in(self, code: str) -> list[str]:
        """The streets of a division that have an open need, the one with the most urgent need first."""
        return list(self._streets.get(code, ()))

    def instead_of(self, need: Entry, limit: int = NEXT_LIMIT) -> list[Near]:
        """Where to go if not to this need: another one in its street, or the same task in a street near by."""
        return list(islice(self._instead(need), limit))

    def _instead(self, need: Entry) -> Iterator[Near]:
        told = {need.key}
        for division in reversed(lineage(self._divisions, street_of(need))):
            task = "" if division.level == LEVELS[-1] else task_of(need)
            for other in self._needs.get((division.code, task), ()):
                if other.key not in told:
                    told.add(other.key)
                    yield Near(division.level, other)

    def streets_near(self, code: str, limit: int = STREETS_LIMIT) -> list[tuple[str, int]]:
        """The streets nearest to a division that have open needs, those with most of them first, and how many these are.

        Every quiet street's page shows them: told by needs and not by places left, they change only when a need opens or ends."""
        return [(street, self.count(street).needs) for street in islice(self._near(code), limit)]

    def _near(self, code: str) -> Iterator[str]:
        told = {code}
        for division in reversed(lineage(self._divisions, code)):
            for street in self._most_first(division.code):
                if street not in told:
                    told.add(street)
                    yield street

    def _most_first(self, code: str) -> list[str]:
        return sorted(self._streets.get(code, ()), key=lambda street: (-self.count(street).needs, street))


def street_of(need: Entry) -> str:
    """The street that needs hands."""
    return next((id for relation, _, id in need.row.edges if relation == "street"), "")


def task_of(need: Entry) -> str:
    """What they are needed for."""
    return next((id for relation, _, id in need.row.edges if relation == "task"), "")
