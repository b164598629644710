"""What comes back from an office is read for what it means, told cell by cell where it is wrong, and written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import editions
import openpyxl
import pytest

from generator import yaml_core
from generator.check import check
from generator.cli import main
from generator.content_files import write_all
from generator.problems import has_errors
from generator.tables import export
from generator.tables.plan import Plan, plan

OLD = "opportunities/990101001/old-street-dyke.yml"
HEAD = ["编号", "标题", "摘要", "维护单位", "核对日期", "镇街", "集合地点", "岗位", "状态", "示例", "需要人数", "有效期至"]
ROW: list[Any] = [
    "",
    "西堤巡堤",
    "夜里要人",
    "柳渡镇防汛岗",
    "2026-11-30",
    "柳渡镇",
    "西堤棚",
    "巡堤",
    "草稿",
    "是",
    "4",
    "2026-12-05",
]
SHIFTS = ["编号", "日期", "开始", "结束", "需要", "已有"]


def book(path: Path, **sheets: Iterable[Iterable[Any]]) -> Path:
    """A workbook as an office might make it: sheets by name, rows of values."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def row(**changed: Any) -> list[Any]:
    """A row that is sound but for what is given."""
    return [changed.get(head, cell) for head, cell in zip(HEAD, ROW, strict=True)]


def planned(content: Path, *paths: Path, **options: Any) -> Plan:
    return plan(content, paths, editions.TODAY, **options)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def cells_of(found: Plan) -> list[tuple[str, int, str, str]]:
    """Every flaw by its sheet, row, column and code."""
    return [(flaw.place.sheet, flaw.place.row, flaw.place.letter, flaw.code) for flaw in found.flaws]


def exported(content: Path, kind: str, path: Path) -> Path:
    made, _ = export.files(check(content, editions.TODAY), kind, path, "zh")
    write_all(path.parent, {each.name: data for each, data in made.items()})
    return path


def written(content: Path, found: Plan) -> None:
    """Do what a plan says."""
    assert found.fit, [flaw.message("zh") for flaw in found.flaws]
    write_all(content, found.writes, found.before)


def edited(path: Path, sheet: str, cell: str, value: Any) -> Path:
    """One cell of a workbook typed over."""
    opened = openpyxl.load_workbook(path)
    opened[sheet][cell] = value
    opened.save(path)
    return path


# --- two hundred rows, seven of them wrong -------------------------------------------------------------------------


def test_seven_bad_cells_of_two_hundred_rows(edition: Path, tmp_path: Path) -> None:
    """Exactly the seven cells that are wrong are named, by sheet, row and column, and nothing is written."""
    rows = [row(编号=f"gate-{number}", 标题=f"第{number}号口") for number in range(2, 202)]
    bad = {
        10: {"核对日期": "2026-02-30"}, 30: {"镇街": "柳度镇"}, 55: {"岗位": "巡堤岗"}, 77: {"状态": "招入"}, 120: {"需要人数": "四个"},
        160: {"标题": ""}, 199: {"集合地点": "找 13800138000 老王"},
    }  # fmt: skip
    for number, changed in bad.items():
        rows[number - 2] = row(**{"编号": f"gate-{number}", "标题": f"第{number}号口"} | changed)
    before = tree(edition)
    found = planned(edition, book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, *rows]))
    letters = {head: chr(65 + place) for place, head in enumerate(HEAD)}
    assert [(row, letter) for _, row, letter, _ in cells_of(found)] == [
        (number, letters[next(iter(changed))]) for number, changed in bad.items()
    ]
    assert not found.fit
    assert {flaw.place.heading["zh"] for flaw in found.flaws} == {next(iter(changed)) for changed in bad.values()}
    assert all(flaw.message(lang) and flaw.hint(lang) for flaw in found.flaws for lang in ("zh", "en"))
    assert next(flaw for flaw in found.flaws if flaw.place.row == 55).hint("zh").startswith("是不是“巡堤”？")
    assert "13800138000" not in json.dumps([flaw.row("zh") for flaw in found.flaws])
    assert tree(edition) == before


