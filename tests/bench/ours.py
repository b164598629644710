"""Zhiyin as the benchmark runs it: always the command, always a fresh process."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from . import measure

ABOUT = "# 关于本站\n\n这是量速度用的版本。\n记录都是虚构的，只为了看生成要多久。\n"
_CONFIG = """site_name: 指引
docs_dir: docs
site_dir: site
strict: true
theme:
  name: material
  font: false
plugins:
  - zhiyin
nav:
  - about.md
"""
_BUILT = re.compile(r"(\d+) files, (\d+) written, (\d+) removed")


class Zhiyin:
    """Projects that share one content folder; each has its own settings, hand-written page, cache and site."""

    def __init__(self, base: Path, content: Path, cap: float) -> None:
        self.base = base
        self.content = content
        self.cap = cap
        self.project = base

    def cold(self, name: str) -> measure.Ran:
        """Build in a new project, with no cache and no site. Nothing is deleted first: that would slow the writing."""
        self._begin(name)
        return measure.run(self._command(), self.project, self.cap)

    def again(self) -> measure.Ran:
        """Build the newest project once more."""
        return measure.run(self._command(), self.project, self.cap)

    def peak(self) -> measure.Peak:
        """Peak memory of a build in a new project, which is not timed."""
        self._begin("memory")
        return measure.peak(self._command(), self.project, self.cap)

    @property
    def site(self) -> Path:
        return self.project / "site"

    def _begin(self, name: str) -> None:
        self.project = self.base / name
        (self.project / "docs").mkdir(parents=True)
        (self.project / "docs" / "about.md").write_text(ABOUT, "utf-8")
        (self.project / "mkdocs.yml").write_text(_CONFIG, "utf-8")

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "generator", "build", "--content", str(self.content), "--lang", "en"]


def shipped(base: Path, cap: float) -> measure.Ran:
    """A cold build of the project's own content, in copies of its folders."""
    for name in ("content", "docs"):
        shutil.copytree(measure.ROOT / name, base / name)
    shutil.copy(measure.ROOT / "mkdocs.yml", base)
    return measure.run([sys.executable, "-m", "generator", "build", "--lang", "en"], base, cap)


def written(ran: measure.Ran) -> int:
    """How many files a build says it wrote."""
    found = _BUILT.search(ran.said)
    return int(found[2]) if found else -1


# --- looking at what was built -------------------------------------------------------------------------------------


def files_of(site: Path) -> list[tuple[str, int]]:
    """Path and bytes of every file of a site."""
    return [(path.relative_to(site).as_posix(), path.stat().st_size) for path in sorted(site.rglob("*")) if path.is_file()]


def pages_of(site: Path) -> int:
    """How many HTML pages a site has."""
    return sum(1 for _ in site.rglob("*.html"))


def split(page: Path) -> tuple[int, int]:
    """Bytes of a page's body, and of everything around it."""
    html = page.read_bytes()
    body = html.rindex(b"</main>") + len(b"</main>") - html.index(b"<main")
    return body, len(html) - body


def mean(numbers: Sequence[int]) -> int:
    return round(sum(numbers) / max(len(numbers), 1))
