"""Reads a content folder up to its records: the edition, divisions and vocabularies that they are judged against, and where they are.

An edition may stand on the content folders of others (`generator.bases`); theirs are read like its own.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator import load, reading, working_days
from generator.entry import Entry
from generator.faults import located_in
from generator.judgement import Context, Memory, problem_of
from generator.load import Folder
from generator.model import divisions as division_table
from generator.model import tiles as tile_map
from generator.model.divisions import Division, Former
from generator.model.kinds import KIND_NAMES
from generator.parallel import aside
from generator.problems import Problem
from generator.rules.find import Find
from generator.working_days import UnknownCountry, WorkingDays
from generator.yaml_core import Refusal

if TYPE_CHECKING:
    from generator.bases import Layers

# A ledger counts days for as long as it is kept; nothing looks ahead further than the next year.
_YEARS_BEFORE, _YEARS_AFTER = 20, 3


@dataclass(slots=True)
class Checked:
    """What came out: entries by kind and id, in order of id, and every problem."""

    edition: Any = None
    site_digest: bytes = b""
    """Changes whenever a `site.yml` does: the edition's own, or a base's."""
    divisions: dict[str, Division] = field(default_factory=dict)
    divisions_digest: bytes = b""
    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    synonyms: list[dict[str, Any]] = field(default_factory=list)
    searches: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    former: dict[str, Former] = field(default_factory=dict)
    calendar: WorkingDays = field(default_factory=WorkingDays)
    folders: list[Folder] = field(default_factory=list)
    """The edition's content folder, and those it stands on."""
    overridden: list[Entry] = field(default_factory=list)
    """Records of a base that another record stands for."""
    tiles: list[tile_map.Tile] = field(default_factory=list)
    desk: Desk | None = None

    @property
    def context(self) -> Context | None:
        """What the edition's own records are judged against; nothing if its `site.yml` cannot be read."""
        return self.desk.judge.own if self.desk is not None else None

    @property
    def counts(self) -> dict[str, int]:
        """Records loaded, by kind."""
        hidden = Counter(entry.kind for entry in self.overridden)
        return {kind: len(entries) + hidden[kind] for kind, entries in self.entries.items()}


@dataclass(slots=True)
class Desk:
    """What records were judged by, and what was found in each, for judging some of them again (`generator.recheck`)."""

    content: Path
    judge: Judge
    files: dict[str, load.ContentFile]
    """Every record's file, by its name."""
    elsewhere: list[Problem]
    """The problems of all that is no record."""
    found: dict[str, list[Problem]] = field(default_factory=dict)
    """The problems of each record that has some, by the name of its file."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Texts that some files, by their names, are to have and have not yet."""


class Survey(NamedTuple):
    """A content folder whose records are yet to be read: what it holds, and what judges them."""

    checked: Checked
    files: list[load.ContentFile]
    judge: Judge | None
    """Nothing where the edition itself cannot be read: the problems say why."""


def survey(content: Path, today: date, memory: Memory, drafts: Mapping[str, str] | None = None) -> Survey:
    """Read all that records are judged against."""
    checked = Checked()
    if not (content / load.SITE).is_file():
        checked.problems.append(Problem(load.SITE, "no-content"))
        return Survey(checked, [], None)
    layers = _read_edition(content, checked)
    _read_divisions(content, checked)
    _sound_divisions(checked, memory)
    _read_former(checked)
    _read_tiles(checked)
    for folder in load.holding(checked.folders, load.SYNONYMS):
        checked.synonyms += _read_rows(folder, load.SYNONYMS, checked, memory)
    # What must be found is found among this edition's records; each edition has searches of its own.
    for folder in load.holding(checked.folders[:1], load.SEARCHES):
        checked.searches = _read_rows(folder, load.SEARCHES, checked, memory)
    files = _find(checked, drafts or {})
    if checked.edition is None:
        return Survey(checked, files, None)
    _read_calendar(content, checked, memory, today)
    judge = Judge(checked, layers, files, today)
    checked.desk = Desk(content, judge, {file.name: file for file in files}, list(checked.problems), drafts=drafts or {})
    return Survey(checked, files, judge)


def _read_edition(content: Path, checked: Checked) -> Layers:
    # Imported here, like all that needs pydantic, for a run in which the content folder is empty.
    from generator import bases

    layers = bases.read(content)
    checked.edition, checked.site_digest, checked.folders = layers.edition, layers.digest, layers.folders
    checked.problems += layers.problems
    return layers


def _find(checked: Checked, drafts: Mapping[str, str]) -> list[load.ContentFile]:
    files = [load.drafted(checked.folders[0], name, text) for name, text in drafts.items()]
    for folder in checked.folders:
        found, problems = load.find(folder, KIND_NAMES)
        files += [file for file in found if file.name not in drafts]
        checked.problems += problems
    return files


