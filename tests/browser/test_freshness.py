"""Dates are checked again when a page is read: what the script makes of an old page is what a build of that day would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import projects
import pytest
from looking import PHONE
from playwright.sync_api import Browser, Page, expect
from scripted import reader, word

from tests.audit.host import Host, hosted
from tests.shots import PAGES

pytestmark = pytest.mark.browser

BUILT = projects.TODAY
STREET = "areas/990101001000/"
LIST = "opportunities/"
NEED = "opportunities/old-street-dyke/"


def at(page: Page, day: str, time: str = "12:00:00") -> None:
    """Let the device think that it is some day."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T{time}"))


# --- a page that was built, read later -----------------------------------------------------------------------------

# Needs of one street, beside the sound edition's own: each as it differs from `old-street-dyke`.
NEEDS = {
    "soon-over": "valid_until: 2026-12-02\nstatus: open\nneeded: 5\nfilled: 2\n",
    "over-next": "valid_until: 2026-12-03\nstatus: open\nneeded: 3\nfilled: 0\n",
    "long-open": "valid_until: 2026-12-30\nstatus: open\nneeded: 9\nfilled: 1\n",
    "soon-full": "valid_until: 2026-12-01\nstatus: full\nneeded: 2\nfilled: 2\n",
    "long-done": "valid_until: 2026-11-30\nstatus: done\nneeded: 2\nfilled: 2\n",
    "long-gone": "valid_until: 2026-11-30\nstatus: withdrawn\nneeded: 2\nfilled: 1\nwithdrawn: {date: 2026-11-30, reason: 写重了}\n",
    "long-past": "valid_until: 2026-11-30\nstatus: open\nneeded: 2\nfilled: 1\n",
}  # fmt: skip
_DIFFERENT = ("valid_from:", "valid_until:", "review_by:", "status:", "shifts:", "  - {date:", "verified:", "title:")


@cache
def folder() -> Path:
    """The sound edition with more needs and no day of its own."""
    made = projects.project(projects.scratch() / "clock")
    projects.edit(made / "content" / "site.yml", lambda text: text.replace(f"as_of: {BUILT}\n", ""))
    first = made / "content" / "opportunities" / "990101001" / "old-street-dyke.yml"
    same = "".join(line for line in first.read_text("utf-8").splitlines(True) if not line.startswith(_DIFFERENT))
    for id, other in NEEDS.items():
        first.with_stem(id).write_text(f"{same}title: {{zh: 某岗, en: {id}}}\nverified: 2026-11-29\n{other}", "utf-8")
    return made


@cache
def built(day: date) -> Path:
    """That edition, built on a day."""
    result = projects.build_in(folder(), f"site-{day}", day)
    assert result.report is not None, result.problems
    return folder() / f"site-{day}"


@pytest.fixture(scope="module")
def early() -> Iterator[Host]:
    """The site as it was built on the tests' day."""
    with hosted(built(BUILT)) as host:
        yield host


@contextmanager
def reading(browser: Browser, address: str, day: str, scripts: bool = True) -> Iterator[Callable[[str, str], Any]]:
    """Somebody who reads on a day: gives what a look at a page finds."""
    # A browser of their own: what is done to a clock holds for every page of a context.
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    if scripts:
        at(page, day)

    def look(path: str, at_what: str) -> Any:
        page.goto(address + path)
        return page.evaluate(at_what)

    try:
        yield look
    finally:
        context.close()


@contextmanager
def compared(browser: Browser, early: Host, day: str) -> Iterator[Callable[[str, str], Any]]:
    """Look at pages on a day; each must say what one says that was built on that day and has no script."""
    with (
        hosted(built(date.fromisoformat(day))) as late,
        reading(browser, early.address, day) as shown,
        reading(browser, late.address, day, scripts=False) as true,
    ):

        def same(path: str, at_what: str) -> Any:
            found = shown(path, at_what)
            assert found == true(path, at_what), path
            return found

        yield same


# What a list says of each record, in the list's order, and what a record's own page says of its state.
CARDS = """[...document.querySelectorAll('.card')].map(card => [card.querySelector('a').getAttribute('href'), card.className,
    [...card.querySelectorAll('.badge, .left')].map(part => part.textContent).join()])"""
RECORD = """({marks: [...document.querySelectorAll('.marks > *')].map(part => part.className + part.textContent),
    bar: document.querySelector('.need-left').textContent, told: [...document.querySelectorAll('.callout')].map(part => part.textContent),
    rows: [...document.querySelectorAll('table tbody tr')].map(row => row.className + row.textContent).sort()})"""


