"""One checked record as the rest of the program holds it: a small row for choosing and sorting, the whole on demand.

Rows are plain values of a few hundred bytes, kept between builds; a record is read again only when a page shows it.
Dates in rows are ISO text, which sorts and compares as dates do.
"""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.reading import reading

Edge = tuple[str, str, str]
"""A relation: its name, the kind it leads to, and the id or division code there."""

Title = tuple[str, str, str]
"""A title: its language (empty where it has only one, the first), its text, and how it is looked up."""


class Turn(NamedTuple):
    """A shift as far as counting goes: its date, hands needed and hands found."""

    date: str
    needed: int
    filled: int


class Part(NamedTuple):
    """One line of a unit's accounts as far as counting goes: a pairing, a sign-in, a team, a contribution or its liaison."""

    name: str
    """The field of the record it stands in."""
    place: int
    """Its place in that field's list."""
    areas: tuple[str, ...]
    since: str
    """The first day, or the only one."""
    until: str = ""
    kind: str = ""
    amount: str = ""
    """Members or a quantity, as digits, so that nothing is lost in adding."""
    unit: str = ""


class Row(NamedTuple):
    """What choosing, sorting and counting need of a record."""

    sort: tuple[Any, ...]
    status: str
    begins: str
    ends: str
    verified: str
    sample: bool
    edges: tuple[Edge, ...]
    turns: tuple[Turn, ...]
    changes: tuple[str, ...]
    """The dates of its changes, in the record's order."""
    titles: tuple[Title, ...] = ()
    """In each language; a street's own record has none, for it goes by its name."""
    withdrawn: str = ""
    """The day it was withdrawn, if it was."""
    days: tuple[str, ...] = ()
    """The days on which hands can come, where they are counted for all of them; one empty text says any day."""
    focus: tuple[str, str] = ("", "")
    """The first and the last day on which a street is a focus area; the last may be open."""
    overrides: str = ""
    """The version of the base's record that it was made from, if it replaces one."""
    parts: tuple[Part, ...] = ()
    """What a unit's accounts hold, in the record's order."""
    formerly: tuple[str, ...] = ()
    """The ids it had before."""
    planned: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The days on which something of it is to take over, each with the fields that will be set; for editors alone."""

    @property
    def title(self) -> str | dict[str, str]:
        """The title as the record has it, so that long lists can be made without reading every record."""
        texts = {lang: text for lang, text, _ in self.titles}
        return texts.get("", texts)


_TURNS, _PARTS = Row._fields.index("turns"), Row._fields.index("parts")


def pack(row: Row) -> tuple[Any, ...]:
    """A row as plain tuples, which `marshal` keeps."""
    kept: list[Any] = list(row)
    kept[_TURNS], kept[_PARTS] = tuple(map(tuple, row.turns)), tuple(map(tuple, row.parts))
    return tuple(kept)


def unpack(kept: tuple[Any, ...]) -> Row:
    """The row that `pack` made plain."""
    row = list(kept)
    row[_TURNS], row[_PARTS] = tuple(map(Turn._make, row[_TURNS])), tuple(map(Part._make, row[_PARTS]))
    return Row._make(row)


class Origin(NamedTuple):
    """The edition that wrote a record: its name and publisher as its `site.yml` has them, and its name in the first language."""

    title: Any
    publisher: Any
    name: str


# Whole records held at once; those read longest ago are let go, so that memory does not grow with their number.
_HELD = 1000
_held: deque[Entry] = deque()


def _make_room(entry: Entry) -> None:
    _held.append(entry)
    if len(_held) > _HELD:
        _held.popleft().forget()


@dataclass(slots=True)
class Entry:
    """A record with its identity, its row and, when asked for, its whole content."""

    kind: str
    id: str
    file: str
    digest: bytes
    """Changes whenever anything does that a page may show of it: the record, its edition, what it replaces."""
    row: Row
    read: Callable[[], Any]
    """Gives the parsed values of the file."""
    origin: Origin | None = None
    """The edition that wrote it, where there are several."""
    replaces: Entry | None = None
    """The base's record that it stands for."""
    version: str = ""
    """A short mark that changes whenever the record does; the same in every edition that shows it."""
    key: tuple[str, str] = field(init=False)
    _record: Any = field(init=False, default=None, repr=False)

    def __post_init__(self) -> None:
        self.key = self.kind, self.id
        self.version = self.version or self.digest.hex()[:12]

    @property
    def path(self) -> str:
        """Where an editor finds it, as seen from the folder that the edition's content folder stands in."""
        return posixpath.normpath(f"content/{self.file}")

    @property
    def record(self) -> Any:
        """The whole record, of the class `generator.model.records.KINDS[kind]`."""
        if self._record is None:
            # Imported here: a build that reads no record needs no model.
            from generator.model.fields import validator

            self._record = validator(self.kind).validate_python(self.read())
            _make_room(self)
        return self._record

    def become(self, other: Entry) -> None:
        """Say from now on what the same record says elsewhere."""
        self.digest, self.row, self.read, self.version = other.digest, other.row, other.read, other.version
        self.forget()

    def forget(self) -> None:
        """Let the whole record go; it is read again when asked for."""
        self._record = None


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def row_of(kind: str, record: Any) -> Row:
    """The row of a checked record."""
    turns = _turns(record) if kind == "opportunities" else ()
    status = _status(record)
    ends = _iso(getattr(record, "valid_until", None)) or max((turn.date for turn in turns), default="")
    return Row(
        sort=_sort(kind, record),
        status=status,
        begins=_iso(getattr(record, "valid_from", None)),
        ends=ends,
        verified=_iso(record.verified),
        sample=record.sample,
        edges=tuple(dict.fromkeys(_EDGES[kind](record))),
        turns=turns,
        changes=tuple(_iso(change.date) for change in record.changes),
        titles=_titles(record.title) if kind != "areas" else (),
        withdrawn=_iso(withdrawn.date) if (withdrawn := getattr(record, "withdrawn", None)) else "",
        days=_days(record) if kind == "opportunities" else (),
        focus=(_iso(record.focus.since), _iso(record.focus.until)) if kind == "areas" and record.focus else ("", ""),
        overrides=record.overrides or "",
        parts=tuple(_parts(record)) if kind == "organizations" else (),
        formerly=tuple(getattr(record, "formerly", ())),
    )


