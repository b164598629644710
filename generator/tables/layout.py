"""Which sheets a kind of record has and which columns, from the model: nothing of a field is described twice.

Records stand in the first sheet, one to a row. A list of things with fields of their own (shifts, sources) is a sheet of its
own, one thing to a row, keyed by the record's id; where such things have lists again, by their number within the record too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.model.fields import class_of, described, field_types, inner_class, is_list, marks, written
from generator.model.schema import PLANNED
from generator.model.values import (
    Choice,
    Code,
    Date,
    Decimal,
    Flag,
    Identifier,
    LanguageCode,
    Line,
    Names,
    Phone,
    Prose,
    Ref,
    Street,
    Term,
    Text,
    Time,
    Url,
    Version,
    Weekday,
    Whole,
)
from generator.words import WORDS

Path = tuple[str, ...]
Said = Mapping[str, str]
"""Words in Chinese and English."""

_SORTS: tuple[tuple[Any, str], ...] = (
    (Date, "date"), (Time, "time"), (Whole, "whole"), (Decimal, "decimal"), (Flag, "flag"), (Code, "code"), (Street, "street"),
    (Phone, "phone"), (Url, "url"), (Identifier, "id"), (Version, "version"), (Weekday, "weekday"), (LanguageCode, "language"),
    (Line, "line"), (Text, "text"), (Prose, "text"), (Names, "names"),
)  # fmt: skip
SPOKEN = ("text", "names")
"""What is said in languages, each in a column of its own."""
ID: Path = ("id",)
VERSION: Path = ("version",)
MARK = "v"
"""Stands before a version, lest a spreadsheet take one that is all digits for a number."""
NUMBER: Path = ("number",)
"""The number of a thing among its like in one record, for things that have lists of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: the field it holds, how its cells are read, and what an editor is told of it."""

    path: Path
    """The field, from the thing that a row of the sheet is."""
    sort: str
    """How a cell is read: `date`, `term` and so on; `key`, `number` and `mark` tell rows apart and are no fields."""
    title: Said
    help: Said
    several: bool = False
    """Whether several stand in one cell."""
    required: bool = False
    lang: str = ""
    """The language of its words, if they are in one."""
    about: Any = None
    """Whose words it takes: a vocabulary, a kind, or the words themselves."""
    example: Any = None

    @property
    def starred(self) -> bool:
        """Whether no row can do without it; in columns of something that may be absent as a whole, a row can."""
        return self.required and len(self.path) == 1

    @property
    def field(self) -> Path:
        """The field with its language: what a program calls the column."""
        return (*self.path, self.lang) if self.lang else self.path


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One sheet."""

    path: Path
    """The list it holds; empty for the records themselves."""
    title: Said
    keys: tuple[Column, ...]
    """What says to which record, and to which thing of it, a row belongs."""
    columns: tuple[Column, ...]

    @property
    def all(self) -> tuple[Column, ...]:
        return (*self.keys, *self.columns)

    @property
    def numbered(self) -> bool:
        """Whether its things have lists of their own, and so a number to be named by."""
        return any(key.path == NUMBER for key in self.keys)


def tables(kind: str, languages: Sequence[str]) -> tuple[Table, ...]:
    """The sheets of a kind: records first, then each list behind what it belongs to."""
    return _tables(kind, tuple(languages))


@cache
def _tables(kind: str, languages: tuple[str, ...]) -> tuple[Table, ...]:
    words = WORDS[f"kind.{kind}"]
    keys = (Column(ID, "key", _ID, _ID_HELP[kind == "areas"], about=kind),)
    version = Column(VERSION, "mark", _VERSION, _VERSION_HELP)
    # What must be filled in comes first; the columns of one field stay side by side.
    columns = sorted(_columns(class_of(kind), languages), key=lambda column: not _among(column, class_of(kind)))
    found = (Table((), words, keys, (*columns, version)), *_lists(kind, class_of(kind), (), (), languages))
    return tuple(dataclasses.replace(table, columns=_told_apart(table)) for table in found)


def _among(column: Column, record_class: type) -> bool:
    """Whether a column's field is one that every record has."""
    items: tuple[Any, ...] = dataclasses.fields(record_class)
    return any(item.name == column.path[0] and item.default.is_required() for item in items)


def _told_apart(table: Table) -> tuple[Column, ...]:
    """The columns of a sheet, each with a heading of its own: the second of two alike also has the field's name."""
    taken = {lang: {column.title[lang] for column in table.keys} for lang in ("zh", "en")}
    columns = []
    for column in table.columns:
        name = ".".join(column.field)
        title = {lang: f"{said} ({name})" if said in taken[lang] else said for lang, said in column.title.items()}
        for lang, said in title.items():
            taken[lang].add(said)
        columns.append(dataclasses.replace(column, title=title))
    return tuple(columns)


