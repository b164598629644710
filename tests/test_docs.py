"""The documents: what they name exists, and both languages say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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


def test_every_written_page_is_in_the_menu() -> None:
    """Each page of `docs/`, in both languages, stands in the menu that MkDocs is given."""
    menu = re.findall(r"^  - (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(menu) == sorted([*PAGES, *(f"en/{page}" for page in PAGES)])
