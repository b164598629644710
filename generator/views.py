"""What each kind of page shows: entries and plain values chosen from the site, ready for its template.

A view decides nothing about HTML and reads no record it does not hand over, so that its values tell exactly what a page
depends on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from generator.accounts import accounts
from generator.counting import figures
from generator.entry import Entry
from generator.follow import way
from generator.site import Site

Values = dict[str, Any]

LIST_LIMIT = 200
"""At most this many records on one list; the rest are reached by place, so that no page grows with the country."""
NEARBY_LIMIT = 40
HOME_LIMIT = 6
CHANGES_LIMIT = 200
NUMBERS_LIMIT = 4
OTHERS_LIMIT = 2
EMERGENCY_LIMIT = 4


def _emergency(site: Site) -> list[Entry]:
    """The first emergency numbers: they stand before all others."""
    return [entry for entry in site.published("hotlines") if not entry.row.sort[0]][:EMERGENCY_LIMIT]


def _open(site: Site, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if site.state[entry.key] == "open"]


def numbers(site: Site) -> list[Entry]:
    """Whom to call in danger, then the first of the other lines. On paper an invented number is never one of them."""
    lines = [entry for entry in site.published("hotlines") if not entry.row.sample]
    emergency = [entry for entry in lines if not entry.row.sort[0]]
    return emergency[:NUMBERS_LIMIT] + [entry for entry in lines if entry.row.sort[0]][:OTHERS_LIMIT]


# --- home ----------------------------------------------------------------------------------------------------------


def home(site: Site, id: str) -> Values:
    needs = _open(site, site.published("opportunities"))
    given = Counter(line.part.kind for line in accounts(site).begun("contributions"))
    return {
        "title": site.edition.title, "description": site.edition.description,
        "emergency": _emergency(site), "follow": way(site, "changes"),
        "counts": {kind: len(site.published(kind)) for kind in site.all}, "urgent": needs[:HOME_LIMIT],
        "open_count": len(needs), "left_count": sum(site.left(entry) for entry in needs),
        "cities": _cities(site), "rumours": site.usable(site.published("rumours"))[:HOME_LIMIT],
        "changes": [(entry, place) for _, entry, place in site.changes[:HOME_LIMIT]],
        "needs_by_city": _needs_by_city(site, needs), "given_by_kind": given.most_common(), "figures": _figures(site),
    }  # fmt: skip


def _cities(site: Site) -> list[str]:
    return [division.code for division in site.divisions.values() if division.level == "city"]


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


# --- lists ---------------------------------------------------------------------------------------------------------


def _list(site: Site, kind: str, **values: Any) -> Values:
    return {"title": f"kind.{kind}", "description": f"lead.{kind}", "kind": kind, "follow": way(site, kind), **values}


def guidelines(site: Site, id: str) -> Values:
    entries = site.published("guidelines")
    by_task: dict[str, list[Entry]] = defaultdict(list)
    for task in site.edition.terms["tasks"]:
        by_task[task] = site.back("tasks", task, "task", "guidelines")
    archived = any(site.state[entry.key] == "archived" for entry in entries)
    rows = [(task, found) for task, found in by_task.items() if found]
    # The page says how large the file of all guidelines is, which also shows whom to call.
    return _list(site, "guidelines", guidelines=entries, archived=archived, by_task=rows, emergency=numbers(site))


def plain(kind: str) -> Any:
    """A list of a kind with no groups."""

    def view(site: Site, id: str) -> Values:
        entries = site.published(kind)
        shown = entries[:LIST_LIMIT]
        return _list(site, kind, groups=[("all", "", shown)], total=len(entries), shown=len(shown))

    return view


def hotlines(site: Site, id: str) -> Values:
    return _list(site, "hotlines", hotlines=site.published("hotlines"))


def areas(site: Site, id: str) -> Values:
    cities = [
        {"code": code, "open": len(_open(site, site.within(code, "opportunities"))), "children": site.divisions[code].children}
        for code in _cities(site)
    ]
    return _list(site, "areas", cities=cities)


def changes(site: Site, id: str) -> Values:
    days: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for day, entry, place in site.changes[:CHANGES_LIMIT]:
        days[day].append((entry, place))
    return _list(site, "changes", days=list(days.items()))


# --- record pages --------------------------------------------------------------------------------------------------


def _record(site: Site, kind: str, id: str, **values: Any) -> Values:
    # Title and description are the record's own; reading it is left to the page that must be made again.
    return {"entry": site.all[kind][id], "title": "", "description": "", **values}


def guideline(site: Site, id: str) -> Values:
    entry = site.all["guidelines"][id]
    related = [*site.ahead(entry, "related", "guidelines"), *site.back("guidelines", id, "related", "guidelines")]
    needs = site.back("guidelines", id, "guideline", "opportunities")
    services = site.back("guidelines", id, "guideline", "help")
    return _record(
        site, "guidelines", id, related=list({other.key: other for other in related}.values()),
        needs=needs[:HOME_LIMIT], needs_count=len(needs), services=services[:NEARBY_LIMIT], services_count=len(services),
        rumours=site.back("guidelines", id, "guideline", "rumours"), notices=site.back("guidelines", id, "guideline", "notices"),
    )  # fmt: skip


def help(site: Site, id: str) -> Values:
    entry = site.all["help"][id]
    units = site.ahead(entry, "organization", "organizations")
    return _record(
        site, "help", id, guidelines=site.ahead(entry, "guideline", "guidelines"), organization=units[0] if units else None
    )


def rumour(site: Site, id: str) -> Values:
    return _record(site, "rumours", id, guidelines=site.ahead(site.all["rumours"][id], "guideline", "guidelines"))


def notice(site: Site, id: str) -> Values:
    entry = site.all["notices"][id]
    return _record(
        site, "notices", id, guidelines=site.ahead(entry, "guideline", "guidelines"),
        supersedes=site.ahead(entry, "supersedes", "notices"), replaced_by=site.back("notices", id, "supersedes", "notices"),
    )  # fmt: skip


def hotline(site: Site, id: str) -> Values:
    return _record(site, "hotlines", id)


def offline(site: Site, id: str) -> Values:
    """What can be read without a network: the numbers for emergencies, and every guideline."""
    return {
        "title": "offline.title", "description": "offline.lead", "emergency": _emergency(site),
        "guidelines": site.published("guidelines"), "numbers": len(site.published("hotlines")),
    }  # fmt: skip


def search(site: Site, id: str) -> Values:
    """The page of the search: the mark of the index it belongs to, and where else to look."""
    return {
        "title": "search.title", "description": "search.lead", "guidelines": site.published("guidelines"),
        "by_language": {lang: {"stamp": site.stamps.get(lang, "")} for lang in site.edition.codes},
    }  # fmt: skip


def not_found(site: Site, id: str) -> Values:
    return {"title": "not-found.title", "description": "not-found.text"}
