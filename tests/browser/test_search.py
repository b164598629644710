"""Searching as readers do it: typed, put together, by keys alone, without a script, from a stick, with files that do not come."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import projects
import pytest
import yaml
from judging import SCREEN, judged
from looking import PHONE, WIDTHS, lay_open, reading
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.search.engine import Engine
from generator.search.published import path_of
from generator.theme import script
from tests.audit.host import Host

pytestmark = pytest.mark.browser

BOX, HIT, NONE, PARTIAL = "input[type=search][name=q]", "[role=option]", "[data-search=none]", "[data-search=partial]"
CORE, SHARDS = re.compile(r"/assets/search/zh\.js"), re.compile(r"/assets/search/zh-")
FURTHER = "微波炉口罩"
"""A query of which no name has all, so that further files are asked for."""


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with a phone of their own, on which nothing is kept yet, and no worker between them and the host."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, service_workers="block")
    yield context
    context.close()


@contextmanager
def searching(reader: BrowserContext, url: str) -> Iterator[Page]:
    """A page with an ear for everything that goes wrong."""
    page, wrong = reader.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(url)
    yield page
    page.close()
    assert wrong == []


def type_in(page: Page, text: str) -> None:
    """Type as a hand does, key by key."""
    page.locator(BOX).fill("")
    page.locator(BOX).press_sequentially(text)


def answered(page: Page, text: str) -> None:
    """Wait until what is shown answers just this, and not only the first of its letters."""
    expect(page.locator(".search-panel")).to_have_attribute("data-answers", text)


def wait_until(page: Page, true: Callable[[], bool]) -> None:
    """Let the page go on until something is so."""
    for _ in range(600):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to be")


def hit(page: Page, found: str) -> Any:
    """The result that leads to a record."""
    kind, id = found.split("/")
    return page.locator(f"{HIT}[data-kind='{kind}'][data-id='{id}']").first


def first(page: Page) -> str:
    """The record that the first result leads to."""
    found = page.locator(HIT).first
    return f"{found.get_attribute('data-kind')}/{found.get_attribute('data-id')}"


def settles(page: Page, found: str) -> None:
    """Wait until the first result leads to a record."""
    kind, id = found.split("/")
    answered(page, page.locator(BOX).input_value())
    expect(page.locator(HIT).first).to_have_attribute("data-id", id)
    assert first(page) == f"{kind}/{id}"


def way(link: Any) -> str:
    """Where a link leads."""
    return str(link.evaluate("link => link.href"))


def engine_over(site: Any) -> Engine:
    """The command's searcher over the files that the site publishes."""

    def read(name: str) -> str | None:
        file = site / path_of(name)
        return file.read_text("utf-8") if file.is_file() else None

    return Engine(read)


def rounded(told: Any) -> Any:
    """An answer whose scores are as exact as sums in any order are."""
    if isinstance(told, float):
        return round(told, 9)
    if isinstance(told, dict):
        return {key: rounded(value) for key, value in told.items()}
    return [rounded(value) for value in told] if isinstance(told, list) else told


# --- what readers type ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("口罩", "guidelines/masks", ""), ("kouzhao", "guidelines/masks", "口罩"), ("口照", "guidelines/masks", "口罩"),
        ("電梯", "guidelines/lift", "电梯"), ("dianti", "guidelines/lift", "电梯"), ("石牌", "areas/440106006000", ""),
        ("440106006000", "areas/440106006000", ""), ("12345", "hotlines/government-12345", ""),
    ],
)  # fmt: skip
def test_what_people_type_is_found(reader: BrowserContext, address: str, typed: str, found: str, said: str) -> None:
    """A word, its sounds, another script, a slip, a place, a code, a number: the page is first, and what was changed is said."""
    with searching(reader, f"{address}help/") as page:
        type_in(page, typed)
        settles(page, found)
        assert f"/{found}/" in way(page.locator(f"{HIT} a").first)
        expect(page.locator(".search-by strong")).to_have_text([said] if said else [])


def test_nonsense_is_said_to_be_nonsense(reader: BrowserContext, address: str) -> None:
    """What nobody wrote about is not found: the page says so, and says whom to ask and where to look."""
    with searching(reader, f"{address}search/") as page:
        type_in(page, "qwzzxv")
        expect(page.locator(NONE)).to_be_visible()
        assert page.locator(HIT).count() == 0
        phone = projects.checked(projects.CONTENT).edition.corrections_phone
        ways = page.locator(".search-ways")
        assert ways.locator(f"a[href='tel:{phone}']").count() == 1
        for path in ("guidelines/", "find/streets/"):
            assert ways.locator(f"a[href='{address}{path}']").count() == 1
        assert page.locator(BOX).get_attribute("aria-expanded") == "false"


