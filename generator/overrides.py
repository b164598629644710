"""Records that stand for a base's record of the same name: whether they mean to, and whether the base has moved on since."""

from __future__ import annotations

from collections.abc import Iterator

from generator.entry import Entry
from generator.rules import Find

_FIELD = ("overrides",)


def judge(entry: Entry) -> Iterator[Find]:
    """What is wrong between a record and the one it replaces, or says it replaces."""
    base, named = entry.replaces, entry.row.overrides
    if base is None:
        if named:
            yield Find(_FIELD, "override-of-nothing", {"found": f"{entry.kind}/{entry.id}"})
        return
    values = {"found": named, "base": base.file, "expected": base.version, "day": base.row.verified}
    if not named:
        # Whoever edits this edition cannot mend a base; the order of the bases has decided.
        yield Find((), "override-unmarked", values, "error" if _is_own(entry) else "warning")
    elif named != base.version:
        yield Find(_FIELD, "override-of-withdrawn" if base.row.status == "withdrawn" else "override-behind", values, "warning")


def _is_own(entry: Entry) -> bool:
    return not entry.file.startswith("../")
