"""Commendations from day to day: what a page built today says tomorrow, how the list is ordered, what withdrawing leaves."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import editions
import htmlread
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check
from generator.site import Site
from generator.survey import Checked
from generator.views.honours import COUNTED_AHEAD, Moment, commendation, commendations, countdown, stage
from generator.working_days import WorkingDays, read

START = date(2026, 11, 26)


@cache
def calendar() -> WorkingDays:
    off, known = read("CN", range(2025, 2028))
    return WorkingDays(frozenset(off), frozenset(known))


def on(day: date) -> Any:
    """A site on a day, as far as moments ask for it."""
    return SimpleNamespace(today=day.isoformat(), calendar=calendar())


def window(length: int, status: str = "notice", withdrawn: bool = False) -> Any:
    """A commendation whose window lasts so many days after its first."""
    return SimpleNamespace(notice=SimpleNamespace(start=START, end=START + timedelta(length)), status=status, withdrawn=withdrawn)


def shown(moments: list[Moment], day: date) -> Moment:
    """The moment a page shows when it is read on a day: the first that is not over."""
    return next(moment for moment in moments if not moment[0] or moment[0] >= day.isoformat())


# --- moments -------------------------------------------------------------------------------------------------------


@given(length=st.integers(0, 120), built=st.integers(-20, 130), later=st.integers(0, 150))
def test_a_page_read_later_says_what_it_would_say_if_built_then(length: int, built: int, later: int) -> None:
    """On any later day the page shows what a page built on that day shows, as far ahead as days are counted."""
    record, day = window(length), START + timedelta(built)
    read_on = day + timedelta(later)
    assert shown(stage(on(day), record), read_on) == stage(on(read_on), record)[0]
    said, now = shown(countdown(on(day), record), read_on), countdown(on(read_on), record)[0]
    assert said == now or (said[1] == "comm.open-until" and now[1] in ("comm.left", "comm.left.none"))
    assert said == now or read_on >= max(day, START) + timedelta(COUNTED_AHEAD)


@given(length=st.integers(0, 200), built=st.integers(-20, 210))
def test_moments_come_in_order_and_end(length: int, built: int) -> None:
    """Every moment ends after the one before it; the last holds for good, and no page carries hundreds of them."""
    for moments in (stage(on(START + timedelta(built)), window(length)), countdown(on(START + timedelta(built)), window(length))):
        days = [until for until, _, _ in moments]
        assert days == [*sorted(set(days[:-1])), ""]
        assert len(days) <= COUNTED_AHEAD + 3


def test_a_window_by_hand() -> None:
    """A window from Thursday to Friday week: seven working days, weekends counted as nothing, the last day as one."""
    found = [(until[5:], word, values.get("count")) for until, word, values in countdown(on(START), window(8))]
    assert found == [
        ("11-26", "comm.left", 7), ("11-27", "comm.left", 6), ("11-28", "comm.left", 5), ("11-29", "comm.left", 5),
        ("11-30", "comm.left", 5), ("12-01", "comm.left", 4), ("12-02", "comm.left", 3), ("12-03", "comm.left", 2),
        ("12-04", "comm.left", 1), ("", "comm.closed", None),
    ]  # fmt: skip


def test_a_window_that_ends_at_a_weekend() -> None:
    """On a closing weekend no working day is left, yet the window is open."""
    assert [word for _, word, _ in countdown(on(START + timedelta(2)), window(3))] == [
        "comm.left.none",
        "comm.left.none",
        "comm.closed",
    ]


def test_before_and_after_a_window() -> None:
    """A window to come says when it opens; one that is over without decision says so."""
    assert [word for _, word, _ in stage(on(START - timedelta(1)), window(5))] == ["comm.upcoming", "comm.notice", "comm.ended"]
    assert countdown(on(START - timedelta(1)), window(5))[0][1] == "comm.opens"
    assert [moment[:2] for moment in stage(on(START + timedelta(6)), window(5))] == [("", "comm.ended")]
    assert [moment[:2] for moment in countdown(on(START + timedelta(6)), window(5))] == [("", "comm.closed")]


@pytest.mark.parametrize(
    ("record", "word"),
    [
        (window(5, "decided"), "comm.decided"), (window(5, "decided", True), "comm.was-decided"),
        (window(5, "notice", True), "comm.was-notice"), (SimpleNamespace(notice=None, status="decided", withdrawn=None), "comm.decided"),
    ],
)  # fmt: skip
def test_what_is_settled_counts_nothing(record: Any, word: str) -> None:
    """What is decided or withdrawn has one state for good, and no days are counted."""
    assert stage(on(START), record) == [("", word, {})]
    assert countdown(on(START), record) == []


# --- pages ---------------------------------------------------------------------------------------------------------

HEAD = "owner: 县防汛办公室\nverified: 2026-11-20\nsample: true\nlevel: county\nissuer: 县防汛办公室\nhonour: 先进单位\n"
UNITS = "recipients:\n  - {name: 柳渡粮站, organization: liudu-grain-station}\n"


def edition(folder: Path) -> Checked:
    """The sound edition with more commendations: windows that end sooner and later, are over or to come, and one withdrawn."""
    content = editions.sound(folder)
    windows = {
        "later": ("11-27", "12-10"),
        "over": ("11-16", "11-20"),
        "long-over": ("11-02", "11-06"),
        "to-come": ("12-03", "12-09"),
    }
    for id, (start, end) in windows.items():
        notice = f"status: notice\nnotice: {{start: 2026-{start}, end: 2026-{end}, objections: 监督岗}}\n"
        _write(content, id, notice)
    _write(content, "gone", "status: decided\ndate: 2026-11-10\nwithdrawn: {date: 2026-11-15, reason: 名单有误}\n")
    found = check(content, editions.TODAY)
    assert found.problems == []
    return found


def _write(content: Path, id: str, body: str) -> None:
    text = f"title: {id}\nsummary: 表扬。\n{HEAD}{body}{UNITS}"
    (content / "commendations" / f"{id}.yml").write_text(text, "utf-8")


def test_the_list_puts_what_ends_soonest_first(tmp_path: Path) -> None:
    """Open windows by their end, then those that are over, the latest first; decisions by level; what was withdrawn last."""
    values = commendations(Site(edition(tmp_path / "content"), "2026-12-01"), "")
    assert [entry.id for entry, _, _ in values["waiting"]] == ["flood-units-2026", "to-come", "later", "over", "long-over"]
    assert [(level, [entry.id for entry in found]) for level, found in values["levels"]] == [("county", ["flood-units-2025"])]
    assert [entry.id for entry in values["withdrawn"]] == ["gone"]


def test_a_year_not_announced_is_told_to_readers(tmp_path: Path) -> None:
    """A window that reaches into a year whose holidays are not known says so."""
    content = editions.sound(tmp_path / "content")
    _write(content, "new-year", "status: notice\nnotice: {start: 2026-12-28, end: 2027-01-08, objections: 监督岗}\n")
    found = check(content, editions.TODAY)
    assert [problem.code for problem in found.problems] == ["holidays-not-known"]
    assert commendation(Site(found, "2026-12-01"), "new-year")["unsure"] == [2027]
    assert commendation(Site(found, "2026-12-01"), "flood-units-2026")["unsure"] == []


@cache
def built() -> Path:
    """An edition with a withdrawn commendation, built."""
    folder = projects.project(projects.scratch() / "honours")
    body = "status: decided\ndate: 2026-11-10\nwithdrawn: {date: 2026-11-15, reason: 名单有误}\n"
    _write(folder / "content", "gone", body)
    result = projects.build_in(folder)
    assert result.report is not None, result.problems
    return folder / "site"


def _main(path: str) -> Any:
    tree = htmlread.tree((built() / path / "index.html").read_text("utf-8"))
    return next(part for part in tree.walk() if part.tag == "main")


def test_history_does_not_vanish() -> None:
    """A withdrawn commendation keeps its page with reason and recipients, stays on the list, and is marked where it was won."""
    page = _main("commendations/gone")
    assert "名单有误" in page.text
    assert "/organizations/liudu-grain-station/" in str(page.values("href"))
    assert "gone" in _main("commendations").text
    assert "名单有误" in _main("commendations").text
    unit = (built() / "organizations/liudu-grain-station/index.html").read_text("utf-8")
    assert re.search(r"commendations/gone/\">gone</a>\s*<span class=\"badge badge-withdrawn\"", unit)


def test_what_was_withdrawn_is_not_counted_as_won() -> None:
    """The home page counts no withdrawn decision."""
    site = Site(check(built().parent / "content", editions.TODAY), "2026-12-01")
    assert {entry.id for entry in site.published("commendations") if entry.row.status == "withdrawn"} == {"gone"}
    assert "withdrawn" not in {entry.row.status for _, found in commendations(site, "")["levels"] for entry in found}
