"""Sites made to deceive the verifier: whatever whoever holds the server, or even the key, puts there, it says so and never breaks down."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from test_tlog_verify import KEY, NOON, SIGNER, change, codes, published, release, rewritten, told, whole, write_data

from generator.tlog import canonical, drafts, notes, state, verify

__all__ = ["whole"]
DATA = "data/guidelines.json"


@pytest.fixture
def site(whole: Path, tmp_path: Path) -> Path:
    """A copy to be tampered with, whose log holds nothing of what an edition keeps for itself."""
    shutil.copytree(whole, tmp_path / "site")
    return tmp_path / "site"


# --- by whoever holds the server -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file", ["release.txt", "release/000.txt", "release/entry.json", "checkpoint", "versions/000/0.txt", "tile/0/000.p/16"]
)
def test_a_file_emptied_is_told(site: Path, file: str) -> None:
    """A file of the log that is there and holds nothing is no better than one that is gone: all that it vouches for stands open."""
    (site / "ledger" / file).write_bytes(b"")
    (site / "p0/index.html").write_text("别的话", "utf-8")
    assert f"ledger/{file}" in {values.get("file") for _, values in told(site)}


def _longer(site: Path) -> None:
    with (site / "ledger/tile/0/000.p/16").open("ab") as tile:
        tile.write(bytes(32))


def _short_tile_of_old(site: Path) -> None:
    old = site / "ledger/tile/0/000.p/12"
    old.write_bytes(old.read_bytes()[:64])


def _no_width(site: Path) -> None:
    shutil.copy(site / "ledger/tile/0/000.p/12", site / "ledger/tile/0/000.p/index.html")


def _linked_folder(site: Path) -> None:
    (site / "more").symlink_to(site / "p0")


def _linked_in_log(site: Path) -> None:
    (site / "ledger/more").symlink_to(site / "p0")


def _hidden(site: Path) -> None:
    (site / "ledger/guidelines").mkdir()
    (site / "ledger/guidelines/.lock").write_text("别的话", "utf-8")


def _folder_for_file(site: Path) -> None:
    (site / "p0/index.html").unlink()
    (site / "p0/index.html").mkdir()


def _pipe_for_file(site: Path) -> None:
    (site / "ledger/tile/0/000.p/16").unlink()
    os.mkfifo(site / "ledger/tile/0/000.p/16")


SLIPPED: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a tile with more in it": (_longer, {"bad-tile"}),
    "an old tile cut short": (_short_tile_of_old, {"bad-tile"}),
    "a page among the tiles": (_no_width, {"bad-tile"}),
    "a link to a folder": (_linked_folder, {"unlogged"}),
    "a link to a folder in the log": (_linked_in_log, {"unknown"}),
    "a name that an edition hides": (_hidden, {"unknown"}),
    "a folder in place of a page": (_folder_for_file, {"missing"}),
    "a pipe in place of a tile": (_pipe_for_file, {"missing", "bad-tile"}),
}


@pytest.mark.parametrize("how", SLIPPED)
def test_what_is_slipped_in_is_told(site: Path, how: str) -> None:
    """What stands beside what is logged, or in its place, is told, whatever sort of file it is."""
    tamper, expected = SLIPPED[how]
    tamper(site)
    assert codes(site) == expected


@pytest.mark.parametrize("size", [10**6, 10**10, 10**17])
def test_a_checkpoint_cannot_make_it_run_for_ever(site: Path, size: int) -> None:
    """A size beyond all that is there takes neither time nor memory: nothing is made ready for it."""
    for file in ("checkpoint", f"checkpoints/{size}"):
        (site / "ledger" / file).write_text(f"example.org/ledger\n{size}\n{'A' * 43}=\n\n", "utf-8")
    signal.alarm(20)
    try:
        assert "bad-checkpoint" in codes(site)
    finally:
        signal.alarm(0)


def test_a_manifest_names_nothing_elsewhere(site: Path, tmp_path: Path) -> None:
    """Parts of a manifest are files of the log: it cannot lead whoever checks it to files of their own."""
    _put_manifest(site, [("0" * 64, "ledger/release/../../../other.txt"), ("0" * 64, "ledger/release//etc/passwd")])
    (tmp_path / "other.txt").write_text("x", "utf-8")
    found = told(site)
    assert ("missing", {"file": "ledger/release/../../../other.txt"}) in found
    assert ("missing", {"file": "ledger/release//etc/passwd"}) in found


def test_a_page_is_listed_once(site: Path) -> None:
    """A manifest with two digests for one page would have each reader take another for true."""
    rows = [(digest, name) for name, digest in _listed(site).items()]
    _put_manifest(site, [*rows, ("0" * 64, rows[0][1])])
    assert "bad-manifest" in codes(site)
    _put_manifest(site, [("0" * 64, rows[0][1]), *rows])
    assert "bad-manifest" in codes(site)


def _listed(site: Path) -> dict[str, str]:
    log = verify.Log(site / "ledger", verify.Report())
    log.check()
    assert log.listed is not None
    return log.listed


def _put_manifest(site: Path, rows: list[tuple[str, str]]) -> None:
    """A release whose manifest is a list of these, logged as it must be."""
    data = "".join(f"{digest}  {name}\n" for digest, name in rows).encode()
    with drafts.drafted(site / "ledger", NOON.replace(hour=16), [SIGNER]) as draft:
        entry = draft._of_file("release", "site", drafts.sha256(data).hexdigest())
        draft._ahead |= {"release.txt": data, "release/entry.json": entry.encoded()}
        draft._add([drafts._Added(entry, canonical.GONE, b"")])
        draft.commit()
    published(site / "ledger")


# --- by whoever holds the key --------------------------------------------------------------------------------------

ODD: dict[str, Callable[[dict[str, object]], object]] = {
    "a number that is as good as another": lambda entry: entry | {"sequence": float(entry["sequence"])},  # type: ignore[arg-type]
    "no instead of nought": lambda entry: entry | {"previous": float(entry["previous"] or 0)},  # type: ignore[arg-type]
    "a number of any length": lambda entry: entry | {"previous": 10**30},
    "a number below nought": lambda entry: entry | {"previous": -1},
    "a time of another place": lambda entry: entry | {"time": "2026-12-01T13:00:00+09:00"},
    "a time that is none": lambda entry: entry | {"time": "2027"},
    "a rename to nobody": lambda entry: entry | {"sort": "rename", "to": ["x"]},
}


@pytest.mark.parametrize("how", ODD)
def test_an_entry_is_well_formed(site: Path, how: str) -> None:
    """What an entry says can be read in one way only; anything else is told, and nothing comes of it."""

    def spoil(found: list[bytes]) -> list[bytes]:
        return [*found[:12], canonical.canonical(ODD[how](json.loads(found[12]))), *found[13:]]

    rewritten(site, spoil)
    assert {"bad-entry", "bad-chain", "bad-rename"} & codes(site)


@pytest.mark.parametrize("entry", [b'{"sort":"correction",%s', b"[" * 60_000])
def test_an_entry_says_nothing_twice(site: Path, entry: bytes) -> None:
    """Of two fields of one name each reader would take another; what is folded into itself for ever is no entry either."""
    rewritten(site, lambda found: [*found[:3], entry.replace(b"%s", found[3][1:]), *found[4:]])
    assert ("bad-entry", {"entry": 3}) in told(site)


RECORDS = [{"id": "g0", "text": "第一版0"}]
DATA_FILES: dict[str, str] = {
    "a record without an id": json.dumps({"kind": "guidelines", "records": [*RECORDS, {"text": "别的话"}]}),
    "a record twice": json.dumps({"kind": "guidelines", "records": [{"id": "g0", "text": "别的话"}, *RECORDS]}),
    "a field twice": '{"kind":"guidelines","records":[{"id":"g0","text":"别的话","text":"第一版0"}]}',
    "records twice": '{"kind":"guidelines","records":[{"id":"g0","text":"别的话"}],"records":[]}',
    "another kind": json.dumps({"kind": "areas", "records": [{"id": "g0", "text": "别的话"}]}),
    "no kind": json.dumps({"records": RECORDS}),
    "no records": json.dumps({"kind": "guidelines"}),
    "no object": "[]",
    "nothing": "",
    "no end": "[" * 100_000,
}


@pytest.mark.parametrize("how", DATA_FILES)
def test_open_data_that_cannot_be_read_is_told(site: Path, how: str) -> None:
    """Open data that would be passed over, or that each reader would read otherwise, is told, though the manifest has it."""
    (site / DATA).write_text(DATA_FILES[how], "utf-8")
    release(site)
    assert ("bad-data", {"file": DATA}) in told(site)


def test_open_data_that_is_gone_is_told(site: Path) -> None:
    """A kind that the log has and the open data has not is told; what else stands there is read as strictly."""
    (site / DATA).rename(site / "data/other.json")
    release(site)
    assert told(site) == [("bad-data", {"file": "data/guidelines.json"}), ("bad-data", {"file": "data/other.json"})]


def test_words_of_any_sort(site: Path) -> None:
    """Half a letter is no letter; parts of letters are those made in one, but never one with what only stands for a line end."""
    records = json.loads((site / DATA).read_bytes())["records"]
    (site / DATA).write_text(
        json.dumps({"kind": "guidelines", "records": [{"id": "g0", "text": "\ud800"}, *records[1:]]}), "utf-8"
    )
    release(site)
    assert told(site) == [("bad-record", {"file": DATA, "record": "guidelines/g0"})]
    text = "e\u0301\n\u0303\\n\u0303\x0b\u0301"
    drafts.append(site / "ledger", [change(0, text=text)], NOON.replace(hour=17), [SIGNER])
    write_data(site, [{"id": "g0", "text": text}, *records[1:]])
    release(site, hour=18)
    assert told(site) == []


def test_a_version_published_by_itself_is_the_log_s(site: Path) -> None:
    """The file of a version, and its proof, say what the log says; none of them brings back what was erased."""
    log = state.Log(site / "ledger")
    folder = site / "ledger/guidelines/g5"
    folder.mkdir(parents=True)
    said = {"entry": log.encoded(5).decode(), "salt": "", "text": ""}
    proof = str(log.proof(5))

    def put(said: dict[str, str], proof: str) -> set[str]:
        (folder / "1.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (folder / "1.tlog-proof").write_text(proof, "utf-8")
        release(site, whole=True)
        return codes(site)

    assert put(said, proof) == set()
    assert put(said | {"text": '{"id":"g5","text":"第一版5"}'}, proof) == {"bad-version"}
    other = notes.Checkpoint("example.org/ledger", 12, bytes(32))
    assert put(said, proof.partition("\n\n")[0] + f"\n\n{other}\n") == {"bad-version"}


def test_a_key_that_is_given_counts_before_the_site_s_own(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and ids of keys are short: a site may have made one that has the same, and it signs nothing in another's name."""
    other = notes.Signer(SIGNER.name, notes.new_signer("x").seed)
    log = state.Log(site / "ledger")
    own = verify.key_parts(KEY)
    forged = other.sign(log.note.text).rstrip("\n").split(" ")[2]
    line = f"— {SIGNER.name} {notes._b64(bytes.fromhex(own[1]) + verify.unb64(forged)[4:])}\n"
    for name in ("checkpoint", f"checkpoints/{log.said.size}"):
        (site / "ledger" / name).write_text(f"{log.note.text}\n{line}", "utf-8")
    (site / "ledger/keys").write_text(f"{other.verifier()}\n", "utf-8")
    parts = verify.key_parts
    monkeypatch.setattr(verify, "key_parts", lambda key: (parts(key)[0], own[1], parts(key)[2]))
    assert codes(site, keys=[KEY]) == {"bad-signature", "not-signed"}


