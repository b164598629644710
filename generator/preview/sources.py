"""Which file an editor changes to change a page."""

from __future__ import annotations

from pathlib import Path

from generator import load
from generator.build import Project
from generator.model.kinds import KIND_NAMES
from generator.pages import Page
from generator.site import Site


def source_of(path: str, page: Page | None, site: Site | None, project: Project) -> Path:
    """The record of a page that shows one; the folder of a list; the text of a hand-written page; else what is said of the edition."""
    if page is None or site is None:
        return _written(path, project) or project.content / load.SITE
    kind = next((part for part in page.kind.path.split("/") if part in KIND_NAMES), "")
    entry = site.all.get(kind, {}).get(page.id)
    if entry is not None:
        return project.content / entry.file
    folder = project.content / kind
    return folder if kind and folder.is_dir() else project.content / load.SITE


def _written(path: str, project: Project) -> Path | None:
    """The Markdown of a hand-written page."""
    stem = path.removesuffix("index.html").rstrip("/")
    places = (project.docs / f"{stem}.md", project.docs / stem / "index.md")
    return next((place for place in places if place.is_file()), None)
