"""An edition on the content of others: what it takes over, what it replaces, what its pages say of that, and how it hears of changes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import editions
import htmlread
import projects
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build
from generator.check import check
from generator.cli import main
from generator.model.kinds import KIND_NAMES
from generator.pages import plan
from generator.site import Site
from generator.survey import Checked

GOLDEN = editions.golden("overlay")
SAID = [(key, lang) for key in GOLDEN["said"] for lang in ("zh", "en")]


def project(folder: Path) -> Path:
    """A project with the overlay edition as its content; the base's folder stands beside that."""
    projects.bare_project(folder)
    shutil.rmtree(folder / "content")
    editions.overlay(folder / "content")
    return folder


@cache
def built() -> Path:
    """The overlay edition, built. Tests read it and change nothing."""
    folder = project(projects.scratch() / "overlaid")
    result = projects.build_in(folder)
    assert result.problems == []
    return folder


def site_of(checked: Checked) -> Site:
    return Site(checked, checked.edition.clock(editions.TODAY).isoformat())


def keys(checked: Checked) -> Iterator[tuple[str, Any]]:
    for kind, entries in checked.entries.items():
        yield from ((f"{kind}/{id}", entry) for id, entry in entries.items())


# --- what is taken over --------------------------------------------------------------------------------------------


def test_what_the_check_says_to_write_is_right(overlaid: Checked) -> None:
    """With the versions that the check names, the edition has no problem left: `editions.overlay` writes them."""
    assert overlaid.problems == []


def test_records_come_from_the_nearest(overlaid: Checked) -> None:
    """A record comes from the edition itself where it has one of that name, otherwise from the base."""
    found = dict(keys(overlaid))
    assert {key: found[key].origin.name for key in GOLDEN["own"]} == dict.fromkeys(GOLDEN["own"], "东滩防汛指引")
    assert {key: found[key].origin.name for key in GOLDEN["base"]} == dict.fromkeys(GOLDEN["base"], "柳渡防汛指引")
    assert sorted(f"{entry.kind}/{entry.id}" for entry in overlaid.overridden) == GOLDEN["overridden"]


def test_no_row_is_lost(overlaid: Checked) -> None:
    """Records of both editions in equal pages out and replaced records listed."""
    site = site_of(overlaid)
    tallies = {row.kind: row for row in build.tally(site, plan(site))}
    found = {kind: [row.records, row.pages, row.excluded.get("overridden", 0)] for kind, row in tallies.items()}
    assert {kind: found[kind] for kind in GOLDEN["tallies"]} == GOLDEN["tallies"]
    assert all(row.holds for row in tallies.values())
    assert {kind: row.records for kind, row in tallies.items()} == overlaid.counts


def test_vocabularies_and_words_are_joined(overlaid: Checked) -> None:
    """An edition has its bases' words; its own stand before theirs, new ones after."""
    assert overlaid.edition.terms["audiences"] == GOLDEN["audiences"]
    assert list(overlaid.edition.terms["audiences"]) == list(GOLDEN["audiences"])
    assert overlaid.edition.words == GOLDEN["words"]


def test_what_is_its_own_is_kept(overlaid: Checked) -> None:
    """Name, address, colour, publisher and languages are not taken from a base."""
    edition = overlaid.edition
    assert (edition.url, edition.colour, edition.codes) == ("https://dongtan.example.org/", "#7a2f0b", ("zh", "en"))
    assert edition.banner is None


def test_tables_come_from_the_nearest_and_lists_are_joined(tmp_path: Path) -> None:
    """The division table is the edition's own if it has one; synonyms of all are joined, its own first."""
    content = editions.overlay(tmp_path / "content")
    (tmp_path / "sound/synonyms.yml").write_text("synonyms:\n  - {word: 防汛, zh: [防洪]}\n", "utf-8")
    found = check(content, editions.TODAY)
    assert "990101002000" in found.divisions
    assert [row["word"] for row in found.synonyms] == ["接送船", "防汛"]
    table = (tmp_path / "sound/areas/divisions.csv").read_text("utf-8")
    (content / "areas/divisions.csv").write_text(table + "990200002000,西滩街道,street,990200000000,Xitan\n", "utf-8")
    assert check(content, editions.TODAY).divisions["990200002000"].name == "西滩街道"


