"""Words that do nothing for a search, and names that it may hear wrongly: found by reading alone, without asking anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.load import SYNONYMS
from generator.model.edition import names_in
from generator.reading import ambiguous, reading
from generator.search.documents import documents
from generator.search.terms import HAN, LIGHT, compact, fold, pieces, stem
from generator.site import Site

Path_ = tuple[str | int, ...]


class Doubt(NamedTuple):
    """What is doubtful: file, path in it, the code of a problem, what is to be said."""

    file: str
    path: Path_
    code: str
    values: dict[str, Any]


class Name(NamedTuple):
    """Another name of a record or of one of its sections, with its place in the file."""

    entry: Entry
    path: Path_
    text: str
    lang: str


def names(site: Site) -> Iterator[Name]:
    """Every other name that records have, in the languages that editors write."""
    for kind in site.all:
        for entry in site.published(kind):
            values = entry.read()
            parts = [((), values), *(((("sections", n), part)) for n, part in enumerate(values.get("sections", ())))]
            for path, part in parts:
                yield from _names(site, entry, (*path, "aliases"), part.get("aliases"))


def _names(site: Site, entry: Entry, path: Path_, value: Any) -> Iterator[Name]:
    main = site.edition.main
    for lang in site.edition.codes if value else ():
        at = path if isinstance(value, list) else (*path, lang)
        for number, text in enumerate(names_in(value, lang, main)):
            yield Name(entry, (*at, number), str(text), lang)


def doubts(site: Site) -> Iterator[Doubt]:
    """Everything that is doubtful in the vocabulary."""
    yield from _idle_synonyms(site)
    yield from _unsure_names(site)


def _idle_synonyms(site: Site) -> Iterator[Doubt]:
    """Synonyms of a word that no page has lead nowhere."""
    if not site.synonyms:
        return
    text = fold("\n".join(_texts(site)))
    solid, words = compact(text), {stem(piece) for piece in pieces(text) if piece.isascii()}
    for number, row in enumerate(site.synonyms):
        word = compact(str(row["word"]))
        stands = word in solid if re.search(f"[{HAN}]", word) else all(stem(piece) in words for piece in word.split())
        if not stands:
            yield Doubt(SYNONYMS, ("synonyms", number, "word"), "synonym-nowhere", {"found": row["word"]})


def _texts(site: Site) -> Iterator[str]:
    for document in documents(site, site.edition.main):
        for part in document.parts:
            yield from (part.title, *part.names, *part.facts, *part.body)


def _unsure_names(site: Site) -> Iterator[Doubt]:
    """Short names that no dictionary has, with a character that is read in several ways.

    A place is spelt in the division table; for another name the editor may write how it is spelt beside it, and is not asked again.
    """
    spelt = {name.entry.key for name in names(site) if name.lang == site.edition.main and name.text.isascii()}
    for name in names(site):
        if name.entry.key not in spelt and re.fullmatch(f"[{HAN}]{{2,4}}", name.text) and _unsure(name.text):
            said = {"found": name.text, "expected": reading(name.text).replace(" ", "")}
            yield Doubt(name.entry.file, name.path, "unsure-reading", said)


def _unsure(name: str) -> bool:
    # Imported here: its dictionary is large.
    import rjieba

    words = rjieba.cut(name, False)
    if any(character in LIGHT for character in name):
        return False
    return len(words) == len(name) and any(map(ambiguous, name))
