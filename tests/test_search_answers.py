"""Search answers what people type: the golden cases, what may be promised of every page, and input of any kind."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import editions
import projects
import pytest
import searching
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import reading
from generator.search import build, index
from generator.search.engine import Engine, SearchError
from generator.search.terms import IS_HAN, fold, pieces

CASES = editions.golden("search")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["type"][:20] or "nothing")
def test_golden(case: dict[str, object]) -> None:
    """Every golden case is answered as it says."""
    engine, _ = searching.golden()
    options = {name: case[name] for name in ("street",) if name in case}
    found = engine.answer(str(case["type"]), lang=case.get("lang", "zh"), snippets=True, **options)
    pages = searching.keys(found)
    told = {name: found[name] for name in ("state", "how", "by", "instant") if name in case}
    assert told == {name: case[name] for name in told}
    assert "first" not in case or pages[:1] == [case["first"]]
    assert set(case.get("within", ())) <= set(pages)  # type: ignore[call-overload]
    assert found.get("fallback") == case.get("fallback")
    assert found["state"] != case.get("not")
    if "section" in case:
        assert found["hits"][0]["section"]["anchor"] == case["section"]


def _initials(text: str) -> str:
    """The first letters of what is said of a text; words and numbers as they are."""
    return "".join(
        "".join(sound[0] for sound in reading(piece).split()) if IS_HAN.match(piece) else piece for piece in pieces(fold(text))
    )


WAYS: dict[str, Callable[[str], str]] = {
    "itself": str,
    "pinyin": lambda text: reading(text).replace(" ", ""),
    "initials": _initials,
}


@pytest.mark.parametrize("way", WAYS)
def test_every_title_finds_its_page(way: str) -> None:
    """A page stands first by its own title, by its sound and by its initials."""
    source = next(build.sources(projects.site_of(projects.CONTENT)))
    titles = [(document.parts[0].title, f"{document.kind}/{document.id}") for document in source.documents]
    asked = {title: key for title, key in titles if [other for other, _ in titles].count(title) == 1}
    misses = [
        title for title, key in asked.items() if searching.keys(searching.real().answer(WAYS[way](title), lang="zh"))[:1] != [key]
    ]
    assert misses == []


@pytest.mark.parametrize("way", WAYS)
def test_every_place_finds_its_page(way: str) -> None:
    """A place stands first by its name and its sound, unless something else is called or sounds just so.

    Of three initials there are fewer than of places, so by those it is among the first dozen.
    """
    first = 12 if way == "initials" else 1
    divisions = projects.site_of(projects.CONTENT).divisions
    said = {code: WAYS[way](division.name) for code, division in divisions.items()}
    misses = []
    for code, query in list(said.items())[::11]:
        found = searching.real().answer(query, lang="zh")
        pages = searching.keys(found)
        if f"areas/{code}" not in pages[:first] and not _as_good(found, query, said, WAYS[way]):
            misses.append((divisions[code].name, query, pages[:3], found["by"]))
    assert misses == []


def _as_good(found: dict[str, Any], query: str, said: dict[str, str], way: Callable[[str], str]) -> bool:
    """Whether what stands first is read just so too, or is a place whose name proper is."""
    if found["how"] == "initials":
        # A few letters begin many names, some by sounds that a dictionary does not give first.
        return True
    code = found["hits"][0]["id"] if found["hits"] else ""
    return (code in said and said[code].startswith(query)) or (found["by"] != "" and way(found["by"]).startswith(query))


def test_own_street_comes_first() -> None:
    """Of pages that say as much, those of the reader's own street stand first."""
    asked = searching.real()
    divisions = projects.site_of(projects.CONTENT).divisions
    found = asked.answer("志愿者", lang="zh", limit=60)
    streets = {hit["place"] for hit in found["hits"] if hit["kind"] == "opportunities" and hit["place"] in divisions}
    for street in sorted(streets)[:4]:
        near = [hit["place"] for hit in asked.answer("志愿者", lang="zh", street=street, limit=60)["hits"]]
        far = [hit["place"] for hit in found["hits"]]
        assert near.index(street) <= far.index(street)


def test_snippets_mark_what_was_found() -> None:
    """The line under a result is short, and its marks stand on what was looked for."""
    found = searching.real().answer("口罩", lang="zh", snippets=True)
    lines = [hit for hit in found["hits"] if hit.get("marks")]
    assert lines
    for hit in lines:
        assert len(hit["snippet"]) <= 82
        assert {hit["snippet"][start:end] for start, end in hit["marks"]} == {"口罩"}


# --- any input -----------------------------------------------------------------------------------------------------

ODD = [
    "口" * 10_000, "a" * 10_000, "zh" * 5_000, "kouzhao" * 30, "口zhao" * 40, "shi" * 60, "的" * 200, "\ud800", "\udfff口罩\ud800", "\x00\x01",
    "(.*)+[a-z]{9}\\", "<script>alert(1)</script>", "${1}", "__proto__", "constructor", "hasOwnProperty", "toString", "😀" * 50,
    "مرحبا بالعالم", "\u202eabc\u202c", "e\u0301" * 40, "=" * 60, "\t\n\v", "%00", "'\"`", "1" * 400, "ﬁ" * 50, "㍿㌔", "𠮷野家",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:8].encode("unicode_escape").decode())
def test_any_input_is_answered_soon(query: str) -> None:
    """Whatever is typed is answered, and within a tenth of a second."""
    engine = searching.real()
    engine.answer(query, lang="zh")
    begun = time.perf_counter()
    found = engine.answer(query, lang="zh", snippets=True)
    assert time.perf_counter() - begun < 0.1
    assert found["state"] in ("full", "partial", "none")


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_answered(query: str) -> None:
    """No text breaks the module, and every hit is a page."""
    engine, _ = searching.golden()
    for hit in engine.answer(query, lang="zh", snippets=True)["hits"]:
        assert hit["kind"]
        assert hit["id"]
        assert 0 < hit["cover"] <= 1.0001


# --- files that are missing or old ---------------------------------------------------------------------------------


def test_a_missing_file_is_told() -> None:
    """An index file that cannot be loaded is an error, not an endless wait."""
    with pytest.raises(SearchError, match="no file zh"):
        Engine(lambda name: None).answer("巡堤", lang="zh")


def test_an_old_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another index is refused."""
    monkeypatch.setattr(index, "NAMES_ROOM", 0)
    texts = {file.name: file.content.decode() for file in searching.made()}
    stamp = json.loads("[" + texts["zh"].split("(", 1)[1][: len('"zh","0123456789ab"')] + "]")[1]
    old = {name: text if name in ("zh", "en") else text.replace(stamp, "0" * 12) for name, text in texts.items()}
    with pytest.raises(SearchError, match="does not belong"):
        Engine(old.get).answer("巡堤", lang="zh")


# --- large sites ---------------------------------------------------------------------------------------------------


def test_a_large_index_answers_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where names and places are kept apart the same pages stand first."""
    told = editions.golden("search")
    monkeypatch.setattr(index, "NAMES_ROOM", 0)
    monkeypatch.setattr(index, "PLACES_ROOM", 3)
    monkeypatch.setattr(index, "SHARD", 300)
    files = searching.made()
    assert {file.name[:4] for file in files} >= {"zh-t", "zh-d", "zh-x", "zh-p", "en-t"}
    engine = searching.over(files)
    for case in told["cases"]:
        if "first" in case and case.get("how") not in ("typo",):
            found = engine.answer(case["type"], lang=case.get("lang", "zh"))
            assert (case["type"], searching.keys(found)[:1]) == (case["type"], [case["first"]])
