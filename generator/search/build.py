"""The indexes of a site: what each language's is made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model.edition import names_in
from generator.search.documents import Source, documents
from generator.search.filing import File
from generator.search.index import files
from generator.site import Site

# Vocabularies whose words readers search by.
_WORDS = ("audiences", "settings", "tasks", "organization_kinds", "team_kinds", "help_categories", "coordination_kinds")


def sources(site: Site) -> Iterator[Source]:
    """One source for each language that editors write; the first two search in each other what they do not have themselves."""
    codes = site.edition.codes
    for lang in codes:
        other = next((code for code in codes if code != lang), "")
        yield Source(
            lang, site.edition.main, site.today, list(documents(site, lang)), site.divisions, site.synonyms,
            list(_words(site, lang)), other,
        )  # fmt: skip


def index(site: Site) -> Iterator[File]:
    """Every file of every index."""
    for source in sources(site):
        yield from files(source)


def _words(site: Site, lang: str) -> Iterator[str]:
    for name in _WORDS:
        for value in site.edition.terms.get(name, {}).values():
            text: Any = value.get(lang) if isinstance(value, dict) else value if lang == site.edition.main else None
            if text:
                yield str(text)
        for names in site.edition.aliases.get(name, {}).values():
            yield from names_in(names, lang, site.edition.main)
