"""Search answers what people type: the golden cases, what may be promised of every page, and input of any kind."""

from __future__ import annotations

import re
from datetime import date, timedelta

import editions
import projects
import pytest
import searching
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import index, postings
from generator.search.engine import Engine, SearchError

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


def test_what_is_over_on_the_readers_day_is_told_as_over() -> None:
    """An index read after the day it was made on answers as one of the reader's day would, and no longer says how many places are left."""
    site = projects.site_of(editions.SOUND)
    need = next(entry for entry in site.published("opportunities") if site.state[entry.key] == "open" and entry.row.ends)
    title, last = need.row.titles[0][1], date.fromisoformat(need.row.ends)
    made, told = date.fromisoformat(site.today), {}
    for name, day in {
        "made": made,
        "last": last,
        "after": last + timedelta(days=1),
        "before": made - timedelta(days=9),
    }.items():
        # Another engine each: days only go forward.
        found = searching.over(searching.made()).answer(title, lang="zh", today=day.isoformat())
        hit = next(hit for hit in found["hits"] if hit["id"] == need.id)
        told[name] = (hit["state"], hit["left"])
    left = site.left(need)
    assert left
    assert told == {"made": ("open", left), "before": ("open", left), "last": ("open", 0), "after": ("expired", 0)}


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


MOST_STEPS = 500_000
"""So much of the phrases may be walked through for one query: some fifty times as much as for a word typed by its sounds."""


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:8].encode("unicode_escape").decode())
def test_any_input_is_answered_with_bounded_work(query: str) -> None:
    """Whatever is typed is answered, and however long it is, no more than so much is looked at for it."""
    found = searching.real().answer(query, lang="zh", snippets=True)
    assert found["state"] in ("full", "partial", "none")
    assert found.get("steps", 0) <= MOST_STEPS
    assert len(found["hits"]) <= 30


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
    marked = re.compile(r'(?<=",")[0-9a-f]{6}(?=")')
    old = {name: text if name in ("zh", "en") else marked.sub("0" * 6, text, count=1) for name, text in texts.items()}
    with pytest.raises(SearchError, match="does not belong"):
        Engine(old.get).answer("巡堤", lang="zh")


# --- large sites ---------------------------------------------------------------------------------------------------


def test_a_large_index_answers_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where names and places are kept apart the same pages stand first."""
    told = editions.golden("search")
    monkeypatch.setattr(index, "NAMES_ROOM", 0)
    monkeypatch.setattr(index, "PLACES_ROOM", 3)
    monkeypatch.setattr(postings, "SHARD", 300)
    files = searching.made()
    assert {file.name[:4] for file in files} >= {"zh-t", "zh-d", "zh-x", "zh-p", "en-t"}
    engine = searching.over(files)
    for case in told["cases"]:
        if "first" in case and case.get("how") not in ("typo",):
            found = engine.answer(case["type"], lang=case.get("lang", "zh"))
            assert (case["type"], searching.keys(found)[:1]) == (case["type"], [case["first"]])
