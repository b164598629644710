"""The preview in a browser: a page follows what is saved, tells what is wrong, and names its file; everyone can use what it adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import projects
import pytest
from judging import SCREEN, judged
from looking import PHONE, opened
from playwright.sync_api import Browser, Page, expect

from generator import build
from generator.preview.server import Preview

pytestmark = pytest.mark.browser

GUIDE = "guidelines/leaving-home/"
FILE = f"content/{GUIDE.rstrip('/')}.yml"
PANEL = "aside.zhiyin-preview"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return projects.project(tmp_path / "p")


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    made = Preview(build.Project(folder / "content", folder / "site", folder / "mkdocs.yml", projects.TODAY))
    made.start()
    yield made
    made.stop()


def _spoil(folder: Path) -> str:
    """Two mistakes in the record of the page; the text as it was."""
    sound = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text(sound.replace("owner:", "ownr:", 1), "utf-8")
    return sound


def test_a_page_follows_what_is_saved(browser: Browser, folder: Path, preview: Preview) -> None:
    """Without a hand on the browser the words are there, at the same place on the page; nothing is refused or missing meanwhile."""
    with opened(browser, preview.address, PHONE) as (page, wrong):
        page.goto(preview.address + GUIDE)
        page.evaluate("scrollTo(0, 400)")
        projects.edit(folder / FILE, lambda text: re.sub("(?m)^owner: .*$", "owner: 新的值班室", text))
        expect(page.locator("main")).to_contain_text("新的值班室", timeout=20_000)
        page.wait_for_function("Math.abs(scrollY - 400) < 3")
        # A page that shows nothing of it is not loaded anew.
        page.goto(f"{preview.address}edit/")
        page.evaluate("window.same = true")
        sound = _spoil(folder)
        expect(page.locator(PANEL)).to_have_attribute("data-state", "error", timeout=20_000)
        (folder / FILE).write_text(sound, "utf-8")
        expect(page.locator(PANEL)).to_have_attribute("data-state", "sound", timeout=20_000)
        assert page.evaluate("window.same && refused.length === 0")
        # The worker for reading offline is refused here, and that the site bears.
        assert [line for line in wrong if "sw.js" not in line and "404" not in line] == []


def test_mistakes_stand_on_the_page_until_they_are_mended(browser: Browser, folder: Path, preview: Preview) -> None:
    """With file, line, field and mend, and a link to the place; the last sound page is beneath. A closed list stays closed."""
    with opened(browser, preview.address, PHONE) as (page, _):
        page.goto(preview.address + GUIDE)
        title = page.title()
        sound = _spoil(folder)
        row = page.locator(f"{PANEL} li", has_text="ownr").first
        expect(row).to_be_visible(timeout=20_000)
        expect(row).to_contain_text("不认识的字段")
        expect(row).to_contain_text("是不是“owner”")
        place = row.get_by_role("link").get_attribute("href") or ""
        assert re.fullmatch(rf"vscode://file{re.escape(str((folder / FILE).resolve()))}:\d+:\d+", place)
        expect(page.get_by_role("status").filter(has_text="上一次没有错误时")).to_be_visible()
        assert page.title() == title
        page.locator(f"{PANEL} summary").first.click()
        (folder / FILE).write_text(f"{sound}ownr: 1\n", "utf-8")
        expect(page.locator(f"{PANEL} summary").first).to_have_text("1 个错误", timeout=20_000)
        expect(row).to_be_hidden()
        (folder / FILE).write_text(sound, "utf-8")
        expect(page.locator(f"{PANEL} details").first).to_be_hidden(timeout=20_000)


def test_every_page_says_which_file_it_is_made_from(browser: Browser, folder: Path, preview: Preview) -> None:
    """A link opens it, a button copies where it is."""
    with opened(browser, preview.address, PHONE) as (page, _):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=preview.address)
        for path, file in {GUIDE: FILE, "": "content/site.yml", "hotlines/": "content/hotlines", "edit/": "docs/edit.md"}.items():
            page.goto(preview.address + path)
            whole = str((folder / file).resolve())
            expect(page.locator(f"{PANEL} .zhiyin-preview-source a")).to_have_text(file)
            expect(page.locator(f"{PANEL} .zhiyin-preview-source a")).to_have_attribute("href", f"vscode://file{whole}")
            page.get_by_role("button", name="复制文件位置").click()
            expect(page.get_by_role("button", name="已复制")).to_be_visible()
            assert page.evaluate("navigator.clipboard.readText()") == whole


def test_everyone_can_use_the_panel(browser: Browser, folder: Path, preview: Preview) -> None:
    """Axe finds nothing in a page with mistakes told on it, in any mode; at 320 px nothing is cut off; on paper it is not there."""
    _spoil(folder)
    preview.workshop.refresh()
    with opened(browser, preview.address, 320) as (page, _):
        _judge(page, preview.address + GUIDE)
        page.emulate_media(media="print")
        expect(page.locator(PANEL)).to_be_hidden()


def test_the_first_page_can_be_one_of_mistakes(browser: Browser, folder: Path) -> None:
    """Content that is wrong from the start has a page of its own, as usable, which makes room for the site once all is mended."""
    sound = _spoil(folder)
    preview = Preview(build.Project(folder / "content", folder / "site", folder / "mkdocs.yml", projects.TODAY), lang="en")
    preview.start()
    try:
        with opened(browser, preview.address, 320) as (page, _):
            _judge(page, preview.address + GUIDE)
            expect(page.locator(f"{PANEL} li").first).to_contain_text("error")
            (folder / FILE).write_text(sound, "utf-8")
            expect(page.locator("main[data-kind=guidelines]")).to_be_visible(timeout=30_000)
    finally:
        preview.stop()


def _judge(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(f"{PANEL} li").first).to_be_visible(timeout=20_000)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert [found for mode in SCREEN for found in judged(page, mode)] == []