# --- what an office types ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "typed", "read"),
    [
        ("核对日期", datetime(2026, 11, 30), "2026-11-30"), ("核对日期", date(2026, 11, 30), "2026-11-30"), ("核对日期", "2026/11/30", "2026-11-30"),
        ("核对日期", "２０２６－１１－３０", "2026-11-30"), ("核对日期", "2026年11月30日", "2026-11-30"), ("核对日期", "20261130", "2026-11-30"),
        ("核对日期", " 2026-11-30 ", "2026-11-30"), ("需要人数", 6, "6"), ("需要人数", 6.0, "6"), ("需要人数", "６", "6"), ("需要人数", "6.0", "6"),
        ("镇街", 990101001000, "990101001000"), ("镇街", "９９０１０１００１０００", "990101001000"), ("镇街", "苍河市 柳渡县 柳渡镇", "990101001000"),
        ("镇街", "柳渡县柳渡镇", "990101001000"), ("镇街", "Liudu Town", "990101001000"), ("岗位", "dyke-watch", "dyke-watch"),
        ("岗位", "Dyke watch", "dyke-watch"), ("状态", "draft", "draft"), ("示例", "yes", True), ("示例", True, True), ("示例", "TRUE", True), ("示例", "√", True),
    ],
)  # fmt: skip
def test_what_can_mean_one_thing_alone(head: str, typed: Any, read: Any, edition: Path, tmp_path: Path) -> None:
    """Dates, numbers, codes and words are taken for what they mean, however they were typed."""
    found = planned(edition, book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, row(**{head: typed})]))
    assert found.flaws == []
    fields = dict(
        zip(
            HEAD,
            ["", "title", "summary", "owner", "verified", "street", "place", "task", "status", "sample", "needed"],
            strict=False,
        )
    )
    (text,) = found.writes.values()
    assert text is not None
    assert yaml_core.parse(text.decode())[fields[head]] == read
    assert len(found.read_as) == ((isinstance(typed, str) and typed.strip() not in (str(read), "yes", "TRUE", "√") and head in ("核对日期", "需要人数")) or typed == "９９０１０１００１０００")  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8:00", "08:00"), ("８：００", "08:00"), ("8：00", "08:00"), (time(8), "08:00"), (1 / 3, "08:00"), (timedelta(hours=8), "08:00"),
        ("08:00:00", "08:00"), ("8点", "08:00"), ("8时05分", "08:05"),
    ],
)  # fmt: skip
def test_times(typed: Any, read: str, edition: Path, tmp_path: Path) -> None:
    """A time of day is the same time as text, as a spreadsheet's time, or as a part of a day."""
    shift = ["西堤巡堤", "2026-12-02", typed, "12:00", 4, 1]
    found = planned(edition, book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, row(需要人数="")], 班次=[SHIFTS, shift]))
    assert found.flaws == []
    (text,) = found.writes.values()
    assert yaml_core.parse((text or b"").decode())["shifts"][0]["start"] == read  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("head", "typed", "code"),
    [
        ("核对日期", 46356, "cell-bare-number"), ("核对日期", "11/30/2026", "bad-date"), ("核对日期", datetime(2026, 11, 30, 8), "cell-not-text"),
        ("标题", datetime(2026, 11, 30), "cell-not-text"), ("标题", True, "cell-not-text"), ("标题", "=1+1", "cell-formula"), ("标题", "#N/A", "cell-error"),
        ("需要人数", "4.5", "bad-number"), ("需要人数", -1, "bad-number"), ("需要人数", 1e30, "bad-number"), ("示例", "大概", "cell-no-such-word"),
        ("镇街", "990199999999", "unknown-area"), ("编号", "../../x", "bad-id"), ("编号", "西堤", "bad-id"), ("有效期至", time(8), "cell-not-text"),
        ("摘要", "", "missing-field"),
    ],
)  # fmt: skip
def test_what_can_mean_several_things(head: str, typed: Any, code: str, edition: Path, tmp_path: Path) -> None:
    """What nobody can be sure of is refused at its cell."""
    path = book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, row(**{head: typed})])
    found = planned(edition, path)
    assert [(flaw.place.row, flaw.place.heading["zh"], flaw.code) for flaw in found.flaws] == [(2, head, code)]
    assert not found.fit


def test_a_formula_counts_for_its_value(edition: Path, tmp_path: Path) -> None:
    """A formula that was worked out is read by its value."""
    path = book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, row(需要人数="=2+2")])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"(<f>2\+2</f>)<v ?(?:/>|></v>)", rb"\1<v>4</v>", sheet)
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = planned(edition, path)
    assert found.flaws == []
    (text,) = found.writes.values()
    assert b"needed: 4\n" in (text or b"")


