"""Every kind of page is HTML as the W3C and WHATWG write it down; `make audit` has the newest checker look at it too."""

from __future__ import annotations

import re
from pathlib import Path

import projects

from tests.audit import vnu
from tests.shots import PAGES


def _file(path: str) -> Path:
    return projects.real_site() / (path if path.endswith(".html") else f"{path}index.html")


def test_the_checker_finds_nothing() -> None:
    """The HTML checker has no error and no warning for any kind of page, on screen, on paper or in a file of its own."""
    alone = projects.real_site().rglob("print/*.html")
    assert projects.told(vnu.told([*map(_file, PAGES.values()), *alone])) == ""


def test_no_gap_stands_between_chinese_sentences() -> None:
    """A space after a Chinese full stop is a hole in the line: whatever templates put side by side leaves none."""
    gap = re.compile("[\u4e00-\u9fff]{6}[。；！？] [\u4e00-\u9fff·][^<]{0,9}")
    found = {path: gap.findall(_file(path).read_text("utf-8")) for path in PAGES.values() if not path.startswith("en/")}
    assert {path: told for path, told in found.items() if told} == {}


def test_the_checker_finds_faults(tmp_path: Path) -> None:
    """It does tell of an id that stands twice, of a directive it should not know, and of a heading that holds nothing."""
    head = '<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="trusted-type zhiyin"><title>x</title>'
    page = f"<!doctype html><html lang=en><head>{head}</head><body><p id=a>a</p><p id=a>b</p><h1></h1></body></html>"
    (tmp_path / "faulty.html").write_text(page, "utf-8")
    said = "\n".join(vnu.told([tmp_path / "faulty.html"]))
    assert [word for word in ("Duplicate ID", "trusted-type", "Empty heading") if word not in said] == []
