"""Renamed records in the public ledger: one history under all their ids, old addresses that lead on, and no false withdrawals."""

from __future__ import annotations

import json
import re
import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path

import htmlread
import projects
import pytest
import releases
from test_ledger import NOON, copied, edit, publish, run

from generator import build
from generator.cli import main
from generator.tlog import keeping, state, verify

LAKE = "content/help/lake-ferry.yml"


@cache
def lived() -> Path:
    """An edition in which a record was renamed twice, another took up its first id, and one was withdrawn; once for all tests."""
    return projects.once("ledger-renames", _live)


def _live(folder: Path) -> None:
    releases.project(folder)
    state.begin(folder / "ledger", "example.org/guide")
    publish(folder, 0)
    rename(folder, "dongtan-ferry", "old-ferry")
    edit(folder, "content/help/old-ferry.yml", ("船到门口", "船开到门口"))
    publish(folder, 24)
    rename(folder, "old-ferry", "lake-ferry")
    (folder / "content/rumours/dyke-burst.yml").unlink()
    edit(folder, LAKE, ("  - dongtan-ferry\n", ""))
    shutil.copy(folder / "content/help/school-shelter.yml", folder / "content/help/dongtan-ferry.yml")
    publish(folder, 48)


def rename(folder: Path, old: str, new: str) -> None:
    assert main(["rename", "help", old, new, "--content", str(folder / "content")]) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(lived(), tmp_path / "p")


def live(number: int = -1) -> Path:
    """What readers had after so many publications."""
    return sorted((lived() / "live/releases").iterdir())[number]


def page(path: str, number: int = -1) -> htmlread.Element:
    (main,) = htmlread.tree((live(number) / path / "index.html").read_text("utf-8")).all("main")
    return main


# --- the log -------------------------------------------------------------------------------------------------------


def test_a_rename_is_no_withdrawal() -> None:
    """The log says which id has ended and what it is now, just before the first version under the new id."""
    log = state.Log(lived() / "ledger")
    told = [(e.sort, e.id, e.to) for e in map(log.entry, range(log.said.size)) if e.kind != "release"]
    assert told[told.index(("rename", "dongtan-ferry", "old-ferry")) :] == [
        ("rename", "dongtan-ferry", "old-ferry"),
        ("new", "old-ferry", ""),
        ("rename", "old-ferry", "lake-ferry"),
        ("edit", "dongtan-ferry", ""),
        ("new", "lake-ferry", ""),
        ("withdrawal", "dyke-burst", ""),
    ]
    for release in range(3):
        assert verify.verify(live(release)).problems == []


