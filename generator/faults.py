"""Judging one file: parsing, typing, rules and privacy, and turning what they find into problems with a place."""

from __future__ import annotations

import dataclasses
import json
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator import load, privacy, scheduled, yaml_core
from generator.entry import Row, pack, row_of
from generator.judgement import Context, Judged, problem_of
from generator.model.edition import VOCABULARIES, Edition
from generator.model.fields import class_at, described, field_types, validator
from generator.model.kinds import KIND_NAMES
from generator.model.schema import PLANNED
from generator.model.values import LANGUAGE
from generator.problems import Problem, has_errors
from generator.rules import Find, judge
from generator.scheduled import Stage
from generator.yaml_core import Refusal

Path_ = tuple[str | int, ...]

# Faults that pydantic itself finds, by its own names for them.
_PYDANTIC = {
    "missing": "missing-field", "unexpected_keyword_argument": "unknown-field", "list_type": "should-be-list",
    "dataclass_type": "should-be-mapping", "dataclass_exact_type": "should-be-mapping", "dict_type": "should-be-mapping",
    "too_long": "too-long", "string_too_long": "too-long",
}  # fmt: skip


def judge_file(file: load.ContentFile, context: Context) -> Judged:
    """Read one record file and judge it."""
    try:
        text = load.text_of(file)
    except Refusal as refusal:
        return Judged(b"", b"", None, [problem_of(refusal, file.name)])
    return judge_text(file, text, context)


def judge_text(file: load.ContentFile, text: str, context: Context) -> Judged:
    """Judge what a record file holds, or is to hold."""
    try:
        values = yaml_core.parse(text)
    except Refusal as refusal:
        return Judged(b"", b"", None, [problem_of(refusal, file.name)])
    places = _Places(text)
    stages = scheduled.stages(file.kind, values, context.languages)
    now = scheduled.now(stages, context.today.isoformat())
    row, finds = _judge_stages(file.kind, values, stages, context)
    problems = [*_privacy(text, file.name, places), *places.problems(file.name, finds)]
    if row is None:
        return Judged(b"", b"", None, problems)
    kept = marshal.dumps(stages[now].values)
    return Judged(_digest(file, stages[now].values), kept, None if has_errors(problems) else pack(row), problems)


def values_on(file: load.ContentFile, today: date, languages: Sequence[str]) -> dict[str, Any]:
    """The values of a sound record file as it stands on a day."""
    stages = scheduled.stages(file.kind, yaml_core.parse(load.text_of(file)), languages)
    return stages[scheduled.now(stages, today.isoformat())].values


def _digest(file: load.ContentFile, values: dict[str, Any]) -> bytes:
    """A mark of all that a record says on the day: nothing of what is still to come may be told from it.

    It is made of what the file says, not of how it is written: whoever put it in form has not made another version of it. The name is
    in it too: pages show where a record is kept, and a record that is moved or renamed is another.
    """
    said = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return load.digest(f"{file.own_name}\0{said}".encode())


def _judge_stages(kind: str, values: dict[str, Any], stages: Sequence[Stage], context: Context) -> tuple[Row | None, list[Find]]:
    """The row of a record as it stands on the day, and what is wrong with it then and whenever something takes over."""
    today = context.today.isoformat()
    now = scheduled.now(stages, today)
    row, found = None, _plan_finds(kind, values, context)
    known: set[tuple[Path_, str]] = set()
    for number, stage in enumerate(stages):
        record, finds = _typed(kind, stage.values, _as_mapping(context))
        if record is not None and number >= now:
            own = row_of(kind, record)
            row = own._replace(planned=scheduled.pending(stages, today)) if number == now else row
            finds += judge(kind, record, own, replace(context, today=max(context.today, stage.day)))
        found += [find._replace(path=stage.blamed(find.path)) for find in finds if _is_news(stage, find, known)]
    return row, found


def _is_news(stage: Stage, find: Find, known: set[tuple[Path_, str]]) -> bool:
    """Whether no earlier stage has the same fault at the same place."""
    if stage.tells and find.path[:1] == ("changes",):
        return False
    fault = stage.written_at(find.path), find.code
    new = fault not in known
    known.add(fault)
    return new


def _plan_finds(kind: str, values: dict[str, Any], context: Context) -> list[Find]:
    """What is wrong with `next` itself, but for the values it sets."""
    if PLANNED not in values:
        return []
    _, finds = _typed(kind, {PLANNED: values[PLANNED]}, _as_mapping(context))
    found = [find for find in finds if find.path[0] == PLANNED]
    if scheduled.is_readable(values[PLANNED]):
        found += scheduled.judge(kind, values, context.today.isoformat())
    return found


