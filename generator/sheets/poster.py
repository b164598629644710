"""The poster of a street: one A4 page for its notice board."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator import fit
from generator.entry import Entry
from generator.sheets.measure import (
    BOLD,
    GAP,
    LEADING,
    TALL,
    WIDE,
    calls_of,
    calls_tall,
    largest,
    masthead,
    notes_tall,
    short,
    within_lines,
)
from generator.site import Site
from generator.text import Speech
from generator.views import Values, numbers

NEEDS_LIMIT = 12
SERVICES_LIMIT = 8
UNITS_LIMIT = 20

# Type of the street's name, lines for the helpers' names and telephone lines of its own: tried in this order until every
# need fits, for what is needed matters most; first with needs told in full, then in two lines each. Those that do not fit
# even so are counted.
_ROOMS = ((72, 2, 4), (56, 2, 4), (44, 2, 4), (44, 1, 2))
_NAME_SIZES = (72, 56, 44, 40, 34, 28)
_NEED_SIZES, _COMPACT = (24, 22, 20, 18, 16), (15,)


class _Layout(NamedTuple):
    """What a poster gives its parts: sizes of type, how many needs, and the room left over."""

    name_size: int
    helpers: list[tuple[str, list[Any]]]
    phones: list[tuple[str, Any]]
    need_size: int
    shown: int
    room: float


def view(site: Site, code: str) -> Values:
    opened = site.open(site.within(code, "opportunities"))
    return {
        "title": ("sheet.poster", f"area:{code}"), "description": ("sheet.poster.lead", f"area:{code}"),
        "division": site.divisions[code], "street": site.entry("areas", code), "needs": opened[:NEEDS_LIMIT],
        "needs_count": len(opened), "left_count": sum(site.left(entry) for entry in opened),
        "units": site.within(code, "organizations")[:UNITS_LIMIT], "numbers": numbers(site),
        "services": [entry for entry in site.covering(code, "help") if site.state[entry.key] == "current"][:SERVICES_LIMIT],
        "around": [] if opened else site.nearby.streets_near(code),
    }  # fmt: skip


def streets(site: Site) -> list[str]:
    """The divisions that have a poster."""
    return [division.code for division in site.divisions.values() if division.level == "street"]


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The sizes of the street's name and of its needs, how many of these fit, and what fills the room below them."""
    code = values["division"].code
    calls, notes = calls_of(t, values["numbers"]), _poster_notes(t, values)
    fixed = masthead(t) + 20 + notes_tall(notes) + 20 + calls_tall(t, calls, WIDE) + 118 + 5 * GAP
    layout = _poster_layout(site, t, values, calls, TALL - fixed)
    above = site.lineage(code)[:-1]
    return {
        "name_size": layout.name_size, "above": t.whole_place(above[1:] or above), "notes": notes, "helpers": layout.helpers,
        "phones": layout.phones, "calls": calls, "need_size": layout.need_size, "compact": layout.need_size in _COMPACT,
        "shown": [(entry, _next_shift(site, entry)) for entry in values["needs"][: layout.shown]],
        "more": values["needs_count"] - layout.shown, **_filling(t, values, layout.room),
    }  # fmt: skip


def _poster_layout(site: Site, t: Speech, values: Values, calls: list[tuple[str, Any]], room: float) -> _Layout:
    """The first way of sharing `room` in which all needs fit, or the last there is."""
    needs, record = values["needs"], values["street"].record if values["street"] else None
    ties, phones = _ties(site, values["units"], values["division"].code), _phones(t, record, calls)
    widest = largest(t.division(values["division"]), _NAME_SIZES, WIDE, 1)
    for sizes in (_NEED_SIZES, _COMPACT):
        for name_size, most, lines in _ROOMS:
            helpers, own = _helpers(t, ties, most), phones[:lines]
            left = room - min(name_size, widest) * 1.2 - _helpers_tall(t, helpers, record) - 20 * len(own) - 30
            for size in sizes:
                tall = [_need_tall(t, entry, size) for entry in needs]
                if sum(tall) <= left:
                    return _Layout(min(name_size, widest), helpers, own, size, len(needs), left - sum(tall) - 6)
    shown = fit.first(tall, left - 24, lambda height: height)
    return _Layout(min(name_size, widest), helpers, own, size, shown, 0)