def _titles(title: str | dict[str, str]) -> tuple[Title, ...]:
    texts = {"": title} if isinstance(title, str) else title
    return tuple((lang, text, reading(text)) for lang, text in texts.items())


def _status(record: Any) -> str:
    if getattr(record, "withdrawn", None):
        return "withdrawn"
    if not getattr(record, "in_force", True):
        return "archived"
    return str(getattr(record, "status", ""))


def _turns(record: Any) -> tuple[Turn, ...]:
    counted = [shift for shift in record.shifts if shift.needed is not None]
    if counted:
        return tuple(Turn(_iso(shift.date), shift.needed, shift.filled or 0) for shift in counted)
    # Numbers for the whole stand at its last day, so that they count as long as the need does.
    last = _iso(record.valid_until) or max((_iso(shift.date) for shift in record.shifts), default="")
    return (Turn(last, record.needed or 0, record.filled or 0),) if record.needed is not None else ()


def _days(record: Any) -> tuple[str, ...]:
    if record.needed is None or any(shift.needed is not None for shift in record.shifts):
        return ()
    return tuple(sorted({_iso(shift.date) for shift in record.shifts})) or ("",)


def _parts(record: Any) -> Iterator[Part]:
    if record.liaison:
        yield Part("liaison", 0, (record.home,) if record.home else (), "")
    for place, pairing in enumerate(record.pairings):
        yield Part("pairings", place, (pairing.area,), _iso(pairing.since), _iso(pairing.until))
    for place, sign_in in enumerate(record.sign_ins):
        yield Part("sign_ins", place, (sign_in.area,), _iso(sign_in.date))
    for place, team in enumerate(record.teams):
        span = _iso(team.since), _iso(team.until)
        yield Part("teams", place, tuple(team.areas), *span, team.kind, str(team.members))
    for place, gift in enumerate(record.contributions):
        yield Part("contributions", place, (gift.area,), _iso(gift.date), "", gift.kind, str(gift.quantity), gift.unit)


