"""Lists cut down by choices, as readers do it: with a script, without one, from a stick, and on the way to a Saturday."""

from __future__ import annotations

import gzip
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import projects
import pytest
import yaml
from looking import follow
from playwright.sync_api import Browser, BrowserContext, Page, Route
from test_filters import MANY, many

from generator.outputs import lists as files
from generator.pages import PAGES
from generator.pages import Page as Sheet
from generator.render import Renderer
from generator.site import Site
from generator.text import Speech
from generator.theme import policy, script
from generator.views import filters

pytestmark = pytest.mark.browser

TODAY = projects.TODAY.isoformat()
SATURDAY = (projects.TODAY + timedelta(days=(5 - projects.TODAY.weekday()) % 7)).isoformat()
COUNTY, CITY = "440106", "4401"
PATIENCE = 5000
LIGHT = 60_000
"""Bytes on the wire that a list of many records may cost, all that it is counted among with it."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that was never here; whatever goes wrong is heard at the end."""
    context, wrong = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block"), []
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield context
    context.close()
    assert wrong == []


@cache
def needs() -> list[dict[str, Any]]:
    """What the editors' files say of needs that are to be chosen among, and nothing the program made of it."""
    found = []
    for file in sorted((projects.CONTENT / "opportunities").rglob("*.yml")):
        record = yaml.safe_load(file.read_text("utf-8"))
        if record["status"] in ("open", "full") and _last(record) >= TODAY:
            found.append(record | {"id": file.stem, "days": _days(record)})
    return found


def _last(record: dict[str, Any]) -> str:
    return str(record.get("valid_until") or max(str(shift["date"]) for shift in record["shifts"]))


def _days(record: dict[str, Any]) -> set[str]:
    """The days with a free place."""
    shifts = record.get("shifts", [])
    if record["status"] != "open":
        return set()
    if any("needed" in shift for shift in shifts):
        return {
            str(shift["date"]) for shift in shifts if shift["needed"] > shift.get("filled", 0) and str(shift["date"]) >= TODAY
        }
    if shifts:
        return {str(shift["date"]) for shift in shifts if str(shift["date"]) >= TODAY}
    day, found = projects.TODAY, set()
    while day.isoformat() <= _last(record):
        found.add(day.isoformat())
        day += timedelta(days=1)
    return found


def _ids(choose: Callable[[dict[str, Any]], bool]) -> set[str]:
    return {need["id"] for need in needs() if choose(need)}


def cards(page: Page) -> list[str]:
    """The records that are to be seen, by id."""
    links = page.locator("main .card h3 a:visible").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [link.removesuffix("index.html").rstrip("/").split("/")[-1] for link in links]


def options(page: Page, name: str) -> dict[str, int]:
    """What a drop-down offers: values with their counts."""
    rows = page.locator(f"select[name={name}] option").evaluate_all("all => all.map(each => [each.value, each.textContent])")
    return {value: int(re.findall(r"\((\d+)\)$", text)[0]) for value, text in rows}


# --- with a script -------------------------------------------------------------------------------------------------


def test_what_is_chosen_is_found_at_once_and_stands_in_the_address(phone: BrowserContext, address: str) -> None:
    """A task, a day and a county: each narrows the list without loading a page, and the address says so; Back undoes it."""
    page = phone.new_page()
    page.goto(f"{address}opportunities/")
    page.evaluate("window.same = true")
    page.select_option("select[name=task]", "gate")
    assert set(cards(page)) == _ids(lambda need: need["task"] == "gate")
    page.select_option("select[name=in]", "440106000000")
    page.select_option("select[name=day]", SATURDAY)
    assert page.url == f"{address}opportunities/?in={COUNTY}&task=gate&day={SATURDAY}"
    assert set(cards(page)) == _ids(
        lambda need: need["task"] == "gate" and need["street"].startswith(COUNTY) and SATURDAY in need["days"]
    )
    page.go_back()
    page.go_back()
    assert page.url == f"{address}opportunities/?task=gate"
    assert page.input_value("select[name=in]") == ""
    assert page.input_value("select[name=task]") == "gate"
    page.go_back()
    assert page.url == f"{address}opportunities/"
    assert page.evaluate("window.same") is True
    assert len(cards(page)) == len(needs()) + page.locator("[aria-labelledby=closed] .card:visible").count()


def test_an_address_holds_a_choice(phone: BrowserContext, address: str) -> None:
    """Whoever is sent the address sees the same; what nobody can choose is passed over."""
    page = phone.new_page()
    page.goto(f"{address}opportunities/?in={CITY}&left=1&task=nonsense&day=never")
    assert set(cards(page)) == _ids(lambda need: need["street"].startswith(CITY) and need["status"] == "open")
    assert page.is_checked("input[name=left]")
    assert page.input_value("select[name=task]") == ""


