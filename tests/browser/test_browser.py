"""Every kind of page in a browser: narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import htmlread
import projects
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from generator import pages
from tests.shots import PAGES

pytestmark = pytest.mark.browser

VIEWS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
# axe takes a second for each page: narrow and light, wide and dark find what the others would.
JUDGED = {(360, "light"), (1280, "dark")}
GRAVE = ("serious", "critical")
EVERY = pytest.mark.parametrize("name", PAGES)


@contextmanager
def opened(
    browser: Browser, address: str, width: int = 360, scheme: str = "light", scripts: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """A page of a view, and everything that goes wrong while it is open."""
    page, wrong = _context(browser, width, scheme, scripts).new_page(), []
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: wrong.append(f"another host: {request.url}") if not request.url.startswith((address, "data:")) else None,
    )
    page.on("response", lambda answer: wrong.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    try:
        yield page, wrong
    finally:
        page.close()


@cache
def _context(browser: Browser, width: int, scheme: Any, scripts: bool) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts)


def test_every_kind_of_page_is_looked_at() -> None:
    """The pages looked at are of every kind there is."""
    patterns = [re.escape(kind.path).replace(r"\{id\}", "[^/]+") for kind in [*pages.PAGES, pages.NOT_FOUND]]
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, path) for path in PAGES.values())] == []


@EVERY
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_a_page_is_quiet_and_fits(browser: Browser, address: str, name: str, width: int, scheme: str) -> None:
    """A page complains of nothing, asks only its own host and does not scroll sideways; axe finds nothing grave in it."""
    with opened(browser, address, width, scheme) as (page, wrong):
        page.goto(address + PAGES[name])
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert _too_wide(page) == []
        if (width, scheme) in JUDGED:
            assert _grave(page) == []
        assert wrong == []


def _too_wide(page: Page) -> list[str]:
    """Elements that make the page scroll sideways."""
    return page.evaluate("""() => {
        const whole = document.scrollingElement, wide = whole.clientWidth;
        if (whole.scrollWidth <= wide) return [];
        return [...document.body.querySelectorAll('*')].filter(part => part.getBoundingClientRect().right > wide + 0.5)
            .map(part => part.outerHTML.slice(0, 120)).slice(0, 5);
    }""")


def _grave(page: Page) -> list[str]:
    """What axe calls serious or critical: the rule and the places."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in found if violation["impact"] in GRAVE for node in violation["nodes"][:3]
    ]  # fmt: skip


@EVERY
def test_a_page_works_without_javascript(browser: Browser, address: str, name: str) -> None:
    """Without JavaScript a page shows the same words, and its links lead on."""
    with opened(browser, address, scripts=False) as (page, wrong):
        page.goto(address + PAGES[name])
        path = PAGES[name] if PAGES[name].endswith(".html") else f"{PAGES[name]}index.html"
        built = htmlread.tree((projects.real_site() / path).read_text("utf-8"))
        assert htmlread.squeeze(page.locator("main").text_content() or "") == built.all("main")[0].squeezed
        page.locator("header .brand").click()
        assert page.locator("main").get_attribute("data-kind") == "home"
        assert wrong == []


@pytest.mark.parametrize("name", ["home", "guideline", "opportunities", "about", "not-found", "en-home"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_skip_link_comes_first(browser: Browser, address: str, name: str, width: int) -> None:
    """The first Tab reaches the skip link and shows it; taking it, the next Tab is in the body."""
    with opened(browser, address, width) as (page, wrong):
        page.goto(address + PAGES[name])
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")
        assert skip.evaluate("link => link === document.activeElement")
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert wrong == []


def test_every_link_of_the_menu_is_reached_by_tab(browser: Browser, address: str) -> None:
    """Tab visits every link of a page, in the order in which they stand."""
    with opened(browser, address) as (page, _):
        page.goto(address + PAGES["hotline"])
        links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
        visited = []
        for _ in links:
            page.keyboard.press("Tab")
            visited.append(page.evaluate("document.activeElement.href"))
        assert visited == links


@pytest.mark.parametrize("name", ["home", "opportunity"])
def test_pages_can_be_read_from_a_stick(browser: Browser, name: str) -> None:
    """Opened as a file, a page has its style and asks for nothing that is not there."""
    file = projects.real_site() / PAGES[name] / "index.html"
    with opened(browser, "file://") as (page, wrong):
        page.goto(file.as_uri())
        assert page.evaluate("document.styleSheets.length") == 2
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") in ("absolute", "fixed")
        assert wrong == []


@pytest.mark.parametrize("name", ["home", "opportunity", "help", "hotlines"])
def test_links_are_large_enough_to_touch(browser: Browser, address: str, name: str) -> None:
    """On a phone every telephone number and every link of the header is at least 24 pixels high, as WCAG 2.2 asks."""
    with opened(browser, address) as (page, _):
        page.goto(address + PAGES[name])
        low = page.locator("a.tel, header a").evaluate_all("""links => links.filter(link => link.getBoundingClientRect().height < 24)
            .map(link => link.outerHTML.slice(0, 100))""")
        assert low == []
