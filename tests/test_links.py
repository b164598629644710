"""Every link of the whole built site leads somewhere, nothing is asked of another host, and every page has its head."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import htmlread
import projects
import pytest

from generator.theme.shells import cut

HEAVY = 9 * 1024
"""More HTML than this around a body costs a phone on a bad line more than the body does."""
HERE = urlsplit(projects.site_of(projects.CONTENT).edition.url)


@cache
def sketches() -> dict[str, htmlread.Sketch]:
    """Every page of the real site by its path."""
    site = projects.real_site()
    return {path.relative_to(site).as_posix(): htmlread.sketch(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


@cache
def files() -> frozenset[str]:
    """Every file of the real site."""
    site = projects.real_site()
    return frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def address(page: str) -> str:
    """The address of a page's file."""
    return HERE.geturl() + page.removesuffix("index.html")


@cache
def resolved(folder: str, path: str) -> str:
    """The file that a path leads to from a folder, or an empty text if it leaves the site."""
    whole = path.startswith("/")
    inside = path.startswith(HERE.path) if whole else True
    target = normpath(path.removeprefix(HERE.path) if whole else f"{folder}/{path}".lstrip("/")) if path.strip("/") else "."
    inside = inside and not target.startswith("..")
    leads_to_folder = path.endswith(("/", "..", ".")) or not path
    file = normpath(f"{target}/index.html") if leads_to_folder else target
    return unquote(file) if inside else ""


def broken(page: str, link: str) -> bool:
    """Whether an address in a page leads to no file of the site, or to no id there."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        own = f"{parts.scheme}://{parts.netloc}" == f"{HERE.scheme}://{HERE.netloc}"
        return own and resolved("", parts.path or "/") not in files()
    target = resolved(page.rpartition("/")[0], parts.path) if parts.path else page
    if target not in files():
        return True
    return bool(parts.fragment) and unquote(parts.fragment) not in _ids(target)


@cache
def _ids(page: str) -> frozenset[str]:
    return frozenset(sketches()[page].ids) if page in sketches() else frozenset()


# --- links ---------------------------------------------------------------------------------------------------------


def test_every_link_leads_somewhere() -> None:
    """Every address within the site names a file that is there, and every fragment an id in it."""
    misses = Counter(
        f"{_kind(page)}: {link}" for page, found in sketches().items() for link in [*found.links, *found.fetched] if broken(page, link)
    )  # fmt: skip
    assert not misses, projects.told([f"{count} × {what}" for what, count in misses.most_common()])


def _kind(page: str) -> str:
    return re.sub(r"/\d{12}/", "/CODE/", f"/{page}")


def test_broken_links_are_noticed() -> None:
    """This test's own judgement: each kind of broken link is found out, and the sound ones pass."""
    page = "hotlines/index.html"
    assert not any(
        broken(page, link)
        for link in ("../", "./", "../help/", "#main", "../help/#main", "/", "/help/", "../index.html", "tel:12345")
    )
    assert all(
        broken(page, link)
        for link in ("../nothing/", "#nothing", "../help/#nothing", "/nothing/", "../../", f"{HERE.geturl()}nothing/")
    )


def test_ids_are_unique() -> None:
    """No id stands twice in a page."""
    misses = [f"{page}: {id}" for page, found in sketches().items() for id, count in Counter(found.ids).items() if count > 1]
    assert not misses, projects.told(misses)


def test_ids_are_sound() -> None:
    """An id that a link can name is plain letters, digits, `-`, `_` and `:`, and never empty."""
    misses = [
        f"{page}: {id!r}" for page, found in sketches().items() for id in found.ids if not re.fullmatch(r"[A-Za-z0-9_:-]+", id)
    ]
    assert not misses, projects.told(misses)


def test_named_ids_exist() -> None:
    """Whatever is said to label, describe or control something is there."""
    misses = [f"{page}: {id}" for page, found in sketches().items() for id in found.named if id not in _ids(page)]
    assert not misses, projects.told(misses)


# --- no third party ------------------------------------------------------------------------------------------------


def test_nothing_is_asked_of_another_host() -> None:
    """No script, style, picture, font or form of any page belongs to another host."""
    misses = [
        f"{page}: {link}"
        for page, found in sketches().items()
        for link in found.fetched
        if re.match(r"(?:[a-z]+:)?//|data:text", link, re.I)
    ]
    assert not misses, projects.told(misses)


def test_styles_ask_nothing_of_another_host() -> None:
    """Style sheets import nothing, and what they fetch lies in the site."""
    for path in sorted(files()):
        if path.endswith((".css", ".svg")):
            text = (projects.real_site() / path).read_text("utf-8")
            assert "@import" not in text, path
            fetched = [link.strip("\"' ") for link in re.findall(r"url\(([^)]*)\)", text)]
            assert [link for link in fetched if not link.startswith("data:") and broken(path, link)] == [], path


def test_pages_do_without_scripts_of_others() -> None:
    """No event handler, no `javascript:` address and no frame stands in any page."""
    for page in sketches():
        text = (projects.real_site() / page).read_text("utf-8")
        assert not re.search(r"<[^>]*\son[a-z]+\s*=|<(?:iframe|object|embed|base)\b|javascript:", text, re.I), page


# --- heads ---------------------------------------------------------------------------------------------------------


LANGUAGES = {"en": "en", "zh-hant": "zh-Hant"}
"""The languages that stand in a folder of their own, with their tags."""


@cache
def _ordinary() -> dict[str, htmlread.Sketch]:
    """Pages that have an address for everybody: neither error pages, nor what is made to be printed, nor the answers to a search."""
    return {
        page: found
        for page, found in sketches().items()
        if not page.endswith(("404.html", "search/index.html")) and "print" not in page.split("/")[:2]
    }


