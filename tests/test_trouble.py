"""What cannot be done with sound content is said alike by every command, in the editor's language, and never as a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import test_ledger

from generator import build, plugin, trouble
from generator.cli import main
from generator.tlog import keyfiles, notes, state

Damage = Callable[[Path], object]


def _cut(name: str) -> Damage:
    return lambda log: (log / name).write_bytes((log / name).read_bytes()[:-3])


def _letter(name: str) -> Damage:
    """One letter of a text is another."""
    return lambda log: (log / name).write_bytes((log / name).read_bytes().replace("船".encode(), "舟".encode(), 1))


DAMAGED: dict[str, tuple[Damage, str]] = {
    "checkpoint-cut": (_cut("checkpoint"), "checkpoint"),
    "checkpoint-not-utf8": (lambda log: (log / "checkpoint").write_bytes(b"\xff\xfe"), "checkpoint"),
    "tile-cut": (_cut("tile/0/000.p/28"), "tile/0/000.p/28"),
    "entries-cut": (_cut("tile/entries/000.p/28"), "tile/entries/000.p/28"),
    "texts-gone": (lambda log: shutil.rmtree(log / "versions"), "versions/000/0.txt"),
    "text-changed": (_letter("versions/000/0.txt"), "versions/000"),
    "checkpoints-gone": (lambda log: shutil.rmtree(log / "checkpoints"), "checkpoints/28"),
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a ledger that has a life behind it; each test puts the ledger back."""
    return shutil.copytree(test_ledger.lived(), tmp_path_factory.mktemp("trouble") / "p", symlinks=True)


@pytest.fixture
def log(edition: Path) -> Path:
    """Its ledger, to be damaged at will."""
    shutil.rmtree(edition / "ledger")
    return shutil.copytree(test_ledger.lived() / "ledger", edition / "ledger")


def _said(capsys: pytest.CaptureFixture[str], edition: Path, *words: object, code: int = 2) -> str:
    """What a command says as it gives up."""
    options = ("--content", edition / "content", "--site", edition / "site", "--today", "2026-12-01", "--lang", "en")
    assert main([*map(str, words), *map(str, options)]) == code
    return capsys.readouterr().err


def _read_all(log: Path) -> None:
    """Read whatever pages may show of a ledger."""
    found = state.Log(log)
    assert found.sizes
    for sequence in range(found.said.size):
        found.text(sequence)


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_is_named(log: Path, damage: str) -> None:
    """Whatever part of a ledger is gone, cut or changed: the file is named in either language, and how to have it back."""
    do, name = DAMAGED[damage]
    do(log)
    with pytest.raises(state.Fault) as met:
        _read_all(log)
    for lang in ("zh", "en"):
        said = trouble.explain(met.value, lang)
        assert str(log / name) in said
        assert "git checkout -- ledger" in said
        assert "init --from" in said