def test_english_is_searched_in_english_and_falls_back(reader: BrowserContext, address: str) -> None:
    """An English page finds English; what only the Chinese has is found there, and that is said."""
    with searching(reader, f"{address}en/search/?q=mask") as page:
        expect(page.locator(HIT).first).to_be_visible()
        assert first(page) == "guidelines/masks"
        assert way(page.locator(f"{HIT} a").first).startswith(f"{address}en/guidelines/masks/")
        type_in(page, "口罩")
        expect(page.locator(".search-fallback")).to_be_visible()
        settles(page, "guidelines/masks")


def test_a_converted_page_uses_the_first_languages_index(reader: BrowserContext, address: str) -> None:
    """On a Traditional page results lead to Traditional pages where there are any, and Simplified texts are marked."""
    with searching(reader, f"{address}zh-hant/search/?q=口罩") as page:
        expect(page.locator(HIT).first).to_be_visible()
        link = page.locator(f"{HIT} a").first
        assert way(link).startswith(f"{address}zh-hant/guidelines/masks/")
        assert link.locator("span").first.get_attribute("lang") == "zh-CN"
        other = page.locator(f"{HIT}[data-kind=opportunities] a, {HIT}[data-kind=rumours] a").first
        assert "/zh-hant/" not in way(other)
        expect(page.locator(".search-simplified")).to_be_visible()


def test_the_command_and_the_browser_answer_alike(browser: Browser, host: Host) -> None:
    """Every acceptance query: the same module over the published files gives in a browser what it gives in the command."""
    context = browser.new_context(bypass_csp=True, service_workers="block")
    page = context.new_page()
    page.goto(f"{host.address}data/datapackage.json")
    page.evaluate(f"""() => {{
      const files = new Map();
      window.zhiyinSearch = (name, stamp, data) => files.set(name, {{stamp, data}});
      window.asking = {script.expression("search-query.js", ("searcher",))}.searcher(
        name => fetch('/assets/search/' + name + '.js').then(answer => answer.text()).then(text => {{ (0, eval)(text); return files.get(name) }}));
    }}""")
    queries = yaml.safe_load((projects.CONTENT / "searches.yml").read_text("utf-8"))["searches"]
    engine, different = engine_over(host.folder), []
    for row in queries:
        query, lang = str(row["type"]), "en" if row.get("lang") == "en" else "zh"
        told = page.evaluate("([query, lang]) => asking.answer(query, {lang}).then(JSON.stringify)", [query, lang])
        if rounded(json.loads(told)) != rounded(engine.answer(query, lang=lang)):
            different.append(query)
    context.close()
    assert len(queries) > 100
    assert different == []


# --- putting characters together -----------------------------------------------------------------------------------


def test_nothing_is_searched_while_characters_are_put_together(reader: BrowserContext, address: str) -> None:
    """Composition events as input methods send them: letters on the way are not searched for, what they become is."""
    write = """([box, text]) => {
      const field = document.querySelector(box);
      field.value = text;
      field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true, inputType: 'insertCompositionText'}));
    }"""
    tell = "([box, kind]) => document.querySelector(box).dispatchEvent(new CompositionEvent(kind, {bubbles: true}))"
    with searching(reader, f"{address}search/") as page:
        page.locator(BOX).focus()
        page.evaluate(tell, [BOX, "compositionstart"])
        page.evaluate(write, [BOX, "kou'zhao"])
        # Only letters were written so far: had they been asked for, the panel would wait for an answer, or have one.
        expect(page.locator(f"{HIT}, {NONE}, .search-count:visible")).to_have_count(0)
        assert page.locator(".search-panel[data-answers]").count() == 0
        page.evaluate(write, [BOX, "口罩"])
        page.evaluate(tell, [BOX, "compositionend"])
        settles(page, "guidelines/masks")


