"""The one written form of a record: the same values for every reader of YAML, the same text however often it is written."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import editions
import projects
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator import yaml_core, yaml_write
from generator.model.kinds import KIND_NAMES
from generator.yaml_core import CONTROL

LANGUAGES = ("zh", "en")
FILES = [
    (kind, path) for content in (projects.CONTENT, editions.SOUND) for kind in KIND_NAMES
    for path in sorted((content / kind).rglob("*.yml"))
]  # fmt: skip
# What some reader takes for something else than the text it is.
TRAPS = [
    "", " ", "no", "No", "NO", "y", "Y", "on", "off", "yes", "true", "True", "false", "null", "Null", "~", "none", ".inf", "-.INF",
    ".nan", "NaN", "inf", "010", "0o10", "0x1F", "1e3", "1_000", "12:00", "18:30:05", "190:20:30", "2026-12-01", "2026-12-01 08:00",
    "440106006000", "020-12345678", "12345", "+86", "-", "- a", "a: b", "a:", ":", "a #b", "#a", "a\tb", "\ta", " a", "a ", "'", '"',
    "it's", "\"a\" 'b'", "\\", "it's \\", "&a", "*a", "!a", "!!str a", "%a", "@a", "`a", "|", ">", "?", "? a", "[a]", "{a: b}", ",", "<<", "=",
    "a\nb", "a\n", "\na", "a\n\n", " a\nb", "a\n b", "a\r\nb", "a\x85b", "a\u2028b", "a\xa0b", "《a》：b", "（一）", "１２：００", "ａ：ｂ", "---", "...",
    "a\n---\nb", "a\n# b", "é", "_a", "ｎｏ", "a：b", "😀", "𠮷",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(TRAPS), st.text(max_size=30).filter(lambda text: not CONTROL.search(text)))
KEYS = TEXTS.filter(lambda text: text != "<<")  # refused as a key however it is written
VALUES = st.recursive(
    TEXTS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def key(text: str) -> str:
    return text if text and text != "<<" else "x"


def mapping(values: Any) -> dict[str, Any]:
    """A value as one field of a record of no kind in particular."""
    return {"unknown": values}


def written(values: dict[str, Any]) -> str:
    return yaml_write.written("opportunities", values, LANGUAGES)


def old(text: str) -> Any:
    """As readers by YAML 1.1 take it."""
    return yaml.load(text, yaml.SafeLoader)


def new(text: str) -> Any:
    """As readers by YAML 1.2 take it."""
    return YAML(typ="safe", pure=True).load(StringIO(text))


@pytest.mark.parametrize("text", TRAPS)
def test_a_text_is_a_text_to_every_reader(text: str) -> None:
    """As a field, a key, an item and an item's field: no reader makes a number, a moment or a flag of it, or loses a sign."""
    if CONTROL.search(text):
        return
    values = {
        "title": text,
        "summary": {"zh": text},
        "keywords": [text],
        "changes": [{"what": text, "why": text}],
        "x": {key(text): "x"},
    }
    for read in (yaml_core.parse, old, new):
        assert read(written(values)) == values, read


@given(VALUES)
def test_any_values_come_back(values: Any) -> None:
    """Whatever a file can hold, three readers by two versions of YAML read it back as it was."""
    for read in (yaml_core.parse, old):
        assert read(written(mapping(values))) == mapping(values)


@given(VALUES)
def test_writing_again_changes_nothing(values: Any) -> None:
    """The form of a written text is the text itself."""
    text = written(mapping(values))
    assert yaml_write.canonical("opportunities", text, LANGUAGES) == text


def test_numbers_and_flags_stay_what_they_are() -> None:
    """A field that counts holds a number for every reader; what is no number there stays as it was typed, for the check to name."""
    values: dict[str, Any] = {"needed": "6", "filled": "010", "sample": True, "shifts": [{"needed": "0", "start": "08:00"}]}
    for read in (old, new):
        assert read(written(values)) == values | {"needed": 6, "shifts": [{"needed": 0, "start": "08:00"}]}


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda part: getattr(part, "stem", part))
def test_real_files_keep_their_meaning(kind: str, path: Any) -> None:
    """Every file of the real and of the sound edition means the same in its written form, which is one form."""
    text = path.read_text("utf-8")
    form = yaml_write.canonical(kind, text, LANGUAGES)
    assert yaml_core.parse(form) == yaml_core.parse(text)
    assert yaml_write.canonical(kind, form, LANGUAGES) == form
    assert not any(isinstance(value, date) for _, value in yaml_core.fields_of(old(form)))


def test_fields_stand_in_the_models_order() -> None:
    """Fields by the model, languages by the edition, unknown fields last as they came."""
    text = "zz: a\nstatus: open\naa: b\nshifts:\n- {end: '12:00', date: '2026-12-01'}\ntitle: {en: b, zh: a}\n"
    assert yaml_write.canonical("opportunities", text, LANGUAGES) == (
        "title:\n  zh: a\n  en: b\nstatus: open\nshifts:\n  - date: '2026-12-01'\n    end: '12:00'\nzz: a\naa: b\n"
    )


COMMENTED = """\
# yaml-language-server: $schema=../schema.json
# head

task: gate   # behind
title: |  # of the block
  # no comment
  two
# before shifts
shifts:
  # first
  - start: "07:00" # seven
    # date
    date: 2026-12-01
  -
    end: 'x # no'  # last
keywords: [a, "b # no"]  # of the list
# end
"""
KEPT = """\
# yaml-language-server: $schema=../schema.json
# head
title: |
  # no comment
  two
# of the list
keywords:
  - a
  - 'b # no'
# behind
task: gate
# before shifts
shifts:
  # first
  # seven
  # date
  - date: '2026-12-01'
    start: '07:00'
  # last
  - end: 'x # no'
# end
"""


def test_comments_stay_with_what_they_speak_of() -> None:
    """A comment before a field moves with it; one behind a value comes to stand before it; none is lost, none is made."""
    form = yaml_write.canonical("opportunities", COMMENTED, LANGUAGES)
    assert form.replace("# of the block\n", "") == KEPT
    assert form.count("# of the block\n") == 1
    assert yaml_write.canonical("opportunities", form, LANGUAGES) == form


REMARKS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=8).map(lambda text: f"# {text}".rstrip())


@given(st.lists(st.tuples(st.sampled_from(["title", "owner", "task", "place"]), TEXTS, REMARKS), unique_by=lambda row: row[0]))
def test_no_comment_is_lost(rows: list[tuple[str, str, str]]) -> None:
    """Each comment before a field is there once after writing, and once again."""
    lines = [f"{remark}\n{written({key: text})}" for key, text, remark in rows]
    form = yaml_write.canonical("opportunities", "# head\nsample: true\n" + "".join(lines), LANGUAGES)
    found = [remark for remarks in yaml_write.comments_of(form).values() for remark in remarks]
    assert sorted(found) == sorted(["# head", *(remark for _, _, remark in rows)])
    assert yaml_write.canonical("opportunities", form, LANGUAGES) == form
