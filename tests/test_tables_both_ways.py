"""Records to spreadsheets and back: nothing is lost, whatever a record holds and whichever program opens the sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import editions
import openpyxl
import projects
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from generator import load, yaml_core
from generator.check import check
from generator.model.fields import class_of, field_types, inner_class, is_list
from generator.model.kinds import KIND_NAMES
from generator.model.schema import PLANNED
from generator.survey import Checked
from generator.tables import book, cells, export, headings, rows, sheets
from generator.tables.gather import Draft, gather
from generator.tables.layout import SPOKEN, Column, tables
from generator.tables.merge import Merge
from generator.tables.options import LABELS, Options
from generator.tables.plan import titles
from generator.yaml_core import CONTROL

LANGUAGES = ("zh", "en")
EDITIONS = {"real": projects.CONTENT, "sound": editions.SOUND}


@cache
def checked_of(name: str) -> Checked:
    return check(EDITIONS[name], editions.TODAY)


def options_of(checked: Checked, lang: str = "zh") -> Options:
    return Options(checked.edition, checked.divisions, titles(checked), lang)


def drafts_of(paths: Sequence[Path], kind: str, options: Options) -> tuple[dict[str, Draft], list[headings.Matched]]:
    """What files say of each record, which must be without a flaw."""
    read = [sheet for path in paths for sheet in sheets.read(path)]
    matched, flaws = headings.matched(read, tables(kind, LANGUAGES), kind)
    gathered = gather(matched, options, {})
    assert [*flaws, *gathered.flaws] == []
    return {draft.id: draft for draft in gathered.drafts}, matched


# --- what is there comes back --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "ending", "lang"),
    [
        *(("real", kind, ".xlsx", "zh") for kind in KIND_NAMES),
        *(("sound", kind, ".csv", "zh") for kind in KIND_NAMES),
        ("real", "opportunities", ".csv", "en"),
        ("sound", "guidelines", ".xlsx", "en"),
    ],
)
def test_every_record_there_is_comes_back(name: str, kind: str, ending: str, lang: str, tmp_path: Path) -> None:
    """Exported and read again, no record of the real and of the sound edition says anything else than before."""
    checked = checked_of(name)
    made, count = export.files(checked, kind, tmp_path / f"{kind}{ending}", lang)
    for path, data in made.items():
        path.write_bytes(data)
    drafts, matched = drafts_of(list(made), kind, options_of(checked))
    files = {file.id: file for file in load.find(checked.folders[0], KIND_NAMES)[0] if file.kind == kind}
    assert len(drafts) == count == len(files)
    for id, draft in drafts.items():
        merge = Merge(draft, yaml_core.parse(load.text_of(files[id])), tables(kind, LANGUAGES), "zh")
        assert not merge.changed, id
        assert merge.after == merge.before
        assert list(merge.lost(matched)) == []
        assert draft.version == checked.entries[kind][id].version


# --- any record comes back -----------------------------------------------------------------------------------------

SIGNS = ["=1+1", "+86", "-", "- a", "@a", "'", "'=a", "''", "'a", "；", ";", "a；b", "\\", "\\n", "\\；", "a\nb", "\na", "（无）", "(none)",
         "\\（无）", "_x0041_", "_x000D_", "a,b", '"', 'a"b', "<b>&amp;", "true", "001", "1.0", "２", "12:00", "2026-12-01", "\ta", "（例）", "a、b，c"]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(SIGNS), st.text(max_size=12)).filter(
    lambda text: bool(cells.clean(text)) and not CONTROL.search(text)
)


def spoken(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Said in the first language, or in both."""
    return inner | st.fixed_dictionaries({"zh": inner}, optional={"en": inner})


def value_of(column: Column, options: Options) -> st.SearchStrategy[Any]:
    """What a field of a column may hold."""
    if column.sort == "names":
        return spoken(st.lists(TEXTS, min_size=1, max_size=3))
    if column.sort in SPOKEN:
        one: st.SearchStrategy[Any] = spoken(TEXTS)
    elif words := _words(column, options):
        one = st.sampled_from(words)
    else:
        one = _PLAIN[column.sort]
    return st.lists(one, max_size=3) if column.several else one


