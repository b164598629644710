"""The sitemap lists exactly the pages, with dates from the records."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.kinds import KIND_NAMES
from generator.outputs import sitemap
from generator.outputs.sitemap import Address
from generator.pages import PAGES

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://example.org/"


def _listed(data: bytes) -> dict[str, str]:
    rows = ElementTree.fromstring(data).findall("s:url", SPACE)
    found = [(row.findtext("s:loc", "", SPACE), row.findtext("s:lastmod", "", SPACE)) for row in rows]
    assert len(found) == len(dict(found)), "an address stands twice"
    return dict(found)


@pytest.mark.parametrize("edition", ["real", "sound"])
def test_it_lists_exactly_the_pages(edition: str) -> None:
    """Every page is listed once by the address it calls its own; the error page, the page of search results and sheets for printing keep out of it."""
    folder = {"real": projects.real_site, "sound": projects.sound_site}[edition]()
    texts = [path.read_text("utf-8") for path in folder.rglob("*.html")]
    pages = [text for text in texts if '<meta name="robots" content="noindex">' not in text]
    canonical = {re.search(r'<link rel="canonical" href="([^"]+)"', text)[1] for text in pages}  # type: ignore[index]
    assert len(canonical) == len(pages)
    assert set(_listed((folder / "sitemap.xml").read_bytes())) == canonical


def test_dates_are_the_records() -> None:
    """A record's page carries the day of its last change or check, and no other page carries a date."""
    site = projects.site_of(projects.CONTENT)
    listed = _listed((projects.real_site() / "sitemap.xml").read_bytes())
    expected = {}
    converted = [kind.section for kind in PAGES if kind.converted]
    for lang, folder in (("zh", ""), ("en", "en/"), ("zh-hant", "zh-hant/")):
        kinds = converted if site.edition.language(lang).convert else KIND_NAMES
        for kind in set(kinds) & set(KIND_NAMES):
            for entry in site.published(kind):
                days = [entry.record.verified, *(change.date for change in entry.record.changes)]
                expected[f"{site.edition.url}{folder}{kind}/{entry.id}/"] = max(days).isoformat()
    assert {url: day for url, day in listed.items() if day} == expected


def test_robots_name_it() -> None:
    """`robots.txt` lets everybody in and names the sitemap."""
    text = (projects.real_site() / "robots.txt").read_text("utf-8")
    assert "Disallow: /" not in text
    assert f"Sitemap: {projects.site_of(projects.CONTENT).edition.url}sitemap.xml\n" in text


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), st.dates().map(str)),
        max_size=20,
    )
)
def test_any_address_survives(rows: list[tuple[str, str]]) -> None:
    """Whatever characters an address has, the file is sound XML that gives it back."""
    addresses = [Address(BASE + path, day) for path, day in dict(rows).items()]
    data = dict(sitemap.files(addresses, BASE))["sitemap.xml"]
    assert list(_listed(data).items()) == [(address.url, address.changed) for address in addresses]


def test_many_addresses_take_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit of one file an index names several, which together list every address once."""
    monkeypatch.setattr(sitemap, "LIMIT", 3)
    addresses = [Address(f"{BASE}{number}/", "") for number in range(8)]
    made = dict(sitemap.files(addresses, BASE))
    index = [row.findtext("s:loc", "", SPACE) for row in ElementTree.fromstring(made["sitemap.xml"]).findall("s:sitemap", SPACE)]
    assert index == [f"{BASE}sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [_listed(made[url.removeprefix(BASE)]) for url in index]
    assert [len(part) for part in parts] == [3, 3, 2]
    assert [url for part in parts for url in part] == [address.url for address in addresses]


def test_no_address_is_no_fault() -> None:
    """An empty site has an empty sitemap."""
    assert _listed(dict(sitemap.files([], BASE))["sitemap.xml"]) == {}
