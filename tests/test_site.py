"""The graph of records on a day: states, order, places left, and relations that lead both ways."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import editions
import htmlread
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.entry import Entry, Row, Turn
from generator.rules import places_left
from generator.site import STATES, Site, state_of
from generator.survey import Checked

TODAY = "2026-12-01"
BEFORE, AFTER = "2026-11-30", "2026-12-02"


def row(**fields: Any) -> Row:
    """A row that says nothing but what is given."""
    nothing = Row(sort=(), status="", begins="", ends="", verified=BEFORE, sample=False, edges=(), turns=(), changes=())
    return nothing._replace(**fields)


def site(*entries: Entry, today: str = TODAY) -> Site:
    """A graph of some entries, in the sound edition."""
    sound = projects.checked(editions.SOUND)
    kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in sound.entries}
    for entry in entries:
        kinds[entry.kind][entry.id] = entry
    return Site(Checked(sound.edition, b"", sound.divisions, b"", kinds), today)


def entry(id: str, kind: str = "opportunities", **fields: Any) -> Entry:
    return Entry(kind, id, f"{kind}/{id}.yml", id.encode(), row(**fields), lambda: None)


# --- states --------------------------------------------------------------------------------------------------------

FREE = (Turn(TODAY, 2, 1),)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "current"),
        ({"ends": TODAY}, "current"),
        ({"ends": BEFORE}, "expired"),
        ({"ends": AFTER}, "current"),
        ({"begins": TODAY}, "current"),
        ({"begins": AFTER}, "upcoming"),
        ({"begins": BEFORE}, "current"),
        ({"begins": TODAY, "ends": TODAY}, "current"),
        ({"status": "open", "turns": FREE, "ends": TODAY}, "open"),
        ({"status": "open", "turns": FREE, "ends": BEFORE}, "expired"),
        ({"status": "open", "turns": (Turn(BEFORE, 2, 0),), "ends": AFTER}, "full"),
        ({"status": "open", "turns": (Turn(AFTER, 2, 2),), "ends": AFTER}, "full"),
        ({"status": "open", "turns": (Turn(TODAY, 1, 0),), "begins": AFTER, "ends": AFTER}, "open"),
        ({"status": "full", "turns": FREE, "ends": TODAY}, "full"),
        ({"status": "full", "ends": BEFORE}, "expired"),
        ({"status": "done", "ends": BEFORE}, "done"),
        ({"status": "done", "ends": AFTER}, "done"),
        ({"status": "withdrawn", "ends": BEFORE}, "withdrawn"),
        ({"status": "withdrawn", "begins": AFTER}, "withdrawn"),
        ({"status": "archived", "ends": BEFORE}, "archived"),
    ],
)
def test_states_at_the_edges_of_dates(fields: dict[str, Any], state: str) -> None:
    """The last day is still valid, the first already; what is over is over the day after."""
    assert state_of(row(**fields), TODAY) == state


DAYS = st.dates(date(2026, 11, 20), date(2026, 12, 10)).map(date.isoformat)
TURNS = st.lists(st.builds(Turn, DAYS, st.integers(0, 20), st.integers(0, 30)), max_size=5).map(tuple)
ROWS = st.builds(
    row, status=st.sampled_from(["", "open", "full", "done", "withdrawn", "archived"]), begins=st.one_of(st.just(""), DAYS),
    ends=st.one_of(st.just(""), DAYS), turns=TURNS, verified=DAYS, changes=st.lists(DAYS, max_size=3).map(tuple),
)  # fmt: skip


@given(ROWS, DAYS)
def test_every_record_has_a_state(found: Row, today: str) -> None:
    """Any record on any day is in one of the states, and what is past its end is never open."""
    state = state_of(found, today)
    assert state in STATES
    if found.ends and found.ends < today:
        assert state in ("expired", "done", "withdrawn", "archived")
    if state == "open":
        assert places_left(found.turns, today) > 0


@given(ROWS)
def test_time_never_opens_what_is_over(found: Row) -> None:
    """A record that has run out stays so on every later day."""
    days = [(date(2026, 11, 20) + timedelta(days=number)).isoformat() for number in range(40)]
    states = [state_of(found, day) for day in days]
    if "expired" in states:
        assert set(states[states.index("expired") :]) == {"expired"}


@given(TURNS, DAYS)
def test_places_left_are_never_negative(turns: tuple[Turn, ...], today: str) -> None:
    """A shift with too many hands does not take places away from another, and a shift that is over leaves none."""
    left = places_left(turns, today)
    assert left >= 0
    assert left == sum(places_left((turn,), today) for turn in turns)
    assert places_left(tuple(turn for turn in turns if turn.date >= today), today) == left


# --- order ---------------------------------------------------------------------------------------------------------


def _mixed(entries: list[Entry], seed: int) -> list[Entry]:
    return random.Random(seed).sample(entries, len(entries))


@given(st.lists(ROWS, max_size=8), st.integers(0, 99))
def test_order_does_not_depend_on_the_order_of_records(rows: list[Row], seed: int) -> None:
    """However the records come, lists and changes come out the same."""
    entries = [
        entry(f"e{number}", edges=(("street", "areas", "990101001000"),), **_parts(found)) for number, found in enumerate(rows)
    ]
    one, other = site(*entries), site(*_mixed(entries, seed))
    for of in (one, other):
        assert sorted(found.id for found in of.published("opportunities")) == sorted(found.id for found in entries)
    assert _shown(one) == _shown(other)


def _parts(found: Row) -> dict[str, Any]:
    return {name: value for name, value in found._asdict().items() if name != "edges"}


def _shown(of: Site) -> tuple[Any, ...]:
    changes = [(day, found.id, place) for day, found, place in of.changes]
    lists = (
        of.published("opportunities"),
        of.within("990000000000", "opportunities"),
        of.back("areas", "990101001000", "street", "opportunities"),
    )
    return changes, *([found.id for found in each] for each in lists)


def test_what_can_be_used_comes_first() -> None:
    """Open before full, full before over, over before run out, run out before withdrawn."""
    rows = {
        "a": {"status": "withdrawn"}, "b": {"ends": BEFORE}, "c": {"status": "done"}, "d": {"status": "full", "ends": AFTER},
        "e": {"status": "open", "turns": FREE, "ends": AFTER},
    }  # fmt: skip
    found = site(*(entry(id, **fields) for id, fields in rows.items()))
    assert [each.id for each in found.published("opportunities")] == ["e", "d", "c", "b", "a"]


def test_the_most_urgent_come_first() -> None:
    """Among open needs the most points lead; with equal points the sooner, then the one that lacks more hands."""
    lasting, last = (TODAY, "2026-12-08"), "2026-12-20"
    needs = {
        "many": (Turn(TODAY, 5, 0),), "few": (Turn(TODAY, 1, 0),), "half": (Turn(TODAY, 2, 1),),
        # 1 + 20 + 9 points and 10 + 20 + 0.
        "equal-sooner": (Turn(lasting[1], 1, 0),), "equal-later": (Turn(last, 10, 0),),
    }  # fmt: skip
    found = site(*(entry(id, status="open", turns=turns, ends=last) for id, turns in needs.items()))
    assert [found.urgency(each).points for each in found.published("opportunities")] == [55, 51, 41, 30, 30]
    assert [each.id for each in found.published("opportunities")] == ["many", "few", "half", "equal-sooner", "equal-later"]


@pytest.mark.parametrize(
    ("focus", "points"),
    [((BEFORE, ""), 20), ((BEFORE, TODAY), 20), ((TODAY, AFTER), 20), ((BEFORE, BEFORE), 0), ((AFTER, ""), 0), (("", ""), 0)],
)
def test_a_focus_area_counts_while_it_is_one(focus: tuple[str, str], points: int) -> None:
    """A street has its points from the first to the last day of its mark, both counted."""
    need = entry("a", status="open", turns=FREE, ends=TODAY, edges=(("street", "areas", "990101001000"),))
    found = site(need, entry("990101001000", "areas", focus=focus))
    assert found.urgency(need).focus == points
    assert found.in_focus("990101001000") is bool(points)


@pytest.mark.parametrize(
    ("days", "begins", "day"),
    [
        (("",), "", TODAY), (("",), BEFORE, TODAY), (("",), AFTER, AFTER), ((BEFORE, AFTER, "2026-12-05"), "", AFTER),
        ((BEFORE,), "", "2026-12-05"), ((TODAY,), "", TODAY),
    ],
)  # fmt: skip
def test_the_next_day_of_a_need_counted_as_a_whole(days: tuple[str, ...], begins: str, day: str) -> None:
    """Where places are counted for all days, hands can come on the next of them; any day means today or the first."""
    need = entry("a", status="open", turns=(Turn("2026-12-05", 3, 1),), begins=begins, ends="2026-12-05", days=days)
    found = site(need)
    assert found.next_date(need) == day
    places = [part.split("=") for part in found.places(need).split()]
    assert sum(int(count) for _, count in places) == found.left(need) == 2
    if "" not in days:
        assert min(places)[0] == day


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ((Turn(TODAY, 3, 1),), ("all", 2)),
        ((Turn(TODAY, 3, 2), Turn(AFTER, 2, 1)), ("all", 2)),
        ((Turn(AFTER, 9, 0), Turn(TODAY, 3, 1)), ("next", 2)),
        ((Turn(TODAY, 3, 3), Turn(AFTER, 9, 8), Turn("2026-12-03", 9, 0)), ("next", 1)),
        ((Turn(BEFORE, 9, 8), Turn(AFTER, 9, 0)), ("", 0)),
        ((Turn(TODAY, 3, 0),), ("", 0)),
        ((Turn(TODAY, 3, 3),), ("", 0)),
    ],
)
def test_few_places_are_told(turns: tuple[Turn, ...], told: tuple[str, int]) -> None:
    """With two places left or fewer, in all turns or in the next that has any, one should call first."""
    need = entry("a", status="open", turns=turns, ends="2026-12-05")
    assert site(need).few_left(need) == told


def test_changes_of_tomorrow_are_not_told_today() -> None:
    """A change is told from its day on, newest first."""
    found = site(entry("a", changes=(BEFORE, AFTER)), entry("b", changes=(TODAY,)))
    assert [(day, each.id, place) for day, each, place in found.changes] == [(TODAY, "b", 0), (BEFORE, "a", 0)]


def test_drafts_are_nowhere() -> None:
    """A draft is counted and excluded: no list, no relation, no change, no entry."""
    draft = entry("a", status="draft", edges=(("guideline", "guidelines", "g"),), changes=(TODAY,))
    found = site(draft, entry("g", "guidelines"))
    assert found.excluded == {"draft": [draft]}
    assert found.published("opportunities") == []
    assert found.back("guidelines", "g", "guideline", "opportunities") == []
    assert (found.changes, found.entry("opportunities", "a"), found.to("opportunities", ["a"])) == ([], None, [])


# --- relations -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [projects.CONTENT, editions.SOUND], ids=["real", "sound"])
def test_relations_have_their_way_back(content: Any) -> None:
    """Whatever a published record points to points back to it, by the same relation, and so does every division above."""
    found = projects.site_of(content)
    for kind in found.all:
        for each in found.published(kind):
            for relation, to, id in each.row.edges:
                assert each in found.back(to, id, relation, kind)
                assert each in found.leading(to, id, kind)
                if to == "areas":
                    assert all(each in found.within(division.code, kind) for division in found.lineage(id))


def test_a_place_knows_what_covers_it() -> None:
    """A service for a whole city is found in each of its streets, and a service of one street in no other."""
    wide = entry("wide", "help", edges=(("area", "areas", "990101000000"),))
    narrow = entry("narrow", "help", edges=(("area", "areas", "990101001000"),))
    found = site(wide, narrow)
    assert {each.id for each in found.covering("990101001000", "help")} == {"wide", "narrow"}
    assert {each.id for each in found.covering("990101002000", "help")} == {"wide"}
    assert {each.id for each in found.within("990101000000", "help")} == {"wide", "narrow"}


def _links(path: str) -> set[str]:
    page = (projects.real_site() / path / "index.html").read_text("utf-8")
    return {link.removeprefix("../../") for link in htmlread.tree(page).all("main")[0].values("href")}


def test_pages_link_both_ways() -> None:
    """A unit's page leads to what it runs, provides and was commended for; a notice to the one that replaced it."""
    found = projects.site_of(projects.CONTENT)
    for unit in found.published("organizations"):
        leading = [
            each for of in ("opportunities", "help", "commendations") for each in found.leading("organizations", unit.id, of)
        ]
        assert {f"{each.kind}/{each.id}/" for each in leading} <= _links(f"organizations/{unit.id}")
    for notice in found.published("notices"):
        for other in found.back("notices", notice.id, "supersedes", "notices"):
            assert f"notices/{other.id}/" in _links(f"notices/{notice.id}")


def test_streets_show_what_points_at_them() -> None:
    """A street's page leads to every need, pairing, sign-in, team, gift and service recorded for it."""
    found = projects.site_of(projects.CONTENT)
    for code in {
        id for entries in found.all.values() for each in entries.values() for _, to, id in each.row.edges if to == "areas"
    }:
        if found.divisions[code].level == "street":
            leading = [each for of in ("opportunities", "organizations", "help") for each in found.leading("areas", code, of)]
            usable = [each for each in leading if each.kind != "help" or found.state[each.key] in ("open", "current", "upcoming")]
            assert len(usable) <= 40
            assert {f"{each.kind}/{each.id}/" for each in usable} <= _links(f"areas/{code}"), code
