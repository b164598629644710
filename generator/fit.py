"""How much room words take on paper, reckoned without a browser, so that a sheet is never longer than its page.

Lengths are in ems of the type they are set in, heights in points. Every guess is on the wide side: paper left white at the
foot of a sheet does no harm, a second sheet with one line does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

Item = TypeVar("Item")

_HAN = "\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# What may stand on a line: a Chinese character with the marks that cling to it, or a word of letters.
_PIECE = re.compile(rf"\s+|[（《“‘「【]*[{_HAN}][，。、；：？！）》”’」】…—]*|[^\s{_HAN}]+")
# Letters as wide as Arial's and a little more.
_OF_CHARACTER = {
    character: wide
    for wide, characters in (
        (1.0, "—…"), (0.98, "W@%"), (0.88, "mM"), (0.8, "GOQw"), (0.76, "ABCDEHKNRSUVXY&"), (0.68, "FJLPTZ"), (0.53, "ckszvxy"),
        (0.38, "r()-·\"*"), (0.31, " ftI.,;:/!|[]"), (0.25, "ijl'"),
    )
    for character in characters
}  # fmt: skip
_OTHER = 0.58


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """The length of a text on one line, in ems: a Chinese character is one, letters are those of a broad sans serif."""
    return sum(_OF_CHARACTER.get(character, _OTHER) if character < "\u2000" else 1.0 for character in text)


@lru_cache(maxsize=8192)
def lines(text: str, room: float) -> int:
    """The lines that a text takes where each holds `room` ems."""
    return len(_broken(text, room))


def shorten(text: str, room: float, most: int) -> str:
    """The text if it takes at most so many lines, otherwise as much of it as does, with an ellipsis."""
    broken = _broken(text, room)
    if len(broken) <= most:
        return text
    kept = "".join(broken[:most]).rstrip()
    while lines(f"{kept}…", room) > most:
        kept = kept[:-1].rstrip()
    return f"{kept.rstrip('，、；：,;: ')}…"


def _broken(text: str, room: float) -> list[str]:
    """The text line by line, each as full as whole words allow; a word longer than a line is cut."""
    found, line, used = [], "", 0.0
    for piece in _PIECE.findall(text.strip()):
        needed = width(piece.rstrip())
        if line and used + needed > room:
            found.append(line)
            line, used = "", 0.0
        if not line and not piece.strip():
            continue
        while needed > room and len(piece) > 1:
            cut = first(piece, room, width) or 1
            found.append(piece[:cut])
            piece = piece[cut:]
            needed = width(piece)
        line, used = line + piece, used + width(piece)
    return [*found, line] if line or not found else found


def height(texts: Iterable[str], measure: float, size: float, leading: float, gap: float = 0.0) -> float:
    """Points that texts take one below the other, in type of `size` points across `measure` points."""
    return sum(lines(text, measure / size) * size * leading + gap for text in texts)


def first(items: Sequence[Item], room: float, tall: Callable[[Item], float]) -> int:
    """How many of some items, from the first on, stand in `room` points."""
    for count, item in enumerate(items):
        room -= tall(item)
        if room < 0:
            return count
    return len(items)
