"""Looking into the record classes: their validators, and the names, help and types of their fields."""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from generator.model.edition import Edition
from generator.model.records import KINDS
from generator.model.vocabulary import Searches, Vocabulary

FieldPath = tuple[str | int, ...]


@cache
def validator(kind: str) -> TypeAdapter[Any]:
    """The validator of a kind of record, of `site` for the edition, of `synonyms` or of `searches`."""
    return TypeAdapter(class_of(kind))


def class_of(kind: str) -> type:
    return {"site": Edition, "synonyms": Vocabulary, "searches": Searches}.get(kind) or KINDS[kind]


@cache
def field_types(record_class: type) -> dict[str, Any]:
    """Every field of a record class, by the name that editors write, with its annotation."""
    return {written(name): hint for name, hint in typing.get_type_hints(record_class, include_extras=True).items()}


def written(name: str) -> str:
    """A field's name as editors write it: one that is a word of Python's own has a stroke behind it in the class."""
    return name.rstrip("_")


@cache
def inner_class(annotation: Any) -> type | None:
    """The record class inside an annotation such as `list[Step]` or `Safety | None`, if there is one."""
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return annotation
    for part in typing.get_args(annotation):
        if (found := inner_class(part)) is not None:
            return found
    return None


def is_list(annotation: Any) -> bool:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return any(is_list(part) for part in typing.get_args(annotation))
    return origin is list


def marks(annotation: Any) -> list[Any]:
    """What an annotation carries besides its type, however deep: `Term`, `Ref`, `Markdown` and so on."""
    found = list(getattr(annotation, "__metadata__", ()))
    for part in typing.get_args(annotation):
        if not isinstance(part, str):
            found += marks(part)
    return found


def class_at(kind: str, path: FieldPath) -> type | None:
    """The record class whose fields stand at a path, or nothing if the path leads into no class."""
    current: type | None = class_of(kind)
    for step in path:
        if isinstance(step, int):
            continue
        if current is None or step not in field_types(current):
            return None
        current = inner_class(field_types(current)[step])
    return current


@cache
def described(record_class: type) -> dict[str, dict[str, dict[str, str]]]:
    """Name and help of every field of a class: `{field: {"title": {zh, en}, "help": {zh, en}}}`."""
    about = {}
    for item in dataclasses.fields(record_class):
        extra = getattr(item.default, "json_schema_extra", None) or {}
        if isinstance(extra, dict) and "x-title" in extra:
            about[written(item.name)] = {"title": extra["x-title"], "help": extra["x-help"]}
    return about


@cache
def field_names() -> dict[str, dict[str, str]]:
    """The name of every field of every kind, by its path: `{"opportunities.shifts.date": {zh, en}}`."""
    names: dict[str, dict[str, str]] = {}
    for kind, record_class in KINDS.items():
        _name_fields(kind, record_class, names)
    return names


def _name_fields(prefix: str, record_class: type, names: dict[str, dict[str, str]]) -> None:
    for name, about in described(record_class).items():
        names[f"{prefix}.{name}"] = about["title"]
        if (inner := inner_class(field_types(record_class)[name])) is not None:
            _name_fields(f"{prefix}.{name}", inner, names)
