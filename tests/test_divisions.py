"""The division table: what is read from it, and which row is told of."""

from __future__ import annotations

from typing import Any

import editions
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.divisions import lineage, read_divisions, read_former, replaced

HEAD = "code,name,level,parent,name_en\n"
SOUND = (editions.SOUND / "areas/divisions.csv").read_text(encoding="utf-8")


def lines(text: str) -> list[int]:
    """The lines of the rows that are told of."""
    return [problem.line for problem in read_divisions(text)[1]]


def test_sound_table() -> None:
    """Every row becomes a division, in the table's order, with its children."""
    divisions, problems = read_divisions(SOUND)
    assert problems == []
    assert list(divisions) == [row.split(",")[0] for row in SOUND.splitlines()[1:]]
    assert divisions["990101000000"].children == ["990101001000", "990101002000"]
    assert divisions["990200000000"].children == ["990200001000"]


def test_english_names_are_optional() -> None:
    """A table of four columns is enough."""
    divisions, problems = read_divisions("code,name,level,parent\n990000000000,苍河省,province,\n")
    assert problems == []
    assert divisions["990000000000"].name_en == ""


def test_lineage() -> None:
    """A division's lineage runs from the topmost down to itself; an unknown code has none."""
    divisions, _ = read_divisions(SOUND)
    assert [division.name for division in lineage(divisions, "990200001000")] == ["苍河省", "望湖市", "东滩街道"]
    assert lineage(divisions, "990999999000") == lineage(divisions, "") == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(end: str) -> None:
    """Rows are counted alike with either kind of line end."""
    assert lines((SOUND + "1,甲,street,990101000000,\n").replace("\n", end)) == [9]


@pytest.mark.parametrize(
    "row",
    [
        "1,甲,street,990101000000,", "990101009000,,street,990101000000,", "990101009000,甲,village,990101000000,", "990101009000,甲",
        "990101001000,甲,street,990101000000,", "990101009000,甲,street,990109000000,", "990101009000,甲,street,,", "990101009000,甲,county,990101000000,",
        "990101009000,甲,street,990101009000,", ",,,,", '990101009000,"甲,street,990101000000,',
    ],
)  # fmt: skip
def test_bad_rows(row: str) -> None:
    """A bad row is told of at its line, and the rows around it are still read."""
    assert lines(f"{SOUND}{row}\n") == [9]
    assert set(read_divisions(SOUND)[0]) <= set(read_divisions(f"{SOUND}{row}\n")[0])


@pytest.mark.parametrize("text", ["", "\n", "代码,名称\n", "name,code,level,parent\n", "code;name;level;parent\n"])
def test_bad_heads(text: str) -> None:
    """Without the four columns in their order nothing is read, and the first line is told of."""
    assert read_divisions(text)[0] == {}
    assert lines(text) == [1]


def test_line_after_a_bad_row() -> None:
    """The line of a row without its parent is right even after a bad row or a blank one."""
    assert lines(f"{SOUND}1,甲,street,,\n\n990101009000,乙,street,990109000000,\n") == [9, 11]


@pytest.mark.parametrize("text", [SOUND.replace("\n", "\r"), f'{HEAD}990000000000,"苍河省\n' + "990100000000,甲,city,,\n" * 9000])
def test_tables_that_csv_refuses(text: str) -> None:
    """Old line ends, or a quote left open in a large table, give a problem and no crash."""
    assert lines(text)


@given(text=st.text(st.sampled_from('9,0\n"甲 province')))
def test_any_text_is_read(text: str) -> None:
    """Any rows at all are read or told of."""
    divisions, problems = read_divisions(HEAD + text)
    assert all(problem.code == "bad-division-table" and problem.line >= 2 for problem in problems)
    assert all(len(code) == 12 for code in divisions)


# --- divisions that are no more ------------------------------------------------------------------------------------

FORMER_HEAD = "code,name,successor,since,source\n"
OLD_STREET = "990109000000,老街县,990101000000,2014-02,公报\n"


def former(text: str) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    """What is read of a table beside the sound divisions: by code, and line and column of what is wrong."""
    found, problems = read_former(text, read_divisions(SOUND)[0])
    return found, [(problem.line, problem.field) for problem in problems]


def test_former_divisions() -> None:
    """A row becomes a division that is no more, with the name of what took its place."""
    found, problems = former(FORMER_HEAD + OLD_STREET + '990108000000,"新街县",990101001000,2014,公报\n\n')
    assert problems == []
    assert [(code, gone.name, gone.successor_name) for code, gone in found.items()] == [
        ("990109000000", "老街县", "柳渡县"), ("990108000000", "新街县", "柳渡镇"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("990108000000,新街县,990101000000,2014-02-12,公报", []), ("990108000000,新街县,990101000000,2014-13,公报", ["since"]),
        ("990108000000,新街县,990101000000,14-02,公报", ["since"]), ("990108000000,新街县,990101000000,,公报", ["since"]),
        ("990101000000,柳渡县,990101000000,2014,公报", ["code"]), ("990109000000,老街县,990101000000,2014,公报", ["code"]),
        ("９９０１０８００００００,新街县,990101000000,2014,公报", ["code"]), ("9901080,新街县,990101000000,2014,公报", ["code"]),
        ("990108000000,新街县,990109000000,2014,公报", ["successor"]), ("990108000000,新街县,,2014,公报", ["successor"]),
        ("990108000000, ,990101000000,2014,公报", ["name"]), ("990108000000,新街县,990101000000,2014,", ["source"]),
        ("990108000000,新街县,990101000000,2014", [""]), ("990108000000,新街县,990101000000,2014,公报,乙", [""]), (",,,,", ["code", "name", "successor", "since", "source"]),
        ('990108000000,"新街县,990101000000,2014,公报', [""]),
    ],
)  # fmt: skip
def test_rows_of_former_divisions(row: str, columns: list[str]) -> None:
    """Every cell that is wrong is told of at its line and column; the row before it is still read."""
    found, problems = former(f"{FORMER_HEAD}{OLD_STREET}{row}\n")
    assert problems == [(3, column) for column in columns]
    assert ("990108000000" in found) == (columns == [])
    assert "990109000000" in found


@pytest.mark.parametrize("text", ["", "\n", "code,name,successor,since\n", "code;name;successor;since;source\n"])
def test_bad_heads_of_former_divisions(text: str) -> None:
    """Without its five columns in their order nothing is read, and the first line is told of."""
    assert former(text) == ({}, [(1, "")])


@pytest.mark.parametrize(
    ("code", "known"),
    [("990109000000", True), ("990109003000", True), ("990109003007", True), ("990199000000", False), ("990100000000", False)],
)
def test_what_became_of_a_code(code: str, known: bool) -> None:
    """A county that is no more answers for itself, for its streets and for their communities, and for nothing else."""
    gone = replaced(former(FORMER_HEAD + OLD_STREET)[0], code)
    assert (gone.get("expected") == "990101000000") == known
    assert bool(gone) == known


def test_the_real_table_leads_to_divisions_that_are() -> None:
    """Every row of the real table is sound, and names where it is from."""
    content = editions.TESTS.parent / "content/areas"
    divisions, _ = read_divisions((content / "divisions.csv").read_text("utf-8"))
    found, problems = read_former((content / "former.csv").read_text("utf-8"), divisions)
    assert problems == []
    assert found["440116000000"].successor_name == "黄埔区"
