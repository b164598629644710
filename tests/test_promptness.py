"""How soon what is formed or changed was public: by hand over the long holidays, against a slow reference, and what the log cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import chinese_calendar
import editions
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import working_days
from generator.history import History
from generator.model.fields import field_types, inner_class, marks
from generator.model.records import KINDS
from generator.model.values import read_date
from generator.promptness import FORMED, Period, clocks, run, tally
from generator.site import Site
from generator.tlog import drafts, state
from generator.tlog.drafts import Change
from generator.views.ledger import reasons
from generator.working_days import WorkingDays

LIMIT = 20


@cache
def china() -> WorkingDays:
    off, known = working_days.read("CN", range(2010, 2029))
    return WorkingDays(frozenset(off), frozenset(known))


def period(began: str = "2000-01-01", days: int = LIMIT, calendar: WorkingDays | None = None) -> Period:
    """The period of an edition whose log began on a day."""
    history = SimpleNamespace(began=f"{began}T00:00:00Z", day=lambda time: time[:10])
    edition = SimpleNamespace(publish_within=SimpleNamespace(days=days))
    return Period(SimpleNamespace(edition=edition, calendar=calendar or china(), history=history))  # type: ignore[arg-type]


def version(day: str, time: str = "") -> Any:
    return SimpleNamespace(day=day, entry=SimpleNamespace(time=time or f"{day}T01:00:00Z"))


# --- counting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formed", "public", "how", "took", "last", "late"),
    [
        # An ordinary month: Friday; the first day is the Monday after.
        ("2026-10-30", "2026-11-02", "in-time", 1, "2026-11-27", 0), ("2026-10-30", "2026-11-27", "in-time", 20, "2026-11-27", 0),
        # Late from the very next day on, though that is a Saturday and no working day more.
        ("2026-10-30", "2026-11-28", "late", 20, "2026-11-27", 1), ("2026-10-30", "2026-11-30", "late", 21, "2026-11-27", 3),
        # National Day: off 1 to 7 October; Saturday 10 October is worked.
        ("2026-09-30", "2026-10-08", "in-time", 1, "2026-11-03", 0), ("2026-09-30", "2026-11-04", "late", 21, "2026-11-03", 1),
        # Spring Festival: off 15 to 23 February; Saturdays 14 and 28 February are worked.
        ("2026-02-12", "2026-03-17", "in-time", 19, "2026-03-18", 0), ("2026-02-12", "2026-03-19", "late", 21, "2026-03-18", 1),
        ("2026-02-15", "2026-02-23", "in-time", 0, "2026-03-20", 0),
        ("2026-11-30", "2026-11-30", "same-day", 0, "2026-12-28", 0), ("2026-11-30", "2026-11-27", "early", 0, "2026-12-28", 0),
        # A mistyped year stops nobody.
        ("9999-12-31", "2026-11-27", "early", 0, "9999-12-31", 0),
    ],
)  # fmt: skip
def test_by_hand(formed: str, public: str, how: str, took: int, last: str, late: int) -> None:
    """The day after the forming is the first; holidays are not counted, and weekends worked in their place are."""
    assert period().clock(formed, version(public)) == (how, formed, public, took, last, late, ())


def slow(formed: date, days: int) -> tuple[int, date]:
    """By another library, day by day: the working days from the day after until some days later, and the last day of the period."""
    ahead = [formed + timedelta(number) for number in range(1, 100)]
    works = [chinese_calendar.is_workday(day) for day in ahead]
    last = next(day for place, day in enumerate(ahead) if sum(works[: place + 1]) == LIMIT)
    return sum(works[:days]), last


@given(formed=st.dates(date(2011, 1, 1), date(2026, 9, 1)), days=st.integers(1, 80))
def test_against_a_slow_reference(formed: date, days: int) -> None:
    """Whatever the holidays, days and the last day of the period are those counted one by one."""
    public = formed + timedelta(days)
    took, last = slow(formed, days)
    found = period().clock(formed.isoformat(), version(public.isoformat()))
    assert (found.took, found.last) == (took, last.isoformat())
    assert (found.how, found.late) == (("late", (public - last).days) if public > last else ("in-time", 0))


days_of = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(formed=days_of, began=days_of, later=st.integers(0, 200), limit=st.integers(1, 40))
def test_never_late_before_the_log_began(formed: date, began: date, later: int, limit: int) -> None:
    """Who is called late was not public on the last day of a period that the log saw end; all else is in time or unknown."""
    public = (began + timedelta(later)).isoformat()
    found = period(began.isoformat(), limit).clock(formed.isoformat(), version(public))
    assert (found.how == "late") == (began.isoformat() <= found.last < public and public > formed.isoformat())
    assert (found.how == "unknown") == (found.last < began.isoformat())


def test_years_not_announced() -> None:
    """A count that reaches into a year whose holidays are not known names it; one that is sure before that year does not."""
    assert period().clock("2026-12-10", version("2026-12-31")).unsure == ()
    assert period().clock("2026-12-10", version("2027-01-05")).unsure == (2027,)
    assert period().clock("2026-12-01", version("2027-01-05"))[4:] == ("2026-12-29", 7, ())
    assert period(calendar=WorkingDays()).clock("2026-12-10", version("2027-01-05")).unsure == ()


# --- where days stand ----------------------------------------------------------------------------------------------

# Days that tell when something holds, ends or was looked at, not when it came about.
OTHER = {
    "verified", "valid_from", "valid_until", "review_by", "sources.date", "next.from", "shifts.date", "pairings.until", "teams.until",
    "notice.start", "notice.end", "focus.since", "focus.until",
}  # fmt: skip


def _days(record_class: type, before: str = "") -> Iterator[str]:
    for name, annotation in field_types(record_class).items():
        if any(getattr(mark, "func", None) is read_date for mark in marks(annotation)):
            yield before + name
        elif inner := inner_class(annotation):
            yield from _days(inner, f"{before}{name}.")


def test_every_day_of_a_record_is_thought_of() -> None:
    """Every field that holds a day either says when something came about, or is known not to."""
    for kind, record_class in KINDS.items():
        found = set(_days(record_class))
        told = {path for path in (*FORMED[""], *FORMED.get(kind, ())) if path in found}
        assert found - told <= OTHER, kind
        assert set(FORMED.get(kind, ())) <= found
    assert not OTHER & {path for paths in FORMED.values() for path in paths}


# --- what the log tells --------------------------------------------------------------------------------------------


def logged(folder: Path, *steps: tuple[str, list[Change]]) -> Site:
    """The sound edition with a log to which changes were added on some days."""
    state.begin(folder / "ledger", "example.org/guide")
    for day, changes in steps:
        drafts.append(folder / "ledger", changes, datetime.fromisoformat(day).replace(hour=4, tzinfo=UTC))
    log = state.Log(folder / "ledger")
    site, table = projects.site_of(editions.SOUND), drafts.heads_of(log)
    site.history = History(log, table, "Asia/Shanghai")
    table.close()
    return site


def notice(*days: str, **more: Any) -> Change:
    """A notice of 2020 with a change on each of some days."""
    changes = [{"date": day, "what": f"第 {number} 次"} for number, day in enumerate(days)]
    return Change("notices", "n", {"id": "n", "date": "2020-02-06", "changes": changes, **more})


def how(site: Site, kind: str = "notices", id: str = "n") -> dict[int, list[tuple[str, str]]]:
    """By number of each version, what is told of which day."""
    assert site.history is not None
    versions = site.history.chain(kind, id)
    numbers = {version.entry.sequence: version.entry.version for version in versions}
    return {numbers[at]: [(clock.how, clock.formed[5:]) for clock in told] for at, told in clocks(site, kind, versions).items()}


def test_each_day_is_told_once(tmp_path: Path) -> None:
    """A version answers for the days that none before it told; mending an old change's words makes no new day, a second change does."""
    site = logged(
        tmp_path,
        ("2026-11-02", [notice("2026-10-30")]),
        ("2026-11-04", [notice("2026-10-30", "2026-11-03")]),
        ("2026-12-02", [notice("2026-10-30", "2026-11-03", "2026-11-03")]),
        ("2026-12-03", [notice("2026-10-30", "2026-11-03", "2026-11-03", title="改了别的")]),
    )
    assert how(site) == {1: [("unknown", "02-06"), ("by", "10-30")], 2: [("in-time", "11-03")], 3: [("late", "11-03")]}
    assert tally(site) == {"early": 0, "same-day": 0, "in-time": 1, "by": 1, "late": 1, "unknown": 1, "unsure": 0}


