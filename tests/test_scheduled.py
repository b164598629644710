"""Values that take over on a day: by themselves, everywhere, and not a word of them sooner."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import editions
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import scheduled
from generator.check import check
from generator.entry import Entry
from generator.memory import Memory
from generator.model.kinds import KIND_NAMES
from generator.yaml_write import canonical

BEFORE, DAY, AFTER = date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 8)
NEED = "opportunities/dongtan-boats.yml"
PLAN = """
next:
  - from: 2026-12-05
    what: {zh: 码头改到北岸丁字坝, en: The landing moved to the north groyne}
    why: {zh: 南岸进水丙丁, en: The south bank is under water quux}
    set:
      valid_until: 2026-12-19
      place: {zh: 北岸丁字坝码头, en: North groyne landing}
      keywords: [丁字坝口, groynequay]
  - from: 2026-12-08
    set: {needed: 9, filled: 9}
"""
# Words that stand nowhere else, not even on the hand-written pages: of the plan's values, of its reasons, and of what the program says of it.
SECRETS = ("丁字", "groyne", "丙丁", "quux", "2026-12-19", "按预定更新")


def planned(edition: Path, plan: str = PLAN, file: str = NEED) -> Path:
    """An edition whose clock runs, and in which a record has plans."""
    editions.make(edition, "site.yml", replace="as_of: 2026-12-01\n", by="")
    with (edition / file).open("a", encoding="utf-8") as text:
        text.write(plan.lstrip("\n"))
    return edition


def need_on(edition: Path, today: date, memory: Memory | None = None) -> Entry:
    checked = check(edition, today, memory)
    assert [problem.code for problem in checked.problems if problem.severity == "error"] == []
    return checked.entries["opportunities"]["dongtan-boats"]


# --- the values ----------------------------------------------------------------------------------------------------


def test_a_record_is_as_it_stands_on_the_day(edition: Path) -> None:
    """Before its day a plan changes nothing; from that day on its values stand in the row and in the record."""
    planned(edition)
    before, then, after = (need_on(edition, day) for day in (BEFORE, DAY, AFTER))
    assert (before.row.ends, then.row.ends, after.row.ends) == ("2026-12-04", "2026-12-19", "2026-12-19")
    assert [entry.record.needed for entry in (before, then, after)] == [6, 6, 9]
    assert before.record.place == "东滩码头"
    assert then.record.place["en"] == "North groyne landing"
    assert [entry.record.next for entry in (before, then, after)] == [[], [], []]
    assert [len(entry.row.planned) for entry in (before, then, after)] == [2, 1, 0]


def test_the_timeline_tells_of_it(edition: Path) -> None:
    """From its day on a change stands in the timeline: in the plan's words, or else by the names of the fields."""
    planned(edition)
    assert need_on(edition, BEFORE).record.changes == []
    told = need_on(edition, AFTER).record.changes
    assert [change.date for change in told] == [DAY, AFTER]
    assert told[0].why["zh"] == "南岸进水丙丁"
    assert told[1].what == {"zh": "按预定更新：需要人数、已有人数。", "en": "Changed as planned: hands needed, hands found."}
    assert need_on(edition, AFTER).row.changes == ("2026-12-05", "2026-12-08")


@pytest.mark.parametrize(("days", "place"), [((), 0), (("03",), 1), (("01", "03"), 2), (("03", "01"), 0)])
def test_the_change_stands_with_the_newest(days: tuple[str, ...], place: int) -> None:
    """A list written downwards gets it at its end, one written upwards at its head."""
    values: dict[str, Any] = {"changes": [{"date": f"2026-12-{day}", "what": "x"} for day in days]}
    values["next"] = [{"from": "2026-12-05", "set": {"title": "y"}}]
    told = scheduled.stages("help", values, ("zh",))[1].values["changes"]
    assert [change["date"] for change in told].index("2026-12-05") == place
    assert len(told) == len(days) + 1


def test_a_plan_may_tell_of_itself() -> None:
    """Where a plan sets the changes themselves, they stand as it says."""
    plan = {"from": "2026-12-05", "set": {"changes": [{"date": "2026-12-05", "what": "改了"}]}}
    assert scheduled.stages("help", {"next": [plan]}, ("zh",))[1].values == plan["set"]


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["title", "owner", "areas"]), st.text(max_size=3), min_size=1), min_size=1, max_size=4
    )
)
def test_later_values_cover_earlier_ones(sets: list[dict[str, str]]) -> None:
    """On any day a field has the value of the last plan that has come and sets it, and is written where that plan stands."""
    days = [f"2026-12-{5 + number:02}" for number in range(len(sets))]
    values: dict[str, Any] = {"title": "", "next": [{"from": day, "set": given} for day, given in zip(days, sets, strict=True)]}
    for today in ("2026-12-04", *days):
        found = scheduled.stages("help", values, ("zh",))
        stage = found[scheduled.now(found, today)]
        come = [given for day, given in zip(days, sets, strict=True) if day <= today]
        expected = {"title": ""} | {name: value for given in come for name, value in given.items()}
        assert {name: value for name, value in stage.values.items() if name != "changes"} == expected
        for name in expected:
            places = [number for number, given in enumerate(come) if name in given]
            assert stage.written_at((name, 1)) == (("next", places[-1], "set", name, 1) if places else (name, 1))


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_can_be_planned(kind: str, edition: Path) -> None:
    """A record of any kind takes a plan, and takes on its values on the day."""
    file = next(path for path in sorted(edition.glob(f"{kind}/**/*.yml")) if "withdrawn" not in path.read_text("utf-8"))
    planned(edition, "next: [{from: 2026-12-05, set: {owner: 新的办公室}}]\n", file.relative_to(edition).as_posix())
    owners = [check(edition, day).entries[kind][file.stem].record.owner for day in (BEFORE, DAY)]
    assert owners[0] != owners[1] == "新的办公室"


