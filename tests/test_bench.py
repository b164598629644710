"""The benchmark's corpus: the same every time, of the size asked for, and sound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bench import corpus as corpora
from bench.corpus import Corpus, Record

from generator import yaml_core
from generator.check import check
from generator.survey import Checked

SIZE = 500


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpora.make(SIZE)


@pytest.fixture(scope="module")
def content(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "content"
    corpora.write(corpus, folder)
    return folder


@pytest.fixture(scope="module")
def bench_checked(content: Path) -> Checked:
    return check(content, corpora.TODAY)


def texts(corpus: Corpus) -> dict[str, str]:
    return {record.file: corpora.text_of(record.values) for record in corpus.records}


def opportunities(corpus: Corpus) -> list[Record]:
    return [record for record in corpus.records if record.kind == "opportunities"]


def test_check_finds_no_problem(bench_checked: Checked) -> None:
    """No error and no warning either, and no record is lost."""
    assert bench_checked.problems == []
    assert sum(bench_checked.counts.values()) == SIZE


def test_one_language(bench_checked: Checked) -> None:
    """The edition has the first language of the real one, and its vocabularies."""
    assert bench_checked.edition.codes == ("zh",)
    assert bench_checked.edition.terms["tasks"]["gate"] == "卡口值守"


def test_same_every_time(corpus: Corpus) -> None:
    """Two makings give the same files."""
    assert texts(corpora.make(SIZE)) == texts(corpus)


@pytest.mark.parametrize("size", [100, 1_000, 2_500])
def test_as_many_as_asked_for(size: int) -> None:
    """Exactly so many records, each with a file of its own."""
    corpus = corpora.make(size)
    assert len(corpus.records) == len({record.file for record in corpus.records}) == size


def test_mixed_kinds(corpus: Corpus) -> None:
    """Mostly needs and services, some of everything else."""
    kinds = Counter(record.kind for record in corpus.records)
    assert kinds["opportunities"] + kinds["help"] > SIZE * 0.85
    assert {"organizations", "notices", "guidelines", "hotlines"} < set(kinds)


def test_spread_over_streets() -> None:
    """Every street has a need once there are as many needs as streets."""
    corpus = corpora.make(5_000)
    streets = {code for code, division in corpus.divisions.items() if division.level == "street"}
    assert {record.values["street"] for record in opportunities(corpus)} == streets


def test_size_of_a_record(corpus: Corpus) -> None:
    """About 850 bytes of UTF-8, most of them Chinese."""
    whole = "".join(texts(corpus).values())
    assert 800 < len(whole.encode()) / SIZE < 900
    assert len(whole.encode()) > 2 * sum(character.isascii() for character in whole)


def test_written_as_given(corpus: Corpus) -> None:
    """The emitter writes what a reader reads: every scalar comes back as its own text."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        if isinstance(value, list):
            return [plain(part) for part in value]
        return value if isinstance(value, (bool, str)) else str(value)

    for record in corpus.records:
        assert yaml_core.parse(corpora.text_of(record.values)) == plain(record.values)


def test_changed_record_is_sound(corpus: Corpus, content: Path) -> None:
    """A change shows in the text, differs from the one before, and is no problem."""
    (first, mark), (second, _) = corpora.changed(corpus.changeable, 1), corpora.changed(corpus.changeable, 2)
    text = corpora.text_of(first.values)
    assert mark in text
    assert text != corpora.text_of(second.values)
    assert not any(mark in other for other in texts(corpus).values())
    (content / first.file).write_text(text, "utf-8")
    assert check(content, corpora.TODAY).problems == []
