"""What the pages of needs and of places show: the need with where else to go, the street with all that is tied to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from generator.entry import Entry
from generator.follow import way
from generator.model.divisions import Division
from generator.nearby import Count, street_of, task_of
from generator.site import Site
from generator.views import EMERGENCY_LIMIT, NEARBY_LIMIT, Values
from generator.views.registers import in_place

RELATED_LIMIT = 3
LINES_LIMIT = 5
# Lines of this rank and below are for everybody.
_FOR_ALL = 10

Part = tuple[Entry, int]
"""A unit or decision, and the place of something in its list: a pairing, a team, a gift, a recipient."""


# --- a need --------------------------------------------------------------------------------------------------------


def opportunity(site: Site, id: str) -> Values:
    """A need, how urgent it is and why, and where else hands are needed: first thing if this one takes nobody today."""
    entry = site.all["opportunities"][id]
    street, units = street_of(entry), site.ahead(entry, "organization", "organizations")
    later = site.state[entry.key] == "open" and entry.row.begins > site.today
    services = site.usable(site.covering(street, "help"))
    return {
        "entry": entry, "title": "", "description": "", "follow": way(site, "opportunities", id), "guidelines": site.ahead(entry, "guideline", "guidelines"),
        "organization": units[0] if units else None, "needed": sum(turn.needed for turn in entry.row.turns),
        "filled": sum(turn.filled for turn in entry.row.turns), "few": site.few_left(entry), "later": later,
        "takes": site.state[entry.key] == "open" and not later, "urgency": site.urgency(entry),
        "near": site.nearby.instead_of(entry), "street": street, "in_focus": site.in_focus(street),
        "services": services[:RELATED_LIMIT], "services_count": len(services),
    }  # fmt: skip


# --- a place -------------------------------------------------------------------------------------------------------


def area(site: Site, code: str) -> Values:
    """A street with its needs one by one, or a larger division with its streets that have needs."""
    division = site.divisions[code]
    street = division.level == "street"
    # A street shows all its needs, so that what is full or over can be seen.
    needs = site.within(code, "opportunities") if street else []
    opened = site.open(needs) if street else site.nearby.open(code)
    return {
        "title": f"area:{code}", "description": f"area:{code}", "division": division, "entry": site.entry("areas", code),
        "follow": way(site, "areas", code), "in_focus": site.in_focus(code), "needs": needs[:NEARBY_LIMIT], "needs_count": len(needs), "count": Count(len(opened), sum(map(site.left, opened))),
        "until": min(map(site.next_date, opened), default=""), "near": [] if opened else site.nearby.streets_near(code),
        "streets": [] if street else _streets(site, code), "children": [(child, site.nearby.count(child)) for child in division.children],
        "registers": in_place(site, code), "lines": _lines(site, code), **_help(site, division), **_helpers(site, code), **_about(site, code),
        "tasks": _read_first(site, opened) if street else [],
    }  # fmt: skip


def _streets(site: Site, code: str) -> list[tuple[str, int, int, bool]]:
    """The streets of a larger division that need hands, focus areas first: needs open, places left, whether in focus."""
    rows = [(street, *site.nearby.count(street), site.in_focus(street)) for street in site.nearby.streets_in(code)]
    return sorted(rows, key=lambda row: not row[3])


def _lines(site: Site, code: str) -> list[Entry]:
    """Whom to call here: in danger, then lines for everybody, then those for this place."""
    entries = site.published("hotlines")
    general = [entry for entry in entries if not entry.row.sort[0] or entry.row.sort[1] <= _FOR_ALL]
    here = [entry for division in reversed(site.lineage(code)) for entry in site.back("areas", division.code, "area", "hotlines")]
    return site.in_order([*general[: max(LINES_LIMIT, EMERGENCY_LIMIT)], *here])


def _help(site: Site, division: Division) -> Values:
    """Services by category: what holds in a street, or what is in a larger division; what is over comes last."""
    services = site.covering(division.code, "help") if division.level == "street" else site.within(division.code, "help")
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in services[:NEARBY_LIMIT]:
        groups[entry.row.sort[0]].append(entry)
    return {"help": list(groups.items()), "help_count": len(services), "help_shown": min(len(services), NEARBY_LIMIT)}


def _read_first(site: Site, needs: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """The guidelines for each task that hands are needed for here, the most urgent task first."""
    tasks = dict.fromkeys(task_of(need) for need in needs)
    rows = [(task, site.back("tasks", task, "task", "guidelines")) for task in tasks]
    return [row for row in rows if row[1]]


def _helpers(site: Site, code: str) -> Values:
    """Who is paired, signed in, on duty and has given here; what was given, counted; and whom to ask at each unit."""
    inside, units = _inside(site, code), site.within(code, "organizations")
    parts = {name: _parts(units, name, inside) for name in ("pairings", "sign_ins", "teams", "contributions")}
    for name in ("pairings", "teams"):
        # What goes on comes before what is over.
        parts[name].sort(key=lambda part: _over(site, getattr(part[0].record, name)[part[1]].until))
    totals: Counter[tuple[str, str]] = Counter()
    for unit, place in parts["contributions"]:
        gift = unit.record.contributions[place]
        totals[gift.kind, gift.unit] += gift.quantity
    tied = {unit.key: unit for name in ("pairings", "sign_ins", "teams") for unit, _ in parts[name] if unit.record.liaison}
    return {
        **{name: found[:NEARBY_LIMIT] for name, found in parts.items()}, "helpers_counts": {name: len(found) for name, found in parts.items()},
        "totals": [(kind, unit, quantity) for (kind, unit), quantity in sorted(totals.items())],
        "liaisons": list(tied.values())[:NEARBY_LIMIT], "liaisons_count": len(tied),
    }  # fmt: skip


def _parts(units: list[Entry], name: str, inside: set[str]) -> list[Part]:
    """What some units have in a list of theirs for the divisions inside."""
    return [
        (unit, place) for unit in units for place, part in enumerate(getattr(unit.record, name))
        if not inside.isdisjoint(part.areas if name == "teams" else [part.area])
    ]  # fmt: skip


def _inside(site: Site, code: str) -> set[str]:
    """A division and every one in it."""
    found, waiting = set(), [code]
    while waiting:
        current = waiting.pop()
        found.add(current)
        waiting += site.divisions[current].children
    return found


def _over(site: Site, day: Any) -> bool:
    return day is not None and day.isoformat() < site.today


def _about(site: Site, code: str) -> Values:
    """Who was commended or has its seat here, and what else names the place."""
    inside = _inside(site, code)
    commended = [
        (entry, place) for entry in site.within(code, "commendations")
        for place, item in enumerate(entry.record.recipients) if item.area in inside
    ]  # fmt: skip
    seated = site.back("areas", code, "home", "organizations")
    naming = [entry for kind in _NAMING for entry in site.back("areas", code, "area", kind)]
    return {
        "commended": commended[:NEARBY_LIMIT], "commended_count": len(commended), "seated": seated[:NEARBY_LIMIT], "seated_count": len(seated),
        "about_here": naming[:NEARBY_LIMIT], "about_count": len(naming),
    }  # fmt: skip


_NAMING = ("guidelines", "notices", "rumours", "organizations", "commendations")
