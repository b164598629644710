"""The log in its folder: what is added, what is refused, and what stays as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tlog import canonical, drafts, entries, manifest, notes, proofs, state, tiles, tree, verify, writes

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNER = notes.signer("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")


def record(id: str, **values: Any) -> drafts.Change:
    return drafts.Change("guidelines", id, {"id": id, **values})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    state.begin(folder, "example.org/ledger", [SIGNER])
    return folder


def release(folder: Path, digests: dict[str, str]) -> state.Log:
    with drafts.drafted(folder, NOON, [SIGNER]) as draft:
        draft.release(digests)
        return draft.commit()


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the log but the table, which is no part of it."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in (state.HEADS, state.LOCK))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


# --- forms ---------------------------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abé", max_size=3), inner),
)


@given(st.dictionaries(st.text("abc"), json_values))
def test_canonical_form(values: dict[str, Any]) -> None:
    """The order of keys changes nothing, it is JSON in one line, and its own canonical form."""
    text = canonical.canonical(values)
    assert canonical.canonical(dict(reversed(values.items()))) == text
    assert b"\n" not in text
    assert canonical.canonical(json.loads(text)) == text


def test_the_same_letters_are_the_same_text() -> None:
    """Letters put together of parts are those made in one; two keys that become one are refused."""
    assert canonical.canonical({"a": "e\u0301"}) == canonical.canonical({"a": "\u00e9"}) == '{"a":"é"}'.encode()
    with pytest.raises(ValueError, match="same"):
        canonical.canonical({"e\u0301": 1, "\u00e9": 2})
    with pytest.raises(ValueError, match="compliant"):
        canonical.canonical({"a": float("nan")})


def test_entries_have_one_form() -> None:
    """An entry comes back from its bytes, and no other bytes are taken for it."""
    entry = entries.Entry(3, "guidelines", "masks", 2, "00", 1, "2026-12-01T12:00:00Z", "edit", "改了日期", "某街道办")
    assert entries.decoded(entry.encoded()) == entry
    for spoiled in (
        b"",
        b"{}",
        b"[]",
        b'{"a":1}',
        entry.encoded().replace(b":2", b": 2"),
        entry.encoded().replace(b"edit", b"else"),
    ):
        with pytest.raises(entries.BadEntry):
            entries.decoded(spoiled)


def test_paths_are_those_of_tlog_tiles() -> None:
    """The names of files are those of the specification's own examples."""
    assert tiles.path(0, 1234067) == "tile/0/x001/x234/067"
    assert tiles.path(1, 0, 5) == "tile/1/000.p/5"
    assert tiles.path(tiles.ENTRIES, 273, 112) == "tile/entries/273.p/112"


# --- adding --------------------------------------------------------------------------------------------------------


def test_only_what_changed_is_added(folder: Path) -> None:
    """A record that is as the log has it adds nothing; one that is not adds a version that names the one before."""
    assert drafts.append(folder, [record("a"), record("b")], NOON).said.size == 2
    log = drafts.append(folder, [record("a"), record("b", title="x")], NOON)
    assert log.said.size == 3
    last = log.entry(2)
    assert (last.id, last.version, last.previous, last.sort) == ("b", 2, 1, "edit")
    assert [log.entry(at).sort for at in (0, 1)] == ["new", "new"]
    before = files(folder)
    drafts.append(folder, [record("a"), record("b", title="x")], NOON)
    assert files(folder) == before


def test_the_table_is_made_anew(folder: Path) -> None:
    """Without its table of last versions, or with a wrong one, the log goes on as if it were there."""
    drafts.append(folder, [record("a"), record("b")], NOON)
    (folder / state.HEADS).unlink()
    assert drafts.append(folder, [record("a")], NOON).said.size == 2
    with sqlite3.connect(folder / state.HEADS) as table:
        table.execute("update at set size = 9")
        table.execute("delete from heads")
    assert drafts.append(folder, [record("a"), record("b")], NOON).said.size == 2


