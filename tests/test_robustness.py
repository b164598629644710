"""Whatever an editor, a program or an attacker puts into content is refused at its place, or comes out as it was typed.

Each in a second of the processor's time, all of them together in 200 MB, none with a traceback.
"""

from __future__ import annotations

import json
import marshal
import os
import re
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import corpus
import editions
import htmlread
import projects
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wants import wants

from generator import load, yaml_core
from generator.check import check
from generator.cli import main
from generator.faults import judge_file, read_edition
from generator.judgement import Context, Judged
from generator.model import divisions
from generator.model.fields import class_of, field_types, inner_class, validator
from generator.model.kinds import KIND_NAMES
from generator.problems import Problem
from generator.site import Site
from generator.yaml_write import written

SECONDS, FACTOR = 1.0, 3
"""A busy machine may take so many times as long, even as the processor counts."""
MEGABYTES = 200
GENEROUS = settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))


# --- how a case is judged ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def _in_200_megabytes() -> Iterator[None]:
    """All cases of this module together take no more memory than one may."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


@contextmanager
def _quick(name: str) -> Iterator[None]:
    """In a second of this process's own time, however busy the machine is."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SECONDS * FACTOR, name


@cache
def context() -> Context:
    """What the sound edition's records are judged against."""
    checked = projects.checked(editions.SOUND)
    terms = {name: tuple(words) for name, words in checked.edition.terms.items()}
    ids = {kind: frozenset(entries) for kind, entries in checked.entries.items()}
    return Context(
        checked.edition.codes, terms, ids, frozenset(checked.divisions), editions.TODAY, units=checked.edition.contribution_units
    )


def judged(folder: Path, kind: str, data: bytes, name: str) -> Judged:
    """A file of these bytes, judged within its second."""
    path = folder / "case.yml"
    path.write_bytes(data)
    with _quick(name):
        return judge_file(load.ContentFile(kind, "case", str(path), f"{kind}/case.yml", 0, len(data)), context())


def assert_told(problems: list[Problem], lines: int, name: str) -> None:
    """Every problem stands in the file, at a line of it, and can be told in both languages."""
    for problem in problems:
        assert problem.file.endswith("case.yml"), name
        assert 0 <= problem.line <= lines + 1, (name, problem)
        assert problem.line or problem.code in ("too-large", "not-utf-8"), (name, problem)
        for lang in ("zh", "en"):
            assert problem.message(lang), name
            assert len(problem.message(lang)) + len(problem.hint(lang)) < 1500, (name, problem.code)


# --- whole files ---------------------------------------------------------------------------------------------------


FILES = list(corpus.files())


def test_every_bad_file_is_refused_at_its_place(tmp_path: Path) -> None:
    """Bombs, cycles, wrong encodings, control characters, deep nesting, endless lines: each is refused by line, in any kind."""
    for number, case in enumerate(FILES):
        kind = KIND_NAMES[number % len(KIND_NAMES)] if not case.data.startswith(corpus.SOUND[:6].encode()) else "hotlines"
        found = judged(tmp_path, kind, case.data, case.name)
        assert found.row is None, case.name
        assert [problem for problem in found.problems if problem.severity == "error"], case.name
        assert_told(found.problems, case.data.count(b"\n") + case.data.count(b"\r"), case.name)


def test_the_file_they_are_made_from_is_sound(tmp_path: Path) -> None:
    """It is the fault that is refused: the same file without it is taken, and so it is with a mark of byte order or CRLF."""
    text = corpus.SOUND.encode()
    values = {
        judged(tmp_path, "hotlines", data, "sound").values
        for data in (text, b"\xef\xbb\xbf" + text, text.replace(b"\n", b"\r\n"))
    }
    assert len(values) == 1
    assert judged(tmp_path, "hotlines", text, "sound").problems == []


@GENEROUS
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is no record at all is refused, and told of at a line."""
    found = judged(_folder(tmp_path_factory), "help", data, repr(data))
    assert found.row is None
    assert_told(found.problems, data.count(b"\n") + data.count(b"\r"), repr(data))


@GENEROUS
@given(cut=st.integers(0, 400), piece=st.text(st.characters(exclude_categories=["Cs"]), max_size=6), gone=st.integers(0, 6))
def test_a_slip_of_the_finger_is_no_crash(cut: int, piece: str, gone: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A sound record with something typed into it anywhere, or deleted, is judged, and never ends in a traceback."""
    text = _sound_text("hotlines")
    cut %= len(text)
    data = (text[:cut] + piece + text[cut + gone :]).encode()
    found = judged(_folder(tmp_path_factory), "hotlines", data, repr((cut, piece, gone)))
    assert found.row is not None or found.problems
    assert_told(found.problems, data.count(b"\n") + data.count(b"\r") + data.count("\u2028".encode()), repr(data))


_FOLDERS: list[Path] = []