def _read_rows(folder: Folder, file: str, checked: Checked, memory: Memory) -> list[dict[str, Any]]:
    """The rows of a file of them: judged once for each text, like a record; with faults every time."""
    path, name = folder.path / file, folder.way + file
    problems: list[Problem] = []
    languages = checked.edition.codes if checked.edition is not None else ()

    def judged() -> bytes:
        from generator.faults import read_rows

        rows, problems[:] = read_rows(path, name, languages)
        return b"" if problems else marshal.dumps(rows)

    try:
        mark = load.digest(f"{languages}{load.read_text(path)}".encode())
        kept = memory.kept(name, mark, judged)
    except Refusal:
        kept = b""
    if not kept:
        judged()
    checked.problems += problems
    return marshal.loads(kept) if kept else []


def _read_divisions(content: Path, checked: Checked) -> None:
    text, name = _nearest_table(checked, division_table.FILE)
    if text is None:
        return
    checked.divisions, problems = division_table.read_divisions(text)
    checked.divisions_digest = load.digest(text.encode())
    checked.problems += [replace(problem, file=name) for problem in problems]
    edition = checked.edition
    if edition is not None and edition.province not in checked.divisions:
        checked.problems.append(located_in(content, load.SITE, Find(("province",), "unknown-area", {"found": edition.province})))


def _read_former(checked: Checked) -> None:
    """The divisions that are no more."""
    text, name = _nearest_table(checked, division_table.FORMER_FILE)
    if text is not None:
        checked.former, problems = division_table.read_former(text, checked.divisions)
        checked.problems += [replace(problem, file=name) for problem in problems]


def _read_tiles(checked: Checked) -> None:
    """Where cities stand on the tile map. Against a table of divisions that cannot be read every tile would be wrong."""
    text, name = _nearest_table(checked, tile_map.FILE)
    if text is not None and checked.divisions:
        checked.tiles, problems = tile_map.read_tiles(text, checked.divisions)
        checked.problems += [replace(problem, file=name) for problem in problems]


def _nearest_table(checked: Checked, file: str) -> tuple[str | None, str]:
    """The text of a table and its name: the edition's own, or else the nearest base's; nothing where there is none to read."""
    for folder in load.holding(checked.folders, file)[:1]:
        try:
            return load.read_table(folder.path / file), folder.way + file
        except Refusal as refusal:
            checked.problems.append(problem_of(refusal, folder.way + file))
    return None, ""


def _read_calendar(content: Path, checked: Checked, memory: Memory, today: date) -> None:
    """The working days around the edition's day: worked out once a year, for loading the library takes time."""
    country = checked.edition.calendar
    if country is None:
        return
    year = checked.edition.clock(today).year
    years = range(max(year - _YEARS_BEFORE, 1), year + _YEARS_AFTER)
    try:
        kept = memory.kept(
            "working days", f"{country} {years}".encode(), lambda: marshal.dumps(working_days.read(country, years))
        )
    except UnknownCountry:
        checked.problems.append(located_in(content, load.SITE, Find(("calendar",), "unknown-calendar", {"found": country})))
        return
    off, known = marshal.loads(kept)
    checked.calendar = WorkingDays(frozenset(off), frozenset(known))


def _sound_divisions(checked: Checked, memory: Memory) -> None:
    """How every division is looked up: worked out once for each table."""
    divisions = checked.divisions.values()

    def sounds() -> bytes:
        prepare_reading(memory)
        return marshal.dumps([reading.place_reading(division.name, division.name_en) for division in divisions])

    for division, sound in zip(divisions, marshal.loads(memory.kept("places", checked.divisions_digest, sounds)), strict=True):
        division.sound = sound


def prepare_reading(memory: Memory) -> None:
    reading.prepare(partial(memory.kept, "sounds", b"", partial(aside, reading.compiled)))


# --- what records are judged against -------------------------------------------------------------------------------


class Judge:
    """The context of each folder's files, by the way to the folder: alike but for the languages that the folder's edition writes."""

    def __init__(self, checked: Checked, layers: Layers, files: Sequence[load.ContentFile], today: date) -> None:
        self.layers = layers
        self.own = _context(checked, files, today)
        self.today = self.own.today
        self.contexts = {folder.way: replace(self.own, languages=layers.languages(folder)) for folder in checked.folders}
        self._marks = {way: context.mark for way, context in self.contexts.items()}

    def context(self, file: load.ContentFile) -> Context:
        return self.contexts[file.way]

    def mark(self, file: load.ContentFile) -> bytes:
        return self._marks[file.way]


def _context(checked: Checked, files: Sequence[load.ContentFile], today: date) -> Context:
    edition = checked.edition
    ids: dict[str, set[str]] = {kind: set() for kind in KIND_NAMES}
    for file in files:
        ids[file.kind].add(file.id)
    return Context(
        languages=edition.codes, terms={name: tuple(words) for name, words in edition.terms.items()},
        ids={kind: frozenset(found) for kind, found in ids.items()}, divisions=frozenset(checked.divisions),
        today=edition.clock(today), former=checked.former, calendar=checked.calendar, notice_days=edition.notice_days,
        units=edition.contribution_units,
    )  # fmt: skip
