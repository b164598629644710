"""Values that take over on a day: what a record says from the start, and what its `next` says it will say.

A change is prepared in daylight and takes over by itself. Until its day nothing of it leaves the record's file: what is read
of a record, and so all that is published, is the record as it stands on the day, without its `next`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from generator.model.fields import class_of, described
from generator.model.schema import PLANNED
from generator.model.values import read_date
from generator.rules.find import Find

Path = tuple[str | int, ...]


class Stage(NamedTuple):
    """A record as it stands from a day on; the first stage, from the start."""

    since: str
    """The first day, as ISO text; empty for what stands from the start."""
    values: dict[str, Any]
    setting: dict[str, int]
    """The fields that `next` has set, each with the place of the last to set it."""
    number: int = 0
    sets: tuple[str, ...] = ()
    """The fields that it sets itself."""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.since) if self.since else date.min

    @property
    def tells(self) -> bool:
        """Whether its change is told of by the program, from what the plan says, and not in words of its own."""
        return bool(self.since) and "changes" not in self.sets

    def written_at(self, path: Path) -> Path:
        """Where in the file a value of this stage is written."""
        place = self.setting.get(str(path[0])) if path else None
        return path if place is None else (PLANNED, place, "set", *path)

    def blamed(self, path: Path) -> Path:
        """Where to tell of a fault that this stage is the first to have: in what takes over, whatever it contradicts."""
        written = self.written_at(path)
        return written if not self.since or written != path else (PLANNED, self.number - 1, "set")


def stages(kind: str, values: dict[str, Any], languages: Sequence[str]) -> list[Stage]:
    """Every stage of a record, in order of time. A `next` that cannot be read leaves one stage, which holds it."""
    planned = values.get(PLANNED)
    if not planned or not is_readable(planned):
        return [Stage("", values, {})]
    found = [Stage("", {name: value for name, value in values.items() if name != PLANNED}, {})]
    for place, plan in enumerate(planned):
        found.append(_after(found[-1], plan, place, kind, languages))
    return found


def is_readable(planned: Any) -> bool:
    """Whether a `next` says what takes over and when, whatever else may be wrong with it."""
    return isinstance(planned, list) and all(
        isinstance(plan, dict) and isinstance(plan.get("set"), dict) and _is_day(plan.get("from")) for plan in planned
    )


def _is_day(value: Any) -> bool:
    try:
        return bool(read_date(value))
    except PydanticCustomError:
        return False


def _after(before: Stage, plan: Mapping[str, Any], place: int, kind: str, languages: Sequence[str]) -> Stage:
    values = {name: value for name, value in (before.values | plan["set"]).items() if name != PLANNED}
    if "changes" not in plan["set"] and isinstance(told := values.get("changes", []), list):
        values["changes"] = _in_line(told, _change(plan, kind, languages))
    return Stage(plan["from"], values, before.setting | dict.fromkeys(plan["set"], place), place + 1, tuple(plan["set"]))


def _in_line(told: list[Any], change: dict[str, Any]) -> list[Any]:
    """Changes with one more, at the end where the newest stand."""
    days = [str(item.get("date")) for item in told if isinstance(item, dict)]
    return [change, *told] if days and days[0] > days[-1] else [*told, change]


def _change(plan: Mapping[str, Any], kind: str, languages: Sequence[str]) -> dict[str, Any]:
    """What the timeline says of a plan that has come: in its own words, or which fields it set."""
    given = {name: plan[name] for name in ("what", "why") if plan.get(name)}
    return {"date": plan["from"], "what": _fields_set(plan, kind, languages), **given}


def _fields_set(plan: Mapping[str, Any], kind: str, languages: Sequence[str]) -> dict[str, str] | str:
    about = described(class_of(kind))
    names = [about[name]["title"] for name in plan["set"] if name in about]
    said = {
        "zh": "按预定更新：{}。".format("、".join(name["zh"] for name in names)),
        "en": "Changed as planned: {}.".format(", ".join(name["en"].lower() for name in names)),
    }
    texts = {code: said["en" if code.startswith("en") else "zh"] for code in languages}
    return texts or said["zh"]


def now(found: Sequence[Stage], today: str) -> int:
    """The number of the stage that holds on a day."""
    return max(stage.number for stage in found if stage.since <= today)


def pending(found: Sequence[Stage], today: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is still to take over: each day, with the fields that are set on it."""
    return tuple((stage.since, stage.sets) for stage in found if stage.since > today)


def judge(kind: str, values: Mapping[str, Any], today: str) -> Iterator[Find]:
    """What is wrong with a `next` that can be read, but for types and for the values it sets."""
    planned = values[PLANNED]
    days = [plan["from"] for plan in planned]
    for place, plan in enumerate(planned):
        if place and days[place] <= days[place - 1]:
            yield Find((PLANNED, place, "from"), "next-out-of-order", {"found": days[place], "expected": days[place - 1]})
        if not plan["set"]:
            yield Find((PLANNED, place, "set"), "next-sets-nothing")
        if PLANNED in plan["set"]:
            known = tuple(name for name in described(class_of(kind)) if name != PLANNED)
            yield Find((PLANNED, place, "set", PLANNED), "unknown-field", {"found": PLANNED, "known": known})
        # Who changes the value above would wonder why nothing changes.
        if days[place] <= today and (hidden := [name for name in plan["set"] if name in values]):
            yield Find((PLANNED, place, "from"), "next-in-force", {"found": days[place], "name": tuple(hidden)}, "warning")
