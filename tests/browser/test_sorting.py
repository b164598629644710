"""Readers put registers into another order by a touch of a heading; without scripts the table is there all the same."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import projects
import pytest
from looking import follow, opened
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAIRINGS, GIFTS = "registers/pairings/", "registers/contributions-440100000000/"


def column(page: Page, name: str, table: str = "lines") -> list[str]:
    """What stands in a column, from the top down."""
    return page.evaluate(
        """([table, name]) => {
  const found = document.querySelector(`table[data-sort=${table}]`);
  const place = [...found.tHead.rows[0].cells].findIndex(head => head.dataset.column === name);
  return [...found.tBodies[0].rows].map(row => row.cells[place].innerText.trim());
}""",
        [table, name],
    )


def heading(page: Page, name: str, table: str = "lines"):
    return page.locator(f"table[data-sort={table}] th[data-column={name}]")


def asked(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("sort", [])


def test_a_heading_sorts_both_ways(browser: Browser, address: str) -> None:
    """Once up, once more down; the heading says which, and so does a line that is heard; no row is lost."""
    with opened(browser, address, 1280) as (page, wrong):
        page.goto(address + PAIRINGS)
        before = column(page, "since")
        heading(page, "since").locator("button").click()
        assert column(page, "since") == sorted(before)
        expect(heading(page, "since")).to_have_attribute("aria-sort", "ascending")
        assert "从小到大" in page.locator("[role=status]").first.inner_text()
        heading(page, "since").locator("button").click()
        assert column(page, "since") == sorted(before, reverse=True)
        expect(heading(page, "since")).to_have_attribute("aria-sort", "descending")
        heading(page, "area").locator("button").click()
        assert page.locator("[aria-sort]").count() == 1
        assert sorted(column(page, "since")) == sorted(before)
        assert wrong == []


def test_numbers_are_sorted_as_numbers(browser: Browser, address: str) -> None:
    """1,080 comes after 900, whatever its first digit is."""
    with opened(browser, address, 1280) as (page, wrong):
        page.goto(address + GIFTS)
        heading(page, "quantity").locator("button").click()
        numbers = [float(text.replace(",", "")) for text in column(page, "quantity")]
        assert any(number >= 1000 for number in numbers)
        assert numbers == sorted(numbers)
        assert wrong == []


def test_words_are_sorted_as_they_are_read(browser: Browser, address: str) -> None:
    """In Chinese by sound, in English by letter."""
    for lang, first, last in (
        ("", "柏瑶卫生院", "紫菁中学"),
        ("en/", "Coral Pier Harbour Affairs Office", "Violet Reed Middle School"),
    ):
        with opened(browser, address, 1280) as (page, _):
            page.goto(address + lang + PAIRINGS)
            heading(page, "unit").locator("button").click()
            names = [text.split("\n")[0] for text in column(page, "unit")]
            found = [name for name in names if name.startswith((first, last))]
            assert found[0].startswith(first) or not any(name.startswith(first) for name in names)
            assert found[-1].startswith(last)


def test_what_is_empty_comes_last(browser: Browser, address: str) -> None:
    """Pairings without an end stand after those with one, in either direction."""
    with opened(browser, address, 1280) as (page, _):
        page.goto(address + PAIRINGS)
        for _turn in range(2):
            heading(page, "until").locator("button").click()
            ends = column(page, "until")
            given = [text for text in ends if text]
            assert given
            assert ends[: len(given)] == given


def test_the_order_is_kept_in_the_address(browser: Browser, address: str) -> None:
    """Loaded anew or passed on, the page has the same order; a link to a line finds it there."""
    with opened(browser, address, 1280) as (page, wrong):
        page.goto(address + PAIRINGS)
        heading(page, "since").locator("button").click()
        heading(page, "since").locator("button").click()
        assert asked(page) == ["lines.since.down"]
        order = column(page, "unit")
        line = page.locator("table[data-sort=lines] tbody tr").last.get_attribute("id")
        page.goto(f"{page.url}#{line}")
        page.reload()
        assert column(page, "unit") == order
        expect(heading(page, "since")).to_have_attribute("aria-sort", "descending")
        expect(page.locator(f"#{line}")).to_be_in_viewport()
        assert wrong == []


@pytest.mark.parametrize("order", ["lines", "lines.none.up", "none.since.up", "lines.since", "%22%3E.x.y"])
def test_an_order_that_is_none_changes_nothing(browser: Browser, address: str, order: str) -> None:
    """An address that asks for what is not there shows the page as it is, or sorts upwards where only that is left out."""
    with opened(browser, address, 1280) as (page, wrong):
        page.goto(address + PAIRINGS)
        before = column(page, "since")
        page.goto(f"{address}{PAIRINGS}?sort={order}")
        assert column(page, "since") == (sorted(before) if order == "lines.since" else before)
        assert wrong == []


def test_a_page_with_several_tables_keeps_them_apart(browser: Browser, address: str) -> None:
    """On a unit's page each table is sorted for itself."""
    with opened(browser, address, 1280) as (page, wrong):
        page.goto(f"{address}organizations/yuehe-water/")
        teams = column(page, "members", "teams")
        heading(page, "date", "contributions").locator("button").click()
        dates = column(page, "date", "contributions")
        assert dates == sorted(dates)
        assert column(page, "members", "teams") == teams
        assert asked(page) == ["contributions.date.up"]
        assert wrong == []


