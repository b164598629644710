"""The root code that a page prints: of the log as it was when something it shows last changed, so that an unchanged page stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from generator.entry import Entry
from generator.site import Site
from generator.text import Speech

END = "</main>"


def code(site: Site, values: Any) -> str:
    """The code for what a view hands over: whoever keeps it can compare years later; empty where the log has none of it."""
    history = site.history
    found = [head.sequence for entry in _entries(values) if history and (head := history.heads.get(entry.key))]
    return history.code(max(found)) if history and found else ""


def _entries(value: Any) -> Iterator[Entry]:
    """Every record that a view hands over."""
    if isinstance(value, Entry):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _entries(item)


def at_foot(body: str, code: str, t: Speech, way: str) -> str:
    """A page's body with the code at its foot, and the way to where it is explained."""
    if not code:
        return body
    ledger = Markup('<a href="{}">{}</a>').format(way, t.word("ledger.title"))
    said = t.word("ledger.foot", ledger=ledger, code=Markup("<code>{}</code>").format(code))
    before, end, after = body.rpartition(END)
    return f'{before}<p class="note">{said}</p>\n{end}{after}'
