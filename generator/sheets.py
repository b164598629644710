"""What is printed: guideline sheets and street posters of one A4 page, duty cards of one A6 page, and how much of it fits.

A view chooses records, as those of `generator.views` do; its arrangement then measures their words in one language and says
in which size they are set and what is left out. What is left out is counted and said, and stands on the page that the sheet's
code leads to. Lengths are points; those of `assets/paper.css` and `assets/card.css` are the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from markupsafe import Markup

from generator import fit
from generator.entry import Entry
from generator.model.edition import text_in
from generator.site import Site
from generator.text import Speech
from generator.views import Values, numbers

NEEDS_LIMIT = 12
AROUND_LIMIT = 6
SERVICES_LIMIT = 8
UNITS_LIMIT = 20

# Bold letters are wider than the others.
_BOLD = 1.07


def _short(t: Speech, value: Any, room: float, most: int) -> dict[str, str]:
    """A text cut to some lines of `room` ems, still in the language it was in."""
    text, lang = text_in(value, t.lang, t.main)
    return {lang: fit.shorten(text, room, most)}


def calls_of(t: Speech, numbers: Iterable[Entry]) -> list[tuple[str, Any]]:
    """Numbers with what they are for; a title that ends in its own number need not say it twice."""
    found = []
    for entry in numbers:
        text, lang = text_in(entry.record.title, t.lang, t.main)
        found.append((entry.record.number, {lang: text.removesuffix(entry.record.number).rstrip() or text}))
    return found


def _calls_tall(t: Speech, calls: list[tuple[str, Any]], measure: float) -> float:
    """The height of the row of numbers: each a box with a big number, its purpose below it."""
    across = (measure + 6) / max(len(calls), 1) - 16
    return 32 + 13 * max((fit.lines(t.plain(name), across / 11) for _, name in calls), default=0)


def _notes(site: Site, t: Speech, entry: Entry) -> list[tuple[str, str]]:
    """What must be known of a record before its first word: that it is over, archived or invented."""
    state, record = site.state[entry.key], entry.record
    found: list[tuple[str, str]] = []
    if state == "withdrawn":
        found.append(
            (t.words["state.withdrawn"], t.word("withdrawn.note", day=record.withdrawn.date, reason=t(record.withdrawn.reason)))
        )
    elif state == "expired":
        found.append((t.words["state.expired"], t.word("expired.note", day=entry.row.ends)))
    elif state == "upcoming":
        found.append((t.words["state.upcoming"], t.word("upcoming.note", day=entry.row.begins)))
    if not getattr(record, "in_force", True):
        found.append((t.words["archived"], t.words["archived.note"]))
    if entry.row.sample:
        found.append((t.words["sample"], t.words.get(f"sample.note.{entry.kind}") or t.words["sample.note"]))
    return found


def _largest(text: str, sizes: tuple[int, ...], measure: float, most: int) -> int:
    """The largest type in which a text takes at most so many lines, or the smallest there is."""
    return next((size for size in sizes if fit.lines(text, measure / size / _BOLD) <= most), sizes[-1])


# --- the A4 page ---------------------------------------------------------------------------------------------------

# A4 less 10 mm on every side, in points, and the room between two parts.
_WIDE, _TALL = 538.0, 782.0
_GAP = 5.0
_LEADING = 1.3


def _masthead(t: Speech) -> float:
    """The height of the line with the site's name, and of the banner below it."""
    banner = t.plain(t.edition.banner) if t.edition.banner else ""
    return 22 + (fit.height([banner], _WIDE, 11, _LEADING) if banner else 0)


def _notes_tall(notes: list[tuple[str, str]]) -> float:
    """The height of the framed notes: some words of 18 points, then a text of 14 in each."""
    # A quarter more for the words in larger type.
    texts = [f"{heading}{heading[::4]} {Markup(note).striptags()}" for heading, note in notes]
    return (18 + _GAP) * len(notes) + fit.height(texts, _WIDE - 24, 14, _LEADING)