def test_status_counts_renames(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the next publication adds is told, a rename as a rename; a renamed record is counted once."""
    before = json.loads(run(folder, "status", "--json", capsys=capsys))
    rename(folder, "lake-ferry", "new-ferry")
    capsys.readouterr()
    row = json.loads(run(folder, "status", "--json", capsys=capsys))
    assert row["waiting"] == {"new": 1, "rename": 1}
    assert row["records"] == before["records"] == len(codes_of_heads(folder))
    assert "1 renamed" in run(folder, "status", capsys=capsys)


def codes_of_heads(folder: Path) -> set[tuple[str, str]]:
    """The records of the log that were not renamed."""
    log = state.Log(folder / "ledger")
    last = {(e.kind, e.id): e for e in map(log.entry, range(log.said.size)) if e.kind != "release"}
    return {key for key, entry in last.items() if not entry.to}


# --- pages ---------------------------------------------------------------------------------------------------------


def test_the_history_goes_on_under_the_new_id() -> None:
    """All versions stand on the page of the record, with the renames between them, and first published is the first of all."""
    past = page("ledger/help/lake-ferry")
    ids = [part.attributes["id"] for part in past.all("h2")]
    assert ids == ["v1", "old-ferry-v2", "old-ferry-v1", "dongtan-ferry-v2", "dongtan-ferry-v1"]
    parts = dict(zip(ids, past.all("section"), strict=True))
    numbers = [part.squeezed.partition("·")[0] for part in past.all("h2")]
    assert numbers == ["第3版", "改名", "第2版", "改名", "第1版"]
    assert "编号从 old-ferry 改成了 lake-ferry" in parts["old-ferry-v2"].text
    assert "../../../ledger/help/old-ferry/2.tlog-proof" in parts["old-ferry-v2"].values("href")
    assert "改用新名" in parts["v1"].text
    assert "首次发布" not in parts["old-ferry-v1"].text
    assert [part.squeezed for part in parts["old-ferry-v1"].all("ins")][:1] == ["加上：开"]
    assert "首次发布" in parts["dongtan-ferry-v1"].text
    main = page("help/lake-ferry")
    assert "2026-12-01首次发布，2026-12-03发布现在这一版" in main.squeezed
    assert all((live() / "ledger" / "help" / name).is_file() for name in ("old-ferry/2.json", "dongtan-ferry/3.tlog-proof"))


def test_the_page_of_an_old_id_says_where_the_record_is() -> None:
    """It leads to the record and its history; where another has the id now, that one's page says what was there before."""
    gone = page("ledger/help/old-ferry")
    callout = gone.all("p", class_="callout callout-archive")[0]
    assert "这条内容改了名" in callout.text
    assert set(callout.values("href")) == {"../../../help/lake-ferry/", "../../../ledger/help/lake-ferry/"}
    assert "已经不在" not in gone.text
    taken = page("ledger/help/dongtan-ferry")
    assert [part.attributes["id"] for part in taken.all("h2")] == ["v3"]
    (callout,) = taken.all("p", class_="callout callout-archive")
    assert "以前是另一条内容的" in callout.text
    assert "../../../help/lake-ferry/" in callout.values("href")


def test_renames_are_no_corrections() -> None:
    """Neither the page nor the feed of corrections tells of them."""
    assert "ferry" not in " ".join(page("ledger/corrections").values("href"))
    assert len(json.loads((live() / "feeds/corrections.json").read_text("utf-8"))["items"]) == 1
    assert "dyke-burst" in " ".join(page("ledger/corrections").values("href"))


# --- addresses -----------------------------------------------------------------------------------------------------


def redirect(path: str, number: int = -1) -> str:
    """Where a page at an old address leads, which its link and its refresh agree on."""
    text = (live(number) / path / "index.html").read_text("utf-8")
    (way,) = re.findall(r"0; url=([^\"]+)", text)
    assert f'<a href="{way}">' in text
    assert 'content="noindex"' in text
    found: str = way
    return found


@pytest.mark.parametrize("lang", ["", "en/", "zh-hant/"])
def test_old_addresses_lead_on(lang: str) -> None:
    """In every language: to the record while it is there, whatever it says of itself, and else to what tells of its end."""
    assert redirect(f"{lang}help/dongtan-ferry", 1) == "../old-ferry/"
    assert redirect(f"{lang}help/old-ferry") == "../lake-ferry/"
    assert 'data-kind="help"' in (live() / f"{lang}help/dongtan-ferry/index.html").read_text("utf-8")


def test_what_is_gone_leads_to_what_is_told_of_it() -> None:
    """A withdrawn record's address leads to the page of its versions, in each language of its kind."""
    for lang in ("", "en/"):
        assert redirect(f"{lang}rumours/dyke-burst") == "../../ledger/rumours/dyke-burst/"
        assert (live() / lang / "ledger/rumours/dyke-burst/index.html").is_file()


def test_a_gone_record_of_a_converted_kind(folder: Path) -> None:
    """Where its language has no pages of the ledger, the way leads to those of the language it is converted from."""
    (folder / LAKE).unlink()
    releases_before = set((folder / "live/releases").iterdir())
    publish(folder, 96)
    (new,) = set((folder / "live/releases").iterdir()) - releases_before
    assert verify.verify(new).problems == []
    for old in ("lake-ferry", "old-ferry"):
        text = (new / f"zh-hant/help/{old}/index.html").read_text("utf-8")
        assert "0; url=../../../ledger/help/lake-ferry/" in text
        assert "已經不在" in text


def test_old_addresses_are_not_listed() -> None:
    """Neither the map of the site nor the search knows them."""
    listed = (live() / "sitemap.xml").read_text("utf-8")
    assert [f"org/help/{id}/<" in listed for id in ("lake-ferry", "dongtan-ferry", "old-ferry")] == [True, True, False]
    found = [path.read_text("utf-8") for path in (live() / "assets/search").rglob("*.js")]
    assert [any(id in text for text in found) for id in ("lake-ferry", "old-ferry")] == [True, False]


def test_built_again_it_is_the_same(folder: Path) -> None:
    """A clean build gives what one after another has led to: publications, and a record gone that is not published yet."""
    assert projects.differences(clean(folder), releases.shown(folder / "live")) == []
    (folder / LAKE).unlink()
    projects.build_in(folder)
    built = projects.tree(folder / "site")
    assert projects.differences(clean(folder), built) == []
    assert b"0; url=../../ledger/help/lake-ferry/" in built["help/old-ferry/index.html"]


def clean(folder: Path) -> dict[str, bytes]:
    """What a build gives that knows of no earlier one."""
    shutil.rmtree(folder / "site")
    (folder / build.CACHE / "memory.db").unlink()
    projects.build_in(folder)
    return projects.tree(folder / "site")


# --- erasing -------------------------------------------------------------------------------------------------------


def test_erasing_by_an_old_id_erases_the_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for by any id it had, all its texts go; the page says so, and the other record under its first id stays."""
    words = ("erase", "help/old-ferry", "--reason", "写进了私人电话")
    assert "help/lake-ferry" in run(folder, *words, code=2, capsys=capsys)
    edit(folder, LAKE, ("船开到门口", "船来接"), ("formerly:\n  - old-ferry\n", ""))
    # This machine's clock is before the times of this story.
    keeping.erase(folder / "ledger", "help", "lake-ferry", "写进了私人电话", NOON + timedelta(hours=90))
    publish(folder, 96)
    site = (folder / "live/current").resolve()
    assert verify.verify(site).problems == []
    for old in ("dongtan-ferry/1", "old-ferry/1", "lake-ferry/1"):
        assert json.loads((site / f"ledger/help/{old}.json").read_text("utf-8"))["text"] == "", old
    assert json.loads((site / "ledger/help/dongtan-ferry/3.json").read_text("utf-8"))["text"]
    assert "船开到门口" not in (site / "ledger/help/lake-ferry/index.html").read_text("utf-8")
    assert (site / "ledger/help/old-ferry/index.html").read_text("utf-8").count("已经销毁") == 2
    assert len(json.loads((site / "feeds/corrections.json").read_text("utf-8"))["items"]) == 2
    # What the record says no more of itself the ledger still knows.
    assert "0; url=../lake-ferry/" in (site / "help/old-ferry/index.html").read_text("utf-8")


def test_what_was_erased_can_be_renamed_before_it_is_published(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the same record still: the next publication tells of a rename, and what anybody was told of it goes on under the new id."""
    edit(folder, LAKE, ("船开到门口", "船到码头"))
    keeping.erase(folder / "ledger", "help", "lake-ferry", "写进了私人电话", NOON + timedelta(hours=60))
    rename(folder, "lake-ferry", "new-ferry")
    capsys.readouterr()
    assert json.loads(run(folder, "status", "--json", capsys=capsys))["waiting"] == {"new": 1, "rename": 1}
