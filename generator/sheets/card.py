"""The duty card of an opportunity: one A6 page for the pocket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator import fit
from generator.entry import Entry
from generator.sheets.measure import BOLD, LEADING, calls_of, short, within_lines
from generator.site import Site
from generator.text import Speech
from generator.views import Values, numbers

# A6 less 5 mm on every side; the type is of 9.5 points.
_CARD_WIDE, _CARD_TALL, _CARD_TYPE = 269.0, 386.0, 9.5
_SHIFTS = (4, 2)
"""How many of the next shifts are told, tried in this order."""


def view(site: Site, id: str) -> Values:
    entry = site.all["opportunities"][id]
    code = entry.row.edges[0][2]
    return {
        "title": ("sheet.card", entry), "description": ("sheet.card.lead", entry), "need": entry, "code": code,
        "street": site.entry("areas", code), "numbers": numbers(site)[:3],
        "guidelines": site.to("guidelines", (id for name, _, id in entry.row.edges if name == "guideline"))[:3],
    }  # fmt: skip


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The parts of a card, cut short, and as many of the less needful ones as fit."""
    entry, street = values["need"], values["street"]
    need = entry.record
    title = short(t, need.title, _CARD_WIDE / 15 / BOLD, 2)
    place = _card_text(t, need.place, 2)
    notes = _card_notes(site, t, entry)
    shifts = [shift for shift in need.shifts if shift.date.isoformat() >= site.today]
    desk = street.record.desk if street else None
    lines = [(need.signup.phone, "sheet.signup")] if need.signup and need.signup.phone else []
    lines += [(desk.phone, "sheet.desk")] if desk and desk.phone else []
    # Head, place, the first shifts, whom to call and the code to scan stand on every card; a ledger's root code takes a line.
    room = (
        _CARD_TALL - 31 - fit.height([t.plain(title)], _CARD_WIDE / BOLD, 15, 1.2) - _card_tall(t, [place]) - 18
        - sum(8 + fit.height([heading + note], _CARD_WIDE - 14, _CARD_TYPE * BOLD, LEADING) for heading, note in notes) - 84
        - (11 if site.history else 0)
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
    """That a need takes nobody any more, or few, or is invented; why stands on its page."""
    state, (scope, count) = site.state[entry.key], site.few_left(entry)
    told: list[tuple[str, str]] = [] if state == "open" else [(t.words[f"state.{state}"], t.words["sheet.see-page"])]
    told += [(str(t.word(f"need.few.{scope}", count=count).unescape()), "")] if scope else []
    return [*told, (t.words["sample"], t.words["sheet.sample"])] if entry.row.sample else told


def _card_text(t: Speech, value: Any, most: int) -> dict[str, str]:
    return short(t, value, (_CARD_WIDE - 50) / _CARD_TYPE, most)


def _card_tall(t: Speech, texts: Iterable[Any], indent: float = 50) -> float:
    return fit.height(map(t.plain, texts), _CARD_WIDE - indent, _CARD_TYPE, LEADING)


def _card_parts(t: Speech, need: Any) -> list[tuple[str, list[Any]]]:
    """What keeps a volunteer safe, the most needful first: label and texts."""
    if not need.safety:
        return []
    safety = need.safety
    return [
        ("responsible", [_card_text(t, safety.responsible, 2)]), ("gear", within_lines(t, safety.gear, 3, (_CARD_WIDE - 50) / _CARD_TYPE)),
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
            found.append((entry, short(t, entry.record.title, (_CARD_WIDE - 20) / _CARD_TYPE / BOLD, 1), []))
    for place in range(3):
        for entry, _, said in found:
            if place < len(entry.record.plain):
                room -= _card_tall(t, [entry.record.plain[place]], 24)
                if room < 0:
                    return found
                said.append(entry.record.plain[place])
    return found
