"""What can be followed: which calendars there are and which needs stand in each, and the way to them from a page.

Everything here is told from rows alone, so that asking costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.entry import Entry
from generator.site import Key, Site

NEEDS_LIMIT = 100
"""At most this many needs in one calendar, unless more are open: whoever subscribed long ago fetches it several times a day."""


class Way(NamedTuple):
    """Where a page's readers can follow what it shows: paths below their language's folder, empty where there is nothing."""

    calendar: str = ""
    feed: str = ""
    """Without its ending, which is `.xml` or `.json`."""


def way(site: Site, kind: str, id: str = "") -> Way:
    """The calendar and the feed of a page. A need's changes are told in its street's feed, a unit's in that of its kind."""
    calendar = calendar_path(kind, id) if has_calendar(site, kind, id) else ""
    feed = _feed(site, kind, id)
    return Way(calendar, f"feeds/{feed}" if feed in site.feeds else "")


def head_link(way: Way | None, to: Callable[[str], str]) -> str:
    """What a page's head tells programs that follow sites. `to` gives the way to a path."""
    if way is None or not way.feed:
        return ""
    return f'<link rel="alternate" type="application/atom+xml" href="{to(f"{way.feed}.xml")}">'


def _feed(site: Site, kind: str, id: str) -> str:
    if kind == "opportunities" and id:
        return f"areas/{_street(site.all[kind][id])}"
    if kind == "areas" and id:
        return f"areas/{id}" if len(site.lineage(id)) > 1 else "changes"
    return kind


def _street(entry: Entry) -> str:
    return next(id for relation, _, id in entry.row.edges if relation == "street")


# --- calendars -----------------------------------------------------------------------------------------------------


def calendar_path(kind: str, id: str) -> str:
    return f"calendar/{kind}/{id}.ics"


def has_calendar(site: Site, kind: str, id: str) -> bool:
    """Whether something has dates of its own. Above the county nobody would want so many, and a unit may have none."""
    if kind == "areas" and id:
        return site.divisions[id].level in ("street", "county") and bool(site.within(id, "opportunities"))
    if kind == "organizations" and id:
        return bool(_pairs(site.all[kind][id]) or site.back(kind, id, "organization", "opportunities"))
    return kind == "opportunities" and bool(id)


def _pairs(entry: Entry) -> bool:
    return any(relation == "pairing" for relation, _, _ in entry.row.edges)


def calendars(site: Site) -> Iterator[Key]:
    """Kind and id of everything that has a calendar. A street's needs follow it, so that what is made for one serves the other."""
    done: set[Key] = set()
    for code in site.divisions:
        if has_calendar(site, "areas", code):
            yield "areas", code
            fresh = [entry.key for entry in needs(site, "areas", code) if entry.key not in done]
            done.update(fresh)
            yield from fresh
    yield from (entry.key for entry in site.published("opportunities") if entry.key not in done)
    units = (entry.key for entry in site.published("organizations"))
    yield from (key for key in units if has_calendar(site, *key))


def needs(site: Site, kind: str, id: str) -> list[Entry]:
    """The needs whose shifts stand in a calendar: every open one, and of the others those that are shown first."""
    if kind == "opportunities":
        return [site.all[kind][id]]
    found = site.within(id, "opportunities") if kind == "areas" else site.back(kind, id, "organization", "opportunities")
    opened = len(site.open(found))
    return found[: max(opened, NEEDS_LIMIT)]


def shown(site: Site, kind: str, id: str) -> list[Entry]:
    """Every record whose dates stand in a calendar, the one it is of first."""
    if kind != "organizations":
        return needs(site, kind, id)
    return [site.all[kind][id], *needs(site, kind, id), *site.back(kind, id, "recipient", "commendations")]
