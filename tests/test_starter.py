"""A new edition: sound from the first minute, whatever it is called and whenever it is made."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import projects
import pytest
import started
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import starter, yaml_write
from generator.check import check
from generator.cli import main
from generator.model.kinds import KIND_NAMES
from generator.release import verify
from generator.starter import Answers

TODAY = date(2026, 12, 1)
PLACE = {"zh": "石桥县", "en": "Shiqiao County"}
NAME = {"zh": "石桥指引", "en": "Shiqiao Guide"}
CHOICES = (("zh", "en"), ("zh",), ("en",), ("en", "zh"), ("zh", "zh-hant"), ("zh", "en", "zh-hant"))


def answers(languages: tuple[str, ...] = CHOICES[0], **other: object) -> Answers:
    written = [code for code in languages if code in PLACE]
    named = {"place": {code: PLACE[code] for code in written}, "name": {code: NAME[code] for code in written}}
    return Answers(languages, **(named | other))  # type: ignore[arg-type]


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def init(*arguments: object) -> int:
    return main(["init", *map(str, arguments), "--today", TODAY.isoformat()])


# --- what it holds -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_sound_in_every_choice_of_languages(tmp_path: Path, languages: tuple[str, ...]) -> None:
    """The check finds nothing, not even a warning, and every record is there once and says that it is a sample."""
    found = check(laid(tmp_path, starter.files(answers(languages), TODAY)) / "content", TODAY)
    assert found.problems == []
    assert found.edition.codes == tuple(code for code in languages if code != "zh-hant")
    assert {kind: [entry.row.sample for entry in found.entries[kind].values()] for kind in KIND_NAMES} == {
        kind: [True] for kind in KIND_NAMES
    }


@pytest.mark.parametrize("day", ["2026-12-31", "2027-02-07", "2027-10-01", "2028-02-29"])
def test_sound_on_any_day(tmp_path: Path, day: str) -> None:
    """Shifts and notices are told from the day it is made: no holiday and no turn of the year spoils them."""
    today = date.fromisoformat(day)
    assert check(laid(tmp_path, starter.files(answers(), today)) / "content", today).problems == []


@settings(max_examples=15)
@given(name=st.text(st.characters(exclude_categories=("C", "Z", "Nd")), min_size=1, max_size=20))
def test_sound_under_any_name(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """A name may hold quotes, colons, dollar signs or whatever else YAML and templates give a meaning to."""
    named = answers(("zh",), name={"zh": name}, place={"zh": name})
    folder = laid(tmp_path_factory.mktemp("named"), starter.files(named, TODAY))
    found = check(folder / "content", TODAY)
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    assert found.edition.title == name
    assert found.divisions["990101000000"].name == name


def test_only_its_own_languages() -> None:
    """A Chinese edition has no English text, an English one no Chinese, but for comments and the README, which have both."""
    for languages, foreign in ((("zh",), r"\b(the|and|is)\b"), (("en",), "[\u4e00-\u9fff]")):
        texts = {path: data.decode() for path, data in starter.files(answers(languages), TODAY).items()}
        said = {
            path: re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
            for path, text in texts.items()
            if path not in ("README.md", ".gitignore")
        }
        assert {path for path, text in said.items() if re.search(foreign, text)} == set()


def test_records_are_in_canonical_form() -> None:
    """What `init` writes is what the program writes everywhere: one form, comments kept."""
    for path, data in starter.files(answers(), TODAY).items():
        if re.fullmatch(r"content/\w+/.*\.yml", path):
            text = data.decode()
            assert yaml_write.canonical(path.split("/")[1], text, ("zh", "en")) == text
            assert text.startswith("# ")


def test_the_readme_says_how_to_go_on() -> None:
    """In Chinese first: how to change, check, preview and publish; then the same in English."""
    text = starter.files(answers(), TODAY)["README.md"].decode()
    chinese, english = text.split("\n---\n")
    assert "石桥指引" in chinese
    assert "Shiqiao Guide" in english
    for command in ("check", "serve", "build", "publish", "rollback"):
        assert f"zhiyin {command}" in chinese
        assert f"zhiyin {command}" in english


def test_every_written_page_is_in_its_menu() -> None:
    """MkDocs is told of each hand-written page, and every language has all of them."""
    for languages in CHOICES:
        files = starter.files(answers(languages), TODAY)
        pages = {path.removeprefix("docs/") for path in files if path.startswith("docs/")}
        assert re.findall(r"^  - (\S+)$", files["mkdocs.yml"].decode().split("nav:")[1], re.MULTILINE) == starter.menu(
            answers(languages).written
        )
        assert pages == set(starter.menu(answers(languages).written))


# --- the command ---------------------------------------------------------------------------------------------------


def test_init_check_build_with_the_package_installed() -> None:
    """In a folder anywhere, from the wheel alone: nothing is wrong, every link leads somewhere, every record has its page."""
    folder = started.edition()
    assert (folder.parent / "check.txt").read_text("utf-8").startswith("没有发现错误。\n")
    assert "zhiyin serve" in (folder.parent / "init.txt").read_text("utf-8") or "-m generator serve" in (
        folder.parent / "init.txt"
    ).read_text("utf-8")
    expected = {(lang, kind): 1 for lang in ("", "en/") for kind in KIND_NAMES if kind != "areas"}
    assert verify.flaws(folder / "site", "https://zhiyin.example.org/", expected) == []
    home = (folder / "site/index.html").read_text("utf-8")
    assert "示例县指引" in home
    # It has no emergency number yet, so no heading promises one.
    assert 'id="emergency"' not in home
    assert "hotlines/" in home
    assert "Sample County Guide" in (folder / "site/en/index.html").read_text("utf-8")


def test_answers_are_asked_for(tmp_path: Path) -> None:
    """Each question shows what is usual, Enter takes it, and an answer that will not do is asked for again."""
    folder = tmp_path / "new"
    said = _answered(folder, "zh,fr\n\n石桥县\n\n石桥帮手\nStone Bridge Help\nblue\n#8A3B12\n")
    assert said.returncode == 0, said.stderr
    assert "[Shiqiaoxian]" in said.stdout
    assert "[石桥县指引]" in said.stdout
    assert said.stdout.count("#0b5c8a]") == 2
    edition = check(folder / "content", TODAY).edition
    assert edition.title == {"zh": "石桥帮手", "en": "Stone Bridge Help"}
    assert edition.colour == "#8a3b12"


def test_nothing_is_written_when_nobody_answers(tmp_path: Path) -> None:
    """Ctrl-D halfway through leaves no trace."""
    said = _answered(tmp_path / "new", "zh\n石桥县\n")
    assert (said.returncode, (tmp_path / "new").exists()) == (2, False)
    assert "什么都没有写" in said.stderr


def _answered(folder: Path, answers: str):  # type: ignore[no-untyped-def]
    return projects.run(*projects.ZHIYIN, "init", folder, *started.DAY, stdin=answers)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("flag", "value"), [("--colour", "blue"), ("--languages", "fr"), ("--languages", "en,zh-hant"), ("--name", "a\x07b")]
)
def test_flags_that_will_not_do(tmp_path: Path, capsys: pytest.CaptureFixture[str], flag: str, value: str, lang: str) -> None:
    """The flag is named and what it takes is said; nothing is written."""
    assert init(tmp_path / "new", "--yes", flag, value, "--lang", lang) == 2
    assert capsys.readouterr().err.startswith(f"{flag}: ")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not even a hidden file further down is written over; empty folders are no hindrance, nor is standing in one."""
    folder = tmp_path / "new"
    (folder / "content/areas").mkdir(parents=True)
    (folder / "content/areas/.kept").write_text("mine", "utf-8")
    assert init(folder, "--yes") == 2
    assert "已经有东西" in capsys.readouterr().err
    assert [path for path in folder.rglob("*") if path.is_file()] == [folder / "content/areas/.kept"]
    (folder / "content/areas/.kept").unlink()
    assert init(folder, "--yes", "--lang", "en") == 0
    assert "all checked" in capsys.readouterr().out
    assert init(folder, "--yes") == 2


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of that name is left as it is."""
    (tmp_path / "new").write_text("mine", "utf-8")
    assert init(tmp_path / "new", "--yes") == 2
    assert (tmp_path / "new").read_text("utf-8") == "mine"


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder below a file cannot be made: that is said, without a traceback."""
    (tmp_path / "file").write_text("mine", "utf-8")
    assert init(tmp_path / "file/new", "--yes") == 2
    assert "写不进去" in capsys.readouterr().err


def test_a_name_that_no_page_may_hold_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is given as a name is checked like all content, and named with its file and line."""
    assert init(tmp_path / "new", "--yes", "--name", "找13800138000") == 1
    assert re.search(r"content/site\.yml:\d+:\d+ title", capsys.readouterr().err)
