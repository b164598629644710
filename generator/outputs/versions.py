"""Each published record as the log keeps it: the same words as in the open data, and what is told of a new version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from generator.entry import Entry
from generator.history import told_in
from generator.model.edition import text_in
from generator.model.kinds import KIND_NAMES
from generator.outputs.data import area_fragment, record_json
from generator.site import Key, Site
from generator.tlog import canonical, entries
from generator.tlog.drafts import Change, heads_of, is_of
from generator.tlog.heads import Head, Heads
from generator.tlog.state import Log

Line = Callable[[str, list[Entry]], list[bytes]]
"""Given a kind and its records: each record's line of JSON in the open data."""


def changes(site: Site, log: Log, table: Heads, lines: Line | None = None) -> Iterator[Change]:
    """A change for each record that is not as the log has it, by kind and id; those renamed before, those gone after them."""
    heads = table.all()
    absent = {key: head for key, head in heads.items() if key[0] not in entries.FILES and site.entry(*key) is None}
    gone = [key for key, head in absent.items() if head.digest]
    # What was erased is not withdrawn: under another id it is the same record still, and its history goes on.
    ended = {key for key, head in absent.items() if head.digest or head.sort == entries.ERASURE}
    renamed = {key: to for key, to in _renamed(site) if key in ended}
    # Ahead of the first version under the new id, so that whatever the log says of that holds as soon as it is there.
    for key in sorted(renamed):
        yield Change(*key, None, entries.RENAME, "", _office(site, log, heads[key]), renamed[key])
    for kind in KIND_NAMES:
        found = sorted(site.published(kind), key=lambda entry: entry.id)
        for entry, line in zip(found, _lines(site, kind, found, lines), strict=True):
            head, values = heads.get(entry.key), json.loads(line)
            if not is_of(head, canonical.canonical(values)):
                yield _change(site, entry, values, head, _said(log, head))
    for key in gone:
        if key not in renamed:
            yield Change(*key, None, "withdrawal", "", _office(site, log, heads[key]))


def _renamed(site: Site) -> Iterator[tuple[tuple[str, str], str]]:
    """Every id that a published record says it had, with its kind, and the id it has now."""
    for kind in KIND_NAMES:
        yield from (((kind, old), entry.id) for entry in site.published(kind) for old in entry.row.formerly)


def _office(site: Site, log: Log, head: Head) -> str:
    """Whose a record was."""
    return _text(site, (_said(log, head) or {}).get("owner", ""))


def unpublished(site: Site) -> set[Key]:
    """The records that are not as the log of a site has them."""
    assert site.history is not None
    with closing(heads_of(site.history.log)) as table:
        return {(change.kind, change.id) for change in changes(site, site.history.log, table)}


def values_of(site: Site, entry: Entry) -> dict[str, Any]:
    """What a record says, as its line in the open data has it."""
    (line,) = _lines(site, entry.kind, [entry], None)
    values: dict[str, Any] = json.loads(line)
    return values


def _lines(site: Site, kind: str, found: list[Entry], lines: Line | None) -> list[bytes]:
    if kind == "areas":
        return [area_fragment(site.divisions[entry.id], entry, site.edition.codes).json for entry in found]
    return lines(kind, found) if lines else [record_json(entry) for entry in found]


def _said(log: Log, head: Head | None) -> dict[str, Any] | None:
    """What the last version said, as far as it said anything."""
    kept = log.text(head.sequence) if head and head.digest else None
    return json.loads(kept[1]) if kept else None


def _change(site: Site, entry: Entry, values: dict[str, Any], head: Head | None, before: dict[str, Any] | None) -> Change:
    """A new version, with what its own list of changes tells of it."""
    sort, words = told_in(values, before)
    # What a record begins with is no change of it; that it was withdrawn before anyone saw it is told.
    reason = " ".join(_text(site, text) for text in words) if head or sort == "withdrawal" else ""
    return Change(entry.kind, entry.id, values, sort if head else "", reason, _text(site, values.get("owner", "")))


def _text(site: Site, value: Any) -> str:
    """A text in the site's first language."""
    return text_in(value, site.edition.main, site.edition.main)[0] if value else ""
