"""A check of what has changed says what a whole check says."""

from __future__ import annotations

import shutil
from pathlib import Path

import editions
import projects
import pytest

from generator.check import check
from generator.recheck import recheck
from generator.survey import Checked

FERRY = "help/dongtan-ferry.yml"


def _spoiled(fault: str) -> list[str]:
    """The files of a broken edition that stand where the sound one has none or another, by name."""
    folder = editions.BROKEN / fault
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != "expected.yml"]


def _is_text(fault: str) -> bool:
    """Whether a fault is in the texts of records alone."""
    about, names = editions.expected(fault), _spoiled(fault)
    plain = all(name.endswith(".yml") and "/" in name for name in names)
    return bool(names) and plain and not about.get("make") and about.get("edition") != "overlay"


def _lay(fault: str, content: Path) -> None:
    shutil.copytree(editions.BROKEN / fault, content, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.yml"))


def _lay_sound(fault: str, content: Path) -> None:
    """Sound texts where the faulty ones are to stand."""
    for name in _spoiled(fault):
        same = editions.SOUND / name
        kind = same if same.is_file() else min((editions.SOUND / name.split("/")[0]).rglob("*.yml"))
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_bytes(kind.read_bytes())


# Of many only some: the whole check has them all.
FAULTS = [fault for fault in editions.faults() if _is_text(fault)][::7]


def _told(checked: Checked) -> tuple[object, ...]:
    entries = {kind: {id: (entry.digest, entry.row) for id, entry in found.items()} for kind, found in checked.entries.items()}
    return entries, {kind: list(found) for kind, found in entries.items()}, checked.problems, checked.counts


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return editions.sound(tmp_path / "content")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_its_mending_too(content: Path, fault: str) -> None:
    """A record that is spoiled is told of as by a whole check, and so is that it is mended."""
    _lay_sound(fault, content)
    before = check(content, editions.TODAY)
    _lay(fault, content)
    after = recheck(before, _spoiled(fault))
    assert after is not None
    assert after.problems != before.problems
    assert _told(after) == _told(check(content, editions.TODAY))
    _lay_sound(fault, content)
    mended = recheck(after, _spoiled(fault))
    assert mended is not None
    assert _told(mended) == _told(before)


def test_a_changed_record_is_read_as_it_was_checked(content: Path) -> None:
    """The record's values are those that were judged, even if the file has changed once more since."""
    before = check(content, editions.TODAY)
    projects.edit(content / FERRY, lambda text: text.replace("owner: ", "owner: 新"))
    after = recheck(before, [FERRY])
    assert after is not None
    (content / FERRY).write_text("{", "utf-8")
    assert after.entries["help"]["dongtan-ferry"].record.owner.startswith("新")


def test_more_than_texts_is_left_to_a_whole_check(content: Path) -> None:
    """A file that is new, gone, a link or none of the records' may change what others are judged by."""
    before = check(content, editions.TODAY)
    assert recheck(before, ["site.yml"]) is None
    shutil.copy(content / FERRY, content / "help/new-ferry.yml")
    assert recheck(before, ["help/new-ferry.yml"]) is None
    (content / FERRY).unlink()
    assert recheck(before, [FERRY]) is None
    (content / FERRY).symlink_to(content / "help/new-ferry.yml")
    assert recheck(before, [FERRY]) is None


def test_twins_are_left_to_a_whole_check(tmp_path: Path) -> None:
    """Of two records with one address, as where one stands for a base's, a whole check says which counts."""
    content = editions.overlay(tmp_path / "content")
    before = check(content, editions.TODAY)
    assert before.overridden
    for entry in before.overridden:
        assert recheck(before, [entry.file]) is None
        assert recheck(before, [before.entries[entry.kind][entry.id].file]) is None
    alone = next(entry for entry in before.entries["help"].values() if entry.replaces is None and entry.file.startswith("../"))
    projects.edit(content / alone.file, lambda text: text + "\n# 记\n")
    after = recheck(before, [alone.file])
    assert after is not None
    assert _told(after) == _told(check(content, editions.TODAY))
