"""What a problem says, in both languages, and how problems are ordered."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import MESSAGES, Problem, has_errors, in_order, nearest, shown

GENERATOR = Path(__file__).parent.parent / "generator"
NAMES = (
    "found", "expected", "name", "help", "kind", "vocabulary", "base", "day", "since", "end", "successor", "area", "unit", "task",
)  # fmt: skip
FILLED = {name: name.upper() for name in NAMES} | {"known": ("KNOWN",), "areas": ("AREAS",)}
HAN = re.compile("[\u4e00-\u9fff]")

problems = st.lists(
    st.builds(
        Problem, st.sampled_from("ab"), st.sampled_from(["bad-yaml", "empty-text"]), st.integers(0, 2), st.integers(0, 2),
        severity=st.sampled_from(["error", "warning"]),
    )
)  # fmt: skip


def blanks(code: str, lang: str) -> set[str]:
    """The names of the blanks in both sentences of a message."""
    return {name for sentence in MESSAGES[code][lang] for _, name, _, _ in string.Formatter().parse(sentence) if name}


# --- the sentences -------------------------------------------------------------------------------------------------


def test_both_languages() -> None:
    """Every message says what and how to mend it, in Chinese and in English."""
    assert [code for code, said in MESSAGES.items() if set(said) != {"zh", "en"}] == []
    assert [code for code, said in MESSAGES.items() if any(len(told) != 2 or not all(told) for told in said.values())] == []
    assert [code for code, said in MESSAGES.items() if not HAN.search(said["zh"][0])] == []
    assert [code for code, said in MESSAGES.items() if HAN.search(said["en"][0] + said["en"][1])] == []


def test_same_blanks() -> None:
    """Both languages have the same blanks, and only such as are ever filled."""
    assert [code for code in MESSAGES if not blanks(code, "zh") | blanks(code, "en") <= set(FILLED)] == []
    assert [code for code in MESSAGES if blanks(code, "zh") != blanks(code, "en")] == []


def test_fills_its_blanks() -> None:
    """Given its values, a message shows each of them and leaves no brace open."""
    for code in MESSAGES:
        for lang in ("zh", "en"):
            problem = Problem("a.yml", code, values=FILLED)
            text = problem.message(lang) + problem.hint(lang)
            assert [name for name in blanks(code, lang) if name.upper() not in text] == [], code
            assert "{" not in text.replace("{date: …, reason: …}", ""), code


def test_without_values() -> None:
    """A message can be told even if a value is missing."""
    for code in MESSAGES:
        problem = Problem("a.yml", code)
        assert all((problem.message("zh"), problem.message("en"), problem.hint("zh"), problem.hint("en"))), code


def test_other_languages_get_chinese() -> None:
    """Any language but English is answered in Chinese."""
    problem = Problem("a.yml", "empty-file")
    assert problem.message("fr") == problem.message("zh") == problem.message()


@given(found=st.text())
def test_values_are_no_templates(found: str) -> None:
    """Braces and percent signs in what was typed are shown as they are."""
    assert found.strip() in Problem("a.yml", "bad-date", values={"found": f"{found}{{0}}%s"}).message()


def test_row() -> None:
    """A problem as JSON has the keys that editors' tools rely on."""
    row = Problem("a.yml", "unknown-field", 3, 5, "hour", values={"found": "hour", "known": ("hours",)}).row("en")
    assert row == {
        "file": "a.yml", "line": 3, "column": 5, "field": "hour", "code": "unknown-field", "severity": "error",
        "message": "unknown field “hour”", "hint": "Did you mean “hours”? Fields here: hours.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("水", "水", "水"), (3, "3", "3"), (("a", "b"), "a、b", "a, b"), ([], "", ""), ({"zh": "水", "en": "water"}, "水", "water"),
        (tuple("abcdefghijklmn"), "a、b、c、d、e、f、g、h、i、j、k、l …", "a, b, c, d, e, f, g, h, i, j, k, l …"),
    ],
)  # fmt: skip
def test_shown(value: Any, zh: str, en: str) -> None:
    """Lists are joined as each language does, long ones cut, and words in two languages chosen from."""
    assert (shown(value, "zh"), shown(value, "en")) == (zh, en)


# --- did you mean --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "guess"),
    [
        ("hour", "hours"), ("Hours", "hours"), ("HOURS", "hours"), ("phnoe", "phone"), ("titel", "title"),
        ("xyz", ""), ("", ""), ("电话", ""), ("t", ""),
    ],
)  # fmt: skip
def test_nearest(found: str, guess: str) -> None:
    """A misspelt word is guessed, whatever its case; a strange one is not."""
    assert nearest(found, ("title", "hours", "phone")) == guess


@pytest.mark.parametrize("known", [None, "hours", (), [], 7])
def test_nearest_needs_a_list(known: object) -> None:
    """Without a list of known words nothing is guessed."""
    assert nearest("hours", known) == ""


words = st.text(st.sampled_from("abc-"), min_size=1, max_size=6)


@given(words=st.lists(words, max_size=8), found=words)
def test_nearest_is_steady(words: list[str], found: str) -> None:
    """A guess is one of the known words, and the order of the words changes nothing."""
    guess = nearest(found, words)
    assert guess == "" or guess in words
    assert nearest(found, words[::-1]) == guess


# --- order ---------------------------------------------------------------------------------------------------------


@given(found=problems)
def test_in_order(found: list[Problem]) -> None:
    """Problems come sorted by place, each once, and sorting again changes nothing."""
    ordered = in_order(found)
    assert set(ordered) == set(found)
    assert len(ordered) == len(set(found))
    assert [problem.order for problem in ordered] == sorted(problem.order for problem in ordered)
    assert in_order(ordered) == ordered


def test_problems_with_other_values_are_others() -> None:
    """Two problems at one place with different values are both told."""
    one, other = (Problem("site.yml", "missing-field", 1, 1, "terms", values={"found": name}) for name in ("units", "levels"))
    assert in_order([one, other, one]) == [one, other]


@given(found=problems)
def test_has_errors(found: list[Problem]) -> None:
    """A warning alone is no error."""
    assert has_errors(found) == ("error" in [problem.severity for problem in found])


# --- the code ------------------------------------------------------------------------------------------------------

# Which argument of a call is a code.
CALLS = {"Problem": 1, "Refusal": 0, "Find": 1, "_refuse": 0, "_text_of": 1, "PydanticCustomError": 0, "problem": 2}


def codes_in(source: str) -> set[str]:
    """Every code that a module's calls name outright."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = CALLS.get(name)
            if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                found.add(node.args[place].value)  # type: ignore[attr-defined]
    return {code for code in found if isinstance(code, str)}


CHECKING = [
    "yaml_core",
    "load",
    "privacy",
    *(path.relative_to(GENERATOR).with_suffix("").as_posix() for path in sorted(GENERATOR.glob("rules/*.py"))),
    "scheduled",
    "overrides",
    "faults",
    "bases",
    "survey",
    "check",
    "search/acceptance",
    "search/doubts",
    "model/values",
    "model/divisions",
    "model/tiles",
    "model/edition",
]


@pytest.mark.parametrize("module", CHECKING)
def test_every_code_used_has_a_message(module: str) -> None:
    """No module names a code that has no message."""
    assert codes_in((GENERATOR / f"{module}.py").read_text(encoding="utf-8")) <= set(MESSAGES)


def test_no_message_is_idle() -> None:
    """Every message is named somewhere in the code that checks."""
    sources = "".join((GENERATOR / f"{module}.py").read_text(encoding="utf-8") for module in CHECKING)
    assert [code for code in MESSAGES if f'"{code}"' not in sources] == []