def _foot_tall(t: Speech, path: str, facts: Iterable[str]) -> float:
    """The height of the code and of what stands beside it: the page's address, and some facts in small type."""
    address = t.words["sheet.scan"] + t.edition.url + t.edition.folder(t.code) + path
    beside = fit.height([address], 445, 13, 1.4) + fit.height(facts, 445, 11, _LEADING, 2)
    return 7 + max(beside, 85)


# --- guidelines ----------------------------------------------------------------------------------------------------

# Type of the plain version, tried in this order until everything fits. Where it does not even in the smallest, the plain
# version is set in the first of the second row in which enough of the other lists fits beside it. The plain version, the
# numbers to call and where it all comes from are never left out; of the other lists the ends are, since editors write what
# matters most first.
_SIZES, _TIGHT = (21, 20, 19, 18, 17, 16), (16, 15, 14)
_ENOUGH = {"dos": 4, "donts": 4, "carry": 3}


def guideline_sheet(site: Site, id: str) -> Values:
    entry = site.all["guidelines"][id]
    return {
        "title": ("sheet.guideline", entry), "description": ("sheet.guideline.lead", entry), "guideline": entry,
        "numbers": numbers(site),
    }  # fmt: skip


def arrange_guideline(site: Site, t: Speech, values: Values) -> Values:
    """The sizes of title and plain version, what stands of each list, and how many lines of the lists are left out."""
    entry = values["guideline"]
    g, notes, calls = entry.record, _notes(site, t, entry), calls_of(t, values["numbers"])
    title_size = _title_size(t.plain(g.title))
    room = (
        _TALL - _masthead(t) - fit.height([t.plain(g.title)], _WIDE / _BOLD, title_size, 1.2) - _notes_tall(notes)
        - _calls_tall(t, calls, _WIDE) - _foot_tall(t, f"guidelines/{entry.id}/", _facts(t, g)) - 4 * _GAP
    )  # fmt: skip
    size, parts = _fitting(t, g, room)
    plain = fit.first(g.plain, room - _lists_tall(t, g, parts), lambda line: _plain_tall(t, [line], size))
    left_out = len(g.plain) - plain + sum(_left_out(g, parts).values())
    return {
        "title_size": title_size, "size": size, "plain": g.plain[:plain], "parts": parts, "left_out": left_out, "notes": notes,
        "calls": calls, "source": g.sources[0] if g.sources else None,
    }  # fmt: skip


def _title_size(title: str) -> int:
    """One line in large type if it stands in one, otherwise two."""
    one = _largest(title, (28, 26, 24, 22), _WIDE, 1)
    return one if fit.lines(title, _WIDE / one / _BOLD) == 1 else _largest(title, (24, 22, 20), _WIDE, 2)


def _facts(t: Speech, g: Any) -> list[str]:
    """What stands at the foot, line by line, as long as it will be."""
    source = g.sources[0] if g.sources else None
    told = f"{t.words['sheet.source']} {t.plain(source.title)} · {t.plain(source.issuer)} · 2020-02-02 · " if source else ""
    return [
        f"{t.words['sheet.issuer']} {t.plain(t.edition.publisher)} · {t.words['sheet.owner']} {t.plain(g.owner)}",
        told + ((source.number or t.words["sheet.no-number"]) if source else ""),
        f"{t.words['sheet.verified']} 2020-02-02 · {t.words['sheet.until']} 2020-02-02 · {t.words['record.version']} 123456789012",
        t.words["converted"] if t.code != t.lang else t.words["untranslated"] if _falls_back(t, g) else "",
    ]


def _falls_back(t: Speech, g: Any) -> bool:
    """Whether some of a sheet's words are not in its language, which it then says."""
    shown = [g.title, g.owner, *g.plain, *g.dos, *g.donts, *g.carry]
    return any(text_in(text, t.lang, t.main)[1] != t.lang for text in shown)


def _fitting(t: Speech, g: Any, room: float) -> tuple[int, dict[str, list[Any]]]:
    """The size of the plain version, and what stands of the other lists."""
    whole = {name: getattr(g, name) for name in _ENOUGH}
    for size in _SIZES:
        if _plain_tall(t, g.plain, size) + _lists_tall(t, g, whole) <= room:
            return size, whole
    for size in _TIGHT:
        parts = _dealt(t, g, room - _plain_tall(t, g.plain, size))
        if all(len(parts[name]) >= min(enough, len(whole[name])) for name, enough in _ENOUGH.items()):
            break
    return size, parts


