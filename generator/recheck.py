"""Checked content brought up to date after the text of some records has changed: only those are read and judged again."""

from __future__ import annotations

import marshal
import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from generator.check import enter, judge_all, together
from generator.load import ContentFile
from generator.problems import in_order
from generator.survey import Checked, Desk


def recheck(before: Checked, names: Collection[str]) -> Checked | None:
    """The same content after the files of these names have been written again; nothing where more may have changed than records' texts."""
    desk = before.desk
    if desk is None or not all(name in desk.files for name in names):
        return None
    files = list(_as_they_are(desk, names))
    if len(files) < len(names) or _has_twin(desk, files):
        return None
    after = replace(
        before,
        entries={kind: dict(entries) for kind, entries in before.entries.items()},
        desk=replace(desk, files=desk.files | {file.name: file for file in files}, found=dict(desk.found)),
    )
    _judge_again(after, files)
    after.problems = in_order([*desk.elsewhere, *together(after)])
    return after


def _judge_again(checked: Checked, files: list[ContentFile]) -> None:
    desk = checked.desk
    assert desk is not None
    for file, judged in zip(files, judge_all(files, desk.judge), strict=True):
        checked.entries[file.kind].pop(file.id, None)
        desk.found[file.name] = judged.problems
        if judged.row is not None:
            enter(file, judged, desk.judge.layers, partial(marshal.loads, judged.values), checked)
    for kind in {file.kind for file in files}:
        checked.entries[kind] = dict(sorted(checked.entries[kind].items()))


def _as_they_are(desk: Desk, names: Collection[str]) -> Iterator[ContentFile]:
    """The files with their marks of now, but for those that are files no more."""
    for name in names:
        try:
            status = os.stat(desk.files[name].path, follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            yield replace(desk.files[name], modified=status.st_mtime_ns, size=status.st_size)


def _has_twin(desk: Desk, files: list[ContentFile]) -> bool:
    """Whether one of them shares its address, with a base's record or by mistake: which of the two counts is for a whole check to say."""
    taken = Counter((file.kind, file.id) for file in desk.files.values())
    return any(taken[file.kind, file.id] > 1 for file in files)
