"""A new edition, as somebody makes it who has installed the package and never seen its repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import projects

DAY = ("--today", "2026-12-01")


def edition() -> Path:
    """The folder of a new edition with all usual answers, checked and built by the installed package. Tests read it only."""
    return projects.once("started", _make) / "edition"


def _make(folder: Path) -> None:
    folder.mkdir()
    package = _installed(folder)
    for arguments in (("init", "edition", "--yes"), ("check",), ("build",)):
        place = folder if arguments[0] == "init" else folder / "edition"
        done = projects.run(*projects.ZHIYIN, *arguments, *DAY, cwd=place, env={"PYTHONPATH": str(package)})
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / f"{arguments[0]}.txt").write_text(done.stdout + done.stderr, "utf-8")


def _installed(folder: Path) -> Path:
    """The package as it is installed from a wheel: what is missing in the wheel is missing here."""
    source = folder / "source"
    shutil.copytree(projects.ROOT / "generator", source / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(projects.ROOT / name, source)
    wheel = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", wheel, str(folder)], cwd=source, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "package")
    return folder / "package"
