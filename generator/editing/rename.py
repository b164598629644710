"""`zhiyin rename`: another id for a record, in its file's name and wherever it is referred to. Its old address leads to the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator import load, yaml_core, yaml_write
from generator.editing.desk import Desk, Draft, Edit, Faulty, Refused, Values
from generator.judgement import problem_of
from generator.load import SEARCHES, ContentFile
from generator.model.fields import class_at, field_types, marks
from generator.model.values import IDENTIFIER, Ref
from generator.yaml_core import Refusal

Path = tuple[str | int, ...]


class Renamed(NamedTuple):
    """What is to be written, and the records that refer to the renamed one."""

    edits: list[Edit]
    referring: list[str]


def renamed(desk: Desk, file: ContentFile, new: str) -> Renamed:
    """Give a record another id. Raises `Refused` where that cannot be, `Faulty` if a record in question is not sound."""
    if file.kind == "areas":
        raise Refused("named-by-code")
    if not IDENTIFIER.fullmatch(new) or len(new) > 80:
        raise Refused("bad-id", name=new)
    if taken := next((other for other in desk.all_files if (other.kind, other.id) == (file.kind, new)), None):
        raise Refused("taken", name=new, file=taken.name)
    ids = desk.context.ids | {file.kind: desk.context.ids[file.kind] - {file.id} | {new}}
    changed = dict(_changed(desk, file, new))
    edits = []
    for draft in changed.values():
        text = yaml_write.written(draft.file.kind, draft.values, desk.languages, draft.comments)
        desk.judge(draft.file, text, ids)
        edits.append(Edit(draft.file.name, draft.data, text.encode()))
    own = next(edit for edit in edits if edit.name == file.name)
    moved = [Edit(file.name, own.before, None), Edit(f"{file.name[: -len(file.id) - 4]}{new}.yml", None, own.after)]
    others = [edit for edit in edits if edit is not own]
    return Renamed([*moved, *others, *_searches(desk, file, new)], [edit.name for edit in others])


def _changed(desk: Desk, file: ContentFile, new: str) -> Iterator[tuple[str, Draft]]:
    """The record itself and all that refer to it, changed, by their files."""
    for each in desk.files:
        try:
            data = load.read_bytes(each.path, each.size)
            if each != file and not re.search(rb"\b(?:%b|%b)\b" % (file.id.encode(), new.encode()), data):
                continue
            text = load.decode(data)
            draft = Draft(each, data, yaml_core.parse(text), yaml_write.comments_of(text))
        except Refusal as refusal:
            raise Faulty([problem_of(refusal, each.name)]) from None
        if each.kind == file.kind and each != file and new in (draft.values.get("formerly") or ()):
            raise Refused("taken", name=new, file=each.name)
        places = list(references(each.kind, draft.values, file.kind, file.id))
        for path in places:
            _put(draft.values, path, new)
        if each == file:
            _remember(draft.values, file.id, new)
        if places or each == file:
            yield each.name, draft


def _remember(values: Values, old: str, new: str) -> None:
    """Keep the old address; one that is taken up again is no old one."""
    if values.get("overrides"):
        raise Refused("stands-for-base")
    values["formerly"] = [*(id for id in values.get("formerly") or () if id != new), old]


def references(kind: str, values: Values, to: str, id: str) -> Iterator[Path]:
    """Where a record of a kind names another."""
    for path, value in yaml_core.fields_of(values):
        if value == id and _leads_to(kind, path, to):
            yield path


def _leads_to(kind: str, path: Path, to: str) -> bool:
    """Whether a field holds ids of some kind of record."""
    names = tuple(step for step in path if isinstance(step, str))
    record_class = class_at(kind, names[:-1]) if names else None
    annotation = field_types(record_class).get(names[-1]) if record_class else None
    return any(isinstance(mark, Ref) and mark.kind == to for mark in marks(annotation))


def _put(values: Values, path: Path, id: str) -> None:
    here: object = values
    for step in path[:-1]:
        here = here[step]  # type: ignore[index]
    here[path[-1]] = id  # type: ignore[index]


def _searches(desk: Desk, file: ContentFile, new: str) -> Iterator[Edit]:
    """The searches that must find the record; the rest of that file stays as editors wrote it."""
    path = desk.content / SEARCHES
    if path.is_file():
        before = load.read_bytes(path)
        old = re.escape(f"{file.kind}/{file.id}".encode())
        after = re.sub(rb"(?<![\w/-])" + old + rb"(?![\w/-])", f"{file.kind}/{new}".encode(), before)
        if after != before:
            yield Edit(SEARCHES, before, after)
