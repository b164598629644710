"""How urgent a need is: in points that anyone can add up, and never less urgent for lacking more, sooner, in a focus area."""

from __future__ import annotations

from datetime import date, timedelta

import editions
import htmlread
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import urgency as rule
from generator.entry import Turn
from generator.urgency import MOST, Urgency, urgency

TODAY = "2026-12-01"
DAYS = st.integers(-5, 40).map(lambda number: (date.fromisoformat(TODAY) + timedelta(days=number)).isoformat())
TURNS = st.lists(st.tuples(DAYS, st.integers(1, 60), st.integers(0, 60)), min_size=1, max_size=6).map(
    lambda rows: [Turn(day, needed, min(filled, needed)) for day, needed, filled in rows]
)


def next_day(turns: list[Turn]) -> str:
    return min((turn.date for turn in turns if turn.date >= TODAY and turn.needed > turn.filled), default="")


def points(turns: list[Turn], focus: bool = False) -> int:
    return urgency(tuple(turns), next_day(turns), focus, TODAY).points


@pytest.mark.parametrize("case", editions.golden("urgency"), ids=lambda case: case["why"])
def test_points(case: dict[str, object]) -> None:
    """The points of each case, part by part, as the rule on the page says."""
    turns = [Turn(*turn) for turn in case["turns"]]  # type: ignore[attr-defined]
    found = urgency(tuple(turns), str(case.get("next", next_day(turns))), bool(case.get("focus")), TODAY)
    assert found == Urgency(*case["points"])  # type: ignore[misc]


@given(TURNS, st.booleans())
def test_points_are_whole_and_limited(turns: list[Turn], focus: bool) -> None:
    """However much is lacking, a need has no more points than the page says, and none below nothing."""
    found = urgency(tuple(turns), next_day(turns), focus, TODAY)
    assert all(isinstance(part, int) and part >= 0 for part in found)
    assert found.points == sum(found) <= MOST


@given(TURNS, st.integers(0, 5), st.integers(1, 30), st.booleans())
def test_more_shortfall_never_lowers(turns: list[Turn], which: int, more: int, found_fewer: bool) -> None:
    """Whether more hands are wanted in a turn or fewer have been found for it, the need is no less urgent."""
    which %= len(turns)
    turn = turns[which]
    worse = turn._replace(filled=max(turn.filled - more, 0)) if found_fewer else turn._replace(needed=turn.needed + more)
    assert points([*turns[:which], worse, *turns[which + 1 :]]) >= points(turns)


@given(TURNS, st.integers(0, 20))
def test_sooner_never_lowers(turns: list[Turn], days: int) -> None:
    """If all that is lacking is wanted some days sooner, though not in the past, the need is no less urgent."""
    ahead = [turn for turn in turns if turn.date >= TODAY]
    sooner = [turn._replace(date=max(TODAY, _back(turn.date, days))) for turn in ahead]
    assert points(sooner) >= points(ahead)


def _back(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


@given(TURNS)
def test_focus_never_lowers(turns: list[Turn]) -> None:
    """A mark as focus area gives its points, whatever else a need has."""
    assert points(turns, focus=True) == points(turns) + rule.FOCUS


@given(TURNS, st.randoms())
def test_the_order_of_turns_changes_nothing(turns: list[Turn], chance: object) -> None:
    """However an editor orders the turns, the points are the same."""
    mixed = list(turns)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert points(mixed) == points(turns)


# --- as readers see it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["", "en/"])
def test_pages_say_how_the_order_is_made(lang: str) -> None:
    """The list names every number of the rule, and each open need its own three parts, which add up to its points."""
    folder, site = projects.real_site() / lang / "opportunities", projects.site_of(projects.CONTENT)
    (told,) = htmlread.tree((folder / "index.html").read_text("utf-8")).all("details", id="order")
    for number in (rule.MOST, rule.PLACE, rule.PLACES_MOST, rule.SHARE_MOST, rule.SOON_MOST, rule.A_DAY, rule.FOCUS):
        assert str(number) in told.text
    for need in site.published("opportunities"):
        page = htmlread.tree((folder / need.id / "index.html").read_text("utf-8"))
        if site.state[need.key] != "open":
            assert page.all("details", id="order") == []
            continue
        (told,) = page.all("details", id="order")
        parts = [int(part.text) for part in told.all("strong")]
        assert tuple(parts) == site.urgency(need)
        assert f"{sum(parts)}" in told.all("summary")[0].text
        assert "../../opportunities/#order" in told.values("href")


def test_lists_are_in_the_order_of_points() -> None:
    """On the home page and on the list the points of open needs never rise from one to the next."""
    site = projects.site_of(projects.CONTENT)
    for page in ("", "opportunities/"):
        tree = htmlread.tree((projects.real_site() / page / "index.html").read_text("utf-8"))
        shown = [
            card.all("a")[0].attributes["href"].rstrip("/").rpartition("/")[2] for card in tree.all("li", class_="card card-open")
        ]
        gained = [site.urgency(site.all["opportunities"][id]).points for id in shown]
        assert len(gained) >= 6
        assert gained == sorted(gained, reverse=True)
