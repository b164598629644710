"""Which style sheets and scripts a layout has."""

from __future__ import annotations

from pathlib import Path

import editions
import projects
import pytest

from generator.text import Speech
from generator.theme import assets, script
from generator.theme.frame import SHEETS

EDITION = projects.checked(editions.SOUND).edition
LANG = EDITION.main


def made(monkeypatch: pytest.MonkeyPatch, folder: Path) -> assets.Assets:
    """Assets of a program whose layout `boats` has a script and a style sheet of its own."""
    (folder / "assets").mkdir(parents=True)
    for path in (assets.OVERRIDES / "assets").iterdir():
        (folder / "assets" / path.name).write_bytes(path.read_bytes())
    (folder / "assets" / "boats.css").write_text(".boats { top: 0 }", "utf-8")
    (folder / "main.js").write_text("every();\n", "utf-8")
    (folder / "layout-boats.js").write_text("boats();\n", "utf-8")
    monkeypatch.setattr(assets, "OVERRIDES", folder)
    monkeypatch.setattr(assets, "layouts", lambda: script.layouts(folder))
    monkeypatch.setattr(assets, "join", lambda words, first: script.join(words, folder, first))
    speeches = {language.code: Speech(EDITION, language.code) for language in EDITION.languages}
    found = assets.Assets(EDITION, speeches, integrity=False)
    found.make("", [])
    return found


def test_a_layout_has_what_is_named_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`assets/NAME.css` and `layout-NAME.js` come on top of what every page has, in that layout and in no other."""
    found = made(monkeypatch, tmp_path)
    assert [asset.path for asset in found.styles("boats")] == ["assets/zhiyin.css", "assets/boats.css"]
    assert [asset.path for asset in found.styles("page")] == ["assets/zhiyin.css"]
    own = found.own_script("boats", LANG)
    assert own is not None
    assert "boats()" in found.contents[own.path]
    assert "boats()" not in found.contents[found.script(LANG).path]
    assert found.own_script("page", LANG) is None


def test_the_licence_goes_with_what_it_is_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A part of the theme's style sheet is published: so is its licence, with the names of those who made it."""
    found = made(monkeypatch, tmp_path)
    assert "Martin Donath" in found.contents["assets/material-licence.txt"]
    assert "assets/material-licence.txt" in found.paths


def test_every_file_that_is_linked_is_published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What layouts link to is among the files that MkDocs is told of, and has content."""
    found = made(monkeypatch, tmp_path)
    for layout in ("page", "boats", *SHEETS):
        linked = [*found.styles(layout), found.script(LANG), *filter(None, [found.own_script(layout, LANG)])]
        assert {asset.path for asset in linked} <= set(found.paths)
        assert all(found.contents[asset.path] for asset in linked)
    assert len(found.paths) == len(set(found.paths))
