"""What a record's page must hold: every value of the record, found by walking its classes, in a language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from htmlread import Element, fold, squeeze
from markdown_it import MarkdownIt

from generator.entry import Entry
from generator.model import values as read
from generator.model.edition import names_in, text_in
from generator.model.fields import field_types, inner_class, marks
from generator.site import Site
from generator.text import Speech
from generator.words import WORDS


class Want(NamedTuple):
    """One value that a page must hold: the field it stands in, where in it, what is looked for and how."""

    field: str
    path: str
    found: Callable[[Element], bool]
    value: str


Finder = Callable[[Element], bool]
Found = tuple[str, Finder]


def wants(site: Site, entry: Entry, lang: str) -> Iterator[Want]:
    """Everything the page of a record must hold in a language."""
    walker = _Walker(site, lang)
    record = entry.record
    for name, annotation in field_types(type(record)).items():
        value = getattr(record, name)
        if given(type(record), name, value) and not silent(type(record), name, value, lang, walker.speech.main):
            for path, (shown, finder) in walker.values(annotation, value, name):
                yield Want(name, path, finder, shown)


def given(record_class: type, name: str, value: Any) -> bool:
    """Whether a field says more than its default does."""
    default = getattr(next(item for item in dataclasses.fields(record_class) if item.name == name), "default", None)
    return (
        value is not None
        and value != []
        and not (isinstance(value, bool) and not default.is_required() and value == default.default)
    )


def silent(record_class: type, name: str, value: Any, lang: str, main: str) -> bool:
    """Whether a field says nothing in a language: other names of a thing are not translated."""
    return _reads(field_types(record_class)[name], read.read_names) and not names_in(value, lang, main)


class _Walker:
    def __init__(self, site: Site, lang: str) -> None:
        self.site = site
        self.lang = lang
        self.speech = Speech(site.edition, lang)

    def values(self, annotation: Any, value: Any, path: str) -> Iterator[tuple[str, Found]]:
        """Every single value in a field, with its path."""
        if dataclasses.is_dataclass(value):
            for name, inner in field_types(type(value)).items():
                held = getattr(value, name)
                if given(type(value), name, held):
                    yield from self.values(inner, held, f"{path}.{name}")
        elif _reads(annotation, read.read_weekday):
            yield path, self._weekdays(value)
        elif isinstance(value, list) and not _reads(annotation, read.read_names):
            for number, item in enumerate(value):
                yield from self.values(inner_class(annotation) or annotation, item, f"{path}.{number}")
        else:
            yield path, self._value(annotation, value)

    def _value(self, annotation: Any, value: Any) -> Found:
        for mark in marks(annotation):
            if isinstance(mark, read.Term):
                return self._term(mark, value)
            if isinstance(mark, read.Ref):
                return self._ref(mark, value)
            if isinstance(mark, read.Choice):
                return _something(value)
            if isinstance(mark, read.Markdown):
                return _words(_unmarked(text_in(value, self.lang, self.speech.main)[0]), squeeze)
        return self._plain(_reader(annotation), value)

    def _plain(self, reader: Any, value: Any) -> Found:
        match reader.__name__:
            case "read_text":
                return _words(text_in(value, self.lang, self.speech.main)[0])
            case "read_names":
                return _names(names_in(value, self.lang, self.speech.main))
            case "read_line" | "read_time" | "read_version":
                return _words(value)
            case "read_date":
                return _day(value)
            case "read_whole" | "read_decimal":
                return _number(value)
            case "read_flag":
                return _something(value)
            case "read_code" | "read_street":
                return self._division(value)
            case "read_url":
                return value, lambda place: value in place.values("href")
            case "read_phone":
                return value, lambda place: value in place.text and f"tel:{value.replace('-', '')}" in place.values("href")
            case "read_identifier":
                return _identifier(value)
            case "read_language":
                return _words(_say(f"language.{value}", self.lang))
        raise AssertionError(f"nobody has said how a page shows what {reader} reads")

    def _term(self, mark: read.Term, value: str) -> Found:
        return _words(self.speech.plain(self.site.edition.terms[mark.vocabulary][value]))

    def _ref(self, mark: read.Ref, value: str) -> Found:
        target = self.site.all[mark.kind][value].record
        title = fold(self.speech.plain(target.title))
        return f"{mark.kind}/{value}", lambda place: _leads(place, f"/{mark.kind}/{value}/") and title in place.text

    def _division(self, code: str) -> Found:
        division = self.site.divisions[code]
        name = (division.name_en or division.name) if self.lang == "en" else division.name
        return f"{code} {name}", lambda place: _leads(place, f"/areas/{code}/") and fold(name) in place.text

    def _weekdays(self, days: list[str]) -> Found:
        keys = {7: ["day.daily"]}.get(len(days)) or (
            ["day.weekdays"] if days == list(read.WEEKDAYS[:5]) else [f"day.{day}" for day in days]
        )
        words = [_say(key, self.lang) for key in keys]
        return " ".join(words), lambda place: all(word in place.text for word in words)


# --- single values -------------------------------------------------------------------------------------------------


def _reader(annotation: Any) -> Any:
    """The function that reads a field's value."""
    return next(mark.func for mark in marks(annotation) if hasattr(mark, "func"))


def _reads(annotation: Any, function: Any) -> bool:
    return any(getattr(mark, "func", None) is function for mark in marks(annotation))


def _words(text: str, plain: Callable[[str], str] = fold) -> Found:
    wanted = plain(text)
    return wanted, (lambda place: wanted in place.squeezed) if plain is squeeze else (lambda place: wanted in place.text)


def _names(names: list[str]) -> Found:
    wanted = [fold(name) for name in names]
    return "; ".join(wanted), lambda place: all(name in place.text for name in wanted)


def _day(day: date) -> Found:
    return day.isoformat(), lambda place: day.isoformat() in place.text


def _number(number: float) -> Found:
    # Not as a part of a longer number; thousands may be parted.
    forms = {f"{number:,}", f"{number:,.0f}", f"{number:.0f}"} if number == int(number) else {f"{number:,}", str(number)}
    pattern = re.compile(r"(?<![\d.,])(?:" + "|".join(map(re.escape, sorted(forms))) + r")(?![\d]|[.,]\d)")
    return str(number), lambda place: bool(pattern.search(place.text))


def _identifier(value: str) -> Found:
    def found(place: Element) -> bool:
        return (
            value in place.text
            or value in place.values("id")
            or any(link.endswith((f"#{value}", f"-{value}")) for link in place.values("href"))
        )

    return value, found


def _something(value: Any) -> Found:
    return str(value), lambda place: bool(place.text)


def _leads(place: Element, end: str) -> bool:
    return any(link.endswith(end) for link in place.values("href"))


def _say(key: str, lang: str) -> str:
    return WORDS[key]["en" if lang == "en" else "zh"]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["list", "emphasis", "link", "backticks", "escape", "newline"])


def _unmarked(text: str) -> str:
    """The words of a Markdown text without its marks."""
    blocks = _parser().parse(text)
    parts = [
        child.content
        for block in blocks
        for child in block.children or ()
        if child.type in ("text", "code_inline", "text_special")
    ]
    return "".join(parts)
