"""A workbook from anywhere is looked over before it is opened: what is no plain sheet is refused at once, in words, within bounds."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import editions
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.load import ID
from generator.tables import sheets
from generator.tables.flaws import SENTENCES
from generator.tables.plan import plan
from generator.yaml_core import Refusal

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def workbook(**parts: bytes) -> dict[str, bytes]:
    """The parts of a small sound workbook, some of them replaced."""
    made = openpyxl.Workbook()
    made.active.title = "热线电话"
    made.active.append(["编号", "标题"])
    made.active.append(["rescue-119", "火警"])
    stream = io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()} | parts


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _bomb(path: Path) -> Path:
    """A kilobyte for every megabyte that comes out, and a declaration that says otherwise would help nobody."""
    return zipped(path, workbook() | {SHEET: HEAD + b" " * (66 << 20) + TAIL})


def _lying_bomb(path: Path) -> Path:
    """A part that declares a size of ten bytes."""
    _bomb(path)
    data = path.read_bytes()
    size = (len(HEAD) + (66 << 20) + len(TAIL)).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))
    return path


def _rows(path: Path) -> Path:
    return zipped(path, workbook() | {SHEET: HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row>' * 100_000 + TAIL})


def _long_cell(path: Path) -> Path:
    """A cell of 10 MB."""
    text = b"<t>" + b"a" * (10 << 20) + b"</t>"
    return zipped(
        path, workbook() | {SHEET: HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is>' + text + b"</is></c></row>" + TAIL}
    )


def _entities(path: Path) -> Path:
    """A document type that would laugh a billion times."""
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return zipped(path, workbook() | {SHEET: HEAD.replace(b"<worksheet", bomb + b"<worksheet") + TAIL})


def _other_encoding(path: Path) -> Path:
    """The same in UTF-16, where the declaration would not be seen."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "a">]><a/>'
    return zipped(path, workbook() | {"xl/sharedStrings.xml": text.encode("utf-16")})


def _macros(path: Path) -> Path:
    return zipped(path, workbook() | {"xl/vbaProject.bin": b"\xd0\xcf"})


def _links(path: Path) -> Path:
    return zipped(path, workbook() | {"xl/externalLinks/externalLink1.xml": b"<a/>"})