@pytest.mark.parametrize("day", ["2026-12-01", "2026-12-03", "2026-12-06"])
def test_a_page_read_later_says_what_one_built_later_says(browser: Browser, early: Host, day: str) -> None:
    """Which needs have run out, how they look, in which order they stand, and what their own pages say: as a build of that day."""
    with compared(browser, early, day) as same:
        cards = same(STREET, CARDS)
        assert [card for card in cards if f"{LIST}old-street-dyke/" in card[0]]
        assert len(cards) > len(NEEDS)
        for path in (NEED, f"en/{NEED}", *(f"{LIST}{id}/" for id in ("long-done", "long-gone", "long-past", "soon-over"))):
            assert same(path, RECORD)["bar"]
        if day < "2026-12-04":
            same(LIST, "document.querySelector('h2#found').textContent")


@pytest.mark.parametrize("day", ["2026-12-04", "2026-12-05"])
def test_hands_are_counted_again(browser: Browser, early: Host, day: str) -> None:
    """When the last shift with a free place is over, a need that has not yet ended is full."""
    if b"data-places" not in (built(BUILT) / STREET / "index.html").read_bytes():
        pytest.skip("the templates do not say yet on which days places are free")
    with compared(browser, early, day) as same:
        same(STREET, CARDS)
        same(NEED, RECORD)
        same(LIST, "document.querySelector('h2#found').textContent")


# What is seen of the parts that hold for some days only, each the first that is not over.
MOMENTS = "[...document.querySelectorAll('.moments')].map(part => part.innerText.trim())"


@pytest.mark.parametrize("day", ["2026-12-01", "2026-12-03", "2026-12-04", "2026-12-05", "2027-02-01"])
def test_working_days_left_are_counted_again(browser: Browser, early: Host, day: str) -> None:
    """Of a public notice the page and the list say what is left on the day they are read, and that it is over when it is."""
    with compared(browser, early, day) as same:
        for path in ("commendations/flood-units-2026/", "en/commendations/flood-units-2026/", "commendations/"):
            stage, left = same(path, MOMENTS)
            assert stage
            assert (day in left) == (day <= "2026-12-04")


def test_everything_expired_is_last(browser: Browser, early: Host) -> None:
    """On every list of the site, long after, nothing that can still be used stands below what has run out."""
    lists = """[...document.querySelectorAll('ul:has(> [data-until])')].map(list => [...list.children].map(
        item => !!item.querySelector('.badge-expired, .badge-withdrawn')))"""
    with reading(browser, early.address, "2027-12-31") as shown:
        found = [rows for path in ("", LIST, STREET, "help/", "guidelines/leaving-home/") for rows in shown(path, lists)]
    assert any(any(rows) for rows in found)
    assert [rows for rows in found if rows != sorted(rows)] == []


def test_an_edition_of_a_fixed_day_never_changes(browser: Browser, address: str) -> None:
    """Whatever the device's clock says, a drill or archive stays as it was built."""
    # Where lists have a form in place of their choices, it is what they list that stays.
    main = "document.querySelector('[data-found]')?.outerHTML ?? document.querySelector('main').outerHTML"
    with reading(browser, address, "2031-05-05", scripts=False) as built_so, reading(browser, address, "2031-05-05") as shown:
        for name in (
            "home",
            "opportunities",
            "opportunity",
            "help",
            "help-one",
            "street",
            "guideline",
            "notices",
            "notice",
            "en-home",
        ):
            assert shown(PAGES[name], main) == built_so(PAGES[name], main), name


# --- what is done to a page ----------------------------------------------------------------------------------------


def card(state: str, until: str, more: str = "") -> str:
    return f"""<li class="card card-{state}" data-until="{until}" {more}><h3><a href="./">{state} {until}</a></h3>
<p class="card-marks"><span class="badge badge-{state}">{state}</span><span class="badge badge-sample">示例</span>
{'<strong class="left">还差 4 人</strong>' if state == "open" else ""}</p>
<p class="card-where">街{'<span class="next"> · 最近一班 2026-12-02</span>' if state == "open" else ""}</p></li>"""


SHIFTS = f"""<main id="main" data-until="2026-12-04" data-places="2026-12-02=3 2026-12-03=1"><h1>岗</h1>
<p class="marks"><span class="badge badge-open">招人</span><span class="visually-hidden" data-field="status">招人</span></p><p class="lead">说</p>
<div class="need-bar"><p class="need-left"><strong>还差 4 人</strong></p></div>
<section><h2>别处（3）</h2><ul class="cards">{card("open", "2026-12-04", 'data-places="2026-12-02=3 2026-12-03=1"')}{card("open", "2026-12-09")}</ul></section>
<table><tbody><tr data-until="2026-12-02"><td>二</td><td>共 4 人 <strong class="left">还差 3 人</strong></td></tr>
<tr data-until="2026-12-03"><td>三</td><td>共 2 人 <strong class="left">还差 1 人</strong></td></tr></tbody></table>
<p>共 <span data-until="2026-12-02">4</span> 人</p></main>"""


@contextmanager
def on(browser: Browser, body: str, day: str, clock: str = "") -> Iterator[Page]:
    """A page of its own, read on a day."""
    with reader(browser, body, clock=clock) as somebody:
        page = somebody.context.new_page()
        at(page, day)
        page.goto("https://zhiyin.test/")
        yield page