def test_merged_hidden_and_stray(edition: Path, tmp_path: Path) -> None:
    """Merged cells and unknown columns are refused by name; notes are left out and hidden rows read, and both are said."""
    path = book(tmp_path / "x.xlsx", 志愿岗位=[[*HEAD, "标提", "备注一"], [*row(), "x", "y"]], 备注=[["z"]], 别的=[["z"]])
    opened = openpyxl.load_workbook(path)
    opened["志愿岗位"].merge_cells("B2:C2")
    opened["志愿岗位"].row_dimensions[2].hidden = True
    opened.save(path)
    found = planned(edition, path)
    assert {flaw.code for flaw in found.flaws} >= {"sheet-merged", "column-unknown", "sheet-unknown"}
    assert [flaw.values["found"] for flaw in found.flaws if flaw.code == "sheet-merged"] == [["B2:C2"]]
    assert [heading for _, heading in found.ignored] == ["备注一"]
    assert [rows for _, rows in found.hidden] == [[2]]


def test_rows_that_belong_to_nothing(edition: Path, tmp_path: Path) -> None:
    """A row of a list says whose it is; ids and titles that tell nothing apart are refused."""
    shifts = [["nobody", "2026-12-02", "08:00", "12:00", 1, 0], ["", "2026-12-02", "08:00", "12:00", 1, 0]]
    rows = [row(编号="a"), row(编号="a"), row(标题="甲"), row(标题="甲"), row(标题="")]
    found = planned(edition, book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, *rows], 班次=[SHIFTS, *shifts]))
    assert sorted(cells_of(found)) == sorted([
        ("志愿岗位", 3, "A", "row-twice"), ("志愿岗位", 5, "A", "row-same-title"), ("志愿岗位", 6, "A", "row-no-title"),
        ("班次", 2, "A", "row-unknown-key"), ("班次", 3, "A", "row-no-key"),
    ])  # fmt: skip


# --- CSV -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_encodings(encoding: str, mark: str, edition: Path, tmp_path: Path) -> None:
    """A CSV file says the same in any encoding that an office saves it in; what is not UTF-8 is said."""
    path = tmp_path / "opportunities.csv"
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark).writerows([HEAD, row()])
    path.write_bytes(stream.getvalue().encode(encoding))
    found = planned(edition, path)
    assert found.flaws == []
    assert [change.title for change in found.changes] == ["西堤巡堤"]
    assert bool(found.encodings) == (not encoding.startswith("utf-8"))


def test_a_folder_and_several_files(edition: Path, tmp_path: Path) -> None:
    """Lists come as files of their own, from a folder or one by one; a list alone changes nothing but the list."""
    folder = tmp_path / "out"
    folder.mkdir()
    exported(edition, "opportunities", folder / "opportunities.csv")
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == ["opportunities.csv", "opportunities.shifts.csv"]
    for paths in ([folder], files):
        found = planned(edition, *paths)
        assert (found.flaws, found.writes, found.same) == ([], {}, 2)
    shifts = folder / "opportunities.shifts.csv"
    shifts.write_text(shifts.read_text("utf-8-sig").replace(",4,1", ",4,3"), "utf-8")
    found = planned(edition, shifts)
    assert [(each.heading["zh"], each.old, each.new) for each in found.changes[0].differences] == [("班次 2：已有", "1", "3")]


# --- writing -------------------------------------------------------------------------------------------------------


def test_two_of_four_places_are_filled(edition: Path, tmp_path: Path) -> None:
    """One cell typed over changes that field of that file and nothing else; brought in again, it changes nothing."""
    path = edited(exported(edition, "opportunities", tmp_path / "x.xlsx"), "班次", "F3", 3)
    before = tree(edition)
    found = planned(edition, path)
    assert list(found.writes) == [OLD]
    written(edition, found)
    after = tree(edition)
    assert {name for name in after if after[name] != before.get(name)} == {OLD}
    was, now = (yaml_core.parse(text[OLD].decode()) for text in (before, after))
    was["shifts"][1]["filled"] = "3"  # type: ignore[index,call-overload]
    assert now == was
    again = planned(edition, path)
    assert (again.flaws, again.writes, again.same) == ([], {}, 2)