def _nothing(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _old(path: Path) -> Path:
    """A workbook of 1997, or one with a password: both begin so."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    return path


def _page(path: Path) -> Path:
    path.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    return path


def _truncated(path: Path) -> Path:
    path.write_bytes(zipped(path, workbook()).read_bytes()[:-200])
    return path


def _twice(path: Path) -> Path:
    """Two parts of one name: two programs might read two different sheets."""
    zipped(path, workbook())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, HEAD + TAIL)
    return path


def _far_cell(path: Path) -> Path:
    """A row numbered a billion, in a column that there is not."""
    return zipped(path, workbook() | {SHEET: HEAD + b'<row r="999999999"><c r="ZZZZZ1"><v>1</v></c></row>' + TAIL})


def _no_text(path: Path) -> Path:
    """A cell whose text is not among the texts."""
    return zipped(path, workbook() | {SHEET: HEAD + b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>' + TAIL})


def _garbled(path: Path) -> Path:
    return zipped(path, workbook() | {SHEET: HEAD + b"<row><c>"})


def _no_number(path: Path) -> Path:
    return zipped(path, workbook() | {SHEET: HEAD + b'<row r="1"><c r="A1"><v>eleven</v></c></row>' + TAIL})


BAD: dict[Callable[[Path], Path], str] = {
    _bomb: "book-too-large", _lying_bomb: "book-no-workbook", _rows: "book-too-many-rows", _entities: "book-no-workbook",
    _other_encoding: "book-no-workbook", _macros: "book-macros", _links: "book-links", _nothing: "book-no-workbook", _old: "book-no-workbook",
    _page: "book-no-workbook", _truncated: "book-no-workbook", _twice: "book-no-workbook", _no_text: "book-no-workbook",
    _garbled: "book-no-workbook", _no_number: "book-no-workbook",
}  # fmt: skip


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_what_is_no_plain_workbook(make: Callable[[Path], Path], tmp_path: Path) -> None:
    """It is refused by name, with how to mend it, within a second or so of work."""
    path = make(tmp_path / "x.xlsx")
    begun = time.process_time()
    found = plan(editions.SOUND, [path], editions.TODAY)
    assert time.process_time() - begun < 2
    assert [flaw.code for flaw in found.flaws] == [BAD[make]]
    assert all(flaw.message(lang) and flaw.hint(lang) for flaw in found.flaws for lang in ("zh", "en"))
    assert not found.fit


@pytest.mark.parametrize("make", [_long_cell, _far_cell], ids=lambda make: make.__name__)
def test_what_a_plain_workbook_may_hold(make: Callable[[Path], Path], tmp_path: Path) -> None:
    """A cell that is too long or too far away is a fault of that cell or that column, soon told."""
    found = plan(editions.SOUND, [make(tmp_path / "x.xlsx")], editions.TODAY)
    assert found.flaws
    assert not found.fit
    assert all(len(flaw.message("zh")) < 500 and len(flaw.found) <= 60 for flaw in found.flaws)


@pytest.mark.parametrize("ending", [".xlsm", ".xls", ".et", ".ods", ".xlsb"])
def test_other_kinds_of_file(ending: str, tmp_path: Path) -> None:
    """Other forms are refused by their ending, whatever they hold."""
    path = zipped(tmp_path / f"x{ending}", workbook())
    assert [flaw.code for flaw in plan(editions.SOUND, [path], editions.TODAY).flaws] == ["book-other-form"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n" * 100_000, "book-too-many-rows"), (b"a," + b"x" * (10 << 20), "book-bad-csv"), (b'a,"b\n' * 9, "book-bad-csv"),
        (b"\xff" * 99, "book-encoding"), (b"a\0b", "control-character"), (b"x" * (17 << 20), "book-too-large"),
    ],
)  # fmt: skip
def test_bad_csv(data: bytes, code: str, tmp_path: Path) -> None:
    """So is a CSV file that is too large, garbled or in no encoding there is."""
    path = tmp_path / "hotlines.csv"
    path.write_bytes(data)
    assert [flaw.code for flaw in plan(editions.SOUND, [path], editions.TODAY).flaws] == [code]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process had at most")
def test_memory_is_bounded(tmp_path: Path) -> None:
    """A bomb is refused without being unpacked into memory: seen from a process of its own."""
    path = _bomb(tmp_path / "x.xlsx")
    code = (
        "import sys, pathlib, re\nfrom generator.tables import sheets\nfrom generator.yaml_core import Refusal\n"
        "try: sheets.read(pathlib.Path(sys.argv[1]))\nexcept Refusal as refusal: print(refusal.code)\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "book-too-large"
    assert int(told[1]) < 200


def read_or_refused(path: Path) -> str:
    """The code by which a file is refused, if it is."""
    try:
        sheets.read(path)
    except Refusal as refusal:
        return refusal.code
    return ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_change_of_a_byte_breaks_it(data: st.DataObject, tmp_path: Path) -> None:
    """A workbook with any bytes changed is read or refused; nothing else ever happens."""
    path = tmp_path / "x.xlsx"
    whole = bytearray(_sound())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(whole)
    assert read_or_refused(path) in ("", *(code for code in SENTENCES if code.startswith("book-")))


@cache
def _sound() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in workbook().items():
            archive.writestr(name, part)
    return stream.getvalue()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_as_csv(data: bytes, tmp_path: Path) -> None:
    """Any bytes are read as CSV or refused."""
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    assert read_or_refused(path) in ("", "book-encoding", "book-bad-csv", "control-character")


_HEADS = [
    "编号", "标题", "标题（英文）", "摘要", "核对日期", "镇街", "岗位", "状态", "示例", "关键词", "做什么", "安全保障：防护用品", "先读指引", "版本", "撤下：撤下原因", "怎样报名：报名电话", "乱写", "",
]  # fmt: skip
_RAW = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 10**12), st.floats(allow_nan=False, allow_infinity=False, width=32), st.dates(min_value=date(1901, 1, 1)),
    st.times(), st.text(max_size=8).filter(lambda text: not re.search("[\x00-\x1f\ufffe\uffff\ud800-\udfff]", text)),
    st.sampled_from(["old-street-dyke", "dongtan-boats", "柳渡镇", "巡堤", "草稿", "招人", "是", "2026-11-30", "a；b", "，", "；", "（无）", "(none)", "\\", "../x", "=1"]),
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(heads=st.lists(st.sampled_from(_HEADS), min_size=1, max_size=8, unique=True), data=st.data())
def test_no_sheet_brings_it_down(heads: list[str], data: st.DataObject, tmp_path: Path) -> None:
    """Whatever stands in the cells of a sheet, it is told what is wrong, or its records are sound."""
    made = openpyxl.Workbook()
    made.active.title = "志愿岗位"
    shifts = made.create_sheet("班次")
    for row in (["编号", *heads], *data.draw(st.lists(st.lists(_RAW, min_size=1, max_size=9), max_size=4))):
        made.active.append(row)
    for row in (["编号", "日期", "开始", "结束", "需要", "已有"], *data.draw(st.lists(st.lists(_RAW, max_size=6), max_size=3))):
        shifts.append(row)
    path = tmp_path / "x.xlsx"
    made.save(path)
    found = plan(editions.SOUND, [path], editions.TODAY)
    drafts = {name: (text or b"").decode() for name, text in found.writes.items()}
    faults = [problem for problem in check(editions.SOUND, editions.TODAY, drafts=drafts).problems if problem.severity == "error"]
    assert not (found.fit and faults)
    assert all(flaw.message(lang) is not None and flaw.row(lang) for flaw in found.flaws for lang in ("zh", "en"))
    assert all(ID.fullmatch(part.removesuffix(".yml")) for name in found.writes for part in name.split("/"))
