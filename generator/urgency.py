"""How urgent an open need is, in whole points that any reader can add up again.

Three parts: the hands that are lacking, how soon the next of them are wanted, and whether the street is a focus area.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.entry import Turn
from generator.rules import places_left

PLACE, PLACES_MOST = 1, 30
"""Points for each place left, and for all of them at most."""
SHARE_MOST = 20
"""Points where nobody has come yet; the share that is lacking gives the same share of them."""
SOON_MOST, A_DAY = 30, 3
"""Points for a place that is free today, and how many fewer for each day until then."""
FOCUS = 20
"""Points for a street that is a focus area on the day."""
MOST = PLACES_MOST + SHARE_MOST + SOON_MOST + FOCUS
"""What a need can have at most."""


class Urgency(NamedTuple):
    """The points of a need, part by part."""

    shortfall: int = 0
    soon: int = 0
    focus: int = 0

    @property
    def points(self) -> int:
        return sum(self)


def urgency(turns: tuple[Turn, ...], next_day: str, in_focus: bool, today: str) -> Urgency:
    """The points of a need whose next place is free on `next_day`; `turns` that are over count for nothing."""
    return Urgency(_shortfall(turns, today), _soon(next_day, today), FOCUS if in_focus else 0)


def _shortfall(turns: tuple[Turn, ...], today: str) -> int:
    left, needed = places_left(turns, today), wanted(turns, today)
    return min(left * PLACE, PLACES_MOST) + (SHARE_MOST * left // needed if needed else 0)


def wanted(turns: tuple[Turn, ...], today: str) -> int:
    """All the hands that the shifts want which are not over."""
    return sum(turn.needed for turn in turns if turn.date >= today)


def _soon(day: str, today: str) -> int:
    return max(SOON_MOST - A_DAY * _days(today, day), 0) if day else 0


def _days(start: str, end: str) -> int:
    """Days from one day to another; none where the other is not later."""
    return max((date.fromisoformat(end) - date.fromisoformat(start)).days, 0)