@pytest.mark.parametrize("query", ["", "?task=gate", f"?in={COUNTY}", f"?day={SATURDAY}&left=1", f"?in={CITY}&task=market-watch"])
def test_every_count_is_that_of_the_files(phone: BrowserContext, address: str, query: str) -> None:
    """Beside every value stands how many needs would be found were it chosen too, as counted from the editors' files alone."""
    page = phone.new_page()
    page.goto(f"{address}opportunities/{query}")
    chosen = dict(pair.split("=") for pair in query.lstrip("?").split("&") if pair)
    tests: dict[str, Callable[[dict[str, Any], str], bool]] = {
        "in": lambda need, value: need["street"].startswith(re.sub("(0{8}|0{6}|0{3})$", "", value)),
        "task": lambda need, value: need["task"] == value,
        "day": lambda need, value: not need["days"].isdisjoint(value.split(",")),
        "left": lambda need, value: need["status"] == "open",
    }
    for name in ("in", "task", "day"):
        rest = [need for need in needs() if all(tests[other](need, value) for other, value in chosen.items() if other != name)]
        for value, count in options(page, name).items():
            assert count == sum(not value or tests[name](need, value) for need in rest), (name, value)


def test_the_weekend_is_both_of_its_days(phone: BrowserContext, address: str) -> None:
    """Today, tomorrow and the weekend are named; a need on either day of the weekend is found."""
    page = phone.new_page()
    page.goto(f"{address}opportunities/")
    names = page.locator("select[name=day] option").all_text_contents()
    assert [name.split(" ")[0] for name in names[1:4]] == ["这个周末", "今天", "明天"]
    sunday = (date.fromisoformat(SATURDAY) + timedelta(days=1)).isoformat()
    page.select_option("select[name=day]", f"{SATURDAY},{sunday}")
    assert set(cards(page)) == _ids(lambda need: not need["days"].isdisjoint({SATURDAY, sunday}))


def test_nothing_found_says_what_to_take_back(phone: BrowserContext, address: str) -> None:
    """Where nothing fits, one tap takes back what was too much, and says beforehand what that finds."""
    page = phone.new_page()
    page.goto(f"{address}opportunities/?in={COUNTY}&task=tutoring&day={SATURDAY}")
    assert cards(page) == []
    first = page.locator(".relax button").first
    (promised,) = re.findall(r"(\d+)", first.text_content().replace(SATURDAY, ""))
    first.click()
    assert len(cards(page)) == int(promised) > 0


def test_the_count_is_read_out(phone: BrowserContext, address: str) -> None:
    """How many were found stands in a part of the page that is read out politely, and it is there before it is filled."""
    page = phone.new_page()
    page.goto(f"{address}opportunities/")
    status = page.locator("main [role=status]")
    assert status.text_content() == ""
    page.select_option("select[name=task]", "gate")
    count = len(_ids(lambda need: need["task"] == "gate"))
    assert re.findall(r"\d+", status.text_content() or "") == [str(count)]


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize(
    ("kind", "query"), [("opportunities", "?left=1"), ("help", "?for=elderly"), ("organizations", "?kind=organ")]
)
def test_the_script_makes_the_cards_of_the_server(phone: BrowserContext, address: str, kind: str, query: str, lang: str) -> None:
    """A card that the script made is, element by element, the one that the list without a script has."""
    name, _, value = query.lstrip("?").partition("=")
    page, other = phone.new_page(), phone.new_page()
    page.goto(f"{address}{lang}{kind}/{query}")
    other.goto(f"{address}{lang}{kind}/{'in/440100000000' if name == 'left' else f'{name}/{value}'}/")
    look = """all => all.map(card => [card.querySelector('a').href, card.outerHTML.replace(/href="[^"]*"/, '').replace(/\\s*\\n\\s*/g, '')])"""
    made = dict(page.locator("[data-results] .card").evaluate_all(look))
    served = dict(other.locator("main .card-open, main .card-current, main .card-upcoming").evaluate_all(look))
    both = made.keys() & served.keys()
    assert len(both) > 3
    assert {link: made[link] for link in both} == {link: served[link] for link in both}


def test_help_for_a_city_is_there_for_its_streets(phone: BrowserContext, address: str) -> None:
    """A service of a whole city is found in each place of it, as on the lists without a script."""
    site = projects.site_of(projects.CONTENT)
    page = phone.new_page()
    page.goto(f"{address}help/?in={COUNTY}")
    found = filters.lists(site, "help")
    choice: filters.Choice = (("in", "440106000000"),)
    assert set(cards(page)) == {entry.id for entry in (*found.entries(choice), *found.above(choice))}


