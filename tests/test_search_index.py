"""The files of the index: the same bytes each time, terms the same here and in the browser, numbers that come back."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import editions
import projects
import pytest
import searching
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import build, vocabulary
from generator.search.filing import CALL, number
from generator.search.index import files
from generator.search.places import called
from generator.search.terms import compact, fold, simplified, stem, terms

WORDS = (
    "mask masks vaccinated vaccination sanitiser sanitizers colour colours neighbour our four hour classes churches boxes buses bus "
    "stopped running run falling passed status crisis analysis parties tie ties is ring red need needed use used children n95 84 a"
)


@pytest.mark.parametrize("word", WORDS.split())
def test_stems_are_the_same_in_the_browser(word: str) -> None:
    """A word loses the same ending here and there."""
    assert searching.golden()[0].call("stemOf", word) == stem(word)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=12))
@settings(max_examples=80, deadline=None)
def test_any_stem_is_the_same_in_the_browser(word: str) -> None:
    """So does any word."""
    assert searching.golden()[0].call("stemOf", word) == stem(word)


@pytest.mark.parametrize("text", ["Café", "ＡＢＣ１２３", "don't", "O’Brien", "ﬁne", "①②", "口罩Ｎ95", "½", "Ⅳ级", "É́"])
def test_texts_are_folded_as_in_the_browser(text: str) -> None:
    """What is typed and what stands in the pages come to the same terms."""
    browser = searching.golden()[0].call("atomsOf", fold(text))
    assert [atom for atom in browser if re.fullmatch("[0-9a-z]+", atom)] == re.findall("[0-9a-z]+", fold(text))


@pytest.mark.parametrize(
    ("text", "expected"), [("發燒", "发烧"), ("隔離", "隔离"), ("裏", "里"), ("臺灣", "台湾"), ("口罩", "口罩"), ("ABC", "abc")]
)
def test_other_forms_are_folded(text: str, expected: str) -> None:
    """Traditional characters and large letters come to the ordinary ones."""
    assert fold(text) == expected


def test_simplified_is_at_rest() -> None:
    """What a character is folded to is folded to nothing else."""
    table = simplified()
    assert [chr(code) for code, new in table.items() if ord(new) in table] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("口罩怎么戴", {"口罩", "罩怎", "怎么", "么戴"}), ("戴 N95 口罩", {"戴", "n95", "口罩"}), ("020-01040211", {"020", "01040211"}), ("", set()),
        ("a, b", {"a", "b"}), ("children’s", {"children"}),
    ],
)  # fmt: skip
def test_terms(text: str, expected: set[str]) -> None:
    """Neighbouring characters in pairs, words and numbers whole."""
    assert terms(text) == expected


def test_compact() -> None:
    """Names are compared without marks and blanks, but for one between two words."""
    assert compact("居家隔离 (Home  stay) 7 天") == "居家隔离home stay 7天"


def test_numbers_come_back() -> None:
    """Digits that end a number and those that go on are told apart; none needs an escape in JSON."""
    seen = {number(value) for value in range(5000)}
    assert len(seen) == 5000
    text = "".join(sorted({digit for written in seen for digit in written}))
    assert len(text) == 90
    assert json.dumps(text) == f'"{text}"'
    assert not set(text) & set(' "\\=<')


def test_the_same_content_gives_the_same_bytes() -> None:
    """An index made twice is the same to the byte."""
    assert searching.made() == searching.made()


def test_every_file_calls_with_its_name_and_a_mark_that_the_core_knows() -> None:
    """A file is one call; the core of its language names the mark of every other, and no more."""
    called = {file.name: _call(file.content) for file in searching.made()}
    assert [name for name, call in called.items() if call[0] != name] == []
    for lang in ("zh", "en"):
        marks = {name.partition("-")[2]: call[1] for name, call in called.items() if name.startswith(f"{lang}-")}
        assert called[lang][2]["marks"] == marks


def _call(content: bytes) -> list[Any]:
    text = content.decode()
    assert text.startswith(f"{CALL}(")
    return list(json.loads(f"[{text[len(CALL) + 1 : -3]}]"))


def test_the_real_index_is_small() -> None:
    """What a first answer needs, and every other file, keeps to its size."""
    sizes = {file.name: len(gzip.compress(file.content, 9, mtime=0)) for file in searching.made(projects.CONTENT)}
    assert sizes["zh"] <= 66_000
    assert sizes["en"] <= 42_000
    assert sizes["zh"] + sizes["zh-e"] <= 78_000
    assert max(size for name, size in sizes.items() if "-" in name and name[-2:] not in ("-e", "-r")) <= 9_000
    assert sizes["zh-r"] <= 10_500


def test_parts_are_the_same_in_every_language() -> None:
    """A page and a part have the same place in the indexes of all languages."""
    first, *others = (
        [(document.kind, document.id, [part.anchor for part in document.parts]) for document in source.documents]
        for source in build.sources(projects.site_of(projects.CONTENT))
    )
    assert all(other == first for other in others)


def test_drafts_are_not_searched() -> None:
    """What has no page is in no index."""
    site = projects.site_of(projects.CONTENT)
    shown = {(document.kind, document.id) for source in build.sources(site) for document in source.documents}
    assert not shown & {entry.key for entries in site.excluded.values() for entry in entries}
    assert len(shown) == sum(len(site.published(kind)) for kind in site.all)


def test_places_come_back() -> None:
    """Every place is found by its code."""
    engine = searching.real()
    divisions = projects.site_of(projects.CONTENT).divisions
    for code in list(divisions)[::37]:
        assert searching.keys(engine.answer(code, lang="zh"))[:1] == [f"areas/{code}"]


def test_odd_spellings_are_told() -> None:
    """A place that a dictionary misreads is known by its spelling too."""
    site = projects.site_of(projects.CONTENT)
    source = next(build.sources(site))
    read = [called(division, source.chinese) for division in site.divisions.values()]
    assert all(row.startswith(" ") for row in read)
    engine = searching.real()
    for name, spelt in (("番禺区", "panyu"), ("麻涌镇", "machong"), ("勒流街道", "leliu"), ("塘厦镇", "tangxia")):
        titles = [hit["title"] for hit in engine.answer(spelt, lang="zh")["hits"]]
        assert name in titles[:4]


def test_a_site_without_records_has_an_index() -> None:
    """Nothing to find is no fault."""
    source = next(build.sources(projects.site_of(editions.SOUND)))._replace(documents=(), synonyms=())
    engine = searching.over([*files(source), *files(source._replace(lang="en"))])
    assert engine.answer("巡堤", lang="zh")["state"] == "none"


def test_a_vocabulary_is_shipped_once() -> None:
    """A row of synonyms is its word and what people say, folded, without the word itself."""
    row = {"word": "发热", "zh": ["發燒", "发热"], "yue": ["发滚"], "en": ["Fever", "running a fever"]}
    assert vocabulary.synonym_row(row, ("zh", "yue")) == "发热=发烧|发滚"
    assert vocabulary.synonym_row(row, ("en",)) == "发热=fever|running a fever"
    assert vocabulary.alike(row) == "fever|running a fever="
