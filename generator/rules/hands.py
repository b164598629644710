"""Rules for a unit that helps: its pairings, where it signed in, its teams, and what it gave; and for streets that need more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.rules.find import Find, happened, ordered, repeated, twice


def unit(record: Any, today: date, units: Mapping[str, Sequence[str]]) -> Iterator[Find]:
    """What is wrong with a unit; `units` says which units of measure go with which kind of contribution."""
    for name in ("pairings", "teams"):
        for number, part in enumerate(getattr(record, name)):
            yield from ordered(part, "since", "until", (name, number))
    yield from twice(("teams",), [team.id for team in record.teams])
    yield from _pairings(record.pairings)
    yield from _teams(record.teams)
    yield from _sign_ins(record.sign_ins, today)
    yield from _contributions(record.contributions, today, units)


def _pairings(pairings: Sequence[Any]) -> Iterator[Find]:
    for number, pairing in enumerate(pairings):
        for other in pairings[:number]:
            if other.area == pairing.area and _together(other, pairing):
                values = {"found": _span(pairing), "expected": _span(other), "area": pairing.area}
                yield Find(("pairings", number, "since"), "pairing-overlap", values)
                break


def _together(one: Any, other: Any) -> bool:
    """Whether two periods share a day."""
    return bool(one.since <= (other.until or date.max) and other.since <= (one.until or date.max))


def _span(part: Any) -> str:
    return f"{part.since.isoformat()}–{part.until.isoformat() if part.until else '…'}"


def _teams(teams: Sequence[Any]) -> Iterator[Find]:
    """A team stands in one street at a time; one for a whole county names the county."""
    for number, team in enumerate(teams):
        same = [other for other in teams[:number] if other.title == team.title and _together(other, team)]
        areas = dict.fromkeys(code for each in (*same, team) for code in each.areas)
        if len(areas) > 1:
            yield Find(("teams", number, "areas"), "team-in-two-streets", {"found": team.id, "areas": tuple(areas)})


def _sign_ins(sign_ins: Sequence[Any], today: date) -> Iterator[Find]:
    for number, sign_in in enumerate(sign_ins):
        yield from happened(sign_in.date, ("sign_ins", number, "date"), today)
    yield from _entered_twice("sign_ins", sign_ins)


def _contributions(gifts: Sequence[Any], today: date, units: Mapping[str, Sequence[str]]) -> Iterator[Find]:
    for number, gift in enumerate(gifts):
        yield from happened(gift.date, ("contributions", number, "date"), today)
        fitting = units.get(gift.kind)
        if fitting is not None and gift.unit not in fitting:
            values = {"found": gift.unit, "kind": gift.kind, "known": tuple(fitting)}
            yield Find(("contributions", number, "unit"), "unit-does-not-fit", values)
    yield from _entered_twice("contributions", gifts)


def _entered_twice(name: str, parts: Sequence[Any]) -> Iterator[Find]:
    """The same in every field: it would count twice. A warning, for the same may have been given twice on one day."""
    # Texts in several languages are mappings, which no set takes; as text they compare as well.
    for number, first in repeated([repr(part) for part in parts]):
        yield Find((name, number), "entered-twice", {"found": number + 1, "expected": first + 1}, "warning")


def street(record: Any, today: date) -> Iterator[Find]:
    """What is wrong with a street's mark as one that needs more hands."""
    focus = record.focus
    if focus is None:
        return
    yield from ordered(focus, "since", "until", ("focus",))
    # Time alone brings this about, so it must not stop tonight's rebuild. Who has looked since keeps it as history.
    if focus.until and focus.until < today and record.verified < focus.until:
        yield Find(("focus", "until"), "focus-over", {"found": focus.until.isoformat()}, "warning")
