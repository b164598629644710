"""The field reference: of every kind of file each field, what to write in it and how, an example, and what never to write.

All of it comes from the model and from the examples that a new edition begins with; words, places and records are the edition's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic_core import PydanticUndefined

from generator import yaml_write
from generator.examples import Examples, fields_of, first, form_of, is_required
from generator.model import values as types
from generator.model.edition import Edition
from generator.model.fields import class_of, described, field_types, inner_class, is_list, marks
from generator.model.kinds import KIND_NAMES
from generator.model.schema import say
from generator.site import Site
from generator.text import Speech
from generator.views import Values
from generator.yaml_core import Value

FILES = (*KIND_NAMES, "site", "synonyms", "searches")
"""What editors write: the kinds of record, and the files of which there is one."""

_POSTS = ("owner", "liaison", "role", "keeper", "responsible", "members", "objections", "publisher", "contact")
_UNITS = ("recipients", "recipient", "teams", "name")
_PLACES = ("desk", "place", "address")


class Field(NamedTuple):
    """One field, in the words of a language."""

    path: str
    name: str
    help: str
    required: bool
    within: str
    """Of a required field in a group that is optional or a list: the path of the group."""
    usual: str
    """What it is taken for where it is absent."""
    form: str
    several: bool
    vocabulary: str
    choices: list[tuple[str, str]]
    kind: str
    """The kind of record it names."""
    example: str
    privacy: str

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")


# --- what the pages show -------------------------------------------------------------------------------------------


def ids(site: Site) -> tuple[str, ...]:
    return FILES


def index(site: Site, id: str) -> Values:
    counts = [(kind, len(fields_of(class_of(kind))), sum(map(is_required, fields_of(class_of(kind)).values()))) for kind in FILES]
    return {"title": "fields.title", "description": "fields.lead", "files": counts}


def page(site: Site, id: str) -> Values:
    """The page of a kind of file. What it takes from the edition: the first record of each kind that fields may name, and a street."""
    records = site.published(id) if id in KIND_NAMES else []
    return {
        "title": ("fields.of", _name(id)), "description": "fields.of.lead", "name": _name(id), "kind": id,
        "is_record": id in KIND_NAMES, "like": next((entry for entry in records if not entry.origin), None),
        "known": {kind: next((entry.id for entry in site.published(kind)), "") for kind in KIND_NAMES},
        "street": next((division.code for division in site.divisions.values() if division.level == "street"), ""),
    }  # fmt: skip


def _name(kind: str) -> str:
    return f"kind.{kind}" if kind in KIND_NAMES else f"fields.kind.{kind}"


def arrange(site: Site, speech: Speech, values: Values) -> Values:
    """The fields of a page in the words of its language, those of a group after it."""
    examples = Examples(site, values["known"], values["street"])
    told = _Told(values["kind"], site.edition, speech, examples)
    rows = list(told.fields(class_of(values["kind"]), (), examples.of_file(values["kind"])))
    return {"fields": rows, "languages": ", ".join(site.edition.codes) if len(site.edition.codes) > 1 else ""}


# --- fields --------------------------------------------------------------------------------------------------------


def _usual_of(info: Any) -> str:
    """What an absent field is taken for, where that is a value."""
    value = info.default
    if value is PydanticUndefined or value in (None, ""):
        return ""
    return yaml_write.scalar(value) if isinstance(value, (bool, str)) else str(value)


class _Told:
    """Tells the fields of one kind of file in one language."""

    def __init__(self, kind: str, edition: Edition, speech: Speech, examples: Examples) -> None:
        self.kind = kind
        self.edition = edition
        self.speech = speech
        self.examples = examples

    def fields(self, record_class: type, path: tuple[str, ...], shown: Mapping[str, Value]) -> Iterator[Field]:
        """Every field of a class; `shown` are the values of an example of it."""
        for name, annotation in field_types(record_class).items():
            info = fields_of(record_class)[name]
            value = self.examples.of_field(annotation, info, shown.get(name))
            yield self._field(record_class, (*path, name), annotation, value)
            if (inner := inner_class(annotation)) is not None:
                yield from self.fields(inner, (*path, name), first(value))

    def _field(self, record_class: type, path: tuple[str, ...], annotation: Any, value: Value) -> Field:
        name, about, info = path[-1], described(record_class)[path[-1]], fields_of(record_class)[path[-1]]
        whole, form = ".".join(path), form_of(annotation)
        label = self.speech.labels.get(f"{self.kind}.{whole}") if self.kind in KIND_NAMES else None
        vocabulary = next((mark.vocabulary for mark in marks(annotation) if isinstance(mark, types.Term)), "")
        return Field(
            whole, str(label.unescape()) if label else say(about["title"], self.speech.lang), say(about["help"], self.speech.lang),
            is_required(info), ".".join(path[:-1]), _usual_of(info), form, is_list(annotation), vocabulary,
            list(self._choices(annotation, vocabulary)),
            next((mark.kind for mark in marks(annotation) if isinstance(mark, types.Ref)), ""),
            yaml_write.part(record_class, {name: value}, self.edition.codes), privacy(path, form),
        )  # fmt: skip

    def _choices(self, annotation: Any, vocabulary: str) -> Iterator[tuple[str, str]]:
        """The words a field may hold, with what they say where that is known."""
        for word, label in self.edition.terms.get(vocabulary, {}).items():
            yield word, self.speech.plain(label)
        for mark in marks(annotation):
            if isinstance(mark, types.Choice):
                yield from ((word, "") for word in mark.words)


def privacy(path: tuple[str, ...], form: str) -> str:
    """What never to write in a field, beyond what holds for all: the end of a word that begins with `fields.privacy.`."""
    if form in ("phone", "email"):
        return {"phone": "phone", "email": "mail"}[form]
    if path[-1] == "covers":
        return "area"
    groups = {"post": _POSTS, "unit": _UNITS, "place": _PLACES}
    found = next((note for note, names in groups.items() if path[-1] in names), "")
    return found if form in ("text", "prose", "line", "part") else ""
