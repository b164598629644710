"""Every file of the site, each with a key of what it shows and a way to make its bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from generator import follow
from generator.conversion import converter
from generator.load import digest
from generator.memory import Memory, program_mark
from generator.model.edition import Edition, Language
from generator.model.kinds import KIND_NAMES
from generator.outputs import calendars, data, feeds, lists, log, moved, offline, sitemap, tables
from generator.outputs.kept import KeptLines
from generator.pages import PAGES, Page, page_key
from generator.publish import Output
from generator.search.published import Index
from generator.site import Site
from generator.stamp import Stamper
from generator.text import Speech
from generator.theme import hooks
from generator.theme.frame import UNLISTED
from generator.views.filters import file_path
from generator.views.ledger import told_of


class TwoPagesOneAddress(Exception):
    """A hand-written page stands where a record's page belongs."""


def assemble(stamper: Stamper, pages: Sequence[Page], index: Index, memory: Memory | None = None) -> list[Output]:
    """Every file of the site, each with a key and a way to make it."""
    site, frames = stamper.site, stamper.frames
    site.stamps = index.stamps
    outputs = [
        *_static(frames), *stamper.outputs(pages), *stamper.single_files(),
        *_moved(site), *_data(site, memory), *_calendars(site), *_feeds(site), *_lists(site), *_search(index), *_sitemap(site, pages, frames), *_ledger(site),
    ]  # fmt: skip
    outputs += _offline(site, outputs, frames)
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


def _moved(site: Site) -> Iterator[Output]:
    """Pages at the old addresses of records that were renamed or are gone."""
    frame = digest(program_mark() + site.frame)
    for old in moved.moved(site):
        key = digest(frame + old.now.encode() + (old.entry.digest if old.entry else b""))
        for language in hooks.languages_of(site.edition, _is_converted(old.kind)):
            path = f"{site.edition.folder(language.code)}{old.kind}/{old.id}/index.html"
            yield Output(path, partial(bytes, key), partial(_moved_page, site, language, old))


def _moved_page(site: Site, language: Language, old: moved.Moved) -> bytes:
    text = moved.page(site, language, old)
    return (converter(language.convert)(text) if language.convert else text).encode()


def _data(site: Site, memory: Memory | None) -> Iterator[Output]:
    """Open data: every record, by kind, and what describes them."""
    edition = digest(program_mark() + site.frame)
    schemas = dict.fromkeys(f"data/schema/{kind}.json" for kind in KIND_NAMES)
    content = _InTurn(lambda: data.schemas(site.edition))
    yield from (Output(path, partial(bytes, edition), partial(content, path), alone=True) for path in schemas)
    records = digest(b"".join([edition, *(entry.digest for kind in KIND_NAMES for entry in site.published(kind))]))
    content = _InTurn(lambda: data.files(site, KeptLines(site, memory) if memory else None, tables.tables(site)))
    paths = [f"data/{kind}.{form}" for kind in KIND_NAMES for form in data.FORMS]
    paths += [f"data/{table.name}.csv" for table in tables.tables(site)]
    yield from (Output(path, partial(bytes, records), partial(content, path), alone=True) for path in [*paths, data.PACKAGE])


def _calendars(site: Site) -> Iterator[Output]:
    """The calendar of everything that has one, in each language that editors write."""
    frame = digest(program_mark() + site.frame)
    places = list(follow.calendars(site))
    for code in site.edition.codes:
        make = calendars.Calendars(site, Speech(site.edition, code))
        for kind, id in places:
            # Whoever subscribed before a record was renamed asks at its old address.
            old = moved.old_ids(site, site.all[kind][id]) if kind != "areas" else []
            for name in (id, *old):
                path = site.edition.folder(code) + follow.calendar_path(kind, name)
                yield Output(path, partial(_calendar_key, frame, site, kind, id), partial(make, kind, id))


def _calendar_key(frame: bytes, site: Site, kind: str, id: str) -> bytes:
    return digest(frame + page_key({"of": follow.shown(site, kind, id)}, site))


def _feeds(site: Site) -> Iterator[Output]:
    """Every feed in every form, in each language that editors write."""
    frame = digest(program_mark() + site.frame)
    key = cache(lambda name: digest(frame + page_key({"of": site.feeds[name]}, site)))
    for code in site.edition.codes:
        make = feeds.Feeds(site, Speech(site.edition, code))
        for name in site.feeds:
            for form in feeds.FORMS:
                yield Output(f"{site.edition.folder(code)}feeds/{name}.{form}", partial(key, name), partial(make, name, form))


