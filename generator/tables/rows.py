"""A record as rows of cells: what is exported, what changes are told by, and what two values are compared by.

Two values mean the same if they are laid out in the same cells: `标题: 甲` and `标题: {zh: 甲}`, 5.50 and 5.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.model.values import DECIMAL
from generator.tables.cells import NONE, clean, joined
from generator.tables.layout import SPOKEN, Column, Path, Table

Shown = Callable[[Column, str], str]
"""How a word stands in a cell."""
Item = Mapping[str, Any]
Meaning = tuple[Any, ...]
"""What a thing says, whatever form it is written in: the cells of its row, then those of its lists."""


def plain(column: Column, word: str) -> str:
    """A word as the record has it."""
    return word


def value_at(item: Item, path: Path) -> Any:
    """The value of a field, or nothing; a value where fields should be has none."""
    value: Any = item
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def cells(item: Item, columns: Sequence[Column], main: str, shown: Shown = plain) -> list[str]:
    """The cells of one thing."""
    return [cell(value_at(item, column.path), column, main, shown) for column in columns]


def cell(value: Any, column: Column, main: str, shown: Shown = plain) -> str:
    """What stands in one cell."""
    if value is None or value == {}:
        return ""
    if column.sort == "names":
        names = value if isinstance(value, Mapping) else {main: value}
        return joined(names.get(column.lang, ()), "names")
    if not column.several:
        return _one(value, column, main, shown)
    if not value:
        return NONE[not main.startswith("zh")] if column.required else ""
    items = [_one(item, column, main, shown) for item in value]
    return joined(items, column.sort) if any(items) else ""


def _one(value: Any, column: Column, main: str, shown: Shown) -> str:
    if column.sort in SPOKEN:
        said = value if isinstance(value, Mapping) else {main: value}
        return clean(str(said.get(column.lang, "")))
    word = clean(str(value).lower() if isinstance(value, bool) else str(value))
    if column.sort == "decimal" and DECIMAL.fullmatch(word):
        return format(Decimal(word).normalize(), "f")
    return shown(column, word)


# --- whole records -------------------------------------------------------------------------------------------------


def rows(id: str, record: Item, table: Table, main: str, shown: Shown = plain) -> Iterator[list[str]]:
    """The rows of a record in one of its kind's sheets."""
    key = shown(table.keys[0], id)
    if not table.path:
        yield [key, *cells(record, table.columns, main, shown)]
        return
    for numbers, item in items(record, table.path):
        own = numbers if table.numbered else numbers[:-1]
        yield [key, *map(str, own), *cells(item, table.columns, main, shown)]


def items(record: Item, path: Path) -> Iterator[tuple[tuple[int, ...], Item]]:
    """The things of a list in a record with their numbers, counted from one at each level."""
    for number, item in enumerate(value_at(record, path[:1]) or (), 1):
        if len(path) == 1:
            yield (number,), item
        else:
            yield from (((number, *deeper), found) for deeper, found in items(item, path[1:]))


def meaning(item: Item, path: Path, tables: Sequence[Table], main: str) -> Meaning:
    """What a thing of a list, or with an empty path a record, says."""
    own = next(table for table in tables if table.path == path)
    below = [table for table in tables if table.path[:-1] == path and table.path]
    lists = (
        tuple(meaning(inner, table.path, tables, main) for inner in item.get(table.path[-1]) or ()) for table in below
    )  # fmt: skip
    return (tuple(cells(item, own.columns, main)), *lists)
