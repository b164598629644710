"""The schemas that editors' tools read: they are where a file's first line says, and they know right from wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import editions
import projects
import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from test_starter import CHOICES, answers, laid

from generator import bases, schema_files, starter, yaml_write
from generator.cli import main
from generator.model.schema import json_schema
from generator.schema_files import FILES, line, with_line

DAY = ("--today", "2026-12-01")


def checked(folder: Path) -> int:
    return main(["check", "--content", str(folder / "content"), *DAY])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the sound edition, not yet checked."""
    editions.sound(tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text("site_name: sound\n", "utf-8")
    return tmp_path


def _as_tools_read(text: str) -> Any:
    """A file as an editor's YAML extension reads it: by the core rules, where a date is text."""
    return json.loads(json.dumps(YAML(typ="safe").load(text), default=lambda day: day.isoformat()))


def complaints(schema: Path, text: str) -> list[str]:
    validator = Draft7Validator(json.loads(schema.read_text("utf-8")))
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(_as_tools_read(text))]


def _schema_of(file: Path) -> Path:
    """The schema that a file's first line names."""
    first = file.read_text("utf-8").split("\n")[0]
    return (file.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()


# --- where they are ------------------------------------------------------------------------------------------------


def test_a_check_makes_them(project: Path) -> None:
    """After a check every kind of file has its schema, and a second check leaves them untouched."""
    assert checked(project) == 0
    found = projects.times(project / ".zhiyin/schema")
    assert set(found) == {f"{kind}.json" for kind in FILES}
    assert checked(project) == 0
    assert projects.times(project / ".zhiyin/schema") == found


def test_a_check_that_finds_faults_makes_them_too(project: Path) -> None:
    """An editor who mends a mistake has the hints already; a word added to a vocabulary is known at once."""
    projects.edit(project / "content/hotlines/rescue-119.yml", lambda text: text.replace("verified: 2", "verified: x2"))
    assert checked(project) == 1
    schema = project / ".zhiyin/schema/opportunities.json"
    assert json.loads(schema.read_text("utf-8"))["properties"]["task"]["enum"] == ["dyke-watch", "boat"]
    projects.edit(project / "content/site.yml", lambda text: text.replace("    boat: {zh", "    pump: 抽水\n    boat: {zh"))
    assert checked(project) == 1
    assert json.loads(schema.read_text("utf-8"))["properties"]["task"]["enum"] == ["dyke-watch", "pump", "boat"]


def test_content_that_is_no_projects_is_left_alone(edition: Path) -> None:
    """Beside loose content nothing is written."""
    assert main(["check", "--content", str(edition), *DAY]) == 0
    assert [path.name for path in edition.parent.iterdir()] == [edition.name]


def test_a_build_makes_them() -> None:
    """A build does so as well, where its editors look for them."""
    assert {path.name for path in (projects.sound_project() / ".zhiyin/schema").iterdir()} == {f"{kind}.json" for kind in FILES}


# --- the line ------------------------------------------------------------------------------------------------------


def test_the_line_leads_to_the_schema() -> None:
    """However deep a file lies, its first line names the schema of its kind."""
    assert line("site", "site.yml") == "# yaml-language-server: $schema=../.zhiyin/schema/site.json"
    assert line("notices", "notices/one.yml").endswith("=../../.zhiyin/schema/notices.json")
    assert line("opportunities", "opportunities/990101/one.yml").endswith("=../../../.zhiyin/schema/opportunities.json")


def test_the_line_stands_once_and_first() -> None:
    """Given twice it is there once; a file that has moved gets the right one; the form of files keeps it, other comments too."""
    text = (editions.SOUND / "notices/first-crest.yml").read_text("utf-8")
    once = with_line("notices", "notices/first-crest.yml", f"# 说明\n{text}")
    assert once == f"{line('notices', 'notices/first-crest.yml')}\n# 说明\n{text}"
    assert with_line("notices", "notices/first-crest.yml", once) == once
    assert with_line("notices", "notices/2026/first-crest.yml", once).split("\n")[0] == line("notices", "notices/2026/x.yml")
    assert yaml_write.canonical("notices", once, ("zh", "en")).split("\n")[:2] == once.split("\n")[:2]


def test_new_editions_carry_the_line(tmp_path: Path) -> None:
    """Every file that `init` writes names a schema that the first check makes."""
    folder = laid(tmp_path, starter.files(answers(), date(2026, 12, 1)))
    assert checked(folder) == 0
    files = sorted((folder / "content").rglob("*.yml"))
    assert len(files) == 10
    for file in files:
        kind = file.relative_to(folder / "content").parts[0].removesuffix(".yml")
        assert _schema_of(file) == folder / ".zhiyin/schema" / f"{kind}.json"
        assert _schema_of(file).is_file()


def test_the_command_names_it_in_every_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`schemas` changes nothing but the first line of files that lack it; run again it changes nothing."""
    before = projects.tree(project / "content")
    assert main(["schemas", "--content", str(project / "content"), *DAY]) == 0
    assert capsys.readouterr().out == "21 个文件的第一行写上了自己的 schema，另外 0 个没有动。\n"
    for name, data in projects.tree(project / "content").items():
        if name.endswith(".yml"):
            assert data.split(b"\n", 1)[1] == before[name]
            assert _schema_of(project / "content" / name).is_file()
        else:
            assert data == before[name]
    assert main(["schemas", "--content", str(project / "content"), *DAY, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("0 files")
    assert checked(project) == 0


def test_the_command_leaves_alone_what_it_cannot_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in another encoding is named and stays as it is; those of other systems keep their line ends."""
    bad, odd = project / "content/notices/first-crest.yml", project / "content/notices/second-crest.yml"
    bad.write_bytes(bad.read_text("utf-8").encode("gbk"))
    odd.write_bytes(odd.read_bytes().replace(b"\n", b"\r\n"))
    before = bad.read_bytes()
    assert main(["schemas", "--content", str(project / "content"), *DAY]) == 1
    assert "not-utf-8" in capsys.readouterr().err
    assert bad.read_bytes() == before
    assert odd.read_bytes().count(b"\n") == odd.read_bytes().count(b"\r\n")
    assert main(["schemas", "--content", str(project / "nowhere"), *DAY]) == 2


@pytest.mark.parametrize("name", ["content", "examples/typhoon/content", "examples/typhoon-town/content"])
def test_every_file_that_comes_with_the_program_names_it(name: str) -> None:
    """Whoever opens the first edition or an example in an editor has the hints; `zhiyin schemas` adds what is missing."""
    assert schema_files.lines(projects.ROOT / name).changes == {}


# --- what they say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_tools_find_no_fault_with_a_new_edition(tmp_path: Path, languages: tuple[str, ...]) -> None:
    """In any choice of languages no file of a new edition is underlined."""
    folder = laid(tmp_path, starter.files(answers(languages), date(2026, 12, 1)))
    checked(folder)
    for file in (folder / "content").rglob("*.yml"):
        assert complaints(_schema_of(file), file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "content", [editions.SOUND, projects.CONTENT, projects.ROOT / "examples/typhoon/content"], ids=["sound", "first", "typhoon"]
)
def test_tools_find_no_fault_with_what_the_check_takes(content: Path) -> None:
    """No line of the first edition, of an example or of what the tests hold to be sound is underlined without reason."""
    edition = bases.read(content).edition
    validators = {kind: Draft7Validator(json_schema(kind, edition.terms, edition.main)) for kind in FILES}
    for file in sorted(content.rglob("*.yml")):
        kind = file.relative_to(content).parts[0].removesuffix(".yml")
        found = validators[kind].iter_errors(_as_tools_read(file.read_text("utf-8")))
        assert [f"{file.name}: {list(error.absolute_path)} {error.message}" for error in found] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("task: dyke-watch", "task: dike-watch", "is not one of"),
        ("status: open", "status: opened", "is not one of"),
        ("place: ", "plaec: ", "were unexpected|was unexpected"),
        ("street: '990101001000'", "street: '9901'", "does not match"),
        ("street: '990101001000'", "", "'street' is a required property"),
    ],
)
def test_tools_underline_what_is_wrong(project: Path, old: str, new: str, told: str) -> None:
    """A wrong word, a field misspelt, a code too short, a field forgotten: seen while it is typed, before any check."""
    checked(project)
    file = project / "content/opportunities/990101001/old-street-dyke.yml"
    assert file.read_text("utf-8").count(old) == 1
    found = complaints(project / ".zhiyin/schema/opportunities.json", file.read_text("utf-8").replace(old, new))
    assert any(part in complaint for complaint in found for part in told.split("|")), found


def test_hints_are_in_the_editions_first_language(tmp_path: Path) -> None:
    """Names, help and words pop up in Chinese for a Chinese edition, in English for an English one."""
    for languages, title, label in ((("zh",), "岗位", "送物上门"), (("en",), "Task", "Delivery to homes")):
        folder = laid(tmp_path / languages[0], starter.files(answers(languages), date(2026, 12, 1)))
        checked(folder)
        task = json.loads((folder / ".zhiyin/schema/opportunities.json").read_text("utf-8"))["properties"]["task"]
        assert (task["title"], task["enumDescriptions"][0]) == (title, label)


def test_a_cache_that_nobody_may_write_is_no_reason_to_break(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without schemas tools give no hints; the check says what it has to say all the same."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema_files.content_files, "write_all", full)
    assert checked(project) == 0