def test_an_overlay_of_nothing_is_its_base(tmp_path: Path) -> None:
    """An edition that adds nothing has the base's records, with their versions, places and relations, and its tables."""
    base = check(editions.sound(tmp_path / "sound"), editions.TODAY)
    (tmp_path / "content").mkdir()
    text = (editions.SOUND / "site.yml").read_text("utf-8")
    (tmp_path / "content/site.yml").write_text(text + "bases: [../sound]\n", "utf-8")
    over = check(tmp_path / "content", editions.TODAY)
    assert over.problems == []
    assert over.counts == base.counts
    mine, theirs = dict(keys(over)), dict(keys(base))
    assert list(mine) == list(theirs)
    for key, entry in mine.items():
        other = theirs[key]
        assert (entry.row, entry.version, entry.record) == (other.row, other.version, other.record), key
        assert entry.file == f"../sound/{other.file}"
    assert over.divisions == base.divisions
    assert site_of(over).state == site_of(base).state


# --- the order of bases --------------------------------------------------------------------------------------------

LAYERS = ("content", "near", "far")
HOTLINE = (
    "title: {where}\nsummary: 问水位。\nowner: 值班室\nverified: 2026-11-30\nsample: true\nnumber: '0990-0100110'\n"
    "purpose: 问水位\nhours: 全天\nwhere: 全县\n"
)


def layered(root: Path, records: dict[str, set[str]], bases: dict[str, list[str]]) -> Checked:
    """Editions beside each other, each with some hotlines that say where they are from."""
    sound = (editions.SOUND / "site.yml").read_text("utf-8")
    for name in LAYERS:
        (root / name / "hotlines").mkdir(parents=True)
        (root / name / "areas").mkdir()
        shutil.copy(editions.SOUND / "areas/divisions.csv", root / name / "areas")
        (root / name / "site.yml").write_text(f"{sound}bases: {json.dumps(bases.get(name, []))}\n", "utf-8")
        for id in records.get(name, ()):
            (root / name / "hotlines" / f"{id}.yml").write_text(HOTLINE.format(where=name), "utf-8")
    return check(root / "content", editions.TODAY)


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(LAYERS), st.sets(st.sampled_from("abcd"))), st.booleans())
def test_the_nearest_wins(records: dict[str, set[str]], in_a_row: bool) -> None:
    """Whether bases stand on each other or are listed, a record is taken from the nearest folder that has it, and none is lost."""
    bases = {"content": ["../near"], "near": ["../far"]} if in_a_row else {"content": ["../near", "../far"]}
    with TemporaryDirectory() as root:
        found = layered(Path(root), records, bases)
        expected = {id: next(name for name in LAYERS if id in records.get(name, ())) for ids in records.values() for id in ids}
        assert {id: entry.record.title for id, entry in found.entries["hotlines"].items()} == expected
    assert found.counts["hotlines"] == sum(map(len, records.values()))
    assert {problem.code for problem in found.problems} <= {"override-unmarked"}
    assert len(found.problems) == len(found.overridden)


def test_what_several_stand_on_comes_last(tmp_path: Path) -> None:
    """A base that two others share hides neither of them."""
    found = layered(tmp_path, {"near": {"a"}, "far": {"a"}}, {"content": ["../far", "../near"], "near": ["../far"]})
    assert found.entries["hotlines"]["a"].record.title == "near"


# --- what pages and data say ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "lang"), SAID)
def test_pages_say_which_edition_wrote_them(key: str, lang: str) -> None:
    """The foot of a record says who wrote it, what it replaces, and in which file it is kept."""
    folder = built() / "site" / ("" if lang == "zh" else lang)
    (main_,) = htmlread.tree((folder / key / "index.html").read_text("utf-8")).all("main")
    wanted = GOLDEN["said"][key]
    version = {f"{entry.kind}/{entry.id}": entry.version for entry in check(built() / "content", editions.TODAY).overridden}
    assert wanted[lang].format(version=version.get(key)) in main_.text
    assert f" {wanted['file']} " in f"{main_.text} "
    assert ("替代" in main_.text or "it replaces" in main_.text) == (key in GOLDEN["overridden"])


def test_an_edition_alone_says_nothing_of_editions() -> None:
    """Where there is one edition no page names it in a record's foot, and its open data leave the column empty."""
    page = (projects.sound_site() / "help/school-shelter/index.html").read_text("utf-8")
    assert "编写版本" not in page
    assert "本页由" not in page
    assert '"edition":"' not in (projects.sound_site() / "data/help.json").read_text("utf-8").partition('"records"')[2]


