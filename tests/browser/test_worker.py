"""Without a network: what was kept can be read and says how old it is; with one, nobody is held to an old page."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import htmlread
import projects
import pytest
from looking import follow
from playwright.sync_api import Browser, BrowserContext, Page
from test_offline import addresses, lists

from generator.outputs import offline
from generator.theme.policy import HEADER

pytestmark = pytest.mark.browser

BELOW = "/some/folder/"
"""The site lies deep on its host: nothing may count on standing at the root."""
STREET, OTHER_STREET = "areas/440106006000/", "areas/440103001000/"


# --- a host that can fail ------------------------------------------------------------------------------------------


class _Handler(SimpleHTTPRequestHandler):
    host: Host

    def do_GET(self) -> None:
        path = self.path.removeprefix(BELOW)
        self.host.log.append(path)
        if path in self.host.slow:
            self.host.released.wait(20)
        if path in self.host.failing:
            self.send_error(self.host.failing[path])
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.host.log.append(f"POST {self.path.removeprefix(BELOW)}")
        self.send_response(204)
        self.end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(BELOW) if path.startswith(BELOW) else "/none")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Security-Policy", HEADER)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return None


class Host:
    """A folder on a port of this machine, which can be shut down and opened again, be slow and fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.log: list[str] = []
        self.failing: dict[str, int] = {}
        self.slow: set[str] = set()
        self.released = threading.Event()
        self.open()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{BELOW}"

    def open(self) -> None:
        handler = type("Handler", (_Handler,), {"host": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(handler, directory=str(self.folder)))
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def shut(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def hosts() -> Iterator[Callable[[Path], Host]]:
    """Gives hosts for folders; shuts down those still open."""
    opened: list[Host] = []

    def make(folder: Path) -> Host:
        opened.append(Host(folder))
        return opened[-1]

    yield make
    for host in opened:
        host.shut()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, timezone_id="Asia/Shanghai")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@cache
def _sound() -> Path:
    """The sound edition, built to be copied."""
    folder = projects.project(projects.scratch() / "offline")
    projects.build_in(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sound edition in a project that a test may change."""
    return Path(shutil.copytree(_sound(), tmp_path / "project"))


# --- looking -------------------------------------------------------------------------------------------------------

_KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const store = await caches.open(name);
        // What was there may be gone before it is looked at.
        for (const asked of await store.keys()) found[asked.url] = (await store.match(asked))?.headers.get('x-kept-mark');
    }
    return JSON.stringify(found);
}"""
_HOLDS = """async (wanted) => {
    for (const [url, mark] of wanted) {
        const copy = await caches.match(url);
        if (!copy || (mark && copy.headers.get('x-kept-mark') !== mark)) return false;
    }
    return true;
}"""


def kept(page: Page, host: Host) -> dict[str, str]:
    """Every address that this phone keeps, below the root, with its mark."""
    return {url.removeprefix(host.address): mark for url, mark in json.loads(page.evaluate(_KEPT)).items()}


def wait_until_kept(page: Page, host: Host, folder: str = "", also: str | None = None) -> None:
    """Wait for everything on a language's list to be kept as the host now has it, and for one page more."""
    listed = lists(host.folder)[folder]
    wanted = [(host.address + path, mark) for path, mark in (*listed["needed"], *listed["more"])]
    wait_for(page, [*wanted, *([(host.address + also, "")] if also is not None else [])])


def wait_for(page: Page, wanted: list[tuple[str, str]]) -> None:
    # Playwright's own waiting evaluates text, which the pages' policy refuses.
    for _ in range(600):
        if page.evaluate(_HOLDS, wanted):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"not kept: {wanted}")


def cut_off(reader: BrowserContext, host: Host) -> None:
    """Neither network nor host."""
    host.shut()
    reader.set_offline(True)


def bar(page: Page) -> str:
    """What a page says of its age; waits for it, since a kept page must say it."""
    words = page.locator("main .offline-bar[role=status] p").first
    words.wait_for()
    return words.text_content() or ""


def heading(page: Page) -> str:
    return htmlread.squeeze(page.locator("h1").text_content() or "")


def built_heading(host: Host, path: str) -> str:
    html = (host.folder / path / "index.html").read_text("utf-8")
    return htmlread.tree(html).all("h1")[0].squeezed


def is_fresh(page: Page) -> bool:
    """Whether a page does not say that it was kept. Whatever adds the bar would have added it before now."""
    page.wait_for_timeout(200)
    return page.locator(".offline-bar").count() == 0 and page.locator("html").get_attribute("data-kept") is None


# --- reading without a network -------------------------------------------------------------------------------------


def test_after_one_visit_the_site_can_be_read_without_a_network(reader: BrowserContext, hosts: Callable[[Path], Host]) -> None:
    """One guideline and one street visited: then every guideline, the numbers, the index and that street are there, dated."""
    host, page = hosts(projects.real_site()), reader.new_page()
    page.goto(host.address + "guidelines/masks/")
    assert is_fresh(page)
    wait_until_kept(page, host, also="guidelines/masks/")
    page.goto(host.address + STREET)
    wait_until_kept(page, host, also=STREET)
    assert is_fresh(page)
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    cut_off(reader, host)
    guidelines = [path for path in addresses(lists(host.folder)[""]) if path.startswith("guidelines/")]
    assert len(guidelines) == 1 + len(projects.site_of(projects.CONTENT).published("guidelines"))
    for path in [*guidelines, "hotlines/", "help/", "find/", "", STREET]:
        page.goto(host.address + path)
        assert heading(page) == built_heading(host, path)
        assert day in bar(page), path
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") in ("absolute", "fixed")


def test_an_unvisited_page_says_that_it_is_not_here(reader: BrowserContext, hosts: Callable[[Path], Host]) -> None:
    """In place of a page that was not kept: that it was not, what can be read instead, and links that lead there."""
    host, page = hosts(projects.real_site()), reader.new_page()
    page.goto(host.address + STREET)
    wait_until_kept(page, host, also=STREET)
    name = heading(page)
    cut_off(reader, host)
    page.goto(host.address + OTHER_STREET)
    assert page.locator("[data-missing]").is_visible()
    assert page.locator("main").get_attribute("data-kind") == "offline"
    assert bar(page)
    visited = page.locator("[data-visited] a")
    visited.first.wait_for()
    assert [htmlread.squeeze(text) in name or name in text for text in visited.all_text_contents()] == [True]
    visited.first.click()
    page.wait_for_url(host.address + STREET)
    assert heading(page) == name
    page.goto(host.address + OTHER_STREET)
    follow(page.locator("main a[href*='guidelines/masks/']").first)
    assert page.url == host.address + "guidelines/masks/"
    assert heading(page) == built_heading(host, "guidelines/masks/")


def test_the_page_on_reading_offline_is_a_page_like_others(reader: BrowserContext, hosts: Callable[[Path], Host]) -> None:
    """With a network it does not say that anything is missing; a street visited stands on it."""
    host, page = hosts(projects.real_site()), reader.new_page()
    page.goto(host.address + STREET)
    wait_until_kept(page, host, also=STREET)
    page.goto(host.address + "offline/")
    assert not page.locator("[data-missing]").is_visible()
    assert is_fresh(page)
    page.locator("[data-visited] a").first.wait_for()


def test_a_second_language_is_kept_too(reader: BrowserContext, hosts: Callable[[Path], Host]) -> None:
    """A language is kept once a page of it is visited, and not before; what is missing is told in it."""
    host, page = hosts(projects.real_site()), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host, also="")
    assert [path for path in kept(page, host) if path.startswith("en/")] == []
    page.goto(host.address + "en/hotlines/")
    wait_until_kept(page, host, "en/")
    wait_until_kept(page, host)
    cut_off(reader, host)
    page.goto(host.address + "en/guidelines/masks/")
    assert heading(page) == built_heading(host, "en/guidelines/masks/")
    assert re.match("No connection", bar(page))
    page.goto(host.address + f"en/{OTHER_STREET}")
    assert page.locator("[data-missing]").is_visible()
    assert page.locator("html").get_attribute("lang") == "en"


