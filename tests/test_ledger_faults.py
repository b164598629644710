"""What can befall a ledger on its way: older copies, copied projects, going back, other systems; each is told, and nothing is lost by it."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from test_ledger import NOON, files, lived, signers

from generator import bases
from generator.cli import main
from generator.release import deliver, layout
from generator.release.local import Local
from generator.tlog import drafts, keeping, state


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A copy of the ledger of the edition that the other tests tell of."""
    shutil.copytree(lived() / "ledger", tmp_path / "p/ledger")
    return tmp_path / "p/ledger"


def current() -> Path:
    return lived() / "live/current"


def added(ledger: Path, reason: str) -> None:
    keeping.erase(ledger, "help", "dongtan-ferry", reason, NOON + timedelta(hours=5), signers(lived()))


# --- copies --------------------------------------------------------------------------------------------------------


def test_an_older_copy_is_not_brought_back(ledger: Path) -> None:
    """What is here and not published yet is not lost to a copy that does not have it: which is the newer is told the right way round."""
    size = state.Log(ledger).said.size
    added(ledger, "有私人信息")
    before = files(ledger.parent)
    with pytest.raises(state.Fault) as met:
        keeping.bring_back(ledger, current())
    assert (met.value.code, met.value.values["found"], met.value.values["expected"]) == ("ahead", size + 1, size)
    assert files(ledger.parent) == before


def test_a_longer_history_of_another_kind_is_a_fork(ledger: Path, tmp_path: Path) -> None:
    """A copy that is shorter, and not the beginning of what is here, is told to be another history, not an older one."""
    shutil.rmtree(ledger)
    state.begin(ledger, "liudu.example.org")
    drafts.append(ledger, [drafts.Change("help", f"h{number}", {"id": f"h{number}"}) for number in range(99)], NOON)
    with pytest.raises(state.Fault, match="forked"):
        keeping.bring_back(ledger, current())


def test_repositories_keep_every_byte(ledger: Path, tmp_path: Path) -> None:
    """Brought back, or written to by an edition of earlier days, a ledger has what keeps Git from changing its line ends."""
    for name in (".gitignore", ".gitattributes"):
        (ledger / name).unlink()
    added(ledger, "有私人信息")
    keeping.bring_back(tmp_path / "other/ledger", current())
    for folder in (ledger, tmp_path / "other/ledger"):
        before = files(folder.parent)
        git = ("git", "-c", "core.autocrlf=true", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder.parent))
        for words in (
            ("init", "-q"),
            ("add", "."),
            ("commit", "-qm", "x"),
            ("rm", "-qrf", "--cached", "."),
            ("reset", "-q", "--hard"),
        ):
            subprocess.run([*git, *words], check=True, capture_output=True)
        assert files(folder.parent) == before
        kept = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout.split()
        assert not [name for name in kept if "release" in name or name.endswith((".lock", ".sqlite", ".new"))]


def test_a_copied_project_does_not_go_on_with_the_other_s_ledger(ledger: Path, tmp_path: Path) -> None:
    """A new site in a new place does not go on with another's ledger; the same site may be published anywhere."""
    edition = bases.read(lived() / "content").edition
    assert edition is not None
    delivery: Any = deliver.Delivery(SimpleNamespace(edition=edition, pages={}))  # type: ignore[arg-type]

    def bring(url: str) -> None:
        delivery.built.edition = copy.copy(edition)
        object.__setattr__(delivery.built.edition, "url", url)
        place = Local(tmp_path / "elsewhere")
        with place.held(), drafts.drafted(ledger, NOON + timedelta(hours=9), signers(lived())) as draft:
            deliver.bring(current(), place, deliver.Wish(small=False), delivery, draft=draft)

    with pytest.raises(state.Fault) as met:
        bring("https://city.example/other/")
    assert (met.value.code, met.value.values["found"]) == ("other-edition", "liudu.example.org")
    assert not layout.is_name(Local(tmp_path / "elsewhere").current)
    bring(edition.url)


# --- going back ----------------------------------------------------------------------------------------------------


def test_nobody_goes_back_to_what_was_erased(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An earlier release that still has a text erased since is not given to readers again; one before it may be, as long as it was not."""
    shutil.copytree(lived() / "live", tmp_path / "live", symlinks=True, copy_function=os.link)
    place = Local(tmp_path / "live")
    first, second, third, last = place.names
    for lang, word in (("zh", "后来清除"), ("en", "erased since")):
        assert main(["rollback", str(tmp_path / "live"), "--to", third, "--lang", lang]) == 1
        assert word in capsys.readouterr().err
    assert place.current == last
    place.switch(third)
    assert deliver.roll_back(place) == second
    assert deliver.roll_back(place, last) == last
    assert deliver.roll_back(place, last) == last
    assert first in place.names