def _filling(t: Speech, values: Values, room: float) -> Values:
    """What stands in the room that needs leave: streets nearby that need hands, then services. In more room all of it is larger."""
    roomy = not values["needs"]
    type_size = 18 if roomy else 14
    row, heading = type_size * 1.5, 30.0
    around = values["around"][: max(0, int((room - heading) // row))]
    room -= heading + len(around) * row if around else 0
    services = values["services"][: max(0, int((room - heading) // row))]
    return {"roomy": roomy, "around": around, "services": [(entry, *_service(t, entry, type_size)) for entry in services]}


def _poster_notes(t: Speech, values: Values) -> list[tuple[str, str]]:
    shown = [values["street"], *values["needs"], *values["units"], *values["services"]]
    return [(t.words["sample"], t.words["sheet.sample"])] if any(entry.row.sample for entry in shown if entry) else []


def _ties(site: Site, units: list[Entry], code: str) -> dict[str, list[Any]]:
    """Names of units that are paired with a street or signed in there, and of teams that serve it, on the site's day."""
    paired, teams = [], []
    for unit in units:
        record = unit.record
        tied = [part for part in record.pairings if part.area == code and not _over(site, part.until)]
        if tied or any(part.area == code for part in record.sign_ins):
            paired.append(record.title)
        teams += [team.title for team in record.teams if code in team.areas and not _over(site, team.until)]
    return {"sheet.paired": paired, "sheet.teams": teams}


def _helpers(t: Speech, ties: dict[str, list[Any]], most: int) -> list[tuple[str, list[Any]]]:
    """As many of those names as stand in so many lines each."""
    rows = [(word, within_lines(t, names, most, (WIDE - 96) / 14)) for word, names in ties.items()]
    return [(word, names) for word, names in rows if names]


def _over(site: Site, day: Any) -> bool:
    return day is not None and day.isoformat() < site.today


def _helpers_tall(t: Speech, helpers: list[tuple[str, list[Any]]], record: Any) -> float:
    desk = record.desk if record else None
    rows = ["".join(f"{t.plain(name)}、" for name in names) for _, names in helpers]
    if desk:
        rows.append(f"{t.plain(desk.place)} {desk.phone or ''} {t.plain(desk.hours) if desk.hours else ''}")
    # A label may take two lines where its text takes one.
    spare = 18 * sum(fit.lines(t.words[word], 84 / 14 / BOLD) - 1 for word in ("sheet.desk", *(word for word, _ in helpers)))
    return 20 + GAP + spare + fit.height(rows, WIDE - 96, 14, LEADING, 3) if rows else 0


def _phones(t: Speech, record: Any, calls: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The street's own lines, each with what it is for in a few words; not those that everybody is told to call."""
    told = {number for number, _ in calls}
    own = [line for line in (record.phones if record else []) if line.number not in told]
    words = [(line.number, line.description or line.hours) for line in own]
    return [(number, short(t, what, (WIDE - 140) / 14, 1) if what else "") for number, what in words]


def _need_tall(t: Speech, entry: Entry, size: int) -> float:
    """The height of one need: its title beside the places left, then the task and place, then when and where to sign up."""
    record, small = entry.record, max(14, size * 3 // 4)
    task = t.terms["tasks"][record.task].striptags()
    desk = [record.signup.desk, record.signup.phone] if record.signup else []
    if size in _COMPACT and all(desk):
        desk = desk[1:]
    when = f"2020-02-02 {t.words['day.mo']} 08:00–18:00 · {t.words['sheet.signup']} {' '.join(t.plain(part) for part in desk if part)}"
    texts = [f"{task} · {when}"] if size in _COMPACT else [f"{task} · {t.plain(record.place)}", when]
    title = fit.height([t.plain(record.title)], (WIDE - 130) / BOLD, size, 1.25)
    return max(title, small * 1.3 + 5) + fit.height(texts, WIDE, small, LEADING) + 7


def _next_shift(site: Site, entry: Entry) -> Any:
    """The next shift with a free place, or nothing where the need has no shifts."""
    ahead = [shift for shift in entry.record.shifts if shift.date.isoformat() == site.next_date(entry)]
    return next((shift for shift in ahead if shift.needed is None or shift.needed > (shift.filled or 0)), None)


def _service(t: Speech, entry: Entry, size: int) -> tuple[str, Any]:
    """A service on one line: its number, and its title as far as there is room."""
    record = entry.record
    category = fit.width(t.terms["help_categories"][record.category].striptags())
    return record.phones[0].number if record.phones else "", short(t, record.title, WIDE / size - category - 10.5, 1)
