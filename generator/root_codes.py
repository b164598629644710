"""The root code that a page prints: of the log as it was when something that it shows or counts last changed.

So a page that did not change stays as it is. Pages about nothing that the log has, as the field reference, print none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from generator.entry import Entry
from generator.site import Site
from generator.text import Speech

END = "</main>"


def code(site: Site, values: dict[str, Any]) -> str:
    """The code for what a view hands over: whoever keeps it can compare years later; empty where the log has none of it.

    What is only counted, a view hands over as `counted`.
    """
    history, (newest, _) = site.history, values.get("counted", (-1, ""))
    shown = (head.sequence for entry in _entries(values) if history and (head := history.heads.get(entry.key)))
    newest = max([newest, *shown])
    return history.code(newest) if history and newest >= 0 else ""


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
