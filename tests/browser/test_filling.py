"""The editing form in a real browser: create, edit, save, build, see; with keyboard, on a phone, in the dark, without scripts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import editions
import projects
import pytest
from burden_form import counted
from forms import desk
from judging import judged
from looking import DESK, PHONE, context, lay_open, wear
from playwright.sync_api import Browser, Page, expect

from generator import load, yaml_core
from generator.form.server import FormServer, running

pytestmark = pytest.mark.browser

DYKE = "opportunities/old-street-dyke/"
DYKE_FILE = "opportunities/990101001/old-street-dyke.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound edition."""
    return editions.sound(tmp_path / "content")


@pytest.fixture
def form(content: Path) -> Iterator[FormServer]:
    """The form of the sound edition."""
    with running(FormServer(desk(content), 0)) as server:
        yield server


@contextmanager
def _page(browser: Browser, form: FormServer, path: str = "", width: int = DESK, scripts: bool = True) -> Iterator[Page]:
    """A page of the form; nothing may be refused, fail or be complained of."""
    page, wrong = context(browser, width, scripts=scripts, workers="block").new_page(), []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((form.origins[0], "data:")) else None)
    page.goto(form.address)
    page.goto(f"{form.origins[0]}/{path}")
    yield page
    assert wrong == []
    page.close()


def _values(file: Path) -> dict[str, yaml_core.Value]:
    return yaml_core.parse(load.read_text(file))


# --- the whole way -------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as end:
        end.bind(("127.0.0.1", 0))
        return int(end.getsockname()[1])


