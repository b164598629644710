"""What an import would change, field by field, in the words of the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from generator.tables import rows
from generator.tables.layout import Said, Table
from generator.tables.rows import Shown

What = Literal["added", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that would say something else: its heading, what it says, what it would say. An empty text is no text."""

    heading: Said
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record that would be another."""

    what: What
    id: str
    title: str
    file: str
    differences: tuple[Difference, ...] = ()

    def row(self, lang: str) -> dict[str, Any]:
        """The change for a script."""
        told = [{"heading": each.heading[lang], "old": each.old, "new": each.new} for each in self.differences]
        return {"what": self.what, "id": self.id, "title": self.title, "file": self.file, "differences": told}


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], tables: Sequence[Table], main: str, shown: Shown
) -> Iterator[Difference]:
    """Every field of which two forms of a record say different things; of lists, thing by thing."""
    for table in tables:
        if not table.path:
            yield from _fields(before, after, table, main, shown, None)
        else:
            yield from _lists(before, after, table, main, shown)


def _fields(
    old: Mapping[str, Any], new: Mapping[str, Any], table: Table, main: str, shown: Shown, above: Said | None
) -> Iterator[Difference]:
    pairs = zip(
        table.columns, rows.cells(old, table.columns, main, shown), rows.cells(new, table.columns, main, shown), strict=True
    )
    for column, was, would in pairs:
        if was != would:
            yield Difference(_below(above, column.title) if above else column.title, was, would)


def _lists(before: Mapping[str, Any], after: Mapping[str, Any], table: Table, main: str, shown: Shown) -> Iterator[Difference]:
    """Things that stay are passed over; those between them are paired in order, and what has no pair is new or gone."""
    old, new = list(rows.items(before, table.path)), list(rows.items(after, table.path))
    was, would = ([tuple(rows.cells(item, table.columns, main, shown)) for _, item in things] for things in (old, new))
    for tag, first, last, begin, end in SequenceMatcher(None, was, would, autojunk=False).get_opcodes():
        for place in range(max(last - first, end - begin) if tag != "equal" else 0):
            gone = old[first + place] if first + place < last else None
            come = new[begin + place] if begin + place < end else None
            numbers, _ = come or gone or ((), {})
            above = _below(table.title, {lang: f"{'.'.join(map(str, numbers))}" for lang in ("zh", "en")}, " ")
            if gone and come:
                yield from _fields(gone[1], come[1], table, main, shown, above)
            else:
                yield Difference(above, *(_whole(thing, table, main, shown) for thing in (gone, come)))


def _whole(thing: Any, table: Table, main: str, shown: Shown) -> str:
    """A thing on one line."""
    return "" if thing is None else "，".join(cell for cell in rows.cells(thing[1], table.columns, main, shown) if cell)


def _below(above: Said, title: Said, joint: str = "：") -> Said:
    joints = {"zh": joint, "en": joint if joint == " " else ": "}
    return {lang: f"{above[lang]}{joints[lang]}{title[lang]}" for lang in ("zh", "en")}