def test_it_works_from_a_stick(browser: Browser) -> None:
    """Opened as a file, the form is there and finds the same; where the browser keeps no address it does without."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((projects.real_site() / "opportunities/index.html").as_uri())
    page.select_option("select[name=task]", "gate")
    assert set(cards(page)) == _ids(lambda need: need["task"] == "gate")
    context.close()


# --- the way to a Saturday -----------------------------------------------------------------------------------------

WANTED = "needs of Tianhe on the coming Saturday"


def _wanted() -> set[str]:
    return _ids(lambda need: need["street"].startswith(COUNTY) and SATURDAY in need["days"])


def _told(how: str, steps: int, began: float) -> None:
    print(f"\nfrom the home page to the {WANTED}, {how}: {steps} taps, {time.perf_counter() - began:.1f} s")


def test_the_way_to_a_saturday_with_a_script(phone: BrowserContext, address: str) -> None:
    """Three choices from the home page, at phone width, show where one is needed on Saturday in one's county."""
    page, began = phone.new_page(), time.perf_counter()
    page.goto(address)
    follow(page.locator(".doors a").nth(2))
    page.select_option("select[name=in]", "440106000000")
    page.select_option("select[name=day]", SATURDAY)
    assert set(cards(page)) == _wanted() != set()
    _told("with a script", 3, began)


def test_the_way_to_a_saturday_without_a_script(browser: Browser, address: str) -> None:
    """Four links do the same where no script runs."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page, began = context.new_page(), time.perf_counter()
    page.goto(address)
    follow(page.locator(".doors a").nth(2))
    follow(page.locator('.choices a[href*="in/440100000000/"]'))
    follow(page.locator('.choices a[href*="in/440106000000/"]'))
    follow(page.locator(f'.choices a[href*="day/{SATURDAY}.440106000000/"]'))
    assert set(cards(page)) == _wanted() != set()
    context.close()
    _told("without a script", 4, began)


# --- many ----------------------------------------------------------------------------------------------------------


class Crowd:
    """The lists of an edition of thousands of needs, made when asked for; counts the bytes that went over the wire."""

    address = "https://zhiyin.test/"

    def __init__(self, site: Site) -> None:
        self.site, self.t, self.bytes = site, Speech(site.edition, "zh"), Counter[str]()
        self.renderer = Renderer(site, self.t)
        self.script = script.join(script.script_words(self.t, "list"), first="layout-list.js")
        self.shelves = {f"{filters.file_path(kind, code, 'zh')}": (kind, entries) for kind, code, entries in files.shelves(site)}

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(self.address).split("?")[0]
        if path == "list.js":
            body, form = self.script.encode(), "text/javascript"
        elif path in self.shelves:
            body, form = files.content(self.site, *self.shelves[path], "zh"), "text/javascript"
        else:
            body, form = self.page(path).encode(), "text/html"
        self.bytes[path] += len(gzip.compress(body, 9))
        route.fulfill(body=body, content_type=f"{form}; charset=utf-8")

    def page(self, path: str) -> str:
        kind = next(row for row in PAGES if re.fullmatch(row.path.replace("{id}", "[^/]+"), path))
        id = path.rstrip("/").split("/")[-1] if "{id}" in kind.path else ""
        body = self.renderer.render(Sheet(kind, id, path), kind.view(self.site, id)).body
        return f"""<!doctype html><html lang="zh" data-clock="{TODAY}"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy.META}"><script defer src="/list.js"></script>{body}</html>"""


def test_five_thousand_needs_are_a_light_load(phone: BrowserContext) -> None:
    """Among five thousand needs the place comes first; then some tens of kilobytes hold all that is counted and shown."""
    crowd = Crowd(many(MANY))
    phone.route(f"{crowd.address}**", crowd.answer)
    page = phone.new_page()
    page.goto(f"{crowd.address}opportunities/")
    assert page.locator("select").count() == 0
    page.goto(f"{crowd.address}opportunities/?in={COUNTY}&day={SATURDAY}")
    page.wait_for_url(f"{crowd.address}opportunities/in/{CITY}00000000/?in={COUNTY}&day={SATURDAY}")
    page.wait_for_selector("select[name=in]")
    site = crowd.site
    expected = [
        entry.id for entry in site.within("440106000000", "opportunities")
        if site.state[entry.key] == "open" and SATURDAY in filters.traits(site, entry)["day"]
    ]  # fmt: skip
    assert cards(page) == expected[:100]
    print(f"\n{MANY:,} needs, on the wire: {dict(crowd.bytes)}")
    page_and_data = sum(
        size for path, size in crowd.bytes.items() if path.startswith("opportunities/in/") or path in crowd.shelves
    )
    assert page_and_data <= LIGHT
    assert crowd.bytes["opportunities/"] <= LIGHT