def test_what_was_gone_and_is_back_is_not_told_again(tmp_path: Path) -> None:
    """A record taken off the site and put back answers for new days alone."""
    site = logged(
        tmp_path,
        ("2026-09-01", [notice("2026-08-31")]),
        ("2026-09-02", [Change("notices", "n", None, "withdrawal")]),
        ("2026-11-20", [notice("2026-08-31", "2026-11-20")]),
    )
    assert how(site)[3] == [("same-day", "11-20")]


def test_a_renamed_record_goes_on(tmp_path: Path) -> None:
    """A record that has another id since answers for new days alone, and is counted once."""
    site = logged(
        tmp_path,
        ("2026-09-01", [notice("2026-08-31")]),
        (
            "2026-11-20",
            [
                Change("notices", "n", None, "rename", "", "", "m"),
                Change("notices", "m", notice("2026-08-31", "2026-11-19").record),
            ],
        ),
    )
    assert how(site, "notices", "m") == {1: [("in-time", "11-19")]}
    assert tally(site)["by"] == tally(site)["in-time"] == 1
    assert Period(site).waiting("notices", "k", {"changes": [{"date": "2026-11-19"}], "formerly": ["m"]}) == []


def test_nothing_is_said_after_an_erasure(tmp_path: Path) -> None:
    """What an erased text had told of nobody knows, so its successor is not called late; the next one answers again."""
    site = logged(
        tmp_path,
        ("2026-09-01", [notice("2026-08-31")]),
        ("2026-09-02", [Change("notices", "n", None, "erasure", "写进了私人电话")]),
        ("2026-11-20", [notice("2026-08-31", "2026-09-01")]),
        ("2026-11-23", [notice("2026-08-31", "2026-09-01", "2026-11-20")]),
    )
    assert how(site) == {4: [("in-time", "11-20")]}


