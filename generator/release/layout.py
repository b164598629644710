"""The names of releases, which say when each was made and what it holds, so that nothing else need be kept of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

RELEASES = "releases"
CURRENT = "current"
KEEP = 5
"""Releases kept unless something else is asked for."""
_NAME = re.compile(r"(?P<stamp>\d{8}T\d{6}Z)-(?P<digest>[0-9a-f]{12})", re.ASCII)
_STAMP = "%Y%m%dT%H%M%SZ"


class Unfit(Exception):
    """A place that cannot be published to, or not now: a code for the words, and what stands in them."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Step(Protocol):
    """Told what is being done, for those who wait."""

    def __call__(self, name: str) -> None: ...


def is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text))


def digest_of(name: str) -> str:
    """The digest in a release's name; empty for no release."""
    return name.rpartition("-")[2]


def made(name: str) -> datetime:
    """When a release was made."""
    return datetime.strptime(name.partition("-")[0], _STAMP).replace(tzinfo=UTC)


def new_name(digest: str, now: datetime, names: Iterable[str]) -> str:
    """A name that sorts after all there are, even where the clock went back."""
    last = max((made(name) for name in names), default=None)
    when = now if last is None or now.replace(microsecond=0) > last else last + timedelta(seconds=1)
    return f"{when.astimezone(UTC).strftime(_STAMP)}-{digest}"


def before(names: Iterable[str], current: str) -> str:
    """The release made before the current one, or an empty text."""
    return max((name for name in names if name < current), default="")


def outdated(names: Iterable[str], current: str, keep: int) -> list[str]:
    """What may go when so many are kept: never the current release or the one before it."""
    ordered = sorted(names, reverse=True)
    kept = {*ordered[:keep], current, before(ordered, current)}
    return [name for name in ordered if name not in kept]
