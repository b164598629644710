"""The documents: what they name exists, and both languages say the same."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from generator import cli
from generator.words import WORDS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))


def _modules() -> list[str]:
    names = {path.relative_to(ROOT / "generator").parts[0] for path in (ROOT / "generator").rglob("*.py")}
    return sorted(f"{name}/" if not name.endswith(".py") else name[:-3] for name in names if not name.startswith("__"))


@pytest.mark.parametrize("page", ["architecture.md", "en/architecture.md"])
def test_every_module_is_on_the_page_of_the_architecture(page: str) -> None:
    """A newcomer finds every module, with its job, on the one page about how it is made."""
    text = (DOCS / page).read_text("utf-8")
    assert [name for name in _modules() if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_sections(page: str) -> None:
    """A link into a written page leads to the same section in either language."""
    anchors = [re.findall(r"\{#([\w-]+)\}", (folder / page).read_text("utf-8")) for folder in (DOCS, DOCS / "en")]
    assert anchors[0] == anchors[1]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/edit.md", "docs/en/edit.md"])
def test_commands_named_are_commands_there_are(page: str) -> None:
    """Every `make` command a document names is a target, and every file it links to is there."""
    text = (ROOT / page).read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
    assert named <= targets
    links = [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not link.startswith("../")]
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


# --- commands as documents name them ------------------------------------------------------------------------------


_CODE = re.compile(r"^ *```\w*\n(.*?)^ *```$|(?<!`)`([^`\n]+)`(?!`)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^|[\s/])zhiyin ([a-z][^\n;|>&]*)", re.MULTILINE)
_SHIPPED = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *(file for folder in ("docs", "examples", "deploy", "generator") for file in (ROOT / folder).rglob("*.md")),
    )
    if "site" not in path.parts
)


def _commands(text: str) -> list[list[str]]:
    """Every call of the command that stands in a document as code, split into its words."""
    code = (block or span for block, span in _CODE.findall(text))
    return [shlex.split(call, comments=True) for part in code for call in _COMMAND.findall(part)]


def _parsers() -> dict[str, argparse.ArgumentParser]:
    action = next(action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(action.choices)


def _fault(name: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What is wrong with a command as a document names it: it may leave out what it needs, but not have what there is not."""
    parser = _parsers().get(name)
    if parser is None:
        return "there is no such command"
    inner = next((action for action in parser._actions if isinstance(action, argparse._SubParsersAction)), None)
    if inner is not None and words and words[0] in inner.choices:
        parser, words = inner.choices[words[0]], words[1:]
    if unknown := [word for word in words if word.startswith("--") and word.split("=")[0] not in parser._option_string_actions]:
        return f"there is no {unknown[0]}"
    if not words or words[0].startswith("-"):
        return ""
    try:
        parser.parse_args(words)
    except SystemExit:
        return capsys.readouterr().err.strip().rsplit("\n", 1)[-1]
    return ""


@pytest.mark.parametrize("page", _SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_call_of_the_command_can_be_made(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a document tells editors to type is a command there is, with options it has and as many words as it takes."""
    calls = _commands(page.read_text("utf-8"))
    faults = {" ".join(call): fault for call in calls if (fault := _fault(call[0], call[1:], capsys))}
    assert faults == {}


_OF_PHONES = {"添加订阅日历", "add a subscribed calendar"}
_EDITIONS = [path for path in _SHIPPED if path.is_relative_to(ROOT / "examples") or path.is_relative_to(ROOT / "generator")]


@pytest.mark.parametrize("page", _EDITIONS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_pages_are_said_to_say_they_say(page: Path) -> None:
    """A link or heading of the site that an edition's own pages quote is one the program writes."""
    said = {word for words in WORDS.values() for word in words.values()} | _OF_PHONES | {"指引", "示例"}
    assert set(re.findall("“([^”]+)”", page.read_text("utf-8"))) - said == set()


def test_the_handbook_names_every_command_that_editors_need() -> None:
    """Ten jobs, none of more than four steps, in both languages with the same commands."""
    texts = [(folder / "handbook.md").read_text("utf-8") for folder in (DOCS, DOCS / "en")]
    for text in texts:
        jobs = re.split(r"^## ", text, flags=re.MULTILINE)[1:-1]
        assert len(jobs) == 10
        assert all(1 < len(re.findall(r"\n(?:\d\.|-) ", job)) < 5 for job in jobs)
    named = [{call[0] for call in _commands(text)} for text in texts]
    assert named[0] == named[1]
    assert {"check", "serve", "publish", "rollback", "search", "init"} <= named[0]


def test_every_written_page_is_in_the_menu() -> None:
    """Each page of `docs/`, in both languages, stands in the menu that MkDocs is given."""
    menu = re.findall(r"^  - (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(menu) == sorted([*PAGES, *(f"en/{page}" for page in PAGES)])
