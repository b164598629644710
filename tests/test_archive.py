"""One file that holds all of it: what is in it, that it is always the same, what vouches for it, and what is refused."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import projects
import pytest
import releases
import test_ledger
from test_ledger import NOON, files, lived, project_of, publish, signers

from generator import bases, build
from generator.check import check
from generator.cli import main
from generator.release import archiving, unpacking
from generator.release.archiving import Archived, Refused, Wish
from generator.release.deliver import Wish as Publishing
from generator.release.deliver import place_of
from generator.release.local import Local
from generator.tlog import keeping, state, verify


def archive(folder: Path, name: str = "all.zip", hours: int = 9, key: str = "key", web: bool = False) -> Archived:
    """Archive what a project has published beside itself."""
    wish = Wish(folder / name, web, folder / key if key else None, NOON + timedelta(hours=hours))
    return archiving.archive(project_of(folder), check(folder / "content", projects.TODAY), Local(folder / "live"), wish)


def _archived(folder: Path) -> None:
    _copy(folder)
    archive(folder, web=True)


def _copy(folder: Path) -> Path:
    """What archiving needs of the edition of the ledger's tests. The release is the same files: nobody may write into them."""
    for name in ("content", "docs", "ledger"):
        shutil.copytree(lived() / name, folder / name)
    for name in ("mkdocs.yml", "key"):
        shutil.copy(lived() / name, folder)
    current = os.readlink(lived() / "live/current")
    shutil.copytree(lived() / "live" / current, folder / "live" / current, copy_function=os.link)
    (folder / "live/current").symlink_to(current)
    return folder


def archived() -> Path:
    """The edition of the ledger's tests with an archive of its last release, and one of its web pages."""
    return projects.once("archived", _archived)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the edition, without an archive."""
    return _copy(tmp_path / "p")


def inside(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as found:
        return {name: found.read(name) for name in found.namelist()}


def below(found: dict[str, bytes], prefix: str) -> dict[str, bytes]:
    return {name.removeprefix(prefix): data for name, data in found.items() if name.startswith(prefix)}


def _unlogged(folder: Path) -> Path:
    """A project that is built and keeps no ledger."""
    built = projects.once("published", releases.project)
    for name in ("content", "docs", "site"):
        shutil.copytree(built / name, folder / name, copy_function=os.link)
    shutil.copy(built / "mkdocs.yml", folder)
    return folder


# --- what is in it -------------------------------------------------------------------------------------------------


def test_all_of_it_is_in_it() -> None:
    """The whole site as readers have it, and all sources with the log as it was published; nothing hidden, no key, no cache."""
    folder = archived()
    found = inside(folder / "all.zip")
    assert below(found, "site/") == projects.tree(folder / "live/current")
    sources = below(found, "sources/")
    expected = {"mkdocs.yml": (folder / "mkdocs.yml").read_bytes()}
    for name in ("content", "docs"):
        expected |= {f"{name}/{path}": data for path, data in projects.tree(folder / name).items()}
    log = {f"ledger/{path}": data for path, data in projects.tree(folder / "live/current/ledger").items()}
    assert sources == expected | {path: data for path, data in log.items() if archiving.sealing.is_of_log(path)}
    assert len(found) == len(below(found, "site/")) + len(sources) + 1
    assert not [name for name in found if any(part.startswith(".") for part in name.split("/"))]
    assert (folder / "key").read_bytes() not in found.values()


def test_a_stranger_reads_and_checks_it(tmp_path: Path) -> None:
    """The note in it, in both languages, names commands that hold when they are run as they stand there."""
    with ZipFile(archived() / "all.zip") as found:
        found.extractall(tmp_path)
    note = (tmp_path / "README.txt").read_text("utf-8-sig")
    commands = re.findall(r"python3 (.*)", note)
    assert len(commands) == 2
    for command in commands:
        words = [sys.executable, "-I", "-S", *command.split()]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"})
        assert (done.returncode, done.stderr) == (0, "")
        assert "holds" in done.stdout or "属实" in done.stdout
    assert (tmp_path / "site/index.html").is_file()
    assert state.Log(tmp_path / "sources/ledger").code in note


def test_sources_can_be_built_again(tmp_path: Path) -> None:
    """What is in `sources` is a project, with the ledger from which the next publication goes on."""
    with ZipFile(archived() / "all.zip") as found:
        found.extractall(tmp_path)
    layers = bases.read(tmp_path / "sources/content")
    assert layers.problems == []
    assert state.Log(tmp_path / "sources/ledger").said == state.Log(tmp_path / "site/ledger").said


def test_bases_come_along(tmp_path: Path) -> None:
    """Of an edition that stands on another's content both are there, and the way from one to the other holds."""
    town = projects.ROOT / "examples/typhoon-town"
    layers = bases.read(town / "content")
    project = build.Project(town / "content", tmp_path / "site", town / "mkdocs.yml", projects.TODAY)
    found = archiving._sources(project, [each.path for each in layers.folders], tmp_path)
    assert {"typhoon-town/mkdocs.yml", "typhoon-town/content/site.yml", "typhoon/content/site.yml"} <= found.keys()
    assert {name.partition("/")[0] for name in found} == {"typhoon", "typhoon-town"}


