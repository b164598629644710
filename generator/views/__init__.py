"""What each kind of page shows: entries and plain values chosen from the site, ready for its template.

A view decides nothing about HTML and reads no record it does not hand over, so that its values tell exactly what a page
depends on. Here stands what several views share; each module beside this one has the views of some kinds of page.
"""

from __future__ import annotations

from typing import Any

from generator.entry import Entry
from generator.site import Site

Values = dict[str, Any]

LIST_LIMIT = 200
"""At most this many records on one list; the rest are reached by place, so that no page grows with the country."""
NEARBY_LIMIT = 40
HOME_LIMIT = 6
NUMBERS_LIMIT = 4
OTHERS_LIMIT = 2
EMERGENCY_LIMIT = 4


def emergency(site: Site) -> list[Entry]:
    """The first emergency numbers: they stand before all others."""
    return [entry for entry in site.published("hotlines") if not entry.row.sort[0]][:EMERGENCY_LIMIT]


def numbers(site: Site) -> list[Entry]:
    """Whom to call in danger, then the first of the other lines. On paper an invented number is never one of them."""
    lines = [entry for entry in site.published("hotlines") if not entry.row.sample]
    first = [entry for entry in lines if not entry.row.sort[0]]
    return first[:NUMBERS_LIMIT] + [entry for entry in lines if entry.row.sort[0]][:OTHERS_LIMIT]
