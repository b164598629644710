"""What the next publication would add is counted as it then is added, and only what readers would want explained is asked about."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import editions
import projects
import pytest
from forms import DYKE, DYKE_FILE, desk, filled, opened, press, shown

from generator import waiting
from generator.check import check
from generator.outputs import versions
from generator.site import Site
from generator.tlog import drafts, state

FERRY = "help/dongtan-ferry.yml"
NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)


def _site(content: Path) -> Site:
    checked = check(content, projects.TODAY)
    return Site(checked, checked.edition.clock(projects.TODAY).isoformat())


def _enter(content: Path) -> None:
    """Have the ledger hold every record as it is."""
    log = state.Log(content.parent / "ledger")
    with closing(drafts.heads_of(log)) as table:
        found = list(versions.changes(_site(content), log, table))
    drafts.append(log.folder, found, NOON)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound edition, whose ledger has every record as it is."""
    found = editions.sound(tmp_path / "content")
    state.begin(tmp_path / "ledger", "example.org")
    _enter(found)
    return found


def _waits(content: Path) -> list[tuple[str, str, bool]]:
    return [(each.id, each.sort, each.untold) for each in waiting.waiting(_site(content), content.parent / "ledger")]


def test_what_waits_is_what_is_added(content: Path) -> None:
    """Nothing waits at first; then each change by its sort. Kept up and explained is one thing, changed without a word another."""
    assert _waits(content) == []
    assert waiting.told([], "zh") == ["内容和账本一致，没有要记的。"]
    projects.edit(content / DYKE_FILE, lambda text: text.replace("filled: 1", "filled: 2", 1))
    projects.edit(content / FERRY, lambda text: text.replace("船到门口", "船开到门口"))
    (content / "rumours/dyke-burst.yml").unlink()
    found = waiting.waiting(_site(content), content.parent / "ledger")
    assert [(each.id, each.sort, each.untold) for each in found] == [
        ("old-street-dyke", "edit", False), ("dongtan-ferry", "edit", True), ("dyke-burst", "withdrawal", False),
    ]  # fmt: skip
    assert waiting.told(found, "zh")[:3] == [
        "下次发布会记上 3 个版本。", "修改 2：opportunities/old-street-dyke、help/dongtan-ferry", "撤下 1：rumours/dyke-burst",
    ]  # fmt: skip
    assert waiting.told(found, "en")[3].startswith("1 do not say why: help/dongtan-ferry.")
    assert waiting.told(found * 9, "en")[1].endswith(" …")
    projects.edit(
        content / FERRY,
        lambda text: text.replace("verified: ", "changes:\n- {date: 2026-12-01, what: 说清楚, correction: true}\nverified: "),
    )
    assert ("dongtan-ferry", "correction", False) in _waits(content)
    _enter(content)
    assert _waits(content) == []


def test_the_form_asks_once_and_only_where_it_matters(content: Path) -> None:
    """Saved with other words for readers, the form says that nothing says why, until something does; never of hands or dates, nor without a ledger."""
    page = shown(press(desk(content), DYKE, filled(opened(desk(content), DYKE), shifts__1__filled="2"), "checked"))
    assert "为什么" not in page.all(role="status")[0].text
    other = filled(opened(desk(content), "/help/dongtan-ferry/"), summary__zh="船改到北码头。")
    page = shown(press(desk(content), "/help/dongtan-ferry/", other))
    note = page.all(role="status")[0]
    assert "还没有说为什么" in note.text
    (target,) = note.values("href")
    assert page.all(id=target.removeprefix("#"))
    projects.edit(
        content / FERRY, lambda text: text.replace("verified: ", "changes:\n- {date: 2026-12-01, what: 换了码头}\nverified: ")
    )
    page = shown(press(desk(content), "/help/dongtan-ferry/", opened(desk(content), "/help/dongtan-ferry/")))
    assert "为什么" not in page.all(role="status")[0].text


def test_a_damaged_ledger_stops_no_one_from_saving(content: Path) -> None:
    """The form saves as ever; what is wrong with the ledger is told elsewhere."""
    (content.parent / "ledger/checkpoint").write_text("x", "utf-8")
    other = filled(opened(desk(content), "/help/dongtan-ferry/"), summary__zh="船改到北码头。")
    assert shown(press(desk(content), "/help/dongtan-ferry/", other)).all(role="status")[0].text.startswith("存好了")