def _folder(factory: pytest.TempPathFactory) -> Path:
    if not _FOLDERS:
        _FOLDERS.append(factory.mktemp("cases"))
    return _FOLDERS[0]


# --- single values -------------------------------------------------------------------------------------------------


def _sound_file(kind: str) -> Path:
    """A record of a kind that is neither withdrawn nor past."""
    files = sorted(editions.SOUND.glob(f"{kind}/**/*.yml"))
    return next(path for path in files if "withdrawn" not in path.read_text("utf-8"))


def _sound_text(kind: str) -> str:
    return _sound_file(kind).read_text("utf-8")


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_hostile_value_is_refused_or_kept(kind: str, tmp_path: Path) -> None:
    """In any field, what is not of its type is refused there; what is taken is read as it was typed, letter by letter."""
    base: dict[str, Any] = yaml_core.parse(_sound_text(kind))
    types = field_types(class_of(kind))
    for name, field, value in corpus.values(kind):
        text = corpus.record_with(kind, base, field, value)
        found = judged(tmp_path, kind, text.encode(), f"{kind} {field} {name}")
        errors = [problem for problem in found.problems if problem.severity == "error"]
        assert_told(found.problems, text.count("\n"), f"{kind} {field} {name}")
        assert errors or found.row is not None
        if field not in types or name.startswith("read_"):
            assert [
                problem for problem in errors if problem.field.split(".")[0] == field or problem.code.startswith("private-")
            ], (field, name)
        if not errors and isinstance(value, str):
            assert found.row is not None
            assert _read(kind, found, field) == value, (field, name)


def _read(kind: str, found: Judged, field: str) -> Any:
    return getattr(validator(kind).validate_python(marshal.loads(found.values)), field)


def test_there_are_enough_of_them() -> None:
    """More than five hundred cases, no two of one name."""
    names = [case.name for case in FILES] + [
        f"{kind} {field} {name}" for kind in KIND_NAMES for name, field, _ in corpus.values(kind)
    ]
    assert len(names) == len(set(names)) > 500


# --- names of files, and other files -------------------------------------------------------------------------------


def test_every_bad_name_is_told(edition: Path) -> None:
    """A file whose name cannot be an address is told of by name; none is read, and none becomes a page."""
    for name in corpus.NAMES:
        (edition / "hotlines" / name).write_text(corpus.SOUND, "utf-8")
    problems = check(edition, editions.TODAY).problems
    assert {problem.file for problem in problems} == {f"hotlines/{name}" for name in corpus.NAMES}
    assert {problem.code for problem in problems} <= {"bad-file-name", "unknown-file", "long-file-name"}
    for problem in problems:
        expected = str(problem.values.get("expected", "")).removesuffix(".yml")
        assert not expected or (load.ID.fullmatch(expected) and len(expected) <= load.LONGEST_ID), problem


@pytest.mark.parametrize("target", ["/etc/passwd", "..", "../../..", "loop.yml", "nowhere", "/dev/zero"])
def test_links_are_not_followed(edition: Path, target: str) -> None:
    """A link is refused for being one, wherever it leads."""
    (edition / "hotlines/loop.yml").symlink_to(target)
    assert [problem.code for problem in check(edition, editions.TODAY).problems] == ["linked-file"]


def test_what_is_no_file_is_not_waited_for(edition: Path) -> None:
    """A pipe in content is refused; nobody waits for what will never be written into it."""
    os.mkfifo(edition / "hotlines/pipe.yml")
    assert [problem.file for problem in check(edition, editions.TODAY).problems] == ["hotlines/pipe.yml"]


def test_the_sites_own_file_takes_nothing_bad(tmp_path: Path) -> None:
    """The same files in place of `site.yml` are refused there."""
    path = tmp_path / "case.yml"
    for case in FILES:
        path.write_bytes(case.data)
        with _quick(case.name):
            edition, _, problems = read_edition(path, "case.yml")
        assert edition is None, case.name
        assert_told(problems, case.data.count(b"\n") + case.data.count(b"\r"), case.name)


