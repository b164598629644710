"""The units that help: their list by kind, and the page of each with everything it does, joined to where it does it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from generator.accounts import REGISTERS, Line, accounts, state_of
from generator.entry import Entry
from generator.follow import way
from generator.site import Site
from generator.text import Speech
from generator.views import NEARBY_LIMIT, Values
from generator.views.registers import COLUMNS, shelf, whole

LINES_LIMIT = 400
"""Of one register a unit's own page shows so many lines; its registers show all."""


def unit(site: Site, id: str) -> Values:
    """Everything a unit does, and what it was commended for."""
    entry = site.all["organizations"][id]
    book = accounts(site)
    # A unit that was withdrawn counts nowhere, but its page still tells what it did.
    lines = {name: _lines(site, entry, field) for name, field in REGISTERS.items()}
    counted = entry.row.status != "withdrawn"
    needs = site.back("organizations", id, "organization", "opportunities")
    opened = site.open(needs)
    return {
        "entry": entry, "title": "", "description": "", "follow": way(site, "organizations", id),
        "lines": {name: [(line.part.place, line.state) for line in found[:LINES_LIMIT]] for name, found in lines.items()},
        "registers": [(name, *_page(site, name, found[0])) for name, found in lines.items() if found and counted],
        "totals": [tuple(row) for row in book.sums(lines["contributions"])], "works_in": _works_in(entry),
        "needs": opened[:NEARBY_LIMIT], "left": sum(map(site.left, opened)),
        "needs_before": [need for need in needs if need not in opened][:NEARBY_LIMIT],
        "services": site.back("organizations", id, "organization", "help")[:NEARBY_LIMIT],
        "commended": [(decision, _recipients(decision, id)) for decision in site.back("organizations", id, "recipient", "commendations")],
    }  # fmt: skip


def _lines(site: Site, entry: Entry, field: str) -> list[Line]:
    """A unit's lines of one register: the newest contribution first, all else as the record has it."""
    found = [Line(entry, part, state_of(part, site.today)) for part in entry.row.parts if part.name == field]
    return sorted(found, key=lambda line: line.part.since, reverse=True) if field == "contributions" else found


def _page(site: Site, name: str, line: Line) -> tuple[str, str]:
    """The page of a register on which a line stands, and its id there."""
    city = accounts(site).cities_of(line)[0]
    return shelf(site).places[name, city, line.id], line.id


def _works_in(entry: Entry) -> list[tuple[str, list[str]]]:
    """Every place a unit is tied to, with how: the fields of its record that name it."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in entry.row.parts:
        for code in part.areas:
            if part.name != "liaison" and part.name not in found[code]:
                found[code].append(part.name)
    return [(code, names) for code, names in found.items() if names]


def _recipients(decision: Entry, id: str) -> list[int]:
    """Where a decision names a unit."""
    return [place for place, item in enumerate(decision.record.recipients) if item.organization == id]


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The lines of a unit with what its record says, and what each decision says of it."""
    entry = values["entry"]
    lines = {name: [whole(name, entry, *line) for line in found] for name, found in values["lines"].items()}
    decisions: list[tuple[Any, ...]] = []
    for decision, places in values["commended"]:
        decisions += [(decision, decision.record.recipients[place]) for place in places]
    columns = {name: [column for column in row if column[0] != "unit"] for name, row in COLUMNS.items()}
    return {"lines": lines, "columns": columns, "decisions": decisions}
