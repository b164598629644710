"""JSON-LD for search engines: schema.org SpecialAnnouncement, Event, GovernmentService, ClaimReview where they fit."""

from __future__ import annotations

import json
from typing import Any

from generator.site import Site
from generator.text import Speech

_STATUS = {"withdrawn": "https://schema.org/EventCancelled"}


def script(site: Site, page: Any, values: dict[str, Any], t: Speech) -> str:
    """The script element of a page, or nothing where no type fits."""
    data = _data(site, page, values, t)
    if data is None:
        return ""
    # `</script` inside a script would end it, and `<!--<script` would keep it from ending.
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":")).replace(
        "<", "\\u003c"
    )
    return f'<script type="application/ld+json">{text}</script>'


def _data(site: Site, page: Any, values: dict[str, Any], t: Speech) -> dict[str, Any] | None:
    entry = values.get("entry")
    make = _MAKERS.get(entry.kind) if entry is not None else None
    if make is None or entry is None:
        return None
    record = entry.record
    address = f"{site.edition.url}{site.edition.folder(t.code)}{page.path}"
    data = {"name": t.plain(record.title), "description": t.plain(record.summary), "url": address, "inLanguage": t.tag}
    return {name: value for name, value in (make(site, entry, t) | data).items() if value not in ("", [])}


def _publisher(site: Site, t: Speech) -> dict[str, Any]:
    return {"@type": "Organization", "name": t.plain(site.edition.publisher)}


def _announcement(site: Site, entry: Any, t: Speech) -> dict[str, Any]:
    first = min(entry.row.changes, default=entry.row.verified)
    data = {"@type": "SpecialAnnouncement", "datePosted": first, "publisher": _publisher(site, t)}
    return data | ({"expires": entry.row.ends} if entry.row.ends else {})


def _event(site: Site, entry: Any, t: Speech) -> dict[str, Any]:
    record = entry.record
    days = sorted(shift.date.isoformat() for shift in record.shifts)
    place = t.whole_place(site.lineage(record.street))
    return {
        "@type": "Event", "startDate": days[0] if days else entry.row.begins or entry.row.verified, "endDate": entry.row.ends,
        "eventStatus": _STATUS.get(site.state[entry.key], "https://schema.org/EventScheduled"),
        "location": {"@type": "Place", "name": t.plain(record.place), "address": place},
        "organizer": {"@type": "Organization", "name": t.plain(record.owner)},
    }  # fmt: skip


def _service(site: Site, entry: Any, t: Speech) -> dict[str, Any]:
    record = entry.record
    return {
        "@type": "GovernmentService", "provider": {"@type": "Organization", "name": t.plain(record.owner)},
        "areaServed": [t.division(site.divisions[code]) for code in record.areas],
        "availableChannel": [{"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": phone.number}} for phone in record.phones],
    }  # fmt: skip


def _review(site: Site, entry: Any, t: Speech) -> dict[str, Any]:
    record = entry.record
    return {
        "@type": "ClaimReview", "claimReviewed": t.plain(record.claim), "datePublished": record.date.isoformat(),
        "author": _publisher(site, t),
        "reviewRating": {"@type": "Rating", "alternateName": t.plain(site.edition.terms["verdicts"][record.verdict])},
    }  # fmt: skip


_MAKERS = {
    "guidelines": _announcement, "notices": _announcement, "opportunities": _event, "help": _service, "rumours": _review,
}  # fmt: skip
