"""Registers: every line on its pages, none lost however many there are, and what is lacking is said."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import editions
import htmlread
import projects
import pytest

from generator.accounts import REGISTERS, Line, accounts, plain, state_of, total
from generator.views import LIST_LIMIT, registers
from generator.words import WORDS

NAMES = pytest.mark.parametrize("name", REGISTERS)
MANY = 2 * LIST_LIMIT + 7


@cache
def page(path: str, site: Path | None = None) -> htmlread.Element:
    return htmlread.tree(((site or projects.real_site()) / path / "index.html").read_text("utf-8"))


def lines_of(found: htmlread.Element) -> list[str]:
    """The ids of the lines on a page."""
    return [
        row.attributes["id"]
        for table in found.all("table", data_sort="lines")
        for row in table.all("tr")
        if "id" in row.attributes
    ]


def site():
    return projects.site_of(projects.CONTENT)


# --- every line ----------------------------------------------------------------------------------------------------


@NAMES
def test_every_line_is_on_its_pages(name: str) -> None:
    """A line stands on the register's first page, once by unit, and on the page of every city it is for."""
    book = accounts(site())
    ids = sorted(line.id for line in book.lines[name])
    assert ids
    for lang in ("", "en/"):
        assert sorted(lines_of(page(f"{lang}registers/{name}"))) == ids
        assert sorted(lines_of(page(f"{lang}registers/{name}-by-unit"))) == ids
        for city, lines in book.by_city[name].items():
            assert lines_of(page(f"{lang}registers/{name}-{city}")) == [line.id for line in lines]
    assert sum(len(lines) for lines in book.by_city[name].values()) == sum(len(book.cities_of(line)) for line in book.lines[name])


@NAMES
def test_a_line_leads_to_its_unit_and_its_place(name: str) -> None:
    """From every line there is a way to the unit's page and to the place's; from the unit's page one to a line of its own."""
    rows = {row.attributes["id"]: row for row in page(f"registers/{name}").all("tr") if "id" in row.attributes}
    for line in accounts(site()).lines[name]:
        links = rows[line.id].values("href")
        assert f"../../organizations/{line.entry.id}/" in links
        assert {f"../../areas/{code}/" for code in line.part.areas} <= links
        if name != "liaisons":
            back = [link for link in page(f"organizations/{line.entry.id}").values("href") if f"/registers/{name}-" in link]
            (path, _, id) = back[0].removeprefix("../../").partition("/#")
            assert id in lines_of(page(path))


def test_units_are_ordered_as_they_are_read() -> None:
    """By unit, Chinese follows its sound and English its letters."""
    for lang, first in (("", 0), ("en/", 1)):
        titles = [
            row.all("th")[0].all("a")[0].text
            for row in page(f"{lang}registers/pairings-by-unit").all("tr")
            if "id" in row.attributes
        ]
        assert titles
        if first:
            bare = [re.sub(r"^(the|a|an) ", "", title.lower()) for title in titles]
            assert bare == sorted(bare)
        else:
            assert titles.index("柏瑶卫生院") < titles.index("彩芸灶团餐公司") < titles.index("紫菁中学")


@NAMES
def test_tables_can_be_heard(name: str) -> None:
    """Each table has a caption, headings of columns and of lines; on a phone each cell says what it is."""
    for path in (f"registers/{name}", "organizations/yuehe-water"):
        for table in page(path).all("table"):
            assert table.all("caption")[0].text
            heads = table.all("thead")[0].all("th")
            assert all(head.attributes["scope"] == "col" and head.text for head in heads)
            for row in table.all("tbody")[0].all("tr"):
                cells = [child for child in row.children if isinstance(child, htmlread.Element)]
                assert [cell.attributes.get("scope") for cell in cells] == ["row", *[None] * (len(heads) - 1)]
                assert [cell.attributes["data-label"] for cell in cells[1:]] == [head.text for head in heads[1:]]


# --- however many --------------------------------------------------------------------------------------------------


