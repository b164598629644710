"""An editor's desk: the record files of one's own content folder, and how a change of them would be judged before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from generator import content_files, load, yaml_core, yaml_write
from generator.faults import judge_text, value_faults
from generator.judgement import Context, Memory, problem_of
from generator.load import ContentFile
from generator.problems import Problem, has_errors
from generator.survey import prepare_reading, survey
from generator.yaml_core import Refusal

Values = dict[str, Any]


class Refused(Exception):
    """Nothing is changed: why, as the key of a sentence of the command, and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Faulty(Exception):
    """Nothing is changed: a record is not sound, or would not be."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = list(problems)


class Edit(NamedTuple):
    """What a file below the content folder held and is to hold; nothing stands for no file."""

    name: str
    before: bytes | None
    after: bytes | None


class Draft(NamedTuple):
    """A record taken from its file to be changed."""

    file: ContentFile
    data: bytes
    values: Values
    comments: yaml_write.Comments


class Desk:
    """One's own content folder. What bases hold can be referred to, and is never changed."""

    def __init__(self, content: Path, today: date, memory: Memory | None = None) -> None:
        self.content = content
        self.memory = memory or Memory()
        self.checked, self.all_files, self._judge = survey(content, today, self.memory)
        self.files = [file for file in self.all_files if not file.way]
        if self._judge is None:
            raise Faulty(self.checked.problems)
        self.today = self._judge.today

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that editors write, in their order."""
        return tuple(self.checked.edition.codes)

    @cached_property
    def context(self) -> Context:
        """What one's own records are judged against."""
        assert self._judge is not None
        prepare_reading(self.memory)
        return self._judge.contexts[""]

    # --- finding ---

    def file(self, kind: str, id: str) -> ContentFile:
        """A record's file. Raises `Refused` if there is none, or a base holds it."""
        for file in self.files:
            if (file.kind, file.id) == (kind, id):
                return file
        if (base := next((file for file in self.all_files if (file.kind, file.id) == (kind, id)), None)) is not None:
            raise Refused("of-a-base", file=base.name)
        known = [file.id for file in self.files if file.kind == kind]
        raise Refused("no-such-record", kind=kind, id=id, known=known)

    def take(self, file: ContentFile) -> Draft:
        """A record out of its file. Raises `Faulty` unless it is sound as it is."""
        try:
            data = load.read_bytes(file.path, file.size)
            text = load.decode(data)
            draft = Draft(file, data, yaml_core.parse(text), yaml_write.comments_of(text))
        except Refusal as refusal:
            raise Faulty([problem_of(refusal, file.name)]) from None
        self.judge(file, text)
        return draft

    # --- changing ---

    def edit(self, draft: Draft) -> Edit:
        """A changed record as the change of its file. Raises `Faulty` if it would not be sound."""
        text = yaml_write.written(draft.file.kind, draft.values, self.languages, draft.comments)
        self.judge(draft.file, text)
        return Edit(draft.file.name, draft.data, text.encode())

    def tell(self, values: Values, what: Mapping[str, str], why: str = "") -> None:
        """Have a record tell its readers of a change of today, in the languages that the edition is written in."""
        said = {lang: what[lang] for lang in self.languages if lang in what}
        change = {"date": self.today.isoformat(), "what": said if self.languages[0] in said else what["en"]}
        values["changes"] = [*(values.get("changes") or ()), change | ({"why": why} if why else {})]

    def judge(self, file: ContentFile, text: str, ids: Mapping[str, frozenset[str]] | None = None) -> list[Problem]:
        """What there is to be said of a text, without errors. `ids` are those of the records there will be.

        Raises `Faulty` if there are errors."""
        problems = self.problems(file, text, ids)
        if has_errors(problems):
            raise Faulty(problems)
        return problems

    def problems(self, file: ContentFile, text: str, ids: Mapping[str, frozenset[str]] | None = None) -> list[Problem]:
        """Everything wrong with a text."""
        context = self.context if ids is None else replace(self.context, ids=dict(ids))
        return _unreadable(file, text) or judge_text(file, text, context).problems

    def value_problems(self, file: ContentFile, text: str) -> list[Problem]:
        """What is wrong with single values of a text, while others are still to come."""
        return _unreadable(file, text) or value_faults(file, text, self.context)

    def write(self, edits: Iterable[Edit]) -> list[str]:
        """Write all of some changes or none; the names of the files that differ now.

        Raises `generator.content_files.NotWritten` if a file is no more as it was read."""
        edits = list(edits)
        changes = {edit.name: edit.after for edit in edits}
        return content_files.write_all(self.content, changes, {edit.name: edit.before for edit in edits})


def _unreadable(file: ContentFile, text: str) -> list[Problem]:
    """Why a text could not be read back from a file, if it could not."""
    try:
        yaml_core.parse(load.decode(text.encode("utf-8", "surrogatepass")))
    except Refusal as refusal:
        return [problem_of(refusal, file.name)]
    return []
