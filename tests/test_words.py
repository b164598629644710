"""Every word has both languages, every word that is asked for exists, and none is kept for nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import projects
import pytest

import generator
from generator.accounts import REGISTERS
from generator.counting import MEASURES, WEEK_MEASURES
from generator.form import words as form_words
from generator.model.divisions import LEVELS
from generator.model.fields import field_names, field_types
from generator.model.guidelines import Guideline
from generator.model.honours import Commendation
from generator.model.kinds import KIND_NAMES
from generator.model.values import WEEKDAYS, Choice
from generator.site import STATES
from generator.theme import script
from generator.theme.assets import FACTS
from generator.theme.frame import APART, DOORS, SECTIONS
from generator.views.filters import FACETS
from generator.views.registers import GAPS
from generator.words import WORDS

PACKAGE = Path(generator.__file__).parent
MENU = [section for section in SECTIONS if section not in APART]


def _choices(record_class: type, name: str) -> tuple[str, ...]:
    return next(mark.words for mark in get_args(field_types(record_class)[name]) if isinstance(mark, Choice))


# Words whose key is put together while a page is made: the first part, and every second part there can be.
MADE: dict[str, set[str]] = {
    "kind.": {*MENU, "ledger"}, "lead.": set(MENU), "door.": {*DOORS, "menu"}, "state.": set(STATES), "area.level.": set(LEVELS),
    "title.": set(_choices(Guideline, "title_status")), "comm.": {was + status for was in ("", "was-") for status in _choices(Commendation, "status")},
    "day.": {*WEEKDAYS, "daily", "weekdays"},
    "calendar.": {"since", "until"},
    "sheet.safety.": {"responsible", "gear", "training", "insurance"},
    "near.": set(LEVELS), "ledger.browser.honest.": {"1", "2", "3"}, "need.few.": {"all", "next"},
    "filter.": {f"{kind}.{facet.name}" for kind, facets in FACETS.items() for facet in facets if facet.terms},
    "register.gap.": {kind for kinds in GAPS.values() for kind in kinds},
    "register.": {*REGISTERS, *(f"{name}.lead" for name in REGISTERS)},
    "figures.how.": set(MEASURES), "figures.week.": set(WEEK_MEASURES), "figures.": {*MEASURES, "services", "levels"},
}  # fmt: skip
# These may have a word or not: what has none goes by its code, or by the common sentence.
OPTIONAL = {"language.": None, "form.": None, "sample.note.": set(KIND_NAMES)}


@cache
def sources() -> str:
    """Templates and code, but for the words themselves."""
    files = [*PACKAGE.rglob("*.html"), *(file for file in PACKAGE.rglob("*.py") if not file.stem.endswith("words"))]
    return "\n".join(file.read_text("utf-8") for file in sorted(files))


@cache
def _scripts() -> str:
    """The scripts, which name their words without `js.`."""
    return "\n".join(file.read_text("utf-8") for file in sorted(PACKAGE.rglob("*.js")))


def _templates() -> list[Path]:
    return sorted(PACKAGE.rglob("*.html"))


def test_every_word_has_both_languages() -> None:
    """A word is said in Chinese and in English, with the same blanks to fill in."""
    assert [key for key, words in WORDS.items() if set(words) != {"zh", "en"}] == []
    assert [key for key, words in WORDS.items() if not all(text.strip() == text != "" for text in words.values())] == []
    assert [key for key, words in WORDS.items() if _blanks(words["zh"]) != _blanks(words["en"])] == []


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_chinese_is_chinese() -> None:
    """The Chinese of a word has Chinese characters, the English none."""
    han = re.compile("[\u4e00-\u9fff]")
    assert [key for key, words in WORDS.items() if not han.search(words["zh"]) or han.search(words["en"])] == []


@pytest.mark.parametrize("template", _templates(), ids=lambda path: path.name)
def test_every_word_asked_for_exists(template: Path) -> None:
    """Each word or label that a template names is there."""
    text = template.read_text("utf-8")
    asked = set(re.findall(r"\bW\['([^']+)'\]", text)) | set(re.findall(r"\bw(?:ord)?\('([^']+)'", text))
    assert asked - _words_of(template).keys() == set()
    labels = set(re.findall(r"\bL\['([^']+)'\]", text))
    assert labels - field_names().keys() - WORDS.keys() == set()


def test_code_asks_for_words_that_exist() -> None:
    """Each word that code names is there."""
    lacking, seen = set(), 0
    for file in PACKAGE.rglob("*.py"):
        code = file.read_text("utf-8")
        asked = set(re.findall(r"\bword\(\"([^\"{]+)\"", code)) | set(re.findall(r"\bt\.words\[\"([^\"{]+)\"", code))
        lacking |= {(file.name, key) for key in asked if not key.endswith(".") and key not in _words_of(file)}
        seen += len(asked)
    assert seen
    assert lacking == set()


def _words_of(file: Path) -> Mapping[str, Mapping[str, str]]:
    """The form speaks to editors, with words of its own."""
    return form_words.WORDS if file.parent.name == "form" else WORDS


def test_scripts_ask_for_words_that_exist() -> None:
    """Each word that a script names is put into it."""
    asked = set(re.findall(r"\bword\(\s*\"([^\"]+)\"", _scripts()))
    assert asked
    lent = {key for key in WORDS if key.startswith(tuple(prefix for found in script.LENT.values() for prefix in found))}
    assert {key for key in asked - lent if key not in (*script.SHARED, *FACTS) and script.PREFIX + key not in WORDS} == set()
    assert [key for key in FACTS if f'"{key}"' not in _scripts()] == []
    assert [key for key in script.SHARED if f'"{key}"' not in _scripts()] == []


@pytest.mark.parametrize("prefix", MADE)
def test_words_put_together_are_complete(prefix: str) -> None:
    """Where a key is put together from a vocabulary of the program, every word of it is there."""
    assert {prefix + rest for rest in MADE[prefix]} - WORDS.keys() == set()
    assert _put_together(prefix)


def _put_together(prefix: str) -> bool:
    """Whether any key is made from a prefix: written with its dot, or by its name alone."""
    return bool(re.search(re.escape(prefix) + r"[\"'{]", sources())) or f'"{prefix.rstrip(".")}"' in sources()


@cache
def _quoted() -> set[str]:
    """Whatever stands between quotation marks, each being taken once as the end and once as the beginning."""
    return set(re.findall(r"[\"'](?=([^\"'\n]+)[\"'])", sources()))


def _used(key: str) -> bool:
    if key.startswith(script.PREFIX):
        return f'"{key.removeprefix(script.PREFIX)}"' in _scripts()
    if key in _quoted():
        return True
    for prefix, rest in (MADE | OPTIONAL).items():
        if key.startswith(prefix) and _put_together(prefix):
            return rest is None or key.removeprefix(prefix) in rest
    beginning = key.rpartition(".")[0]
    return "." in beginning and _put_together(f"{beginning}.")


def test_every_word_is_used() -> None:
    """No word is kept that no page says."""
    assert [key for key in WORDS if not _used(key)] == []


@pytest.mark.parametrize("content", [projects.CONTENT, projects.editions.SOUND], ids=["real", "sound"])
def test_editions_replace_words_that_exist(content: Path) -> None:
    """What an edition calls otherwise is a word or a field of the program, with the same blanks."""
    for key, text in projects.checked(content).edition.words.items():
        assert key in WORDS or key in field_names(), key
        for said in text.values() if isinstance(text, dict) else [text]:
            known = WORDS.get(key, {}).get("zh", "")
            assert _blanks(said) <= _blanks(known)
