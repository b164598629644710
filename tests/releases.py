"""Small sites to publish in tests, and a place that is looked at as readers and strangers would."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import editions
import projects

from generator import build
from generator.publish import Report
from generator.release import layout, pack
from generator.release.deliver import Delivery, Place, Wish, bring

PAGE = '<!doctype html><html lang="zh"><head><title>{0}</title><link rel="stylesheet" href="{1}assets/a.css"></head><body>{2}</body></html>'


def site(folder: Path, words: str = "", pages: int = 6, more: dict[str, str | bytes] | None = None) -> Path:
    """A site of so many pages, each with some words on it, and what else is asked for by path."""
    shutil.rmtree(folder, ignore_errors=True)
    files: dict[str, str | bytes] = {"assets/a.css": "a{color:red}" * 200, "index.html": PAGE.format("home", "", words)}
    for number in range(pages):
        text = f'<a href="../../">{words} {number}</a>' + f"<p id='p'>{words}</p>" * 20
        files[f"notices/n{number}/index.html"] = PAGE.format(number, "../../", text)
    for path, content in {**files, **(more or {})}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def delivery() -> Delivery:
    """A delivery of which the build is done, and nothing is known but the edition."""
    edition = projects.checked(editions.SOUND).edition
    return Delivery(build.Result([], [], Report(0, 0, 0), edition))


def publish(folder: Path, place: Place, wish: Wish | None = None) -> Delivery:
    """Publish a site that lies in a folder."""
    done = delivery()
    with place.held():
        bring(folder, place, wish or Wish(), done)
    return done


def is_whole(place: Path) -> bool:
    """Whether what readers have is one release that holds what its name says."""
    current = (place / layout.CURRENT).resolve(strict=True)
    return layout.is_name(current.name) and current.name.endswith(f"-{pack.digest_of(current)}")


def shown(place: Path) -> dict[str, bytes]:
    """What readers have, without the small copies."""
    files = projects.tree((place / layout.CURRENT).resolve(strict=True))
    return {path: data for path, data in files.items() if not path.endswith((".gz", ".br"))}


def project(folder: Path) -> Path:
    """A built project with the sound edition, whose hand-written pages name none of the real records."""
    projects.built(folder)
    for page in (folder / "docs").rglob("*.md"):
        page.write_text(re.sub(r"\((?:\.\./)+(\w+)/[a-z0-9-]+/\)", r"(../\1/)", page.read_text("utf-8")), "utf-8")
    projects.build_in(folder)
    return folder
