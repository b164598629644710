"""What must be asked for a new record: the fields that the model requires, and those without which few records are of use."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, get_args

from generator.editing.desk import Values
from generator.model.fields import class_at, class_of, described, field_types, inner_class, is_list, marks
from generator.model.needs import Opportunity, Shift
from generator.model.services import Help
from generator.model.shared import Desk, PublicLine, Record, Source
from generator.model.streets import Area
from generator.model.units import Organization
from generator.model.values import Choice, Flag, Prose, Text
from generator.yaml_core import Value

Path = tuple[str | int, ...]

_BETWEEN = re.compile(r"\s*(?:\|\||｜｜)\s*")
"""Between the same words in the languages of the edition."""

ALSO: dict[type, tuple[str, ...]] = {
    Opportunity: ("shifts", "needed", "filled", "valid_until", "safety", "guidelines", "signup"),
    Help: ("phones", "areas"),
    Organization: ("home",),
    Area: ("desk", "phones"),
    Source: ("date", "url"),
    Shift: ("needed", "filled"),
    Desk: ("phone", "hours"),
    PublicLine: ("description", "hours"),
}
"""Fields that are asked for although the model can do without."""

# A need without shifts has its numbers and its last day for the whole.
_WITHOUT_SHIFTS = ("needed", "filled", "valid_until")
_MEND = {
    "open-without-safety": "safety", "open-without-signup": "signup", "open-without-date": "valid_until",
    "open-without-guideline": "guidelines", "numbers-missing": "needed",
    "decision-without-date": "date", "notice-missing": "notice",
}  # fmt: skip
"""What mends a problem that is told of elsewhere."""


class Question(NamedTuple):
    """One field to be asked for, with its name and help from the model."""

    path: Path
    annotation: Any
    name: dict[str, str]
    help: dict[str, str]
    example: Any
    required: bool
    above: dict[str, str] | None = None
    """The name of what it is a part of."""

    @property
    def part(self) -> type | None:
        """The class of what the field holds, if it has fields of its own."""
        return inner_class(self.annotation)

    @property
    def is_list(self) -> bool:
        return is_list(self.annotation)

    @property
    def follows(self) -> bool:
        """Whether it asks for one more of what has been given already."""
        return isinstance(self.path[-1], int) and self.path[-1] > 0

    @property
    def is_flag(self) -> bool:
        return self.annotation is Flag

    @property
    def speaks(self) -> bool:
        """Whether it holds words for readers, which may stand in several languages."""
        return any(part in (Text, Prose) for part in (self.annotation, *get_args(self.annotation)))

    def in_languages(self, typed: str, languages: Sequence[str]) -> Value:
        """What was typed, parted where it says the same in several languages of an edition: `夜间值守 || Night duty`."""
        parts = _BETWEEN.split(typed)
        if not self.speaks or not 1 < len(parts) <= len(languages):
            return typed
        return {lang: text for lang, text in zip(languages, parts, strict=False) if text}

    def at(self, number: int) -> Question:
        """The same for one item of a list: after the first none need follow."""
        return self._replace(path=(*self.path, number), required=self.required and number == 0)


def of_kind(kind: str) -> list[Question]:
    """The questions for a kind of record, in their order: what every record carries, what this kind must, what it may."""
    record_class = class_of(kind)
    also = ("sample", "sources")  # An invented example needs no source, so that is asked first.
    own = [name for name in ALSO.get(record_class, ()) if name not in also]
    required = [question for question in of_class(record_class) if question.required]
    common = [question for question in required if question.path[-1] in field_types(Record)]
    named = [_question(record_class, name, ()) for name in (*also, *own)]
    return [*common, *named[:2], *(question for question in required if question not in common), *named[2:]]


@cache
def of_class(record_class: type, path: Path = ()) -> list[Question]:
    """The questions for the fields of a class: of one that requires nothing, all of them."""
    found = [_question(record_class, name, path) for name in described(record_class)]
    also = ALSO.get(record_class, ())
    if not also and not any(question.required for question in found):
        return found
    return [question for question in found if question.required or question.path[-1] in also]


def _question(record_class: type, name: str, path: Path) -> Question:
    about = described(record_class)[name]
    default: Any = next(item.default for item in dataclasses.fields(record_class) if item.name == name)
    example = (getattr(default, "examples", None) or [None])[0]
    annotation = field_types(record_class)[name]
    return Question((*path, name), annotation, about["title"], about["help"], example, default.is_required())


def of_field(kind: str, path: Path) -> Question | None:
    """The question for one field, wherever it lies; for a list's item the one for the list."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    record_class = class_at(kind, path[:-1]) if path else None
    if record_class is None or path[-1] not in described(record_class):
        return None
    return _question(record_class, str(path[-1]), path[:-1])


def mending(kind: str, code: str, path: Path) -> Question | None:
    """The question whose answer mends a problem."""
    return of_field(kind, (_MEND[code],) if code in _MEND and path in ((), ("status",)) else path)


def is_wanted(question: Question, values: Values) -> bool:
    """Whether a question need be asked after what has been answered so far."""
    name = question.path[-1]
    if name == "sources":
        return not values.get("sample")
    if question.required or name == "sample":
        return True
    if values.get("status") == "draft":
        return False
    return name not in _WITHOUT_SHIFTS or len(question.path) > 1 or not values.get("shifts")


def has_drafts(kind: str) -> bool:
    """Whether records of a kind can wait as drafts."""
    return any(isinstance(mark, Choice) and "draft" in mark.words for mark in marks(field_types(class_of(kind)).get("status")))


# --- values by path ------------------------------------------------------------------------------------------------


def put(values: Values, path: Path, value: Value) -> None:
    """Set a value, making what it lies in; a list grows by one at most."""
    here: Any = values
    for step, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int) and step == len(here):
            here.append(empty)
        elif not isinstance(step, int) and not isinstance(here.get(step), (dict, list)):
            here[step] = empty
        here = here[step]
    if isinstance(path[-1], int) and path[-1] == len(here):
        here.append(value)
    else:
        here[path[-1]] = value


def drop(values: Values, path: Path) -> None:
    """Take a value out again."""
    here: Any = values
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
