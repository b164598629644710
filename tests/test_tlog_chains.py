"""A record that is renamed stays one chain of versions: in the log, when it is erased, and to whoever verifies it."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.tlog import canonical, drafts, entries, keeping, state, tiles, tree, verify
from generator.tlog.chains import Chains

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def said(id: str, text: str = "") -> drafts.Change:
    return drafts.Change("help", id, {"id": id, "text": text or f"of {id}"})


def to(old: str, new: str) -> drafts.Change:
    return drafts.Change("help", old, None, "rename", "", "某街道办", new)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    state.begin(tmp_path / "ledger", "example.org/ledger")
    return tmp_path / "ledger"


def logged(folder: Path, *steps: list[drafts.Change]) -> tuple[state.Log, Chains]:
    """A log after so many publications, and its chains."""
    for step in steps:
        log = drafts.append(folder, step, NOON)
    table = drafts.heads_of(log)
    chains = Chains(log.entry, table.renames)
    table.close()
    return log, chains


def names(log: state.Log, found: list[int]) -> list[str]:
    return [f"{entry.id}{entry.version}" for entry in map(log.entry, found)]


def texts(log: state.Log) -> list[str]:
    """The entries that still have a text."""
    return names(log, [at for at in range(log.said.size) if log.text(at)])


# --- chains --------------------------------------------------------------------------------------------------------


def test_a_rename_ends_an_id_and_names_the_new_one(folder: Path) -> None:
    """Its entry has no text, says where the record is now, and counts as a version; only what is live can be renamed."""
    log, _ = logged(folder, [said("a")], [to("a", "b"), said("b")], [to("a", "c"), to("none", "c")])
    assert log.said.size == 3
    end = log.entry(1)
    assert (end.id, end.sort, end.to, end.digest, end.version, end.previous) == ("a", "rename", "b", "", 2, 0)
    assert b'"to":"b"' in log.encoded(1)
    assert b'"to"' not in log.encoded(2)
    assert (log.entry(2).sort, log.entry(2).version, log.entry(2).previous) == ("new", 1, None)
    for spoiled in (log.encoded(1).replace(b'"rename"', b'"edit"'), log.encoded(2).replace(b'"new"', b'"rename"')):
        with pytest.raises(entries.BadEntry):
            entries.decoded(spoiled)


def test_several_renames_are_one_chain(folder: Path) -> None:
    """Every version under every id, newest first, and each knows the one whose place it took."""
    log, chains = logged(
        folder, [said("a")], [said("a", "2")], [to("a", "b"), said("b")], [to("b", "c"), said("c")], [said("c", "2")]
    )
    found = chains.of(6)
    assert names(log, found) == ["c2", "c1", "b2", "b1", "a3", "a2", "a1"]
    before = {names(log, [at])[0]: chains.before(at) for at in found if log.entry(at).digest}
    assert {name: names(log, [at])[0] if at is not None else "" for name, at in before.items()} == {
        "c2": "c1", "c1": "b1", "b1": "a2", "a2": "a1", "a1": "",
    }  # fmt: skip
    assert chains.now(log.entry(2)) == chains.now(log.entry(4)) == ("help", "c")
    assert names(log, chains.of(2)) == ["a3", "a2", "a1"]
    assert chains.ended(6) is None


def test_what_was_erased_and_then_renamed_is_one_chain(folder: Path) -> None:
    """Erased, and known by another id before it is published again: its history goes on under that; erased once more, all of it is gone."""
    log, chains = logged(
        folder,
        [said("a", "小明"), said("b")],
        [drafts.Change("help", "a", None, "erasure", "有私人信息"), drafts.Change("help", "b", None, "withdrawal")],
        [to("a", "c"), said("c"), to("b", "d")],
    )
    assert [(entry.id, entry.sort) for entry in map(log.entry, range(4, log.said.size))] == [("a", "rename"), ("c", "new")]
    assert names(log, chains.of(5)) == ["c1", "a3", "a2", "a1"]
    assert chains.now(log.entry(4)) == ("help", "c")
    assert verify.verify(folder).problems == []
    log, _ = logged(folder, [drafts.Change("help", "c", None, "erasure", "还有")])
    assert texts(log) == ["b1"]
    assert verify.verify(folder).problems == []


def test_a_record_that_takes_its_old_id_again_is_the_same(folder: Path) -> None:
    """Renamed and renamed back, it is one chain, and its numbers go on."""
    log, chains = logged(folder, [said("a")], [to("a", "b"), said("b")], [to("b", "a"), said("a", "2")])
    assert names(log, chains.of(4)) == ["a3", "b2", "b1", "a2", "a1"]
    assert chains.before(4) == 2
    assert chains.now(log.entry(1)) == ("help", "a")


def test_an_id_that_another_takes_is_another_chain(folder: Path) -> None:
    """The new record's versions count on, so that no two have one address, but the old one's are not its own."""
    log, chains = logged(folder, [said("a")], [to("a", "b"), said("b")], [said("a", "another")], [said("a", "another 2")])
    assert names(log, chains.of(4)) == ["a4", "a3"]
    assert names(log, chains.of(2)) == ["b1", "a2", "a1"]
    assert chains.before(3) is None
    ended = chains.ended(4)
    assert ended is not None
    assert chains.now(ended) == ("help", "b")


def test_two_records_can_become_one(folder: Path) -> None:
    """A record that stands for others from some day on has the chains of all of them."""
    log, chains = logged(folder, [said("a"), said("b"), said("c")], [to("a", "c"), to("b", "c"), said("c", "2")])
    assert names(log, chains.of(5)) == ["c2", "b2", "a2", "c1", "b1", "a1"]
    assert chains.before(5) == 2


def test_the_table_made_anew_knows_renames(folder: Path) -> None:
    """Renames are found again where the table of last versions is lost; readers are not told of them as corrections."""
    log, _ = logged(folder, [said("a")], [to("a", "b"), said("b")], [drafts.Change("help", "b", None, "withdrawal")])
    (folder / state.HEADS).unlink()
    table = drafts.heads_of(log)
    assert (table.renames, table.told()) == ([1], [3])
    table.close()


# --- erasing and verifying -----------------------------------------------------------------------------------------


def test_erasing_reaches_every_id_a_record_had(folder: Path) -> None:
    """Texts under old ids go too, those of another record under the same id stay, and the log still holds."""
    logged(
        folder,
        [said("a", "小明"), said("z")],
        [to("a", "b"), said("b", "小明")],
        [said("a", "another")],
        [to("b", "c"), said("c")],
    )
    assert keeping.id_now(folder, "help", "b") == "c"
    assert keeping.id_now(folder, "help", "a") == "a"
    keeping.erase(folder, "help", "c", "有私人信息", NOON)
    log = state.Log(folder)
    assert texts(log) == ["z1", "a3"]
    assert not any("小明".encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert verify.verify(folder).problems == []
    keeping.erase(folder, "help", "a", "又有", NOON)
    assert texts(state.Log(folder)) == ["z1"]
    assert verify.verify(folder).problems == []


def test_an_erasure_that_was_stopped_is_finished_under_old_ids(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds next destroys what the log says is gone, whatever it was called."""
    logged(folder, [said("a", "小明")], [to("a", "b"), said("b")])
    monkeypatch.setattr(drafts, "_erase", lambda *_: None)
    keeping.erase(folder, "help", "b", "有私人信息", NOON)
    assert [(code, values["record"]) for code, values in verify.verify(folder).problems] == [
        ("left-text", "help/b"), ("left-text", "help/a"),
    ]  # fmt: skip
    monkeypatch.undo()
    logged(folder, [said("z")])
    assert texts(state.Log(folder)) == ["z1"]
    assert verify.verify(folder).problems == []