def _dealt(t: Speech, g: Any, room: float) -> dict[str, list[Any]]:
    """The first of each list, then the second of each, and so on while there is room; a list once cut short stays so."""
    parts: dict[str, list[Any]] = {name: [] for name in _ENOUGH}
    open_lists = list(_ENOUGH)
    while open_lists:
        for name in list(open_lists):
            place = len(parts[name])
            longer = parts | {name: getattr(g, name)[: place + 1]}
            if place < len(getattr(g, name)) and _lists_tall(t, g, longer) <= room:
                parts = longer
            else:
                open_lists.remove(name)
    return parts


def _left_out(g: Any, parts: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(getattr(g, name)) - len(part) for name, part in parts.items()}


def _plain_tall(t: Speech, plain: Iterable[Any], size: int) -> float:
    return fit.height(map(t.plain, plain), _WIDE - 1.7 * size, size, _LEADING, 4)


def _lists_tall(t: Speech, g: Any, parts: dict[str, list[Any]]) -> float:
    """The height of dos beside don'ts, of what to carry below them, and of the line on what is left out."""
    columns = max(fit.height(map(t.plain, parts[name]), _WIDE / 2 - 41, 14, _LEADING, 2) for name in ("dos", "donts"))
    carried = "".join(f"☐{t.plain(item)}、" for item in parts["carry"])
    carry = _GAP + fit.height([t.words["sheet.carry"] + carried], _WIDE, 14, 1.35) if carried else 0
    more = 19 + _GAP if any(_left_out(g, parts).values()) else 0
    return (columns + 30 + _GAP if columns else 0) + carry + more


# --- street posters ------------------------------------------------------------------------------------------------

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


def street_poster(site: Site, code: str) -> Values:
    opened = [entry for entry in site.within(code, "opportunities") if site.state[entry.key] == "open"]
    return {
        "title": ("sheet.poster", f"area:{code}"), "description": ("sheet.poster.lead", f"area:{code}"),
        "division": site.divisions[code], "street": site.entry("areas", code), "needs": opened[:NEEDS_LIMIT],
        "needs_count": len(opened), "left_count": sum(site.left(entry) for entry in opened),
        "units": site.within(code, "organizations")[:UNITS_LIMIT], "numbers": numbers(site),
        "services": [entry for entry in site.covering(code, "help") if site.state[entry.key] == "current"][:SERVICES_LIMIT],
        "around": [] if opened else _around(site, code),
    }  # fmt: skip


def streets(site: Site) -> list[str]:
    """The divisions that have a poster."""
    return [division.code for division in site.divisions.values() if division.level == "street"]


def _around(site: Site, code: str) -> list[tuple[str, int]]:
    """The nearest streets where hands are needed, and in how many places: first those of the same county, then of the city."""
    found: dict[str, int] = {}
    for division in site.lineage(code)[-2:0:-1]:
        needs = site.within(division.code, "opportunities")
        streets = dict.fromkeys(entry.row.edges[0][2] for entry in islice(needs, 200) if site.state[entry.key] == "open")
        found |= {street: 0 for street in streets if street not in found}
    return [(street, _open_count(site, street)) for street in islice(found, AROUND_LIMIT)]


def _open_count(site: Site, code: str) -> int:
    return sum(site.state[entry.key] == "open" for entry in site.within(code, "opportunities"))


def arrange_poster(site: Site, t: Speech, values: Values) -> Values:
    """The sizes of the street's name and of its needs, how many of these fit, and what fills the room below them."""
    code = values["division"].code
    calls, notes = calls_of(t, values["numbers"]), _poster_notes(t, values)
    fixed = _masthead(t) + 20 + _notes_tall(notes) + 20 + _calls_tall(t, calls, _WIDE) + 118 + 5 * _GAP
    layout = _poster_layout(site, t, values, calls, _TALL - fixed)
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
    widest = _largest(t.division(values["division"]), _NAME_SIZES, _WIDE, 1)
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
    rows = [(word, _within_lines(t, names, most, (_WIDE - 96) / 14)) for word, names in ties.items()]
    return [(word, names) for word, names in rows if names]


