"""What MkDocs is told at each of its events: settings from the edition, specimens among the pages, a frame for each.

Written against the events of MkDocs 1.6, which ProperDocs keeps. Nothing else of MkDocs is touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from generator.model.edition import Edition, Language
from generator.text import Speech
from generator.theme.assets import OVERRIDES, Assets
from generator.theme.frame import SECTIONS, Frame, Shape, specimen

SHELL_FOLDER = "zhiyin-shells"
"""Where specimens are built; the folder is taken out of the site again."""
# Of Material's files only its main stylesheet is read: no script of its runs here, and fonts are the system's.
_THEME_STYLE = "assets/stylesheets/main."


class Layout(NamedTuple):
    """A layout with depth and section, as pages have it, and whether it is there in converted languages too."""

    name: str
    depth: int
    section: str
    converted: bool


class Hooks:
    """The events of one build."""

    def __init__(self, edition: Edition, layouts: Iterable[Layout], integrity: bool = False, ledger: bool = False) -> None:
        self.edition = edition
        self.has_ledger = ledger
        self.languages = {layout[:3]: languages_of(edition, layout.converted) for layout in layouts}
        self.shapes = {
            shape.name: shape
            for (layout, depth, section), languages in self.languages.items()
            for shape in (Shape(layout, language.code, depth, section) for language in languages)
        }
        self.speeches = {language.code: Speech(edition, language.code) for language in edition.languages}
        self.assets = Assets(edition, self.speeches, integrity)
        self.docs: dict[str, list[tuple[str, str]]] = {lang: [] for lang in edition.codes}
        self._generated: dict[str, Any] = {}
        self._theirs = ""

    def config(self, config: Any) -> None:
        """Name, address and theme come from the edition; MkDocs' own error page and sitemap are left out."""
        speech = self.speeches[self.edition.main]
        config.site_name = speech.plain(self.edition.title)
        config.site_url = self.edition.url
        config.use_directory_urls = True
        config.theme.static_templates = set()
        # Here and not in `mkdocs.yml`, so that an edition anywhere needs to know nothing of where this program lies.
        config.theme.dirs.insert(0, str(OVERRIDES))

    def files(self, files: Any, config: Any, file_type: Any) -> Any:
        """Add the specimens and our own style sheets and scripts, to be filled later; drop what Material ships."""
        for file in list(files):
            name = file.src_uri
            if name.startswith(_THEME_STYLE) and name.endswith(".css"):
                self._theirs = Path(file.abs_src_path).read_text("utf-8")
            if name.startswith("assets/") or name == "sitemap.xml":
                files.remove(file)
        for path in self.assets.paths:
            self._generated[path] = file_type.generated(config, path, content="")
            files.append(self._generated[path])
        for shape in self.shapes.values():
            files.append(
                file_type.generated(config, f"{SHELL_FOLDER}/{shape.name}.md", content=f"---\nspecimen: {shape.name}\n---\n")
            )
        return files

    def pages(self, pages: Iterable[Any]) -> None:
        """All hand-written pages of the menu are read: remember their titles, and make the style sheet that they need."""
        pages = list(pages)
        for page in pages:
            lang, path = self._place(page.file.url)
            self.docs[lang].append((path, str(page.title)))
        self.assets.make(self._theirs, [page.content for page in pages], {lang: self._own(lang) for lang in self.speeches})
        for path, file in self._generated.items():
            file.content_string = self.assets.contents[path]

    def _own(self, lang: str) -> set[str]:
        """The sections that a language has pages of."""
        return {section for (_, _, section), languages in self.languages.items() if _has(languages, lang)}

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
            frame.languages = self.languages[shape.layout, shape.depth, shape.section]
        else:
            lang, path = self._place(page.file.url)
            shape = Shape("page", lang, path.count("/"), "none")
            description = page.meta.get("description") or self.speeches[lang].plain(self.edition.description)
            frame = Frame(self.edition, self.speeches[lang], shape, str(page.title), description, path)
            frame.languages = languages_of(self.edition)
        frame.has_ledger = self.has_ledger
        frame.docs = self.docs[frame.speech.lang]
        frame.own = self._own(shape.lang)
        frame.styles = self.assets.styles(shape.layout)
        frame.script = self.assets.script(shape.lang)
        frame.own_script = self.assets.own_script(shape.layout, shape.lang)
        frame.icon = self.assets.icon
        return frame


def languages_of(edition: Edition, converted: bool = False) -> list[Language]:
    """The languages of a page: all that are written, and those that are converted if the page is worth it."""
    return [language for language in edition.languages if converted or not language.convert]


def _has(languages: Iterable[Language], code: str) -> bool:
    return any(language.code == code for language in languages)


def layouts_of(pages: Iterable[tuple[str, str, str, bool]]) -> list[Layout]:
    """The layout of every kind of page, from its layout, path pattern and section, and whether it is converted."""
    found: dict[tuple[str, int, str], bool] = {}
    for name, path, section, converted in pages:
        place = (name, path.count("/"), section)
        found[place] = found.get(place, False) or converted
    rows = [Layout(*place, converted) for place, converted in found.items()]
    return sorted(rows, key=lambda row: (row.name, row.depth, SECTIONS.index(row.section)))
