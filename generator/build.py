"""From a content folder to a published site: load, check, join, render, stamp, publish."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from generator import publish
from generator.check import Checked, check
from generator.load import digest
from generator.memory import Memory, program_mark
from generator.model.kinds import KIND_NAMES
from generator.outputs import data, sitemap
from generator.outputs.kept import KeptLines
from generator.pages import NOT_FOUND, PAGES, Page, PageKind, Renderer, page_key, plan
from generator.problems import Problem, has_errors
from generator.publish import Output
from generator.site import Site
from generator.text import Speech
from generator.theme import engine, hooks
from generator.theme.frame import Shape
from generator.theme.shells import Shell, cut

CACHE = ".zhiyin"


@dataclass(frozen=True)
class Project:
    """Where things are: the content, the site to write, MkDocs' settings, and the day taken for today."""

    content: Path
    site: Path
    config: Path
    today: date

    @property
    def cache(self) -> Path:
        return self.config.parent / CACHE

    @property
    def docs(self) -> Path:
        """The hand-written pages, beside MkDocs' settings."""
        return self.config.parent / "docs"


class Tally(NamedTuple):
    """Records of a kind: loaded, published as pages, and left out, by reason. The sum must hold."""

    kind: str
    records: int
    pages: int
    excluded: dict[str, int]

    @property
    def holds(self) -> bool:
        return self.records == self.pages + sum(self.excluded.values())


@dataclass
class Result:
    """What a build did: the problems it met, the tallies by kind, and the files it wrote if it got so far."""

    problems: list[Problem]
    tallies: list[Tally]
    report: publish.Report | None = None


class TwoPagesOneAddress(Exception):
    """A hand-written page stands where a record's page belongs."""


class LostRow(Exception):
    """A record that has neither a page nor a reason for having none: a fault of this program."""


def build(project: Project) -> Result:
    """Check, and if nothing is wrong publish the whole site; otherwise leave what is there as it is."""
    # Records and pages are made by the thousand and kept: looking for cycles among them finds none and costs a fifth.
    gc.set_threshold(200_000, 50, 50)
    with closing(Memory(project.cache)) as memory:
        checked = check(project.content, project.today, memory)
        memory.save()
        if has_errors(checked.problems):
            return Result(checked.problems, [])
        return _publish(project, checked, memory)


def _publish(project: Project, checked: Checked, memory: Memory) -> Result:
    frames = _frames(project, checked)
    try:
        site = Site(checked, checked.edition.clock(project.today).isoformat())
        pages = plan(site)
        tallies = tally(site, pages)
        outputs = assemble(site, pages, frames.built(), memory, project.cache)
        report = publish.publish(project.site, outputs, memory)
    finally:
        frames.stop()
    return Result(checked.problems, tallies, report)


def _frames(project: Project, checked: Checked) -> engine.Engine:
    key = engine.key_of(project.config, project.docs, program_mark(), checked.site_digest)
    return engine.Engine(project.config, project.content, project.cache / "frames", key, project.today.isoformat())


def make_hooks(edition: Any) -> hooks.Hooks:
    """What MkDocs needs to build the shells of every kind of page."""
    kinds = [*PAGES, NOT_FOUND]
    return hooks.Hooks(edition, hooks.layouts_of((kind.layout, kind.path, kind.section) for kind in kinds))


def finish_in_place(folder: Path, checked: Checked, today: str) -> list[Tally]:
    """Add everything else to a folder in which MkDocs has just built its pages and the specimens."""
    site = Site(checked, today)
    pages = plan(site)
    tallies = tally(site, pages)
    publish.publish_over(folder, assemble(site, pages, folder))
    return tallies


def tally(site: Site, pages: Iterable[Page]) -> list[Tally]:
    """Records in, pages out, exclusions listed. Raises `LostRow` if the sum does not hold."""
    shown = {(page.kind.section, page.id) for page in pages if page.id}
    rows = []
    for kind in KIND_NAMES:
        excluded = {reason: sum(entry.kind == kind for entry in entries) for reason, entries in site.excluded.items()}
        published = sum((kind, id) in shown for id in site.all[kind])
        rows.append(Tally(kind, len(site.all[kind]), published, {reason: count for reason, count in excluded.items() if count}))
    if lost := [row.kind for row in rows if not row.holds]:
        raise LostRow(", ".join(lost))
    return rows


# --- assembling ----------------------------------------------------------------------------------------------------


def assemble(
    site: Site, pages: list[Page], frames: Path, memory: Memory | None = None, cache: Path | None = None
) -> list[Output]:
    """Every file of the site, each with a key and a way to make it."""
    outputs = [
        *_static(frames), *_Stamper(site, frames, cache / "templates" if cache else None).outputs(pages),
        *_data(site, memory), *_sitemap(site, pages, frames),
    ]  # fmt: skip
    twice = [path for path, count in Counter(output.path for output in outputs).items() if count > 1]
    if twice:
        raise TwoPagesOneAddress(", ".join(twice))
    return outputs


