"""Runs MkDocs on the hand-written pages and the specimens, in a process of its own, and keeps what it built.

MkDocs and its theme take most of a second and 60 MB to load; a build whose hand-written pages and settings have not
changed does without them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from generator.load import digest

_DONE = ".done"


class BrokenSetUp(Exception):
    """MkDocs could not build: its own words are the message."""


class Engine:
    """One run of MkDocs: started early, waited for when its pages are needed."""

    def __init__(self, config: Path, content: Path, folder: Path, key: bytes, today: date, integrity: bool) -> None:
        self.folder = folder / key.hex()
        self._process: subprocess.Popen[str] | None = None
        if (self.folder / _DONE).is_file():
            return
        for stale in folder.glob("*"):
            shutil.rmtree(stale, ignore_errors=True)
        arguments = [str(config), str(content), str(self.folder), today.isoformat(), "integrity" if integrity else ""]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator.theme.engine", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )

    def built(self) -> Path:
        """The folder with everything MkDocs built. Raises `BrokenSetUp`."""
        if self._process is not None:
            said, _ = self._process.communicate()
            if self._process.returncode:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise BrokenSetUp(said.strip())
            (self.folder / _DONE).touch()
            self._process = None
        return self.folder

    def stop(self) -> None:
        """End a run whose pages are not wanted after all."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            self._process.communicate()


def key_of(config: Path, docs: Path, program: bytes, site: bytes) -> bytes:
    """Changes whenever the hand-written pages or a shell might."""
    pages = sorted(path for path in docs.rglob("*") if path.is_file())
    parts = [path.relative_to(docs).as_posix().encode() + b"\0" + digest(path.read_bytes()) for path in pages]
    return digest(b"\n".join([program, site, config.read_bytes(), *parts]))


def run(config_file: str, content: str, folder: str, today: str, integrity: str) -> None:
    """Build with MkDocs into a folder, shells and all, and nothing more."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(config_file, site_dir=folder, strict=True)
    plugin = config.plugins["zhiyin"]
    plugin.config.update({"content": os.path.abspath(content), "today": today, "integrity": bool(integrity), "frames_only": True})
    build(config)


def main() -> int:
    """`python -m generator.theme.engine CONFIG CONTENT FOLDER TODAY INTEGRITY`."""
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    from mkdocs.exceptions import MkDocsException

    try:
        run(*sys.argv[1:])
    except MkDocsException as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
