"""Sheets as they come out of the printer: one page each, nothing cut off, large type, and a code that a camera can read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

import projects
import pytest
import zxingcpp
from looking import follow
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from test_sheets import FULL_STREET, full

from generator import build
from generator.model.edition import Edition
from generator.sheets import poster

pytestmark = pytest.mark.browser

POINTS = 72 / 96
A4, A6 = (595, 842), (298, 420)
"""Width and height in points."""
FOOT, BODY, CARD = 11, 14, 9
"""The smallest type on an A4 page, of what matters on it, and on a card, in points."""
# What may be smaller than the body on an A4 page: who publishes, dates, what a number is for.
SMALL = ".banner, .foot .facts, .calls span"


def edition() -> Edition:
    found = projects.checked(projects.CONTENT).edition
    assert found is not None
    return found


def _paths(kind: str, ids: list[str], converted: bool = False) -> list[str]:
    languages = [language for language in edition().languages if converted or not language.convert]
    return [f"{edition().folder(language.code)}print/{kind}/{id}/" for language in languages for id in ids]


@cache
def guidelines() -> list[str]:
    return _paths(
        "guidelines", [entry.id for entry in projects.site_of(projects.CONTENT).published("guidelines")], converted=True
    )


@cache
def posters() -> list[str]:
    """Every street of which something is known, and one of each city of the others."""
    site = projects.site_of(projects.CONTENT)
    known, others = [], {}
    for code in poster.streets(site):
        if site.entry("areas", code) or any(site.within(code, kind) for kind in ("opportunities", "organizations", "help")):
            known.append(code)
        else:
            others.setdefault(code[:4], code)
    return _paths("areas", [*known, *list(others.values())[:6]])


@cache
def cards() -> list[str]:
    return _paths("opportunities", [entry.id for entry in projects.site_of(projects.CONTENT).published("opportunities")])


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page as the printer sees it, at 288 dots an inch."""
    page = browser.new_page(device_scale_factor=3, service_workers="block")
    page.emulate_media(media="print")
    yield page
    page.close()


def _open(page: Page, address: str, path: str, size: tuple[int, int], margin: float) -> None:
    """Open a sheet in a window as large as its paper without margins (millimetres), so that it is laid out as in print."""
    width, height = (round(side / POINTS - 2 * margin * 96 / 25.4) for side in size)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + path)


def _cut_off(page: Page) -> list[str]:
    """Parts whose words are cut off, lie outside the sheet or below its foot."""
    return page.evaluate("""() => {
        const sheet = document.querySelector('.sheet').getBoundingClientRect(), found = [];
        for (const part of document.querySelectorAll('.sheet, .middle'))
            if (part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1)
                found.push(`${part.className}: ${part.scrollWidth}×${part.scrollHeight} in ${part.clientWidth}×${part.clientHeight}`);
        for (const part of document.querySelectorAll('.sheet *:not(.visually-hidden)')) {
            const box = part.getBoundingClientRect();
            if (box.bottom > sheet.bottom + 1 || box.right > sheet.right + 1) found.push(part.outerHTML.slice(0, 80));
        }
        return found;
    }""")


def _small(page: Page, points: float, excepting: str = "[hidden]") -> list[str]:
    """Texts set in smaller type than some points."""
    return page.evaluate(
        """([pixels, excepting]) => {
        const walk = document.createTreeWalker(document.querySelector('.sheet'), NodeFilter.SHOW_TEXT), found = [];
        while (walk.nextNode()) {
            const part = walk.currentNode.parentElement;
            if (!walk.currentNode.data.trim() || part.closest(excepting)) continue;
            const size = parseFloat(getComputedStyle(part).fontSize);
            if (size < pixels - .1) found.push(`${size} ${walk.currentNode.data.slice(0, 40)}`);
        }
        return found;
    }""",
        [points / POINTS, excepting],
    )


def _printed(page: Page) -> list[tuple[int, int]]:
    """The sizes of the pages that come out, in points."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pages]


def _wrong(page: Page, address: str, path: str, size: tuple[int, int]) -> list[str]:
    """Everything that is not as it should be on a sheet, as it is laid out."""
    _open(page, address, path, size, 10 if size == A4 else 5)
    found = _cut_off(page)
    found += _small(page, FOOT) + _small(page, BODY, SMALL) if size == A4 else _small(page, CARD)
    return [f"{path}: {what}" for what in found]


def _room(page: Page) -> float:
    """How many pixels of the open sheet are left empty, from top to bottom."""
    return page.evaluate("""() => {
        const middle = document.querySelector('.middle'), parts = [...middle.children].map(part => part.getBoundingClientRect().height);
        return middle.clientHeight - parts.reduce((sum, height) => sum + height, 0);
    }""")


def _misprints(page: Page, address: str, paths: list[str], size: tuple[int, int], printed: int | None = None) -> list[str]:
    """Everything that is not as it should be on sheets of one kind. With `printed`, only so many in each language are really printed,
    the fullest: what stands around a sheet is the same on all of a kind, and what stands in it can only be cut off, which is seen without."""
    misses, room = [], {}
    for path in paths:
        misses += _wrong(page, address, path, size)
        room[path] = _room(page)
    for language in {path.partition("print/")[0] for path in paths}:
        same = [path for path in paths if path.partition("print/")[0] == language]
        for path in sorted(same, key=lambda path: room[path])[:printed]:
            _open(page, address, path, size, 10 if size == A4 else 5)
            if (sizes := _printed(page)) != [size]:
                misses.append(f"{path}: pages: {sizes}")
    return misses


def test_every_guideline_is_one_page(paper: Page, address: str) -> None:
    """Each guideline in each language prints on one A4 page, nothing cut off, 14 points or more but for its foot."""
    assert guidelines()
    misses = _misprints(paper, address, guidelines(), A4)
    assert not misses, projects.told(misses)


def test_every_task_is_one_page(paper: Page, address: str) -> None:
    """So does each task's sheet, in each language."""
    paths = _paths("tasks", list(edition().terms["tasks"]), converted=True)
    assert paths
    misses = _misprints(paper, address, paths, A4)
    assert not misses, projects.told(misses)