def test_headings_do_not_jump() -> None:
    """A page has one first heading, and no heading is more than one level below the one before it."""
    misses = []
    for page, found in sketches().items():
        steps = [0, *found.headings]
        if found.headings.count(1) != 1 or any(below > above + 1 for above, below in pairwise(steps)):
            misses.append(f"{_kind(page)}: {found.headings}")
    assert not misses, projects.told(sorted(set(misses)))


def test_every_page_has_title_and_description() -> None:
    """Every page has a title, a description and a language."""
    for page, found in sketches().items():
        assert found.title.strip(), page
        assert found.meta.get("description", "").strip(), page
        assert found.lang == LANGUAGES.get(page.split("/")[0], "zh-CN"), page


def test_titles_tell_pages_apart() -> None:
    """No two pages in a language share a title, not even those of streets that share a name."""
    titles = Counter((found.lang, found.title) for found in _ordinary().values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_names_its_own_address() -> None:
    """A page's canonical address is where it stands; error pages, sheets and the search have none and ask not to be listed."""
    for page, found in sketches().items():
        if page in _ordinary():
            assert found.canonical == address(page)
            assert "robots" not in found.meta
        else:
            assert (found.canonical, found.alternates, found.meta["robots"]) == ("", [], "noindex"), page


def test_languages_name_each_other() -> None:
    """A page names itself and its twins in every language, and they name the same; the first stands for everybody else."""
    by_address = {found.canonical: found for found in _ordinary().values()}
    for page, found in _ordinary().items():
        tags = dict(found.alternates)
        twins = [tag for folder, tag in LANGUAGES.items() if f"{folder}/{_without_language(page)}" in sketches()]
        assert set(tags) == {"zh-CN", "x-default", *twins}, page
        assert tags[found.lang] == found.canonical
        assert tags["x-default"] == tags["zh-CN"]
        assert all(by_address[link].alternates == found.alternates for link in tags.values()), page


def _without_language(page: str) -> str:
    first, _, rest = page.partition("/")
    return rest if first in LANGUAGES else page


def test_error_pages_hold_at_any_address() -> None:
    """An error page is shown at addresses of any depth, so its links begin at the site's first folder."""
    for page in ("404.html", "en/404.html"):
        found = sketches()[page]
        relative = [link for link in [*found.links, *found.fetched] if not link.startswith((HERE.path, "#", "tel:", "mailto:"))]
        assert relative == [], page


def test_error_pages_hold_below_a_path(tmp_path: Path) -> None:
    """Where the site lies below a path, so do the error page's links."""
    folder = projects.project(tmp_path / "p")
    projects.edit(
        folder / "content" / "site.yml", lambda text: text.replace("https://liudu.example.org/", "https://example.org/flood/")
    )
    assert projects.build_in(folder).report is not None
    for page in ("404.html", "en/404.html"):
        found = htmlread.sketch((folder / "site" / page).read_text("utf-8"))
        links = [link for link in [*found.links, *found.fetched] if not link.startswith(("#", "tel:", "mailto:"))]
        assert [link for link in links if not link.startswith("/flood/")] == []
        assert all((folder / "site" / link.removeprefix("/flood/").partition("?")[0]).exists() for link in links)


def test_little_stands_around_a_body() -> None:
    """The HTML around a page's body weighs 9 kB at most, as built and in every shell."""
    assert {page: found.around for page, found in sketches().items() if found.around > HEAVY} == {}
    shells = sorted(projects.real_site().parent.glob(".zhiyin/frames/*/zhiyin-shells/*/index.html"))
    assert shells
    assert [shell.parent.name for shell in shells if cut(shell.read_text("utf-8")).weight > HEAVY] == []


def test_linked_data_parses() -> None:
    """JSON-LD of every page parses, names its type and the page's own address and language."""
    seen: set[str] = set()
    for page, found in sketches().items():
        text = (projects.real_site() / page).read_text("utf-8")
        for script in htmlread.LINKED_DATA.findall(text):
            data: dict[str, Any] = json.loads(script)
            assert data["@context"] == "https://schema.org"
            assert (data["url"], data["inLanguage"]) == (found.canonical, found.lang), page
            seen.add(data["@type"])
    assert seen == {"SpecialAnnouncement", "Event", "GovernmentService", "ClaimReview"}


# --- the reader of these tests -------------------------------------------------------------------------------------


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: html.unescape(value or "") for name, value in attrs}))


@pytest.mark.parametrize(
    "page", ["index.html", "en/index.html", "404.html", "about/index.html", "edit/index.html", "guidelines/masks/index.html"]
)
def test_the_quick_reader_reads_as_the_slow_one(page: str) -> None:
    """The tests' own quick reader finds the same tags and attributes as the standard library's parser."""
    text = (projects.real_site() / page).read_text("utf-8")
    parser = _Parser()
    parser.feed(text)
    assert list(htmlread.tags(text)) == [
        (tag, {} if tag in ("script", "style") else attributes) for tag, attributes in parser.found
    ]


def test_pages_are_well_formed() -> None:
    """In a page of every kind each element ends where it must."""
    site = projects.real_site()
    for kind in sorted({_shape(page) for page in sketches()}):
        page = next(page for page in sketches() if _shape(page) == kind)
        htmlread.tree((site / page).read_text("utf-8"))


def _shape(page: str) -> str:
    parts = page.split("/")
    return "/".join([*parts[:-2], "*"] if len(parts) > 2 and parts[-3] not in ("", "en") else parts)
