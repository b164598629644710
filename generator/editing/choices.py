"""What can be chosen for a field, and finding it by a number, a part of its name, its pinyin or the initials of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, get_args

from generator import load, yaml_core
from generator.editing.desk import Desk
from generator.model.divisions import lineage
from generator.model.edition import text_in
from generator.model.fields import marks
from generator.model.values import WEEKDAYS, Choice, Code, Ref, Street, Term, Weekday
from generator.reading import reading
from generator.yaml_core import Refusal

SHOWN = 30
"""As many are listed by themselves; of more, those that fit what is typed."""


class Option(NamedTuple):
    """What can be chosen: what stands in the file, and what it is called."""

    value: str
    label: str

    def fits(self, word: str) -> bool:
        """Whether a word is part of its name, or the beginning of how some part of that is read, whole or by initials."""
        if word in self.label.lower() or word in self.value:
            return True
        return word.isascii() and any(_sounds(part, word) for part in self.label.split())

    def distance(self, word: str) -> int:
        """How far a word that fits is from its own name, the last part."""
        own = self.label.split()[-1].lower()
        said = reading(own).split()
        if own.startswith(word) or any("".join(said[:size]) == word for size in range(1, len(said) + 1)):
            return 0
        return 1 if word in own or (word.isascii() and _sounds(own, word)) else 2


def _sounds(part: str, word: str) -> bool:
    said = reading(part).split()
    return "".join(said).startswith(word) or "".join(each[0] for each in said).startswith(word)


def options(desk: Desk, annotation: Any, lang: str) -> list[Option]:
    """What can be chosen for a field, in order; nothing where anything may be written."""
    parts = (annotation, *get_args(annotation))
    if Street in parts or Code in parts:
        return list(_divisions(desk, lang, Street in parts))
    if Weekday in parts:
        return [Option(day, day) for day in WEEKDAYS]
    for mark in marks(annotation):
        if isinstance(mark, Choice):
            return [Option(word, word) for word in mark.words]
        if isinstance(mark, Term):
            terms = desk.checked.edition.terms.get(mark.vocabulary, {})
            return [Option(word, _text(desk, label, lang)) for word, label in terms.items()]
        if isinstance(mark, Ref):
            return list(_records(desk, mark.kind, lang))
    return []


def _text(desk: Desk, value: Any, lang: str) -> str:
    return str(text_in(value, lang, desk.languages[0])[0])


def _divisions(desk: Desk, lang: str, streets: bool) -> Iterator[Option]:
    divisions = desk.checked.divisions
    for code, division in divisions.items():
        if not streets or (division.level == "street" and code.endswith("000")):
            above = lineage(divisions, code)[1:] or [division]
            yield Option(code, " ".join(each.name_en if lang == "en" and each.name_en else each.name for each in above))


def _records(desk: Desk, kind: str, lang: str) -> Iterator[Option]:
    for file in desk.all_files:
        if file.kind == kind:
            try:
                title = yaml_core.parse(load.read_text(file.path, file.size)).get("title") or file.id
                yield Option(file.id, _text(desk, title, lang))
            except (Refusal, AttributeError, KeyError, TypeError):
                # It has faults of its own, which the check tells of.
                yield Option(file.id, file.id)


def pick(known: Sequence[Option], listed: Sequence[Option], typed: str) -> list[Option]:
    """What somebody means who types a number of what was listed, a word of the file, or part of a name: all that fit."""
    text = typed.strip()
    if re.fullmatch(r"\d{1,3}", text, re.ASCII) and 1 <= int(text) <= len(listed):
        return [listed[int(text) - 1]]
    if whole := [option for option in known if text in (option.value, option.label)]:
        return whole[:1]
    words = text.lower().split()
    found = [option for option in known if words and all(option.fits(word) for word in words)]
    # What is called so itself stands before what lies in it or only begins alike.
    return sorted(found, key=lambda option: option.distance(words[-1]))
