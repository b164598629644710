"""Rules that need several records at once. They go by rows, for there may be tens of thousands of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.entry import Entry, Row
from generator.model.divisions import Division, lineage
from generator.problems import Severity
from generator.rules.find import Find, Place

Entries = Mapping[str, Mapping[str, Entry]]

# What a record of these kinds sends its readers to, or is answered for by.
_LEANING = ("opportunities", "help", "rumours", "notices")
_RELATIONS = {"organization": "organizations", "guideline": "guidelines"}
_OVER = ("draft", "done", "withdrawn", "archived")


def across(entries: Entries, divisions: Mapping[str, Division], today: str) -> Iterator[tuple[str, Find]]:
    """Everything that contradicts between records on a day: the file to be told of, and what was found in it."""
    guidelines = [(entry.file, entry.row) for entry in entries["guidelines"].values()]
    for file, number, other in same_number(guidelines):
        yield file, Find(("number",), "duplicate-number", {"found": number, "expected": other})
    yield from _at_one_address(entries)
    yield from _leaning_on_withdrawn(entries, today)
    yield from _for_another_task(entries["opportunities"], entries["guidelines"], today)
    yield from _honoured_elsewhere(entries["commendations"], entries["organizations"], divisions)


def same_number(entries: list[tuple[str, Row]]) -> Iterator[tuple[str, int, str]]:
    """Guidelines that claim a number already taken: the file, the number and the file that has it."""
    first: dict[int, str] = {}
    for file, row in entries:
        number = row.sort[0]
        if first.setdefault(number, file) != file:
            yield file, number, first[number]


def _at_one_address(entries: Entries) -> Iterator[tuple[str, Find]]:
    """Old ids that a record has now, this one or another, or that two records claim. In a base nobody here can mend it."""
    for records in entries.values():
        held = {id: entry.file for id, entry in records.items()}
        for entry in records.values():
            for number, id in enumerate(entry.row.formerly):
                if id in held:
                    severity: Severity = "warning" if entry.file.startswith("../") else "error"
                    yield entry.file, Find(("formerly", number), "formerly-taken", {"found": id, "expected": held[id]}, severity)
                held.setdefault(id, entry.file)


def _lives(row: Row, today: str) -> bool:
    """Whether readers may still act on a record."""
    return row.status not in _OVER and not (row.ends and row.ends < today)


def _leaning_on_withdrawn(entries: Entries, today: str) -> Iterator[tuple[str, Find]]:
    """A warning only: whatever must be withdrawn tonight must not be held up by those that lean on it."""
    gone = {(relation, id) for relation, kind in _RELATIONS.items() for id in _withdrawn(entries[kind])}
    if not gone:
        return
    for kind in _LEANING:
        for entry in entries[kind].values():
            for relation, to, id in entry.row.edges:
                if (relation, id) in gone and _lives(entry.row, today):
                    values = {"found": id, "kind": to}
                    yield entry.file, Find(_place(entry.row, relation, id), "leans-on-withdrawn", values, "warning")


def _withdrawn(entries: Mapping[str, Entry]) -> list[str]:
    return [id for id, entry in entries.items() if entry.row.status == "withdrawn"]


def _place(row: Row, relation: str, id: str) -> Place:
    """Where a record names another: its only organisation, or one of its guidelines."""
    ids = _named(row, relation)
    return ("guidelines", ids.index(id)) if relation == "guideline" else (relation,)


def _named(row: Row, relation: str) -> list[str]:
    return [id for name, _, id in row.edges if name == relation]


def _for_another_task(needs: Mapping[str, Entry], guidelines: Mapping[str, Entry], today: str) -> Iterator[tuple[str, Find]]:
    """Needs none of whose guidelines says that it is for their task."""
    tasks = {id: frozenset(_named(entry.row, "task")) for id, entry in guidelines.items()}
    for entry in needs.values():
        named, (task, *_) = _named(entry.row, "guideline"), _named(entry.row, "task")
        # A guideline with faults of its own is not among the entries, and what it is for is not known.
        if named and _lives(entry.row, today) and all(id in tasks and task not in tasks[id] for id in named):
            values = {"found": tuple(named), "task": task}
            yield entry.file, Find(("guidelines",), "guideline-for-other-task", values, "warning")


def _honoured_elsewhere(
    honours: Mapping[str, Entry], units: Mapping[str, Entry], divisions: Mapping[str, Division]
) -> Iterator[tuple[str, Find]]:
    """Recipients that are placed where their unit has no seat. Few commendations name units, so those are read whole."""
    for entry in honours.values():
        if any(to == "organizations" for _, to, _ in entry.row.edges):
            for number, item in enumerate(entry.record.recipients):
                home = _home(units.get(item.organization))
                if home and item.area and not _nested(divisions, home, item.area):
                    values = {"found": _name(divisions, item.area), "unit": item.organization, "expected": _name(divisions, home)}
                    yield entry.file, Find(("recipients", number, "area"), "recipient-elsewhere", values, "warning")


def _home(unit: Entry | None) -> str:
    return next(iter(_named(unit.row, "home")), "") if unit is not None else ""


def _nested(divisions: Any, one: str, other: str) -> bool:
    """Whether one division lies in the other, or is it."""
    return any(inner == division.code for inner, outer in ((one, other), (other, one)) for division in lineage(divisions, outer))


def _name(divisions: Mapping[str, Division], code: str) -> str:
    return f"{divisions[code].name} {code}"