def _words(column: Column, options: Options) -> list[Any]:
    match column.sort:
        case "flag":
            return [True, False]
        case "term":
            return list(options.edition.terms[column.about])
        case "choice":
            return list(column.about)
        case "ref":
            return list(options.titles[column.about])
        case "code":
            return list(options.divisions)
        case "street":
            return [code for code, division in options.divisions.items() if division.level == "street"]
        case "weekday":
            return ["mo", "th"]
    return []


_DIGITS = st.integers(0, 99_999).map(str)
_PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "date": st.dates().map(lambda day: day.isoformat()), "time": st.times().map(lambda hour: f"{hour:%H:%M}"), "whole": _DIGITS,
    "decimal": _DIGITS | st.sampled_from(["5.50", "0.1", "3.0000", "12345678901.1234"]), "phone": st.sampled_from(["12345", "0990-0100103"]),
    "url": st.sampled_from(["https://a.example.org/?a=1;2"]), "id": st.sampled_from(["a", "team-1", "2020"]),
    "version": st.sampled_from(["0123456789ab", "000000000012"]), "language": st.sampled_from(["zh", "yue"]), "line": TEXTS,
}  # fmt: skip


def thing(kind: str, record_class: type, path: tuple[str, ...], options: Options) -> st.SearchStrategy[Any]:
    """A record, or a thing of one of its lists, with any fields that a class has."""
    own = {table.path: table for table in tables(kind, LANGUAGES)}[path]
    fields: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for column in own.columns:
        if column.sort != "mark":
            holder = fields if len(column.path) == 1 else groups.setdefault(column.path[0], {})
            holder[column.path[-1]] = value_of(column, options)
    fields |= {name: st.fixed_dictionaries({}, optional=inner).filter(bool) for name, inner in groups.items()}
    for name, annotation in field_types(record_class).items():
        if (inner := inner_class(annotation)) is not None and is_list(annotation) and name != PLANNED:
            fields[name] = st.lists(thing(kind, inner, (*path, name), options), max_size=2)
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_any_record_comes_back(kind: str, ending: str, tmp_path: Path) -> None:
    """Whatever a record holds, its sheet says that and nothing else, to one who has the record and to one who has none."""
    checked = checked_of("sound")
    options, own = options_of(checked), tables(kind, LANGUAGES)
    ids = list(options.divisions)[-2:] if kind == "areas" else ["one", "two"]

    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(st.lists(thing(kind, class_of(kind), (), options), min_size=1, max_size=2))
    def any_records(records: list[dict[str, Any]]) -> None:
        held = dict(zip(ids, records, strict=False))
        paths = laid_down(tmp_path, kind, ending, held, options)
        drafts, _ = drafts_of(paths, kind, options)
        assert set(drafts) == {id for id, record in held.items()}
        for id, record in held.items():
            assert not Merge(drafts[id], record, own, "zh").changed
            new = Merge(drafts[id], {}, own, "zh").after
            assert rows.meaning(new, (), own, "zh") == rows.meaning(record, (), own, "zh")

    any_records()


def laid_down(folder: Path, kind: str, ending: str, records: dict[str, Any], options: Options) -> list[Path]:
    """Records in the files of an export."""
    own, held = tables(kind, LANGUAGES), [(id, {**record, "version": "v0123456789ab"}) for id, record in records.items()]
    for path in folder.iterdir():
        path.unlink()
    if ending == ".csv":
        made = export._csv_files(folder / f"{kind}.csv", own, held, options)
    else:
        made = {folder / f"{kind}.xlsx": book.workbook(own, options, held, examples=False)}
    for path, data in made.items():
        path.write_bytes(data)
    return list(made)


@given(st.lists(TEXTS | st.just(""), max_size=4), st.sampled_from(["text", "line", "names", "term"]))
def test_several_in_one_cell(items: list[str], sort: str) -> None:
    """Several texts in one cell are the same texts again, whatever signs they hold; words have no signs."""
    if sort == "term":
        items = [item for item in items if item.isalnum() and item.isascii()]
    items = [cells.clean(item) for item in items]
    assert cells.split(cells.joined(items, sort), sort) == (items or [""])


