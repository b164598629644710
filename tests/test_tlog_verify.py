"""The verifier as a stranger runs it: what it lets pass, and a thousand ways to tamper that it does not."""

from __future__ import annotations

import ast
import json
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
from generator.tlog import canonical, drafts, entries, notes, state, tiles, tree, verify

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNER = notes.signer("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
KEY = str(SIGNER.verifier())


def change(number: int, **values: str) -> drafts.Change:
    return drafts.Change("guidelines", f"g{number}", {"id": f"g{number}", **values}, office="某街道办")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with its log: versions, a correction, a withdrawal, an erasure and a release."""
    site = tmp_path_factory.mktemp("whole") / "site"
    log = site / "ledger"
    state.begin(log, "example.org/ledger", [SIGNER]).add_key(SIGNER.verifier())
    drafts.append(log, [change(number, text=f"第一版{number}") for number in range(12)], NOON, [SIGNER])
    drafts.append(
        log, [change(3, text="第二版")._replace(sort="correction", reason="电话写错了")], NOON.replace(hour=13), [SIGNER]
    )
    gone = [drafts.Change("guidelines", "g4", None, "withdrawal"), drafts.Change("guidelines", "g5", None, "erasure")]
    drafts.append(log, gone, NOON.replace(hour=14), [SIGNER])
    for number in range(6):
        (site / f"p{number}").mkdir()
        (site / f"p{number}" / "index.html").write_text(f"<p>{number}</p>", "utf-8")
    (site / "data").mkdir()
    write_data(site, [json.loads(state.Log(log).text(at)[1]) for at in (0, 1, 2, 12, *range(6, 12))])  # type: ignore[index]
    release(site)
    return site


def published(log: Path) -> None:
    """What an edition keeps beside its log is not published with it."""
    for path in log.glob(".*"):
        path.unlink()


def write_data(site: Path, records: list[dict[str, str]]) -> None:
    (site / "data" / "guidelines.json").write_text(json.dumps({"kind": "guidelines", "records": records}), "utf-8")


def release(site: Path, hour: int = 15, whole: bool = False) -> None:
    """A manifest of everything but the log, also of pages that stand below it if it is to be whole, and its entry."""
    own = tuple(f"ledger/{name}" for name in state.OWN)
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    files = [site / name for name in names if not name.startswith(own if whole else "ledger/")]
    with drafts.drafted(site / "ledger", NOON.replace(hour=hour), [SIGNER]) as draft:
        draft.release({path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files})
        draft.commit()
    published(site / "ledger")


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
    assert codes(whole, root=log.code_at(13).lower()) == codes(whole, root=log.code_at(7)) == set()


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
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {
        name
        for node in imports
        for name in ([str(node.module)] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


# --- keys and what readers kept ------------------------------------------------------------------------------------


def test_keys(site: Path) -> None:
    """Another's key has not signed, a false signature is told, a damaged key is told, a co-signature counts."""
    other = notes.new_signer("witness.example")
    cosigner = str(other.verifier(notes.COSIGNATURE))
    assert codes(site, keys=[str(other.verifier())]) == {"not-signed"}
    assert codes(site, keys=[KEY[:-4]]) == {"bad-key"}
    assert codes(site) == set()
    log = state.Log(site / "ledger")
    log.sign(other.cosign(log.note.text, 1_800_000_000))
    assert codes(site, keys=[KEY, cosigner]) == set()
    log.sign(other.cosign("another text\n", 1_800_000_000))
    assert codes(site, keys=[KEY, cosigner]) == {"bad-signature", "not-signed"}


def test_a_co_signature_may_be_older(site: Path) -> None:
    """Whoever signed beside signed the log as it was then: that is said, and is no fault when it has grown since."""
    other = notes.new_signer("witness.example")
    log = state.Log(site / "ledger")
    log.add_key(other.verifier(notes.COSIGNATURE))
    log.sign(other.cosign(log.note.text, 1_800_000_000))
    drafts.append(site / "ledger", [change(99)], NOON.replace(hour=16), [SIGNER])
    told = verify.verify(site / "ledger", keys=[str(other.verifier(notes.COSIGNATURE))])
    assert told.problems == []
    assert ("signed", {"name": "witness.example", "expected": 16}) in told.notes


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
    drafts.append(site / "ledger", [change(1)], NOON)
    published(site / "ledger")
    assert codes(site) == set()
    assert codes(site, root=kept.code) == codes(site, checkpoint=str(kept.note)) == {"too-old"}
    drafts.append(site / "ledger", [change(number, text="x") for number in range(2, 30)], NOON)
    published(site / "ledger")
    assert codes(site, root=kept.code) == codes(site, checkpoint=str(kept.note)) == {"forked"}
    assert codes(site, root="12-ABC") == {"bad-code"}
    assert codes(site, checkpoint="x") == {"bad-checkpoint"}


# --- what only some of it gives away -------------------------------------------------------------------------------


def test_what_is_erased_must_be_gone(site: Path) -> None:
    """A text that is still there after its record was erased is told, as is one that is gone without that."""
    path = site / "ledger" / "versions" / "000" / "0.txt"
    kept = path.read_bytes().split(b"\n")
    text = canonical.canonical({"id": "g5", "text": "第一版5"})
    path.write_bytes(b"\n".join([*kept[:5], canonical.line(bytes(16), text), *kept[6:]]))
    assert {"left-text"} <= codes(site)
    path.write_bytes(b"\n".join([*kept[:7], b"-", *kept[8:]]))
    assert told(site) == [("no-text", {"file": "ledger/versions/000/0.txt", "entry": 7, "record": "guidelines/g7"})]


def test_open_data_is_the_log(site: Path) -> None:
    """A record that is published otherwise than it was logged, or not logged, or not published, is told by name."""
    records = json.loads((site / "data" / "guidelines.json").read_bytes())["records"]
    records[0]["text"] = "别的话"
    write_data(site, [*records[:-1], {"id": "new"}])
    release(site)
    file = "data/guidelines.json"
    assert told(site) == [
        ("bad-record", {"file": file, "record": "guidelines/g0"}),
        ("unlogged-record", {"file": file, "record": "guidelines/new"}),
        ("no-record", {"file": file, "record": "guidelines/g11"}),
    ]


# --- tampering -----------------------------------------------------------------------------------------------------

Named = tuple[str, str, object]
"""What must be told: a code, and one of the things that it is about."""


def told(site: Path, **how: object) -> list[tuple[str, dict[str, object]]]:
    return verify.verify(site, **how).problems  # type: ignore[arg-type]


def rewritten(site: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Entries changed by somebody who makes all hashes, roots and checkpoints anew, so that only what they say gives it away."""
    ledger = site / "ledger"
    log = state.Log(ledger)
    encoded = change(tiles.entries(log.read, 0, log.said.size))
    leaves = [tree.leaf_hash(entry) for entry in encoded]
    (ledger / tiles.path(0, 0, len(leaves))).write_bytes(b"".join(leaves))
    (ledger / tiles.path("entries", 0, len(leaves))).write_bytes(tiles.bundle(encoded))
    for size in [*(size for size in log.sizes if size < len(leaves)), len(leaves)]:
        said = notes.Checkpoint(log.said.origin, size, tree.root(leaves[:size]))
        (ledger / "checkpoints" / str(size)).write_text(f"{said}\n", "utf-8")
    (ledger / "checkpoint").write_text(f"{said}\n", "utf-8")


def files_of(site: Path) -> list[Path]:
    """Every file that speaks of the site as it is now: tiles of earlier days may go, and nobody misses them."""
    size = state.Log(site / "ledger").said.size
    found = (path for path in site.rglob("*") if path.is_file() and path.name != ".gitignore")
    return sorted(path for path in found if ".p" not in path.parent.name or path.name == str(size))


def one_byte(site: Path, luck: random.Random) -> Named:
    """One byte of any file; what is told names the file, or who signed it."""
    path = luck.choice(files_of(site))
    data, file = bytearray(path.read_bytes()), path.relative_to(site).as_posix()
    at, bit = luck.randrange(len(data)), 1 << luck.randrange(8)
    data[at] ^= bit
    path.write_bytes(data)
    return one_byte_named(file)


def one_byte_named(file: str) -> Named:
    name, rest = file.removeprefix("ledger/").split("/")[0], file.removeprefix("ledger/")
    if not file.startswith("ledger/"):
        return "bad-file", "file", file
    if name == "tile":
        return ("bad-bundle" if "entries" in file else "bad-tile"), "file", file
    if name.startswith("release"):
        return "bad-manifest", "file", file
    if name == "versions":
        return "bad-text|left-text|bad-lines|no-text", "file", file
    if name == "keys":
        return "bad-key|bad-signature|not-signed", "name", None
    # Whoever reads it cannot know whether the words or the line under them were changed.
    return "bad-checkpoint|bad-signature", "file", f"ledger/{rest}"


def removal(site: Path, luck: random.Random) -> Named:
    """A file that is gone; without its keys a log is one that nobody signs, and that too is told."""
    path = luck.choice(files_of(site))
    path.unlink()
    file = path.relative_to(site).as_posix()
    return ("bad-signature", "file", None) if path.name == "keys" else ("missing", "file", file)


def reordering(site: Path, luck: random.Random) -> Named:
    pair = luck.sample(range(16), 2)

    def swap(found: list[bytes]) -> list[bytes]:
        found[pair[0]], found[pair[1]] = found[pair[1]], found[pair[0]]
        return found

    rewritten(site, swap)
    return "bad-sequence", "entry", min(pair)


def back_dating(site: Path, luck: random.Random) -> Named:
    at = luck.randrange(1, 16)

    def date(found: list[bytes]) -> list[bytes]:
        found[at] = entries.decoded(found[at])._replace(time="2026-11-01T00:00:00Z").encoded()
        return found

    rewritten(site, date)
    return "bad-time", "entry", at


def swapped_pages(site: Path, luck: random.Random) -> Named:
    one, other = luck.sample(sorted(site.rglob("index.html")), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return "bad-file", "file", one.relative_to(site).as_posix()


def slipped_in(site: Path, luck: random.Random) -> Named:
    place = luck.choice(["", "p1/", "new/", "ledger/", "ledger/guidelines/"])
    (site / place).mkdir(exist_ok=True)
    file = f"{place}{luck.randrange(99)}.html"
    (site / file).write_text("x", "utf-8")
    return ("unknown" if file.startswith("ledger/") else "unlogged"), "file", file


def truncation(site: Path, luck: random.Random) -> Named:
    size = luck.randrange(1, 16)
    rewritten(site, lambda found: found[:size])
    for path in (site / "ledger" / "checkpoints").iterdir():
        if int(path.name) > size:
            path.unlink()
    return "too-old", "found", size


def other_text(site: Path, luck: random.Random) -> Named:
    """The text of a version told otherwise, with a salt of its own."""
    path = site / "ledger" / "versions" / "000" / "0.txt"
    kept = path.read_bytes().split(b"\n")
    at = luck.choice([number for number in range(12) if number != 5])
    kept[at] = canonical.line(luck.randbytes(16), canonical.canonical({"id": f"g{at}", "text": "别的话"}))
    path.write_bytes(b"\n".join(kept))
    return "bad-text", "entry", at


WAYS = (one_byte, one_byte, one_byte, removal, reordering, back_dating, swapped_pages, slipped_in, truncation, other_text)


def named(site: Path, expected: Named, problems: list[tuple[str, dict[str, object]]]) -> bool:
    code, about, value = expected
    return any(found in code.split("|") and (value is None or values.get(about) == value) for found, values in problems)


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_tamperings(whole: Path, tmp_path: Path, part: int) -> None:
    """Each of them is caught by somebody who kept a checkpoint, and named for what it is and where."""
    kept = str(state.Log(whole / "ledger").note)
    for number in range(part * 100, part * 100 + 100):
        luck = random.Random(number)
        site = tmp_path / str(number)
        shutil.copytree(whole, site)
        way = WAYS[number % len(WAYS)]
        expected = way(site, luck)
        problems = told(site, checkpoint=kept)
        assert named(site, expected, problems), f"{number}: {way.__name__} should be named {expected}, was {problems}"
        shutil.rmtree(site)
