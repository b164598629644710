"""What changed between two versions of a record: field by field, and in each word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
"""The way to a field: names, and numbers of places in lists."""
SAME, GONE, NEW = "same", "gone", "new"
Piece = tuple[str, str]
"""How some words are to the other version, and the words."""

_LONG = 60
"""Words that stayed are cut short beyond so many characters, but for those beside a change."""
_BESIDE = 24
_MOST_WORDS = 3000
_APART = ("id", "edition")
"""What a record is known by is no part of what it says."""
_NOTHING: Any = object()


class Difference(NamedTuple):
    """One field that is not as it was."""

    path: Path
    pieces: list[Piece]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Every field that differs, in the order of the new version."""
    before, after = ({key: value for key, value in each.items() if key not in _APART} for each in (old, new))
    return [Difference(path, words(gone, came)) for path, gone, came in _compared(before, after, ())]


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Path]:
    """The way to every field that differs."""
    return (path for path, _, _ in _compared(dict(old), dict(new), ()) if path[0] not in _APART)


def _compared(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*new, *old]):
            yield from _compared(old.get(key, _NOTHING), new.get(key, _NOTHING), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compared_lists(old, new, path)
    elif old != new:
        before, after = dict(leaves(old, path)), dict(leaves(new, path))
        yield from ((each, before.get(each, ""), after.get(each, "")) for each in dict.fromkeys([*before, *after]))


def _compared_lists(old: list[Any], new: list[Any], path: Path) -> Iterator[tuple[Path, str, str]]:
    """Items are compared with those in whose place they came, so that one put in does not make all after it new."""
    had, have = ([json.dumps(item, sort_keys=True) for item in each] for each in (old, new))
    for code, i, j, k, m in SequenceMatcher(None, had, have, autojunk=False).get_opcodes():
        if code != "equal":
            places = zip_longest(range(i, j), range(k, m))
            for one, other in places:
                at = other if other is not None else one
                before, after = _NOTHING if one is None else old[one], _NOTHING if other is None else new[other]
                yield from _compared(before, after, (*path, at if at is not None else 0))


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every single value in a version, with the way to it."""
    if value is _NOTHING:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if path or key not in _APART:
                yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    else:
        yield path, value if isinstance(value, str) else json.dumps(value)


# --- words ---------------------------------------------------------------------------------------------------------


def words(old: str, new: str) -> list[Piece]:
    """Two texts as one: what stayed, what went, what came. Chinese is cut into words, not into characters."""
    if not old or not new:
        return [(GONE, old)] if old else [(NEW, new)]
    before, after = _cut(old), _cut(new)
    if len(before) + len(after) > _MOST_WORDS:
        return [(GONE, old), (NEW, new)]
    pieces: list[Piece] = []
    for code, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if code == "equal":
            pieces.append((SAME, "".join(before[i:j])))
        else:
            pieces += [piece for piece in ((GONE, "".join(before[i:j])), (NEW, "".join(after[k:m]))) if piece[1]]
    return [_shortened(piece, at, len(pieces)) for at, piece in enumerate(pieces)]


def _cut(text: str) -> list[str]:
    # Imported here: most builds compare nothing, and its dictionary takes a while to load.
    import rjieba

    return list(rjieba.cut(text, False))


def _shortened(piece: Piece, at: int, count: int) -> Piece:
    """Words that stayed, only as much of them as leads to a change."""
    how, text = piece
    if how != SAME or len(text) <= _LONG:
        return piece
    first, last = text[:_BESIDE] if at else "", text[-_BESIDE:] if at < count - 1 else ""
    return how, f"{first}…{last}"