# --- what is printed, and what readers type ------------------------------------------------------------------------


def test_names_cannot_hide_what_is_told(site: Path) -> None:
    """A file's name that moves about on the screen, breaks the line or is no text at all is shown without doing so."""
    names = [b"\x1b[2K\x1b[8m.html", "\u202e全部属实。.html".encode(), b"a\n\xe5\x85\xa8.html"]
    for name in [*names, b"\xff.html"]:
        with suppress(OSError):
            (site / os.fsdecode(name)).write_text("x", "utf-8")
    lines = verify.verify(site).lines("zh")
    assert all(line.isprintable() for line in lines)
    assert sum("没有登记在发布清单里" in line for line in lines) >= len(names)
    done = _run(site, {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, b"")


def _run(site: Path, env: dict[str, str], *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-I", "-S", verify.__file__, str(site), *words]
    return subprocess.run([word for word in command if word != "-I" or not env], capture_output=True, env=env, check=False)


def test_a_checkpoint_of_another_sort_of_file(site: Path, tmp_path: Path) -> None:
    """Whoever takes a picture for a checkpoint is told that it is none."""
    (tmp_path / "kept.png").write_bytes(b"\x89PNG\r\n\xff\xfe")
    done = _run(site, {"PYTHONIOENCODING": "utf-8"}, "--checkpoint", str(tmp_path / "kept.png"), "--lang", "en")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"--checkpoint is no checkpoint" in done.stdout


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Whoever mistypes the folder is told so, and not that a ledger is damaged."""
    done = _run(tmp_path / "nosuch", {"PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout) == (2, b"")
    assert "没有这个文件夹 / no such folder".encode() in done.stderr


def test_a_root_code_as_it_is_read_aloud(whole: Path) -> None:
    """None of its letters is I, L or O; whoever typed one meant a figure, and is not told that history was forged."""
    code = state.Log(whole / "ledger").code
    assert codes(whole, root=code.replace("0", "o").replace("1", "l")) == set()
    assert codes(whole, root=f"0{code}") == codes(whole, root=code[:-1] + "U") == {"bad-code"}
    assert codes(whole, root=code.replace(code[-1], "4" if code[-1] != "4" else "5")) == {"forked"}


def test_an_archive_that_is_given_is_looked_for(whole: Path) -> None:
    """An archive that the log does not have is told, whatever it is called."""
    file = io.BytesIO(b"x")
    file.name = "\x1b[8m.zip"
    assert codes(whole, archive=file) == {"no-archive"}
