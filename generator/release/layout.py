"""The names of releases, which say when each was made and what it holds, so that nothing else need be kept of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

RELEASES = "releases"
CURRENT = "current"
INCOMING, GONE, NEW, LOCK, HOLDER = ".incoming", ".gone-", ".current-new", ".lock", ".holder"
OWN = (INCOMING, GONE, NEW, LOCK, HOLDER)
"""What a publisher may leave behind, and the lock."""
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


class Look(NamedTuple):
    """What lies in a place."""

    kind: str
    """`folder`, `absent` or `other`."""
    top: list[str]
    releases: list[str] | None
    """What lies in `releases`; nothing if that is not a folder."""
    link: str | None
    """Where `current` leads; empty if it is not there, nothing if it is not a link."""

    @property
    def names(self) -> list[str]:
        """Every release, oldest first."""
        return sorted(filter(is_name, self.releases or ()))

    @property
    def current(self) -> str:
        """The release that readers have, or an empty text."""
        name = (self.link or "").rpartition("/")[2]
        return name if name in self.names else ""

    def check(self, place: object) -> None:
        """Raises `Unfit` unless a place holds releases, or nothing at all."""
        if self.kind != "folder":
            if self.kind == "other":
                raise Unfit("not-a-folder", place=place)
            return
        strangers = self.top if self.releases is None else [name for name in self.releases if not is_name(name)]
        strangers = [name for name in strangers if not name.startswith(OWN)]
        if strangers:
            raise Unfit("not-ours", place=place, found=min(strangers))
        if self.link is None or (self.link and not is_name(self.link.rpartition("/")[2])):
            raise Unfit("current-in-the-way", place=f"{place}/{CURRENT}")


class Step(Protocol):
    """Told what is being done, for those who wait."""

    def __call__(self, name: str) -> object: ...


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
