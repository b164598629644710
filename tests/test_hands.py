"""What the pages of needs and places show: the street as the hub, totals that are counted, and nothing that goes stale."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import editions
import htmlread
import projects
import pytest

from generator.site import Site

STREET, TODAY = "440106006000", "2026-12-01"


@cache
def site() -> Site:
    return projects.site_of(projects.CONTENT)


@cache
def page(path: str, lang: str = "") -> htmlread.Element:
    """The body of a built page of the real site."""
    (main,) = htmlread.tree((projects.real_site() / lang / path / "index.html").read_text("utf-8")).all("main")
    return main


def section(of: htmlread.Element, id: str) -> htmlread.Element:
    (found,) = of.all("section", aria_labelledby=id)
    return found


def streets() -> list[str]:
    """The streets that say something of themselves."""
    return [entry.id for entry in site().published("areas") if site().divisions[entry.id].level == "street"]


# --- the street ----------------------------------------------------------------------------------------------------


def test_a_street_tells_each_turn_that_lacks_hands() -> None:
    """Every turn ahead with a free place of the next four is there, with the hour and the places left, and no full one."""
    for code in streets():
        for need in site().nearby.open(code):
            (card,) = [
                card for card in section(page(f"areas/{code}"), "needs").all("li") if f"/{need.id}/" in str(card.values("href"))
            ]
            free = [shift for shift in need.record.shifts if shift.needed is not None and shift.needed > shift.filled]
            ahead = sorted((shift.date.isoformat(), shift.start, shift) for shift in free if shift.date.isoformat() >= TODAY)
            told = [line.text for line in card.all("p") if "data-until" in line.attributes and line.all("time")]
            if ahead:
                assert len(told) == min(len(ahead), 4), need.id
                for text, (day, _, shift) in zip(told, ahead, strict=False):
                    assert text.startswith(day[5:])
                    assert f"{shift.start}–{shift.end}" in text
                    assert text.endswith(f"还差 {shift.needed - shift.filled} 人")


def test_what_was_given_to_a_street_is_summed_right() -> None:
    """The totals on a street's page are those of an independent sum over every entry of every unit."""
    for code in streets():
        sums: Counter[tuple[str, str]] = Counter()
        for unit in site().published("organizations"):
            for gift in unit.record.contributions:
                if gift.area == code:
                    sums[gift.kind, gift.unit] += gift.quantity
        terms = site().edition.terms
        wanted = {
            f"{terms['contribution_kinds'][kind]['zh']} {total:,} {terms['units'][unit]['zh']}"
            for (kind, unit), total in sums.items()
        }
        told = [part.text for found in page(f"areas/{code}").all("ul", class_="totals") for part in found.all("li")]
        assert sorted(told) == sorted(wanted), code


def test_a_street_says_whom_to_ask_at_each_unit() -> None:
    """Each unit that is tied to a street stands there with its liaison's post and line."""
    for code in streets():
        for unit in site().leading("areas", code, "organizations"):
            tied = {relation for relation, _, id in unit.row.edges if id == code} & {"pairing", "sign-in", "team"}
            if tied and unit.record.liaison:
                told = section(page(f"areas/{code}"), "liaisons")
                assert f"../../organizations/{unit.id}/" in told.values("href")
                assert unit.record.liaison.phone in told.text


def test_a_street_says_what_to_read_first() -> None:
    """For each task that hands are needed for there, every guideline of that task is linked."""
    for code in streets():
        for need in site().nearby.open(code):
            for guideline in site().back("tasks", need.record.task, "task", "guidelines"):
                assert f"../../guidelines/{guideline.id}/" in section(page(f"areas/{code}"), "read").values("href")


def test_a_focus_area_that_is_over_says_so() -> None:
    """The mark stands only as long as it holds; afterwards the page says until when it did."""
    for code in streets():
        focus = site().all["areas"][code].record.focus
        marks = [part for part in page(f"areas/{code}").all("span", class_="badge badge-notice") if part.text == "重点镇街"]
        assert bool(marks) == site().in_focus(code), code
        if focus and focus.until and focus.until.isoformat() < TODAY:
            assert f"曾是重点镇街，到 {focus.until} 为止" in page(f"areas/{code}").text


def test_a_street_without_needs_leads_to_the_nearest() -> None:
    """Where nothing is needed the nearest streets with open needs are linked, and how many these are."""
    told = section(page("areas/440103001000"), "needs")
    near = site().nearby.streets_near("440103001000")
    assert len(near) == 6
    assert [part.attributes["href"] for part in told.all("ul")[0].all("a")] == [f"../../areas/{street}/" for street, _ in near]
    for item, (_, count) in zip(told.all("ul")[0].all("li"), near, strict=True):
        assert item.text.endswith(f"（招人 {count}）")


