"""What a record's form is made of: one control for each field of the model, and their way to values and back.

A form's content is held as the browser sends it: mappings by name down to lists of texts (`State`). Items of a list are named by
the place they had when the form was opened, so that after taking some out it is still known which is which.
"""

from __future__ import annotations

import dataclasses
import typing
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.model import values as types
from generator.model.fields import class_of, described, field_types, inner_class, is_list, marks
from generator.yaml_core import Value
from generator.yaml_write import Path

State = dict[str, "State"] | list[str]
Shape = Literal["line", "text", "names", "lines", "flag", "one", "many", "group", "list"]
"""How a field is filled in: a line; words or names in each language; lines; yes or no; a pick, or several; fields; a list of them."""

NOTHING = "[]"
"""What stands in a list that is said to hold nothing, where the record must say so."""


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a form."""

    name: str
    shape: Shape
    about: Mapping[str, Mapping[str, str]]
    """Its `title` and `help`, each in both languages."""
    example: Any = None
    required: bool = False
    kind: str = ""
    """Of a line, what is typed there (`date`, `code` and so on); `long` of words that may have paragraphs."""
    picks: tuple[str, str] = ("", "")
    """What is picked from: `term` and a vocabulary, `ref` and a kind, `choice` and its words, `areas` or `streets`."""
    parts: tuple[Control, ...] = ()
    """The fields of a group; of a list the one control of its items."""

    @property
    def item(self) -> Control:
        return self.parts[0]

    def part(self, name: str) -> Control | None:
        return next((part for part in self.parts if part.name == name), None)


# What is typed in a line, by the type of the field; a mobile keyboard and a pattern come with it.
_LINES = (
    (types.Date, "date"), (types.Time, "time"), (types.Whole, "whole"), (types.Decimal, "decimal"), (types.Phone, "phone"),
    (types.Url, "url"), (types.Email, "email"), (types.Identifier, "id"), (types.Version, "version"), (types.Line, "words"),
    (types.LanguageCode, "language"), (types.Code, "code"), (types.Street, "code"),
)  # fmt: skip


@cache
def form_of(kind: str) -> Control:
    """The form of a kind of record."""
    return Control(kind, "group", {}, parts=_parts(class_of(kind)))


def _parts(record_class: type) -> tuple[Control, ...]:
    about = described(record_class)
    fields = zip(dataclasses.fields(record_class), field_types(record_class).items(), strict=True)
    controls = [_control(name, item.default, annotation, about[name]) for item, (name, annotation) in fields]
    return tuple(control for control in controls if control.required or _is_fillable(control))


def _is_fillable(control: Control) -> bool:
    """Whether the form knows how a field is filled in; one it does not know stays as it is in the file."""
    match control.shape:
        case "line":
            return bool(control.kind)
        case "list":
            return _is_fillable(control.item)
        case "group":
            return all(_is_fillable(part) for part in control.parts if part.required)
    return True


def _control(name: str, default: Any, annotation: Any, about: Mapping[str, Mapping[str, str]]) -> Control:
    example = next(iter(default.examples or ()), None)
    return dataclasses.replace(_shaped(name, annotation, about), required=default.is_required(), example=example)


def _shaped(name: str, annotation: Any, about: Mapping[str, Mapping[str, str]]) -> Control:
    """The control of a type, whether or not it must be filled in."""
    held = _present(annotation)
    if held == types.Names:
        return Control(name, "names", about)
    if is_list(held):
        return _of_list(name, typing.get_args(held)[0], about)
    if (inner := inner_class(held)) is not None:
        return Control(name, "group", about, parts=_parts(inner))
    if held == types.Flag:
        return Control(name, "flag", about)
    if held in (types.Text, types.Prose):
        return Control(name, "text", about, kind="long" if held == types.Prose else "")
    if (picks := _picks(held))[0] not in ("", "areas", "streets"):
        return Control(name, "one", about, picks=picks)
    return Control(name, "line", about, kind=next((word for known, word in _LINES if held == known), ""), picks=picks)


def _of_list(name: str, held: Any, about: Mapping[str, Mapping[str, str]]) -> Control:
    if held in (types.Line, types.LanguageCode):
        return Control(name, "lines", about)
    item = _shaped("", held, about)
    if item.shape == "one":
        return Control(name, "many", about, picks=item.picks)
    return Control(name, "list", about, parts=(item,))


def _present(annotation: Any) -> Any:
    """What a field holds when it holds anything."""
    parts = [part for part in typing.get_args(annotation) if part is not type(None)]
    return parts[0] if type(None) in typing.get_args(annotation) else annotation


def _picks(held: Any) -> tuple[str, str]:
    if held in (types.Code, types.Street):
        return ("streets" if held == types.Street else "areas"), ""
    if held == types.Weekday:
        return "choice", " ".join(types.WEEKDAYS)
    for mark in marks(held):
        match mark:
            case types.Term():
                return "term", mark.vocabulary
            case types.Ref():
                return "ref", mark.kind
            case types.Choice():
                return "choice", " ".join(mark.words)
    return "", ""


# --- from a form to values -----------------------------------------------------------------------------------------


def only(state: State | None) -> str:
    """The one text of a field."""
    return state[0] if isinstance(state, list) and state else ""


def below(state: State | None, name: str) -> State | None:
    return state.get(name) if isinstance(state, dict) else None


def value_of(control: Control, state: State | None, main: str) -> Value:
    """What a form says, as the values of a file; nothing for what is left empty. `main` is the edition's first language."""
    match control.shape:
        case "line" | "one":
            return (_exact(only(state)) if control.kind in _EXACT else only(state).strip()) or None
        case "flag":
            return {"true": True, "false": False}.get(only(state))
        case "text":
            return _in_languages({lang: only(text) for lang, text in _languages(state) if only(text).strip()}, main)
        case "names":
            return _in_languages({lang: _lines(text) for lang, text in _languages(state) if _lines(text)}, main)
        case "lines":
            return list[Value](_lines(state)) or None
        case "many":
            picked = [text for text in state if text] if isinstance(state, list) else []
            return [] if picked == [NOTHING] else [text for text in picked if text != NOTHING] or None
        case "group":
            found = {part.name: value_of(part, below(state, part.name), main) for part in control.parts}
            return {name: value for name, value in found.items() if value is not None} or None
        case "list":
            items = [value_of(control.item, below(state, key), main) for key in kept(control, state, main)]
            return items or ([] if only(below(state, "none")) == NOTHING else None)


