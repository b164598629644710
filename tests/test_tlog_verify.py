"""The verifier as a stranger runs it: what it lets pass, and a thousand ways to tamper that it does not."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from generator.cli import main
from generator.tlog import canonical, entries, notes, state, tiles, tree, verify

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNER = notes.signer("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
KEY = str(SIGNER.verifier())


def change(number: int, **values: str) -> state.Change:
    return state.Change("guidelines", f"g{number}", {"id": f"g{number}", **values}, office="某街道办")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with its log: versions, a correction, a withdrawal, an erasure and a release."""
    site = tmp_path_factory.mktemp("whole") / "site"
    log = site / "ledger"
    state.begin(log, "example.org/ledger", [SIGNER])
    state.append(log, [change(number, text=f"第一版{number}") for number in range(12)], NOON, [SIGNER])
    state.append(
        log, [change(3, text="第二版")._replace(sort="correction", reason="电话写错了")], NOON.replace(hour=13), [SIGNER]
    )
    gone = [state.Change("guidelines", "g4", None, "withdrawal"), state.Change("guidelines", "g5", None, "erasure")]
    state.append(log, gone, NOON.replace(hour=14), [SIGNER])
    for number in range(6):
        (site / f"p{number}").mkdir()
        (site / f"p{number}" / "index.html").write_text(f"<p>{number}</p>", "utf-8")
    digests = {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in site.rglob("index.html")}
    state.release(log, digests, NOON.replace(hour=15), [SIGNER])
    (log / state.HEADS).unlink()
    return site


@pytest.fixture
def site(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "site")
    return tmp_path / "site"


def codes(site: Path, **how: object) -> set[str]:
    return {code for code, _ in verify.verify(site, **how).problems}  # type: ignore[arg-type]


# --- what holds ----------------------------------------------------------------------------------------------------


def test_what_is_whole_holds(whole: Path) -> None:
    """Nothing is found in a site that nobody touched, whatever an honest reader kept of it."""
    log = state.Log(whole / "ledger")
    assert codes(whole, root=log.code, checkpoint=str(log.note), keys=[KEY]) == set()
    old = notes.root_code(13, tiles.root(log.read, 13, log.said.size))
    assert codes(whole, root=old.lower()) == set()


@pytest.mark.parametrize(("lang", "word"), [("zh", "全部属实"), ("en", "All of it holds")])
def test_it_runs_alone(whole: Path, tmp_path: Path, lang: str, word: str) -> None:
    """A copy of the one file, in an empty folder, with nothing but Python, tells what holds in either language."""
    alone = shutil.copy(verify.__file__, tmp_path / "verify.py")
    command = [sys.executable, "-I", "-S", str(alone), str(whole), "--lang", lang, "--key", KEY]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert word in done.stdout
    assert re.search("[\u4e00-\u9fff]", done.stdout) is None or lang == "zh"


