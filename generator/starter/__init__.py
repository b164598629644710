"""A new edition: its first files, made from those that come with the program, one example of each kind of record.

Texts there are in both languages, `$name` and `$place` are the edition's, and days are told from today: `$ago_7`, `$in_7`.
The examples also stand on the pages that explain the fields.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from string import Template

from generator import schema_files, yaml_core, yaml_write
from generator.yaml_core import Value

STARTER = Path(__file__).parent
CONTENT = "content"
COLOUR = "#0b5c8a"
LANGUAGES: dict[str, dict[str, Value]] = {
    "zh": {"code": "zh", "tag": "zh-CN", "name": "简体中文"},
    "en": {"code": "en", "tag": "en", "name": "English"},
    "zh-hant": {"code": "zh-hant", "tag": "zh-Hant", "name": "繁體中文", "convert": "s2t"},
}
"""The languages a new edition can begin with: those the program has words in, and what is converted from them."""

WRITTEN = ("zh", "en")
_DAY = re.compile(r"(ago|in)_(\d+)")


@dataclass(frozen=True)
class Answers:
    """What a new edition is asked for: its languages, the first one first, its place and name by language, its colour."""

    languages: tuple[str, ...]
    place: Mapping[str, str]
    name: Mapping[str, str]
    """May lack a language: its pages then show the first one's."""
    colour: str = COLOUR

    @property
    def written(self) -> tuple[str, ...]:
        """The languages that editors write."""
        return tuple(code for code in self.languages if code in WRITTEN)


def languages_of(text: str) -> tuple[str, ...]:
    """The languages of `zh,en`, or none if a new edition cannot have these."""
    codes = tuple(dict.fromkeys(part.strip().lower() for part in text.replace("，", ",").split(",")))
    known = all(code in LANGUAGES for code in codes) and codes[0] in WRITTEN
    return codes if known and ("zh-hant" not in codes or codes[0] == "zh") else ()


def files(answers: Answers, today: date) -> dict[str, bytes]:
    """Every file of a new edition by its path."""
    made = {path: _written(path, answers, today) for path in _sources(CONTENT)} | dict(_documents(answers))
    made |= {path: _plain((STARTER / path).read_text("utf-8"), answers) for path in ("README.md", "mkdocs.yml")}
    made[".gitignore"] = (STARTER / "gitignore").read_text("utf-8")
    return {path: text.encode() for path, text in made.items()}


def is_free(folder: Path) -> bool:
    """Whether a new edition may be laid down there: nothing is in the way, not even a file further down."""
    return not folder.exists() or (folder.is_dir() and all(path.is_dir() for path in folder.rglob("*")))


def example(kind: str, answers: Answers, today: date) -> dict[str, Value]:
    """The values of the example of a kind of record, or of `site`."""
    return _record(yaml_core.parse(_source_of(kind)), answers, today)


# --- content -------------------------------------------------------------------------------------------------------


@cache
def _sources(folder: str) -> dict[str, str]:
    """The text of every file below a folder of the starter, by its path in it."""
    paths = sorted(path for path in (STARTER / folder).rglob("*") if path.is_file())
    return {path.relative_to(STARTER).as_posix(): path.read_text("utf-8") for path in paths}


