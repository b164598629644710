"""Rules within and across records, each at its edge: the last case that is fine and the first that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import editions
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check
from generator.entry import Turn, row_of
from generator.faults import dotted
from generator.judgement import Context
from generator.model.fields import validator
from generator.model.kinds import KIND_NAMES
from generator.problems import MESSAGES
from generator.rules import Find, judge, places_left
from generator.rules.across import across, same_number
from generator.survey import Checked
from generator.working_days import WorkingDays, read
from generator.yaml_core import parse

WARNINGS = {"open-but-expired", "focus-over", "entered-twice", "holidays-not-known"}
CASES: list[Any] = parse((editions.TESTS / "golden/rules.yml").read_text(encoding="utf-8"))["cases"]  # type: ignore[assignment]


def values_of(record: str) -> dict[str, Any]:
    """The values of a record of the sound edition, as typed."""
    path = next(editions.SOUND.glob(f"{record.replace('/', '/**/')}.yml"))
    return parse(path.read_text(encoding="utf-8"))


@cache
def calendar() -> WorkingDays:
    off, known = read("CN", range(2025, 2028))
    return WorkingDays(frozenset(off), frozenset(known))


def context(today: date) -> Context:
    """The sound edition's, as far as rules ask for it."""
    units = {"staff": ["staff-days"], "supplies": ["sandbags"]}
    return Context((), {}, {}, frozenset(), today, calendar=calendar(), units=units)


def judged(kind: str, values: dict[str, Any], today: date = editions.TODAY) -> list[Find]:
    record = validator(kind).validate_python(values)
    return list(judge(kind, record, row_of(kind, record), context(today)))


def finds(case: dict[str, Any]) -> list[str]:
    """What the rules find once a case's changes are made."""
    values = values_of(case["record"]) | case.get("with", {})
    for name in case.get("without", ()):
        values.pop(name, None)
    return [f"{dotted(find.path)} {find.code}" for find in judged(case["record"].split("/")[0], values)]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """A changed record gives the finds that are listed, in any order, and no others."""
    assert sorted(finds(case)) == sorted(case["finds"])


def test_an_edition_may_ask_for_less() -> None:
    """Where an edition's own rules are content with fewer days, so is the check."""
    values = values_of("commendations/flood-units-2026") | {
        "notice": {"start": "2026-11-30", "end": "2026-12-02", "objections": "监督岗"}
    }
    record = validator("commendations").validate_python(values)
    row = row_of("commendations", record)
    found = {
        least: list(judge("commendations", record, row, replace(context(editions.TODAY), notice_days=least))) for least in (3, 4)
    }
    assert [len(finds) for finds in found.values()] == [0, 1]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_sound_records_break_no_rule(kind: str, checked: Checked) -> None:
    """No rule finds anything in the sound edition."""
    for entry in checked.entries[kind].values():
        assert list(judge(kind, entry.record, entry.row, context(editions.TODAY))) == []


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_finds_can_be_told(case: dict[str, Any]) -> None:
    """Every find has a code that can be told, and a warning is what time alone brings, or what may be meant."""
    values = values_of(case["record"]) | case.get("with", {})
    for find in judged(case["record"].split("/")[0], values):
        assert find.code in MESSAGES
        assert (find.severity == "warning") == (find.code in WARNINGS)


def test_time_alone_makes_no_error() -> None:
    """However many days pass, a record that was sound when checked gains warnings at most."""
    for kind, name in (
        ("opportunities", "old-street-dyke"),
        ("opportunities", "dongtan-boats"),
        ("commendations", "flood-units-2026"),
        ("organizations", "liudu-grain-station"),
        ("areas", "990101001000"),
    ):
        values = values_of(f"{kind}/{name}")
        for days in (0, 1, 5, 30, 400, 4000):
            late = editions.TODAY + timedelta(days)
            assert all(find.severity == "warning" for find in judged(kind, values, late))