def crowded() -> Path:
    """The sound edition with a unit that gave more than fits on two pages, in one city."""
    return projects.once("crowded", _build_crowded) / "site"


def _build_crowded(folder: Path) -> None:
    projects.project(folder)
    gift = "kind: supplies, quantity: 0.1, unit: sandbags, area: '990200001000', recipient: 望湖街道办事处"
    gifts = "".join(f"  - {{date: 2026-11-{1 + number % 28:02}, item: 第 {number} 批, {gift}}}\n" for number in range(MANY))
    projects.edit(folder / "content/organizations/lake-boat-club.yml", lambda text: f"{text}contributions:\n{gifts}")
    result = projects.build_in(folder)
    assert result.report is not None, result.problems


def test_no_page_grows_with_the_country() -> None:
    """Lines that do not fit on one page are cut into several, each of at most so many, and none is lost or told twice."""
    parts = [lines_of(page(f"registers/contributions-990200000000{end}", crowded())) for end in ("", "-2", "-3")]
    assert [len(part) for part in parts] == [LIST_LIMIT, LIST_LIMIT, 7]
    assert len({id for part in parts for id in part}) == MANY
    units = [lines_of(page(f"registers/contributions-by-unit{end}", crowded())) for end in ("", "-2", "-3")]
    assert sum(map(len, units)) == MANY + 2
    assert lines_of(page("registers/contributions", crowded())) == []
    assert WORDS["register.choose"]["zh"] in page("registers/contributions", crowded()).text


def test_pages_of_a_city_lead_to_each_other() -> None:
    """Every page of a group links to the others and says which it is."""
    for number, end in enumerate(("", "-2", "-3"), 1):
        found = page(f"registers/contributions-990200000000{end}", crowded())
        (pages,) = found.all("nav", aria_label=WORDS["register.pages"]["zh"])
        assert [link.attributes["href"].split("/")[-2] for link in pages.all("a")] == [
            f"contributions-990200000000{each}" for each in ("", "-2", "-3")
        ]
        assert [link.text for link in pages.all("a", aria_current="page")] == [str(number)]
        assert f"第 {number} 页，共 3 页" in found.all("h1")[0].text


def test_tenths_add_up_exactly() -> None:
    """407 times a tenth is 40.7, which it is not where numbers are binary."""
    assert sum([0.1] * MANY) != 40.7
    unit = page("organizations/lake-boat-club", crowded())
    assert [item.all("strong")[0].text for item in unit.all("li", data_sum="supplies sandbags")] == ["40.7"]
    text = (crowded() / "data/figures/contributions.csv").read_text("utf-8-sig")
    assert {(row["kind"], row["unit"]): row["quantity"] for row in csv.DictReader(io.StringIO(text))}[
        "supplies", "sandbags"
    ] == "1240.7"


def test_a_unit_that_gave_much_shows_the_newest() -> None:
    """Its own page stays readable: so many lines, the newest first."""
    from generator.views.units import LINES_LIMIT

    rows = page("organizations/lake-boat-club", crowded()).all("table", data_sort="contributions")[0].all("tbody")[0].all("tr")
    assert len(rows) == LINES_LIMIT
    dates = [row.all("time")[0].text for row in rows]
    assert dates == sorted(dates, reverse=True)


# --- what is lacking -----------------------------------------------------------------------------------------------


def gap(found: htmlread.Element, kind: str) -> list[htmlread.Element]:
    return [item for part in found.all("ul", data_gap=kind) for item in part.all("li")]