# --- always the same -----------------------------------------------------------------------------------------------


def test_the_same_bytes_on_any_day(folder: Path) -> None:
    """Elsewhere, later, with other times and modes of files, and made twice: the same to the byte, and entered once."""
    first = archive(folder, hours=11)
    for path in (folder / "content").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o755 if path.is_dir() else 0o600)
    size = state.Log(folder / "ledger").said.size
    again = archive(folder, hours=30)
    assert [each.is_new or each.is_logged for each in again.written] == [False]
    assert state.Log(folder / "ledger").said.size == size
    other = archive(folder, "other.zip", hours=31)
    assert first.written[0].digest == again.written[0].digest == other.written[0].digest
    assert (folder / "other.zip").read_bytes() == (archived() / "all.zip").read_bytes()


def test_the_form_is_pinned(tmp_path: Path) -> None:
    """Not one byte depends on this machine, on the program that presses, or on Python's own way with zips."""
    (tmp_path / "a").write_bytes(b"a" * 100)
    made = BytesIO()
    archiving._write(made, {"README.txt": "指引".encode(), "site/汉字.html": tmp_path / "a"}, "20261201T040000Z-0123456789ab")
    assert sha256(made.getvalue()).hexdigest() == "81e2b7e635054a74d5132436c33c71cbf2ef9170466623017a52766a2866e211"
    with ZipFile(made) as found:
        assert [info.date_time for info in found.infolist()] == [(2026, 12, 1, 4, 0, 0)] * 2


# --- what vouches for it -------------------------------------------------------------------------------------------


def test_the_ledger_vouches_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its digest is an entry that is no record, published with the next publication; any copy of the file can be held against it."""
    folder = _copy(tmp_path / "p")
    for name in ("site", build.CACHE):
        shutil.copytree(lived() / name, folder / name)
    before = verify.verify(folder / "live/current")
    done = archive(folder)
    log = state.Log(folder / "ledger")
    entry = log.entry(log.said.size - 1)
    digest = sha256((folder / "all.zip").read_bytes()).hexdigest()
    assert (entry.kind, entry.id, entry.digest, entry.sort) == ("archive", "site", digest, "new")
    assert (done.code, log.text(entry.sequence)) == (log.code, None)
    told = publish(folder, 10, folder / "key")
    assert (told.switched, told.logged) == (True, 0)
    site = folder / "live/current"
    for code in test_ledger.codes():
        assert verify.verify(site, root=code).problems == []
    assert records(verify.verify(site)) == records(before)
    main_part = test_ledger.htmlread.tree((site / "ledger/index.html").read_text("utf-8")).all("main")[0]
    assert digest in main_part.text
    # By hand, and by the command.
    words = [sys.executable, "-I", "-S", str(site / "ledger/verify.py"), str(site), "--lang", "en", "--archive"]
    env = {"PYTHONUTF8": "1"}
    good = subprocess.run([*words, str(folder / "all.zip")], capture_output=True, text=True, encoding="utf-8", env=env)
    assert good.returncode == 0
    assert "all.zip is the archive that the log has, of 2026-12-01T13:00:00Z" in good.stdout
    (folder / "all.zip").write_bytes((folder / "all.zip").read_bytes()[:-1])
    assert main(["verify", str(site), "--archive", str(folder / "all.zip"), "--lang", "en"]) == 1
    assert "the log has no such archive" in capsys.readouterr().out
    assert main(["verify", str(site), "--archive", str(folder / "none.zip")]) == 2
    assert "none.zip" in capsys.readouterr().err


def records(report: verify.Report) -> list[object]:
    return [values.get("records") for code, values in report.notes if code == "entries"]


def test_an_archive_is_no_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody takes it for one: it waits for nothing, cannot be withdrawn or erased, and is in no count."""
    status = ("ledger", "status", "--json", "--content", str(folder / "content"))
    main([*status])
    before = json.loads(capsys.readouterr().out)
    archive(folder)
    main([*status])
    after = json.loads(capsys.readouterr().out)
    assert after == before | {"size": before["size"] + 1, "code": after["code"], "time": "2026-12-01T13:00:00Z"}
    words = ("ledger", "erase", "archive/site", "--reason", "x", "--key", folder / "key", "--content", folder / "content")
    assert main([str(word) for word in words]) == 2