# --- counting ------------------------------------------------------------------------------------------------------

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
turns = st.lists(st.builds(Turn, days.map(date.isoformat), st.integers(0, 9), st.integers(0, 12)))


@given(turns=turns, today=days.map(date.isoformat))
def test_places_left(turns: list[Turn], today: str) -> None:
    """Places left are never less than none, and never more than are needed from today on."""
    left = places_left(tuple(turns), today)
    assert 0 <= left <= sum(turn.needed for turn in turns if turn.date >= today)


def test_a_shift_too_full_takes_no_place_from_another() -> None:
    """A shift with too many hands does not fill the next one."""
    assert places_left((Turn("2026-12-01", 2, 5), Turn("2026-12-02", 2, 0)), "2026-12-01") == 2


def test_today_still_counts() -> None:
    """A shift of today is not over; one of yesterday is."""
    assert places_left((Turn("2026-11-30", 9, 0), Turn("2026-12-01", 2, 0)), "2026-12-01") == 2


def test_same_number(checked: Checked) -> None:
    """Of several guidelines with one number, each but the first is told of, with the first."""
    row = checked.entries["guidelines"]["dyke-watch"].row
    other = row._replace(sort=(7,))
    entries = [("a.yml", row), ("b.yml", other), ("c.yml", row), ("d.yml", row)]
    assert list(same_number(entries)) == [("c.yml", 2, "a.yml"), ("d.yml", 2, "a.yml")]
    assert list(same_number([])) == []


def leaning(**changed: dict[str, Any]) -> list[str]:
    """What rules across records find in the sound edition once rows are changed: `kind_id` by field."""
    found = check(editions.SOUND, editions.TODAY)
    for name, fields in changed.items():
        kind, id = name.split("__")
        entry = found.entries[kind][id.replace("_", "-")]
        entry.row = entry.row._replace(**fields)
    return [f"{file} {dotted(find.path)} {find.code}" for file, find in across(found.entries, found.divisions, "2026-12-01")]


NEED = "opportunities/990101001/old-street-dyke.yml"
GONE = {"status": "withdrawn"}


def test_nothing_contradicts_in_the_sound_edition() -> None:
    """No rule across records finds anything in the sound edition."""
    assert leaning() == []


def test_leaning_on_what_was_withdrawn() -> None:
    """Who is run by a unit or goes by a guideline that was withdrawn is told so, at that very guideline."""
    assert f"{NEED} organization leans-on-withdrawn" in leaning(organizations__liudu_grain_station=GONE)
    assert f"{NEED} guidelines.1 leans-on-withdrawn" in leaning(guidelines__leaving_home=GONE)


@pytest.mark.parametrize("over", [{"status": "done"}, {"status": "draft"}, GONE, {"ends": "2026-11-30"}])
def test_what_is_over_leans_on_nothing(over: dict[str, Any]) -> None:
    """A need that nobody can come to any more need not be mended; one that ends today must."""
    grain = {"organizations__liudu_grain_station": GONE}
    assert [line for line in leaning(opportunities__old_street_dyke=over, **grain) if line.startswith(NEED)] == []
    assert [line for line in leaning(opportunities__old_street_dyke={"ends": "2026-12-01"}, **grain) if line.startswith(NEED)]


def test_one_guideline_for_the_task_is_enough() -> None:
    """A need may name guidelines for other things too, as long as one is for its task."""
    edges = (("street", "areas", "990101001000"), ("task", "tasks", "boat"))
    both = {"edges": (*edges, ("guideline", "guidelines", "dyke-watch"), ("guideline", "guidelines", "leaving-home"))}
    assert leaning(opportunities__old_street_dyke=both) == []
    other = {"edges": (*edges, ("guideline", "guidelines", "dyke-watch"))}
    assert leaning(opportunities__old_street_dyke=other) == [f"{NEED} guidelines guideline-for-other-task"]
    faulty = {"edges": (*edges, ("guideline", "guidelines", "with-faults"))}
    assert leaning(opportunities__old_street_dyke=faulty) == []
