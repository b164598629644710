"""What stands around a page's body: language, addresses, menu and words, for hand-written pages and shells alike.

A shell is an ordinary page whose changing places hold marks instead of words, so that it can be cut there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from generator.model.edition import Edition, Language
from generator.sheets import SHEETS
from generator.text import Speech
from generator.theme import policy

SECTIONS = (
    "home", "guidelines", "help", "opportunities", "hotlines", "areas", "organizations", "registers", "commendations", "figures",
    "rumours", "notices", "changes", "find", "search", "tasks", "ledger", "none",
)  # fmt: skip
"""Sections of the menu, in its order; those of `APART` have no entry of their own."""
APART = ("home", "search", "tasks", "ledger", "none")
DOORS = ("hotlines",)
"""The sections named on top of every page. A keyboard passes them on its way to the page's words: six stops at most."""
UNLISTED = (*SHEETS, "404", "search")
"""Layouts that search engines are told not to keep: sheets for printing, and what shows nothing without a reader's own words."""

PLACES = ("title", "description", "path", "record", "head", "body")
"""The places at which a shell is cut."""


def mark(place: str) -> str:
    """What stands at a place until it is cut: characters that no text may hold (private use)."""
    return f"\ue000{place}\ue001"


class Shape(NamedTuple):
    """What makes one shell differ from another."""

    layout: str
    lang: str
    depth: int
    section: str

    @property
    def name(self) -> str:
        return f"{self.layout}-{self.lang}-{self.depth}-{self.section}"


class Asset(NamedTuple):
    """A style sheet or script: its path, a mark of its content that makes its address new whenever it is, and its digest."""

    path: str
    mark: str
    integrity: str = ""
    """As browsers check it before use; empty where the folder must also open from a stick, which browsers then refuse."""


class Link(NamedTuple):
    """One link of a menu."""

    address: str
    name: Markup | str
    current: bool = False


@dataclass
class Frame:
    """What `main.html` says around a body. Addresses are relative to the page, but on the error page."""

    edition: Edition
    speech: Speech
    shape: Shape
    title: str
    description: str
    path: str
    """The page's address in its language."""
    docs: Iterable[tuple[str, str]] = ()
    """Hand-written pages of this language: address in the language, title."""
    own: Container[str] = frozenset(SECTIONS)
    """The sections there are in this language; the others are linked in the first."""
    languages: Sequence[Language] = ()
    """The languages this page is published in."""
    styles: Sequence[Asset] = ()
    script: Asset | None = None
    own_script: Asset | None = None
    """What only pages of this layout run, after the page is there."""
    icon: Asset | None = None
    has_ledger: bool = False
    """Whether the edition keeps a log of what it published."""
    record: str = ""
    """Kind, id and version of the record shown, as a reader would name it."""
    head: str = ""
    body: str = ""

    @cached_property
    def root(self) -> str:
        """The way to the site's first folder."""
        if self.shape.layout == "404":
            return urlsplit(self.edition.url).path or "/"
        return "../" * (self.shape.depth + (self.shape.lang != self.edition.main))

    @cached_property
    def home(self) -> str:
        """The way to the language's first page."""
        return self.root + self._folder(self.shape.lang) or "./"

    def _folder(self, lang: str) -> str:
        return self.edition.folder(lang)

    @property
    def is_sheet(self) -> bool:
        return self.shape.layout in SHEETS

    @property
    def is_unlisted(self) -> bool:
        return self.shape.layout in UNLISTED

    @property
    def policy(self) -> str:
        return policy.META

    @property
    def lang(self) -> str:
        return self.speech.tag

    @property
    def canonical(self) -> str:
        return self.edition.url + self._folder(self.shape.lang) + self.path

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Every language's address of this page, with its tag, and the first once more for everybody else."""
        found = [(language.tag, self.edition.url + self._folder(language.code) + self.path) for language in self.languages]
        return [*found, ("x-default", found[0][1])] if len(found) > 1 else []

    @property
    def switch(self) -> list[tuple[str, str, str]]:
        """The other languages: tag, name, way there."""
        others = [language for language in self.languages if language.code != self.shape.lang]
        return [(other.tag, other.name, (self.root + self._folder(other.code) + self.path) or "./") for other in others]

    @property
    def has_box(self) -> bool:
        """Whether a search box stands on top: where the page has a larger one of its own, it would be one too many."""
        return self.shape.section not in ("home", "search")

    @property
    def doors(self) -> list[Link]:
        return [self._link(section, "door") for section in DOORS]

    @property
    def menu(self) -> list[Link]:
        return [self._link(section) for section in SECTIONS if section not in APART]

    @property
    def about(self) -> list[Link]:
        """Links to the hand-written pages, which nobody converts."""
        folder = self.root + self._folder(self.speech.lang)
        return [Link(folder + address, title) for address, title in self.docs]

    @property
    def ledger(self) -> Link:
        return self._link("ledger")

    def _link(self, section: str, name: str = "kind") -> Link:
        folder = self.root + self._folder(self.shape.lang if section in self.own else self.edition.main)
        return Link(f"{folder}{section}/", self.speech.word(f"{name}.{section}"), section == self.shape.section)

    def word(self, key: str, **values: object) -> Markup:
        return self.speech.word(key, **values)

    @property
    def site_title(self) -> Markup:
        return self.speech(self.edition.title)

    @property
    def banner(self) -> Markup | None:
        return self.speech(self.edition.banner) if self.edition.banner else None

    @property
    def mail(self) -> str:
        """Where a correction is sent to, with its subject; empty where the edition has no address for it."""
        if not self.edition.corrections_email:
            return ""
        subject = self.word("wrong.subject", site=self.speech.plain(self.edition.title)).unescape()
        return f"mailto:{self.edition.corrections_email}?subject={quote(subject)}"

    @property
    def footer(self) -> list[Markup]:
        """The lines at the foot: who publishes, the site's date where it is fixed, whom to tell of mistakes."""
        lines = [self.word("site-by", publisher=self.speech(self.edition.publisher)), self.speech(self.edition.contact)]
        if self.edition.as_of:
            lines.insert(1, self.word("clock", day=self.edition.as_of))
        return lines


def specimen(edition: Edition, speech: Speech, shape: Shape) -> Frame:
    """A frame with marks at every place that is cut."""
    return Frame(
        edition, speech, shape, title=mark("title"), description=mark("description"), path=mark("path"),
        record=mark("record"), head=mark("head"), body=mark("body"),
    )  # fmt: skip
