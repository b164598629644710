"""Figures and totals: counted once more, straight from the YAML files, and compared with what pages and files print."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import editions
import htmlread
import projects
import pytest
import yaml

from generator.counting import CITY_MEASURES, WEEK_MEASURES, figures, week_name

EDITIONS = {"real": (projects.CONTENT, projects.real_site), "sound": (editions.SOUND, projects.sound_site)}
EVERY = pytest.mark.parametrize("name", EDITIONS)

# --- counting again ------------------------------------------------------------------------------------------------


@cache
def records(name: str, kind: str) -> list[dict[str, Any]]:
    """Every record of a kind as its file has it, but for drafts and what was withdrawn."""
    files = sorted((EDITIONS[name][0] / kind).rglob("*.yml"))
    found = [{"id": file.stem} | _dated(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return [record for record in found if record.get("status") not in ("draft", "withdrawn") and "withdrawn" not in record]


def _dated(value: Any) -> Any:
    """Dates are dates, in quotes or not."""
    if isinstance(value, dict):
        return {name: _dated(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_dated(part) for part in value]
    return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value


def today(name: str) -> date:
    return _dated(yaml.safe_load((EDITIONS[name][0] / "site.yml").read_text("utf-8"))).get("as_of") or projects.TODAY


def parts(name: str, field: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for unit in records(name, "organizations"):
        for part in unit.get(field, ()):
            yield unit, part


def holds(part: dict[str, Any], day: date) -> bool:
    return part["since"] <= day <= part.get("until", day)


def turns(need: dict[str, Any]) -> list[tuple[date | None, int, int]]:
    shifts = [shift for shift in need.get("shifts", ()) if "needed" in shift]
    if shifts:
        return [(shift["date"], shift["needed"], shift["filled"]) for shift in shifts]
    dates = [shift["date"] for shift in need.get("shifts", ())]
    last = need.get("valid_until") or max(dates, default=None)
    return [(last, need["needed"], need["filled"])] if "needed" in need else []


def left(need: dict[str, Any], day: date) -> int:
    return sum(max(needed - filled, 0) for when, needed, filled in turns(need) if when is None or when >= day)


def is_open(need: dict[str, Any], day: date) -> bool:
    ends = need.get("valid_until") or max((when for when, *_ in turns(need) if when), default=day)
    return need["status"] == "open" and ends >= day and left(need, day) > 0


def commended(name: str) -> dict[str, bool]:
    """Names of organisations commended, and whether only examples say so."""
    found: dict[str, bool] = {}
    for decision in records(name, "commendations"):
        if decision["status"] == "decided":
            for item in decision.get("recipients", ()):
                title = item["name"] if isinstance(item["name"], str) else item["name"]["zh"]
                found[title] = found.get(title, True) and decision.get("sample", False)
    return found


def counted(name: str) -> dict[str, list[tuple[int, bool]]]:
    """By measure, each thing that counts, with how much and whether it is an example."""
    day = today(name)
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for need in records(name, "opportunities"):
        sample = need.get("sample", False)
        found["filled"].append((sum(filled for *_, filled in turns(need)), sample))
        if is_open(need, day):
            found["needs"].append((1, sample))
            found["left"].append((left(need, day), sample))
    found["units"] = [(1, unit.get("sample", False)) for unit in records(name, "organizations")]
    for unit, part in parts(name, "pairings"):
        if part["since"] <= day:
            found["pairings" if holds(part, day) else "pairings-ended"].append((1, unit.get("sample", False)))
    for unit, part in parts(name, "teams"):
        if holds(part, day):
            found["teams"].append((1, unit.get("sample", False)))
            found["members"].append((part["members"], unit.get("sample", False)))
    for field, measure in (("sign_ins", "sign-ins"), ("contributions", "contributions")):
        found[measure] = [(1, unit.get("sample", False)) for unit, part in parts(name, field) if part["date"] <= day]
    usable = [service for service in records(name, "help") if service.get("valid_until", day) >= day]
    found["services"] = [(1, service.get("sample", False)) for service in usable]
    found["commended"] = [(1, sample) for sample in commended(name).values()]
    return found


def given(name: str, only: str = "") -> dict[tuple[str, str], Decimal]:
    """What was given, by kind and unit, by everyone or by one unit."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for unit, gift in parts(name, "contributions"):
        if only in ("", unit["id"]):
            found[gift["kind"], gift["unit"]] += Decimal(str(gift["quantity"]))
    return dict(found)


