"""The files of the index: what a browser loads to search, each a script that calls one function, so that `file://` works too.

`<lang>.js` (the core)   pages and their ranks, the vocabulary with its sounds, synonyms, places; while the site is small also the
                         names of all pages, in which most of what is asked is found without any other file
`<lang>-t<n>.js`         what each term is found in, by its first character
`<lang>-d<n>.js`         names of some pages, where the core has not room for all
`<lang>-x<n>.js`         running text of some parts, for the lines under a result
`<lang>-e.js`            foreign words that people say instead, loaded where Latin letters are typed
`<lang>-r.js`            sounds and other forms of characters that stand in no name, loaded where one is typed
`<lang>-p<x>.js`         places that begin with a letter, where the core has not room for all

Numbers are written in ninety printable characters: forty-five end a number, the others say that more follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.search.documents import KINDS, Document, Part, Source
from generator.search.filing import FIELDS, NAMES, ROWS, File, blocks, number, starts, written
from generator.search.places import places_by_letter, tree_of_places
from generator.search.postings import term_files
from generator.search.terms import distinct
from generator.search.vocabulary import common_words, sounds_and_forms, synonym_row, vocabulary
from generator.site import STATES

FORMAT = 1
"""The form of index that the scripts read; `search-data.js` has the same."""

NAMES_ROOM = 100_000
"""So many bytes of names stand in the core; a site with more keeps them apart."""
PLACES_ROOM = 4_000
"""So many places stand in the core; where there are more, those of the lowest level are kept apart."""
TEXT_SHARD = 5_000
"""About so many characters of text stand in one file."""
# Where results come from all over a large site, each brings a file of its own: those are smaller.
TEXT_SHARD_AT_SCALE = 2_000
NAMES_SHARD = 1_800

_BLANKS = re.compile(r"\s+")


def files(source: Source) -> list[File]:
    """Every file of the index of one language. The same source gives the same bytes."""
    parts = [part for document in source.documents for part in document.parts]
    names = [_page_names(document) for document in source.documents]
    small = sum(len(name.encode()) for name in names) <= NAMES_ROOM
    terms = term_files(parts, bodies_only=small)
    texts = blocks([_text(part) for part in parts], TEXT_SHARD if small else TEXT_SHARD_AT_SCALE)
    kept_names = blocks(names, NAMES_SHARD)
    letters = places_by_letter(source) if len(source.divisions) > PLACES_ROOM else {}
    core = {
        "format": FORMAT, "lang": source.lang, "other": source.other, "kinds": KINDS, "states": STATES,
        "day": source.today, "pages": _pages(source), "codes": _codes(source),
        "names": ROWS.join(names) if small else "", "terms": len(terms), "fields": 1 if small else 4,
        "docs": [] if small else starts(kept_names), "texts": starts(texts), "letters": sorted(letters),
        **vocabulary(source, "" if small else common_words(source)),
        "places": tree_of_places(source, upper=bool(letters)),
    }  # fmt: skip
    rare: dict[str, str] = {}
    if source.chinese:
        core["sounds"], rare = sounds_and_forms(core, source)
    shards: list[tuple[str, Any]] = [(f"t{number}", lines) for number, lines in enumerate(terms)]
    if core["foreign"]:
        shards.append(("e", ROWS.join(filter(None, (synonym_row(row, ("en",)) for row in source.synonyms)))))
    if rare:
        shards.append(("r", rare))
    shards += [(f"x{number}", ROWS.join(block)) for number, block in enumerate(texts)]
    if not small:
        shards += [(f"d{number}", ROWS.join(block)) for number, block in enumerate(kept_names)]
    shards += [(f"p{letter}", lines) for letter, lines in sorted(letters.items())]
    return written(source.lang, core, shards)


# --- pages ---------------------------------------------------------------------------------------------------------


def _pages(source: Source) -> list[str]:
    """Of all pages their kinds, states, numbers of parts, places left, days since they were checked, places' numbers, and days to go.

    The last is one more than the days until what the page tells of is over, or nothing where it has no end.
    """
    places = {code: place for place, code in enumerate(_codes(source), 1)}
    today = date.fromisoformat(source.today)
    columns: Iterable[tuple[int, ...]] = zip(
        *(
            (
                KINDS.index(document.kind), STATES.index(document.state), len(document.parts), document.left,
                max((today - date.fromisoformat(document.day)).days, 0), places.get(document.code, 0), _days_to_go(today, document.ends),
            )
            for document in source.documents
        ),
        strict=True,
    )  # fmt: skip
    return ["".join(map(number, column)) for column in columns]


def _days_to_go(today: date, ends: str) -> int:
    return max((date.fromisoformat(ends) - today).days, 0) + 1 if ends else 0


def _codes(source: Source) -> list[str]:
    return distinct(sorted(document.code for document in source.documents))


def _page_names(document: Document) -> str:
    """The names of a page, a line for each part: anchor (for the head the id), title and other names, facts."""
    return ROWS.join(
        FIELDS.join(
            (
                part.anchor or document.id,
                NAMES.join(distinct(map(_line, (part.title, *part.names)))),
                NAMES.join(distinct(map(_line, part.facts))),
            )
        )
        for part in document.parts
    )


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _text(part: Part) -> str:
    return _line(" ".join(part.body))
