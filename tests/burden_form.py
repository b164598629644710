"""What it costs an editor to say by form that two of the four places at a gate are now filled."""

from __future__ import annotations

import time
from pathlib import Path

from burden import Burden
from forms import desk
from playwright.sync_api import Browser, Page, sync_playwright

from generator.form.server import FormServer, running
from tests.shots import FLAGS


class Hands:
    """An editor's hands at a page: every key and click is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.clicks = 0

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def press(self, keys: str) -> None:
        self.keys += len(keys.split("+"))
        self.page.keyboard.press(keys)

    def click(self, what: str, times: int = 1) -> None:
        self.clicks += times
        self.page.locator(what).click(click_count=times)


def by_form(content: Path, id: str = "old-street-dyke", initials: str = "ljxd", shift: int = 1, filled: int = 2) -> Burden:
    """Find the need by its initials, go to its shifts, type the number, save as checked today; the form is open, as it is all day."""
    with running(FormServer(desk(content), 0)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        burden = counted(browser, server, id, initials, shift, filled)
        browser.close()
    return burden


def counted(browser: Browser, server: FormServer, id: str, initials: str, shift: int, filled: int) -> Burden:
    """The same, in a browser that is running."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(server.address)
    hands, begun = Hands(page), time.perf_counter()
    hands.type(initials)
    hands.press("Enter")
    page.wait_for_url(f"**/opportunities/{id}/")
    hands.click("nav.jump a[href='#f-shifts-at']")
    hands.click(f"[name='shifts.{shift}.filled']", times=2)
    hands.type(str(filled))
    hands.click("button[name=do][value=checked]")
    page.wait_for_url("**/?~saved")
    seconds = time.perf_counter() - begun
    page.close()
    return Burden(hands.keys, hands.clicks, seconds)
