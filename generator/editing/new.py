"""`zhiyin new`: where a new record stands, what it is called, and the file it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator import schema_files, yaml_write
from generator.editing import names
from generator.editing.desk import Desk, Edit, Refused, Values
from generator.editing.questions import Path, of_field, put
from generator.load import ContentFile
from generator.model.kinds import KIND_NAMES
from generator.model.values import IDENTIFIER
from generator.yaml_core import Value

_SEVERAL = re.compile(r"\s*[,，、]\s*")


def first_lines(kind: str, name: str) -> list[str]:
    """The comments at the head of a new file, for the editor's own tools."""
    return [schema_files.line(kind, name)]


def suggested(desk: Desk, kind: str, title: Value) -> str:
    """An id that is free."""
    return names.suggested(title, desk.languages[0], {file.id for file in desk.all_files if file.kind == kind})


def file_of(desk: Desk, kind: str, id: str, values: Values) -> ContentFile:
    """The file of a new record: needs stand by county. Raises `Refused` for an id that is taken or cannot be an address."""
    if kind not in KIND_NAMES:
        raise Refused("no-such-kind", kind=kind, kinds=KIND_NAMES, id=kind, known=list(KIND_NAMES))
    if not IDENTIFIER.fullmatch(id) or len(id) > 80 or (kind == "areas" and id not in desk.checked.divisions):
        raise Refused("bad-id", name=id)
    if taken := next((file for file in desk.all_files if (file.kind, file.id) == (kind, id)), None):
        raise Refused("taken", name=id, file=taken.name)
    return ContentFile(kind, id, "", names.home(kind, id, values), 0, 0)


def edit_of(desk: Desk, file: ContentFile, values: Values) -> Edit:
    """A new record as the file it becomes. Raises `Faulty` unless it is sound."""
    text = yaml_write.written(file.kind, values, desk.languages, {(): first_lines(file.kind, file.name)})
    desk.judge(file, text)
    return Edit(file.name, None, text.encode())


# --- answers that are given beforehand -----------------------------------------------------------------------------


def given(kind: str, pairs: Iterable[str], languages: Sequence[str]) -> Values:
    """The values of `path=value` pairs: `title=…`, `title.en=…`, `shifts.0.date=…`, `guidelines=a,b`. Raises `Refused`."""
    values: Values = {}
    for pair in pairs:
        name, mark, text = pair.partition("=")
        path: Path = tuple(int(step) if step.isdigit() else step for step in name.strip().split("."))
        question = of_field(kind, path[:-1] if path[-1] in languages else path)
        if not mark or isinstance(path[0], int) or question is None:
            raise Refused("bad-set", pair=pair)
        value: Value = question.in_languages(text.strip(), languages)
        if question.is_flag:
            value = {"true": True, "false": False}.get(text.strip(), text)
        elif question.is_list and not question.part and not isinstance(path[-1], int):
            value = [word for word in _SEVERAL.split(text.strip()) if word]
        try:
            put(values, path, value)
        except (IndexError, TypeError, AttributeError, KeyError):
            raise Refused("bad-set", pair=pair) from None
    return values
