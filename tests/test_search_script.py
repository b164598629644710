"""The query module among the reader's scripts: it joins with them, is minified without harm, and knows of no page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import searching

from generator.search import engine
from generator.theme import script

MODULES = sorted(script.SCRIPTS.glob("search-*.js"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_it_knows_no_page(file: Path) -> None:
    """The module asks nothing of a browser but the language: the command runs it too."""
    code = re.sub(r"(?s:/\*.*?\*/)|//.*|\"[^\"\n]*\"|`[^`]*`", "", file.read_text("utf-8"))
    assert re.findall(r"(?<!\.)\b(?:document|window|navigator|localStorage|fetch|setTimeout|console|location)\b", code) == []


def test_it_joins_with_the_other_scripts(tmp_path: Path) -> None:
    """No name is declared twice when the interface imports it beside all others."""
    for file in script.SCRIPTS.glob("*.js"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    main = tmp_path / script.FIRST
    main.write_text(f'import {{ searcher }} from "./{engine.FIRST}";\n{main.read_text("utf-8")}\nsearcher;\n', "utf-8")
    assert "searcher" in script.join({}, tmp_path)


def test_it_works_minified(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is published answers as what is written."""
    whole = script.expression
    monkeypatch.setattr(script, "expression", lambda first, names: str(script.rjsmin.jsmin(whole(first, names))))
    files = searching.made()
    assert searching.keys(searching.over(files).answer("xundi", lang="zh"))[:1] == ["guidelines/dyke-watch"]
