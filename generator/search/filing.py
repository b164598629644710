"""How an index is written: rows, blocks of them, numbers in few characters, and files that each call one function."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from typing import Any, NamedTuple

CALL = "zhiyinSearch"
"""The function that every file calls with its name, the mark of its index, and its data."""

ROWS = "\n"
FIELDS = "\v"
NAMES = "\t"
"""What stands between rows, between the fields of a row, and between the names in a field."""

_DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\=<')[:90]
_ENDS, _MORE = _DIGITS[:45], _DIGITS[45:]


class File(NamedTuple):
    """One file of the index."""

    name: str
    content: bytes


def written(lang: str, core: dict[str, Any], shards: Sequence[tuple[str, Any]]) -> list[File]:
    """The files of an index. The core knows the mark of every other file, so that a change renews it and those that hold something else, and no more."""
    others = [(name, _mark(data, 3), data) for name, data in shards]
    core |= {"marks": {name: mark for name, mark, _ in others}}
    made = [(lang, _mark(core, 6), core), *((f"{lang}-{name}", mark, data) for name, mark, data in others)]
    return [File(name, f"{CALL}({_json(name)},{_json(mark)},{_json(data)});\n".encode()) for name, mark, data in made]


def _mark(data: Any, size: int) -> str:
    """A mark of some data, in twice so many hexadecimal digits."""
    return blake2b(_json(data).encode(), digest_size=size).hexdigest()


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")


@lru_cache(maxsize=65536)
def number(value: int) -> str:
    """A number in few characters, the lowest digit first."""
    text = ""
    while value >= 45:
        text += _MORE[value % 45]
        value //= 45
    return text + _ENDS[value]


def blocks(rows: Iterable[str], room: int) -> list[list[str]]:
    """Rows in their order, as many together as there is room for."""
    made: list[list[str]] = []
    size = room + 1  # so that the first row begins a block
    for row in rows:
        if size + len(row) > room:
            made.append([])
            size = 0
        made[-1].append(row)
        size += len(row) + 1
    return made


def starts(made: Sequence[Sequence[str]]) -> list[int]:
    """The number of the first row of each block."""
    return list(accumulate(map(len, made[:-1]), initial=0)) if made else []