def test_how_old_a_page_is(reader: BrowserContext, hosts: Callable[[Path], Host], project: Path) -> None:
    """Days later the bar says the day and time in the reader's own time, and how many days have gone by."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address + "hotlines/")
    wait_until_kept(page, host, also="hotlines/")
    page.evaluate("""async () => {
        const store = await caches.open((await caches.keys())[0]);
        const old = await store.match(location.href);
        const headers = new Headers(old.headers);
        headers.set('x-kept-at', '2026-01-30T16:05:00.000Z');
        await store.put(location.href, new Response(await old.text(), {headers}));
    }""")
    cut_off(reader, host)
    page.clock.set_fixed_time(datetime(2026, 2, 3, 12, tzinfo=UTC))
    page.reload()
    assert "2026-01-31 00:05" in bar(page)
    assert re.search(r"\b3\b", bar(page))


def test_the_bar_offers_to_load_again_when_there_is_a_network(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """Without a network there is nothing to press; when it comes back, pressing gives the fresh page."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    cut_off(reader, host)
    page.reload()
    again = page.locator(".offline-bar button")
    assert bar(page)
    assert again.count() == 0
    assert page.locator(".offline-bar a").get_attribute("href") == host.address + "offline/"
    host.open()
    reader.set_offline(False)
    again.click()
    page.wait_for_load_state()
    assert is_fresh(page)


