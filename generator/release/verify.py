"""A release looked at as a stranger would before readers are given it: nothing missing, nothing empty, nothing private."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from generator import privacy
from generator.parallel import share
from generator.release.compress import SUFFIXES
from generator.release.pack import LOG, paths

DROP = 0.2
"""Losing a larger part of its pages than this is more likely a mistake than meant."""


class Flaw(NamedTuple):
    """What is wrong: a code for the words, the first page that has it, what it is about, and how many pages have it."""

    code: str
    page: str
    what: str
    pages: int = 1


class Drop(NamedTuple):
    """Pages of one folder, in the release that readers have and in the new one."""

    kind: str
    before: int
    after: int


def drops(before: Iterable[str], after: Iterable[str]) -> list[Drop]:
    """The folders that would lose a large part of their pages, from the files of two releases."""
    had, have = _pages_by_folder(before), _pages_by_folder(after)
    return [Drop(kind, had[kind], have[kind]) for kind in sorted(had) if have[kind] < had[kind] * (1 - DROP)]


def _pages_by_folder(files: Iterable[str]) -> Counter[str]:
    pages = (path.removesuffix("/index.html") for path in files if path.endswith(".html"))
    return Counter(dirname(path) for path in pages)


def flaws(folder: Path, url: str, expected: dict[tuple[str, str], int]) -> list[Flaw]:
    """Everything wrong with a release: its address, and by language folder and kind how many pages of records and places it must have."""
    files = [path for path in paths(folder) if not path.endswith(SUFFIXES)]
    reader = _Reader(folder, frozenset(files), urlsplit(url))
    seen = _Seen()
    # Digests are all digits by chance now and then; what the texts of the log say stands on pages too.
    for part in share(reader.read, [path for path in files if path.endswith(_READ) and not path.startswith(LOG)]):
        seen.add(part)
    found = [Flaw("empty-file", path, path) for path in files if not path.startswith(LOG) and not (folder / path).stat().st_size]
    found += [Flaw("private-key", path, path) for path in files if is_private_key(folder / path)]
    for (lang, kind), count in expected.items():
        if seen.records[lang, kind] != count:
            found.append(Flaw("pages-missing", f"{lang}{kind}/", f"{seen.records[lang, kind]} ≠ {count}"))
    found += [Flaw(code, page, what, count) for (code, what), (page, count) in sorted(seen.misses.items())]
    return found + list(_dead_anchors(folder, seen.anchors))


_PRIVATE_KEY = re.compile(rb"\s*(?:PRIVATE\+KEY\+|-----BEGIN [A-Z ]*PRIVATE KEY-----)")
"""How a file begins that is a private key."""


def is_private_key(file: Path) -> bool:
    """Whether a file is a key that must stay with its owner."""
    with open(file, "rb") as stream:
        return _PRIVATE_KEY.match(stream.read(200)) is not None


# --- reading files -------------------------------------------------------------------------------------------------

_READ = (".html", ".css", ".xml", ".csv", ".txt", ".ics")
_TAG = re.compile(
    r"<!--.*?-->|<(script|style)\b([^>]*)>.*?</\1>"
    r"|<(a|area|audio|embed|form|iframe|image|img|input|link|object|source|track|use|video)\b"
    r"((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![^\s\"'])(?:xlink:)?(?:href|src|data|poster|action)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_ID = re.compile(r"\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_RECORD = re.compile(r"<main\b[^>]*\bdata-kind=\"([^\"]+)\"[^>]*\bdata-id=\"([^\"]+)\"")
_STYLED = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_LISTED = re.compile(r"<loc>([^<]+)</loc>")
# Words that no tag parts may be one number to a reader; what stands in different cells is not.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|span|strong|time|wbr)\b[^>]*>", re.IGNORECASE)
# Root codes and public keys of the log: letters and digits by chance, which are now and then like somebody's name or number.
_LOGGED = re.compile(r"\b\d+(?:-[0-9A-Z]{4}){5}\b|\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}=*")
_MARKUP = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass
class _Seen:
    """What some files hold."""

    misses: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """By code and what is wrong: the first page, and how many pages."""
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    """By page and id in it that links lead to from elsewhere: the first page with such a link."""
    records: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Pages of records and places, by language folder and kind."""

    def miss(self, code: str, what: str, page: str, count: int = 1) -> None:
        first, known = self.misses.get((code, what), (page, 0))
        self.misses[code, what] = (min(first, page), known + count)

    def add(self, other: _Seen) -> None:
        for (code, what), (page, count) in other.misses.items():
            self.miss(code, what, page, count)
        self.anchors = other.anchors | self.anchors
        self.records += other.records