def _lists(kind: str, record_class: type, path: Path, above: tuple[Column, ...], languages: tuple[str, ...]) -> Iterator[Table]:
    """The sheets of the lists in a class, however deep."""
    for name, annotation in field_types(record_class).items():
        inner = inner_class(annotation)
        # What is planned for a day sets any field at all, which no cell can hold.
        if inner is None or not is_list(annotation) or name == PLANNED:
            continue
        title = described(record_class)[name]["title"]
        deeper = list(_lists(kind, inner, (*path, name), (*above, _number_of(title)), languages))
        own = (Column(NUMBER, "number", _NUMBER, _NUMBER_HELP),) if deeper else ()
        keys = (Column(ID, "key", _OF, _OF_HELP, required=True, about=kind), *above, *own)
        yield Table((*path, name), title, keys, tuple(_columns(inner, languages)))
        yield from deeper


def _number_of(title: Said) -> Column:
    """Which thing of the list above a row belongs to."""
    named = {"zh": f"{title['zh']}的第几个", "en": f"No. of “{title['en']}”"}
    return Column(("above", title["en"]), "number", named, _ABOVE_HELP, required=True)


def _columns(record_class: type, languages: tuple[str, ...], path: Path = (), above: Said | None = None) -> Iterator[Column]:
    """The columns of a class; what has fields of its own but is no list stands in columns beside the others."""
    about: Mapping[str, Mapping[str, Said]] = described(record_class)
    items: tuple[Any, ...] = dataclasses.fields(record_class)
    for item in items:
        name = written(item.name)
        annotation, said = field_types(record_class)[name], about[name]
        inner = inner_class(annotation)
        title = said["title"] if above is None else {lang: f"{above[lang]}{_JOINT[lang]}{said['title'][lang]}" for lang in above}
        if inner is not None:
            if not is_list(annotation):
                yield from _columns(inner, languages, (*path, name), title)
            continue
        column = _column((*path, name), annotation, title, said["help"], item)
        if not column.sort:
            # What no cell can hold stays in the record as it is.
            continue
        yield from _in_languages(column, languages)


def _column(path: Path, annotation: Any, title: Said, help: Said, item: Any) -> Column:
    known = [mark for mark in marks(annotation) if isinstance(mark, (Term, Ref, Choice))]
    sort, about = _marked(known[0]) if known else (_sort(annotation), None)
    several = is_list(annotation) and sort != "names"
    examples = item.default.examples or (None,)
    return Column(path, sort, title, help, several, item.default.is_required(), about=about, example=examples[0])


def _marked(mark: Term | Ref | Choice) -> tuple[str, Any]:
    if isinstance(mark, Term):
        return "term", mark.vocabulary
    return ("ref", mark.kind) if isinstance(mark, Ref) else ("choice", mark.words)


def _sort(annotation: Any) -> str:
    """How cells of a type are read: looked for in lists and optional types too."""
    for known, sort in _SORTS:
        if annotation == known:
            return sort
    return next((found for part in get_args(annotation) if (found := _sort(part))), "")


def _in_languages(column: Column, languages: tuple[str, ...]) -> Iterator[Column]:
    if column.sort not in SPOKEN:
        yield column
        return
    for lang in languages:
        main = lang == languages[0]
        title = column.title if main else {to: _spoken_title(column.title[to], lang, to) for to in column.title}
        yield dataclasses.replace(column, lang=lang, title=title, required=column.required and main)


def _spoken_title(title: str, lang: str, to: str) -> str:
    name = _LANGUAGES.get(lang, {}).get(to, lang)
    return f"{title}（{name}）" if to == "zh" else f"{title} ({name})"


# --- words ---------------------------------------------------------------------------------------------------------

_JOINT = {"zh": "：", "en": ": "}
_LANGUAGES = {
    "en": {"zh": "英文", "en": "English"}, "zh": {"zh": "中文", "en": "Chinese"}, "yue": {"zh": "粤语", "en": "Cantonese"},
}  # fmt: skip
_ID = {"zh": "编号", "en": "Id"}
_ID_HELP = (
    {
        "zh": "网址的最后一段：小写字母、数字和连字符，定了不改。空着，程序会照标题起一个",
        "en": "The last part of the address: small letters, digits, hyphens; never changes. Leave it empty and one is made from the title",
    },
    {"zh": "从下拉里选镇街，或写十二位区划代码", "en": "Pick the street from the list, or write its twelve-digit code"},
)
_OF = {"zh": "编号", "en": "Id"}
_OF_HELP = {"zh": "属于第一张表里的哪一行：写那一行的编号，还没有编号就写标题", "en": "The row of the first sheet it belongs to: its id, or its title if it has no id yet"}  # fmt: skip
_NUMBER = {"zh": "第几个", "en": "No."}
_NUMBER_HELP = {"zh": "在同一条记录里排第几：1、2、3", "en": "Its place within the record: 1, 2, 3"}
_ABOVE_HELP = {"zh": "属于上一级的第几个：1、2、3", "en": "Which one of the level above it belongs to: 1, 2, 3"}
_VERSION = {"zh": "版本", "en": "Version"}
_VERSION_HELP = {"zh": "导出时的版本，不用填，也不要改", "en": "The version when exported; leave it alone"}