def _newest_first(day: Any) -> int:
    return -day.toordinal() if day else 0


def _sort(kind: str, record: Any) -> tuple[Any, ...]:
    match kind:
        case "guidelines":
            return (record.number,)
        case "hotlines":
            return (not record.emergency, record.rank)
        case "rumours" | "notices" | "commendations":
            return (_newest_first(record.date or getattr(getattr(record, "notice", None), "end", None)),)
        case "help":
            return (record.category,)
        case "organizations":
            return (record.kind,)
        case "opportunities":
            return (min((_iso(shift.date) for shift in record.shifts), default=_iso(record.valid_until)),)
    return ()


# --- relations -----------------------------------------------------------------------------------------------------


def _guideline(record: Any) -> list[Edge]:
    return (
        [("related", "guidelines", id) for id in record.related]
        # A section may be for a task of its own: then the guideline is too.
        + [("task", "tasks", task) for tasks in (record.tasks, *(part.tasks for part in record.sections)) for task in tasks]
        + _areas(record)
    )


def _opportunity(record: Any) -> list[Edge]:
    edges: list[Edge] = [("street", "areas", record.street), ("task", "tasks", record.task)]
    edges += [("guideline", "guidelines", id) for id in record.guidelines]
    return edges + _run_by(record) + _areas(record)


def _help(record: Any) -> list[Edge]:
    edges = [("guideline", "guidelines", id) for id in record.guidelines]
    edges += [("audience", "audiences", audience) for audience in record.audiences]
    edges += [("category", "help_categories", record.category)]
    return edges + _run_by(record) + _areas(record)


def _run_by(record: Any) -> list[Edge]:
    return [("organization", "organizations", record.organization)] if record.organization else []


def _organization(record: Any) -> list[Edge]:
    edges: list[Edge] = [("home", "areas", record.home)] if record.home else []
    edges += [("pairing", "areas", pairing.area) for pairing in record.pairings]
    edges += [("sign-in", "areas", sign_in.area) for sign_in in record.sign_ins]
    edges += [("team", "areas", code) for team in record.teams for code in team.areas]
    edges += [("contribution", "areas", gift.area) for gift in record.contributions]
    edges += [("kind", "organization_kinds", record.kind)]
    edges += [("team-task", "tasks", task) for team in record.teams for task in team.tasks]
    return edges + _areas(record)


def _commendation(record: Any) -> list[Edge]:
    edges: list[Edge] = [("recipient", "organizations", item.organization) for item in record.recipients if item.organization]
    return edges + [("recipient", "areas", item.area) for item in record.recipients if item.area] + _areas(record)


def _to_guidelines(record: Any) -> list[Edge]:
    return [("guideline", "guidelines", id) for id in record.guidelines] + _areas(record)


def _notice(record: Any) -> list[Edge]:
    return _to_guidelines(record) + [("supersedes", "notices", id) for id in record.supersedes]


def _areas(record: Any) -> list[Edge]:
    return [("area", "areas", code) for code in record.areas]


def _none(record: Any) -> list[Edge]:
    return []


_EDGES: dict[str, Callable[[Any], list[Edge]]] = {
    "guidelines": _guideline, "opportunities": _opportunity, "help": _help, "organizations": _organization,
    "commendations": _commendation, "areas": _none, "rumours": _to_guidelines, "notices": _notice, "hotlines": _areas,
}  # fmt: skip
