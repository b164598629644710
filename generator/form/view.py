"""What a form shows: every control with its words, what is typed in it, what can be picked, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.form.book import Book
from generator.form.controls import NOTHING, Control, State, below, form_of, keys, name_of, only
from generator.form.words import choice, word
from generator.model import values as types
from generator.model.divisions import lineage
from generator.model.edition import text_in
from generator.model.fields import field_types
from generator.model.shared import Record
from generator.problems import Problem

FEW = 60
"""Up to so many choices are all shown; of more one types a part."""

_PATTERNS = {
    "date": types.DATE, "time": types.TIME, "whole": types.WHOLE, "decimal": types.DECIMAL, "code": types.CODE,
    "id": types.IDENTIFIER, "phone": types.OFFICE_PHONE,
}  # fmt: skip
_KEYBOARDS = {"whole": "numeric", "decimal": "decimal", "code": "numeric", "phone": "tel", "url": "url", "email": "email"}
_COMMON = {name for name in field_types(Record) if name not in ("title", "summary", "owner", "verified")}


@dataclass(slots=True)
class Option:
    """One thing to pick."""

    value: str
    label: str
    picked: bool = False
    sound: str = ""
    """How it is read aloud, by which it can be found too."""


@dataclass(slots=True)
class Words:
    """Words in one language of a field that has several."""

    lang: str
    label: str
    value: str
    rows: int


@dataclass(slots=True)
class Field:
    """One control as it is shown."""

    control: Control
    name: str
    """As the browser sends it."""
    title: str
    help: str
    example: str
    value: str = ""
    texts: list[Words] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    pattern: str = ""
    keyboard: str = ""
    choices: str = ""
    """The list of choices that one types a part of."""
    note: str = ""
    """What the code typed stands for."""
    parts: list[Field] = field(default_factory=list)
    nothing: bool | None = None
    """Whether it is said to hold nothing, where that must be said."""
    problems: list[Problem] = field(default_factory=list)
    focus: bool = False

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-")

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.value or any(words.value for words in self.texts)) or any(part.is_filled for part in self.parts) or any(
            option.picked for option in self.options
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether its fields are laid open."""
        return self.control.required or self.is_filled or self.is_wrong or self.has_focus

    @property
    def is_wrong(self) -> bool:
        return bool(self.problems) or any(part.is_wrong for part in self.parts)

    @property
    def has_focus(self) -> bool:
        return self.focus or any(part.has_focus for part in self.parts)