def test_a_rename_is_no_way_to_hide(folder: Path) -> None:
    """One that leads to nothing in the log is told; records are counted once, whatever they were called."""
    logged(folder, [said("a"), said("b")], [to("a", "c"), said("c")])
    told = verify.verify(folder)
    assert told.problems == []
    assert dict(told.notes)["entries"]["records"] == 2
    logged(folder, [to("b", "nowhere")])
    (problem,) = verify.verify(folder).problems
    assert problem == ("bad-rename", {"entry": 4, "record": "help/b", "found": "help/nowhere"})


def test_a_rename_without_an_aim_is_no_entry(folder: Path) -> None:
    """Somebody who makes all hashes anew to take the new id out of a rename is told of."""
    log, _ = logged(folder, [said("a")], [to("a", "b"), said("b")])
    encoded = [log.encoded(at) for at in range(3)]
    encoded[1] = encoded[1].replace(b',"to":"b"', b"")
    (folder / tiles.path(tiles.ENTRIES, 0, 3)).write_bytes(tiles.bundle(encoded))
    (folder / tiles.path(0, 0, 3)).write_bytes(b"".join(map(tree.leaf_hash, encoded)))
    assert ("bad-entry", {"entry": 1}) in verify.verify(folder).problems


@pytest.mark.parametrize("seed", range(4))
def test_any_story_holds(folder: Path, seed: int) -> None:
    """Records named, renamed and erased at will, ids taken again: every version is in one chain alone, and all of it holds."""
    luck = random.Random(seed)
    whose: dict[str, int] = {}
    chain: dict[int, set[str]] = {}
    for step in range(25):
        free = sorted({f"n{number}" for number in range(6)} - whose.keys())
        old = luck.choice(sorted(whose)) if whose else ""
        table = {entry.id: entry for entry in map(state.Log(folder).entry, range(state.Log(folder).said.size))}
        if old and luck.random() < 0.2:
            keeping.erase(folder, "help", old, "x", NOON)
            chain[whose[old]] = set()
        elif old and table[old].digest and free and luck.random() < 0.5:
            new = luck.choice(free)
            logged(folder, [to(old, new), said(new, str(step))])
            whose[new] = whose.pop(old)
            chain[whose[new]].add(f"{step}")
        elif free:
            whose[free[0]] = step
            logged(folder, [said(free[0], str(step))])
            chain[step] = {f"{step}"}
    log, chains = logged(folder, [said("last")])
    heads = {entry.id: entry for entry in map(log.entry, range(log.said.size))}
    for id, number in whose.items():
        kept = [text_of(log, at) for at in chains.of(heads[id].sequence)]
        assert {text for text in kept if text} == chain[number]
    assert verify.verify(folder).problems == []


def text_of(log: state.Log, at: int) -> str:
    kept = log.text(at)
    return kept[1].decode().split('"text":"')[1][:-2] if kept else ""


def test_the_form_is_canonical() -> None:
    """The field stands where the order of letters has it."""
    entry = entries.Entry(3, "help", "a", 2, "", 1, "2026-12-01T12:00:00Z", "rename", "", "", "b")
    assert entry.encoded() == canonical.canonical(entry._asdict())
    assert entries.decoded(entry.encoded()) == entry
