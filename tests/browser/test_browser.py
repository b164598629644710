"""Every kind of page in a browser that is not as usual: without JavaScript, by keyboard alone, from a stick."""

from __future__ import annotations

import htmlread
import projects
import pytest
from looking import EVERY, WIDTHS, follow, opened
from playwright.sync_api import Browser

from tests.shots import PAGES

__all__ = ["opened"]

pytestmark = pytest.mark.browser


@EVERY
def test_a_page_works_without_javascript(browser: Browser, address: str, name: str) -> None:
    """Without JavaScript a page shows the same words, and its links lead on."""
    with opened(browser, address, scripts=False) as (page, wrong):
        page.goto(address + PAGES[name])
        path = PAGES[name] if PAGES[name].endswith(".html") else f"{PAGES[name]}index.html"
        built = htmlread.tree((projects.real_site() / path).read_text("utf-8"))
        assert htmlread.squeeze(page.locator("main").text_content() or "") == built.all("main")[0].squeezed
        if page.locator("header .brand").count():
            follow(page.locator("header .brand"))
            assert page.locator("main").get_attribute("data-kind") == "home"
        assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_menu_and_languages_work_without_javascript(browser: Browser, address: str, width: int) -> None:
    """Without JavaScript the menu is reached at the foot, and the other languages under the button at the top."""
    with opened(browser, address, width, scripts=False) as (page, wrong):
        page.goto(address + PAGES["guideline"])
        follow(page.locator("header nav a[href='#menu']"))
        assert page.locator("#menu").evaluate("menu => menu.getBoundingClientRect().top < innerHeight")
        assert not page.locator(".languages a").first.is_visible()
        page.locator("header details.display summary").click()
        follow(page.locator(".languages a[hreflang=en]"))
        assert page.url == f"{address}en/{PAGES['guideline']}"
        assert wrong == []


@pytest.mark.parametrize("name", ["home", "guideline", "opportunities", "about", "not-found", "en-home"])
@pytest.mark.parametrize("width", WIDTHS)
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
        page.wait_for_function("location.hash === '#main'")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert wrong == []


@pytest.mark.parametrize("name", ["home", "opportunity", "en-guideline"])
def test_pages_can_be_read_from_a_stick(browser: Browser, name: str) -> None:
    """Opened as a file, a page has its style, its picture and its script, asks for nothing that is not there, and leads on."""
    with opened(browser, "file://") as (page, wrong):
        page.goto((projects.real_site() / PAGES[name] / "index.html").as_uri())
        assert page.evaluate("document.styleSheets.length") == page.locator("link[rel=stylesheet]").count() > 0
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") in ("absolute", "fixed")
        assert page.locator(".brand img").evaluate("picture => picture.complete && picture.naturalWidth > 0")
        assert page.locator("[data-settings] button").count() > 0
        follow(page.locator("header .brand"))
        assert page.locator("main").get_attribute("data-kind") == "home"
        assert page.evaluate("refused") == []
        assert wrong == []
