"""Rules for every kind of record: its dates, its sources, and the telephones of samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

from generator.model.fields import field_types, inner_class
from generator.model.values import Phone
from generator.rules.find import Find, Place, happened, ordered, twice

# A subscriber number never begins with 0 in China, so a sample that does can ring nobody.
_SILENT = re.compile(r"0\d{2,3}-0\d{6,7}(?:-\d{1,6})?", re.ASCII)
_PUBLIC_LINE = re.compile(r"[19]\d{2,5}", re.ASCII)


def common(kind: str, record: Any, today: date) -> Iterator[Find]:
    """What every record must keep to."""
    yield from _dates(kind, record, today)
    # A street says of itself what nobody else could attest.
    if kind != "areas":
        yield from _sources(kind, record)
    yield from _source_keys(record)
    if record.sample:
        yield from _sample_phones(record, ())


def _dates(kind: str, record: Any, today: date) -> Iterator[Find]:
    yield from ordered(record, "valid_from", "valid_until")
    yield from ordered(record, "verified", "review_by")
    yield from happened(record.verified, ("verified",), today)
    if withdrawn := getattr(record, "withdrawn", None):
        yield from happened(withdrawn.date, ("withdrawn", "date"), today)
    if kind in ("rumours", "notices", "commendations"):
        yield from happened(record.date, ("date",), today)
    for number, source in enumerate(record.sources):
        yield from happened(source.date, ("sources", number, "date"), today)


def _sources(kind: str, record: Any) -> Iterator[Find]:
    if not record.sources and (not record.sample or kind == "guidelines"):
        yield Find(("sources",), "no-source")


def _source_keys(record: Any) -> Iterator[Find]:
    keys = [source.key for source in record.sources]
    yield from twice(("sources",), keys, "key")
    for path, key in _cited(record):
        if key not in keys:
            yield Find(path, "unknown-source", {"found": key, "known": tuple(filter(None, keys))})


def _cited(record: Any) -> Iterator[tuple[Place, str]]:
    for number, section in enumerate(getattr(record, "sections", ())):
        for place, step in enumerate(section.steps):
            yield ("sections", number, "steps", place, "source"), step.source
    for name in ("questions", "recipients"):
        for number, item in enumerate(getattr(record, name, ())):
            if item.source:
                yield (name, number, "source"), item.source


def _sample_phones(part: Any, path: Place) -> Iterator[Find]:
    """An invented example must not send readers to a stranger's telephone."""
    for name in _with_phones(part.__class__):
        value = getattr(part, name)
        if isinstance(value, str):
            if not (_SILENT.fullmatch(value) or _PUBLIC_LINE.fullmatch(value)):
                yield Find((*path, name), "ringing-sample", {"found": value})
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from _sample_phones(item, (*path, name, number))
        elif value is not None:
            yield from _sample_phones(value, (*path, name))


@cache
def _with_phones(record_class: type) -> tuple[str, ...]:
    """The fields of a class that are a telephone number or hold one."""
    types = field_types(record_class)
    inside = {name: inner_class(annotation) for name, annotation in types.items()}
    return tuple(
        name for name in types if Phone in (types[name], *get_args(types[name])) or (inside[name] and _with_phones(inside[name]))
    )
