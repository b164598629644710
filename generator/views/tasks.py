"""What to know before standing somewhere: for each task one page, put together from the guidelines and needs that name it.

Nothing on it is written for it. Of a guideline it shows the sections that are for this task, or for every task; of the open
needs their gear, turns, training and who answers for whoever comes, each said once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.site import Site
from generator.text import Speech
from generator.views import HOME_LIMIT, NEARBY_LIMIT, Values, numbers
from generator.views.filters import lists

NEEDS_LIMIT = 30
"""Gear and rules are those of at most so many open needs, the most urgent ones, so that no page reads the whole country."""
GEAR_LIMIT, RULES_LIMIT = 16, 6
_SILENT = re.compile(r"\W+")


def ids(site: Site) -> Iterable[str]:
    """Every task of the edition."""
    return list(site.edition.terms["tasks"])


def guidelines(site: Site, task: str) -> list[Entry]:
    return site.back("tasks", task, "task", "guidelines")


def open_needs(site: Site, task: str) -> list[Entry]:
    return site.open(site.back("tasks", task, "task", "opportunities"))


def sections(record: Any, task: str) -> list[Any]:
    """The sections of a guideline that are for a task: those that name it, and those that name none."""
    return [part for part in record.sections if not part.tasks or task in part.tasks]


# --- views ---------------------------------------------------------------------------------------------------------


def index(site: Site, id: str) -> Values:
    """All tasks, each with its open needs, the places left in them, and its guidelines."""
    rows = []
    for task in ids(site):
        needs = open_needs(site, task)
        rows.append((task, len(needs), sum(site.left(entry) for entry in needs), len(guidelines(site, task))))
    return {
        "title": "kind.tasks",
        "description": "lead.tasks",
        "tasks": rows,
        "counted": site.counted("guidelines", "opportunities"),
    }


def page(site: Site, task: str) -> Values:
    needs = open_needs(site, task)
    return {
        "title": _titles(site, task, "tasks.title"), "description": "lead.tasks", "task": task, "guidelines": guidelines(site, task),
        "needs": needs[:NEEDS_LIMIT], "open_count": len(needs), "left_count": sum(site.left(entry) for entry in needs),
        "by_place": _by_place(site, task), "units": site.back("tasks", task, "team-task", "organizations")[:NEARBY_LIMIT],
        "numbers": numbers(site), "shown": HOME_LIMIT,
    }  # fmt: skip


def sheet(site: Site, task: str) -> Values:
    needs = open_needs(site, task)
    return {
        "title": _titles(site, task, "tasks.sheet"), "description": "lead.tasks", "task": task, "guidelines": guidelines(site, task),
        "needs": needs[:NEEDS_LIMIT], "open_count": len(needs), "numbers": numbers(site),
    }  # fmt: skip


def _titles(site: Site, task: str, word: str) -> dict[str, str]:
    found = lists(site, "opportunities")
    return {t.code: str(t.word(word, name=found.named("task", task, t)).unescape()) for t in found.speeches}


def _by_place(site: Site, task: str) -> list[tuple[str, int, str]]:
    """Cities with open needs of a task: code, count, and the list below the kind, or the city's page where it has none."""
    found = lists(site, "opportunities")
    rows = []
    for code in site.cities:
        needs = [entry for entry in site.within(code, "opportunities") if ("task", "tasks", task) in entry.row.edges]
        count = len(site.open(needs))
        if count:
            rows.append((code, count, found.narrowest((("task", task), ("in", code)))))
    return rows


# --- in words ------------------------------------------------------------------------------------------------------


class Said(NamedTuple):
    """Something that needs or guidelines say, how many of them do, and the first that does."""

    text: Any
    times: int
    entry: Entry


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The parts of the guidelines that are for the task, and what they and the needs say, each once."""
    task, found, needs = values["task"], values["guidelines"], values["needs"]
    safe = [(entry, entry.record.safety) for entry in needs if entry.record.safety]
    return {
        "name": site.edition.terms["tasks"][task],
        "parts": [(entry, sections(entry.record, task)) for entry in found],
        "archived": any(site.state[entry.key] == "archived" for entry in found),
        "sampled": any(entry.row.sample for entry in needs),
        "carry": once(t, ((text, entry) for entry in found for text in entry.record.carry))[:GEAR_LIMIT],
        "gear": once(t, ((text, entry) for entry, safety in safe for text in safety.gear))[:GEAR_LIMIT],
        "hours": _hours(needs),
        "rules": [
            (field, rows[:RULES_LIMIT])
            for field in ("responsible", "training", "insurance")
            if (rows := once(t, ((getattr(safety, field), entry) for entry, safety in safe)))
        ],
    }  # fmt: skip


def once(t: Speech, said: Iterable[tuple[Any, Entry]]) -> list[Said]:
    """Texts without their doubles, those that are said most often first. Signs and spaces make no difference."""
    first: dict[str, tuple[Any, Entry]] = {}
    counts: Counter[str] = Counter()
    for text, entry in said:
        key = _SILENT.sub("", t.plain(text)).casefold()
        first.setdefault(key, (text, entry))
        counts[key] += 1
    return [Said(first[key][0], count, first[key][1]) for key, count in counts.most_common()]


def _hours(needs: list[Entry]) -> list[tuple[str, int]]:
    """From when to when the shifts are, the most usual first, with their number."""
    shifts = (shift for entry in needs for shift in entry.record.shifts)
    counts = Counter(f"{shift.start}–{shift.end}" for shift in shifts)
    return sorted(counts.most_common(RULES_LIMIT), key=lambda row: (-row[1], row[0]))