def test_nothing_is_left_of_a_salt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table, too, forgets the salts of erased records, whatever the database does where nobody asks it to."""
    log = drafts.append(folder, [record(f"r{number}") for number in range(200)], NOON)
    salts = [log.text(at)[0] for at in range(0, 200, 2)]  # type: ignore[index]
    assert all(salt in (folder / state.HEADS).read_bytes() for salt in salts)
    connect = sqlite3.connect

    def forgetful(file: Path) -> sqlite3.Connection:
        table = connect(file)
        table.execute("pragma secure_delete = off")
        return table

    monkeypatch.setattr(sqlite3, "connect", forgetful)
    drafts.append(folder, [drafts.Change("guidelines", f"r{at}", None, "erasure", "有") for at in range(0, 200, 2)], NOON)
    assert not any(salt in (folder / state.HEADS).read_bytes() for salt in salts)


def test_two_may_make_the_table_at_once(folder: Path) -> None:
    """Preview and command may both find that it has to be made anew: neither meets what the other has half made."""
    log = drafts.append(folder, [record(str(number)) for number in range(300)], NOON)
    found: list[object] = []

    def ask() -> None:
        try:
            with closing(drafts.heads_of(state.Log(folder))) as table:
                found.append(len(table.all()))
        except sqlite3.Error as error:
            found.append(error)

    for _ in range(6):
        (folder / state.HEADS).unlink()
        threads = [Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert set(found) == {log.said.size}


@pytest.mark.parametrize("sizes", [(255, 1, 1), (256, 256), (100, 200, 300), (513,)])
def test_any_steps_lead_to_the_same_tree(folder: Path, sizes: tuple[int, ...]) -> None:
    """However many are added at a time: the tree is that of its entries, and nothing written before is written again."""
    number = 0
    for size in sizes:
        before = files(folder)
        drafts.append(folder, [record(str(at)) for at in range(number, number + size)], NOON)
        number += size
        after = files(folder)
        assert {name for name in before if after[name] != before[name]} == {"checkpoint"}
    log = state.Log(folder)
    assert log.said.root == tree.root([tree.leaf_hash(log.encoded(at)) for at in range(number)])
    assert len(list(log.rows())) == number


def test_every_version_is_proved(folder: Path) -> None:
    """A proof stands alone: it comes back from its text, leads to the checkpoint, and to nothing if the entry is another."""
    drafts.append(folder, [record(str(at)) for at in range(300)], NOON, [SIGNER])
    log = state.Log(folder)
    for at in (0, 255, 256, 299):
        text = str(log.proof(at))
        assert len(text.encode()) < 2048
        proof = proofs.proof(text)
        assert proof.proves(log.encoded(at)) == log.said
        assert proof.checkpoint.verified([SIGNER.verifier()])
        with pytest.raises(proofs.BadProof, match="lead"):
            proof.proves(log.encoded(299 - at))
        assert proofs.proof(text.replace("\nindex", "\nextra AAAA\nindex")) == proof
    for spoiled in (
        "",
        "index 0\n\n",
        text.replace("index 299", "index 0299"),
        text.replace("@v1\n", "@v2\n"),
        text.replace("=\n", "!\n"),
    ):
        with pytest.raises((proofs.BadProof, notes.BadNote)):
            proofs.proof(spoiled)


def test_what_is_withdrawn_stays_and_what_is_erased_goes(folder: Path) -> None:
    """A withdrawal leaves the earlier text; an erasure destroys text and salt of every version and leaves all proofs."""
    drafts.append(folder, [record("a", secret="小明"), record("b")], NOON)
    drafts.append(folder, [record("a", secret="小红")], NOON)
    root = drafts.append(folder, [drafts.Change("guidelines", "b", None, "withdrawal")], NOON).said.root
    assert any(b'"id":"b"' in data for data in files(folder).values())
    log = drafts.append(folder, [drafts.Change("guidelines", "a", None, "erasure", "有私人信息")], NOON)
    assert not any("小".encode() in data for data in files(folder).values())
    assert [row[2].salt != b"" for row in log.rows()] == [False, True, False, False, False]
    assert tiles.root(log.read, 4, 5) == root
    assert [log.entry(at).sort for at in (3, 4)] == ["withdrawal", "erasure"]
    assert drafts.append(folder, [drafts.Change("guidelines", "b", None, "withdrawal")], NOON).said.size == 5
    assert drafts.append(folder, [record("a")], NOON).entry(5).version == 4


def test_an_erasure_that_was_stopped_is_finished(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is stopped between saying that a text is gone and destroying it leaves that to the next who adds anything."""
    drafts.append(folder, [record("a", secret="小明"), record("b")], NOON)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafts, "_erase", stop)
    with pytest.raises(KeyboardInterrupt):
        drafts.append(folder, [drafts.Change("guidelines", "a", None, "erasure", "有私人信息")], NOON)
    monkeypatch.undo()
    assert any("小明".encode() in data for data in files(folder).values())
    drafts.append(folder, [record("b")], NOON)
    assert not any("小明".encode() in data for data in files(folder).values())
    assert verify.verify(folder).problems == []