def test_an_input_method_of_the_browsers_own(reader: BrowserContext, address: str) -> None:
    """The same by the browser's own composition."""
    with searching(reader, f"{address}search/") as page:
        page.locator(BOX).focus()
        itself = reader.new_cdp_session(page)
        for letters in ("k", "kou", "kouzhao"):
            itself.send(
                "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
            )
        assert page.locator(BOX).input_value() == "kouzhao"
        assert page.locator(f"{HIT}, .search-panel[data-answers]").count() == 0
        itself.send("Input.insertText", {"text": "口罩"})
        settles(page, "guidelines/masks")
        assert page.locator(BOX).input_value() == "口罩"


# --- keys ----------------------------------------------------------------------------------------------------------


def test_everything_can_be_done_by_keys(reader: BrowserContext, address: str) -> None:
    """Arrows choose and are told to reading programs, Home and End go to the ends, Enter opens, Escape closes and then clears."""
    with searching(reader, address) as page:
        box = page.locator(BOX)
        type_in(page, "口罩")
        settles(page, "guidelines/masks")
        count = page.locator(HIT).count()
        assert (box.get_attribute("role"), box.get_attribute("aria-expanded")) == ("combobox", "true")
        assert page.locator(f"#{box.get_attribute('aria-controls')}[role=listbox]").count() == 1

        def chosen() -> int:
            ids = page.locator(HIT).evaluate_all("options => options.map(option => option.id)")
            told = page.locator(f"{HIT}[aria-selected=true]").evaluate_all("options => options.map(option => option.id)")
            active = box.get_attribute("aria-activedescendant")
            assert told == ([active] if active else [])
            return ids.index(active) if active else -1

        last = count - 1
        for key, place in (
            ("ArrowDown", 0), ("ArrowDown", 1), ("End", last), ("ArrowDown", 0), ("ArrowUp", last), ("Home", 0),
        ):  # fmt: skip
            box.press(key)
            assert (key, chosen()) == (key, place)
        box.press("Escape")
        expect(page.locator(".search-panel")).to_be_hidden()
        assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "口罩")
        box.press("Escape")
        assert box.input_value() == ""
        type_in(page, "口罩")
        settles(page, "guidelines/masks")
        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_url(re.compile("/guidelines/masks/"))


def test_enter_leads_to_the_page_of_the_search(reader: BrowserContext, address: str) -> None:
    """Without a result chosen the form is sent: all results, at an address to pass on, which follows what is typed then."""
    with searching(reader, f"{address}help/") as page:
        type_in(page, "口罩")
        page.locator(BOX).press("Enter")
        page.wait_for_url(f"{address}search/?q=%E5%8F%A3%E7%BD%A9")
        expect(page.locator(HIT).first).to_be_visible()
        assert page.locator(BOX).input_value() == "口罩"
        type_in(page, "电梯")
        page.wait_for_url(f"{address}search/?q=%E7%94%B5%E6%A2%AF")
        page.reload()
        settles(page, "guidelines/lift")


def test_the_count_is_read_out(reader: BrowserContext, address: str) -> None:
    """A polite status says how many there are and what was done, a moment after the last letter."""
    with searching(reader, f"{address}search/") as page:
        type_in(page, "kouzhao")
        status = page.locator("[data-search-results] [role=status]")
        expect(status).to_contain_text(re.compile(r"\d"))
        expect(status).to_contain_text("口罩")


# --- what is shown -------------------------------------------------------------------------------------------------


def test_results_stand_in_groups_that_can_be_chosen(reader: BrowserContext, address: str) -> None:
    """Groups have names and counts; a kind and a place can be chosen, and then all that is left is of them."""
    with searching(reader, f"{address}search/?q=口罩") as page:
        expect(page.locator(HIT).first).to_be_visible()
        lay_open(page)
        kinds = page.locator(HIT).evaluate_all("options => [...new Set(options.map(option => option.dataset.kind))]")
        assert len(kinds) > 2
        assert page.locator("[role=listbox] [role=group]").count() >= len(kinds)
        page.locator(".search-kinds button", has_text="找帮助").click()
        expect(page.locator(f"{HIT}:not([data-kind=help])")).to_have_count(0)
        told = page.locator(".search-kinds [aria-pressed=true]").inner_text()
        assert page.locator(HIT).count() == int(re.findall(r"\d+", told)[0])
        page.locator(".search-kinds button").first.click()
        expect(page.locator(f"{HIT}[data-kind=guidelines]").first).to_be_visible()
        place = page.locator(".search-places option").nth(1)
        count = int(re.findall(r"\((\d+)\)", str(place.text_content()))[0])
        page.locator(".search-places select").select_option(str(place.get_attribute("value")))
        expect(page.locator(HIT)).to_have_count(count)


