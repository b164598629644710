"""Which content folders an edition is made from: its own, then its bases, the nearest first.

Each folder has a `site.yml`. An edition takes over the vocabularies and words of its bases and keeps what is its own: name,
address, publisher, languages, clock, colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import load
from generator.entry import Origin
from generator.faults import located_in, read_edition, vocabulary_faults
from generator.load import SITE, Folder
from generator.model.edition import Edition, text_in
from generator.problems import Problem, has_errors
from generator.rules.find import Find

# A way that means the same on every machine: no drive, no root, no backslash.
_WAY = re.compile(r"[^/\\:][^\\:]*")


@dataclass(slots=True)
class Layers:
    """The folders of an edition, the edition as its bases complete it, and every problem on the way to it."""

    folders: list[Folder]
    edition: Any = None
    digest: bytes = b""
    editions: dict[str, Edition] = field(default_factory=dict)
    """The edition of each folder, by the way there."""
    problems: list[Problem] = field(default_factory=list)

    def languages(self, folder: Folder) -> tuple[str, ...]:
        """The languages that a folder's records may use: the edition's, and those of the base that wrote them."""
        return tuple(dict.fromkeys((*self.edition.codes, *self.editions[folder.way].codes)))

    def origin(self, way: str) -> Origin | None:
        """The edition that wrote what a folder holds; of an edition that stands alone nothing need be said."""
        if len(self.folders) == 1:
            return None
        own = self.editions[way]
        return Origin(own.title, own.publisher, text_in(own.title, self.edition.main, own.main)[0])


def read(content: Path) -> Layers:
    """Find and read the `site.yml` of an edition and of all its bases."""
    own = Folder(content)
    walk = _Walk(own)
    folders = _nearest_first(list(walk.below(own, ())))
    if has_errors(walk.problems):
        return Layers([own], problems=walk.problems)
    layers = Layers(folders, walk.editions[""], walk.digest(folders), walk.editions, walk.problems)
    if len(folders) > 1:
        _complete(layers)
    layers.problems += vocabulary_faults(layers.edition, content / SITE, SITE)
    return layers if not has_errors(layers.problems) else Layers([own], problems=layers.problems)


def _nearest_first(reached: list[Folder]) -> list[Folder]:
    """Every folder once. One that several others stand on comes after them all, so that it never hides what they say."""
    return list(dict.fromkeys(reversed(reached)))[::-1]


def _complete(layers: Layers) -> None:
    """Give the edition the words of its bases; a nearer one's stand before a farther one's."""
    own = layers.editions[""] = layers.edition
    terms: dict[str, Any] = {}
    words: dict[str, Any] = {}
    units: dict[str, list[str]] = {}
    aliases: dict[str, Any] = {}
    for folder in reversed(layers.folders):
        edition = layers.editions[folder.way]
        words |= edition.words
        units |= edition.contribution_units
        aliases |= {name: aliases.get(name, {}) | named for name, named in edition.aliases.items()}
        terms |= {name: terms.get(name, {}) | listed for name, listed in edition.terms.items()}
    own.terms, own.words, own.contribution_units, own.aliases = terms, words, units, aliases


class _Walk:
    """Follows `bases` from one `site.yml` to the next and reads each once."""

    def __init__(self, own: Folder) -> None:
        self.own = own
        self.editions: dict[str, Edition] = {}
        self.digests: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def digest(self, folders: list[Folder]) -> bytes:
        """Changes whenever one of the files does."""
        found = [self.digests[folder.way] for folder in folders]
        return found[0] if len(found) == 1 else load.digest(b"".join(found))

    def below(self, folder: Folder, above: tuple[Folder, ...]) -> Iterator[Folder]:
        """A folder and all that it stands on, each as often as it is reached."""
        yield folder
        edition = self._edition(folder)
        for number, way in enumerate(edition.bases if edition else ()):
            base = load.beside(self.own, folder, way) if _WAY.fullmatch(way) else None
            code = _fault(base, (*above, folder))
            if base is None or code:
                self._tell(folder, number, code, {"found": way})
                continue
            yield from self.below(base, (*above, folder))
            self._speaks_alike(folder, number, base)

    def _edition(self, folder: Folder) -> Edition | None:
        if folder.way not in self.digests:
            edition, self.digests[folder.way], problems = read_edition(folder.path / SITE, folder.way + SITE)
            self.problems += problems
            if edition is not None:
                self.editions[folder.way] = edition
        return self.editions.get(folder.way)

    def _speaks_alike(self, folder: Folder, number: int, base: Folder) -> None:
        """A plain text is in the first language, so editions that share texts must share that."""
        mine, theirs = self.editions.get(folder.way), self.editions.get(base.way)
        if mine and theirs and mine.main != theirs.main:
            self._tell(folder, number, "base-other-language", {"found": theirs.main, "expected": mine.main})

    def _tell(self, folder: Folder, number: int, code: str, values: dict[str, object]) -> None:
        self.problems.append(located_in(folder.path, SITE, Find(("bases", number), code, values), folder.way))


def _fault(base: Folder | None, above: tuple[Folder, ...]) -> str:
    """What is wrong with a base that stands under some folders, or nothing."""
    if base is None:
        return "base-not-a-way"
    if any(load.same(base, folder) for folder in above):
        return "base-cycle"
    if any(load.nested(base, folder) for folder in above):
        return "base-inside"
    return "" if load.holding([base], SITE) else "base-missing"