def _over(site: Site, day: Any) -> bool:
    return day is not None and day.isoformat() < site.today


def _within_lines(t: Speech, names: list[Any], most: int, room: float) -> list[Any]:
    """As many names, one after the other, as stand in so many lines of `room` ems."""
    while names and fit.lines("".join(f"{t.plain(name)}、" for name in names), room) > most:
        names = names[:-1]
    return names


def _helpers_tall(t: Speech, helpers: list[tuple[str, list[Any]]], record: Any) -> float:
    desk = record.desk if record else None
    rows = ["".join(f"{t.plain(name)}、" for name in names) for _, names in helpers]
    if desk:
        rows.append(f"{t.plain(desk.place)} {desk.phone or ''} {t.plain(desk.hours) if desk.hours else ''}")
    # A label may take two lines where its text takes one.
    spare = 18 * sum(fit.lines(t.words[word], 84 / 14 / _BOLD) - 1 for word in ("sheet.desk", *(word for word, _ in helpers)))
    return 20 + _GAP + spare + fit.height(rows, _WIDE - 96, 14, _LEADING, 3) if rows else 0


def _phones(t: Speech, record: Any, calls: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The street's own lines, each with what it is for in a few words; not those that everybody is told to call."""
    told = {number for number, _ in calls}
    own = [line for line in (record.phones if record else []) if line.number not in told]
    words = [(line.number, line.description or line.hours) for line in own]
    return [(number, _short(t, what, (_WIDE - 140) / 14, 1) if what else "") for number, what in words]


def _need_tall(t: Speech, entry: Entry, size: int) -> float:
    """The height of one need: its title beside the places left, then the task and place, then when and where to sign up."""
    record, small = entry.record, max(14, size * 3 // 4)
    task = t.terms["tasks"][record.task].striptags()
    desk = [record.signup.desk, record.signup.phone] if record.signup else []
    if size in _COMPACT and all(desk):
        desk = desk[1:]
    when = f"2020-02-02 {t.words['day.mo']} 08:00–18:00 · {t.words['sheet.signup']} {' '.join(t.plain(part) for part in desk if part)}"
    texts = [f"{task} · {when}"] if size in _COMPACT else [f"{task} · {t.plain(record.place)}", when]
    title = fit.height([t.plain(record.title)], (_WIDE - 130) / _BOLD, size, 1.25)
    return max(title, small * 1.3 + 5) + fit.height(texts, _WIDE, small, _LEADING) + 7


def _next_shift(site: Site, entry: Entry) -> Any:
    """The next shift with a free place, or nothing where the need has no shifts."""
    ahead = [shift for shift in entry.record.shifts if shift.date.isoformat() == site.next_date(entry)]
    return next((shift for shift in ahead if shift.needed is None or shift.needed > (shift.filled or 0)), None)


def _service(t: Speech, entry: Entry, size: int) -> tuple[str, Any]:
    """A service on one line: its number, and its title as far as there is room."""
    record = entry.record
    category = fit.width(t.terms["help_categories"][record.category].striptags())
    return record.phones[0].number if record.phones else "", _short(t, record.title, _WIDE / size - category - 10.5, 1)


# --- duty cards ----------------------------------------------------------------------------------------------------

# A6 less 5 mm on every side; the type is of 9.5 points.
_CARD_WIDE, _CARD_TALL, _CARD_TYPE = 269.0, 386.0, 9.5
_SHIFTS = (4, 2)
"""How many of the next shifts are told, tried in this order."""


def duty_card(site: Site, id: str) -> Values:
    entry = site.all["opportunities"][id]
    code = entry.row.edges[0][2]
    return {
        "title": ("sheet.card", entry), "description": ("sheet.card.lead", entry), "need": entry, "code": code,
        "street": site.entry("areas", code), "numbers": numbers(site)[:3],
        "guidelines": site.to("guidelines", (id for name, _, id in entry.row.edges if name == "guideline"))[:3],
    }  # fmt: skip


def arrange_card(site: Site, t: Speech, values: Values) -> Values:
    """The parts of a card, cut short, and as many of the less needful ones as fit."""
    entry, street = values["need"], values["street"]
    need = entry.record
    title = _short(t, need.title, _CARD_WIDE / 15 / _BOLD, 2)
    place = _card_text(t, need.place, 2)
    notes = _card_notes(site, t, entry)
    shifts = [shift for shift in need.shifts if shift.date.isoformat() >= site.today]
    desk = street.record.desk if street else None
    lines = [(need.signup.phone, "sheet.signup")] if need.signup and need.signup.phone else []
    lines += [(desk.phone, "sheet.desk")] if desk and desk.phone else []
    # Head, place, the first shifts, whom to call and the code stand on every card.
    room = (
        _CARD_TALL - 31 - fit.height([t.plain(title)], _CARD_WIDE / _BOLD, 15, 1.2) - _card_tall(t, [place]) - 18
        - sum(8 + fit.height([heading + note], _CARD_WIDE - 14, _CARD_TYPE * _BOLD, _LEADING) for heading, note in notes) - 84
    )  # fmt: skip
    parts = _card_parts(t, need)
    # Fewer shifts rather than no word on insurance: the others stand on the page.
    for most in _SHIFTS:
        shown = shifts[:most]
        left = room - (1 + 12.5 * ((len(shown) + 1) // 2 + (len(shifts) > len(shown))) if shown else 0)
        count = fit.first(parts, left, lambda part: _card_part_tall(t, part))
        if count == len(parts):
            break
    left -= sum(_card_part_tall(t, part) for part in parts[:count])
    return {
        "card_title": title, "place": place, "notes": notes, "shifts": shown, "shifts_more": len(shifts) - len(shown),
        "lines": lines, "calls": calls_of(t, values["numbers"]), "card_parts": parts[:count],
        "read_first": _read_first(t, values["guidelines"], left - 16),
    }  # fmt: skip


def _card_notes(site: Site, t: Speech, entry: Entry) -> list[tuple[str, str]]:
    """That a need takes nobody any more or is invented; why stands on its page."""
    state = site.state[entry.key]
    told: list[tuple[str, str]] = [] if state == "open" else [(t.words[f"state.{state}"], t.words["sheet.see-page"])]
    return [*told, (t.words["sample"], t.words["sheet.sample"])] if entry.row.sample else told


def _card_text(t: Speech, value: Any, most: int) -> dict[str, str]:
    return _short(t, value, (_CARD_WIDE - 50) / _CARD_TYPE, most)


def _card_tall(t: Speech, texts: Iterable[Any], indent: float = 50) -> float:
    return fit.height(map(t.plain, texts), _CARD_WIDE - indent, _CARD_TYPE, _LEADING)


def _card_parts(t: Speech, need: Any) -> list[tuple[str, list[Any]]]:
    """What keeps a volunteer safe, the most needful first: label and texts."""
    if not need.safety:
        return []
    safety = need.safety
    return [
        ("responsible", [_card_text(t, safety.responsible, 2)]), ("gear", _within_lines(t, safety.gear, 3, (_CARD_WIDE - 50) / _CARD_TYPE)),
        ("training", [_card_text(t, safety.training, 2)]), ("insurance", [_card_text(t, safety.insurance, 2)]),
    ]  # fmt: skip


def _card_part_tall(t: Speech, part: tuple[str, list[Any]]) -> float:
    name, texts = part
    return _card_tall(t, texts if name != "gear" else ["、".join(map(t.plain, texts))]) + 2


def _read_first(t: Speech, guidelines: list[Entry], room: float) -> list[tuple[Entry, Any, list[Any]]]:
    """Guidelines with the first lines of their plain versions, dealt in turn as far as there is room."""
    found: list[tuple[Entry, Any, list[Any]]] = []
    for entry in guidelines:
        room -= 13
        if room >= 0:
            found.append((entry, _short(t, entry.record.title, (_CARD_WIDE - 20) / _CARD_TYPE / _BOLD, 1), []))
    for place in range(3):
        for entry, _, said in found:
            if place < len(entry.record.plain):
                room -= _card_tall(t, [entry.record.plain[place]], 24)
                if room < 0:
                    return found
                said.append(entry.record.plain[place])
    return found
