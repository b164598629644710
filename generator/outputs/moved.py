"""At every address that a record once had, a page that leads to where it is now: a line and a link, nothing else.

What was taken off the site leads to the page of its versions, which says why it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.entry import Entry
from generator.model.edition import Language
from generator.model.kinds import KIND_NAMES
from generator.site import Key, Site
from generator.text import Speech
from generator.theme.policy import META

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n<meta name="robots" content="noindex">\n'
    '<link rel="canonical" href="{address}">\n<meta http-equiv="refresh" content="0; url={way}">\n</head>\n'
    '<body>\n<main id="main" data-kind="moved"><h1>{title}</h1>\n<p><a href="{way}">{name}</a></p></main>\n</body>\n</html>\n'
)


class Moved(NamedTuple):
    """An address that a record once had."""

    kind: str
    id: str
    entry: Entry | None
    """The record, where it is still published."""
    now: str
    """The id that it has, or had last."""


def moved(site: Site) -> Iterator[Moved]:
    """Every address that a record once had and none has now: as records tell, and as the log does of what they leave out."""
    for (kind, old), now in site.once(_addresses).items():
        yield Moved(kind, old, site.entry(kind, now), now)


def old_ids(site: Site, entry: Entry) -> list[str]:
    """The ids that a record once had, but for those another has taken."""
    return site.once(_old_ids).get(entry.key, [])


def _addresses(site: Site) -> dict[Key, str]:
    """The id that each old one leads to."""
    found = {key: site.history.now(*key)[1] for key in site.history.heads} if site.history else {}
    for kind in KIND_NAMES:
        found |= {(kind, old): entry.id for entry in site.published(kind) for old in entry.row.formerly}
    return {key: now for key, now in found.items() if not _has_page(site, *key)}


def _has_page(site: Site, kind: str, id: str) -> bool:
    # Every division has one, whether or not a record says more of it.
    return site.entry(kind, id) is not None or (kind == "areas" and id in site.divisions)


def _old_ids(site: Site) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for (kind, old), now in site.once(_addresses).items():
        found.setdefault((kind, now), []).append(old)
    return found


def page(site: Site, language: Language, old: Moved) -> str:
    """The page at an old address. The way leads to its neighbour and so holds wherever the site stands."""
    t = Speech(site.edition, language.code)
    if old.entry:
        title, name = t.word("moved.title"), t(old.entry.record.title)
        way, place = f"../{old.now}/", f"{site.edition.folder(t.code)}{old.kind}/{old.now}/"
    else:
        # The log's pages are there in languages that somebody writes. What is gone is not called by its name any more.
        title, name = t.word("ledger.gone"), t.word("ledger.gone.why")
        past = f"ledger/{old.kind}/{old.now}/"
        way, place = f"../../{'' if t.code == t.lang else '../'}{past}", f"{site.edition.folder(t.lang)}{past}"
    return str(
        _PAGE.format(lang=language.tag, policy=META, title=title, address=f"{site.edition.url}{place}", way=way, name=name)
    )