def test_elder_mode_says_it_too(reader: BrowserContext, hosts: Callable[[Path], Host], project: Path) -> None:
    """The simplest layout keeps the line on a page's age, in letters as large as the rest."""
    host, page = hosts(project / "site"), reader.new_page()
    reader.add_init_script("localStorage.setItem('zhiyin.display', '{\"mode\":\"elder\"}')")
    page.goto(host.address)
    wait_until_kept(page, host)
    cut_off(reader, host)
    page.goto(host.address + "hotlines/")
    assert bar(page)
    assert page.locator("html").get_attribute("data-mode") == "elder"
    assert page.locator(".offline-bar").is_visible()


def test_an_address_without_its_last_stroke_is_led_on(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """`/hotlines`, `/hotlines/index.html` and `/hotlines/?from=chat` are the kept page too, with links that lead on."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    cut_off(reader, host)
    for written in ("hotlines", "hotlines/index.html", "hotlines/?from=chat", "hotlines/#main"):
        page.goto(host.address + written)
        assert heading(page) == built_heading(host, "hotlines/")
        assert page.locator("a.brand").evaluate("link => link.href") == host.address


# --- never an old page while there is a new one --------------------------------------------------------------------


def _rename(project: Path, sign: str) -> None:
    """Give a guideline another title and build again."""
    file = project / "content" / "guidelines" / "dyke-watch.yml"
    projects.edit(file, lambda text: re.sub(r"(?m)^title: .*", f"title: 巡堤{sign}", text, count=1))
    assert projects.build_in(project).report


def test_a_new_page_is_seen_at_once_and_kept(reader: BrowserContext, hosts: Callable[[Path], Host], project: Path) -> None:
    """After a rebuild the first load shows the new page; the new worker fetches what changed and nothing else."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    before = kept(page, host)
    _rename(project, "甲")
    host.log.clear()
    page.goto(host.address)
    wait_until_kept(page, host)
    after = kept(page, host)
    changed = {path for path in after if after[path] != before.get(path)}
    assert "guidelines/dyke-watch/" in changed
    # The page itself and the worker are asked for at every visit.
    assert set(host.log) == {"", "sw.js", *changed}
    page.goto(host.address + "guidelines/dyke-watch/")
    assert heading(page) == "巡堤甲"
    assert is_fresh(page)
    cut_off(reader, host)
    page.reload()
    assert heading(page) == "巡堤甲"
    assert bar(page)
    host.open()
    reader.set_offline(False)
    _rename(project, "乙")
    page.reload()
    assert heading(page) == "巡堤乙"
    assert is_fresh(page)


def test_one_file_that_fails_loses_nothing(reader: BrowserContext, hosts: Callable[[Path], Host], project: Path) -> None:
    """Where one new file cannot be had, its old copy stays and the others are brought up to date; the next visit mends it."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    before = kept(page, host)
    _rename(project, "丙")
    host.failing["guidelines/dyke-watch/"] = 500
    page.goto(host.address)
    fresh = dict(lists(host.folder)[""]["needed"])
    wait_for(page, [(host.address + path, fresh[path]) for path in ("guidelines/", "offline/")])
    page.goto(host.address + "guidelines/dyke-watch/")
    assert bar(page), "an error of the host is no better than a copy"
    assert kept(page, host)["guidelines/dyke-watch/"] == before["guidelines/dyke-watch/"] != fresh["guidelines/dyke-watch/"]
    host.failing.clear()
    page.goto(host.address)
    wait_until_kept(page, host)


def test_a_slow_network_does_not_keep_readers_waiting(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """Where the host does not answer, the copy is shown; the answer is kept when it comes."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    _rename(project, "丁")
    host.slow.add("guidelines/dyke-watch/")
    page.goto(host.address + "guidelines/dyke-watch/")
    assert bar(page)
    assert page.locator(".offline-bar button").is_visible()
    host.slow.clear()
    host.released.set()
    mark = dict(lists(host.folder)[""]["needed"])["guidelines/dyke-watch/"]
    page.locator(".offline-bar button").click()
    page.locator("h1", has_text="巡堤丁").wait_for()
    wait_for(page, [(host.address + "guidelines/dyke-watch/", mark)])


def test_only_whole_pages_are_kept(reader: BrowserContext, hosts: Callable[[Path], Host], project: Path) -> None:
    """No error and nothing led elsewhere is kept; what is sent, and data, go to the host untouched."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    page.goto(host.address)
    known = set(kept(page, host))
    page.goto(host.address + "no-such-page/")
    page.goto(host.address + "notices")
    assert page.url == host.address + "notices/"
    host.failing["rumours/"] = 503
    page.goto(host.address + "rumours/")
    page.goto(host.address)
    page.evaluate("fetch('data/help.json').then(answer => answer.text())")
    page.evaluate("fetch('data/help.json', {method: 'POST'}).then(answer => answer.status)")
    wait_until_kept(page, host, also="notices/")
    assert set(kept(page, host)) == {*known, "notices/"}
    assert "POST data/help.json" in host.log


def test_a_street_keeps_the_style_it_was_visited_with(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """A new style sheet does not take the old one from pages that ask for it; once no page does, it goes."""
    host, page = hosts(project / "site"), reader.new_page()
    street = "areas/990101001000/"
    page.goto(host.address + street)
    wait_until_kept(page, host, also=street)
    styles = {path for path in kept(page, host) if ".css" in path}
    projects.edit(project / "content" / "site.yml", lambda text: text.replace("#1B6F3A", "#7A1F1F"))
    projects.build_in(project)
    page.goto(host.address)
    wait_until_kept(page, host)
    page.goto(host.address)
    wait_until_kept(page, host)
    assert styles < {path for path in kept(page, host) if ".css" in path}
    # Sheets of single layouts have none of the edition's colours: they are asked for as before.
    old = styles - {path for path, _ in (*lists(host.folder)[""]["needed"], *lists(host.folder)[""]["more"])}
    assert old
    cut_off(reader, host)
    page.goto(host.address + street)
    assert bar(page)
    assert page.evaluate("document.styleSheets.length") >= 1
    host.open()
    reader.set_offline(False)
    page.reload()
    for _ in range(200):
        page.goto(host.address)
        if not old & set(kept(page, host)):
            return
        page.wait_for_timeout(25)
    raise AssertionError("the old style sheet stays for ever")


def test_a_file_that_is_not_what_its_address_says_is_not_trusted(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """A host half way through an update gives an old style sheet at the new address: it does not stick."""
    host, page = hosts(project / "site"), reader.new_page()
    style = host.folder / "assets" / "zhiyin.css"
    right = style.read_bytes()
    style.write_bytes(b"/* of another day */")
    # Hosts tell changes by the second.
    os.utime(style, (0, 0))
    address = next(path for path in addresses(lists(host.folder)[""]) if ".css" in path)
    mark = address.partition("?")[2]
    page.goto(host.address)
    wait_for(page, [(host.address + address, f"~{mark}")])
    style.write_bytes(right)
    page.goto(host.address)
    wait_for(page, [(host.address + address, mark)])


# --- room and leave ------------------------------------------------------------------------------------------------


def test_readers_who_save_data_keep_the_needed_alone(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """With the browser's data saver on, guidelines and numbers are kept, and nothing that was not visited besides."""
    reader.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address + "notices/")
    needed = lists(host.folder)[""]["needed"]
    wait_for(page, [(host.address + path, mark) for path, mark in needed])
    page.goto(host.address + "notices/")
    assert set(kept(page, host)) == {*(path for path, _ in needed), "notices/"}


