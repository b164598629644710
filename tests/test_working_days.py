"""Working days: against another library's calendar, by hand over the long holidays, and what must hold for any days."""

from __future__ import annotations

import marshal
import subprocess
import sys
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import working_days
from generator.working_days import LONGEST, UnknownCountry, WorkingDays

YEARS = range(2010, 2029)
PLAIN = WorkingDays()


@cache
def calendar(country: str = "CN") -> WorkingDays:
    off, known = working_days.read(country, YEARS)
    return WorkingDays(frozenset(off), frozenset(known))


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- against an independent reference ------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2010, 2027))
def test_every_day_of_a_year(year: int) -> None:
    """Every day of every year announced is a working day here just if `chinesecalendar` says so."""
    days = [date(year, 1, 1) + timedelta(number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    assert [each for each in days if calendar().works(each) != chinese_calendar.is_workday(each)] == []


@given(first=st.dates(date(2011, 1, 1), date(2026, 11, 1)), length=st.integers(0, 60))
def test_windows_against_the_reference(first: date, length: int) -> None:
    """Windows anywhere hold as many working days as the other library lists."""
    last = min(first + timedelta(length), date(2026, 12, 31))
    assert calendar().between(first, last) == len(chinese_calendar.get_workdays(first, last))


# --- by hand -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        # National Day 2026: off 1 to 7 October; Sunday 20 September and Saturday 10 October are worked for it.
        ("2026-09-30", "2026-10-10", 4), ("2026-10-01", "2026-10-07", 0), ("2026-10-10", "2026-10-10", 1),
        ("2026-09-19", "2026-09-20", 1),
        # Spring Festival 2026: off 15 to 23 February; Saturdays 14 and 28 February are worked for it.
        ("2026-02-13", "2026-02-24", 3), ("2026-02-15", "2026-02-23", 0), ("2026-02-28", "2026-03-01", 1),
        # National Day 2020 fell on Mid-Autumn: off 1 to 8 October; Sunday 27 September and Saturday 10 October are worked.
        ("2020-09-27", "2020-10-10", 6),
        # Spring Festival 2020 was drawn out to 2 February, and Sunday 19 January was worked for it.
        ("2020-01-19", "2020-02-03", 6),
        # The window of the national commendations of 2020, weekend between.
        ("2020-08-28", "2020-09-01", 3),
        # An ordinary week of December 2026.
        ("2026-12-01", "2026-12-07", 5), ("2026-12-05", "2026-12-06", 0), ("2026-12-02", "2026-12-01", 0),
    ],
)  # fmt: skip
def test_counts_by_hand(first: str, last: str, count: int) -> None:
    """Both ends are counted; holidays are not, and weekends worked in their place are."""
    assert calendar().between(day(first), day(last)) == count


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        ("2026-12-01", 5, "2026-12-07"), ("2026-12-05", 5, "2026-12-11"), ("2026-09-30", 5, "2026-10-12"),
        ("2026-02-13", 5, "2026-02-26"), ("2026-12-01", 20, "2026-12-28"), ("2026-12-01", 1, "2026-12-01"),
    ],
)  # fmt: skip
def test_last_day_of_a_window_by_hand(first: str, count: int, last: str) -> None:
    """A window of so many working days ends on the day that makes them full."""
    assert calendar().last(day(first), count) == day(last)


def test_countdown_by_hand() -> None:
    """Each day says what is left on it, over the make-up Saturday and an ordinary Sunday."""
    found = [(each.isoformat()[5:], left) for each, left in calendar().countdown(day("2026-10-07"), day("2026-10-12"))]
    assert found == [("10-07", 4), ("10-08", 4), ("10-09", 3), ("10-10", 2), ("10-11", 1), ("10-12", 1)]


# --- years not announced, countries, no calendar -------------------------------------------------------------------


def test_a_year_not_announced_is_named() -> None:
    """A year whose holidays are not known is counted from Monday to Friday, New Year's Day too, and named."""
    assert calendar().unsure(day("2026-12-28"), day("2027-01-08")) == [2027]
    assert calendar().unsure(day("2026-12-01"), day("2026-12-31")) == []
    assert calendar().unsure(day("2027-01-08"), day("2026-12-28")) == []
    assert calendar().between(day("2027-01-01"), day("2027-01-07")) == PLAIN.between(day("2027-01-01"), day("2027-01-07")) == 5


