"""Examples of what each field may hold, for one edition: from the files that a new edition begins with, the model, or the field's type.

Words of vocabularies, places and other records are the edition's own, so that an example holds there as it stands.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from generator import starter
from generator.model import edition as editions
from generator.model import values as types
from generator.model.fields import field_types, inner_class, is_list, marks
from generator.model.kinds import KIND_NAMES
from generator.site import Site
from generator.yaml_core import Value

_FORMS: tuple[tuple[Any, str], ...] = (
    (types.Text, "text"), (types.Prose, "prose"), (types.Line, "line"), (types.Names, "names"), (types.Date, "date"),
    (types.Time, "time"), (types.Whole, "whole"), (types.Decimal, "decimal"), (types.Flag, "flag"), (types.Code, "code"),
    (types.Street, "street"), (types.Phone, "phone"), (types.Url, "url"), (types.Email, "email"), (types.Identifier, "id"),
    (types.Version, "version"), (types.Weekday, "weekday"), (types.LanguageCode, "language"), (editions.Colour, "colour"),
    (editions.Timezone, "timezone"),
)  # fmt: skip
_USUAL: dict[str, Value] = {"flag": True, "url": "https://www.example.org/", "email": "office@example.org", "whole": "6"}
"""Examples of what looks the same wherever it is written."""


@cache
def fields_of(record_class: type) -> dict[str, Any]:
    """What pydantic knows of every field of a class, by the name that editors write."""
    known = (item.default for item in dataclasses.fields(record_class))
    return dict(zip(field_types(record_class), known, strict=True))


def is_required(info: Any) -> bool:
    return bool(info.is_required())


@cache
def form_of(annotation: Any) -> str:
    """How values of an annotation are written: the end of a word that begins with `form.`."""
    if inner_class(annotation) is not None:
        return "part"
    found = [form for known, form in _FORMS if _holds(annotation, known)]
    special = {types.Term: "term", types.Ref: "ref", types.Choice: "choice"}
    found += [special[type(mark)] for mark in marks(annotation) if type(mark) in special]
    return found[0] if found and get_origin(annotation) is not dict else "map"


def _holds(annotation: Any, known: Any) -> bool:
    return bool(annotation == known) or any(_holds(part, known) for part in get_args(annotation) if not isinstance(part, str))


def first(value: Value) -> Mapping[str, Value]:
    """The fields of a group, or of the first of several."""
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, dict) else {}


class Examples:
    """Examples for one edition: those that a new edition begins with, with its own words, places and records in them."""

    def __init__(self, site: Site, known: Mapping[str, str], street: str) -> None:
        self.site = site
        self.known = known
        self.street = street
        self.day = date.fromisoformat(site.today)

    def of_file(self, kind: str) -> Mapping[str, Value]:
        """The whole example of a kind, if there is one."""
        return starter.example(kind, self._answers(), self.day) if kind in (*KIND_NAMES, "site") else {}

    def _answers(self) -> starter.Answers:
        edition, top = self.site.edition, self.site.divisions[self.site.edition.province]
        codes = tuple(code for code in edition.codes if code in starter.WRITTEN) or starter.WRITTEN
        place = {"zh": top.name, "en": top.name_en or top.name}
        name = {code: editions.text_in(edition.title, code, edition.main)[0] for code in codes}
        return starter.Answers(codes, place, name, edition.colour)

    def of_field(self, annotation: Any, info: Any, shown: Value) -> Value:
        """An example of a field: the one in the file's example, the model's, or one of its type."""
        if shown in (None, []):
            shown = self._in_languages(info.examples[0]) if info.examples else self._made(annotation)
        return self._own(shown, annotation)

    def _in_languages(self, value: Any) -> Value:
        """The model's example, in the edition's languages as far as it has them."""
        if isinstance(value, list):
            return [self._in_languages(part) for part in value]
        if not isinstance(value, dict):
            return str(value)
        kept = {key: part for key, part in value.items() if key in self.site.edition.codes or key not in starter.WRITTEN}
        return {key: self._in_languages(part) for key, part in (kept or value).items()}

    def _made(self, annotation: Any) -> Value:
        inner, form = inner_class(annotation), form_of(annotation)
        if inner is not None:
            needed = {name: info for name, info in fields_of(inner).items() if is_required(info)}
            made: Value = {name: self.of_field(field_types(inner)[name], info, None) for name, info in needed.items()}
        else:
            made = self.site.today if form == "date" else _USUAL.get(form, "")
        return [made] if is_list(annotation) else made

    def _own(self, value: Value, annotation: Any) -> Value:
        """A value with the edition's own in place of words, places and records that it does not have."""
        if isinstance(value, list):
            return [self._own(part, annotation) for part in value]
        inner = inner_class(annotation)
        if inner is not None and isinstance(value, dict):
            known = field_types(inner)
            return {name: self._own(part, known[name]) for name, part in value.items()}
        return self._word(str(value), annotation) if isinstance(value, str) else value

    def _word(self, value: str, annotation: Any) -> str:
        form, mark = form_of(annotation), next(iter(marks(annotation)[-1:]), None)
        if form in ("code", "street"):
            return value if value in self.site.divisions else self.street
        if isinstance(mark, types.Term):
            words = self.site.edition.terms.get(mark.vocabulary, {})
            return value if value in words else next(iter(words), value)
        if isinstance(mark, types.Ref):
            # Not whether there is one of this name: what the page hands over must tell all that it shows.
            return self.known[mark.kind] or value
        return value if value or not isinstance(mark, types.Choice) else mark.words[0]