@contextmanager
def _command(folder: Path) -> Iterator[tuple[str, str]]:
    """`zhiyin form` as an editor starts it: the form's address as it is told, and the preview's. Ends as Ctrl+C ends it."""
    ports = str(_free_port()), str(_free_port())
    command = [sys.executable, *projects.ZHIYIN, "form", "--port", ports[0], "--preview-port", ports[1], "--today", "2026-12-01"]
    surroundings = os.environ | {"PYTHONPATH": str(projects.ROOT), "PYTHONIOENCODING": "utf-8", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            told = ""
            while "key=" not in told or ports[1] not in told:
                line = process.stdout.readline()
                assert line, "the form never came"
                told += line
            found = re.search(r"http://\S+key=\S+", told)
            assert found is not None
            yield found[0], f"http://127.0.0.1:{ports[1]}/"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                # Where whoever runs the tests ignores Ctrl+C, so does what they start.
                process.kill()
    assert process.returncode == 0


def test_create_edit_save_build_see(browser: Browser, tmp_path: Path) -> None:
    """An editor fills places and adds a phone line by form; the pages show both, and the check finds nothing wrong."""
    folder = projects.project(tmp_path / "p")
    with _command(folder) as (address, site):
        page = browser.new_page()
        page.goto(address)
        assert "key" not in page.url
        page.get_by_label("找一条来改").fill("老街")
        page.keyboard.press("Enter")
        page.locator("[name='shifts.1.filled']").fill("2")
        page.get_by_role("button", name="今天核对过，存盘").click()
        expect(page.get_by_role("status")).to_contain_text("没有发现错误")
        page.goto(page.url.split("/opportunities")[0] + "/hotlines/~new")
        for name, text in {
            "title.zh": "船闸值班电话", "title.en": "Lock keeper", "summary.zh": "船闸开关问这里。", "owner.zh": "船闸管理所", "number": "0990-0100177",
            "purpose.zh": "问船闸几点开", "hours.zh": "白天", "where.zh": "全县",
        }.items():  # fmt: skip
            page.locator(f"[name='{name}']").fill(text)
        page.locator("[name=sample]").select_option("true")
        page.keyboard.press("Control+s")
        expect(page.get_by_role("status")).to_contain_text("hotlines/lock-keeper.yml")
        _see(page, f"{site}hotlines/lock-keeper/", "0990-0100177")
        _see(page, f"{site}{DYKE}", "只剩 2 个名额")
        page.locator(".zhiyin-preview-source a").click()
        expect(page.locator("[name='shifts.1.filled']")).to_have_value("2")
        page.close()
    assert _values(folder / "content" / DYKE_FILE)["verified"] == "2026-12-01"
    assert "start: '20:00'" in (folder / "content" / DYKE_FILE).read_text("utf-8")
    done = projects.run(*projects.ZHIYIN, "check", "--today", "2026-12-01", cwd=folder)
    assert done.returncode == 0, done.stdout


def _see(page: Page, address: str, words: str) -> None:
    """Look at a page of the preview until it shows what was saved."""
    for _ in range(100):
        page.goto(address)
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{words} never came to {address}")


def test_the_commonest_job_takes_a_dozen_touches(browser: Browser, form: FormServer, content: Path) -> None:
    """Two of the four places are now filled: found by initials, typed and saved with six keys and four clicks."""
    burden = counted(browser, form, "old-street-dyke", "ljxd", 1, 2)
    assert (burden.keys, burden.clicks) == (6, 4)
    assert _values(content / DYKE_FILE)["shifts"][1]["filled"] == "2"  # type: ignore[index, call-overload]


def test_it_works_without_scripts(browser: Browser, form: FormServer, content: Path) -> None:
    """Adding an item, typing and saving need no scripts."""
    with _page(browser, form, DYKE, scripts=False) as page:
        page.get_by_role("button", name="加一条：班次").click()
        page.locator("[name='shifts.1000.date']").fill("2026-12-04")
        for name, text in {"start": "08:00", "end": "12:00", "needed": "3", "filled": "0"}.items():
            page.locator(f"[name='shifts.1000.{name}']").fill(text)
        page.get_by_role("button", name="存盘", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("存好了")
    assert len(_values(content / DYKE_FILE)["shifts"]) == 3  # type: ignore[arg-type]


def test_a_mistake_is_led_to(browser: Browser, form: FormServer) -> None:
    """After saving in vain the cursor stands in the field that is wrong, which says why; mended, it is saved."""
    with _page(browser, form, DYKE) as page:
        field = page.locator("[name='shifts.1.start']")
        field.fill("八点")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("没有存盘")
        expect(field).to_be_focused()
        expect(field).to_have_accessible_description(re.compile("八点"))
        assert field.is_visible()
        page.keyboard.press("Control+a")
        page.keyboard.type("20:00")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("存好了")


def test_what_is_not_saved_is_not_lost_unasked(browser: Browser, form: FormServer) -> None:
    """Leaving a page with something typed asks first; a page that is as its file is does not, nor does saving."""
    with _page(browser, form, DYKE) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.reload()
        assert asked == []
        page.locator("[name='shifts.1.filled']").fill("2")
        page.reload()
        assert asked == ["beforeunload"]
        page.locator("[name='shifts.1.filled']").fill("2")
        page.get_by_role("button", name="加一条：班次").click()
        assert asked == ["beforeunload"]
        page.locator("[name='shifts.1.filled']").press("Control+a")
        page.reload()
        assert asked == ["beforeunload"] * 2


# --- everyone ------------------------------------------------------------------------------------------------------

LOOKS = ["", "?q=nothing", "hotlines/", "areas/~new", DYKE]
MODES = {PHONE: ("light", "dark"), DESK: ("forced",)}


@pytest.mark.parametrize("path", LOOKS)
def test_axe_finds_nothing(browser: Browser, form: FormServer, path: str) -> None:
    """On a phone, light and dark, and at desktop width in forced colours, axe has nothing to say."""
    found = []
    for width, modes in MODES.items():
        with _page(browser, form, path, width) as page:
            lay_open(page)
            for mode in modes:
                found += judged(page, mode)
            wear(page, "light")
    assert found == []


def test_axe_finds_nothing_in_what_is_wrong(browser: Browser, form: FormServer) -> None:
    """Nor where mistakes are told."""
    with _page(browser, form, DYKE, PHONE) as page:
        page.locator("[name='shifts.1.start']").fill("八点")
        page.locator("[name='title.zh']").fill("")
        page.get_by_role("button", name="存盘", exact=True).click()
        lay_open(page)
        assert judged(page, "light") + judged(page, "dark") == []
        wear(page, "light")


@pytest.mark.parametrize("path", ["", "guidelines/dyke-watch/"])
def test_nothing_is_wider_than_a_small_phone(browser: Browser, form: FormServer, path: str) -> None:
    """At 320 pixels nothing must be read by scrolling sideways, and a thumb finds every button."""
    with _page(browser, form, path, 320) as page:
        lay_open(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = "(all) => all.filter(each => each.offsetParent && Math.min(each.offsetWidth, each.offsetHeight) < 43.5).map(each => each.outerHTML)"
        assert page.locator("button, select, textarea, input:not([type=checkbox]):not([type=hidden])").evaluate_all(small) == []
