"""What MkDocs is told at each of its events: settings from the edition, specimens among the pages, a frame for each.

Written against the events of MkDocs 1.6, which ProperDocs keeps. Nothing else of MkDocs is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.model.edition import Edition
from generator.text import Speech
from generator.theme.frame import SECTIONS, Frame, Shape, specimen

OVERRIDES = Path(__file__).parent / "overrides"
SHELL_FOLDER = "zhiyin-shells"
"""Where specimens are built; the folder is taken out of the site again."""
_STYLE = "assets/zhiyin.css"
# Of Material's files only its main stylesheet is used: no script of its runs here, and fonts are the system's.
_THEME_STYLE = "assets/stylesheets/main."


def shapes(edition: Edition, layouts: Iterable[tuple[str, int, str]]) -> list[Shape]:
    """Every shell that pages may need: each layout, depth and section in each language."""
    return [Shape(layout, lang, depth, section) for lang in edition.codes for layout, depth, section in layouts]


class Hooks:
    """The events of one build."""

    def __init__(self, edition: Edition, layouts: Iterable[tuple[str, int, str]]) -> None:
        self.edition = edition
        self.shapes = {shape.name: shape for shape in shapes(edition, layouts)}
        self.speeches = {lang: Speech(edition, lang) for lang in edition.codes}
        self.docs: dict[str, list[tuple[str, str]]] = {lang: [] for lang in edition.codes}
        self._theme_style = ""

    def config(self, config: Any) -> None:
        """Name, address and theme come from the edition; MkDocs' own error page and sitemap are left out."""
        speech = self.speeches[self.edition.main]
        config.site_name = speech.plain(self.edition.title)
        config.site_url = self.edition.url
        config.use_directory_urls = True
        config.theme.static_templates = set()

    def files(self, files: Any, config: Any, file_type: Any) -> Any:
        """Add the specimens and the edition's stylesheet; drop what Material ships and this site does not use."""
        for file in list(files):
            if self._unused(file.src_uri):
                files.remove(file)
            elif file.src_uri.startswith(_THEME_STYLE):
                self._theme_style = file.src_uri
        files.append(file_type.generated(config, _STYLE, content=self.style))
        for shape in self.shapes.values():
            files.append(
                file_type.generated(config, f"{SHELL_FOLDER}/{shape.name}.md", content=f"---\nspecimen: {shape.name}\n---\n")
            )
        return files

    @staticmethod
    def _unused(name: str) -> bool:
        theirs = name.startswith(("assets/javascripts/", "assets/images/", "assets/stylesheets/"))
        return name in (_STYLE, "sitemap.xml") or (theirs and not (name.startswith(_THEME_STYLE) and name.endswith(".css")))

    @cached_property
    def style(self) -> str:
        """Our stylesheet with the edition's colour."""
        return (OVERRIDES / _STYLE).read_text("utf-8").replace("#0b5c8a", self.edition.colour)

    @cached_property
    def stylesheets(self) -> Sequence[str]:
        return [self._theme_style, f"{_STYLE}?{sha256(self.style.encode()).hexdigest()[:8]}"]

    def pages(self, pages: Iterable[Any]) -> None:
        """Remember the hand-written pages of the menu, in its order, for the foot of every page; their titles are known now."""
        for page in pages:
            lang, path = self._place(page.file.url)
            self.docs[lang].append((path, str(page.title)))

    def _place(self, url: str) -> tuple[str, str]:
        """The language of a hand-written page, and its address in it."""
        first, _, rest = url.partition("/")
        if first in self.edition.codes and first != self.edition.main:
            return first, rest
        return self.edition.main, "" if url == "./" else url

    def frame(self, page: Any) -> Frame:
        """The frame of a page that MkDocs is about to render."""
        name = page.meta.get("specimen")
        if name:
            shape = self.shapes[name]
            frame = specimen(self.edition, self.speeches[shape.lang], shape)
        else:
            lang, path = self._place(page.file.url)
            shape = Shape("page", lang, path.count("/"), "none")
            description = page.meta.get("description") or self.speeches[lang].plain(self.edition.description)
            frame = Frame(self.edition, self.speeches[lang], shape, str(page.title), description, path)
        frame.docs = self.docs[shape.lang]
        frame.stylesheets = self.stylesheets
        return frame


def layouts_of(pages: Iterable[tuple[str, str, str]]) -> list[tuple[str, int, str]]:
    """Layout, depth and section of every kind of page, from its layout, path pattern and section."""
    found = {(layout, path.count("/"), section) for layout, path, section in pages}
    return sorted(found, key=lambda row: (row[0], row[1], SECTIONS.index(row[2])))