def test_a_release_holds_the_digest_of_its_manifest(folder: Path) -> None:
    """The manifest's parts and their list are in the form of `sha256sum`; its entry has the list's digest and stands beside it."""
    release(folder, {"b/index.html": "22", "a.html": "11"})
    assert listed(folder) == ["11  a.html", "22  b/index.html"]
    log = release(folder, {"a.html": "33"})
    assert (log.entry(1).kind, log.entry(1).version, log.entry(1).previous) == ("release", 2, 0)
    assert log.entry(1).digest == sha256((folder / writes.RELEASE).read_bytes()).hexdigest()
    assert (folder / manifest.ENTRY).read_bytes() == log.encoded(1)


def listed(folder: Path) -> list[str]:
    """The lines of a manifest, each part held against the list of them."""
    lines = []
    for row in (folder / writes.RELEASE).read_text().splitlines():
        digest, name = row.split("  ")
        data = (folder / name.removeprefix(manifest.FOLDER)).read_bytes()
        assert sha256(data).hexdigest() == digest
        lines += data.decode().splitlines()
    return sorted(lines)


@pytest.mark.parametrize("count", [0, 1, 3, 200, 5000])
def test_one_file_is_found_without_the_others(count: int) -> None:
    """A file stands in the part that its name leads to; list and part are about as long; what was more parts stays as many."""
    names = [f"help/h{number}/index.html" for number in range(count)]
    found = manifest.files(dict.fromkeys(names, "0" * 64))
    parts = [found[name] for name in sorted(found) if name != writes.RELEASE]
    assert len(parts) == found[writes.RELEASE].count(b"\n") == manifest.parts_for(count)
    assert all(name in manifest.names(parts[manifest.place(name, len(parts))]) for name in names)
    assert max(map(len, parts)) <= 4 * max(len(found[writes.RELEASE]), 1)
    assert len(manifest.files({}, found[writes.RELEASE])) == len(found)


# --- what is refused -----------------------------------------------------------------------------------------------


def refused(folder: Path, **how: Any) -> state.Fault:
    """The fault that adding meets; the files are left as they were."""
    before = files(folder)
    with pytest.raises(state.Fault) as met:
        drafts.append(folder, [record("z")], how.pop("now", NOON), **how)
    assert files(folder) == before
    return met.value


def test_times_do_not_run_backwards(folder: Path) -> None:
    """A clock that jumped back adds nothing."""
    drafts.append(folder, [record("a")], NOON)
    fault = refused(folder, now=NOON - timedelta(seconds=1))
    assert (fault.code, fault.values["found"]) == ("clock", "2026-12-01T11:59:59Z")


def test_two_publishers(folder: Path) -> None:
    """While one adds, another is told so."""
    with state.locked(folder):
        assert refused(folder).code == "locked"
    assert drafts.append(folder, [record("z")], NOON).said.size == 1


def test_stale_and_forked_copies(folder: Path, tmp_path: Path) -> None:
    """What was published must be the beginning of what is added to: no older copy, no other history, no other log."""
    drafts.append(folder, [record("a")], NOON)
    old = tmp_path / "old"
    shutil.copytree(folder, old)
    published = drafts.append(folder, [record("b")], NOON).said
    assert refused(old, published=published).code == "stale"
    drafts.append(old, [record("c")], NOON)
    assert refused(old, published=published).code == "forked"
    assert refused(folder, published=published._replace(origin="else.org")).code == "other-log"
    assert drafts.append(folder, [record("c")], NOON, published=published).said.size == 3


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000.p/2", "tile/entries/000.p/2"])
@pytest.mark.parametrize("how", ["gone", "cut", "changed"])
def test_damage_is_told_by_file(folder: Path, name: str, how: str) -> None:
    """A file that is gone, cut short or changed where adding needs it: nothing is added, and the file is named."""
    drafts.append(folder, [record("a"), record("b")], NOON, [SIGNER])
    path = folder / name
    data = path.read_bytes()
    path.unlink()
    if how != "gone":
        path.write_bytes(data[:-9] if how == "cut" else data[:40] + bytes([data[40] ^ 1]) + data[41:])
    fault = refused(folder)
    # Where root and tiles differ nobody can know which of the two was changed.
    assert fault.code in ({"no-log"} if (name, how) == ("checkpoint", "gone") else {"damaged", "other-root"})
    told = "checkpoint" if fault.code == "other-root" else name.split("/")[0]
    assert Path(str(fault.values["file"])).relative_to(folder).parts[0] == told


def test_one_log_in_a_folder_and_one_change_of_a_record(folder: Path) -> None:
    """A log is begun once; a record cannot change twice at the same time."""
    with pytest.raises(state.Fault, match="begun"):
        state.begin(folder, "example.org/ledger")
    with pytest.raises(state.Fault, match="twice"):
        drafts.append(folder, [record("a"), record("a", x=1)], NOON)