# --- other programs open it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_empty_sheet_opens_elsewhere(kind: str, tmp_path: Path) -> None:
    """Two other readers open it and find every sheet, heading and drop-down; brought in as it is, it says nothing."""
    checked = checked_of("sound")
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(export.template(checked, kind, "zh"))
    own = tables(kind, LANGUAGES)
    names = [*(table.title["zh"] for table in own), "说明", "选项"]
    theirs, ours = CalamineWorkbook.from_path(str(path)), openpyxl.load_workbook(path)
    assert theirs.sheet_names == ours.sheetnames == names
    assert ours["选项"].sheet_state == "hidden"
    for table in own:
        head, example = theirs.get_sheet_by_name(table.title["zh"]).to_python()[:2]
        assert [cell.split("\n")[0].removesuffix(" *") for cell in head] == [column.title["zh"] for column in table.all]
        assert [cell.split("\n")[0].endswith(" *") for cell in head] == [column.starred for column in table.all]
        assert str(example[0]).startswith("（例）")
        # Words for readers, not how the program keeps them.
        assert not any(str(cell).startswith(("{", "[")) for cell in example)
        assert ours[table.title["zh"]].freeze_panes
    drafts, _ = drafts_of([path], kind, options_of(checked))
    assert drafts == {}


def test_cells_that_must_stay_text_are_text(tmp_path: Path) -> None:
    """Dates, times, codes and telephone numbers are typed into cells that no spreadsheet makes numbers of."""
    book_ = openpyxl.load_workbook(io.BytesIO(export.template(checked_of("sound"), "opportunities", "zh")))
    for table in tables("opportunities", LANGUAGES):
        sheet = book_[table.title["zh"]]
        for place, column in enumerate(table.all, 1):
            letter = openpyxl.utils.get_column_letter(place)
            expected = "General" if column.sort in ("whole", "decimal", "number") else "@"
            assert sheet.column_dimensions[letter].number_format == expected, column.title


def test_streets_are_picked_by_name() -> None:
    """The drop-down of a street holds names from the city down, and each name means its code and no other."""
    checked = checked_of("real")
    column = next(column for column in tables("opportunities", LANGUAGES)[0].columns if column.sort == "street")
    for lang in LANGUAGES:
        options = options_of(checked, lang)
        listed = options.listed(column)
        streets = [code for code, division in checked.divisions.items() if division.level == "street"]
        assert [options.word(column, name) for name in listed] == streets
    assert (
        options_of(checked).word(column, "广州市 天河区 石牌街道")
        == "440106006000"
        == options_of(checked).word(column, "石牌街道")
    )


def test_the_same_bytes_at_any_hour() -> None:
    """A workbook holds no hour, and two made of the same content are the same."""
    checked = checked_of("sound")
    first, second = (export.template(checked, "help", "zh") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_no_cell_is_run(tmp_path: Path) -> None:
    """What begins like a formula is exported as text that no program runs."""
    records = {"one": {"title": "=HYPERLINK(1)", "summary": {"zh": "+1", "en": "@a"}, "keywords": ["-1"]}}
    for path in laid_down(tmp_path, "hotlines", ".xlsx", records, options_of(checked_of("sound"))):
        for sheet in openpyxl.load_workbook(path):
            assert all(
                cell.data_type != "f" and not str(cell.value or "").startswith(tuple("=+-@")) for row in sheet for cell in row
            )


# --- the layout ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_field_has_its_column(kind: str) -> None:
    """Every field of every kind stands in a column, headings differ within a sheet, and names of sheets suit every program."""
    own = tables(kind, LANGUAGES)
    assert {path for table in own for path in _paths(table)} == set(_fields(class_of(kind), ()))
    for lang in LANGUAGES:
        names = [table.title[lang] for table in own]
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
        for table in own:
            heads = [headings.folded(column.title[lang]) for column in table.all]
            assert len(set(heads)) == len(heads)


def _paths(table: Any) -> set[tuple[str, ...]]:
    return {(*table.path, *column.path) for column in table.columns if column.path != ("version",)}


def _fields(record_class: type, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    found = []
    for name, annotation in field_types(record_class).items():
        # What is planned for a day sets any field at all, which no cell can hold.
        if name != PLANNED:
            inner = inner_class(annotation)
            found += _fields(inner, (*path, name)) if inner else [(*path, name)]
    return found


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_fixed_word_has_a_label(kind: str) -> None:
    """Words that the program itself gives a meaning stand in cells as people say them."""
    words = {
        word for table in tables(kind, LANGUAGES) for column in table.columns if column.sort == "choice" for word in column.about
    }
    assert words <= set(LABELS)
