"""Whole editions, sound and broken: every problem, its place and its words."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import editions
import pytest

from generator.check import check
from generator.judgement import Memory
from generator.load import ID
from generator.model.edition import VOCABULARIES
from generator.model.fields import class_of, field_types, inner_class
from generator.model.kinds import KIND_NAMES
from generator.model.records import KINDS
from generator.model.shared import Record
from generator.problems import MESSAGES, Problem, has_errors, in_order
from generator.search.acceptance import accept
from generator.site import Site
from generator.survey import Checked

HOTLINE = "hotlines/reservoir.yml"
ROW_KEYS = ["file", "line", "column", "field", "code", "severity", "message", "hint"]


def problems_of(content: Path) -> list[Problem]:
    """Every problem as the command finds them: what is searched for in vain only where there is no error."""
    found = check(content, editions.TODAY)
    if has_errors(found.problems):
        return found.problems
    site = Site(found, found.edition.clock(editions.TODAY).isoformat())
    return in_order([*found.problems, *accept(site, content, Memory())])


def write(content: Path, name: str, text: str) -> None:
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def hotline(**fields: str) -> str:
    """A hotline that is sound but for the lines given."""
    sound = {
        "title": "水库值班电话", "summary": "问放水时间。", "owner": "柳渡县防汛办公室", "verified": "2026-11-30",
        "sample": "true", "number": "'0990-0100110'", "purpose": "问放水", "hours": "全天", "where": "柳渡县",
    }  # fmt: skip
    return "".join(f"{name}: {value}\n" for name, value in (sound | fields).items())


# --- the sound edition ---------------------------------------------------------------------------------------------


def test_sound_edition_has_no_problem(checked: Checked) -> None:
    """The sound edition gives no problem, not even a warning."""
    assert checked.problems == []


def test_sound_edition_has_every_kind(checked: Checked) -> None:
    """The sound edition holds two records of every kind, in order of id."""
    assert checked.counts == dict.fromkeys(KIND_NAMES, 2)
    assert all(list(entries) == sorted(entries) for entries in checked.entries.values())


def test_sound_edition_has_every_vocabulary(checked: Checked) -> None:
    """The sound edition has all the vocabularies and no other."""
    assert set(checked.edition.terms) == set(VOCABULARIES)


def parts(value: Any) -> Iterator[Any]:
    """Every record class's instance inside a value, itself included."""
    if dataclasses.is_dataclass(value):
        yield value
        for name in value.__dataclass_fields__:
            yield from parts(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from parts(item)


def classes(record_class: type) -> set[type]:
    """A record class and those inside it."""
    hints = [hint for name, hint in field_types(record_class).items() if name not in UNREAD]
    inner = {found for hint in hints if (found := inner_class(hint))}
    return {record_class}.union(*map(classes, inner))


def filled(part: Any) -> set[tuple[str, str]]:
    """The fields of an instance that hold something, and something other than their default."""
    fields = dataclasses.fields(part)
    default = {field.name: getattr(field.default, "default", None) for field in fields}
    return {
        (type(part).__name__, field.name)
        for field in fields
        if (value := getattr(part, field.name)) not in (None, [], {}) and value != default[field.name]
    }


def used_fields(*editions_: Checked) -> set[tuple[str, str]]:
    records = [
        record for checked in editions_
        for record in (checked.edition, *(entry.record for entries in checked.entries.values() for entry in entries.values()))
    ]  # fmt: skip
    return {name for record in records for part in parts(record) for name in filled(part)}


# What is still to take over stands in files, and in no record that is read.
UNREAD = {"next"}
COMMON = set(field_types(Record)) - UNREAD


@pytest.mark.parametrize("kind", ["site", *KIND_NAMES])
def test_sound_edition_uses_every_field(kind: str, checked: Checked, overlaid: Checked) -> None:
    """Every field of a kind and of the parts inside it is filled somewhere in the sound edition, or in the one that stands on it."""
    whole = class_of(kind)
    every = {(found.__name__, name) for found in classes(whole) for name in field_types(found) if name not in UNREAD}
    inherited = {(whole.__name__, name) for name in COMMON} if issubclass(whole, Record) else set()
    assert every - inherited - used_fields(checked, overlaid) == set()


@pytest.mark.parametrize("name", sorted(COMMON))
def test_sound_edition_uses_every_common_field(name: str, checked: Checked, overlaid: Checked) -> None:
    """Every field that all records share is filled in a record of some kind."""
    kinds = {found.__name__ for found in KINDS.values() if issubclass(found, Record)}
    assert kinds & {record for record, field in used_fields(checked, overlaid) if field == name}


def test_sound_edition_is_bilingual_and_not(checked: Checked) -> None:
    """Of every kind one record is in both languages and one in Chinese alone."""
    for entries in checked.entries.values():
        texts = [entry.record.summary for entry in entries.values()]
        assert sorted(isinstance(text, str) or "en" not in text for text in texts) == [False, True]


def test_sound_edition_has_a_city_without_counties(checked: Checked) -> None:
    """A street may lie in a city at once."""
    assert checked.divisions["990200001000"].parent == "990200000000"
    assert checked.divisions["990200000000"].level == "city"


# --- broken editions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", editions.faults())
def test_broken_edition(fault: str, tmp_path: Path) -> None:
    """A broken edition gives the problems that its `expected.yml` lists, in order, and no others; each can be told in either language;
    checked again it gives the same."""
    said, content = editions.expected(fault), editions.broken(fault, tmp_path / "content")
    every = problems_of(content)
    found = every
    if said.get("at_least"):
        files = {problem["file"] for problem in said["problems"]}
        found = [problem for problem in every if problem.file in files]
    assert [alike(problem, wanted) for problem, wanted in zip(found, said["problems"], strict=False)] == said["problems"]
    assert [problem.code for problem in found] == [wanted["code"] for wanted in said["problems"]]
    for problem in every:
        _can_be_told(problem.row("zh"), problem.row("en"))
    assert problems_of(content) == every
    assert in_order(every) == every
    assert [problem.order for problem in every] == sorted(problem.order for problem in every)


def alike(problem: Problem, wanted: dict[str, Any]) -> dict[str, Any]:
    """A problem with the keys that are wanted, and its severity and line even where they are not."""
    row = problem.row("zh")
    keys = set(wanted) | {key for key, usual in (("severity", "error"), ("line", 0)) if row[key] != usual}
    if wanted.get("hint", "?") in str(row["hint"]):
        row["hint"] = wanted["hint"]
    return {key: row[key] for key in row if key in keys}


def _can_be_told(zh: dict[str, Any], en: dict[str, Any]) -> None:
    """Both languages say something, and not the same, with no blank left open, in rows of known keys."""
    assert list(zh) == list(en) == ROW_KEYS
    assert zh["message"]
    assert en["message"]
    assert zh["message"] != en["message"]
    assert zh["hint"]
    assert en["hint"]
    assert zh["hint"] != en["hint"]
    assert "“”" not in f"{zh['message']}{en['message']}"
    assert zh["severity"] in ("error", "warning")


def test_every_code_is_broken_somewhere() -> None:
    """Every code of problem stands in some `expected.yml`, and every code there is known."""
    codes = {problem["code"] for fault in editions.faults() for problem in editions.expected(fault)["problems"]}
    assert codes == set(MESSAGES)


def test_every_fault_says_why() -> None:
    """Every broken folder says in a sentence what is wrong with it."""
    assert all(editions.expected(fault)["why"].endswith(".") for fault in editions.faults())


# --- one fault never hides another ---------------------------------------------------------------------------------

TOGETHER = [
    "anchor", "bad-date", "bad-division-table", "bad-file-name", "bad-flag", "bad-yaml-unclosed-quote", "done-in-future",
    "duplicate-number", "linked-file", "missing-field", "no-source", "not-utf-8-gbk", "notice-too-short", "numbers-twice",
    "private-home", "private-identity", "several-documents", "tab-indent", "unknown-file-txt", "unknown-folder", "unknown-term",
]  # fmt: skip


def test_faults_do_not_hide_each_other(tmp_path: Path) -> None:
    """A content folder with many faults at once gives the problems of each."""
    content = editions.sound(tmp_path / "content")
    wanted = []
    for number, fault in enumerate(TOGETHER):
        moved = lay_over(fault, content, tmp_path / fault, number)
        wanted += [
            (moved.get(problem["file"], problem["file"]), problem["code"]) for problem in editions.expected(fault)["problems"]
        ]
    found = [(problem.file, problem.code) for problem in problems_of(content)]
    assert sorted(found) == sorted(wanted)


def lay_over(fault: str, content: Path, apart: Path, number: int) -> dict[str, str]:
    """Lay a broken edition's own files over a folder under names of their own; gives the names that changed."""
    editions.broken(fault, apart)
    moved = {}
    for path in sorted(path for path in apart.rglob("*") if path.is_symlink() or path.is_file()):
        name = path.relative_to(apart).as_posix()
        if not path.is_symlink() and same(path, editions.SOUND / name):
            continue
        target = content / name
        if path.suffix == ".yml" and ID.fullmatch(path.stem):
            target = target.with_stem(f"{path.stem}-{number}")
            moved[name] = target.relative_to(content).as_posix()
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
    return moved


def same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("table", [None, "code,name\n", "", "code,name,level,parent\n"])
def test_without_a_division_table(table: str | None, edition: Path) -> None:
    """Without a usable table every code is unknown, and nothing else is said or breaks."""
    path = edition / "areas/divisions.csv"
    path.unlink()
    if table is not None:
        path.write_text(table, encoding="utf-8")
    assert {problem.code for problem in problems_of(edition)} <= {"unknown-area", "bad-division-table"}


# --- what the editor typed -----------------------------------------------------------------------------------------


def test_plain_words_stay_text(edition: Path) -> None:
    """Words and numbers that YAML 1.1 converts stay as typed: Norway, octal, sexagesimal, exponents."""
    typed = ["no", "yes", "off", "010", "18:30", "1e3", "0x10", "1_000", "2026-11-30", "3.10", ".inf", "=", "=1+1"]
    write(edition, HOTLINE, hotline(where="no", hours="18:30", keywords=f"[{', '.join(typed)}]"))
    checked = check(edition, editions.TODAY)
    record = checked.entries["hotlines"]["reservoir"].record
    assert (checked.problems, record.where, record.hours, record.keywords) == ([], "no", "18:30", typed)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(end: str, edition: Path) -> None:
    """Either kind of line end gives the same lines."""
    text = hotline(hours="全天", where="''").replace("\n", end)
    (edition / HOTLINE).write_bytes(text.encode())
    assert [(problem.code, problem.line) for problem in problems_of(edition)] == [("empty-text", 9)]


def test_byte_order_mark_is_welcome(edition: Path) -> None:
    """A file saved by Windows Notepad, with a byte order mark, is read like any other."""
    (edition / HOTLINE).write_bytes(b"\xef\xbb\xbf" + hotline().encode())
    assert problems_of(edition) == []


def test_dot_files_are_passed_over(edition: Path) -> None:
    """Hidden files are the system's, not the editor's."""
    write(edition, ".DS_Store", "x")
    write(edition, "hotlines/.reservoir.yml.swp", "x")
    write(edition, ".git/config", "x")
    assert problems_of(edition) == []


@pytest.mark.parametrize("text", ["title: '水库\n", "title: {}\n", "- a\n", "titel: 水\nverified: x\nnumber: '13900000000'\n"])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_any_kind_of_nonsense(kind: str, text: str, edition: Path) -> None:
    """Nonsense in a record of any kind gives problems of that file, each of which can be told."""
    write(edition, f"{kind}/nonsense.yml", text)
    found = problems_of(edition)
    assert found
    assert {problem.file for problem in found} == {f"{kind}/nonsense.yml"}
    assert all(problem.row(lang) for problem in found for lang in ("zh", "en"))


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_flag_in_every_field(kind: str, edition: Path) -> None:
    """A value of the wrong type in any field of any kind is a problem at that field's line, never a crash."""
    fields = list(field_types(class_of(kind)))
    for value in ("true", "[[]]", "{'a b': {}}", "[{'': ''}]", "'\"'"):
        write(edition, f"{kind}/nonsense.yml", "".join(f"{field}: {value}\n" for field in fields))
        lines = {problem.line: problem.row("en") for problem in problems_of(edition) if problem.file.endswith("nonsense.yml")}
        assert lines
        assert all(1 <= line <= len(fields) for line in lines)


# --- the clock, the order, many files ------------------------------------------------------------------------------


def without_clock(edition: Path) -> None:
    editions.make(edition, "site.yml", replace="as_of: 2026-12-01\n", by="")


def test_clock_of_the_edition(edition: Path) -> None:
    """`as_of` stands still, whatever day it is; without it the day given counts."""
    assert check(edition, date(2031, 1, 1)).problems == []
    without_clock(edition)
    assert check(edition, editions.TODAY).problems == []
    late = {(problem.code, problem.severity) for problem in check(edition, date(2031, 1, 1)).problems}
    assert late == {("open-but-expired", "warning"), ("focus-over", "warning")}


def test_day_before_it_was_checked(edition: Path) -> None:
    """Before the day a record was checked, it claims to come from the future."""
    without_clock(edition)
    codes = {problem.code for problem in check(edition, date(2026, 11, 1)).problems}
    assert "future-date" in codes


def test_a_warning_keeps_its_entry(edition: Path) -> None:
    """A need that has only run out is still loaded; a record with an error is not."""
    without_clock(edition)
    write(edition, HOTLINE, hotline(hours="''"))
    checked = check(edition, date(2026, 12, 20))
    assert "old-street-dyke" in checked.entries["opportunities"]
    assert "reservoir" not in checked.entries["hotlines"]


def test_a_faulty_record_can_be_referred_to(edition: Path) -> None:
    """A reference to a record with a fault of its own is no second problem."""
    write(edition, "guidelines/dyke-watch.yml", "title: 巡堤\n")
    assert {problem.file for problem in problems_of(edition)} == {"guidelines/dyke-watch.yml"}


def test_many_files(edition: Path) -> None:
    """With many files several processes share the work and give what one would."""
    for number in range(420):
        write(edition, f"hotlines/h{number}.yml", hotline())
    write(edition, "hotlines/h7.yml", hotline(number="'13900000000'", hour="x"))
    checked = check(edition, editions.TODAY)
    assert checked.counts["hotlines"] == 421
    assert [(problem.file, problem.code) for problem in checked.problems] == [
        ("hotlines/h7.yml", "private-mobile"), ("hotlines/h7.yml", "private-mobile"), ("hotlines/h7.yml", "unknown-field"),
    ]  # fmt: skip


@pytest.mark.parametrize("fault", ["", "number: nonsense\n", "guidelines: [nowhere]\n"])
def test_records_as_they_would_be(fault: str, edition: Path, tmp_path: Path) -> None:
    """Content with drafts is judged as if they had been written, a new record and another text of an old one alike."""
    old = "rumours/dyke-burst.yml"
    drafts = {HOTLINE: hotline(), old: (edition / old).read_text("utf-8").replace("title:", f"{fault}title:", 1)}
    would, before = check(edition, editions.TODAY, drafts=drafts), check(edition, editions.TODAY)
    assert before.problems == []
    for name, text in drafts.items():
        write(edition, name, text)
    after = check(edition, editions.TODAY)
    assert would.problems == after.problems
    assert bool(after.problems) == bool(fault)
    assert [entry.digest for entry in would.entries["hotlines"].values()] == [
        entry.digest for entry in after.entries["hotlines"].values()
    ]
    assert would.entries["hotlines"]["reservoir"].record == after.entries["hotlines"]["reservoir"].record


def test_order_of_names_does_not_matter(tmp_path: Path) -> None:
    """The seed that Python shuffles its sets by changes nothing in what is told."""
    content = editions.broken("dangling-reference", tmp_path / "content")
    told = {tell(content, seed) for seed in ("1", "2", "3")}
    assert len(told) == 1


def tell(content: Path, seed: str) -> str:
    """All problems of a folder as a fresh process tells them."""
    program = (
        "import sys; from datetime import date; from pathlib import Path; from generator.check import check\n"
        "for problem in check(Path(sys.argv[1]), date(2026, 12, 1)).problems: print(ascii(problem.row('zh')))"
    )
    path = os.pathsep.join([str(editions.TESTS.parent), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
    return subprocess.run(
        [sys.executable, "-c", program, str(content)], env=environment, capture_output=True, check=True, text=True
    ).stdout


def test_entries_read_again(checked: Checked) -> None:
    """An entry gives its whole record on demand, and its row agrees with it."""
    entry = checked.entries["opportunities"]["old-street-dyke"]
    assert entry.file == "opportunities/990101001/old-street-dyke.yml"
    assert [turn.filled for turn in entry.row.turns] == [4, 1]
    assert entry.record.valid_until - entry.record.valid_from == timedelta(days=7)
    assert entry.record is entry.record
