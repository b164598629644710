"""How titles are looked up: golden cases, agreement with pypinyin's own door, and no need of it on a second run."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import editions
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from generator import reading
from generator.parallel import aside

GOLDEN: dict[str, list[dict[str, str]]] = editions.golden("reading")
HAN = re.compile("[\u4e00-\u9fff]+")


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=[case["text"] or "nothing" for case in GOLDEN["cases"]])
def test_golden(case: dict[str, str]) -> None:
    """A title is read, and filed under its letter, as listed."""
    found = reading.reading(case["text"])
    assert (found, reading.letter(found)) == (case["reading"], case["letter"])


@pytest.mark.parametrize("case", GOLDEN["articles"], ids=[case["text"] for case in GOLDEN["articles"]])
def test_articles_are_passed_over(case: dict[str, str]) -> None:
    """One article at the beginning does not count, unless it is all there is."""
    assert reading.without_article(reading.reading(case["text"])) == case["reading"]


@pytest.mark.parametrize("case", GOLDEN["places"], ids=[f"{case['name']} {case['latin']}" for case in GOLDEN["places"]])
def test_places_are_read_as_they_are_spelt(case: dict[str, str]) -> None:
    """The spelling in Latin letters decides, unless no sound of the first character begins so."""
    assert reading.place_reading(case["name"], case["latin"]) == case["reading"]


def _runs() -> set[str]:
    """Every run of Chinese characters in the titles and summaries of the real edition, and in its places' names."""
    checked = projects.checked(projects.CONTENT)
    records = [entry.record for kind, entries in checked.entries.items() if kind != "areas" for entry in entries.values()]
    texts = [str(text) for record in records for text in (record.title, record.summary)]
    texts += [division.name for division in checked.divisions.values()]
    return {run for text in texts for run in HAN.findall(text)}


def test_it_reads_as_pypinyin_does() -> None:
    """Our use of pypinyin's tables gives what its own function gives, but for characters that we read otherwise alone."""
    runs = {run for run in _runs() if not set(run) & set(reading._ALONE)}
    assert runs
    misses = [f"{run}: {found}" for run in sorted(runs) if (found := reading.reading(run)) != " ".join(lazy_pinyin(run))]
    assert not misses, projects.told(misses)


@given(st.text(max_size=40))
def test_any_text_has_a_reading_and_a_letter(text: str) -> None:
    """Whatever an editor types is read as words with single spaces between, and filed under one of the letters."""
    found = reading.reading(text)
    assert found == " ".join(found.split())
    assert reading.letter(found) in (*ascii_uppercase, reading.OTHER)


@given(st.text("abcxyzé’' -，《19中长安", max_size=20))
def test_capitals_and_marks_change_nothing(text: str) -> None:
    """A reading is the same in capitals, between quotation marks, and when read once more."""
    found = reading.reading(text)
    assert reading.reading(text.upper()) == reading.reading(f"“{text}”") == found
    assert reading.reading(found) == found


def test_tables_worked_out_elsewhere_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables made by another process and loaded here give the same readings."""
    loaded: list[Any] = []
    monkeypatch.setattr(reading, "_loaded", loaded)
    reading.prepare(lambda: aside(reading.compiled))
    assert len(loaded) == 1
    assert [reading.reading(case["text"]) for case in GOLDEN["cases"]] == [case["reading"] for case in GOLDEN["cases"]]


def test_tables_are_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for what is loaded makes nothing."""
    reading.reading("长")
    reading.prepare(lambda: pytest.fail("made again"))


_CHECK = """
import sys
from datetime import date
from pathlib import Path
from generator.check import check
from generator.memory import Memory
memory = Memory(Path(sys.argv[1]))
checked = check(Path(sys.argv[2]), date(2026, 12, 1), memory)
memory.close()
entry = checked.entries["hotlines"]["flood-office"]
print(sorted({name.partition(".")[0] for name in sys.modules} & {"pypinyin", "opencc"}), entry.row.titles[0][2])
"""


def test_a_changed_title_needs_no_pypinyin(tmp_path: Path) -> None:
    """pypinyin and OpenCC are never imported by the process that checks, nor are the tables worked out a second time."""
    content, memory = editions.sound(tmp_path / "content"), tmp_path / "memory"
    assert projects.run("-c", _CHECK, memory, content).stdout.startswith("[] ")
    projects.edit(content / "hotlines/flood-office.yml", lambda text: re.sub(r"(?m)^title:.*$", "title: 重庆热线", text))
    broken = _CHECK.replace("memory = ", "import generator.reading as r; r.compiled = None\nmemory = ", 1)
    assert projects.run("-c", broken, memory, content).stdout == "[] chong qing re xian\n"