def test_open_data_names_the_edition() -> None:
    """Each row of the open data says which edition wrote it, in JSON and in CSV."""
    rows = {row["id"]: row for row in json.loads((built() / "site/data/help.json").read_text("utf-8"))["records"]}
    table = csv.DictReader(io.StringIO((built() / "site/data/help.csv").read_text("utf-8-sig")))
    expected = {"dongtan-ferry": "东滩防汛指引", "fishers-mooring": "东滩防汛指引", "school-shelter": "柳渡防汛指引"}
    assert {id: row["edition"] for id, row in rows.items()} == expected
    assert {row["id"]: row["edition"] for row in table} == expected
    assert len(rows["dongtan-ferry"]["overrides"]) == 12


# --- building again ------------------------------------------------------------------------------------------------

EDITS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a record of the base": ("sound/help/school-shelter.yml", lambda text: text.replace("有床、热水和饭", "有床和饭")),
    "a record that is replaced": ("sound/help/dongtan-ferry.yml", lambda text: text.replace("免费", "不收钱")),
    "the base's publisher": ("sound/site.yml", lambda text: text.replace("柳渡县防汛办公室", "柳渡县三防办公室")),
    "a word of the base": ("sound/site.yml", lambda text: text.replace("包段", "包干地段")),
    "the base's table": ("sound/areas/divisions.csv", lambda text: text.replace("石桥乡", "石桥镇")),
    "a local record": ("content/help/fishers-mooring.yml", lambda text: text.replace("泊位免费", "泊位不收钱")),
}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project that the tests below change one after another."""
    return shutil.copytree(built(), tmp_path_factory.mktemp("again") / "p")


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_gives_what_a_clean_build_gives(again: Path, tmp_path: Path, name: str) -> None:
    """After an edit in either folder the next build equals one that knows of no earlier one."""
    before = projects.tree(again / "site")
    file, change = EDITS[name]
    projects.edit(again / file, change)
    assert projects.build_in(again).report is not None
    after = projects.tree(again / "site")
    assert projects.differences(before, after)
    fresh = shutil.copytree(again, tmp_path / "p", ignore=shutil.ignore_patterns("site", "memory.db*"))
    assert projects.build_in(fresh).report is not None
    assert projects.differences(projects.tree(fresh / "site"), after) == []


def test_a_page_says_that_its_base_has_moved_on(again: Path) -> None:
    """Once the replaced record has changed the page still names the version it was made from, and the newer one."""
    file = again / "sound/areas/990200001000.yml"
    old = check(again / "content", editions.TODAY).entries["areas"]["990200001000"].replaces
    projects.edit(file, lambda text: text.replace("2026-11-28", "2026-11-29"))
    result = projects.build_in(again)
    assert "override-behind" in {problem.code for problem in result.problems}
    new = check(again / "content", editions.TODAY).entries["areas"]["990200001000"].replaces
    assert old is not None
    assert new is not None
    page = htmlread.tree((again / "site/areas/990200001000/index.html").read_text("utf-8"))
    assert f"旧版本 {old.version}；那一版后来改过：2026-11-29 核对，版本 {new.version}。" in page.all("main")[0].text


def test_nothing_changed_nothing_written(again: Path) -> None:
    """Building twice writes nothing the second time."""
    projects.build_in(again)
    report = projects.build_in(again).report
    assert report is not None
    assert report.written == report.removed == 0


def test_mkdocs_gives_the_same_site(tmp_path: Path) -> None:
    """`mkdocs build` knows of bases too."""
    folder = project(tmp_path / "p")
    done = projects.run("-m", "mkdocs", "build", "--strict", "-q", "-d", "other", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert projects.differences(projects.tree(folder / "other"), projects.tree(built() / "site")) == []


# --- watching and telling ------------------------------------------------------------------------------------------


def test_the_command_names_files_as_an_editor_finds_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem in a base is told with the plain way to its file."""
    content = editions.broken("base-record-broken", tmp_path / "content")
    assert main(["check", "--content", str(content), "--lang", "en"]) == 1
    assert f"{tmp_path}/sound/help/school-shelter.yml:7:" in capsys.readouterr().out


def test_every_kind_may_be_replaced() -> None:
    """The field stands in every kind of record."""
    from generator.model.fields import class_of, field_types

    assert [kind for kind in KIND_NAMES if "overrides" not in field_types(class_of(kind))] == []
