"""Projects to build in tests: the real one, built once, and copies with the sound edition to change at will."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import editions
from filelock import FileLock

from generator import build, history
from generator.check import check
from generator.site import Site
from generator.survey import Checked

ROOT = editions.TESTS.parent
CONTENT = ROOT / "content"
CONFIG = ROOT / "mkdocs.yml"
TODAY = editions.TODAY
ZHIYIN = ("-m", "generator")
MKDOCS = ("-m", "mkdocs")


SHARED = "ZHIYIN_TESTS"
"""Names the folder that all processes of one run share; `conftest.py` makes it."""


@cache
def scratch() -> Path:
    """A folder that lasts as long as the tests of this process."""
    folder = Path(tempfile.mkdtemp(prefix="zhiyin-tests-")).resolve()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder made by the first process of a run that asks for it; the others wait, and read it."""
    folder = Path(os.environ.get(SHARED, scratch())) / name
    done = folder.with_name(f"{name}.done")
    with FileLock(f"{folder}.lock"):
        if not done.exists():
            # What an attempt that failed has left: the next who asks is to hear of its fault, not of that.
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


# --- projects ------------------------------------------------------------------------------------------------------


def project(folder: Path, content: Path = editions.SOUND) -> Path:
    """A project of its own, with a copy of some content, the real hand-written pages and the real theme."""
    bare_project(folder, content)
    for name in ("frames", "templates"):
        shutil.copytree(_cache(content) / name, folder / build.CACHE / name)
    return folder


def bare_project(folder: Path, content: Path = editions.SOUND) -> Path:
    """The same without what spares a first build MkDocs' run and the compiling of templates."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(content, folder / "content")
    if history.is_kept(content):
        shutil.copytree(history.folder_of(content), folder / history.FOLDER)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(CONFIG, folder)
    return folder


@cache
def _cache(content: Path) -> Path:
    """What a first build of some content leaves in its cache: made once."""
    name = sha256(str(content).encode()).hexdigest()[:12]
    return once(name, lambda folder: build_in(bare_project(folder, content))) / build.CACHE


def build_in(folder: Path, site: str = "site", today: date = TODAY) -> build.Result:
    """Build a project in this process."""
    return build.build(build.Project(folder / "content", folder / site, folder / "mkdocs.yml", today))


def clean_build(folder: Path, today: date = TODAY) -> dict[str, bytes]:
    """What a build of the same project gives that knows of no earlier one."""
    fresh = Path(tempfile.mkdtemp(dir=scratch()))
    for name in ("content", history.FOLDER):
        if (folder / name).is_dir():
            shutil.copytree(folder / name, fresh / name)
    shutil.copy(folder / "mkdocs.yml", fresh)
    (fresh / build.CACHE).mkdir()
    # Written pages and compiled templates are taken as they are: both are made anew where their sources changed.
    for name in ("docs", f"{build.CACHE}/frames", f"{build.CACHE}/templates"):
        (fresh / name).symlink_to(folder / name)
    result = build_in(fresh, today=today)
    assert result.report is not None, result.problems
    files = tree(fresh / "site")
    shutil.rmtree(fresh)
    return files


# --- built once ----------------------------------------------------------------------------------------------------


@cache
def real_site() -> Path:
    """The real content, built. Its cache is the test's own."""
    return once("real", _build_real) / "site"


def _build_real(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(CONFIG, folder)
    for name in ("content", "docs", "generator"):
        (folder / name).symlink_to(ROOT / name)
    result = build_in(folder)
    assert result.report is not None, result.problems


@cache
def sound_project() -> Path:
    """The sound edition, built. Tests read it and change nothing."""
    return once("sound", _build_sound)


def _build_sound(folder: Path) -> None:
    result = build_in(project(folder))
    assert result.report is not None, result.problems


EXAMPLES = ("typhoon", "typhoon-town")
LATER = date(2030, 1, 1)
"""The examples have a fixed day of their own, so that none of their needs runs out before the tests do."""


@cache
def example(name: str) -> Path:
    """An example edition, built: larger than the sound one, far smaller than the real one. Tests read it and change nothing."""
    return once("examples", _build_examples) / name


def _build_examples(folder: Path) -> None:
    """Both side by side, for the town stands on the county."""
    shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns("site", build.CACHE))
    for name in EXAMPLES:
        result = build_in(folder / name, today=LATER)
        assert result.report is not None, result.problems


def sound_site() -> Path:
    return sound_project() / "site"


def built(folder: Path) -> Path:
    """A copy of the sound edition as it was built, to change at will and build again."""
    return shutil.copytree(sound_project(), folder)


@cache
def checked(content: Path) -> Checked:
    return check(content, TODAY)


def site_of(content: Path) -> Site:
    """The graph of some content on the tests' day."""
    found = checked(content)
    return Site(found, found.edition.clock(TODAY).isoformat())


# --- looking -------------------------------------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    """Every file below a folder with the time it was last written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files in which two trees differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def run(
    *arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """A command of this Python, heard in UTF-8, and told what it asks for."""
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "NO_MKDOCS_2_WARNING": "1"} | (env or {})
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env=surroundings,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def edit(file: Path, change: Callable[[str], str]) -> None:
    """Change a file's text."""
    text = file.read_text("utf-8")
    changed = change(text)
    assert changed != text, f"nothing changed in {file.name}"
    file.write_text(changed, "utf-8")


def told(misses: list[Any], limit: int = 40) -> str:
    """Misses as lines, not too many."""
    return "\n".join(map(str, misses[:limit])) + (f"\n… {len(misses)} in all" if len(misses) > limit else "")
