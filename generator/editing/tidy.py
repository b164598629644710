"""`zhiyin fmt`: record files in their one form. A file that cannot be read is left alone; nothing but its form ever changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator import load, yaml_core, yaml_write
from generator.editing.desk import Desk, Edit
from generator.judgement import problem_of
from generator.load import ContentFile
from generator.problems import Problem
from generator.yaml_core import Refusal, Value


class Tidied(NamedTuple):
    """A file in its one form: what changes, and in which ways; or why it cannot be read."""

    edit: Edit
    ways: tuple[str, ...] = ()
    problem: Problem | None = None


def tidy(desk: Desk, file: ContentFile) -> Tidied:
    """One file in its form."""
    data = b""
    try:
        data = load.read_bytes(file.path, file.size)
        text = load.decode(data)
        form = yaml_write.canonical(file.kind, text, desk.languages)
        # Read back from its bytes: the form may be longer than a file may be.
        if yaml_core.parse(load.decode(form.encode())) != yaml_core.parse(text):
            raise AssertionError(f"the form of {file.name} says something else")
    except Refusal as refusal:
        return Tidied(Edit(file.name, data, data), (), problem_of(refusal, file.name))
    after = form.encode()
    ways = tuple(way for way, told in _WAYS.items() if told(data, after)) if after != data else ()
    return Tidied(Edit(file.name, data, after), ways)


def _ends(before: bytes, after: bytes) -> bool:
    """Line ends and marks before the first letter."""
    return before.count(b"\r") > 0 or before.startswith(b"\xef\xbb\xbf") or not before.endswith(b"\n")


def _order(before: bytes, after: bytes) -> bool:
    return _keys(yaml_core.parse(load.decode(before))) != _keys(yaml_core.parse(load.decode(after)))


def _keys(value: Value) -> list[object]:
    """The names of all fields in the order in which they stand."""
    if isinstance(value, dict):
        return [[key, _keys(item)] for key, item in value.items()]
    return [_keys(item) for item in value] if isinstance(value, list) else []


def _lines(before: bytes, after: bytes) -> bool:
    """How values are written: quotes, lists, indents, empty lines, places of comments."""
    return _sorted_lines(before) != _sorted_lines(after)


def _sorted_lines(data: bytes) -> list[str]:
    return sorted(load.decode(data).replace("\r", "").rstrip("\n").split("\n"))


_WAYS: dict[str, Callable[[bytes, bytes], bool]] = {"order": _order, "writing": _lines, "ends": _ends}
"""The ways in which a form can differ from what an editor wrote."""
