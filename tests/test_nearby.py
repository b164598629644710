"""Where to go next: the golden cases, and the quick rule against a slow one that looks at every need."""

from __future__ import annotations

from typing import Any

import editions
import htmlread
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.entry import Entry, Row, Turn
from generator.model.divisions import Division, lineage
from generator.nearby import NEXT_LIMIT, STREETS_LIMIT, street_of, task_of
from generator.site import Site
from generator.survey import Checked

TODAY = "2026-12-01"
# Two cities; one has counties, one has none.
STREETS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "t1": "T", "t2": "T"}
LEVELS = {"P": ("province", ""), "S": ("city", "P"), "T": ("city", "P"), "a": ("county", "S"), "b": ("county", "S")}


def divisions() -> dict[str, Division]:
    """The table of these tests by short codes."""
    rows = LEVELS | {street: ("street", above) for street, above in STREETS.items()}
    return {code: Division(code, code, level, above) for code, (level, above) in rows.items()}


def need(id: str, street: str, task: str, left: int = 3, status: str = "open") -> Entry:
    """A need with a turn today: the more places left, the more urgent."""
    edges = (("street", "areas", street), ("task", "tasks", task))
    row = Row((), status, "", TODAY, TODAY, False, edges, (Turn(TODAY, 40, 40 - left),), ())
    return Entry("opportunities", id, f"{id}.yml", id.encode(), row, lambda: None)


def site(*needs: Entry) -> Site:
    kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in projects.checked(editions.SOUND).entries}
    kinds["opportunities"] = {each.id: each for each in needs}
    return Site(Checked(projects.checked(editions.SOUND).edition, b"", divisions(), b"", kinds), TODAY)


@pytest.mark.parametrize("case", editions.golden("nearby"), ids=lambda case: case["why"])
def test_where_to_go_next(case: dict[str, Any]) -> None:
    """Each case: a full need, the others there are, and where it sends people, the nearest first."""
    here = need("here", *case["here"], status="full")
    found = site(here, *(need(id, *of) for id, of in case["needs"].items()))
    assert [[near.level, near.need.id] for near in found.nearby.instead_of(here)] == case["next"]


# --- the slow rule -------------------------------------------------------------------------------------------------


def distance(found: Site, one: str, other: str) -> int:
    """0 in one street, 1 in one county, 2 in one city, 3 in one province."""
    shared = {each.code for each in lineage(found.divisions, one)} & {each.code for each in lineage(found.divisions, other)}
    return min(("street", "county", "city", "province").index(found.divisions[code].level) for code in shared)


def slowly(found: Site, here: Entry) -> list[Entry]:
    """Every other open need of the task or the street, by distance and then by urgency."""
    others = [
        each for each in found.all["opportunities"].values()
        if found.state[each.key] == "open" and each is not here
        and (task_of(each) == task_of(here) or street_of(each) == street_of(here))
    ]  # fmt: skip
    urgent = found.published("opportunities")
    return sorted(others, key=lambda each: (distance(found, street_of(here), street_of(each)), urgent.index(each)))[:NEXT_LIMIT]


NEEDS = st.lists(
    st.tuples(st.sampled_from(sorted(STREETS)), st.sampled_from(["gate", "lift"]), st.integers(0, 40), st.sampled_from(["open", "full"])),
    min_size=1, max_size=25,
)  # fmt: skip


@given(NEEDS)
def test_the_quick_rule_gives_what_the_slow_one_gives(rows: list[tuple[str, str, int, str]]) -> None:
    """For any need among any others the index leads where looking at each of them does, and no need is sent to itself."""
    needs = [need(f"n{number}", *row) for number, row in enumerate(rows)]
    found = site(*needs)
    for here in needs:
        near = found.nearby.instead_of(here)
        assert [each.need for each in near] == slowly(found, here)
        assert [each.level for each in near] == [
            ("street", "county", "city", "province")[distance(found, street_of(here), street_of(each.need))] for each in near
        ]


@given(NEEDS)
def test_the_nearest_streets_with_needs(rows: list[tuple[str, str, int, str]]) -> None:
    """From any place the streets that are told of have open needs, the nearer never after the farther, each counted right."""
    found = site(*(need(f"n{number}", *row) for number, row in enumerate(rows)))
    opened = [each for each in found.all["opportunities"].values() if found.state[each.key] == "open"]
    for code in STREETS:
        near = found.nearby.streets_near(code)
        assert {street for street, _ in near} <= {street_of(each) for each in opened} - {code}
        assert len(near) == min(len({street_of(each) for each in opened} - {code}), STREETS_LIMIT)
        far = [distance(found, code, street) for street, _ in near]
        assert far == sorted(far)
        for street, count in near:
            here = [each for each in opened if street_of(each) == street]
            assert count == len(here)


# --- as readers see it ---------------------------------------------------------------------------------------------


def test_no_journey_is_wasted() -> None:
    """The page of every real need that takes nobody says so and leads on, before all else; that of an open one further down."""
    found = projects.site_of(projects.CONTENT)
    for here in found.published("opportunities"):
        page = htmlread.tree((projects.real_site() / "opportunities" / here.id / "index.html").read_text("utf-8"))
        near = found.nearby.instead_of(here)
        sections = [part.attributes.get("aria-labelledby") for part in page.all("section")]
        takes = found.state[here.key] == "open" and here.row.begins <= TODAY
        assert ("next" in sections) == (bool(near) or not takes), here.id
        if near:
            assert (sections.index("next") > sections.index("safety")) == takes, here.id
            (told,) = page.all("section", aria_labelledby="next")
            links = [part.attributes["href"] for part in told.all("a")]
            assert links == [f"../../opportunities/{each.need.id}/" for each in (near[:3] if takes else near)]


def test_few_places_are_told_on_the_page_and_the_card() -> None:
    """A real need with few places left asks to call first, on its page with the line beside it, and on its duty card."""
    found = projects.site_of(projects.CONTENT)
    few = [each for each in found.published("opportunities") if found.few_left(each)[0]]
    assert {found.few_left(each)[0] for each in few} == {"all", "next"}
    for here in few:
        page = htmlread.tree((projects.real_site() / "opportunities" / here.id / "index.html").read_text("utf-8"))
        (bar,) = page.all("div", class_="need-bar")
        card = htmlread.tree((projects.real_site() / "print/opportunities" / here.id / "index.html").read_text("utf-8"))
        for text in (bar.text, card.text):
            assert f"只剩 {found.few_left(here)[1]} 个名额，出发前先打电话" in text, here.id
        signup = here.record.signup
        assert not signup.phone or f"tel:{signup.phone.replace('-', '')}" in bar.values("href")
