"""Editors' commands that change records: what they write is sound, and where they refuse nothing is written."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import editions
import projects
import pytest

from generator import content_files, yaml_core, yaml_write
from generator.check import check
from generator.cli import main
from generator.editing.desk import Desk, Faulty, Refused
from generator.editing.fill import fill
from generator.editing.tidy import tidy
from generator.problems import has_errors

DAY = ("--today", "2026-12-01")
DYKE = "opportunities/990101001/old-street-dyke.yml"
BOATS = "opportunities/dongtan-boats.yml"


def run(capsys: pytest.CaptureFixture[str], edition: Path, *arguments: object) -> tuple[int, str, str]:
    """Exit code, what was said, what was complained of."""
    code = main([*map(str, arguments), "--content", str(edition), *DAY])
    said = capsys.readouterr()
    return code, said.out, said.err


def values(file: Path) -> dict[str, object]:
    return yaml_core.parse(file.read_text("utf-8"))


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What the editor types; after that the input ends."""
    left = iter(lines)

    def answer(prompt: object = "") -> str:
        print(prompt, end="")
        for line in left:
            return line
        raise EOFError

    monkeypatch.setattr("builtins.input", answer)


# --- fmt -----------------------------------------------------------------------------------------------------------


def test_fmt_writes_the_one_form(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every record comes into its form, says what it said, and is in form the next time; other files stay as they are."""
    before = projects.tree(edition)
    code, said, _ = run(capsys, edition, "fmt", "--all")
    after = projects.tree(edition)
    records = [name for name in before if name.endswith(".yml") and "/" in name]
    assert code == 0
    assert projects.differences(before, after) == sorted(name for name in records if f"{edition / name}：" in said)
    for name in records:
        assert yaml_core.parse(after[name].decode()) == yaml_core.parse(before[name].decode())
        kind = name.split("/")[0]
        assert yaml_write.canonical(kind, after[name].decode(), ("zh", "en")) == after[name].decode()
    code, said, _ = run(capsys, edition, "fmt", "--all", "--lang", "en")
    assert (code, said) == (0, f"{len(records)} files: 0 put in form, 0 that cannot be read left alone.\n")
    assert projects.tree(edition) == after


def test_fmt_makes_no_new_versions(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record in another form, or with another comment, is the same version: pages stay, and no override falls behind."""
    before = versions(edition)
    run(capsys, edition, "fmt", "--all")
    projects.edit(edition / BOATS, lambda text: f"# 只给编辑看\n{text}")
    assert versions(edition) == before
    run(capsys, edition, "fill", "dongtan-boats", "-1")
    assert {key for key, version in versions(edition).items() if version != before[key]} == {("opportunities", "dongtan-boats")}


def versions(edition: Path) -> dict[tuple[str, str], str]:
    found = check(edition, editions.TODAY).entries
    return {entry.key: entry.version for entries in found.values() for entry in entries.values()}


def test_fmt_says_what_it_changed(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Order, writing and line ends are told apart, each only where it was so."""
    run(capsys, edition, "fmt", "--all")
    file = edition / BOATS
    text = file.read_text("utf-8")
    for change, ways in (
        (lambda text: text.replace("\n", "\r\n"), "line ends, beginning and end"),
        (lambda text: "\ufeff" + text, "line ends, beginning and end"),
        (lambda text: text.replace("'2026-11-29'", "2026-11-29"), "writing (quotes, indents, lists and the like)"),
        (lambda text: re.sub("(title: .*\n)(summary: .*\n)", r"\2\1", text), "order of fields"),
    ):
        file.write_bytes(change(text).encode())
        assert run(capsys, edition, "fmt", "opportunities", "--lang", "en")[1].splitlines()[0] == f"{file}: {ways}"
        assert file.read_text("utf-8") == text


def test_fmt_check_writes_nothing(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` names what is not in form and ends with 1; when all is in form it ends with 0."""
    before = projects.tree(edition)
    code, said, _ = run(capsys, edition, "fmt", edition / BOATS, "--check", "--json")
    assert (code, [row["file"] for row in json.loads(said)["changed"]]) == (1, [BOATS])
    assert projects.tree(edition) == before
    run(capsys, edition, "fmt", edition / BOATS)
    assert run(capsys, edition, "fmt", edition / BOATS, "--check")[0] == 0


def test_fmt_leaves_alone_what_it_cannot_read(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is named with its line, and stays; the others come into form all the same."""
    (edition / BOATS).write_text("title: [", "utf-8")
    code, said, err = run(capsys, edition, "fmt", "opportunities")
    assert code == 1
    assert re.search(rf"{BOATS}:1:\d+\n  错误 \[bad-yaml\]", err)
    assert (edition / BOATS).read_text("utf-8") == "title: ["
    assert "看了 2 个文件，整理了 1 个，读不懂的 1 个没有动。" in said


def test_fmt_makes_no_file_too_large(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file whose form would be longer than a file may be is left as it is."""
    long = f"keywords: [{','.join(['a'] * 60_000)}]\n"
    projects.edit(edition / BOATS, lambda text: text + long)
    before = projects.tree(edition)
    code, _, err = run(capsys, edition, "fmt", edition / BOATS)
    assert (code, projects.tree(edition)) == (1, before)
    assert "too-large" in err


def test_fmt_keeps_what_the_check_refuses(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults are the check's to name: a field that is not known and a date that is none are kept as they were typed."""
    projects.edit(edition / BOATS, lambda text: "colour: no\n" + text.replace("verified: 2026-11-29", "verified: 2026-13-45"))
    assert run(capsys, edition, "fmt", edition / BOATS)[0] == 0
    found = values(edition / BOATS)
    assert (found["colour"], found["verified"]) == ("no", "2026-13-45")


@pytest.mark.parametrize("name", ["nowhere.yml", "site.yml", "sheep", "../content/hotlines"])
def test_fmt_takes_only_records_of_its_own(edition: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """What is no record of this edition is named and nothing is written; neither is anything if nothing is asked for."""
    before = projects.tree(edition)
    assert run(capsys, edition, "fmt", edition / name)[0] == 1
    assert run(capsys, edition, "fmt")[0] == 2
    assert projects.tree(edition) == before


def test_a_base_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an edition that stands on another only its own files are changed."""
    edition = editions.overlay(tmp_path / "town")
    base = projects.tree(tmp_path / "sound")
    assert run(capsys, edition, "fmt", "--all")[0] == 0
    assert run(capsys, edition, "fill", "old-street-dyke", "+1", "--shift", "2")[0] == 1
    assert projects.tree(tmp_path / "sound") == base
    assert not has_errors(check(edition, editions.TODAY).problems)


def test_an_edition_that_cannot_be_read(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a broken `site.yml` its problem is told, and nothing is written."""
    (edition / "site.yml").write_text("title: x\n", "utf-8")
    before = projects.tree(edition)
    code, _, err = run(capsys, edition, "fmt", "--all")
    assert (code, projects.tree(edition)) == (1, before)
    assert "site.yml" in err
    assert "没有写入任何文件。" in err


# --- fill ----------------------------------------------------------------------------------------------------------


def test_two_of_three_places_are_filled(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two more hands in a shift: its number and the day of checking change, and nothing else."""
    before = values(edition / DYKE)
    code, said, _ = run(capsys, edition, "fill", "old-street-dyke", "+2", "--shift", "2026-12-03")
    shift = before["shifts"][1]  # type: ignore[index]
    assert code == 0
    assert said.endswith("2026-12-03 20:00–02:00：已有 1 人 → 3 人，要 4 人。\n")
    assert values(edition / DYKE) == before | {"verified": "2026-12-01", "shifts": [before["shifts"][0], shift | {"filled": "3"}]}  # type: ignore[index]
    assert not has_errors(check(edition, editions.TODAY).problems)


@pytest.mark.parametrize("which", ["2", "2026-12-03", "2026-12-03/20:00", "2026-12-03 20:00", "2026-12-03T20"])
@pytest.mark.parametrize("amount", ["+1", "2"])
def test_a_shift_is_named_in_many_ways(edition: Path, which: str, amount: str) -> None:
    """By its number, its day, or day and start; by how many more, or how many in all."""
    desk = Desk(edition, editions.TODAY)
    _, done = fill(desk, desk.file("opportunities", "old-street-dyke"), amount, which)
    assert (done.shift, done.before, done.after) == ("2026-12-03 20:00–02:00", 1, 2)


def test_the_last_place_makes_it_full_and_back(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the last place taken the need is full; when one is free again it is open, and readers are told."""
    assert "full" in run(capsys, edition, "fill", edition / DYKE, "4", "--shift", "2")[1]
    assert values(edition / DYKE)["status"] == "full"
    assert "open" in run(capsys, edition, "fill", edition / DYKE, "-1", "--shift", "1", "--lang", "en")[1]
    found = values(edition / DYKE)
    assert found["status"] == "open"
    change = {"zh": "又缺人手，重新招人。", "en": "Hands are needed again."}
    assert found["changes"] == [{"date": "2026-12-01", "what": change}]
    assert not has_errors(check(edition, editions.TODAY).problems)


def test_places_counted_for_all(edition: Path) -> None:
    """A need without shifts of its own counts for all of them."""
    desk = Desk(edition, editions.TODAY)
    edit, done = fill(desk, desk.file("opportunities", "dongtan-boats"), "-2")
    assert (done.shift, done.after, done.status) == ("", 4, "open")
    assert yaml_core.parse((edit.after or b"").decode())["filled"] == "4"


@pytest.mark.parametrize(
    ("id", "amount", "which", "code"),
    [
        ("old-street-dyke", "+4", "2", "too-many"), ("old-street-dyke", "-2", "2", "too-few"), ("old-street-dyke", "5", "2", "too-many"),
        ("old-street-dyke", "two", "2", "no-amount"), ("old-street-dyke", "+", "2", "no-amount"), ("old-street-dyke", "１", "2", "no-amount"),
        ("old-street-dyke", "+1", "", "which-shift"), ("old-street-dyke", "+1", "3", "no-such-shift"), ("old-street-dyke", "+1", "0", "no-such-shift"),
        ("old-street-dyke", "+1", "2026-12-09", "no-such-shift"), ("dongtan-boats", "-1", "1", "no-shifts"),
    ],
)  # fmt: skip
def test_fill_refuses(edition: Path, capsys: pytest.CaptureFixture[str], id: str, amount: str, which: str, code: str) -> None:
    """More than are needed, fewer than none, a shift that is not clear: why is said, and nothing is written."""
    before = projects.tree(edition)
    desk = Desk(edition, editions.TODAY)
    with pytest.raises(Refused) as refused:
        fill(desk, desk.file("opportunities", id), amount, which)
    assert refused.value.code == code
    for lang in ("zh", "en"):
        ended, said, err = run(capsys, edition, "fill", id, amount, "--shift", which, "--lang", lang)
        assert (ended, said) == (1, "")
        assert bool(re.search("[\u4e00-\u9fff]", err)) == (lang == "zh")
    assert projects.tree(edition) == before


@pytest.mark.parametrize("status", ["done", "withdrawn"])
def test_nobody_comes_to_what_is_over(edition: Path, status: str) -> None:
    """A need that is done or withdrawn takes nobody."""
    over = f"status: {status}\nwithdrawn: {{date: 2026-12-01, reason: 水退了}}" if status == "withdrawn" else f"status: {status}"
    projects.edit(edition / BOATS, lambda text: text.replace("status: full", over).replace("2026-12-04", "2026-12-01"))
    desk = Desk(edition, editions.TODAY)
    with pytest.raises(Refused) as refused:
        fill(desk, desk.file("opportunities", "dongtan-boats"), "-1")
    assert refused.value.code == "over"


def test_fill_changes_no_faulty_record(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record with a fault is named with its line and left alone."""
    projects.edit(edition / DYKE, lambda text: text.replace("task: dyke-watch", "task: swim"))
    before = projects.tree(edition)
    code, _, err = run(capsys, edition, "fill", "old-street-dyke", "+1", "--shift", "2")
    assert (code, projects.tree(edition)) == (1, before)
    assert "unknown-term" in err


def test_a_misspelt_name_is_guessed(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that is not there is told of, with the one that may have been meant."""
    assert "是不是“old-street-dyke”？" in run(capsys, edition, "fill", "old-stret-dyke", "+1")[2]
    assert "“masks”" in run(capsys, edition, "withdraw", "rumours", "masks", "--reason", "x")[2].replace("rumours/", "")


# --- withdraw ------------------------------------------------------------------------------------------------------


def test_withdrawing_says_why(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record stays with its reason, its changes tell of it, and a need's status says so; what leans on it is named."""
    assert run(capsys, edition, "withdraw", "opportunities", "old-street-dyke", "--reason", "水退了。")[0] == 0
    found = values(edition / DYKE)
    assert found["withdrawn"] == {"date": "2026-12-01", "reason": "水退了。"}
    assert found["status"] == "withdrawn"
    assert found["changes"] == [{"date": "2026-12-01", "what": {"zh": "撤下。", "en": "Withdrawn."}, "why": "水退了。"}]
    code, said, _ = run(capsys, edition, "withdraw", "guidelines/leaving-home", "--reason", "旧了。")
    assert code == 0
    assert "leans-on-withdrawn" in said
    assert f"{edition / BOATS}:" in said
    assert not has_errors(check(edition, editions.TODAY).problems)


def test_withdraw_asks_for_the_reason(edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a reason it asks; without an answer nothing is written."""
    before = projects.tree(edition)
    for typed in ([" "], []):
        answers(monkeypatch, *typed)
        assert run(capsys, edition, "withdraw", "hotlines/flood-office")[0] in (1, 2)
    assert projects.tree(edition) == before
    answers(monkeypatch, "号码换了。")
    assert run(capsys, edition, "withdraw", "hotlines/flood-office")[0] == 0
    assert values(edition / "hotlines/flood-office.yml")["withdrawn"] == {"date": "2026-12-01", "reason": "号码换了。"}


@pytest.mark.parametrize("name", ["areas/990101001000", "organizations/nobody", "hotlines", "hotlines/flood-office/x/y"])
def test_what_cannot_be_withdrawn(edition: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A street's own record, and what is not there: nothing is written."""
    before = projects.tree(edition)
    assert run(capsys, edition, "withdraw", name, "--reason", "x")[0] == 1
    assert projects.tree(edition) == before


def test_withdrawn_twice(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first reason stands."""
    run(capsys, edition, "withdraw", "hotlines/flood-office", "--reason", "一")
    code, _, err = run(capsys, edition, "withdraw", "hotlines/flood-office", "--reason", "二")
    assert code == 1
    assert "2026-12-01" in err


def test_a_private_reason_is_refused(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is typed is judged like what is written: a mobile number in a reason is refused."""
    before = projects.tree(edition)
    code, _, err = run(capsys, edition, "withdraw", "hotlines/flood-office", "--reason", "改打 13800138000")
    assert (code, projects.tree(edition)) == (1, before)
    assert "private-mobile" in err


# --- writing -------------------------------------------------------------------------------------------------------


def test_nobodys_change_is_lost(edition: Path) -> None:
    """A file that somebody saved meanwhile is not written over."""
    desk = Desk(edition, editions.TODAY)
    edit, _ = fill(desk, desk.file("opportunities", "old-street-dyke"), "+1", "2")
    projects.edit(edition / DYKE, lambda text: text + "# 别人刚写的\n")
    with pytest.raises(content_files.NotWritten):
        desk.write([edit])
    assert "别人刚写的" in (edition / DYKE).read_text("utf-8")


def test_a_full_disk_changes_nothing(edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """If a file cannot be written, all are as they were, and that is said."""
    before = projects.tree(edition)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    code, _, err = run(capsys, edition, "fmt", "--all")
    assert (code, projects.tree(edition)) == (2, before)
    assert "磁盘满了" in err


def test_a_desk_wants_content(tmp_path: Path) -> None:
    """Where there is no content there is no desk."""
    with pytest.raises(Faulty):
        Desk(tmp_path, editions.TODAY)


# --- rename --------------------------------------------------------------------------------------------------------


def test_renaming_keeps_every_reference(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, references and searches follow; all else that records say is as it was, and the check finds nothing."""
    before = {kind: set(found) for kind, found in check(edition, editions.TODAY).entries.items()}
    code, said, _ = run(capsys, edition, "rename", "guidelines", "leaving-home", "evacuation")
    found = check(edition, editions.TODAY)
    assert (code, found.problems) == (0, [])
    assert {kind: set(entries) for kind, entries in found.entries.items()} == before | {
        "guidelines": before["guidelines"] - {"leaving-home"} | {"evacuation"}
    }
    assert f"{edition / DYKE}" in said
    assert values(edition / DYKE)["guidelines"] == ["dyke-watch", "evacuation"]
    assert values(edition / "guidelines/evacuation.yml")["formerly"] == ["leaving-home"]
    assert "find: [guidelines/evacuation]" in (edition / "searches.yml").read_text("utf-8")
    left = {name for name, data in projects.tree(edition).items() if re.search(rb"leaving-home(?!-)", data)}
    assert left == {"guidelines/evacuation.yml"}


def test_renaming_back_and_on(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every old id is kept, but for one that is taken up again."""
    for old, new in (("flood-office", "a"), ("a", "b"), ("b", "flood-office")):
        assert run(capsys, edition, "rename", "hotlines", old, new)[0] == 0
    assert values(edition / "hotlines/flood-office.yml")["formerly"] == ["a", "b"]
    assert not has_errors(check(edition, editions.TODAY).problems)


def test_a_folder_is_kept(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record stays in the folder it stands in."""
    assert run(capsys, edition, "rename", edition / DYKE, "dyke-night")[0] == 0
    assert (edition / "opportunities/990101001/dyke-night.yml").is_file()
    assert not (edition / DYKE).exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hotlines/flood-office", "rescue-119"), ("hotlines/flood-office", "Flood"), ("hotlines/flood-office", "../x"),
        ("hotlines/nobody", "x"), ("areas/990101001000", "x"), ("rumours/dyke-burst", "boil-water"), ("rumours/dyke-burst", "dyke-burst"),
    ],
)  # fmt: skip
def test_rename_refuses(edition: Path, capsys: pytest.CaptureFixture[str], old: str, new: str) -> None:
    """An id that is taken, was another's once or cannot be an address; a street's code: why is said, nothing is written."""
    before = projects.tree(edition)
    code, _, err = run(capsys, edition, "rename", old, new)
    assert (code, projects.tree(edition)) == (1, before)
    assert err
    assert run(capsys, edition, "rename", old)[0] == 2


def test_rename_wants_all_that_refer_to_be_sound(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If a record that refers to it cannot be read, it is named, and nothing is written."""
    projects.edit(edition / DYKE, lambda text: text + "colour: red\n")
    before = projects.tree(edition)
    code, _, err = run(capsys, edition, "rename", "guidelines", "leaving-home", "evacuation")
    assert (code, projects.tree(edition)) == (1, before)
    assert f"{edition / DYKE}:" in err


def test_what_replaces_a_base_keeps_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that stands for a base's would replace nothing under another name."""
    edition = editions.overlay(tmp_path / "town")
    before = projects.tree(edition)
    assert run(capsys, edition, "rename", "help", "dongtan-ferry", "ferry")[0] == 1
    assert run(capsys, edition, "rename", "guidelines", "dyke-watch", "watch")[0] == 1
    assert projects.tree(edition) == before


def test_an_old_address_leads_to_the_new_one() -> None:
    """At the old address stands a page in every language that leads on, is kept out of search engines, and names the new one."""
    site = projects.sound_site()
    for lang, folder, title in (("zh-CN", "", "这一页换了网址"), ("en", "en/", "This page has a new address")):
        text = (site / folder / "rumours/boil-water/index.html").read_text("utf-8")
        assert f'<html lang="{lang}">' in text
        assert f"<h1>{title}</h1>" in text
        assert '<meta name="robots" content="noindex">' in text
        assert f'<link rel="canonical" href="https://liudu.example.org/{folder}rumours/water-unsafe/">' in text
        assert '<meta http-equiv="refresh" content="0; url=../water-unsafe/">' in text
        assert '<a href="../water-unsafe/">' in text
        assert (site / folder / "rumours/water-unsafe/index.html").is_file()
    assert "boil-water/" not in "".join(path.read_text("utf-8") for path in site.glob("sitemap*.xml"))


def test_what_was_subscribed_to_is_still_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The calendar of a need or a unit is there at its old address too, the same, and goes when another takes that up."""
    folder = projects.project(tmp_path / "p")
    assert run(capsys, folder / "content", "rename", "opportunities", "old-street-dyke", "night-dyke")[0] == 0
    assert projects.build_in(folder).report is not None
    old, new = (folder / f"site/calendar/opportunities/{id}.ics" for id in ("old-street-dyke", "night-dyke"))
    assert old.read_bytes() == new.read_bytes()
    assert 'url=../night-dyke/"' in (folder / "site/opportunities/old-street-dyke/index.html").read_text("utf-8")
    assert projects.differences(projects.tree(folder / "site"), projects.clean_build(folder)) == []


# --- what is shipped -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [projects.CONTENT, *sorted(projects.ROOT.glob("examples/*/content"))], ids=lambda path: path.parent.name
)
def test_what_is_shipped_is_in_form(content: Path) -> None:
    """Every record of the real content and of the examples stands in its one form."""
    desk = Desk(content, editions.TODAY)
    assert [file.name for file in desk.files if tidy(desk, file).ways] == []
