"""`sitemap.xml` with dates from the records, and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

LIMIT = 40_000
"""Addresses in one sitemap; the protocol allows 50,000 and 50 MB."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Address(NamedTuple):
    """One page: its whole address, and the day of its last change (ISO text) where it is known."""

    url: str
    changed: str


def files(addresses: list[Address], base: str) -> Iterator[tuple[str, bytes]]:
    """The sitemap, in several files with an index where one is not enough, and the robots file that names it."""
    parts = [addresses[start : start + LIMIT] for start in range(0, len(addresses), LIMIT)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _sitemap(parts[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield "sitemap.xml", _index(f"{base}{name}" for name in names)
        yield from zip(names, map(_sitemap, parts), strict=True)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()


def _sitemap(addresses: Iterable[Address]) -> bytes:
    rows = "".join(f"<url><loc>{escape(url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n" for url, day in addresses)
    return f"{_HEAD}<urlset {_SPACE}>\n{rows}</urlset>\n".encode()


def _index(addresses: Iterable[str]) -> bytes:
    rows = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in addresses)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{rows}</sitemapindex>\n".encode()