# What is no prose may be typed with the wide digits and marks of a Chinese keyboard.
_EXACT = {"date", "time", "whole", "decimal", "phone", "id", "code", "version"}


def _exact(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _languages(state: State | None) -> Iterator[tuple[str, State]]:
    return iter(state.items()) if isinstance(state, dict) else iter(())


def _lines(state: State | None) -> list[str]:
    return [line.strip() for line in only(state).split("\n") if line.strip()]


def _in_languages(texts: dict[str, Any], main: str) -> Value:
    """Words in one language, the first, need not say which."""
    return texts[main] if list(texts) == [main] else texts or None


def keys(state: State | None) -> list[str]:
    """The names of a list's items, in their order."""
    return [key for key in state if key.isdecimal()] if isinstance(state, dict) else []


def kept(control: Control, state: State | None, main: str) -> list[str]:
    """The names of those items of a list that hold anything."""
    return [key for key in keys(state) if value_of(control.item, below(state, key), main) is not None]


# --- from values to a form -----------------------------------------------------------------------------------------


def state_of(control: Control, value: Value, main: str) -> State:
    """The form that says what a file's values say, as far as its fields can."""
    match control.shape:
        case "text":
            return {lang: [_shown(text)] for lang, text in _by_language(value, main)}
        case "names":
            return {lang: [_joined(names)] for lang, names in _by_language(value, main)}
        case "lines":
            return [_joined(value)]
        case "many":
            return [NOTHING] if value == [] and control.required else [_shown(item) for item in _items(value)]
        case "group":
            fields = value if isinstance(value, dict) else {}
            return {part.name: state_of(part, fields[part.name], main) for part in control.parts if part.name in fields}
        case "list":
            none: dict[str, State] = {"none": [NOTHING]} if value == [] and control.required else {}
            return {str(place): state_of(control.item, item, main) for place, item in enumerate(_items(value))} | none
        case _:
            return [_shown(value)]


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else {True: "true", False: "false"}[value] if isinstance(value, bool) else ""


def _items(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _joined(value: Value) -> str:
    return "\n".join(map(_shown, _items(value)))


def _by_language(value: Value, main: str) -> Iterator[tuple[str, Value]]:
    return iter(value.items()) if isinstance(value, dict) else iter([] if value is None else [(main, value)])


def unshowable(kind: str, values: Mapping[str, Value], main: str) -> list[str]:
    """The fields of a file that its form cannot show without losing something: one that is unknown or of another make."""
    form = form_of(kind)
    said = value_of(form, state_of(form, dict(values), main), main)
    found = said if isinstance(said, dict) else {}
    return [name for name, value in values.items() if _bare(value, main) != _bare(found.get(name), main)]


def _bare(value: Value, main: str) -> Value:
    """A value without what says nothing: empty fields, wide digits, and the mark of the first language if it is the only one."""
    if isinstance(value, str):
        return _exact(value) or None
    if isinstance(value, list):
        return list[Value](_bare(item, main) for item in value) or None
    if not isinstance(value, dict):
        return value
    fields: dict[str, Value] = {name: bare for name, item in value.items() if (bare := _bare(item, main)) is not None}
    return fields[main] if list(fields) == [main] else fields or None


# --- what is where -------------------------------------------------------------------------------------------------


def name_of(control: Control, state: State | None, path: Sequence[str | int], main: str) -> str:
    """The name of the control that a path in the values belongs to: of the innermost there is."""
    names: list[str] = []
    for step in path:
        if control.shape == "list" and isinstance(step, int):
            items = kept(control, state, main)
            key, inner = (items[step] if step < len(items) else ""), control.item
        else:
            key, found = str(step), control.part(str(step)) if control.shape == "group" else None
            if found is None:
                break
            inner = found
        if not key:
            break
        names.append(key)
        control, state = inner, below(state, key)
    return ".".join(names)


def moved(control: Control, state: State | None, path: Path, main: str) -> Path | None:
    """Where what stood at a path when the form was opened stands now; nothing if it was taken out."""
    found: list[str | int] = []
    for place, step in enumerate(path):
        if control.shape == "list" and isinstance(step, int):
            items = kept(control, state, main)
            if str(step) not in items:
                return None
            found.append(items.index(str(step)))
            control, state = control.item, below(state, str(step))
        elif control.shape == "group" and (part := control.part(str(step))) is not None:
            found.append(step)
            control, state = part, below(state, str(step))
        else:
            return (*found, *path[place:])
    return tuple(found)
