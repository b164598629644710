"""An entry of the log: which version of which record, when, of what sort, why, and by which office."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple

from generator.tlog.canonical import canonical

SORTS = ("new", "edit", "correction", "withdrawal", "erasure")
RELEASE = "release"
"""The kind of the entries that hold the digest of a release manifest; their id is `site`."""


class BadEntry(Exception):
    """The bytes are not those of an entry."""


class Entry(NamedTuple):
    """One version of a record."""

    sequence: int
    kind: str
    id: str
    version: int
    digest: str
    """Of salt and canonical text; empty for a withdrawal or an erasure, of the manifest alone for a release."""
    previous: int | None
    """The entry of the version before."""
    time: str
    sort: str
    reason: str = ""
    office: str = ""

    def encoded(self) -> bytes:
        """Canonical JSON."""
        return canonical(self._asdict())


def decoded(data: bytes) -> Entry:
    """The entry of its bytes, if these are the one way to write it."""
    try:
        entry = Entry(**json.loads(data))
        same = entry.encoded() == data
    except (ValueError, TypeError) as error:
        raise BadEntry(str(error)) from None
    if not same or entry.sort not in SORTS:
        raise BadEntry("not in canonical form")
    return entry


def moment(now: datetime) -> str:
    """A time as entries have it: UTC, to the second, so that its order is that of its letters."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