def test_comments_and_unknown_columns_stay(edition: Path, tmp_path: Path) -> None:
    """What the sheet has no column for stays in the record, and so do comments, with what they stand before."""
    file = edition / OLD
    text = (
        file.read_text("utf-8").replace("shifts:\n", "# 人手见登记表\nshifts:\n  # 头一班\n").replace("place:", "# 问过\nplace:")
    )
    file.write_text("# 老街\n" + text, "utf-8")
    sheet = book(
        tmp_path / "x.xlsx",
        志愿岗位=[["编号", "摘要", "摘要（英文）"], ["old-street-dyke", "三班都要人。", "Hands wanted."]],
        班次=[
            SHIFTS,
            ["old-street-dyke", "2026-12-01", "20:00", "02:00", 4, 0],
            ["old-street-dyke", "2026-12-02", "20:00", "02:00", 4, 4],
        ],
    )
    found = planned(edition, sheet)
    written(edition, found)
    after = file.read_text("utf-8")
    assert "# 老街\n" in after
    assert "# 问过\nplace:" in after
    assert "# 人手见登记表\nshifts:" in after
    # The comment goes with the shift that is the second now.
    assert after.index("2026-12-01") < after.index("# 头一班") < after.index("date: '2026-12-02'")
    values = yaml_core.parse(after)
    assert values["title"] == {"zh": "老街巡堤", "en": "Dyke watch at the old street"}
    assert values["signup"]["phone"] == "0990-0100103"  # type: ignore[index,call-overload]


def test_only_what_was_exported_can_be_emptied(edition: Path, tmp_path: Path) -> None:
    """Emptied cells and deleted rows of an export take away what was there; in a sheet that never held it they take nothing."""
    path = exported(edition, "opportunities", tmp_path / "x.xlsx")
    opened = openpyxl.load_workbook(path)
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in opened["志愿岗位"][1]}
    row = next(cells[0].row for cells in opened["志愿岗位"] if cells[0].value == "old-street-dyke")
    for head in ("复核期限", "社区、村（英文）", "怎样报名：报名网址"):
        opened["志愿岗位"].cell(row, heads[head]).value = None
    opened["班次"].delete_rows(2)
    opened.save(path)
    (change,) = planned(edition, path).changes
    gone = {each.heading["zh"]: (each.old, each.new) for each in change.differences}
    assert gone == {
        "复核期限": ("2026-12-03", ""), "社区、村（英文）": ("Old street community", ""),
        "怎样报名：报名网址": ("https://liudu.example.org/join/1", ""), "班次 1": ("2026-12-02，20:00，02:00，4，4", ""),
    }  # fmt: skip
    for number in (2, 3):
        opened["志愿岗位"].cell(number, heads["版本"]).value = None
    opened["班次"].delete_rows(2, 5)
    opened.save(path)
    found = planned(edition, path)
    assert (found.flaws, found.changes, found.same) == ([], [], 2)


def test_new_records_get_ids_that_stay(edition: Path, tmp_path: Path) -> None:
    """A row without an id gets one from its title, and is known by its title when the same sheet comes again."""
    sheet = book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, row(), row(标题="南堤", 镇街="东滩街道")])
    found = planned(edition, sheet)
    assert [id for _, id in found.named] == ["xi-di-xun-di", "nan-di"]
    assert list(found.writes) == ["opportunities/990101/xi-di-xun-di.yml", "opportunities/990200/nan-di.yml"]
    written(edition, found)
    assert not has_errors(check(edition, editions.TODAY).problems)
    again = planned(edition, sheet)
    assert (again.flaws, again.writes, again.same) == ([], {}, 2)


def test_withdrawing(edition: Path, tmp_path: Path) -> None:
    """A record is withdrawn by its column, or for not being in the sheet if that is asked for with a reason; never otherwise."""
    sheet = book(tmp_path / "x.xlsx", 志愿岗位=[["编号", "撤下：撤下原因"], ["dongtan-boats", "船坏了"]])
    found = planned(edition, sheet)
    assert [(change.what, change.id) for change in found.changes] == [("withdrawn", "dongtan-boats")]
    found = planned(edition, sheet, reason="不再需要")
    assert {(change.what, change.id) for change in found.changes} == {
        ("withdrawn", "dongtan-boats"),
        ("withdrawn", "old-street-dyke"),
    }
    written(edition, found)
    values = yaml_core.parse((edition / OLD).read_text("utf-8"))
    assert values["withdrawn"] == {"date": "2026-12-01", "reason": "不再需要"}
    assert values["status"] == "withdrawn"
    assert not has_errors(check(edition, editions.TODAY).problems)


def test_nobody_is_overwritten(edition: Path, tmp_path: Path) -> None:
    """A record that has changed since it was exported is not overwritten; one that says the same now is no matter."""
    path = edited(exported(edition, "opportunities", tmp_path / "x.xlsx"), "班次", "F3", 3)
    file = edition / OLD
    file.write_text(file.read_text("utf-8").replace("filled: 1", "filled: 2"), "utf-8")
    assert [code for *_, code in cells_of(planned(edition, path))] == ["row-changed"]
    file.write_text(file.read_text("utf-8").replace("filled: 2", "filled: 3"), "utf-8")
    found = planned(edition, path)
    assert (found.flaws, found.writes) == ([], {})