def test_without_a_country() -> None:
    """Mondays to Fridays are working days, and no year is unsure."""
    assert [PLAIN.works(day("2026-11-30") + timedelta(number)) for number in range(7)] == [True] * 5 + [False] * 2
    assert PLAIN.unsure(day("2000-01-01"), day("2040-01-01")) == []


def test_other_countries() -> None:
    """The calendar is a setting: one that announces no weekends to be worked knows every year, with a week of its own."""
    off, known = working_days.read("EG", range(2026, 2029))
    egypt = WorkingDays(frozenset(off), frozenset(known))
    assert known == (2026, 2027, 2028)
    # There Friday and Saturday are the weekend.
    assert [egypt.works(day("2026-11-01") + timedelta(number)) for number in range(7)] == [True] * 5 + [False] * 2


@pytest.mark.parametrize("country", ["", "cn", "XX", "China", "HolidayBase"])
def test_unknown_countries(country: str) -> None:
    """Only a country that the library knows by its two letters has a calendar."""
    with pytest.raises(UnknownCountry):
        working_days.read(country, YEARS)


def test_the_library_is_loaded_only_when_asked() -> None:
    """Whoever counts with what was kept does not load the library."""
    program = "import sys, generator.working_days, generator.check; print('holidays' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_what_is_read_can_be_kept() -> None:
    """What is read of a country is plain numbers."""
    assert marshal.loads(marshal.dumps(working_days.read("CN", range(2026, 2028)))) == working_days.read("CN", range(2026, 2028))


# --- what must hold for any days -----------------------------------------------------------------------------------

calendars = st.sampled_from(["CN", ""]).map(lambda country: calendar(country) if country else PLAIN)
days = st.dates(date(2010, 1, 1), date(2028, 12, 1))
lengths = st.integers(0, 400)


@given(calendar=calendars, first=days, one=lengths, other=lengths)
def test_parts_make_the_whole(calendar: WorkingDays, first: date, one: int, other: int) -> None:
    """Two windows end to end hold as many working days as both together."""
    middle, last = first + timedelta(one), first + timedelta(one + other)
    both = calendar.between(first, middle) + calendar.between(middle + timedelta(1), last)
    assert both == calendar.between(first, last)


@given(calendar=calendars, first=days, count=st.integers(1, 60))
def test_last_is_the_least(calendar: WorkingDays, first: date, count: int) -> None:
    """The last day of a window is a working day that makes it full, and the day before does not."""
    last = calendar.last(first, count)
    assert calendar.works(last)
    assert calendar.between(first, last) == count
    assert calendar.between(first, last - timedelta(1)) == count - 1


@given(calendar=calendars, first=days, length=lengths)
def test_countdown_agrees(calendar: WorkingDays, first: date, length: int) -> None:
    """Every day of a countdown has as many days left as are counted from it, and no day is missing."""
    last = first + timedelta(length)
    found = calendar.countdown(first, last)
    assert [each for each, _ in found] == [first + timedelta(number) for number in range(length + 1)]
    assert all(left == calendar.left(each, last) for each, left in found[:: max(length // 7, 1)])
    assert calendar.countdown(last + timedelta(1), last) == []


@given(first=days, weeks=st.integers(0, 50))
def test_every_plain_week_has_five(first: date, weeks: int) -> None:
    """Without a country whole weeks hold five working days each, whatever day they begin."""
    assert PLAIN.between(first, first + timedelta(7 * weeks - 1)) == 5 * weeks


def test_mistyped_years_keep_nobody_waiting() -> None:
    """No more than ten years are looked at."""
    assert PLAIN.between(date.min, date.max) == 2615
    assert PLAIN.last(day("2026-12-01"), 10**9) == day("2026-12-01") + timedelta(LONGEST)
    assert PLAIN.last(date.max, 1) == PLAIN.last(date.max, 20) == date.max