# --- nothing sooner ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the plan, built on the day before."""
    folder = projects.project(tmp_path_factory.mktemp("planned") / "p")
    planned(folder / "content")
    assert projects.build_in(folder, today=BEFORE).report
    return folder


def test_nothing_of_a_plan_is_published_sooner(project: Path) -> None:
    """In no file of the site, page, data, index or feed, stands a word of what is still to come; from the day on it does.

    The site built on the day from what was known the day before is the one that a clean build gives."""
    before = projects.tree(project / "site")
    leaks = [(path, word) for path, data in before.items() for word in SECRETS if word.encode() in data]
    assert leaks == []
    assert not [path for path, data in before.items() if path.endswith((".json", ".csv")) and b'"next":' in data]
    assert projects.build_in(project, today=DAY).report
    then = projects.tree(project / "site")
    for path in (
        "opportunities/dongtan-boats/index.html",
        "data/opportunities.json",
        "data/opportunities.csv",
        "feeds/changes.xml",
    ):
        assert "丁字坝".encode() in then[path], path
    assert any(path.startswith("assets/search/") and "丁字".encode() in data for path, data in then.items())
    assert "按预定更新".encode() not in b"".join(then.values())
    assert projects.differences(then, projects.clean_build(project, DAY)) == []


def test_a_version_tells_nothing_of_a_plan(edition: Path) -> None:
    """Two plans for the same day leave the record the same version until then: nobody can try out what it will say."""
    versions = set()
    text = (edition / NEED).read_text("utf-8")
    planned(edition, "")
    for value in ("甲", "乙"):
        (edition / NEED).write_text(f"{text}next: [{{from: 2026-12-05, set: {{place: {value}}}}}]\n", "utf-8")
        versions.add(need_on(edition, BEFORE).version)
    assert len(versions) == 1
    assert need_on(edition, DAY).version not in versions


def test_the_memory_does_not_hold_a_record_past_its_day(edition: Path, tmp_path: Path) -> None:
    """What was judged yesterday is judged again today: a memory that saw the day before gives the values of the day."""
    planned(edition)
    for day, ends in ((BEFORE, "2026-12-04"), (BEFORE, "2026-12-04"), (DAY, "2026-12-19"), (BEFORE, "2026-12-04")):
        memory = Memory(tmp_path / "cache")
        entry = need_on(edition, day, memory)
        assert (entry.row.ends, entry.record.valid_until.isoformat()) == (ends, ends)
        memory.close()


def test_lost_values_are_those_of_the_day(edition: Path, tmp_path: Path) -> None:
    """Where the memory has lost a record's values they are read again as they stand on the day, without the plan."""
    planned(edition)
    memory = Memory(tmp_path / "cache")
    entry = need_on(edition, BEFORE, memory)
    memory.save()
    memory._base.execute("delete from files")
    assert entry.record.valid_until.isoformat() == "2026-12-04"
    assert "next" not in entry.read()
    memory.close()


# --- what is wrong -------------------------------------------------------------------------------------------------


def test_looking_ahead(edition: Path) -> None:
    """Content can be checked as of a later day: what will be wrong then is told, at its line within the plan."""
    planned(edition, "next: [{from: 2026-12-05, set: {status: open, filled: 2, safety: null}}]\n")
    for day in (BEFORE, DAY):
        found = [(problem.code, problem.field) for problem in check(edition, day).problems if problem.severity == "error"]
        assert found == [("open-without-safety", "next.0.set.status")]


def test_a_fault_of_the_record_is_told_once(edition: Path) -> None:
    """What is wrong above, and stays so, is told of there and not again for each day on which something takes over."""
    planned(edition)
    editions.make(edition, NEED, replace="needed: 6", by="needed: many")
    found = [(problem.code, problem.field) for problem in check(edition, BEFORE).problems if problem.severity == "error"]
    assert found == [("bad-number", "needed")]


def test_a_planned_file_has_one_form() -> None:
    """What a plan sets is written like the fields of the record: in the model's order, numbers as numbers."""
    text = canonical(
        "opportunities", "next: [{set: {filled: 4, needed: 6, title: {en: a, zh: b}}, from: 2026-12-05}]\n", ("zh", "en")
    )
    assert re.sub(r"\s+", " ", text) == "next: - from: '2026-12-05' set: title: zh: b en: a needed: 6 filled: 4 "
    assert canonical("opportunities", text, ("zh", "en")) == text