def test_a_base_is_left_alone(tmp_path: Path) -> None:
    """An edition's import never writes into the folders it stands on: a record of a base that would change is refused."""
    content = editions.overlay(tmp_path / "content")
    own = book(tmp_path / "x.xlsx", 志愿岗位=[["编号", "标题"], ["dongtan-boats", "东滩撑船"]])
    assert planned(content, own).flaws == []
    changed = book(tmp_path / "y.xlsx", 志愿岗位=[["编号", "标题"], ["dongtan-boats", "别的"]])
    found = planned(content, changed)
    assert [flaw.code for flaw in found.flaws] == ["row-of-base"]
    assert found.writes == {}
    made, count = export.files(check(content, editions.TODAY), "opportunities", tmp_path / "z.csv", "zh")
    assert (len(made), count) == (1, 0)


def test_faults_elsewhere_hold_it_up(edition: Path, tmp_path: Path) -> None:
    """What would make another record wrong is told by that record, and nothing is written."""
    path = exported(edition, "guidelines", tmp_path / "x.xlsx")
    opened = openpyxl.load_workbook(path)
    (column,) = [cell.column for cell in opened["防护指引"][1] if cell.value.startswith("序号")]
    opened["防护指引"].cell(2, column).value = opened["防护指引"].cell(3, column).value
    opened.save(path)
    found = planned(edition, path)
    assert [(problem.file, problem.code) for problem in found.problems] == [("guidelines/leaving-home.yml", "duplicate-number")]
    assert (found.flaws, found.fit) == ([], False)


def test_a_new_record_needs_its_lists(edition: Path, tmp_path: Path) -> None:
    """A list that every record of a kind has is asked for by the name of its sheet."""
    found = planned(edition, book(tmp_path / "x.xlsx", 防护指引=[["编号", "标题"], ["a", "甲"]]))
    assert {flaw.hint("zh")[:10] for flaw in found.flaws if flaw.code == "list-empty"} == {
        "在工作表“怎么做”里",
        "在工作表“常见问题”",
    }


def test_a_cell_that_is_too_long(edition: Path, tmp_path: Path) -> None:
    """A text that no cell can hold is refused, though a file of commas could hold it."""
    path = tmp_path / "opportunities.csv"
    path.write_text("编号,摘要\ndongtan-boats," + "字" * 32_768, "utf-8")
    assert cells_of(planned(edition, path)) == [("", 2, "B", "cell-too-long")]


def test_not_everything_can_be_withdrawn(edition: Path, tmp_path: Path) -> None:
    """Of places, and by a sheet of shifts alone, nothing is withdrawn for not being there."""
    places = book(tmp_path / "x.xlsx", 镇街=[["编号"], ["990101001000"]])
    shifts = tmp_path / "opportunities.shifts.csv"
    shifts.write_text("编号,日期,开始,结束,需要,已有\nold-street-dyke,2026-12-02,20:00,02:00,4,4\n", "utf-8")
    for path in (places, shifts):
        found = planned(edition, path, reason="不再需要")
        assert [flaw.code for flaw in found.flaws] == ["book-no-withdrawal"]
        assert found.count("withdrawn") == 0


def test_a_hidden_sheet_is_read_and_said(edition: Path, tmp_path: Path) -> None:
    """A sheet that somebody has hidden says what it says; that it is hidden is told, and the sheet of options is no such."""
    path = edited(exported(edition, "opportunities", tmp_path / "x.xlsx"), "班次", "F3", 3)
    opened = openpyxl.load_workbook(path)
    opened["班次"].sheet_state = "hidden"
    opened.save(path)
    found = planned(edition, path)
    assert [(place.sheet, rows) for place, rows in found.hidden] == [("班次", [1, 2, 3])]
    assert list(found.writes) == [OLD]


# --- the commands --------------------------------------------------------------------------------------------------


def run(edition: Path, *arguments: object) -> int:
    return main([*map(str, arguments), "--content", str(edition), "--today", editions.TODAY.isoformat()])