def test_every_poster_is_one_page(paper: Page, address: str) -> None:
    """So does each street's poster."""
    assert posters()
    misses = _misprints(paper, address, posters(), A4, printed=2)
    assert not misses, projects.told(misses)


def test_every_card_is_one_page(paper: Page, address: str) -> None:
    """Each duty card prints on one A6 page, 9 points or more."""
    assert cards()
    misses = _misprints(paper, address, cards(), A6, printed=2)
    assert not misses, projects.told(misses)


def test_the_fullest_poster_is_one_page(paper: Page) -> None:
    """A street with sixty needs still has a poster of one page, in every language."""
    assert full()
    folder = projects.bare_project(projects.scratch() / "full-project", projects.scratch() / "full-street")
    result = build.build(build.Project(folder / "content", folder / "site", folder / "mkdocs.yml", projects.TODAY))
    assert result.report is not None, result.problems
    codes = projects.checked(folder / "content").edition.codes
    paths = [f"{full().edition.folder(lang)}print/areas/{FULL_STREET}/index.html" for lang in codes]
    assert _misprints(paper, f"{(folder / 'site').as_uri()}/", paths, A4) == []


@pytest.mark.parametrize(("path", "size"), [
    ("en/print/guidelines/public-transport/", A4), ("print/areas/440106006000/", A4), ("print/opportunities/shipai-east-gate/", A6),
])  # fmt: skip
def test_a_camera_reads_the_code(paper: Page, address: str, path: str, size: tuple[int, int]) -> None:
    """The code as printed, at 288 dots an inch, opens the record's page."""
    _open(paper, address, path, size, 10 if size == A4 else 5)
    picture = Image.open(io.BytesIO(paper.screenshot()))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [edition().url + path.replace("print/", "")]


@pytest.mark.parametrize(
    "path", ["print/guidelines/masks/", "print/areas/440106006000/", "print/opportunities/shipai-east-gate/"]
)
def test_what_leads_back_is_not_printed(paper: Page, address: str, path: str) -> None:
    """The line that leads back to the page is on the screen and not on paper."""
    paper.goto(address + path)
    bar = paper.locator(".sheet-bar")
    assert bar.is_hidden()
    paper.emulate_media(media="screen")
    assert bar.is_visible()
    follow(bar.locator("a"))
    assert paper.url == address + path.replace("print/", "")
    paper.emulate_media(media="print")


def test_what_is_of_no_use_on_paper_is_not_printed(paper: Page, address: str) -> None:
    """A page that is printed has no box to search with, and no heading over ways to follow it that are left out."""
    paper.goto(f"{address}changes/")
    assert [paper.locator(part).is_visible() for part in (".search", "#follow", "h1")] == [False, False, True]


@pytest.mark.parametrize(
    "path", ["print/guidelines/masks/", "en/print/areas/440106006000/", "print/opportunities/shipai-east-gate/"]
)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_sheet_reads_on_a_screen(paper: Page, address: str, path: str, width: int) -> None:
    """On a screen a sheet flows: type of 18 pixels or more, nothing cut off sideways, with the reader's larger sizes too."""
    paper.emulate_media(media="screen")
    paper.set_viewport_size({"width": width, "height": 800})
    paper.goto(address + path)
    for mode in ("", "elder"):
        paper.evaluate("mode => mode && document.documentElement.setAttribute('data-mode', mode)", mode)
        assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth"), mode
        assert _small(paper, (24 if mode else 18) * POINTS) == []
    paper.emulate_media(media="print")


@pytest.mark.parametrize("lang", [language.code for language in edition().languages])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_single_file_asks_for_nothing(browser: Browser, lang: str, scheme: str) -> None:
    """Opened alone from a folder, the file has its style, complains of nothing, asks for nothing and fits a phone."""
    file = projects.real_site() / edition().folder(lang) / "print/guidelines.html"
    page = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(file.as_uri())
    assert (asked, told) == ([file.as_uri()], [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('.calls')).display") == "flex"
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")
    page.close()
