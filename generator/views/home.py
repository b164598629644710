"""The home page: whom to call, what is wanted most, what was done and what is new."""

from __future__ import annotations

from collections import Counter

from generator.accounts import accounts
from generator.counting import figures
from generator.entry import Entry
from generator.follow import way
from generator.model.kinds import KIND_NAMES
from generator.site import Site
from generator.views import HOME_LIMIT, Values, emergency


def home(site: Site, id: str) -> Values:
    needs = site.open(site.published("opportunities"))
    given = Counter(line.part.kind for line in accounts(site).begun("contributions"))
    return {
        "title": site.edition.title, "description": site.edition.description, "counted": site.counted(*KIND_NAMES),
        "emergency": emergency(site), "follow": way(site, "changes"),
        "counts": {kind: len(site.published(kind)) for kind in site.all}, "urgent": needs[:HOME_LIMIT],
        "open_count": len(needs), "left_count": sum(site.left(entry) for entry in needs),
        "cities": site.cities, "rumours": site.usable(site.published("rumours"))[:HOME_LIMIT],
        "changes": [(entry, place) for _, entry, place in site.changes[:HOME_LIMIT]],
        "needs_by_city": _needs_by_city(site, needs), "given_by_kind": given.most_common(), "figures": _figures(site),
    }  # fmt: skip


def _needs_by_city(site: Site, needs: list[Entry]) -> list[tuple[str, int]]:
    left: Counter[str] = Counter()
    for entry in needs:
        for division in site.lineage(entry.row.edges[0][2]):
            if division.level == "city":
                left[division.code] += site.left(entry)
    return left.most_common()


def _figures(site: Site) -> list[tuple[str, str]]:
    """Counts for the home page, as the page of figures has them: a number and the word that says what it counts."""
    totals, book = figures(site).totals(), accounts(site)
    days = next((row.quantity for row in book.sums(book.begun("contributions")) if row.unit == "staff-days"), "0")
    # Of those who were commended only real ones: an invented honour is nobody's.
    commended = totals["commended"].all - totals["commended"].samples
    return [
        (str(totals["units"].all), "home.units"), (str(totals["pairings"].all), "home.pairings"),
        (str(totals["teams"].all), "home.teams"), (str(totals["members"].all), "home.members"),
        (days, "home.staff-days"), (str(commended), "home.commended"),
    ]  # fmt: skip