def test_the_command_does_the_same(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`zhiyin verify` ends with 0 where all of it holds, and with 1 where something does not, which it names."""
    assert main(["verify", str(site), "--key", KEY]) == 0
    assert "全部属实" in capsys.readouterr().out
    (site / "p0" / "index.html").write_text("x", "utf-8")
    assert main(["verify", str(site), "--lang", "en"]) == 1
    assert "✗ p0/index.html does not match the release manifest" in capsys.readouterr().out


def test_it_is_short_and_alone() -> None:
    """It has fewer than 400 lines and imports nothing outside the standard library."""
    text = Path(verify.__file__).read_text("utf-8")
    assert text.count("\n") < 400
    assert {name.split(".")[0] for name in re.findall(r"^(?:from|import) (\S+)", text, re.MULTILINE)} <= sys.stdlib_module_names


# --- keys and what readers kept ------------------------------------------------------------------------------------


def test_keys(site: Path) -> None:
    """Another's key has not signed, a false signature is told, a damaged key is told, a co-signature counts."""
    other = notes.new_signer("witness.example")
    cosigner = str(other.verifier(notes.COSIGNATURE))
    assert codes(site, keys=[str(other.verifier())]) == {"not-signed"}
    assert codes(site, keys=[KEY[:-4]]) == {"bad-key"}
    log = state.Log(site / "ledger")
    log.sign(other.cosign(log.note.text, 1_800_000_000))
    assert codes(site, keys=[KEY, cosigner]) == set()
    checkpoint = site / "ledger" / "checkpoint"
    whole = checkpoint.read_bytes()
    for spoiled in (whole.replace(b"x08go", b"x08g\xff"), whole.replace(b"x08go", b"x08g")):
        checkpoint.write_bytes(spoiled)
        assert codes(site, keys=[KEY]) & {"bad-checkpoint", "bad-signature", "not-signed"}
    checkpoint.write_bytes(whole)
    log.sign(other.cosign("another text\n", 1_800_000_000))
    assert codes(site, keys=[KEY, cosigner]) == {"bad-signature"}


def test_our_ed25519_agrees(whole: Path) -> None:
    """The verifier's own arithmetic takes every true signature and no other, as the library does."""
    for number in range(5):
        signer = notes.new_signer("a")
        data = notes.note(f"{number}\n\n{signer.sign(f'{number}')}").signatures[0].data
        public = signer.verifier().public
        assert verify.is_signed(public, f"{number}".encode(), data)
        assert not verify.is_signed(public, b"x", data)
        assert not verify.is_signed(public, f"{number}".encode(), data[:-1] + bytes([data[-1] ^ 1]))
        assert not verify.is_signed(public, f"{number}".encode(), data[:-1])


def test_a_log_cut_short_or_made_anew(site: Path, whole: Path, tmp_path: Path) -> None:
    """A sound log with another past is known by a root code or a checkpoint that somebody kept."""
    kept = state.Log(whole / "ledger")
    shutil.rmtree(site / "ledger")
    state.begin(site / "ledger", "example.org/ledger")
    state.append(site / "ledger", [change(1)], NOON)
    assert codes(site) == set()
    assert codes(site, root=kept.code) == codes(site, checkpoint=str(kept.note)) == {"too-old"}
    state.append(site / "ledger", [change(number, text="x") for number in range(2, 30)], NOON)
    assert codes(site, root=kept.code) == codes(site, checkpoint=str(kept.note)) == {"forked"}
    assert codes(site, root="12-ABC") == {"bad-code"}
    assert codes(site, checkpoint="x") == {"bad-checkpoint"}


# --- tampering -----------------------------------------------------------------------------------------------------


def rewritten(site: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Entries changed by somebody who makes all hashes and the root anew, so that only what they say gives it away."""
    ledger = site / "ledger"
    log = state.Log(ledger)
    encoded = change(tiles.entries(log.read, 0, log.said.size))
    leaves = [tree.leaf_hash(entry) for entry in encoded]
    (ledger / tiles.path(0, 0, len(leaves))).write_bytes(b"".join(leaves))
    (ledger / tiles.path("entries", 0, len(leaves))).write_bytes(tiles.bundle(encoded))
    said = notes.Checkpoint(log.said.origin, len(leaves), tree.root(leaves))
    (ledger / "checkpoint").write_text(f"{said}\n", "utf-8")


def one_byte(site: Path, luck: random.Random) -> set[str]:
    """One byte of any file; what is told names the file, or what the file is of."""
    path = luck.choice(sorted(path for path in site.rglob("*") if path.is_file() and path.name != ".gitignore"))
    data = bytearray(path.read_bytes())
    at = luck.randrange(len(data))
    data[at] ^= 1 << luck.randrange(8)
    path.write_bytes(data)
    if path.name == "index.html":
        return {"bad-file"}
    return {
        "checkpoint": {"bad-checkpoint", "bad-root", "bad-signature", "not-signed", "too-old", "missing", "unknown", "bad-bundle", "bad-tile", "no-text"},
        "release.txt": {"bad-manifest"}, "0": {"bad-tile", "unknown"},
        "entries": {"bad-tile", "unknown", "bad-bundle"},
        "versions": {"bad-text", "left-text", "no-text", "missing"},
    }[path.relative_to(site / "ledger").parts[path.relative_to(site / "ledger").parts[0] == "tile"]]  # fmt: skip


def removal(site: Path, luck: random.Random) -> set[str]:
    path = luck.choice(sorted(path for path in site.rglob("*.*") if path.is_file() and path.suffix in (".html", ".txt")))
    path.unlink()
    return {"missing"}


def reordering(site: Path, luck: random.Random) -> set[str]:
    def swap(found: list[bytes]) -> list[bytes]:
        one, other = luck.sample(range(len(found)), 2)
        found[one], found[other] = found[other], found[one]
        return found

    rewritten(site, swap)
    return {"bad-sequence"}


def back_dating(site: Path, luck: random.Random) -> set[str]:
    def date(found: list[bytes]) -> list[bytes]:
        at = luck.randrange(1, len(found))
        found[at] = entries.decoded(found[at])._replace(time="2026-11-01T00:00:00Z").encoded()
        return found

    rewritten(site, date)
    return {"bad-time"}


def swapped_pages(site: Path, luck: random.Random) -> set[str]:
    one, other = luck.sample(sorted(site.rglob("index.html")), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return {"bad-file"}


def slipped_in(site: Path, luck: random.Random) -> set[str]:
    place = luck.choice(["", "p1/", "new/"])
    (site / place).mkdir(exist_ok=True)
    (site / place / f"{luck.randrange(99)}.html").write_text("x", "utf-8")
    return {"unlogged"}


def truncation(site: Path, luck: random.Random) -> set[str]:
    size = luck.randrange(1, 15)
    rewritten(site, lambda found: found[:size])
    return {"too-old"}


def other_text(site: Path, luck: random.Random) -> set[str]:
    """The text of a version told otherwise, with a salt of its own."""
    path = site / "ledger" / "versions" / "000" / "0.txt"
    kept = path.read_bytes().split(b"\n")
    at = luck.choice([number for number in range(12) if number != 5])
    kept[at] = canonical.line(luck.randbytes(16), canonical.canonical({"id": f"g{at}", "text": "别的话"}))
    path.write_bytes(b"\n".join(kept))
    return {"bad-text"}


WAYS = (one_byte, one_byte, one_byte, removal, reordering, back_dating, swapped_pages, slipped_in, truncation, other_text)


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_tamperings(whole: Path, tmp_path: Path, part: int) -> None:
    """Each of them is caught by somebody with a kept checkpoint and a key, and named for what it is."""
    kept = str(state.Log(whole / "ledger").note)
    for number in range(part * 100, part * 100 + 100):
        luck = random.Random(number)
        site = tmp_path / str(number)
        shutil.copytree(whole, site)
        way = WAYS[number % len(WAYS)]
        named = way(site, luck)
        found = codes(site, checkpoint=kept, keys=[KEY])
        assert found & named, f"{number}: {way.__name__} should be named {named}, was {found}"
        shutil.rmtree(site)
