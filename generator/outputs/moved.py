"""At every address that a record once had, a page that leads to where it is now: a line and a link, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.entry import Entry
from generator.model.edition import Language
from generator.site import Site
from generator.text import Speech
from generator.theme.policy import META

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n<meta name="robots" content="noindex">\n'
    '<link rel="canonical" href="{address}">\n<meta http-equiv="refresh" content="0; url={way}">\n</head>\n'
    '<body>\n<main id="main" data-kind="moved"><h1>{title}</h1>\n<p><a href="{way}">{name}</a></p></main>\n</body>\n</html>\n'
)


def old_ids(site: Site, entry: Entry) -> list[str]:
    """The ids that a record once had, but for those another has taken."""
    return [id for id in entry.row.formerly if id not in site.all[entry.kind]]


def moved(site: Site) -> Iterator[tuple[Entry, str]]:
    """Every published record that was renamed, with each of its old ids."""
    for kind in site.all:
        yield from ((entry, id) for entry in site.published(kind) for id in old_ids(site, entry))


def page(site: Site, language: Language, entry: Entry) -> str:
    """The page at an old address. The way leads to its neighbour and so holds wherever the site stands."""
    t = Speech(site.edition, language.code)
    title, name = t.word("moved.title"), t(entry.record.title)
    address = f"{site.edition.url}{site.edition.folder(language.code)}{entry.kind}/{entry.id}/"
    way = f"../{entry.id}/"
    return str(_PAGE.format(lang=language.tag, policy=META, title=title, address=address, way=way, name=name))