def test_pages_visited_are_kept_up_to_a_number_and_streets_longest(
    reader: BrowserContext, hosts: Callable[[Path], Host], project: Path
) -> None:
    """The eldest visited page goes for a new one; streets go only when there is nothing else, listed pages never."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address + "areas/990101001000/")
    wait_until_kept(page, host, also="areas/990101001000/")
    most = int(re.search(r"VISITED=(\d+)", (host.folder / "sw.js").read_text())[1])  # type: ignore[index]
    page.evaluate(
        """async ([root, count]) => {
            const store = await caches.open((await caches.keys())[0]);
            for (let number = 0; number < count; number += 1) {
                const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
                await store.put(`${root}invented/${number}/`, new Response('', {headers: {'x-kept-at': at, 'x-kept-mark': ''}}));
            }
        }""",
        [host.address, most],
    )
    page.goto(host.address + "notices/")
    wait_for(page, [(host.address + "notices/", "")])
    listed = set(addresses(lists(host.folder)[""]))
    for _ in range(200):
        found = {path for path in kept(page, host) if path not in listed and not path.startswith("assets/")}
        if len(found) <= most:
            break
        page.wait_for_timeout(25)
    assert found == {"areas/990101001000/", "notices/", *(f"invented/{number}/" for number in range(2, most))}
    assert listed <= set(kept(page, host))


def test_a_site_can_take_its_worker_back(reader: BrowserContext, hosts: Callable[[Path], Host], project: Path) -> None:
    """With the farewell in place of the worker, the next visit clears what was kept and leaves other sites' stores alone."""
    host, page = hosts(project / "site"), reader.new_page()
    page.goto(host.address)
    wait_until_kept(page, host)
    page.evaluate("caches.open('zhiyin 1 http://127.0.0.1/another/').then(() => true)")
    shutil.copy(projects.ROOT / "deploy/farewell.js", project / "site" / "sw.js")
    page.goto(host.address)
    for _ in range(400):
        left = page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")
        stores = page.evaluate("caches.keys()")
        if (left, stores) == (0, ["zhiyin 1 http://127.0.0.1/another/"]):
            return
        page.wait_for_timeout(25)
    raise AssertionError((left, stores))


