"""The site at one time, of which each file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from generator.assemble import assemble
from generator.pages import Page
from generator.stamp import Stamper

# Files kept as they were made: a browser asks twice for its page, first whether it has changed.
_KEPT = 64


class Index:
    """The index for searching as it last was made; at first none."""

    def __init__(self, key: bytes = b"", files: Mapping[str, bytes] | None = None, stamps: dict[str, str] | None = None) -> None:
        self.key = key
        self.paths: Sequence[str] = list(files or ())
        self.stamps = stamps or {}
        self._files = files or {}

    def content(self, path: str) -> bytes:
        return self._files[path]


class Stand:
    """The site at one time."""

    def __init__(
        self, stamper: Stamper, pages: Mapping[str, tuple[Page, str]], others: Mapping[str, Callable[[], bytes]]
    ) -> None:
        self.stamper = stamper
        self.pages = pages
        self.others = others
        self.make = lru_cache(_KEPT)(partial(_make, stamper, pages, others))

    @property
    def paths(self) -> list[str]:
        """Every file there is."""
        return [*self.pages, *self.others]


def _make(
    stamper: Stamper, pages: Mapping[str, tuple[Page, str]], others: Mapping[str, Callable[[], bytes]], path: str
) -> bytes | None:
    if path in pages:
        return stamper.make(*pages[path])
    return others[path]() if path in others else None


def whole(stamper: Stamper, pages: Sequence[Page], index: Index) -> Stand:
    """A site with every file that a build would write, but that its index may be of another time."""
    places = {path: (page, lang) for path, page, lang in stamper.places(pages)}
    outputs = assemble(stamper, pages, index)
    return Stand(stamper, places, {output.path: output.make for output in outputs if output.path not in places})
