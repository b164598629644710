"""`zhiyin fill`: how many hands a shift has by now. The commonest change of all, and one that must never be made wrongly."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from generator.editing.desk import Desk, Draft, Edit, Refused, Values
from generator.entry import row_of
from generator.load import ContentFile
from generator.model.fields import validator
from generator.rules import places_left

_AMOUNT = re.compile(r"([+-]?)(\d{1,9})", re.ASCII)
_AGAIN = {"zh": "又缺人手，重新招人。", "en": "Hands are needed again."}


class Filled(NamedTuple):
    """What was done: the shift (a day and hours, or nothing where hands are counted for all), and its numbers."""

    shift: str
    before: int
    after: int
    needed: int
    status: str = ""
    """The status that follows from it, where that is another than before."""


def _listed(values: Values) -> list[Values]:
    return [shift for shift in values.get("shifts") or () if shift.get("needed") is not None]


def _said(shift: Values) -> str:
    return f"{shift['date']} {shift['start']}–{shift['end']}"


def fill(desk: Desk, file: ContentFile, amount: str, wanted: str = "") -> tuple[Edit, Filled]:
    """Change how many hands a shift has: `+2`, `-1`, or `4` in all.

    `wanted` names the shift by its number in the list from 1, its day, or its day and start. Raises `Refused` where it is not
    clear which, or more would come than are needed; `Faulty` if the record is not sound."""
    draft = desk.take(file)
    counted = _counted(draft, wanted, desk.today)
    before, needed = int(counted.get("filled") or 0), int(counted["needed"])
    after = _sum(before, amount)
    shift = _said(counted) if "start" in counted else ""
    if not 0 <= after <= needed:
        raise Refused("too-few" if after < 0 else "too-many", shift=shift, before=before, needed=needed, left=needed - before)
    counted["filled"] = str(after)
    draft.values["verified"] = desk.today.isoformat()
    status = _settle(desk, draft.values)
    return desk.edit(draft), Filled(shift, before, after, needed, status)


def _sum(before: int, amount: str) -> int:
    found = _AMOUNT.fullmatch(amount)
    if found is None:
        raise Refused("no-amount", amount=amount)
    sign, digits = found.groups()
    return before + int(sign + digits) if sign else int(digits)


def _counted(draft: Draft, wanted: str, today: date) -> Values:
    """What holds the numbers: the shift that is meant, or the record where hands are counted for all its shifts."""
    if draft.file.kind != "opportunities":
        raise Refused("no-places", kind=draft.file.kind)
    if draft.values["status"] in ("done", "withdrawn"):
        raise Refused("over")
    listed = _listed(draft.values)
    if not listed:
        if draft.values.get("needed") is None or wanted:
            raise Refused("no-shifts")
        return draft.values
    ahead = [shift for shift in listed if shift["date"] >= today.isoformat()]
    found = _meant(listed, wanted) if wanted else ahead
    if len(found) != 1:
        raise Refused("which-shift" if found else "no-such-shift", wanted=wanted, known=_numbered(listed, found or listed))
    return found[0]


def _meant(listed: list[Values], wanted: str) -> list[Values]:
    if re.fullmatch(r"\d{1,3}", wanted, re.ASCII):
        return listed[int(wanted) - 1 : int(wanted)] if int(wanted) else []
    day, _, start = re.sub(r"[ T]", "/", wanted.strip(), count=1).partition("/")
    return [shift for shift in listed if shift["date"] == day and shift["start"].startswith(start)]


def _numbered(listed: list[Values], found: list[Values]) -> str:
    """Shifts with their numbers, as they may be named, and how full each is: one on a line."""
    rows = ((number, shift) for number, shift in enumerate(listed, 1) if any(shift is each for each in found))
    return "\n".join(f"{number:3}) {_said(shift)}  {shift.get('filled') or 0}/{shift['needed']}" for number, shift in rows)


def _settle(desk: Desk, values: Values) -> str:
    """Say that a need is full when its last place is taken, and that it is open when one is free again."""
    record: Any = validator("opportunities").validate_python(values)
    row = row_of("opportunities", record)
    today = desk.today.isoformat()
    left = places_left(row.turns, today)
    ahead = any(turn.date >= today for turn in row.turns)
    status = {("open", False): "full", ("full", True): "open"}.get((values["status"], left > 0)) if ahead else None
    if status is None:
        return ""
    values["status"] = status
    if status == "open":
        desk.tell(values, _AGAIN)
    return status