def value_faults(file: load.ContentFile, text: str, context: Context) -> list[Problem]:
    """What is wrong with single values of a text, whatever the rules will say of the whole. Raises `Refusal`."""
    places = _Places(text)
    _, finds = _typed(file.kind, yaml_core.parse(text), _as_mapping(context))
    return [*_privacy(text, file.name, places), *places.problems(file.name, finds)]


def read_edition(path: Path, name: str) -> tuple[Edition | None, bytes, list[Problem]]:
    """The edition of a `site.yml`, its digest, and what is wrong with it."""
    try:
        text = load.read_text(path)
        values = yaml_core.parse(text)
    except Refusal as refusal:
        return None, b"", [problem_of(refusal, name)]
    places = _Places(text)
    edition, finds = _typed("site", values, {"languages": _codes(values)})
    problems = list(places.problems(name, finds))
    problems += list(_privacy(text, name, places))
    if edition is not None:
        problems += _edition_rules(edition, places, name)
    return (None if has_errors(problems) else edition), load.digest(text.encode()), problems


def read_rows(path: Path, name: str, languages: tuple[str, ...]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The rows of `synonyms.yml` or `searches.yml`, and what is wrong with them; the file is named as its only field is."""
    kind = path.stem
    try:
        text = load.read_text(path)
        values = yaml_core.parse(text)
    except Refusal as refusal:
        return [], [problem_of(refusal, name)]
    places = _Places(text)
    whole, finds = _typed(kind, values, {})
    problems = list(places.problems(name, finds))
    rows = [] if whole is None else [dataclasses.asdict(row) for row in getattr(whole, kind)]
    if kind == "searches":
        problems += _searches(rows, languages, places, name)
    return rows, [*problems, *_privacy(text, name, places)]


def _searches(rows: list[dict[str, Any]], languages: tuple[str, ...], places: _Places, name: str) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        path = ("searches", number)
        if bool(row["find"]) == row["none"]:
            yield places.problem(name, path, "search-find-or-none", {"found": row["type"]})
        lang = row["lang"] or next(iter(languages), "")
        if languages and lang not in languages:
            yield places.problem(name, (*path, "lang"), "unknown-language", {"found": lang, "expected": languages})
        known = first.setdefault((" ".join(row["type"].lower().split()), lang), number)
        if known != number:
            line, _ = places.of(("searches", known))
            yield places.problem(name, (*path, "type"), "search-twice", {"found": row["type"], "expected": line})


def _codes(values: dict[str, Any]) -> tuple[str, ...]:
    """The codes of the languages in which a `site.yml` is written, as far as they can be read: its own texts are judged by them."""
    listed = values.get("languages")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    codes = [item.get("code") for item in items[:1] + [item for item in items[1:] if "convert" not in item]]
    sound = tuple(code for code in codes if isinstance(code, str) and LANGUAGE.fullmatch(code))
    # A misspelt code is told of at its own place; every text beside it need not be.
    return sound if len(sound) == len(codes) else ()


def _edition_rules(edition: Edition, places: _Places, name: str) -> Iterator[Problem]:
    if not edition.languages:
        yield places.problem(name, ("languages",), "missing-field", _missing("site", ("languages",)))
    elif edition.languages[0].convert:
        yield places.problem(name, ("languages", 0, "convert"), "converted-first", {"found": edition.languages[0].convert})
    if not edition.url.endswith("/"):
        yield places.problem(name, ("url",), "bad-url", {"found": edition.url})
    if edition.publish_within and not edition.publish_within.days:
        yield places.problem(name, ("publish_within", "days"), "bad-number", {"found": "0"})


def vocabulary_faults(edition: Edition, path: Path, name: str) -> Iterator[Problem]:
    """What is wrong with the vocabularies of a `site.yml`, as its bases complete them, and with what is said of their words."""
    places = _Places(load.read_text(path))
    if not edition.terms:
        yield places.problem(name, (), "missing-field", _missing("site", ("terms",)))
        return
    for vocabulary in VOCABULARIES:
        if vocabulary not in edition.terms:
            values = {"found": vocabulary, "name": {"zh": "词表", "en": "Vocabulary"}, "help": ""}
            yield places.problem(name, ("terms",), "missing-field", values)
    for field_path, vocabulary, word in _words_named(edition):
        # A vocabulary that every edition must have is told of by itself where it is missing.
        missing = (word,) if vocabulary in VOCABULARIES else ()
        known = KIND_NAMES if vocabulary == "kinds" else tuple(edition.terms.get(vocabulary, missing))
        if word not in known:
            yield places.problem(name, field_path, "unknown-term", {"found": word, "vocabulary": vocabulary, "known": known})


def _words_named(edition: Edition) -> Iterator[tuple[Path_, str, str]]:
    """Every word of a vocabulary that a `site.yml` says something of, beside the vocabulary itself."""
    for kind, units in edition.contribution_units.items():
        yield ("contribution_units", kind), "contribution_kinds", kind
        yield from ((("contribution_units", kind, number), "units", unit) for number, unit in enumerate(units))
    for vocabulary, named in edition.aliases.items():
        yield from ((("aliases", vocabulary, word), vocabulary, word) for word in named)


class _Places:
    """Where the fields of a text stand; worked out only once something is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: yaml_core.Positions | None = None

    @property
    def places(self) -> yaml_core.Positions:
        if self._places is None:
            self._places = yaml_core.positions(self.text)
        return self._places

    def of(self, path: Path_) -> tuple[int, int]:
        """Line and column of a path, or of the nearest thing it lies in."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return 1, 1

    def field_at(self, line: int, column: int) -> Path_:
        """The field a place in the text lies in."""
        best: Path_ = ()
        for path, place in self.places.items():
            if place <= (line, column):
                best = path
        return best

    def problem(self, file: str, path: Path_, code: str, values: Mapping[str, Any], severity: Any = "error") -> Problem:
        line, column = self.of(path)
        return Problem(file, code, line, column, dotted(path), severity, values)

    def problems(self, file: str, finds: Iterable[Find]) -> Iterator[Problem]:
        return (self.problem(file, find.path, find.code, find.values, find.severity) for find in finds)


def located(text: str, file: str, find: Find) -> Problem:
    """The problem that a find is, at its place in the text of its file."""
    return next(_Places(text).problems(file, [find]))


def located_in(folder: Path, file: str, find: Find, way: str = "") -> Problem:
    """The same of a file that has to be read for it; `way` leads from the edition to its folder."""
    return located(load.read_text(folder / file), way + file, find)


def dotted(path: Path_) -> str:
    """`shifts.0.date` for a path."""
    return ".".join(str(step) for step in path)


def _privacy(text: str, file: str, places: _Places) -> Iterator[Problem]:
    for find in privacy.scan(text):
        line, column = load.position(text, find.offset)
        where = dotted(places.field_at(line, column))
        yield Problem(file, find.code, line, column, where, values={"found": find.shown})


def _typed(kind: str, values: Any, context: dict[str, Any]) -> tuple[Any, list[Find]]:
    try:
        return validator(kind).validate_python(values, context=context), []
    except ValidationError as error:
        return None, [_find(kind, fault) for fault in error.errors(include_url=False)]


def _as_mapping(context: Context) -> dict[str, Any]:
    return {
        "languages": context.languages, "terms": context.terms, "ids": context.ids,
        "divisions": context.divisions, "former": context.former,
    }  # fmt: skip


def _find(kind: str, fault: Any) -> Find:
    path: Path_ = fault["loc"]
    code = _PYDANTIC.get(fault["type"], fault["type"])
    values = dict(fault.get("ctx", {}))
    if code == "missing-field":
        values = _missing(kind, path)
    elif code == "unknown-field":
        record_class = class_at(kind, path[:-1])
        values = {"found": path[-1], "known": tuple(field_types(record_class)) if record_class else ()}
    elif code == "too-long":
        values = {"expected": values.get("max_length")}
    elif fault.get("input") is None:
        code, values = "empty-text", {}
    elif code in ("should-be-list", "should-be-mapping"):
        values = {"found": _brief(fault["input"])}
    return Find(path, code, values)


def _missing(kind: str, path: Path_) -> dict[str, Any]:
    record_class = class_at(kind, path[:-1])
    about = described(record_class).get(str(path[-1]), {}) if record_class else {}
    return {"found": path[-1], "name": about.get("title", ""), "help": about.get("help", "")}


def _brief(value: Any) -> str:
    text = "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else str(value)
    return text if len(text) <= 40 else text[:37] + "…"