def test_gaps_are_those_of_another_count() -> None:
    """Streets with open needs and no pairing, pairings that ended, units without a liaison or a pairing: found once more by hand."""
    found, units = site(), [entry.record for entry in site().published("organizations")]
    paired = {
        pairing.area
        for unit in units
        for pairing in unit.pairings
        if pairing.since.isoformat() <= found.today and (pairing.until is None or pairing.until.isoformat() >= found.today)
    }
    needing = Counter(entry.record.street for entry in found.published("opportunities") if found.state[entry.key] == "open")
    index = page("registers")

    def places(kind: str) -> set[str]:
        return {link.split("/")[-2] for item in gap(index, kind) for link in item.values("href") if "/areas/" in link}

    def named(kind: str) -> list[str]:
        return [item.all("a")[0].text for item in gap(index, kind)]

    assert places("unpaired") == set(needing) - paired
    assert set(needing) - paired
    ended = {
        pairing.area for unit in units for pairing in unit.pairings if pairing.until and pairing.until.isoformat() < found.today
    }
    assert places("ended") == ended - paired
    assert ended - paired
    assert sorted(named("no-liaison")) == sorted(unit.title["zh"] for unit in units if unit.liaison is None)
    assert named("no-liaison")
    assert named("signed-only") == [
        unit.title["zh"] for unit in units if unit.sign_ins and not {pairing.area for pairing in unit.pairings} & paired
    ]
    assert named("signed-only")


def test_gaps_count_and_say_how_many_hands() -> None:
    """The heading says how many there are; the street that lacks most hands comes first, with its needs and places left."""
    found = page("registers/pairings")
    rows = gap(found, "unpaired")
    assert f"（{len(rows)}）" in next(part.text for part in found.walk() if part.attributes.get("id") == "unpaired")
    left = [int(re.search(r"还差 (\d+) 人", row.text)[1]) for row in rows]  # type: ignore[index]
    assert left == sorted(left, reverse=True)
    by_hand = site()
    for row, number in zip(rows, left, strict=True):
        code = next(link.split("/")[-2] for link in row.values("href"))
        needs = [entry for entry in by_hand.within(code, "opportunities") if by_hand.state[entry.key] == "open"]
        assert number == sum(map(by_hand.left, needs))
        assert f"{len(needs)} 处招人" in row.text


def test_a_unit_without_liaison_says_so() -> None:
    """In words, on its page, with a way to the list of such units."""
    found = page("organizations/lvye-rescue")
    assert WORDS["org.no-liaison"]["zh"] in found.text
    assert "../../registers/liaisons/#no-liaison" in found.values("href")
    assert not found.all(data_field="liaison")


# --- states --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-05-31", "upcoming"), ("2026-06-01", "current"), ("2026-11-30", "current"), ("2026-12-01", "ended")],
)
def test_a_pairing_holds_from_its_first_day_to_its_last(day: str, state: str) -> None:
    """Both days count."""
    entry = projects.site_of(editions.SOUND).all["organizations"]["liudu-grain-station"]
    part = next(part for part in entry.row.parts if part.name == "pairings")
    assert (part.since, part.until) == ("2026-06-01", "2026-11-30")
    assert state_of(part, day) == state


@pytest.mark.parametrize(
    ("amounts", "sum"), [([], "0"), (["0.1"] * 3, "0.3"), (["10", "20"], "30"), (["99999999999.9999", "0.0001"], "100000000000")]
)
def test_amounts_are_added_as_written(amounts: list[str], sum: str) -> None:
    """Nothing is rounded, no exponent is written, and no zeros are left at the end."""
    entry = projects.site_of(editions.SOUND).all["organizations"]["liudu-grain-station"]
    part = entry.row.parts[-1]
    assert total(Line(entry, part._replace(amount=amount), "current") for amount in amounts) == sum
    assert plain(Decimal("1200")) == "1200"


def test_places_know_their_lines() -> None:
    """What a place's own page is told of registers: each with its page, a line there and the number of its lines."""
    found = site()
    for code in ("441402004000", "440106006000"):
        told = registers.in_place(found, code)
        assert {name for name, *_ in told} >= {"pairings", "sign-ins"}
        for name, id, line, count in told:
            assert line in lines_of(page(f"registers/{id}"))
            assert count == sum(code in each.part.areas for each in accounts(found).lines[name])
