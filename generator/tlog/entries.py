"""An entry of the log: which version of which record, when, of what sort, why, and by which office."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple

from generator.tlog.canonical import canonical

RENAME = "rename"
"""The sort of the entry with which an id ends because its record has another one from then on."""
ERASURE = "erasure"
SORTS = ("new", "edit", "correction", "withdrawal", ERASURE, RENAME)
RELEASE, ARCHIVE = "release", "archive"
"""The kinds of the entries that hold the digest of a file and tell of no record: of a release manifest, of an archive."""
FILES = (RELEASE, ARCHIVE)


class BadEntry(Exception):
    """The bytes are not those of an entry."""


class Entry(NamedTuple):
    """One version of a record."""

    sequence: int
    kind: str
    id: str
    version: int
    digest: str
    """Of salt and canonical text; empty where there is no text, of the file alone for a release or an archive."""
    previous: int | None
    """The entry of the version before."""
    time: str
    sort: str
    reason: str = ""
    office: str = ""
    to: str = ""
    """The id that a renamed record has from then on; the entries of other sorts know no such field."""

    def encoded(self) -> bytes:
        """Canonical JSON."""
        values = self._asdict()
        if not self.to:
            del values["to"]
        return canonical(values)


def decoded(data: bytes) -> Entry:
    """The entry of its bytes, if these are the one way to write it."""
    try:
        entry = Entry(**json.loads(data))
        same = entry.encoded() == data
    except (ValueError, TypeError, RecursionError) as error:
        raise BadEntry(str(error)) from None
    if not same or entry.sort not in SORTS or (entry.sort == RENAME) != bool(entry.to):
        raise BadEntry("not in canonical form")
    return entry


def moment(now: datetime) -> str:
    """A time as entries have it: UTC, to the second, so that its order is that of its letters."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