def test_what_a_result_says(reader: BrowserContext, address: str) -> None:
    """A need says whether it is open and how many places are left; a line of text marks the words; a section is led to itself."""
    with searching(reader, f"{address}search/?q=石牌东门卡口") as page:
        need = hit(page, "opportunities/shipai-east-gate")
        expect(need.locator(".badge-open")).to_be_visible()
        assert re.search(r"\d", need.locator(".left").inner_text())
        type_in(page, "发烧")
        section = page.locator(f"{HIT}[data-kind=guidelines] a[href*='#']").first
        expect(section).to_be_visible()
        expect(page.locator(".search-snippet mark").first).to_be_visible()
        # Eighty characters, and a mark at either end for what was left out.
        assert max(map(len, page.locator(".search-snippet").all_inner_texts())) <= 82
        target = way(section)
        page.goto(target)
        assert page.locator(f"[id='{target.split('#')[1]}']").count() == 1


def test_numbers_to_call_stand_on_top(reader: BrowserContext, address: str) -> None:
    """Who asks for a line is given its number before all else, to be called at a touch."""
    with searching(reader, f"{address}search/?q=心理热线") as page:
        call = page.locator(".search-calls a.tel").first
        expect(call).to_be_visible()
        assert re.fullmatch(r"tel:\d+", str(call.get_attribute("href")))
        assert call.bounding_box()["y"] < page.locator(HIT).first.bounding_box()["y"]  # type: ignore[index]


def test_what_was_typed_can_be_searched_for_as_it_is(reader: BrowserContext, address: str) -> None:
    """Where something else was searched for, one touch searches for the very words, and another goes back."""
    with searching(reader, f"{address}search/?q=kouzhao") as page:
        page.locator(".search-by button").click()
        expect(page.locator(NONE)).to_be_visible()
        assert page.locator(HIT).count() == 0
        page.locator(".search-notes button").first.click()
        expect(page.locator(".search-by strong")).to_have_text("口罩")


def test_parts_are_shown_below_a_line_that_says_so(reader: BrowserContext, address: str) -> None:
    """What matches only a part of the query never passes for an answer."""
    with searching(reader, f"{address}search/?q=微波炉口罩") as page:
        said = page.locator(PARTIAL)
        expect(said).to_be_visible()
        assert said.bounding_box()["y"] < page.locator(HIT).first.bounding_box()["y"]  # type: ignore[index]


# --- what goes wrong -----------------------------------------------------------------------------------------------