def test_a_proof_never_changes(folder: Path) -> None:
    """However much is added later, the proof of a version is the one that the first checkpoint with it gave."""
    first = str(drafts.append(folder, [record("a")], NOON, [SIGNER]).proof(0))
    log = drafts.append(folder, [record(str(at)) for at in range(300)], NOON, [SIGNER])
    assert str(log.proof(0)) == first
    assert log.sizes == [1, 301]
    assert (log.size_with(0), log.size_with(1)) == (1, 301)
    assert log.code_at(1) == notes.root_code(1, proofs.proof(first).proves(log.encoded(0)).root)


def test_a_draft_is_seen_before_it_is_written(folder: Path) -> None:
    """What is about to be added can be read as if it had been, and is gone without a trace if it is not written."""
    drafts.append(folder, [record("a")], NOON)
    before = files(folder)
    with drafts.drafted(folder, NOON) as draft:
        assert draft.add([record("a"), record("b"), record("c")]) == 2
        draft.release({"x": "1"})
        assert draft.log.said.size == 4
        assert draft.log.entry(2).id == "c"
        assert draft.log.proof(1).proves(draft.log.encoded(1)).size == 3
        head = draft.heads.of("guidelines", "b")
        assert head is not None
        assert head.sequence == 1
    assert files(folder) == before
    assert state.Log(folder).said.size == 1


def test_what_was_written_can_be_taken_back(folder: Path) -> None:
    """A publication that fails after the log was written leaves it as it was, to the byte."""
    drafts.append(folder, [record("a")], NOON, [SIGNER])
    release(folder, {"a.html": "11"})
    before = files(folder)
    with drafts.drafted(folder, NOON, [SIGNER]) as draft:
        draft.add([record("b")])
        draft.release({"a.html": "22"})
        draft.commit()
        assert files(folder) != before
        draft.undo()
    assert files(folder) == before
    assert drafts.append(folder, [record("b")], NOON, [SIGNER]).said.size == 3


@pytest.mark.parametrize("stop", range(9))
def test_what_broke_off_is_as_if_it_had_not_been(folder: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    """Whoever is stopped at any file leaves a log that the next one finds as it was, or as it was to be."""
    drafts.append(folder, [record("a")], NOON, [SIGNER])
    release(folder, {"a.html": "11"})
    before, put, left = files(folder), writes.put, [stop]

    def stopped(path: Path, data: bytes) -> None:
        if not left[0]:
            raise OSError("no space left")
        left[0] -= 1
        put(path, data)

    with drafts.drafted(folder, NOON, [SIGNER]) as draft:
        draft.add([record("b")])
        draft.release({"a.html": "22"})
        monkeypatch.setattr(writes, "put", stopped)
        with pytest.raises(OSError, match="space"):
            draft.commit()
        monkeypatch.undo()
    with state.locked(folder):
        pass
    assert files(folder) == before
    assert drafts.append(folder, [record("d")], NOON).entry(2).id == "d"


def test_a_checkpoint_written_is_finished(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped right after the checkpoint, the addition holds: the next one finds its manifest in place."""
    release(folder, {"a.html": "11"})
    monkeypatch.setattr(writes, "settle", lambda folder: None)
    release(folder, {"a.html": "22"})
    monkeypatch.undo()
    assert listed(folder) == ["11  a.html"]
    with state.locked(folder):
        assert listed(folder) == ["22  a.html"]


@pytest.mark.parametrize(
    ("journal", "next"),
    [
        ("[]", "{}"), ('{"checkpoint":1,"made":[]}', "{}"), ("[" * 100_000, "{}"), ('{"checkpoint":"x","made":["../kept"]}', "{}"),
        ('{"checkpoint":"x","made":[["a"]]}', "{}"), ('{"checkpoint":%s,"made":[]}', "[]"), ('{"checkpoint":%s,"made":[]}', '{"release.txt":1}'),
        ('{"checkpoint":%s,"made":[]}', '{"../kept":"x"}'), ('{"checkpoint":%s,"made":[]}', '{"release/../../kept":"x"}'),
        ('{"checkpoint":%s,"made":[]}', '{"checkpoint":"x"}'),
    ],
)  # fmt: skip
def test_what_tells_of_an_addition_reaches_nothing_else(folder: Path, journal: str, next: str) -> None:
    """A journal that came along with somebody's copy of the log is no way to other files, and one that is none is told as such."""
    (folder.parent / "kept").write_text("kept")
    (folder / writes.JOURNAL).write_text(journal.replace("%s", json.dumps((folder / "checkpoint").read_text())))
    (folder / writes.NEXT).write_text(next)
    assert refused(folder).code == "bad-journal"
    assert (folder.parent / "kept").read_text() == "kept"
