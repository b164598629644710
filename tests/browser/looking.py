"""How tests look at a page: how wide, in which mode, and with an ear for everything that goes wrong meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request

from tests.shots import PAGES, kept

EVERY = pytest.mark.parametrize("name", PAGES)
PHONE, DESK = 360, 1280
WIDTHS = (PHONE, DESK)
# What is not named is as a browser has it without being told.
MEDIA: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"}, "elder": {"color_scheme": "light"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"}, "print": {"media": "print", "color_scheme": "light"},
}  # fmt: skip
"""The modes in which every kind of page is judged, and what the browser says of each."""
_EARLY = "was preloaded using link preload but not used within"
"""What a browser says of the search that was fetched ahead, when nobody has searched for some seconds: no fault."""
_USUAL = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
_LISTEN = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective}: ${e.blockedURI}`))"


@cache
def context(
    browser: Browser, width: int = PHONE, elder: bool = False, scripts: bool = True, workers: Any = "allow"
) -> BrowserContext:
    """A reader's browser: made once, for making one takes longer than a page. `elder` is a choice made on an earlier visit."""
    made = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="light", java_script_enabled=scripts, service_workers=workers
    )  # fmt: skip
    made.add_init_script(_LISTEN)
    if elder:
        made.add_init_script(kept(mode="elder"))
    return made


def wear(page: Page, mode: str) -> None:
    """Put an open page into a mode; the elder mode is a matter of the context."""
    page.emulate_media(**(_USUAL | MEDIA[mode]))  # type: ignore[arg-type]


_free: dict[BrowserContext, list[Page]] = {}
"""Empty tabs of each browser: to open another takes longer than most of what is done in one."""


@contextmanager
def _tab(made: BrowserContext) -> Iterator[Page]:
    """An empty tab, on which nothing was set; kept for the next who asks, unless something went wrong in it."""
    page = _free[made].pop() if _free.setdefault(made, []) else made.new_page()
    usual = page.viewport_size
    try:
        yield page
    except BaseException:
        page.close()
        raise
    page.unroute_all()
    page.goto("about:blank")
    wear(page, "light")
    if usual and page.viewport_size != usual:
        page.set_viewport_size(usual)
    _free[made].append(page)


@contextmanager
def opened(
    browser: Browser, address: str, width: int = PHONE, scripts: bool = True, elder: bool = False
) -> Iterator[tuple[Page, list[str]]]:
    """A page of a view, and everything that goes wrong while it is open."""
    wrong: list[str] = []
    ears: dict[Any, Any] = {
        "console": lambda message: wrong.append(f"console: {message.text}") if _EARLY not in message.text else None,
        "pageerror": lambda error: wrong.append(f"error: {error}"),
        "request": lambda asked: wrong.append(f"another host: {asked.url}") if not asked.url.startswith(address) else None,
        "response": lambda answer: wrong.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None,
        "requestfailed": lambda asked: wrong.append(f"failed: {asked.url}") if not _is_needless(asked, scripts) else None,
    }
    with _tab(context(browser, width, elder, scripts)) as page:
        for event, ear in ears.items():
            page.on(event, ear)
        yield page, wrong
        for event, ear in ears.items():
            page.remove_listener(event, ear)


@contextmanager
def reading(browser: Browser, url: str, width: int = PHONE, elder: bool = False, open_all: bool = True) -> Iterator[Page]:
    """A page at an address, with everything on it laid open. Nothing is kept from one such page for another."""
    with _tab(context(browser, width, elder, workers="block")) as page:
        page.goto(url)
        if open_all:
            lay_open(page)
        yield page


class Shown(NamedTuple):
    """A page on a phone, laid open, in the standard mode or the elder one."""

    page: Page
    elder: bool


def as_it_was(page: Page) -> None:
    """Put an open page back to its top, its width and its colours, with the keyboard nowhere."""
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    page.set_viewport_size({"width": PHONE, "height": 800})
    wear(page, "light")


def follow(link: Locator) -> None:
    """Take a link and wait for where it leads: what is asked of a page while it is still arriving tells nothing."""
    with link.page.expect_navigation():
        link.click()


def lay_open(page: Page) -> None:
    """Open all that can be opened, so that it is judged too."""
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


def _is_needless(asked: Request, scripts: bool) -> bool:
    """What had not come yet when its page was left is missed by nobody; a browser without scripts fetches none ahead either."""
    return asked.failure == "net::ERR_ABORTED" or (not scripts and asked.resource_type == "script")