class View:
    """A record's form, with everything that stands around its fields."""

    def __init__(
        self, book: Book, kind: str, state: State, lang: str, problems: Sequence[Problem] = (), locked: Sequence[str] = (),
        focus: str = "",
    ) -> None:  # fmt: skip
        self.book = book
        self.lang = lang
        self.form = form_of(kind)
        self.state = state
        self.focus = focus
        self.lists: dict[str, list[Option]] = {}
        """Long lists of choices, which several fields may share."""
        self.loose: list[Problem] = []
        """What is wrong with no field that is shown."""
        self._wrong: dict[str, list[Problem]] = {}
        for problem in problems:
            self._place(problem, locked)
        fields = [self._field(part, part.name, below(state, part.name)) for part in self.form.parts if part.name not in locked]
        self.own = [each for each in fields if each.name not in _COMMON or kind == "areas"]
        self.common = [each for each in fields if each not in self.own]
        if self._wrong and not focus:
            next(self._first_wrong(fields)).focus = True

    def _place(self, problem: Problem, locked: Sequence[str]) -> None:
        path = [int(step) if step.isdecimal() else step for step in problem.field.split(".") if step]
        name = name_of(self.form, self.state, path, self.book.main)
        if not name or name.split(".")[0] in locked:
            self.loose.append(problem)
        else:
            self._wrong.setdefault(name, []).append(problem)

    def _first_wrong(self, fields: Sequence[Field]) -> Iterator[Field]:
        for each in fields:
            if each.problems and each.control.shape not in ("group", "list"):
                yield each
            yield from self._first_wrong(each.parts)
        yield from (each for each in fields if each.problems)

    # --- fields --------------------------------------------------------------------------------------------------------

    def _field(self, control: Control, name: str, state: State | None, title: str = "") -> Field:
        about = control.about
        shown = Field(
            control, name, title or about["title"][self.lang], "" if title else about["help"][self.lang], self._example(control),
            pattern=pattern.pattern if (pattern := _PATTERNS.get(control.kind)) else "",
            keyboard=_KEYBOARDS.get(control.kind, ""), problems=self._wrong.get(name, []), focus=name == self.focus,
        )  # fmt: skip
        match control.shape:
            case "text" | "names":
                shown.texts = list(self._texts(control, state))
            case "group":
                shown.parts = [self._field(part, f"{name}.{part.name}", below(state, part.name)) for part in control.parts]
            case "list":
                shown.parts = list(self._items(control, name, state, shown.title))
                shown.nothing = only(below(state, "none")) == NOTHING if control.required else None
            case "many":
                self._many(shown, state)
            case _:
                self._single(shown, state)
        return shown

    def _example(self, control: Control) -> str:
        if control.kind == "date":
            return self.book.clock.isoformat()
        told = control.about.get("help", {}).get(self.lang, "")
        return control.example if isinstance(control.example, str) and control.example not in told else ""

    def _texts(self, control: Control, state: State | None) -> Iterator[Words]:
        """One box for each language of the edition, and for any other that something is written in."""
        typed = state if isinstance(state, dict) else {}
        for lang in dict.fromkeys((*self.book.languages, *typed)):
            value = only(typed.get(lang))
            rows = sum(1 + len(line) // _LINE for line in value.split("\n")) + (control.shape == "names" and bool(value))
            yield Words(lang, self._language(lang), value, min(max(rows, 3 if control.kind == "long" else 1), _ROWS))

    def _language(self, lang: str) -> str:
        named = {language.code: language.name for language in self.book.checked.edition.languages}
        return word(lang, self.lang) if lang in ("zh", "en") else named.get(lang, lang)

    def _items(self, control: Control, name: str, state: State | None, title: str) -> Iterator[Field]:
        """The items of a list; one that must not be empty shows where to begin."""
        found = keys(state) or (["0"] if control.required and only(below(state, "none")) != NOTHING else [])
        for number, key in enumerate(found, 1):
            yield self._field(
                control.item, f"{name}.{key}", below(state, key), word("item", self.lang, name=title, number=number)
            )

    def _single(self, shown: Field, state: State | None) -> None:
        shown.value, picks = only(state), shown.control.picks
        if shown.control.kind == "date":
            shown.choices = self._days()
        if shown.control.shape == "flag":
            shown.options = [Option(text, word(key, self.lang), text == shown.value) for text, key in _FLAG]
        elif picks[0]:
            options = self._options(picks)
            if shown.control.shape == "one" and len(options) <= FEW:
                empty = [Option("", word("empty", self.lang), not shown.value)]
                shown.options = empty + _picked(options, [shown.value] if shown.value else [])
            else:
                shown.choices = self._listed(picks)
                shown.note = next((option.label for option in options if option.value == shown.value), "")

    def _many(self, shown: Field, state: State | None) -> None:
        """Boxes to tick, the ticked ones first and in their order; of a long list only those, and one to type in."""
        ticked = [text for text in state if text] if isinstance(state, list) else []
        options = self._options(shown.control.picks)
        shown.options = _picked(options, [text for text in ticked if text != NOTHING])
        if len(options) > FEW:
            shown.options = [option for option in shown.options if option.picked]
            shown.choices = self._listed(shown.control.picks)
        shown.nothing = NOTHING in ticked if shown.control.required else None

    def _days(self) -> str:
        """The days that are written most, to pick from."""
        self.lists["days"] = [Option(self.book.clock.isoformat(), word("today", self.lang))]
        return "days"

    # --- choices -------------------------------------------------------------------------------------------------------

    def _listed(self, picks: tuple[str, str]) -> str:
        """The name of a long list, which is then on the page."""
        name = "-".join(filter(None, ("choices", *picks)))
        if name not in self.lists:
            self.lists[name] = self._options(picks)
        return name

    def _options(self, picks: tuple[str, str]) -> list[Option]:
        found = self._known_options.get(picks)
        if found is None:
            found = self._known_options[picks] = list(self._offer(*picks))
        return found

    @cached_property
    def _known_options(self) -> dict[tuple[str, str], list[Option]]:
        return {}

    def _offer(self, source: str, of: str) -> Iterator[Option]:
        edition, lang = self.book.checked.edition, self.lang
        match source:
            case "term":
                for text, label in edition.terms.get(of, {}).items():
                    yield Option(text, text_in(label, lang, self.book.main)[0] if self._has(label) else text)
            case "ref":
                ids = self.book.context.ids[of] if self.book.context is not None else ()
                yield from (Option(id, self.book.title(of, id, lang)) for id in sorted(ids))
            case "choice":
                yield from (Option(text, choice(text, lang)) for text in of.split())
            case _:
                yield from self._places(only_streets=source == "streets")

    def _has(self, label: str | Mapping[str, str]) -> bool:
        return isinstance(label, str) or bool({self.lang, self.book.main} & set(label))

    def _places(self, only_streets: bool) -> Iterator[Option]:
        divisions, lang = self.book.checked.divisions, self.lang
        for division in divisions.values():
            if not only_streets or division.level == "street":
                above = [self.book.title("areas", each.code, lang) for each in lineage(divisions, division.code)[-2:0:-1]]
                sound = division.sound.replace(" ", "") if lang == "zh" else ""
                name = self.book.title("areas", division.code, lang)
                yield Option(division.code, " · ".join([name, *above]), sound=sound)


_LINE, _ROWS = 44, 14
_FLAG = (("", "empty"), ("true", "yes"), ("false", "no"))


def _picked(options: Sequence[Option], values: Sequence[str]) -> list[Option]:
    """The options with those picked first, in the order in which they were; also what is no option any more."""
    known = {option.value: option.label for option in options}
    rest = [Option(option.value, option.label) for option in options if option.value not in values]
    return [Option(value, known.get(value, value), True) for value in values] + rest
