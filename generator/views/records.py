"""The lists and pages of the kinds of record that show little more than themselves, and the pages that lead to records."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from generator.entry import Entry
from generator.follow import way
from generator.site import Site
from generator.views import HOME_LIMIT, LIST_LIMIT, NEARBY_LIMIT, Values, emergency, numbers

CHANGES_LIMIT = 200


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
    shown = [
        {
            "code": code,
            "open": len(site.open(site.within(code, "opportunities"))),
            "children": site.divisions[code].children,
        }
        for code in site.cities
    ]
    return _list(site, "areas", cities=shown, counted=site.counted("opportunities"))


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
        "title": "offline.title", "description": "offline.lead", "emergency": emergency(site),
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
