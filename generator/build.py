"""From a content folder to a published site: load, check, join, render, stamp, publish."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from generator import history, progress, publish, schema_files
from generator.ahead import next_day
from generator.assemble import assemble
from generator.check import check
from generator.memory import CACHE, Memory, program_mark
from generator.model.edition import Edition
from generator.model.kinds import KIND_NAMES
from generator.outputs import versions
from generator.outputs.kept import KeptLines
from generator.pages import NOT_FOUND, PAGES, Page, plan
from generator.problems import Problem, has_errors
from generator.search.published import Published
from generator.site import Site
from generator.stamp import Stamper
from generator.survey import Checked
from generator.theme import engine, hooks
from generator.tlog.drafts import Draft


@dataclass(frozen=True)
class Project:
    """Where things are: the content, the site to write, MkDocs' settings, and the day taken for today."""

    content: Path
    site: Path
    config: Path
    today: date
    integrity: bool = False
    """Whether pages tell browsers to check scripts and style sheets. Opened from a stick they would then have neither."""

    @property
    def cache(self) -> Path:
        return self.config.parent / CACHE

    @property
    def ledger(self) -> Path:
        """The log of published versions, beside the content, where the edition keeps one."""
        return history.folder_of(self.content)

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
    edition: Edition | None = None
    pages: dict[str, int] = field(default_factory=dict)
    """By kind, how many records and places have a page."""
    next_day: str = ""
    """The first day on which a page will change by itself; empty if none will."""


class LostRow(Exception):
    """A record that has neither a page nor a reason for having none: a fault of this program."""


def build(project: Project, draft: Draft | None = None) -> Result:
    """Check, and if nothing is wrong publish the whole site; otherwise leave what is there as it is.

    With a draft, what is new in the records is added to it first, so that pages tell of it.
    """
    spare_collector()
    with closing(Memory(project.cache)) as memory:
        checked = check(project.content, project.today, memory)
        memory.save()
        schema_files.bring_up_to_date(project.content, checked.edition, checked.site_digest, memory)
        if has_errors(checked.problems):
            return Result(checked.problems, [])
        return _publish(project, checked, memory, draft)


def spare_collector() -> None:
    """Records and pages are made by the thousand and kept: looking for cycles among them finds none and costs a fifth."""
    gc.set_threshold(200_000, 50, 50)


def _publish(project: Project, checked: Checked, memory: Memory, draft: Draft | None) -> Result:
    frames = engine_of(project, frames_key(project, checked), project.cache / "frames")
    try:
        site = Site(checked, checked.edition.clock(project.today).isoformat())
        site.history = _history(project, site, memory, draft)
        pages = plan(site)
        tallies = tally(site, pages)
        progress.step("frames")
        stamper = Stamper(site, frames.built(), project.cache / "templates")
        progress.step("pages")
        outputs = assemble(stamper, pages, Published(site, memory), memory)
        report = publish.publish(project.site, outputs, memory)
    finally:
        frames.stop()
    counts = Counter(kind for kind, _ in {page.record for page in pages if page.record})
    paged = {kind: counts[kind] for kind in KIND_NAMES}
    return Result(checked.problems, tallies, report, checked.edition, paged, next_day(site))


def _history(project: Project, site: Site, memory: Memory, draft: Draft | None) -> history.History | None:
    """What pages tell of how records changed."""
    if draft is None:
        return history.read(project.content, site.edition.timezone)
    kept = KeptLines(site, memory)
    draft.add(versions.changes(site, draft.log, draft.heads, lambda kind, found: kept(kind, "json", found)))
    return history.History(draft.log, draft.heads, site.edition.timezone)


def frames_key(project: Project, checked: Checked) -> bytes:
    """Changes whenever MkDocs has to run again."""
    shown = bytes([project.integrity, history.is_kept(project.content)])
    return engine.key_of(project.config, project.docs, program_mark(), checked.site_digest + shown)


def engine_of(project: Project, key: bytes, folder: Path) -> engine.Engine:
    """MkDocs at work on the hand-written pages and the shells, into a folder for which others with another key make room."""
    return engine.Engine(project.config, project.content, folder, key, project.today, project.integrity)


def make_hooks(edition: Any, integrity: bool = False, ledger: bool = False) -> hooks.Hooks:
    """What MkDocs needs to build the shells of every kind of page."""
    kinds = [*PAGES, NOT_FOUND]
    layouts = hooks.layouts_of((kind.layout, kind.path, kind.section, kind.converted) for kind in kinds)
    return hooks.Hooks(edition, layouts, integrity, ledger)


def finish_in_place(folder: Path, checked: Checked, today: str) -> list[Tally]:
    """Add everything else to a folder in which MkDocs has just built its pages and the specimens."""
    site = Site(checked, today)
    site.history = history.read(checked.folders[0].path, site.edition.timezone)
    pages = plan(site)
    tallies = tally(site, pages)
    publish.publish_over(folder, assemble(Stamper(site, folder, None), pages, Published(site)))
    return tallies


def tally(site: Site, pages: Iterable[Page]) -> list[Tally]:
    """Records in, pages out, exclusions listed. Raises `LostRow` if the sum does not hold."""
    shown = {page.record for page in pages}
    rows = []
    for kind in KIND_NAMES:
        excluded = {reason: sum(entry.kind == kind for entry in entries) for reason, entries in site.excluded.items()}
        published = sum((kind, id) in shown for id in site.all[kind])
        loaded = len(site.all[kind]) + excluded.get("overridden", 0)
        rows.append(Tally(kind, loaded, published, {reason: count for reason, count in excluded.items() if count}))
    if lost := [row.kind for row in rows if not row.holds]:
        raise LostRow(", ".join(lost))
    return rows