TABLES = {
    "line-of-10-mb": "x" * 10_000_000, "cell-of-200-kb": "code,name,name_en,level,parent\n" + "x" * 200_000 + ",a,b,province,\n", "open-quote": 'code,name\n"' + "a,b\n" * 50_000,
    "many-columns": ",".join("code" for _ in range(100_000)) + "\n", "no-columns": "\n" * 10_000, "carriage-returns": "code,name\r" * 10_000,
    "its-own-parent": "code,name,name_en,level,parent\n990000000000,甲,a,province,990000000000\n",
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_bad_table_is_told(name: str) -> None:
    """A table of divisions that is none is refused by line, in its second."""
    with _quick(name):
        _, problems = divisions.read_divisions(TABLES[name])
    assert problems
    assert all(problem.message("zh") and problem.message("en") for problem in problems)


# --- commands ------------------------------------------------------------------------------------------------------

COMMANDS: dict[str, list[str]] = {
    "check": ["check"], "check as JSON": ["check", "--json"], "build": ["build"], "build as JSON": ["build", "--json"], "search": ["search", "<script>"], "due": ["due"],
    "due as a calendar": ["due", "--format", "ics"],
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_ends_in_a_traceback(command: str, edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Over content with dozens of faults every command ends with 1 and says what is wrong, and where."""
    cases = [case for case in FILES if len(case.data) < 2000][::5]
    (edition.parent / "mkdocs.yml").write_bytes(projects.CONFIG.read_bytes())
    for number, case in enumerate(cases):
        (edition / f"hotlines/case-{number}.yml").write_bytes(case.data)
    code = main([*COMMANDS[command], "--content", str(edition), "--site", str(edition.parent / "site"), "--today", "2026-12-01"])
    said = "".join(capsys.readouterr())
    assert code == 1
    assert "Traceback" not in said
    assert len(set(re.findall(r"hotlines/case-\d+\.yml", said))) == len(cases) > 30
    assert not (edition.parent / "site").exists()


# --- what is taken, on the page ------------------------------------------------------------------------------------

HOSTILE = '"><img src=x onerror=alert({0})></script><script>alert({0})</script>&lt;{{{{7*7}}}}{{% x %}}'


def _hostile(value: Any, annotation: Any, count: Iterator[int]) -> Any:
    """A value as typed, with mark-up for programs in every free text of it."""
    inner = inner_class(annotation)
    if isinstance(value, list):
        return [_hostile(item, inner or annotation, count) for item in value]
    if isinstance(value, dict) and inner is not None:
        return {name: _hostile(held, field_types(inner)[name], count) for name, held in value.items()}
    if corpus.free(annotation) and isinstance(value, str):
        return HOSTILE.format(next(count))
    if corpus.free(annotation) and isinstance(value, dict):
        return {lang: _hostile(held, annotation, count) for lang, held in value.items()}
    return value


def _make_hostile(folder: Path) -> None:
    """The sound edition with mark-up in every text of every record, built."""
    projects.project(folder)
    count = iter(range(100, 100_000))
    for kind in KIND_NAMES:
        for path in sorted(folder.glob(f"content/{kind}/**/*.yml")):
            base: dict[str, Any] = yaml_core.parse(path.read_text("utf-8"))
            types = field_types(class_of(kind))
            changed = {name: _hostile(value, types[name], count) for name, value in base.items()}
            path.write_text(
                corpus.record_with(kind, changed, "title", changed.get("title", HOSTILE.format(next(count)))), "utf-8"
            )
    (folder / "content/searches.yml").unlink()
    site: dict[str, Any] = yaml_core.parse((folder / "content/site.yml").read_text("utf-8"))
    types = field_types(class_of("site"))
    named = ("title", "tagline", "description", "publisher", "contact", "banner")
    site |= {name: _hostile(site[name], types[name], count) for name in named}
    site["terms"] = {name: {word: HOSTILE.format(next(count)) for word in words} for name, words in site["terms"].items()}
    (folder / "content/site.yml").write_text(written("site", site), "utf-8")
    result = projects.build_in(folder)
    assert result.report, [(problem.file, problem.field, problem.code) for problem in result.problems]


@cache
def hostile() -> Path:
    return projects.once("hostile", _make_hostile)


def test_markup_comes_out_as_it_was_typed() -> None:
    """Every text of every kind stands on its page letter by letter, whatever a browser or a template might take it for."""
    site = Site(check(hostile() / "content", editions.TODAY), "2026-12-01")
    misses = []
    for entry in (entry for kind in KIND_NAMES for entry in site.published(kind)):
        page = htmlread.tree((hostile() / f"site/{entry.kind}/{entry.id}/index.html").read_text("utf-8"))
        # A recipient's unit goes by the name in the decision, which no longer is the unit's own.
        asked = (want for want in wants(site, entry, "zh") if not want.path.endswith(".organization"))
        misses += [f"{entry.file} {want.path}: {want.value}" for want in asked if not want.found(page)]
    assert not misses, projects.told(misses)


def test_no_markup_of_an_editors_takes_effect() -> None:
    """No page, poster, drawing or feed has an element or a script that a record's text would make."""
    for path, data in projects.tree(hostile() / "site").items():
        if path.endswith((".html", ".svg", ".xml")):
            assert not re.search(rb"<img src=x|<script>alert|</script><script|alert\(49", data), path
        if path.endswith(".html"):
            attributes = {name for _, named in htmlread.tags(data.decode()) for name in named}
            assert not [name for name in attributes if name.startswith("on")], path
        if path.endswith(".json"):
            json.loads(data)


def test_templates_calculate_nothing_of_an_editors() -> None:
    """What looks like a template is text."""
    page = (hostile() / "site/hotlines/rescue-119/index.html").read_text("utf-8")
    assert "{{7*7}}" in page
