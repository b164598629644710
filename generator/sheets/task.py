"""The sheet of a task: one A4 page with what whoever stands there must know, from guidelines and open needs."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from generator import fit
from generator.sheets.measure import (
    BOLD,
    GAP,
    LEADING,
    TALL,
    WIDE,
    calls_of,
    calls_tall,
    foot_tall,
    largest,
    masthead,
    notes_tall,
    within_lines,
)
from generator.site import Site
from generator.text import Speech
from generator.views import Values, tasks

# The type of all lists, tried in this order until everything fits; in the smallest the ends are left out.
_SIZES = (16, 15, 14)
_GEAR_LINES, _RULES, _NAMES = 3, 2, 6


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """As much of each part as fits: what to do first, then gear and rules, in the largest type that holds it all."""
    found = tasks.arrange(site, t, values)
    notes, calls = _notes(t, found), calls_of(t, values["numbers"])
    title = t.word("tasks.title", name=t(found["name"])).striptags()
    size = largest(title, (28, 26, 24, 22), WIDE, 1)
    rules = [(field, [said.text for said in rows[:_RULES]]) for field, rows in found["rules"]]
    room = (
        TALL - masthead(t) - fit.height([title], WIDE / BOLD, size, 1.2) - notes_tall(notes) - calls_tall(t, calls, WIDE)
        - foot_tall(site, t, f"tasks/{values['task']}/", _facts(t, values)) - 5 * GAP
    )  # fmt: skip
    lines = _dealt([entry.record.plain for entry in values["guidelines"]])
    donts = _dealt([entry.record.donts for entry in values["guidelines"]])
    gear = [said.text for said in (*found["carry"], *found["gear"])]
    fitted = _fitted(t, room, lines, donts, gear, rules)
    return found | fitted | {
        "heading_size": size, "notes": notes, "calls": calls,
        "left_out": len(lines) - len(fitted["lines"]) + len(donts) - len(fitted["donts"]),
        "names": values["guidelines"][:_NAMES],
    }  # fmt: skip


def _notes(t: Speech, found: Values) -> list[tuple[str, str]]:
    archived = [(t.words["archived"], t.words["archived.note"])] if found["archived"] else []
    return [*archived, *([(t.words["sample"], t.words["tasks.sample"])] if found["sampled"] else [])]


def _facts(t: Speech, values: Values) -> list[str]:
    names = "、".join(t.plain(entry.record.title) for entry in values["guidelines"][:_NAMES])
    return [t.words["sheet.source"] + names, t.words["sheet.as-of"] + "2026-12-01", t.words["untranslated"]]


def _dealt(lists: list[list[Any]]) -> list[Any]:
    """The first of each list, then the second of each, and so on."""
    return [text for row in zip_longest(*lists) for text in row if text is not None]


def _fitted(
    t: Speech, room: float, lines: list[Any], donts: list[Any], gear: list[Any], rules: list[tuple[str, list[Any]]]
) -> Values:
    for size in _SIZES:
        few = within_lines(t, gear, _GEAR_LINES, WIDE / size - 6)
        # Some line is nearly always left out, and then said to be.
        left = room - _gear_tall(t, few, size) - _rules_tall(t, rules, size) - 24
        first = fit.first(lines, left * (0.65 if donts else 1), lambda line, size=size: _tall(t, line, WIDE, size))  # type: ignore[misc]
        left -= sum(_tall(t, line, WIDE, size) for line in lines[:first])
        second = fit.first(donts, left - 30, lambda line, size=size: _tall(t, line, WIDE - 34, size))  # type: ignore[misc]
        if first == len(lines) and second == len(donts):
            break
    return {"size": size, "lines": lines[:first], "donts": donts[:second], "gear_line": few, "rules": rules}


def _tall(t: Speech, text: Any, wide: float, size: int) -> float:
    return fit.height([t.plain(text)], wide - 1.7 * size, size, LEADING, 4)


def _gear_tall(t: Speech, gear: list[Any], size: int) -> float:
    said = "".join(f"☐{t.plain(item)}、" for item in gear)
    return fit.height([t.words["sheet.carry"] + said], WIDE, size, 1.35) + GAP if gear else 0


def _rules_tall(t: Speech, rules: list[tuple[str, list[Any]]], size: int) -> float:
    return fit.height(("；".join(map(t.plain, texts)) for _, texts in rules), WIDE - 84 - 0.6 * size, size, LEADING, 3) + GAP