@dataclass(frozen=True)
class _Reader:
    """Reads the files of a release that is to stand at an address."""

    folder: Path
    files: frozenset[str]
    here: SplitResult

    def read(self, part: Sequence[str]) -> list[_Seen]:
        """What a number of files hold, in one heap."""
        seen = _Seen()
        target = cache(self._target)
        for path in part:
            text = (self.folder / path).read_text("utf-8", "replace")
            shown = text
            if path.endswith(".html"):
                shown = _LOGGED.sub("", _words(text))
                _count_record(path, text, seen)
            for code, found in {(find.code, find.shown) for find in privacy.scan(shown)}:
                seen.miss(code, found, path)
            folder = dirname(path)
            for link in set(_links(path, text)):
                self._follow(path, link, target(folder, link), text, seen)
        return [seen]

    def _follow(self, page: str, link: str, target: tuple[str, str] | None, text: str, seen: _Seen) -> None:
        if target is None:
            return
        file, anchor = target[0] or page, target[1]
        if file not in self.files:
            seen.miss("dead-link", link, page)
        elif anchor and file != page:
            seen.anchors.setdefault((file, anchor), page)
        elif anchor and anchor not in _ids(text):
            seen.miss("dead-anchor", link, page)

    def _target(self, folder: str, link: str) -> tuple[str, str] | None:
        """The file an address leads to (empty: the page itself) and the id in it; nothing if that is elsewhere."""
        parts = urlsplit(link)
        if (parts.scheme or parts.netloc) and (parts.scheme or self.here.scheme, parts.netloc) != self.here[:2]:
            return None
        anchor = unquote(parts.fragment)
        # `#top` is the top of any page, and `:~:` only marks words.
        anchor = "" if anchor == "top" or anchor.startswith(":~:") or not link else anchor
        if not parts.path and not parts.netloc:
            return "", anchor
        if parts.netloc and not (parts.path or "/").startswith(self.here.path or "/"):
            return None
        return _file(folder, parts.path or "/", self.here.path or "/"), anchor


def _file(folder: str, path: str, base: str) -> str:
    """The file of a path seen from a folder, or `..` if it leaves the site."""
    if path.startswith("/"):
        if not path.startswith(base):
            return ".."
        folder, path = "", path.removeprefix(base)
    target = normpath(f"{folder}/{path}".lstrip("/") or ".")
    leads_to_folder = not path or path.endswith(("/", "/..", "/.")) or path in (".", "..")
    return unquote(normpath(f"{target}/index.html") if leads_to_folder else target)


@lru_cache(1)
def _ids(text: str) -> frozenset[str]:
    return frozenset(html.unescape(a or b or c) for a, b, c in _ID.findall(text))


def _links(path: str, text: str) -> Iterator[str]:
    """Every address in a file that a browser would follow or ask for."""
    if path.endswith(".css"):
        yield from (link for link in _STYLED.findall(text) if not link.startswith("data:"))
    elif path.endswith(".xml"):
        yield from map(html.unescape, _LISTED.findall(text))
    elif path.endswith(".html"):
        for tag in _TAG.finditer(text):
            for found in _ADDRESS.findall(tag[2] or tag[4] or ""):
                link = html.unescape(found[0] or found[1] or found[2]).strip()
                # An editor who gives a whole address may mean another program on the same host.
                if tag[3] is None or not (tag[3].lower() == "a" and "://" in link):
                    yield link


def _words(text: str) -> str:
    """The words of a page as they are read."""
    return html.unescape(_MARKUP.sub("\n", _INLINE.sub("", text)))


def _count_record(path: str, text: str, seen: _Seen) -> None:
    """Count the page of a record if it stands where a record's page must."""
    if match := _RECORD.search(text):
        place = f"{match[1]}/{match[2]}/index.html"
        if path == place or path.endswith(f"/{place}"):
            seen.records[path.removesuffix(place), match[1]] += 1


def _dead_anchors(folder: Path, anchors: dict[tuple[str, str], str]) -> Iterator[Flaw]:
    wanted: dict[str, set[str]] = {}
    for file, anchor in anchors:
        wanted.setdefault(file, set()).add(anchor)
    for file, names in sorted(wanted.items()):
        missing = names - _ids((folder / file).read_text("utf-8", "replace"))
        yield from (Flaw("dead-anchor", anchors[file, name], f"{file}#{name}") for name in sorted(missing))