def test_an_archive_that_is_opened_holds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`zhiyin verify FILE.zip` checks what is in it; one letter changed in it is named."""
    file = archived() / "all.zip"
    assert main(["verify", str(file), "--root", test_ledger.codes()[0], "--lang", "en"]) == 0
    assert "All of it holds" in capsys.readouterr().out
    with ZipFile(file) as old, ZipFile(tmp_path / "other.zip", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(
                info, data.replace("船坏了".encode(), "船沉了".encode()) if info.filename.endswith("y/index.html") else data
            )
    assert main(["verify", str(tmp_path / "other.zip"), "--lang", "en"]) == 1
    assert "help/dongtan-ferry/index.html does not match" in capsys.readouterr().out


def test_without_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Archiving works, and says in either language that nothing vouches for the file."""
    folder = _unlogged(tmp_path / "p")
    releases.publish(folder / "site", Local(folder / "live"), Publishing(small=False))
    said = {}
    for lang in ("zh", "en"):
        words = ("archive", folder / "live", folder / "all.zip", "--content", folder / "content", "--lang", lang)
        assert main([str(word) for word in words]) == 0
        said[lang] = capsys.readouterr().out
    assert "没有谁替这个存档作证" in said["zh"]
    assert "nothing vouches for this archive" in said["en"]
    assert "the same to the byte" in said["en"]
    assert "keeps no ledger" in inside(folder / "all.zip")["README.txt"].decode("utf-8-sig")
    assert not (folder / "ledger").exists()


