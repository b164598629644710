"""What is promised of every name: by itself, by its sound and by its initials it finds its page first, unless another has as good a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import editions
import projects
import pytest
import searching
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.edition import names_in
from generator.reading import place_reading, reading
from generator.search import build
from generator.search.documents import KINDS
from generator.search.terms import IS_HAN, compact, fold, pieces
from generator.site import Site

LANG = "zh"
FIRST_OF_INITIALS = 12
"""Initials are those of many names: by them a page is among so many."""


def _sound(text: str) -> str:
    return reading(text).replace(" ", "")


def _initials(text: str) -> str:
    """The first letters of what is said of a text; words and numbers as they are."""
    return "".join(
        "".join(sound[0] for sound in reading(piece).split()) if IS_HAN.match(piece) else piece for piece in pieces(fold(text))
    )


WAYS: dict[str, Callable[[str], str]] = {"itself": compact, "pinyin": _sound, "initials": _initials}


class Named(NamedTuple):
    """A name and the page that is called so."""

    name: str
    page: str


@cache
def site() -> Site:
    return projects.site_of(projects.CONTENT)


def titles() -> list[Named]:
    """Every title, and every street and what it lies in."""
    source = next(build.sources(site()))
    return [Named(document.parts[0].title, f"{document.kind}/{document.id}") for document in source.documents]


def aliases() -> list[Named]:
    """Every other name of a record or a section."""
    return list(_aliases())


def _aliases() -> Iterator[Named]:
    for kind in KINDS:
        for entry in site().published(kind):
            values = entry.read()
            for part in (values, *values.get("sections", ())):
                for name in names_in(part.get("aliases", []), LANG, LANG):
                    yield Named(name, f"{kind}/{entry.id}")


def streets() -> list[Named]:
    return [Named(division.name, f"areas/{code}") for code, division in site().divisions.items()]


@cache
def claims(way: str) -> dict[str, list[str]]:
    """By page, all that it is called and what its places are called, said in a way."""
    known: dict[str, list[str]] = defaultdict(list)
    for name, page in (*titles(), *aliases(), *streets()):
        known[page].append(WAYS[way](name))
    for code, division in site().divisions.items():
        if way != "itself":
            # A place is also looked up as signs spell it.
            spelt = place_reading(division.name, division.name_en)
            known[f"areas/{code}"].append(spelt.replace(" ", "") if way == "pinyin" else "".join(w[0] for w in spelt.split()))
    return known


NAMES: dict[str, tuple[Callable[[], list[Named]], int]] = {
    "titles": (titles, 1),
    "aliases": (aliases, 3),
    "streets": (streets, 13),
}
"""Each sort of name, and of how many each one is asked in a run: always the same."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sort", NAMES)
def test_every_name_finds_its_page(sort: str, way: str) -> None:
    """A page stands first by what it is called, or something stands there that is called, or begins, just so."""
    named, step = NAMES[sort]
    misses = [miss for each in named()[::step] if (miss := _miss(each, way))]
    assert misses == [], projects.told(misses)


def _miss(named: Named, way: str) -> tuple[str, ...]:
    query = WAYS[way](named.name)
    found = searching.real().answer(query, lang=LANG)
    pages = searching.keys(found)
    within = FIRST_OF_INITIALS if way == "initials" else 1
    if named.page in pages[:within] or (pages and _as_good(pages[0], query, found["by"], way)):
        return ()
    return (named.name, query, *pages[:2], found["by"])


def _as_good(page: str, query: str, by: str, way: str) -> bool:
    """Whether another page is called so, or was found by words that are said so."""
    called = any(said.startswith(query) for said in claims(way).get(page, ()))
    # So many letters begin many names, some by sounds that a dictionary does not give first; of two letters none is sure.
    return called or (by != "" and WAYS[way](by).startswith(query)) or (way == "initials" and len(query) < 5)


# --- the same everywhere -------------------------------------------------------------------------------------------


def test_an_answer_depends_on_nothing_asked_before() -> None:
    """A searcher that has answered much answers as a fresh one does."""
    files = searching.made()
    for case in editions.golden("search")["cases"][::5]:
        fresh = searching.over(files).answer(case["type"], lang=case.get("lang", LANG))
        known = searching.golden()[0].answer(case["type"], lang=case.get("lang", LANG))
        # How much work it was depends on what has been worked out before; nothing else does.
        assert fresh | {"steps": 0} == known | {"steps": 0}, case["type"]


def test_the_same_content_gives_the_same_index() -> None:
    """Made twice, every file has the same bytes."""
    assert searching.made() == searching.made()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=60, deadline=None)
def test_texts_are_folded_alike(text: str) -> None:
    """What is typed is folded in the browser as pages are here: the same words and characters can be found."""
    engine = searching.golden()[0]
    here = pieces(fold(text))
    there = engine.call("atomsOf", fold(text))
    words = [atom for atom in there if not IS_HAN.match(atom) and atom.isascii()]
    assert words == [piece for piece in here if piece.isascii()][: len(words)]
    han = "".join(atom for atom in there if IS_HAN.match(atom))
    assert "".join(piece for piece in here if IS_HAN.match(piece)).startswith(han)
