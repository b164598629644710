"""YAML 1.2 core rules on PyYAML's C parser: one pass over its events, every scalar kept as typed.

PyYAML itself follows YAML 1.1, where `no` is false, `010` is eight and `18:30` is 1110. Here nothing is converted but
plain `true`, `false` and null; and what an editor never needs and an attacker might (anchors, aliases, merges, tags,
several documents, duplicate keys, deep nesting) is refused by name and place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 12
# C0 and C1 controls but tab and line ends, byte order marks inside text, marks that turn the reading direction, and
# surrogates. Escapes in double quotes can bring them too.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip

Value = str | bool | None | list["Value"] | dict[str, "Value"]
Positions = dict[tuple[str | int, ...], tuple[int, int]]


class Refusal(Exception):
    """A text that cannot be a record: a code of `generator.problems`, a place counted from 1, and what was found."""

    def __init__(self, code: str, line: int = 0, column: int = 0, **values: object) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.values = code, line, column, values


def _at(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def parse(text: str) -> dict[str, Value]:
    """The mapping a YAML text holds. Raises `Refusal`, never anything else."""
    return _Reader(text).mapping()


def positions(text: str) -> Positions:
    """Line and column of every field of a text that `parse` accepts: of its key, or of a list's item."""
    places: Positions = {}
    _Reader(text, places).mapping()
    return places


class _Reader:
    def __init__(self, text: str, places: Positions | None = None) -> None:
        # Imported on first use: a rebuild in which no file changed needs no parser.
        import yaml
        from yaml.cyaml import CParser

        self.yaml = yaml
        self.text = text
        self.places = places
        try:
            self.next = CParser(text).get_event
        except UnicodeEncodeError as error:  # a lone surrogate
            line = text.count("\n", 0, error.start) + 1
            raise Refusal("control-character", line, found=f"U+{ord(text[error.start]):04X}") from None

    def mapping(self) -> dict[str, Value]:
        yaml = self.yaml
        try:
            self.next()  # the stream's start
            event = self.next()
            if isinstance(event, yaml.StreamEndEvent):
                raise Refusal("empty-file", 1, 1)
            event = self.next()
            if isinstance(event, yaml.ScalarEvent) and not event.value:
                raise Refusal("empty-file", 1, 1)
            self._refuse_tricks(event)
            if not isinstance(event, yaml.MappingStartEvent):
                raise Refusal("not-a-mapping", *_at(event.start_mark))
            value = self._map((), 1)
            self.next()  # the document's end
            event = self.next()
            if not isinstance(event, yaml.StreamEndEvent):
                raise Refusal("several-documents", *_at(event.start_mark))
            return value
        except yaml.YAMLError as error:
            raise self._unreadable(error) from None

    def _value(self, event: Any, path: tuple[str | int, ...], depth: int) -> Value:
        yaml = self.yaml
        if type(event) is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_tricks(event)
            text: str = event.value
            self._refuse_control(event)
            # `implicit[0]` is true for plain scalars only: a quoted "true" is text.
            return _WORDS[text] if event.implicit[0] and text in _WORDS else text
        self._refuse_tricks(event)
        if depth > MAX_DEPTH:
            raise Refusal("too-deep", *_at(event.start_mark), expected=MAX_DEPTH)
        return self._map(path, depth) if type(event) is yaml.MappingStartEvent else self._list(path, depth)

    def _map(self, path: tuple[str | int, ...], depth: int) -> dict[str, Value]:
        yaml, step = self.yaml, self.next
        fields: dict[str, Value] = {}
        lines: dict[str, int] = {}
        while type(event := step()) is not yaml.MappingEndEvent:
            key = self._key(event, lines)
            at = (*path, key) if self.places is not None else path
            if self.places is not None:
                self.places[at] = _at(event.start_mark)
            fields[key] = self._value(step(), at, depth + 1)
        return fields

    def _key(self, event: Any, lines: dict[str, int]) -> str:
        if type(event) is not self.yaml.ScalarEvent:
            self._refuse_tricks(event)
            raise Refusal("bad-key", *_at(event.start_mark))
        self._refuse_tricks(event)
        self._refuse_control(event)
        key: str = event.value
        line, column = _at(event.start_mark)
        if key == "<<":
            raise Refusal("merge-key", line, column)
        if key in lines:
            raise Refusal("duplicate-key", line, column, found=key, expected=lines[key])
        lines[key] = line
        return key

    def _list(self, path: tuple[str | int, ...], depth: int) -> list[Value]:
        yaml, step = self.yaml, self.next
        items: list[Value] = []
        while type(event := step()) is not yaml.SequenceEndEvent:
            at = (*path, len(items)) if self.places is not None else path
            if self.places is not None:
                self.places[at] = _at(event.start_mark)
            items.append(self._value(event, at, depth + 1))
        return items

    def _refuse_control(self, event: Any) -> None:
        if event.style == '"' and (bad := CONTROL.search(event.value)):
            raise Refusal("control-character", *_at(event.start_mark), found=f"U+{ord(bad[0]):04X}")

    def _refuse_tricks(self, event: Any) -> None:
        if type(event) is self.yaml.AliasEvent:
            raise Refusal("alias", *_at(event.start_mark), found=event.anchor)
        if event.anchor is not None:
            raise Refusal("anchor", *_at(event.start_mark), found=event.anchor)
        if event.tag is not None:
            raise Refusal("tag", *_at(event.start_mark), found=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _unreadable(self, error: Any) -> Refusal:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if "quoted scalar" in (getattr(error, "context", None) or ""):
            mark = error.context_mark  # where the quote opens, not where the file or the next quote ends
        line, column = _at(mark) if mark else (1, 1)
        lines = self.text.splitlines() or [""]
        line = min(line, len(lines))
        nearby = lines[max(0, line - 2) : line]
        if any(row[: len(row) - len(row.lstrip())].count("\t") for row in nearby):
            return Refusal("tab-indent", line, column)
        return Refusal("bad-yaml", line, column, found=str(getattr(error, "problem", None) or error))


def fields_of(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Value]]:
    """Every scalar of a parsed value with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from fields_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from fields_of(item, (*path, index))
    else:
        yield path, value


# --- comments ------------------------------------------------------------------------------------------------------

# Behind a value: what closes a list or ends a key, then a space, then the comment.
_REMARK = re.compile(r"[\]},:\s]*?(?:^|\s)(#.*)")


def remarks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Every comment: its line, its words, and whether a value stands before it on its line."""
    ends = _ends_of_values(text)
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        column = ends.get(number, 0)
        rest = line.rstrip("\r")[column:] if column >= 0 else ""
        if found := _REMARK.match(rest) if column else re.match(r"\s*(#.*)", rest):
            yield number, found[1].rstrip(), column > 0


def _ends_of_values(text: str) -> dict[int, int]:
    """By line, the column behind the last value on it; -1 where the line is within a value."""
    import yaml
    from yaml.cyaml import CParser

    parser, ends = CParser(text.removeprefix("\ufeff")), {}
    while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
        if isinstance(event, (yaml.ScalarEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            start, end = event.start_mark, event.end_mark
            if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
                ends.update(dict.fromkeys(range(start.line + 2, end.line + 1), -1))
                ends[start.line + 1] = start.column + 1
            elif end.index > start.index:
                ends.update(dict.fromkeys(range(start.line + 1, end.line + 1), -1))
                ends[end.line + 1] = end.column
    return ends