def test_the_whole_way(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty sheet filled in, looked at, written, exported again with ids: as an editor does it, in both languages."""
    path = tmp_path / "x.xlsx"
    assert run(edition, "sheet", "hotlines", "-o", path) == 0
    assert run(edition, "sheet", "hotlines", "-o", path) == 2
    heads = [cell.value for cell in openpyxl.load_workbook(path)["热线电话"][1]]
    filled = {
        "标题": "堤上值班", "摘要": "问水位", "维护单位": "柳渡县防汛办公室", "核对日期": "2026-11-30", "示例": "是", "号码": "0990-0100111",
        "打它做什么": "问水位", "接听时间": "全天", "哪里能打": "柳渡县",
    }  # fmt: skip
    opened = openpyxl.load_workbook(path)
    for place, head in enumerate(heads, 1):
        opened["热线电话"].cell(3, place).value = filled.get(str(head).split("\n")[0].removesuffix(" *"))
    opened.save(path)
    before = tree(edition)
    assert run(edition, "import", path) == 0
    assert tree(edition) == before
    assert run(edition, "import", path, "--lang", "en", "--json") == 0
    assert run(edition, "import", path, "--yes", "--back", tmp_path / "back.xlsx") == 0
    capsys.readouterr()
    assert set(tree(edition)) - set(before) == {"hotlines/di-shang-zhi-ban.yml"}
    back = openpyxl.load_workbook(tmp_path / "back.xlsx")["热线电话"]
    assert back["A3"].value == "di-shang-zhi-ban"
    assert run(edition, "import", tmp_path / "back.xlsx", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["fit"], told["changes"], told["unchanged"]) == (True, [], 1)
    assert run(edition, "export", "hotlines", tmp_path / "all.xlsx") == 0
    assert run(edition, "export", "hotlines", tmp_path / "all.csv") == 0
    assert run(edition, "export", "hotlines", tmp_path / "all.ods") == 2


def test_somebody_else_writes_meanwhile(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was written while somebody read the list of changes is not overwritten."""
    path = edited(exported(edition, "opportunities", tmp_path / "x.xlsx"), "班次", "F3", 3)

    def agreed(_: object) -> bool:
        (edition / OLD).write_text((edition / OLD).read_text("utf-8") + "# 刚改的\n", "utf-8")
        return True

    monkeypatch.setattr("generator.commands.tables._agreed", agreed)
    before = tree(edition)
    assert run(edition, "import", path) == 2
    assert {name for name, data in tree(edition).items() if data != before[name]} == {OLD}
    assert "filled: 1" in (edition / OLD).read_text("utf-8")
    assert OLD in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_bad_cell_on_the_screen(lang: str, edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says file, sheet, row, column, heading, what was found, and how to mend it."""
    path = book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, row(核对日期="2026-02-30")])
    assert run(edition, "import", path, "--yes", "--lang", lang) == 1
    told = capsys.readouterr().err
    assert told.startswith(
        "x.xlsx 志愿岗位 第 2 行 E 列“核对日期”：2026-02-30"
        if lang == "zh"
        else "x.xlsx 志愿岗位 row 2, column E “Checked on”: 2026-02-30"
    )
    assert "[no-such-day]" in told


def test_what_is_wrong_all_down_a_column_is_told_once(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two hundred cells with the same mistake are one mistake to read: the first, how many more, and in which rows."""
    days = {**dict.fromkeys(range(200), "11/12/2026"), 50: "2026-11-30", 51: "2026-02-30"}
    rows = [row(标题=f"第{number}口", 核对日期=day) for number, day in days.items()]
    assert run(edition, "import", book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, *rows])) == 1
    told = capsys.readouterr()
    assert [line for line in told.err.splitlines() if "核对日期" in line] == [
        "x.xlsx 志愿岗位 第 2 行 E 列“核对日期”：11/12/2026", "x.xlsx 志愿岗位 第 53 行 E 列“核对日期”：2026-02-30",
    ]  # fmt: skip
    assert "\n  同样的还有 197 处：第 3–51, 54–201 行\n" in told.err
    assert "有 199 处不对，什么都没有写。" in told.err
    assert "有 200 行没有编号，照标题起好了：第 2 行 di-0-kou, " in told.out
    assert len(told.out.splitlines()) < 6


def test_a_full_disk_leaves_everything(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one file cannot be written, none is."""
    path = book(tmp_path / "x.xlsx", 志愿岗位=[HEAD, *(row(标题=f"第{number}口") for number in range(5))])
    before, real, calls = tree(edition), shutil.os.replace, []

    def failing(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        real(*arguments)

    monkeypatch.setattr("generator.content_files.os.replace", failing)
    assert run(edition, "import", path, "--yes") == 2
    assert tree(edition) == before