def test_every_command_tells_alike(log: Path, edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Building, publishing, the ledger's own commands and MkDocs say the same of a damaged ledger, and write nothing."""
    _cut("checkpoint")(log)
    key = ("--key", edition / "key")
    said = {
        _said(capsys, edition, *words)
        for words in (
            ("build",), ("publish", edition / "live", *key), ("ledger", "status"), ("ledger", "sign", *key),
            ("ledger", "key", edition / "new-key"), ("ledger", "erase", "help/school-shelter", "--reason", "x", *key),
        )
    }  # fmt: skip
    fault = state.Fault("damaged", file=log / "checkpoint")
    assert said == {f"{trouble.explain(fault, 'en')}\n"}


def test_mkdocs_tells_it_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The plugin ends MkDocs with the same words."""

    def fail(*_: object) -> None:
        raise state.Fault("damaged", file="ledger/checkpoint")

    monkeypatch.setattr(build, "finish_in_place", fail)
    door = plugin.ZhiyinPlugin()
    door.load_config({})
    door.checked, door.day = None, ""  # type: ignore[assignment]
    with pytest.raises(plugin.PluginError, match="账本里的 ledger/checkpoint 缺了或坏了"):
        door.on_post_build(config=type("Config", (), {"site_dir": str(tmp_path)}))


def test_mkdocs_follows_the_ledger(edition: Path, log: Path) -> None:
    """Served by MkDocs, the site is built again when a publication adds to the ledger."""
    door, watched = plugin.ZhiyinPlugin(), list[str]()
    door.content = edition / "content"
    door.checked = type("Checked", (), {"folders": []})()
    server = type("Server", (), {"watch": lambda _, folder, builder: watched.append(folder)})()
    assert door.on_serve(server, config=None, builder=None) is server
    assert watched == [str(log)]


def test_a_damaged_ledger_comes_back(log: Path, edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the words say helps: moved away and brought back from the published copy, it is whole."""
    _cut("checkpoint")(log)
    shutil.rmtree(log)
    assert _said(capsys, edition, "ledger", "init", "--from", edition / "live/current", code=0) == ""
    _read_all(log)
    for words in (("ledger", "init", "--from"), ("verify",)):
        assert _said(capsys, edition, *words, edition / "liev/current").startswith(
            f"{edition / 'liev/current'} is no folder or file that there is"
        )


def test_a_lock_and_a_broken_off_addition_are_told(log: Path, edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who is writing keeps others out; what cannot be finished nor taken back is named."""
    key = ("--key", edition / "key")
    with state.locked(log):
        assert "Somebody else is writing" in _said(capsys, edition, "ledger", "sign", *key)
    (log / ".adding").write_text("{", "utf-8")
    assert ".adding" in _said(capsys, edition, "ledger", "sign", *key)


def test_keys_that_will_not_do(log: Path, edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that is not there, is something else, or is damaged: each is said, and what is wrong with it."""
    other, text, binary = tmp_path / "other", tmp_path / "text", tmp_path / "binary"
    keyfiles.make(other, "example.org")
    text.write_text("not a key\n", "utf-8")
    binary.write_bytes(b"\xff\xfe\x00")
    assert "no file" in _said(capsys, edition, "ledger", "sign", "--key", tmp_path / "none")
    assert "holds no private key" in _said(capsys, edition, "ledger", "sign", "--key", text)
    assert "no text file" in _said(capsys, edition, "ledger", "sign", "--key", binary)
    assert "Give a key file" in _said(capsys, edition, "ledger", "sign")
    private = other.read_text("utf-8").strip()
    assert "private key, which nobody else" in _said(capsys, edition, "ledger", "sign", "--line", text, "--by", private)
    assert "no file" in _said(capsys, edition, "ledger", "sign", "--line", tmp_path / "none", "--by", _public(edition))
    assert "no text file" in _said(capsys, edition, "ledger", "sign", "--line", binary, "--by", _public(edition))
    assert "no text file" in _said(capsys, edition, "verify", edition / "live/current", "--checkpoint", binary)


def _public(edition: Path) -> str:
    return str(keyfiles.read(edition / "key", "example.org").verifier())


def test_what_strangers_would_find_is_said_in_words(log: Path, edition: Path, tmp_path: Path) -> None:
    """A published copy that does not hold is not taken, and why is said as the verifier says it."""
    from generator.tlog import keeping

    site = shutil.copytree(edition / "live/current", tmp_path / "site")
    _cut("ledger/tile/entries/000.p/28")(site)
    with pytest.raises(state.Fault) as met:
        keeping.bring_back(log, site)
    for lang in ("zh", "en"):
        assert "{" not in trouble.explain(met.value, lang)
    assert met.value.values["found"]["zh"] in trouble.explain(met.value, "zh")  # type: ignore[index]


def test_faults_of_the_program_are_not_explained_away() -> None:
    """Only what an editor can mend has words."""
    assert trouble.explain(KeyError("kaput"), "zh") == ""
    assert (
        trouble.explain(notes.BadKey("mangled"), "en")
        == "This key cannot be used: the key is cut short, or a letter of it is wrong."
    )