def test_outcome_for_programs(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`--json` says what was written and what the ledger has of it."""
    monkeypatch.setattr(archiving.sealing, "datetime", type("Then", (), {"now": lambda _: NOON + timedelta(hours=9)}))
    words = ("archive", folder / "live", folder / "all.zip", "--key", folder / "key", "--content", folder / "content", "--json")
    assert main([str(word) for word in words]) == 0
    row = json.loads(capsys.readouterr().out)
    (written,) = row["written"]
    data = (folder / "all.zip").read_bytes()
    assert (written["sha256"], written["size"]) == (sha256(data).hexdigest(), len(data))
    assert (written["new"], written["logged"], row["problems"]) == (True, True, [])
    assert (row["code"], row["files"]) == (state.Log(folder / "ledger").code, len(inside(folder / "all.zip")))


# --- what is refused -----------------------------------------------------------------------------------------------


def _tampered(folder: Path) -> None:
    page = folder / "live/current/index.html"
    data = page.read_bytes()
    page.unlink()
    page.write_bytes(data + b" ")


def _another(folder: Path) -> None:
    (folder / "all.zip").write_bytes(b"another")


def _key_in_docs(folder: Path) -> None:
    shutil.copy(folder / "key", folder / "docs/notes.txt")


def _edited(folder: Path) -> None:
    test_ledger.edit(folder, test_ledger.FERRY, ("不收钱", "一律免费"))


def _unlisted(folder: Path) -> None:
    """A release that has lost its ledger."""
    shutil.rmtree(folder / "live/current/ledger")


REFUSED: dict[str, Callable[[Path], object]] = {
    "not-whole": _unlisted,
    "there": _another,
    "private-key": _key_in_docs,
    "erased": lambda folder: keeping.erase(
        folder / "ledger", "rumours", "dyke-burst", "写进了私人信息", NOON + timedelta(hours=4), signers(folder)
    ),
    "ahead": _edited,
    "nothing-published": lambda folder: (folder / "live/current").unlink(),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_archived_is_refused(folder: Path, code: str) -> None:
    """A changed release, another file of that name, a key among the sources, what readers are still to lose, nothing published: nothing
    is written, neither file nor entry."""
    REFUSED[code](folder)
    before, around = files(folder), sorted(os.listdir(folder))
    with pytest.raises(Refused) as met:
        archive(folder)
    assert met.value.code == code
    assert files(folder) == before
    assert sorted(os.listdir(folder)) == around
    if code == "there":
        assert (folder / "all.zip").read_bytes() == b"another"


@pytest.mark.parametrize(
    ("name", "code"),
    [("all.tar", "no-zip"), ("content/all.zip", "inside"), ("live/all.zip", "inside"), ("site/a.zip", "inside"), ("docs/a.zip", "inside")],
)  # fmt: skip
def test_names_that_will_not_do(folder: Path, name: str, code: str) -> None:
    """An archive is a zip, and lies in nothing that it holds or that is tidied up."""
    with pytest.raises(Refused, match=code):
        archive(folder, name)


@pytest.mark.parametrize(("how", "code"), [({"key": ""}, "no-key"), ({"hours": -1}, "clock")])
def test_the_ledgers_own_rules_hold(folder: Path, how: dict[str, object], code: str) -> None:
    """A signed ledger is not added to without the key, and no time runs backwards."""
    before = files(folder)
    with pytest.raises(state.Fault, match=code):
        archive(folder, **how)  # type: ignore[arg-type]
    assert files(folder) == before
    assert not (folder / "all.zip").exists()


def test_a_site_that_does_not_hold(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with it is told as `zhiyin verify` tells it, and nothing is written."""
    _tampered(folder)
    monkeypatch.setattr(archiving.sealing, "datetime", type("Then", (), {"now": lambda _: NOON + timedelta(hours=9)}))
    before = files(folder)
    words = (
        "archive",
        folder / "live",
        folder / "all.zip",
        "--key",
        folder / "key",
        "--content",
        folder / "content",
        "--lang",
        "en",
    )
    assert main([str(word) for word in words]) == 1
    assert "✗ index.html does not match the release manifest" in capsys.readouterr().err
    assert files(folder) == before
    assert not (folder / "all.zip").exists()


def test_a_disk_that_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one file cannot get its name, the ledger is as it was, the other is gone too, and nothing lies about."""
    before, around, replace = files(folder), sorted(os.listdir(folder)), Path.replace

    def fail(path: Path, target: Path) -> Path:
        if path.name == ".all.warc.gz.new":
            raise OSError("read-only")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="read-only"):
        archive(folder, web=True)
    assert files(folder) == before
    assert sorted(os.listdir(folder)) == around


def test_every_refusal_has_words() -> None:
    """Whatever can be refused is said in both languages."""
    from generator.commands import archive as command

    code = "".join(Path(module.__file__ or "").read_text("utf-8") for module in (archiving, unpacking))
    raised = set(re.findall(r"Refused\(\s*\"([\w-]+)\"", code)) | set(re.findall(r"return \"([a-z]+)\"", code)) | {"bomb"}
    assert raised <= command._SAYS.keys()
    assert all({"zh", "en"} == says.keys() for says in command._SAYS.values())


# --- from elsewhere ------------------------------------------------------------------------------------------------


def test_storage_is_archived_too(tmp_path: Path) -> None:
    """A release in object storage is brought here, archived and taken away again."""
    folder = _unlogged(tmp_path / "p")
    place = place_of(f"file://{tmp_path}/bucket", tmp_path / "cache")
    releases.publish(folder / "site", place)
    checked = check(folder / "content", projects.TODAY)
    done = archiving.archive(project_of(folder), checked, place, Wish(tmp_path / "all.zip"))
    assert below(inside(tmp_path / "all.zip"), "site/") == projects.tree(folder / "site")
    assert (done.code, done.report) == ("", None)
    assert not list((tmp_path / "cache").rglob("brought"))
