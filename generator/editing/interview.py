"""Asking for a new record, field by field: each answer is judged at once as the check would judge it, in the check's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Protocol

from generator import yaml_write
from generator.editing import choices, questions
from generator.editing.choices import Option
from generator.editing.desk import Desk, Faulty, Values
from generator.editing.questions import Path, Question
from generator.faults import dotted
from generator.load import ContentFile
from generator.model.values import Date
from generator.problems import Problem
from generator.yaml_core import Value

_SEVERAL = re.compile(r"[\s,，、]+")
_YES, _NO = ("y", "yes", "true", "1", "是", "对"), ("n", "no", "false", "0", "2", "否", "不")


class Talk(Protocol):
    """The other side: whoever shows questions and gives back what was typed."""

    lang: str

    def ask(self, question: Question, listed: Sequence[Option] | None, default: str, again: bool) -> str:
        """Show a question, or what can be chosen alone where it is asked again, and give the answer.

        Nothing is listed where there is too much to choose from, and `None` where anything may be written."""

    def tell(self, problem: Problem) -> None:
        """Say what is wrong with an answer."""

    def hint(self, key: str) -> None:
        """Say in one of a few sentences why an answer will not do."""

    def agree(self, key: str) -> bool:
        """Ask for a yes or no."""


class Interview:
    """One new record in the making."""

    def __init__(self, desk: Desk, file: ContentFile, values: Values, talk: Talk) -> None:
        self.desk = desk
        self.file = file
        self.values = values
        self.talk = talk
        self._known: dict[Path, list[Option]] = {}

    # --- the whole record ---

    def run(self) -> None:
        """Ask what is not yet known, then whatever the rules find missing. Raises `Faulty` if it is left unsound."""
        for question in questions.of_kind(self.file.kind):
            if str(question.path[0]) not in self.values and questions.is_wanted(question, self.values):
                self._answer(question)
        # Each answer may show the rules something else; who answers nothing has done.
        while problem := next(iter(self.errors()), None):
            self.talk.tell(problem)
            mending = questions.mending(self.file.kind, problem.code, _path(problem.field))
            if mending is None or not self._again(mending):
                break
        self._end()

    def assume(self) -> None:
        """Take for granted what needs no asking. Raises `Faulty` if the record is not sound so."""
        for question in questions.of_kind(self.file.kind):
            default = self._default(question, ())
            if default and str(question.path[0]) not in self.values and questions.is_wanted(question, self.values):
                questions.put(self.values, question.path, self._value(question, default))
        if errors := self.errors():
            raise Faulty(errors)

    def _again(self, question: Question) -> bool:
        """Ask once more; whether anything is otherwise now. Without an answer the old one stands."""
        before = deepcopy(self.values)
        if self._has(question.path):
            questions.drop(self.values, question.path)
        if not self._answer(question._replace(required=False)):
            self.values.clear()
            self.values.update(before)
        elif question.path == ("needed",):
            self.values.setdefault("filled", "0")
        return self.values != before

    def _has(self, path: Path) -> bool:
        here: object = self.values
        for step in path:
            try:
                here = here[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def _end(self) -> None:
        errors = self.errors()
        if errors and questions.has_drafts(self.file.kind) and self.values.get("status") != "draft" and self.talk.agree("draft"):
            self.values["status"] = "draft"
            errors = self.errors()
        if errors:
            raise Faulty(errors)

    # --- judging ---

    def text(self) -> str:
        """The file as it would be now."""
        return yaml_write.written(self.file.kind, self.values, self.desk.languages)

    def errors(self) -> list[Problem]:
        """What is wrong with the record as it is."""
        return [problem for problem in self.desk.problems(self.file, self.text()) if problem.severity == "error"]

    def _faults(self, path: Path) -> list[Problem]:
        """What is wrong with one value, while others are still to come."""
        faults = self.desk.value_problems(self.file, self.text())
        # What has no field is wrong with the file as a whole: this answer is the only thing in it that is new.
        return [problem for problem in faults if not problem.field or f"{problem.field}.".startswith(f"{dotted(path)}.")]

    # --- one field ---

    def _answer(self, question: Question) -> bool:
        """Ask for a field and put it into its place; whether there was an answer."""
        if question.is_list and not isinstance(question.path[-1], int):
            return self._list(question)
        return self._part(question) if question.part else self._one(question)

    def _list(self, question: Question) -> bool:
        number = 0
        while self._part(question.at(number)) if question.part else self._one(question.at(number)):
            number = len(self._held(question.path))
        return number > 0

    def _held(self, path: Path) -> list[Value]:
        here: object = self.values
        for step in path:
            here = here[step]  # type: ignore[index]
        return here  # type: ignore[return-value]

    def _part(self, question: Question) -> bool:
        """The fields of a part, in turn. One that need not be there is left out with its first answer."""
        assert question.part is not None
        answered = False
        for place, field in enumerate(questions.of_class(question.part, question.path)):
            if questions.is_wanted(field, self.values):
                needed = field.required and (question.required or place > 0)
                answered |= self._answer(field._replace(required=needed, above=question.name))
                if not answered and field.required and not needed:
                    return False
        if answered and self.file.kind == "guidelines" and question.path[0] == "sources":
            # Its steps cite it by its key.
            questions.put(self.values, (*question.path, "key"), f"s{int(question.path[1]) + 1:02}")
        return answered

    def _one(self, question: Question) -> bool:
        """Ask until the answer will do, or there is none."""
        known = self._options(question)
        listed, default = known if len(known) <= choices.SHOWN else [], self._default(question, known)
        shown, again = listed if not question.follows else [], False
        while True:
            typed = self.talk.ask(question, shown if known else None, default, again).strip() or default
            shown, again = [], True
            if not typed:
                if not question.required:
                    return False
                self.talk.hint("needed")
            elif known:
                found = [choices.pick(known, listed, each) for each in self._several(question, typed, listed)]
                if all(len(options) == 1 for options in found):
                    if self._takes(question, [options[0].value for options in found]):
                        return True
                else:
                    shown = next(options for options in found if len(options) != 1)[: choices.SHOWN]
                    listed = shown or listed
                    self.talk.hint("which" if shown else "none-such")
            elif self._takes(question, [self._value(question, typed)]):
                return True

    def _several(self, question: Question, typed: str, listed: Sequence[Option]) -> list[str]:
        """The answers in one line: numbers parted by spaces or commas are several, where several can be chosen."""
        words = [word for word in _SEVERAL.split(typed) if word]
        numbers = all(word.isdigit() and len(word) <= 3 for word in words)
        return words if numbers and listed and isinstance(question.path[-1], int) else [typed]

    def _takes(self, question: Question, values: list[Value]) -> bool:
        """Put answers into their place unless the check would refuse them there."""
        path = question.path
        for value in values:
            questions.put(self.values, path, value)
            if faults := self._faults(path):
                self.talk.tell(faults[0])
                questions.drop(self.values, path)
                self._tidy(path)
                return False
            path = (*path[:-1], path[-1] + 1) if isinstance(path[-1], int) else path
        return True

    def _tidy(self, path: Path) -> None:
        """Leave no empty part behind."""
        while len(path) > 1:
            path = path[:-1]
            if self._held(path):
                return
            questions.drop(self.values, path)

    # --- answers ---

    def _options(self, question: Question) -> list[Option]:
        if question.path[-1] == "source":
            sources = self.values.get("sources") or []
            return [Option(each["key"], yaml_write.scalar(each["title"])) for each in sources if "key" in each]
        if question.is_flag:
            return []
        # Looked up once for each field: there may be tens of thousands of records to choose from.
        field = tuple(step for step in question.path if isinstance(step, str))
        if field not in self._known:
            self._known[field] = choices.options(self.desk, question.annotation, self.talk.lang)
        return self._known[field]

    def _default(self, question: Question, known: Sequence[Option]) -> str:
        name = question.path[-1]
        if question.path[-1] == "source" and len(known) == 1:
            return known[0].value
        if name in ("verified", "date") and question.annotation is Date and len(question.path) == 1:
            return self.desk.today.isoformat()
        if name == "number" and self.file.kind == "guidelines":
            return str(1 + sum(file.kind == "guidelines" for file in self.desk.all_files))
        if name == "filled" and self._has((*question.path[:-1], "needed")):
            return "0"
        return {"sample": "n", "in_force": "y"}.get(str(name), "")

    def _value(self, question: Question, typed: str) -> Value:
        """What was typed as the value that stands in the file."""
        if question.is_flag:
            word = typed.lower()
            return True if word in _YES else False if word in _NO else typed
        return question.in_languages(typed, self.desk.languages)


def _path(field: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in field.split(".")) if field else ()