def _kind_of(path: str) -> str:
    """The kind of record a file holds, by its folder; `site` for what stands in none."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else parts[1].removesuffix(".yml")


def _source_of(kind: str) -> str:
    return next(text for path, text in _sources(CONTENT).items() if _kind_of(path) == kind)


def _written(path: str, answers: Answers, today: date) -> str:
    text = _sources(CONTENT)[path]
    if path.endswith(".csv"):
        return _table(text, answers)
    values = _record(yaml_core.parse(text), answers, today)
    if _kind_of(path) == "site":
        values["languages"] = [dict(LANGUAGES[code]) for code in answers.languages]
    lines = yaml_write.written(_kind_of(path), values, answers.written, yaml_write.comments_of(text))
    return schema_files.with_line(_kind_of(path), path.removeprefix(f"{CONTENT}/"), lines)


def _record(values: Mapping[str, Value], answers: Answers, today: date) -> dict[str, Value]:
    return {key: _said(part, answers, today) for key, part in values.items()}


def _said(value: Value, answers: Answers, today: date) -> Value:
    """A value in the languages of the edition, with its name, its place and the days filled in."""
    if isinstance(value, list):
        return [_said(part, answers, today) for part in value]
    if isinstance(value, dict) and value and value.keys() <= set(WRITTEN):
        return _in_languages(value, answers)
    if isinstance(value, dict):
        return _record(value, answers, today)
    return _dated(value, answers, today) if isinstance(value, str) and "$" in value else value


def _in_languages(value: Mapping[str, Value], answers: Answers) -> Value:
    """A text or names in every language of the edition that has them; without any mapping where that is the first alone."""
    found = {code: _filled(value[code], answers, code) for code in answers.written if code in value}
    found = {code: said for code, said in found.items() if said}
    return found[answers.languages[0]] if list(found) == [answers.languages[0]] else found


def _filled(value: Value, answers: Answers, lang: str) -> Value:
    if isinstance(value, list):
        return [_filled(part, answers, lang) for part in value]
    return Template(str(value)).substitute(place=answers.place[lang], name=answers.name.get(lang, ""))


def _dated(value: str, answers: Answers, today: date) -> str:
    if way := _DAY.fullmatch(value[1:]):
        days = timedelta(days=int(way[2]))
        return (today + days if way[1] == "in" else today - days).isoformat()
    return Template(value).substitute(today=today.isoformat(), colour=answers.colour)


def _table(text: str, answers: Answers) -> str:
    """The division table: names in Chinese and English, or in English alone."""
    chinese, english = ("zh" in answers.written, "en" in answers.written)
    head, *rows = csv.reader(io.StringIO(text))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(head)
    for code, name, level, parent, name_en in rows:
        in_english = str(_filled(name_en, answers, "en")) if english else ""
        first = str(_filled(name, answers, "zh")) if chinese else in_english
        writer.writerow([code, first, level, parent, in_english if chinese else ""])
    return table.getvalue()


# --- documents -----------------------------------------------------------------------------------------------------


def _documents(answers: Answers) -> Iterator[tuple[str, str]]:
    """Hand-written pages: those of the first language on top, of the others under their code."""
    for lang in answers.written:
        for path, text in _sources("docs").items():
            _, of, name = path.split("/")
            if of == lang:
                yield _document(answers, lang, name), _filled_text(text, answers, lang)


def _document(answers: Answers, lang: str, name: str) -> str:
    return f"docs/{name}" if lang == answers.languages[0] else f"docs/{lang}/{name}"


def _filled_text(text: str, answers: Answers, lang: str) -> str:
    return str(_filled(text, answers, lang))


def _plain(text: str, answers: Answers) -> str:
    """A file that speaks of the edition in Chinese and in English, whichever languages its pages have."""
    first = answers.languages[0]
    return Template(text).substitute(
        name=answers.name.get("zh", answers.name[first]), place=answers.place.get("zh", answers.place[first]),
        english=answers.name.get("en", answers.name[first]), place_en=answers.place.get("en", answers.place[first]),
        nav="\n".join(f"  - {path.removeprefix('docs/')}" for path in menu(answers.written)),
    )  # fmt: skip


_MENU = ("about.md", "use.md", "edit.md", "corrections.md", "privacy.md")
"""The hand-written pages in the order of the menu."""


def menu(languages: Sequence[str]) -> list[str]:
    """The hand-written pages of every language, as MkDocs is given them."""
    return [name if number == 0 else f"{lang}/{name}" for number, lang in enumerate(languages) for name in _MENU]
