"""Every page of the site as an output: rendered, put into its script of Chinese, and stamped into its shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from generator.conversion import converter
from generator.load import digest
from generator.memory import program_mark
from generator.outputs import single
from generator.pages import Page, PageKind, page_key
from generator.publish import Output
from generator.render import Body, Renderer
from generator.site import Site
from generator.text import Speech
from generator.theme import hooks
from generator.theme.frame import Shape
from generator.theme.shells import Shell, cut


class Stamper:
    """Renders pages and stamps them into their shells, in every language."""

    def __init__(self, site: Site, frames: Path, templates: Path | None) -> None:
        self.site = site
        self.frames = frames
        self.templates = templates
        self.frame = digest(program_mark() + site.frame)
        # By stamper, and let go with it: the preview makes one after another.
        self.renderer, self.shell, self._frame = cache(self._renderer), cache(self._shell), cache(self._mark)

    def _renderer(self, lang: str) -> Renderer:
        folder = self.templates / lang if self.templates else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        return Renderer(self.site, Speech(self.site.edition, lang), folder)

    def _shell(self, shape: Shape) -> tuple[Shell, bytes]:
        html = (self.frames / hooks.SHELL_FOLDER / shape.name / "index.html").read_text("utf-8")
        return cut(self._converted(html, shape.lang)), digest(html.encode())

    def places(self, pages: Iterable[Page]) -> Iterator[tuple[str, Page, str]]:
        """Where pages stand: the path of each in each of its languages."""
        edition = self.site.edition
        for page in pages:
            for language in hooks.languages_of(edition, page.kind.converted):
                yield edition.folder(language.code) + page.file, page, language.code

    def outputs(self, pages: Iterable[Page]) -> Iterator[Output]:
        for path, page, lang in self.places(pages):
            yield Output(path, partial(self._key, page, lang), partial(self.make, page, lang))

    def single_files(self) -> Iterator[Output]:
        """All guidelines in one file, in every language that has them."""
        key = digest(self.frame + page_key(single.view(self.site), self.site))
        for language in hooks.languages_of(self.site.edition, converted=True):
            path = self.site.edition.folder(language.code) + single.PATH
            yield Output(path, partial(bytes, key), partial(self._single_file, language.code))

    def _single_file(self, lang: str) -> bytes:
        return self._converted(self.renderer(lang).single_file, lang).encode()

    def _converted(self, text: str, lang: str) -> str:
        conversion = self.site.edition.language(lang).convert
        return converter(conversion)(text) if conversion else text

    def _key(self, page: Page, lang: str) -> bytes:
        return digest(self._frame(page.kind, lang) + page_key(page.kind.view(self.site, page.id), self.site))

    def _shape(self, kind: PageKind, lang: str) -> Shape:
        return Shape(kind.layout, lang, kind.path.count("/"), kind.section)

    def _mark(self, kind: PageKind, lang: str) -> bytes:
        """A mark of all that stands around a kind of page: program, edition, day and shell."""
        return self.frame + self.shell(self._shape(kind, lang))[1]

    def make(self, page: Page, lang: str) -> bytes:
        """A whole page."""
        # The view is asked again: keeping those of all pages would hold the whole site in memory.
        body = self.renderer(lang).render(page, page.kind.view(self.site, page.id))
        said = Body(*(self._converted(text, lang) for text in body))
        shell, _ = self.shell(self._shape(page.kind, lang))
        return shell.stamp(said.title, said.description, page.path, said.record, said.head, said.body)