def test_decisions_and_withdrawals(tmp_path: Path) -> None:
    """The day of a decision counts from the version that has it; so does that of a withdrawal."""
    window = {"start": "2026-09-07", "end": "2026-09-11", "objections": "监督岗"}
    first = {"id": "c", "status": "notice", "notice": window}
    decided = {"id": "c", "status": "decided", "notice": window, "date": "2026-09-14"}
    gone = decided | {"withdrawn": {"date": "2026-11-25", "reason": "名单有误"}}
    steps = [("2026-09-04", first), ("2026-11-20", decided), ("2026-11-26", gone)]
    site = logged(tmp_path, *((day, [Change("commendations", "c", values)]) for day, values in steps))
    assert how(site, "commendations", "c") == {2: [("late", "09-14")], 3: [("in-time", "11-25")]}


def test_an_edition_without_a_period_counts_nothing(tmp_path: Path) -> None:
    """Where `site.yml` names no period, pages say nothing of one."""
    site = logged(tmp_path, ("2026-11-02", [notice("2026-10-30")]))
    site.edition = SimpleNamespace(publish_within=None)
    assert how(site) == {}
    assert sum(tally(site).values()) == 0


@pytest.mark.parametrize(
    ("published", "window", "ran"),
    [("2026-09-03", 5, 5), ("2026-09-07", 5, 5), ("2026-09-09", 5, 3), ("2026-09-12", 5, 0)],
)
def test_how_long_a_notice_could_be_read(tmp_path: Path, published: str, window: int, ran: int) -> None:
    """A window counts from when it was public, if that was later than it says; it is told once, by the version that has it first."""
    text = {"id": "c", "status": "notice", "notice": {"start": "2026-09-07", "end": "2026-09-11", "objections": "监督岗"}}
    others = [notice("2026-08-31")]
    site = logged(
        tmp_path,
        ("2026-09-01", others),
        (published, [Change("commendations", "c", text)]),
        ("2026-09-12", [Change("commendations", "c", text | {"title": "改了标题"})]),
    )
    assert site.history is not None
    last, first = site.history.versions("commendations", "c")
    told = run(site, first, None)
    assert told
    assert (told.window, told.ran, told.least) == (window, ran, 4)
    assert run(site, last, first.text) is None


def test_the_log_began_with_a_notice(tmp_path: Path) -> None:
    """Of a notice that ran when the log began nobody can say that it was public late."""
    text = {"id": "c", "status": "notice", "notice": {"start": "2026-09-07", "end": "2026-09-11", "objections": "监督岗"}}
    site = logged(tmp_path, ("2026-09-10", [Change("commendations", "c", text)]))
    assert site.history is not None
    (only,) = site.history.versions("commendations", "c")
    told = run(site, only, None)
    assert told
    assert told.ran == told.window == 5


# --- reasons -------------------------------------------------------------------------------------------------------


def test_reasons_are_those_of_the_entry(tmp_path: Path) -> None:
    """A version's own words are shown in every language just if they are what its entry says; otherwise the entry's are."""
    what = {"zh": "改了时间", "en": "New hours"}
    first, second = {"id": "n"}, {"id": "n", "changes": [{"date": "2026-11-20", "what": what, "why": "居民来电"}]}
    site = logged(
        tmp_path,
        ("2026-11-02", [Change("notices", "n", first)]),
        ("2026-11-20", [Change("notices", "n", second, "", "改了时间 居民来电")]),
        ("2026-11-21", [Change("notices", "n", second | {"title": "改了标题"}, "", "另外写的")]),
    )
    assert site.history is not None
    newest, middle, oldest = site.history.versions("notices", "n")
    assert reasons(site, middle) == [what, "居民来电"]
    assert reasons(site, newest) == ["另外写的"]
    assert reasons(site, oldest) == []
    # As if the version before had been erased: what it had told is not known, and the entry's words stand.
    assert reasons(site, newest._replace(before=None)) == ["另外写的"]