def test_a_keyboard_and_a_thumb_can_sort(browser: Browser, address: str) -> None:
    """On a phone the headings stand above the cards, each as large as a thumb; a key does what a touch does."""
    with opened(browser, address, 320) as (page, wrong):
        page.goto(address + PAIRINGS)
        button = heading(page, "since").locator("button")
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        button.focus()
        page.keyboard.press("Enter")
        expect(heading(page, "since")).to_have_attribute("aria-sort", "ascending")
        assert page.evaluate("document.activeElement.closest('th').dataset.column") == "since"
        assert wrong == []


def test_without_scripts_there_are_links(browser: Browser, address: str) -> None:
    """No button that does nothing; by unit and by city there are pages."""
    with opened(browser, address, 320, scripts=False) as (page, wrong):
        page.goto(address + PAIRINGS)
        assert page.locator("main button").count() == 0
        rows = page.locator("tbody tr").count()
        follow(page.get_by_role("link", name="按单位排"))
        assert page.locator("tbody tr").count() == rows
        follow(page.get_by_role("link", name="广州市").first)
        assert 0 < page.locator("tbody tr").count() < rows
        assert wrong == []


def test_from_a_folder_it_sorts_too(browser: Browser) -> None:
    """A copy on a stick: the order changes, whether or not the browser lets the address change."""
    wrong: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((projects.real_site() / PAIRINGS / "index.html").as_uri())
    heading(page, "since").locator("button").click()
    assert column(page, "since") == sorted(column(page, "since"))
    page.close()
    assert wrong == []


@pytest.mark.parametrize("path", ["figures/", "en/figures/"])
def test_a_tile_leads_to_its_city(browser: Browser, address: str, path: str) -> None:
    """Every tile is a link, says its city and its number, and none lies on another."""
    with opened(browser, address, 320) as (page, wrong):
        page.goto(address + path)
        tiles = page.locator(".tile a")
        assert tiles.count() == 21
        boxes = [tiles.nth(place).bounding_box() for place in range(21)]
        sizes = {(round(box["width"]), round(box["height"])) for box in boxes if box}
        assert len({width for width, _ in sizes}) <= 2
        for place, box in enumerate(boxes):
            assert box
            assert min(box["width"], box["height"]) >= 44
            assert not any(
                other and box["x"] < other["x"] + other["width"] - 1 and other["x"] < box["x"] + box["width"] - 1
                and box["y"] < other["y"] + other["height"] - 1 and other["y"] < box["y"] + box["height"] - 1
                for other in boxes[place + 1 :]
            )  # fmt: skip
        name = tiles.first.locator("span").inner_text()
        follow(tiles.first)
        assert name in page.locator("h1").inner_text()
        assert wrong == []