def test_without_a_script_the_box_leads_to_a_page_that_helps(browser: Browser, address: str) -> None:
    """The form leads to the page of the search, which says what can be done instead."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}guidelines/masks/")
    page.locator(BOX).fill("口罩")
    page.locator(BOX).press("Enter")
    page.wait_for_url(f"{address}search/?q=*")
    assert page.locator("noscript p").is_visible()
    for path in ("find/", "find/streets/", "guidelines/", "hotlines/"):
        assert page.locator(f"main a[href$='{path}']").first.is_visible(), path
    assert page.locator("main a[href^='tel:']").count() == 1
    context.close()


def test_an_index_that_does_not_come_is_said_and_asked_for_again(reader: BrowserContext, address: str) -> None:
    """A clear line and a button; once the file is there, the button brings the results."""
    with searching(reader, f"{address}help/") as page:
        page.route(CORE, lambda route: route.abort())
        type_in(page, "口罩")
        expect(page.locator(".search-failed")).to_be_visible()
        assert page.locator(".search-ways a").count() > 2
        page.unroute(CORE)
        page.locator(".search-failed button").click()
        expect(page.locator(HIT).first).to_be_visible()
        assert page.locator(".search-failed").count() == 0


def test_an_index_that_never_comes_is_given_up(reader: BrowserContext, address: str) -> None:
    """A host that is silent is no reason to wait for ever."""
    held: list[Route] = []
    page = reader.new_page()
    page.route(CORE, lambda route: held.append(route))
    page.clock.install()
    page.goto(f"{address}search/", wait_until="domcontentloaded")
    page.locator(BOX).fill("口罩")
    page.clock.run_for(1000)
    expect(page.locator(".search-count")).to_be_visible()
    page.clock.run_for(16_000)
    expect(page.locator(".search-failed")).to_be_visible()
    page.close()


def test_names_are_searched_when_other_files_do_not_come(reader: BrowserContext, address: str) -> None:
    """With the first file alone titles are found, and it is said that only they were searched."""
    with searching(reader, f"{address}search/") as page:
        page.route(SHARDS, lambda route: route.abort())
        type_in(page, FURTHER)
        expect(page.locator(".search-stale button")).to_be_visible()
        page.unroute(SHARDS)
        page.locator(".search-stale button").click()
        expect(page.locator(HIT).first).to_be_visible()
        expect(page.locator(".search-stale")).to_have_count(0)


def _old(route: Route) -> None:
    """A file of another day's index."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r'^(\w+\("[^"]*",)"[0-9a-f]+"', r'\1"0123456789ab"', answer.text()))


def test_an_old_index_beside_a_new_page_is_noticed(reader: BrowserContext, address: str) -> None:
    """The page knows which index it belongs to: with another it says that results may be old, and offers to load again."""
    page = reader.new_page()
    page.route(CORE, _old)
    page.goto(f"{address}search/?q=口罩")
    expect(page.locator(".search-stale button")).to_be_visible()
    assert first(page) == "guidelines/masks"
    page.close()


def test_files_of_two_days_never_answer_together(reader: BrowserContext, address: str) -> None:
    """Where the first file and a further one are of different days, nothing is shown but that."""
    with searching(reader, f"{address}help/") as page:
        page.route(SHARDS, _old)
        type_in(page, FURTHER)
        expect(page.locator(".search-failed button")).to_be_visible()
        assert page.locator(HIT).count() == 0


def test_a_late_answer_never_replaces_a_newer_one(reader: BrowserContext, address: str) -> None:
    """What was asked before waits for its file; what is asked meanwhile stays when that comes at last."""
    with searching(reader, f"{address}search/") as page:
        type_in(page, "口罩")
        expect(page.locator(HIT).first).to_be_visible()
        held: list[Route] = []
        page.route(SHARDS, lambda route: held.append(route))
        page.locator(BOX).fill(FURTHER)
        wait_until(page, lambda: bool(held))
        page.locator(BOX).fill("电梯")
        settles(page, "guidelines/lift")
        files = [route.request.url for route in held]
        for route in held:
            with page.expect_response(route.request.url):
                route.continue_()
        # What came late is read when the same files are needed again: until then it has had its chance to be shown.
        page.evaluate("() => new Promise(done => requestIdleCallback(done))")
        assert files
        assert first(page) == "guidelines/lift"
        answered(page, "电梯")


HOSTILE = {
    "long": "口罩" * 5000, "letters": "kouzhao" * 1500, "digits": "0" * 10_000, "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "emoji": "😷👩‍👩‍👧‍👦" * 40, "right to left": "قناع كمامة \u202egnol\u202c", "regex": "(.*)+[口罩]{2,}\\p{Han}$^|?", "marks": "%_'\";--\u0000\u2028",
    "one letter": "a", "syllables": "zhi" * 30, "initials": "gzsthqsp" * 5, "halves": "\\ud83d\\ud83d口\\udc00罩",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_typed_breaks_the_page(reader: BrowserContext, address: str, name: str) -> None:
    """Whatever is typed is answered or said not to be found. How much work that may be: tests/test_search_answers.py."""
    with searching(reader, f"{address}search/?q=口罩") as page:
        expect(page.locator(HIT).first).to_be_visible()
        page.evaluate(
            """([box, text, halves]) => {
              const field = document.querySelector(box);
              field.value = halves ? JSON.parse(`"${text}"`) : text;
              field.dispatchEvent(new Event('input'));
            }""",
            [BOX, HOSTILE[name], name == "halves"],
        )
        page.wait_for_function(
            "box => document.querySelector('.search-panel').dataset.answers === document.querySelector(box).value.trim()", arg=BOX
        )
        expect(page.locator(f"{HIT}, {NONE}").first).to_be_visible()
        assert page.locator(".search-panel script, .search-panel img").count() == 0
        assert page.locator(".search-cut").count() == (len(HOSTILE[name]) > 40)


# --- what the device keeps -----------------------------------------------------------------------------------------


def test_recent_searches_are_kept_on_the_device_and_can_be_cleared(reader: BrowserContext, address: str) -> None:
    """The last eight, the latest first, offered in an empty box; one touch searches again, another forgets them all."""
    with searching(reader, f"{address}search/") as page:
        asked = ["口罩", "电梯", "隔离", "复工", "透析", "疫苗", "买菜", "取药", "心理"]
        for text in asked:
            page.locator(BOX).fill(text)
            page.locator(BOX).press("Enter")
        page.locator(BOX).fill("")
        recent = page.locator(".search-recent button")
        expect(recent).to_have_text(asked[:0:-1])
        assert reader.cookies() == []
        recent.nth(7).click()
        expect(hit(page, "guidelines/lift")).to_be_visible()
        page.locator(BOX).fill("")
        page.locator(".search-kept p button").click()
        expect(recent).to_have_count(0)
        assert page.evaluate("localStorage.getItem('zhiyin.search')") is None


def test_a_device_that_keeps_nothing_searches_all_the_same(reader: BrowserContext, address: str) -> None:
    """Where storage is refused nothing breaks, and nothing is remembered."""
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    reader.add_init_script(refuse)
    with searching(reader, f"{address}search/") as page:
        type_in(page, "口罩")
        page.locator(BOX).press("Enter")
        expect(page.locator(HIT).first).to_be_visible()
        page.locator(BOX).fill("")
        expect(page.locator(HIT)).to_have_count(0)
        assert page.locator(".search-recent").count() == 0


def test_the_readers_own_street_comes_first_once_chosen(reader: BrowserContext, address: str) -> None:
    """On a street's result one touch makes it the reader's own, kept on this device; another forgets it."""
    with searching(reader, f"{address}search/?q=石牌街道") as page:
        page.locator(".search-street button").click()
        expect(page.locator(".search-street")).to_contain_text("石牌街道")
        assert "440106006000" in page.evaluate("localStorage.getItem('zhiyin.search')")
        type_in(page, "志愿者")
        expect(page.locator(f"{HIT} .card-where", has_text="石牌").first).to_be_visible()
        page.locator(".search-street button").click()
        expect(page.locator(".search-street")).to_have_count(0)
        assert page.evaluate("localStorage.getItem('zhiyin.search')") is None


# --- elsewhere than on a host --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["help/index.html", "search/index.html", "en/search/index.html"])
def test_a_copy_on_a_stick_can_be_searched(reader: BrowserContext, path: str) -> None:
    """Opened from a folder the search works, and its results lead to files."""
    with searching(reader, (projects.real_site() / path).as_uri()) as page:
        type_in(page, "mask" if path.startswith("en") else "口罩")
        settles(page, "guidelines/masks")
        page.locator(BOX).press("ArrowDown")
        page.locator(BOX).press("Enter")
        page.wait_for_url(re.compile(r"/guidelines/masks/index\.html"))
        assert page.locator("main[data-kind=guidelines]").count() == 1


def test_names_are_found_without_a_network(browser: Browser, host: Host) -> None:
    """After one visit the page of the search opens without a network, and finds what has a name."""
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    page.goto(host.address)
    page.evaluate("""() => navigator.serviceWorker.ready.then(started => new Promise(done => {
      navigator.serviceWorker.addEventListener('message', event => 'missing' in event.data && done());
      started.active.postMessage({page: location.href});
    }))""")
    context.set_offline(True)
    page.goto(f"{host.address}search/?q=口罩")
    expect(page.locator(HIT).first).to_be_visible()
    assert first(page) == "guidelines/masks"
    context.close()


# --- for everybody -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["口罩", "qwzzxv", "kouzhao"])
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elder"])
def test_axe_finds_nothing_in_results(browser: Browser, address: str, query: str, elder: bool) -> None:
    """Results, what was changed, and nothing found: axe has nothing to say in any mode, and nothing is too wide or too small."""
    found = []
    for width in (320, *WIDTHS):
        with reading(browser, f"{address}search/?q={query}", width, elder) as page:
            expect(page.locator(f"{HIT}, {NONE}").first).to_be_visible()
            if page.locator(HIT).count():
                # Lines of text come for results that are seen.
                page.locator(HIT).first.scroll_into_view_if_needed()
                expect(page.locator(".search-snippet", has_text=re.compile(r"\S")).first).to_be_visible()
            lay_open(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            small = page.locator(".search-panel :is(button, select, [role=option], .search-ways a)").evaluate_all(
                "parts => parts.filter(part => part.getClientRects().length && part.getBoundingClientRect().height < 43.5)"
                ".map(part => part.outerHTML)"
            )
            assert small == []
            for mode in ("elder",) if elder else SCREEN:
                found += judged(page, mode)
    assert found == []