@pytest.mark.parametrize("code", ["440000000000", "440100000000", "440106000000", "441900000000"])
def test_larger_divisions_count_by_street(code: str) -> None:
    """Every street with open needs stands with its counts, focus areas first; the sums are those of the division."""
    rows = section(page(f"areas/{code}"), "needs").all("tbody")[0].all("tr")
    told = [(row.all("a")[0].attributes["href"][-13:-1], *(int(cell.text) for cell in row.all("td"))) for row in rows]
    opened = [need for need in site().within(code, "opportunities") if site().state[need.key] == "open"]
    counted = Counter(need.record.street for need in opened)
    left = Counter(dict.fromkeys(counted, 0))
    for need in opened:
        left[need.record.street] += site().left(need)
    assert sorted(told) == sorted((street, count, left[street]) for street, count in counted.items())
    focus = [site().in_focus(street) for street, _, _ in told]
    assert focus == sorted(focus, reverse=True)


def test_jumps_lead_into_the_page() -> None:
    """Each jump at the top of a place's page leads to a heading there."""
    for code in (*streets(), "440100000000", "440103001000"):
        (jumps,) = page(f"areas/{code}").all("nav", aria_labelledby="jump")
        ids = page(f"areas/{code}").values("id")
        assert {link.attributes["href"] for link in jumps.all("a")} <= {f"#{id}" for id in ids}


# --- the need ------------------------------------------------------------------------------------------------------

ORDER = (
    "next",
    "safety",
    "shifts",
    "signup",
    "where",
    "duties",
    "requirements",
    "next",
    "run-by",
    "pages",
    "related",
    "follow",
    "about",
)


def test_what_matters_first_stands_first() -> None:
    """Safety, turns, how to sign up, where, what one does, who can come, where else, who runs it: in this order on every need."""
    for need in site().published("opportunities"):
        found = [part.attributes["aria-labelledby"] for part in page(f"opportunities/{need.id}").all("section")]
        order = iter(ORDER)
        assert all(any(wanted == id for wanted in order) for id in found if id != "record-about"), (need.id, found)


def test_signing_up_is_at_hand() -> None:
    """The bar at the top of an open need has the line and leads to how to sign up; no page has a form of ours."""
    for need in site().published("opportunities"):
        main = page(f"opportunities/{need.id}")
        (bar,) = main.all("div", class_="need-bar")
        if site().state[need.key] == "open":
            assert "#signup" in bar.values("href")
            assert not need.record.signup.phone or need.record.signup.phone in bar.text
        assert main.all("form") == []


def test_full_turns_are_marked() -> None:
    """Each turn ahead says how many places are left, or that it is full; one that is over says neither."""
    for need in site().published("opportunities"):
        if not any(shift.needed is not None for shift in need.record.shifts):
            continue
        rows = section(page(f"opportunities/{need.id}"), "shifts").all("tbody")[0].all("tr")
        for row, shift in zip(rows, need.record.shifts, strict=True):
            left = shift.needed - shift.filled
            over = shift.date.isoformat() < TODAY
            assert (f"还差 {left} 人" in row.text) == (left > 0 and not over)
            assert ("已满" in row.text) == (left == 0)
            assert ("已过" in row.text) == over


def test_who_runs_a_need_can_be_asked() -> None:
    """The unit that runs a need stands on its page with its liaison's post and line, the street with its poster."""
    for need in site().published("opportunities"):
        main, unit = page(f"opportunities/{need.id}"), site().entry("organizations", need.record.organization or "")
        if unit and unit.record.liaison:
            assert unit.record.liaison.phone in section(main, "run-by").text
        links = section(main, "pages").values("href")
        assert {f"../../areas/{need.record.street}/", f"../../print/areas/{need.record.street}/"} <= links


def test_a_guideline_opens_at_the_section_of_the_task() -> None:
    """Where a guideline has a section for the task, the need's page leads right there."""
    main = htmlread.tree((projects.sound_site() / "opportunities/old-street-dyke/index.html").read_text("utf-8"))
    assert "../../guidelines/dyke-watch/#walking" in section(main, "safety").values("href")


# --- kept fresh ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("areas/990101001000.yml", {"until: 2026-12-10": "until: 2026-11-30"}),
        ("opportunities/990101001/old-street-dyke.yml", {"needed: 4, filled: 1": "needed: 4, filled: 3"}),
        ("opportunities/990101001/old-street-dyke.yml", {"needed: 4, filled: 1": "needed: 4, filled: 4"}),
        ("opportunities/dongtan-boats.yml", {"filled: 6": "filled: 3", "status: full": "status: open"}),
        ("organizations/liudu-grain-station.yml", {"0990-0100105-801": "0990-0100105-802"}),
        ("organizations/liudu-grain-station.yml", {"quantity: 1200": "quantity: 1300"}),
    ],
)
def test_pages_change_with_what_they_show(tmp_path: Path, file: str, changes: dict[str, str]) -> None:
    """After a change of focus, places, liaison or gift an incremental build gives what a clean one gives."""
    folder = projects.built(tmp_path / "p")
    for old, new in changes.items():
        projects.edit(folder / "content" / file, lambda text, old=old, new=new: text.replace(old, new))
    assert projects.build_in(folder).report is not None
    assert projects.differences(projects.tree(folder / "site"), projects.clean_build(folder)) == []


def test_the_sound_street_is_in_focus() -> None:
    """The change of focus above changes something: the street of the test edition is a focus area until then."""
    assert projects.site_of(editions.SOUND).in_focus("990101001000")
