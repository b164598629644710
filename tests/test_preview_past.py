"""The preview shows the ledger as a build does, follows it, and tells what is wrong with it without hiding the content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import projects
import pytest
import releases
import test_ledger
from test_ledger import FERRY, NOON
from test_preview import LINE, PAGE, _owner, _project, _save, _settled, _until, quiet

from generator.preview import panel
from generator.preview.workshop import Workshop
from generator.tlog import keeping

__all__ = ["quiet"]
GONE = "ledger/rumours/dyke-burst/index.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with a ledger that has a life behind it."""
    return shutil.copytree(test_ledger.lived(), tmp_path / "p", ignore=shutil.ignore_patterns("live", "site"))


@pytest.fixture
def shop(folder: Path, quiet: None) -> Iterator[Workshop]:
    """A workshop whose changes the test itself tells of."""
    made = Workshop(_project(folder), lambda: None)
    made.refresh()
    yield made
    made.stop()


def _state(shop: Workshop, lang: str = "zh") -> dict[str, Any]:
    return panel.Panel(shop.project, lang).state(shop)


def test_it_is_what_readers_have(folder: Path, shop: Workshop) -> None:
    """Byte for byte what was published last, ledger and all; what is changed then is counted, and where no reason is given."""
    assert projects.differences(_settled(shop), releases.shown(test_ledger.lived() / "live")) == []
    assert _state(shop)["waits"] == []
    test_ledger.edit(folder, FERRY, ("不收钱", "一律免费"))
    _save(shop, FERRY)
    assert _until(lambda: _state(shop)["waits"]) == [
        "下次发布会记上 1 个版本。",
        "修改 1：help/dongtan-ferry",
        "没写为什么改的有 1 条：help/dongtan-ferry。读者在意的，在 changes 里加一行；改错别字不用。",
    ]
    test_ledger.edit(folder, FERRY, ("verified: ", "changes:\n- {date: 2026-12-01, what: 船票免了}\nverified: "))
    _save(shop, FERRY)
    assert _until(lambda: len(_state(shop)["waits"]) == 2)
    assert _state(shop, "en")["waits"] == ["Versions that the next publication will add: 1.", "1 changed: help/dongtan-ferry"]


def test_what_is_entered_is_followed(folder: Path, shop: Workshop) -> None:
    """An erasure shows at once; files that no reader is given are nothing to follow."""
    before = shop.file(GONE)
    turn = shop._turn
    _save(shop, "ledger/.heads.sqlite", "ledger/.lock")
    assert shop._turn == turn
    log = keeping.erase(
        folder / "ledger", "rumours", "dyke-burst", "写进了私人信息", NOON + timedelta(hours=9), test_ledger.signers(folder)
    )
    _save(shop, "ledger/checkpoint")
    assert _until(lambda: (found := shop.file(GONE)) != before and found)
    assert "写进了私人信息" in (shop.file(GONE) or b"").decode()
    assert shop.file("ledger/checkpoint") == str(log.note).encode()
    assert shop.folders[-1] == folder / "ledger"


@pytest.mark.parametrize("name", ["checkpoint", "tile/entries/000.p/28"])
def test_what_is_wrong_with_it_hides_nothing_else(folder: Path, shop: Workshop, name: str) -> None:
    """Of a damaged ledger the panel tells; pages follow what is saved, without it, and have it again once it is mended."""
    whole = (folder / "ledger" / name).read_bytes()
    (folder / "ledger" / name).write_bytes(whole[:-3])
    _save(shop, f"ledger/{name}")
    _until(lambda: shop.past.fault and not shop.pending)
    for lang, lead in (("zh", "账本有问题"), ("en", "wrong with the ledger")):
        state = _state(shop, lang)
        assert (state["errors"], name in state["rows"][0]["message"], lead in state["lead"]) == (1, True, True)
    projects.edit(folder / LINE, _owner("新的值班室"))
    _save(shop, LINE)
    _until(lambda: not shop.pending and "新的值班室" in (shop.file(PAGE) or b"").decode())
    assert shop.file(GONE) is None
    (folder / "ledger" / name).write_bytes(whole)
    _save(shop, f"ledger/{name}")
    assert _until(lambda: shop.file(GONE))
    assert (_state(shop)["errors"], _state(shop)["lead"]) == (0, "")