def _static(frames: Path) -> Iterator[Output]:
    """What MkDocs built itself: hand-written pages and style sheets."""
    for path in sorted(frames.rglob("*")):
        name = path.relative_to(frames).as_posix()
        if path.is_file() and not name.startswith((hooks.SHELL_FOLDER, ".")):
            status = path.stat()
            key = digest(f"{status.st_mtime_ns} {status.st_size}".encode())
            yield Output(name, partial(bytes, key), path.read_bytes)


class _Stamper:
    """Renders pages and stamps them into their shells, in every language."""

    def __init__(self, site: Site, frames: Path, templates: Path | None) -> None:
        self.site = site
        self.frames = frames
        self.templates = templates
        self.frame = digest(program_mark() + site.frame)

    @cache  # noqa: B019 - a stamper lives as long as one build
    def renderer(self, lang: str) -> Renderer:
        folder = self.templates / lang if self.templates else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        return Renderer(self.site, Speech(self.site.edition, lang), folder)

    @cache  # noqa: B019
    def shell(self, shape: Shape) -> tuple[Shell, bytes]:
        html = (self.frames / hooks.SHELL_FOLDER / shape.name / "index.html").read_text("utf-8")
        return cut(html), digest(html.encode())

    def outputs(self, pages: list[Page]) -> Iterator[Output]:
        edition = self.site.edition
        folders = [(lang, "" if lang == edition.main else f"{lang}/") for lang in edition.codes]
        for page in pages:
            for lang, folder in folders:
                yield Output(folder + page.file, partial(self._key, page, lang), partial(self._make, page, lang))

    def _key(self, page: Page, lang: str) -> bytes:
        return digest(self._frame(page.kind, lang) + page_key(page.kind.view(self.site, page.id), self.site))

    @cache  # noqa: B019
    def _shape(self, kind: PageKind, lang: str) -> Shape:
        return Shape(kind.layout, lang, kind.path.count("/"), kind.section)

    @cache  # noqa: B019
    def _frame(self, kind: PageKind, lang: str) -> bytes:
        """A mark of all that stands around a kind of page: program, edition, day and shell."""
        return self.frame + self.shell(self._shape(kind, lang))[1]

    def _make(self, page: Page, lang: str) -> bytes:
        # The view is asked again: keeping those of all pages would hold the whole site in memory.
        body = self.renderer(lang).render(page, page.kind.view(self.site, page.id))
        return self.shell(self._shape(page.kind, lang))[0].stamp(body.title, body.description, page.path, body.head, body.body)


def _data(site: Site, memory: Memory | None) -> Iterator[Output]:
    """Open data: every record, by kind, and what describes them."""
    edition = digest(program_mark() + site.frame)
    schemas = dict.fromkeys(f"data/schema/{kind}.json" for kind in KIND_NAMES)
    content = _InTurn(lambda: data.schemas(site.edition))
    yield from (Output(path, partial(bytes, edition), partial(content, path), alone=True) for path in schemas)
    records = digest(b"".join([edition, *(entry.digest for kind in KIND_NAMES for entry in site.published(kind))]))
    content = _InTurn(lambda: data.files(site, KeptLines(site, memory) if memory else None))
    paths = [f"data/{kind}.{form}" for kind in KIND_NAMES for form in data.FORMS]
    yield from (Output(path, partial(bytes, records), partial(content, path), alone=True) for path in [*paths, data.PACKAGE])


class _InTurn:
    """Files that are made one after another, each given when it is asked for; asked for out of turn, all begin anew."""

    def __init__(self, begin: Callable[[], Iterator[tuple[str, bytes]]]) -> None:
        self._begin = begin
        self._rest: Iterator[tuple[str, bytes]] = iter(())

    def __call__(self, path: str) -> bytes:
        for _ in range(2):
            for name, content in self._rest:
                if name == path:
                    return content
            self._rest = self._begin()
        raise KeyError(path)


def _sitemap(site: Site, pages: list[Page], frames: Path) -> Iterator[Output]:
    for path, content in sitemap.files(list(_addresses(site, pages, frames)), site.edition.url):
        yield Output(path, partial(digest, content), partial(bytes, content))


def _addresses(site: Site, pages: list[Page], frames: Path) -> Iterator[sitemap.Address]:
    edition = site.edition
    written = [path.parent.relative_to(frames).as_posix() + "/" for path in sorted(frames.rglob("index.html"))]
    for path in written:
        if not path.startswith(hooks.SHELL_FOLDER):
            yield sitemap.Address(edition.url + path.removeprefix("./"), "")
    for lang in edition.codes:
        folder = "" if lang == edition.main else f"{lang}/"
        for page in pages:
            if page.kind is not NOT_FOUND:
                yield sitemap.Address(f"{edition.url}{folder}{page.path}", _changed(site, page))


def _changed(site: Site, page: Page) -> str:
    """The day a record last changed for its readers, or was last checked."""
    entry = site.entry(page.kind.section, page.id) if page.id else None
    return max((*entry.row.changes, entry.row.verified)) if entry is not None else ""