def test_hands_fall_away_with_their_shifts(browser: Browser) -> None:
    """Day by day: what is left, when next, full, and run out; a number that holds no longer is gone."""
    first = ".card:has(a:text('2026-12-04'))"
    with on(browser, SHIFTS, "2026-12-02") as page:
        expect(page.locator(".need-left strong")).to_have_text("还差 4 人")
        expect(page.locator("main > p:last-child")).to_have_text("共 4 人")
    with on(browser, SHIFTS, "2026-12-03") as page:
        expect(page.locator(".need-left strong")).to_have_text("还差 1 人")
        expect(page.locator(f"{first} .left")).to_have_text("还差 1 人")
        expect(page.locator(f"{first} .next")).to_have_text(" · 最近一班 2026-12-03")
        expect(page.locator("tr").last).to_have_text(f"二共 4 人 {word('need.past')}")
        expect(page.locator("tr").first.locator(".left")).to_have_text("还差 1 人")
        expect(page.locator("main > p:last-child")).to_have_text("共 人")
    with on(browser, SHIFTS, "2026-12-04") as page:
        expect(page.locator(".need-left strong")).to_have_text(word("need.left.none"))
        expect(page.locator(".marks .badge-full")).to_have_text(word("state.full"))
        assert page.locator(first).get_attribute("class") == "card card-full"
        expect(page.locator(f"{first} .left, {first} .next")).to_have_count(0)
        expect(page.locator("section h2")).to_have_text("别处（2）")
        expect(page.locator("tr.past")).to_have_count(2)
    with on(browser, SHIFTS, "2026-12-05") as page:
        expect(page.locator("main.expired .need-left strong")).to_have_text(word("state.expired"))
        expect(page.locator(".lead + .callout-stop")).to_contain_text("2026-12-04")
        expect(page.locator(".card").last).to_have_class("card card-expired")
    with on(browser, SHIFTS, "2026-12-05", clock="2026-12-02") as page:
        expect(page.locator(".need-left strong")).to_have_text("还差 4 人")
        expect(page.locator(".badge-expired, .badge-full, .past")).to_have_count(0)


def test_only_what_was_still_to_run_out_does(browser: Browser) -> None:
    """What was done, withdrawn, archived or expired before stays so; each newly expired goes last, the earliest first."""
    states = ["open", "current", "upcoming", "full", "done", "archived", "expired", "withdrawn"]
    cards = "".join(card(state, f"2026-12-0{9 - place}") for place, state in enumerate(states))
    lines = '<ul class="plain-list"><li data-until="2026-12-02"><a href="./">旧</a></li><li><a href="./">新</a></li></ul>'
    with on(browser, f'<main id="main"><ul class="cards">{cards}</ul>{lines}</main>', "2027-01-01") as page:
        found = page.locator(".card").evaluate_all(
            "all => all.map(one => [one.querySelector('a').textContent.split(' ')[0], one.className])"
        )
        settled = [(state, f"card card-{state}") for state in ("done", "archived", "expired")]
        expired = [(state, "card card-expired") for state in ("full", "upcoming", "current", "open")]
        assert [tuple(one) for one in found] == [*settled, *expired, ("withdrawn", "card card-withdrawn")]
        expect(page.locator(".plain-list li").last).to_have_text(f"旧 {word('state.expired')}")
        expect(page.locator(".plain-list li.expired")).to_have_count(1)


def test_a_page_that_stays_open_past_midnight_is_checked(browser: Browser) -> None:
    """Nobody has to load it again, on this midnight and the next; checking often changes nothing more."""
    with reader(browser, SHIFTS) as somebody:
        page = somebody.context.new_page()
        page.clock.install(time=datetime.fromisoformat("2026-12-03T23:00:00"))
        page.goto("https://zhiyin.test/")
        expect(page.locator(".need-left strong")).to_have_text("还差 1 人")
        page.clock.run_for("01:00:05")
        expect(page.locator(".need-left strong")).to_have_text(word("need.left.none"))
        page.clock.run_for("24:00:00")
        expect(page.locator("main.expired")).to_have_count(1)
        before = page.evaluate("document.querySelector('main').outerHTML")
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        page.clock.run_for("24:00:00")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert page.evaluate("document.querySelector('main').outerHTML") == before


def test_a_page_that_comes_back_is_checked(browser: Browser) -> None:
    """Taken from the browser's memory a day later, it is checked again; so is a tab that is looked at again."""
    for event in (
        "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))",
        "document.dispatchEvent(new Event('visibilitychange'))",
    ):
        with on(browser, SHIFTS, "2026-12-02") as page:
            expect(page.locator("main.expired")).to_have_count(0)
            at(page, "2026-12-05")
            page.evaluate(event)
            expect(page.locator("main.expired")).to_have_count(1)
