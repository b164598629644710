"""Working days: counting them, and the last day of a window of them, by a country's public holidays.

Holidays and the weekends worked in their place are announced year by year, late in the year before. A year that the
calendar does not know is counted from Monday to Friday, and `unsure` names it, so that whoever shows a count can say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 3660
"""Days looked at, at most: a mistyped year must not keep anyone waiting."""


class UnknownCountry(Exception):
    """There is no calendar of that name."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What is known of a country's working days. Without a country, Mondays to Fridays are, and nothing is unsure."""

    off: frozenset[int] = frozenset()
    """The days nobody works in the years known, weekends too, as `date.toordinal` numbers them."""
    known: frozenset[int] | None = None
    """The years that `off` covers; None without a country."""

    def works(self, day: date) -> bool:
        if self.known and day.year in self.known:
            return day.toordinal() not in self.off
        return day.weekday() < 5

    def between(self, first: date, last: date) -> int:
        """Working days from the first day to the last, both counted."""
        return sum(map(self.works, _days(first, last)))

    def left(self, today: date, last: date) -> int:
        """Working days left of a window on a day, that day counted."""
        return self.between(today, last)

    def last(self, first: date, count: int) -> date:
        """The last day of a window of so many working days: the first day counts if it is one."""
        day = first
        for day in _days(first, date.max):
            count -= self.works(day)
            if count <= 0:
                break
        return day

    def countdown(self, first: date, last: date) -> list[tuple[date, int]]:
        """Each day from the first to the last, with the working days left on it."""
        days, left = list(_days(first, last)), 0
        found = []
        for day in reversed(days):
            left += self.works(day)
            found.append((day, left))
        return found[::-1]

    def unsure(self, first: date, last: date) -> list[int]:
        """The years of a window whose holidays are not known."""
        if self.known is None or last < first:
            return []
        return [year for year in range(first.year, last.year + 1) if year not in self.known]


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(number) for number in range(min((last - first).days, LONGEST) + 1))


def read(country: str, years: range) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The days off and the years known of a country, as plain numbers. Raises `UnknownCountry`."""
    # Imported here: it takes a tenth of a second, and what it says is kept between builds.
    import holidays

    if country not in holidays.list_supported_countries():
        raise UnknownCountry(country)
    # The years around, too: a weekend may be worked for a holiday on the other side of the new year.
    calendar = holidays.country_holidays(country, years=range(years.start - 1, years.stop + 1))
    known = _announced(years, {day.year for day in calendar.weekend_workdays})
    days = (day for year in known for day in _days(date(year, 1, 1), date(year, 12, 31)))
    return tuple(day.toordinal() for day in days if not calendar.is_working_day(day)), tuple(known)


def _announced(years: range, worked: set[int]) -> list[int]:
    """Where weekends are worked in place of other days, the years after the last such weekend are still to be announced."""
    return [year for year in years if not worked or year <= max(worked)]
