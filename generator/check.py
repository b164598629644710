"""Content to checked entries, or to every problem in it, sorted. Never prints, never stops at the first.

Files are independent of each other but for what a context gives them (languages, vocabularies, ids, divisions, today),
so they are read by several processes at once, and a file is judged again only if it or that context has changed.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import load, overrides, progress
from generator.entry import Entry, unpack
from generator.faults import located_in
from generator.judgement import Judged, Memory
from generator.model.divisions import replaced
from generator.model.kinds import KIND_NAMES
from generator.parallel import share
from generator.problems import Problem, in_order
from generator.rules.find import Find
from generator.survey import Checked, Desk, Judge, prepare_reading, survey

if TYPE_CHECKING:
    from generator.bases import Layers


def check(content: Path, today: date, memory: Memory | None = None, drafts: Mapping[str, str] | None = None) -> Checked:
    """Read and judge a whole content folder, some of its records as `drafts` has them instead: texts by name."""
    memory = memory or Memory()
    checked, files, _ = survey(content, today, memory, drafts)
    if checked.desk is not None:
        _read_records(files, checked.desk, memory, checked)
        checked.problems += together(checked)
    checked.problems = in_order(checked.problems)
    return checked


# --- records -------------------------------------------------------------------------------------------------------


def _read_records(files: Sequence[load.ContentFile], desk: Desk, memory: Memory, checked: Checked) -> None:
    judge = desk.judge
    known = {file.name: judged for file in files if file.draft is None and (judged := memory.recall(file, judge.mark(file)))}
    fresh = [file for file in files if file.name not in known]
    if fresh:
        # Before the work is shared out, so that not everyone loads the tables.
        prepare_reading(memory)
    for file, judged in zip(fresh, judge_all(fresh, judge), strict=True):
        # What the memory has taken need not be held here too.
        kept = file.draft is None and memory.keep(file, judge.mark(file), judged)
        known[file.name] = judged._replace(values=b"") if kept else judged
    checked.entries = {kind: {} for kind in KIND_NAMES}
    # The farthest first, so that each finds the record that it stands for.
    for file in reversed(files):
        judged = known[file.name]
        if judged.problems:
            desk.found[file.name] = judged.problems
        if judged.row is not None:
            enter(file, judged, judge.layers, partial(_values, memory, file, judged.values, judge), checked)
    for kind, entries in checked.entries.items():
        checked.entries[kind] = dict(sorted(entries.items()))


def enter(file: load.ContentFile, judged: Judged, layers: Layers, read: Any, checked: Checked) -> None:
    entries = checked.entries[file.kind]
    below = entries.get(file.id)
    if below is not None and _lies_in(below.file, file.way):
        # Two records with one address in one folder are told of where files are found.
        return
    if below is not None:
        checked.overridden.append(below)
    origin = layers.origin(file.way)
    # An edition that stands alone says nothing of editions, and where a base lies is no part of its records' version.
    digest = load.digest(repr((judged.digest, file.name, origin, below and below.digest)).encode()) if origin else judged.digest
    version = judged.digest.hex()[:12]
    row = unpack(judged.row or ())
    entries[file.id] = Entry(file.kind, file.id, file.name, digest, row, read, origin, below, version)


def _lies_in(name: str, way: str) -> bool:
    return name.startswith(way) if way else not name.startswith("../")


def _values(memory: Memory, file: load.ContentFile, kept: bytes, judge: Judge) -> Any:
    """The values of a file: those just read, or those the memory keeps."""
    # The memory may have lost them meanwhile, to another build beside this one or to somebody tidying up.
    if known := kept or memory.values(file.name):
        return marshal.loads(known)
    from generator.faults import values_on

    return values_on(file, judge.today, judge.context(file).languages)


def judge_all(files: Sequence[load.ContentFile], judge: Judge) -> list[Judged]:
    if not files:
        return []
    # Imported here: a run in which no file changed needs neither pydantic nor a YAML parser.
    from generator.faults import judge_file

    tick = progress.step("check", len(files))
    return share(lambda part: [judge_file(file, judge.context(file)) for file in part], files, tick)


def together(checked: Checked) -> Iterator[Problem]:
    """The problems of all records, each by itself and with each other."""
    if checked.desk is not None:
        yield from chain.from_iterable(checked.desk.found.values())
        yield from _across(checked, checked.desk.content, checked.desk.judge.today, checked.desk.drafts)
        yield from _sought(checked, checked.desk.content, checked.desk.files.values())


def _across(checked: Checked, content: Path, today: date, drafts: Mapping[str, str]) -> Iterator[Problem]:
    """Rules that need several records at once."""
    from generator.faults import located
    from generator.rules.across import across

    for file, find in across(checked.entries, checked.divisions, today.isoformat()):
        yield located(_text(content, file, drafts), file, find)
    for entry in checked.entries["areas"].values():
        if entry.id not in checked.divisions:
            gone = replaced(checked.former, entry.id)
            yield Problem(entry.file, "former-area" if gone else "unknown-area", values={"found": entry.id, **gone})
    for entry in (*(entry for entries in checked.entries.values() for entry in entries.values()), *checked.overridden):
        for find in overrides.judge(entry):
            yield located(_text(content, entry.file, drafts), entry.file, find)


def _text(content: Path, file: str, drafts: Mapping[str, str]) -> str:
    return drafts[file] if file in drafts else load.read_text(content / file)


def _sought(checked: Checked, content: Path, files: Iterable[load.ContentFile]) -> Iterator[Problem]:
    """Searches that are to find a record there is none of. One with faults of its own is there."""
    known = {f"{file.kind}/{file.id}" for file in files} | {f"areas/{code}" for code in checked.divisions}
    for number, row in enumerate(checked.searches):
        for place, target in enumerate(row["find"]):
            # Without a table of divisions that can be read, no place could be found.
            if target not in known and (checked.divisions or not target.startswith("areas/")):
                near = tuple(sorted(key for key in known if key.split("/")[0] == target.split("/")[0]))
                find = Find(("searches", number, "find", place), "unknown-record", {"found": target, "known": near})
                yield located_in(content, load.SEARCHES, find)