# --- what is printed -----------------------------------------------------------------------------------------------


@cache
def page(name: str, path: str) -> htmlread.Element:
    return htmlread.tree((EDITIONS[name][1]() / path / "index.html").read_text("utf-8"))


def table(name: str, path: str) -> list[dict[str, str]]:
    """A file of the site's data."""
    text = (EDITIONS[name][1]() / "data" / f"{path}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def number(text: str) -> Decimal:
    return Decimal(re.sub(r"[,\s]", "", text))


def sums(element: htmlread.Element) -> dict[tuple[str, str], Decimal]:
    """The totals that a page prints."""
    found = {}
    for item in element.all("li"):
        if "data-sum" in item.attributes:
            kind, unit = item.attributes["data-sum"].split()
            found[kind, unit] = number(item.all("strong")[0].text)
    return found


@EVERY
@pytest.mark.parametrize("lang", ["", "en/"])
def test_totals_are_those_of_an_independent_sum(name: str, lang: str) -> None:
    """Every figure printed for the whole, and how much of it is examples, is what the YAML files add up to."""
    again = counted(name)
    rows = [row for row in page(name, f"{lang}figures").all("tr") if "data-figure" in row.attributes]
    printed = {row.attributes["data-figure"]: [number(cell.text) for cell in row.all("td")[:2]] for row in rows}
    assert printed == {
        measure: [sum(amount for amount, _ in again[measure]), sum(amount for amount, sample in again[measure] if sample)]
        for measure in printed
    }
    assert set(again) <= set(printed)
    assert sum(numbers[0] for numbers in printed.values()) > 0


@EVERY
def test_the_file_of_totals_says_the_same(name: str) -> None:
    """The file holds what the page prints."""
    rows = page(name, "figures").all("tr")
    printed = [
        (row.attributes["data-figure"], *(number(cell.text) for cell in row.all("td")[:2]))
        for row in rows
        if "data-figure" in row.attributes
    ]
    assert [(row["measure"], number(row["count"]), number(row["samples"])) for row in table(name, "figures/totals")] == printed


@EVERY
def test_contributions_add_up_exactly(name: str) -> None:
    """By kind and unit, on the register, in the file and on every unit's page: to the last decimal."""
    again = given(name)
    assert sums(page(name, "registers/contributions")) == again
    assert sums(page(name, "en/registers/contributions")) == again
    assert {(row["kind"], row["unit"]): Decimal(row["quantity"]) for row in table(name, "figures/contributions")} == again
    lines: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in table(name, "registers/contributions"):
        lines[row["kind"], row["unit"]] += Decimal(row["quantity"])
    assert lines == again
    for unit in records(name, "organizations"):
        assert sums(page(name, f"organizations/{unit['id']}")) == given(name, unit["id"]), unit["id"]


def test_the_real_content_has_decimals() -> None:
    """The sums are tried with more than whole numbers."""
    assert any(quantity != int(quantity) for quantity in given("real").values())


# --- by city and by week -------------------------------------------------------------------------------------------

ALIKE = ("needs", "left", "filled", "pairings", "pairings-ended", "sign-ins", "contributions")
"""Measures of which each thing lies in one city."""


@EVERY
def test_cities_add_up(name: str) -> None:
    """What lies in one place adds up to the whole; what may lie in several adds up to at least that. The page says the same."""
    rows = table(name, "figures/cities")
    totals = {row["measure"]: int(row["count"]) for row in table(name, "figures/totals")}
    added = {measure: sum(int(row[measure.replace("-", "_")]) for row in rows) for measure in CITY_MEASURES}
    assert {measure: added[measure] for measure in ALIKE} == {measure: totals[measure] for measure in ALIKE}
    assert all(added[measure] >= totals[measure] for measure in CITY_MEASURES)
    (section,) = page(name, "figures").all("section", aria_labelledby="cities")
    printed = [[int(number(cell.text)) for cell in row.all("td")] for row in section.all("tr")[1:]]
    assert printed == [[int(row[measure.replace("-", "_")]) for measure in CITY_MEASURES] for row in rows]


@EVERY
def test_every_city_has_its_line(name: str) -> None:
    """Cities in which nothing happened are there too, with nothing."""
    site = projects.site_of(EDITIONS[name][0])
    cities = [division.code for division in site.divisions.values() if division.level == "city"]
    assert [row["area"] for row in table(name, "figures/cities")][: len(cities)] == cities


@EVERY
def test_weeks_are_those_of_an_independent_count(name: str) -> None:
    """Each event stands in the ISO week of its day; no week between the first and the last is left out."""
    day, found = today(name), {measure: Counter() for measure in WEEK_MEASURES}
    for field, measure, when in (
        ("pairings", "pairings", "since"),
        ("sign_ins", "sign-ins", "date"),
        ("contributions", "contributions", "date"),
    ):
        found[measure].update(week_name(part[when]) for _, part in parts(name, field) if part[when] <= day)
    for need in records(name, "opportunities"):
        for when, needed, filled in turns(need):
            if when:
                found["filled"][week_name(when)] += filled
                found["left"][week_name(when)] += max(needed - filled, 0)
    rows = table(name, "figures/weeks")
    assert {
        measure: +Counter({row["week"]: int(row[measure.replace("-", "_")]) for row in rows}) for measure in WEEK_MEASURES
    } == {measure: +counter for measure, counter in found.items()}
    mondays = [date.fromisoformat(row["monday"]) for row in rows]
    assert mondays == [mondays[0] + timedelta(weeks=number) for number in range(len(mondays))]
    assert all(monday.weekday() == 0 for monday in mondays)


@pytest.mark.parametrize(("day", "week"), [("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2024-12-30", "2025-W01")])
def test_weeks_at_the_turn_of_a_year(day: str, week: str) -> None:
    """A week belongs to the year in which its Thursday is."""
    assert week_name(date.fromisoformat(day)) == week


@EVERY
def test_services_and_levels(name: str) -> None:
    """Services by category and organisations by level are what the files hold."""
    day = today(name)
    services = Counter(record["category"] for record in records(name, "help") if record.get("valid_until", day) >= day)
    assert {row["word"]: int(row["count"]) for row in table(name, "figures/services")} == services
    names = defaultdict(set)
    for decision in records(name, "commendations"):
        if decision["status"] == "decided":
            names[decision["level"]] |= {str(item["name"]) for item in decision.get("recipients", ())}
    assert {row["word"]: int(row["count"]) for row in table(name, "figures/levels")} == {
        level: len(found) for level, found in names.items() if found
    }


# --- what does not count -------------------------------------------------------------------------------------------


def test_what_was_withdrawn_counts_nowhere(tmp_path: Path) -> None:
    """A unit that is withdrawn leaves every figure and register; its page stays and still tells what it did."""
    folder = projects.project(tmp_path / "p")
    projects.edit(
        folder / "content/organizations/liudu-grain-station.yml",
        lambda text: f"{text}withdrawn: {{date: 2026-11-30, reason: 重复登记}}\n",
    )
    projects.build_in(folder)
    text = (folder / "site/registers/contributions/index.html").read_text("utf-8")
    assert "liudu-grain-station" not in text
    assert "另有 1 个单位已撤下" in text
    rows = (folder / "site/data/registers/contributions.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1
    unit = htmlread.tree((folder / "site/organizations/liudu-grain-station/index.html").read_text("utf-8"))
    assert "1,200" in unit.all("table", data_field="contributions")[0].text
    assert not [link for link in unit.values("href") if "registers/contributions" in link]


def test_what_is_yet_to_come_does_not_count() -> None:
    """A pairing that begins tomorrow is on the register as not yet begun, and in no figure."""
    site = projects.site_of(editions.SOUND)
    site.today = "2026-11-30"
    counts = figures(site).totals()
    assert counts["pairings"].all == 1
    assert counts["pairings-ended"].all == 0
