"""The day of the next build: no page changes by itself before it, and on it one does."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import editions
import projects
import pytest

from generator import ahead
from generator.check import check
from generator.pages import plan
from generator.render import Renderer
from generator.site import Site
from generator.text import Speech

DAYS = 21
# One takes hands on any day for a while; one has a turn far ahead, which is listed by its day only once that is near.
PLANS = {
    "opportunities/dongtan-boats.yml": "{filled: 2, status: open, valid_until: 2026-12-16}",
    "opportunities/990101001/old-street-dyke.yml": (
        "{valid_until: 2027-01-03, shifts: [{date: 2027-01-03, start: '20:00', end: '22:00', needed: 4, filled: 1}]}"
    ),
}
# What every day changes: the day of making, the points for how soon hands are wanted, and the marks of lists that hold them.
_EVERY_DAY = re.compile(
    r'<details id="order".*?</details>|<p class="(?:as-of|kicker)">.*?</p>|<caption>.*?</caption>|\.js\?[0-9a-f]{8}', re.S
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound edition with a clock that runs, a planned change, and a change dated ahead."""
    edition = editions.sound(tmp_path_factory.mktemp("ahead") / "content")
    editions.make(edition, "site.yml", replace="as_of: 2026-12-01\n", by="")
    for name, values in PLANS.items():
        with (edition / name).open("a", encoding="utf-8") as file:
            file.write(f"next: [{{from: 2026-12-09, set: {values}}}]\n")
    with (edition / "notices/second-crest.yml").open("a", encoding="utf-8") as file:
        file.write("changes: [{date: 2026-12-14, what: 洪峰过了}]\n")
    return edition


@cache
def site_on(edition: Path, day: date) -> Site:
    return Site(check(edition, day), day.isoformat())


@cache
def shown(edition: Path, templates: Path, day: date) -> dict[str, str]:
    """Every page in Chinese on a day, without what every day changes."""
    site = site_on(edition, day)
    templates.mkdir(exist_ok=True)
    renderer = Renderer(site, Speech(site.edition, "zh"), templates)
    pages = {
        page.path: renderer.render(page, page.kind.view(site, page.id)).body
        for page in plan(site)
        # Their examples hold on the day: dates that may not lie ahead are its own.
        if not page.path.startswith("fields/")
    }
    return {path: _EVERY_DAY.sub("", body) for path, body in pages.items()}


def test_pages_change_on_the_day_that_is_named(running: Path, tmp_path: Path) -> None:
    """Day after day for three weeks: pages differ on the morrow exactly where the morrow is the day that is named."""
    changed, named = [], []
    for day in (editions.TODAY + timedelta(number) for number in range(DAYS)):
        morrow = day + timedelta(1)
        if shown(running, tmp_path / "templates", day) != shown(running, tmp_path / "templates", morrow):
            changed.append(morrow.isoformat())
        if ahead.next_day(site_on(running, day)) == morrow.isoformat():
            named.append(morrow.isoformat())
    assert changed == named
    # The plan's day, a change dated ahead, and the day when the far turn comes near.
    assert {"2026-12-09", "2026-12-14", "2026-12-21"} <= set(changed)
    assert len(changed) < DAYS


def test_a_clock_that_stands_still_calls_for_no_build() -> None:
    """Pages of an edition with a day of its own never change by themselves."""
    assert ahead.next_day(Site(projects.checked(editions.SOUND), "2026-12-01")) == ""


def test_nothing_ahead_calls_for_no_build(running: Path) -> None:
    """Long after everything is over no day is named."""
    assert ahead.next_day(site_on(running, date(2031, 1, 1))) == ""