def _ledger(site: Site) -> Iterator[Output]:
    """The log's files, what proves each version, the verifier, and the feed of corrections."""
    if site.history is None:
        return
    for path, key, make in log.files(site.history):
        yield Output(path, partial(bytes, key), make)
    frame = digest(program_mark() + site.frame + page_key({"of": site.once(told_of)}, site))
    for code in site.edition.codes:
        make_feed = feeds.Feeds(site, Speech(site.edition, code))
        for form in feeds.FORMS:
            path = f"{site.edition.folder(code)}feeds/{feeds.CORRECTIONS}.{form}"
            yield Output(path, partial(bytes, frame), partial(make_feed.corrections, form))


def _lists(site: Site) -> Iterator[Output]:
    """Records for the script of the lists that can be cut down by choices."""
    edition = digest(program_mark() + site.frame)
    for kind, shelf, entries in lists.shelves(site):
        key = digest(b"".join([edition, *(entry.digest for entry in entries)]))
        for language in hooks.languages_of(site.edition, _is_converted(kind)):
            make = partial(lists.content, site, kind, entries, language.code)
            yield Output(file_path(kind, shelf, language.code), partial(bytes, key), make)


def _is_converted(kind: str) -> bool:
    return any(row.converted for row in PAGES if row.path == f"{kind}/")


def _search(index: Index) -> Iterator[Output]:
    """The files of the search index."""
    for path in index.paths:
        yield Output(path, partial(bytes, index.key), partial(index.content, path))


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


def _offline(site: Site, outputs: list[Output], frames: Path) -> Iterator[Output]:
    """The worker with its lists of what to keep, and what a phone's home screen asks for."""
    edition, mark = site.edition, digest(program_mark() + site.frame)
    made = {output.path: output for output in outputs}
    lists = offline.kept(edition, made)
    # Pages name their scripts and style sheets by marks of the content, so their keys speak for those too.
    listed = [made[path] for path in offline.worker_paths(lists)]
    key = partial(_all_keys, listed)
    yield Output(offline.WORKER, key, lambda: offline.worker(lists, lambda path: made[path].make()))
    for language in edition.languages:
        path = edition.folder(language.code) + offline.MANIFEST
        yield Output(path, partial(bytes, mark), partial(_manifest, edition, language))
    drawing = (frames / "assets/icon.svg").read_text("utf-8")
    for path in offline.ICONS:
        yield Output(path, partial(bytes, mark), partial(offline.icon, path, drawing, edition.colour))


def _all_keys(outputs: list[Output]) -> bytes:
    return digest(b"".join(output.key() for output in outputs))


def _manifest(edition: Edition, language: Language) -> bytes:
    content = offline.manifest(edition, Speech(edition, language.code))
    return converter(language.convert)(content.decode()).encode() if language.convert else content


def _sitemap(site: Site, pages: Sequence[Page], frames: Path) -> Iterator[Output]:
    for path, content in sitemap.files(list(_addresses(site, pages, frames)), site.edition.url):
        yield Output(path, partial(digest, content), partial(bytes, content))


def _addresses(site: Site, pages: Sequence[Page], frames: Path) -> Iterator[sitemap.Address]:
    edition = site.edition
    written = [path.parent.relative_to(frames).as_posix() + "/" for path in sorted(frames.rglob("index.html"))]
    for path in written:
        if not path.startswith(hooks.SHELL_FOLDER):
            yield sitemap.Address(edition.url + path.removeprefix("./"), "")
    for language in edition.languages:
        for page in pages:
            # What search engines are told not to keep they need not be shown either.
            if page.kind.layout not in UNLISTED and language in hooks.languages_of(edition, page.kind.converted):
                yield sitemap.Address(f"{edition.url}{edition.folder(language.code)}{page.path}", _changed(site, page))


def _changed(site: Site, page: Page) -> str:
    """The day a record last changed for its readers, or was last checked."""
    entry = site.entry(*page.record) if page.record else None
    return max((*entry.row.changes, entry.row.verified)) if entry is not None else ""