# --- the home screen -----------------------------------------------------------------------------------------------


def test_the_site_can_be_put_on_the_home_screen(reader: BrowserContext, hosts: Callable[[Path], Host]) -> None:
    """Chromium finds the manifest of each language without fault, and nothing that speaks against installing it."""
    host, page = hosts(projects.real_site()), reader.new_page()
    tools = reader.new_cdp_session(page)
    for folder in lists(host.folder):
        page.goto(host.address + folder)
        found = tools.send("Page.getAppManifest")
        assert found["url"] == host.address + folder + offline.MANIFEST
        assert found["errors"] == []
        # The tests' browser is in private mode, in which nothing can be installed.
        faults = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [fault for fault in faults if fault["errorId"] != "in-incognito"] == []


def test_icons_fill_the_shapes_that_phones_cut(reader: BrowserContext, hosts: Callable[[Path], Host]) -> None:
    """What is cut to a shape has colour up to its corners; the plain icon is clear there."""
    host, page = hosts(projects.real_site()), reader.new_page()
    page.goto(host.address)
    for path in offline.ICONS:
        clear = page.evaluate(
            """async (address) => {
                const canvas = new OffscreenCanvas(1, 1), pen = canvas.getContext('2d');
                pen.drawImage(await createImageBitmap(await (await fetch(address)).blob()), 0, 0);
                return pen.getImageData(0, 0, 1, 1).data[3] === 0;
            }""",
            host.address + path,
        )
        assert clear == (path in ("assets/icon-192.png", "assets/icon-512.png")), path
