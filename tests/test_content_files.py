"""What editors' commands write into content: all of it or nothing, and never over what somebody else wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import content_files
from generator.content_files import NotWritten, write_all


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "content"
    (place / "help").mkdir(parents=True)
    (place / "help" / "a.yml").write_bytes(b"a: 1\n")
    (place / "help" / "b.yml").write_bytes(b"b: 1\n")
    return place


def test_writes_adds_and_takes_away(folder: Path) -> None:
    changed = write_all(folder, {"help/a.yml": b"a: 2\n", "help/b.yml": None, "tasks/c.yml": b"c: 1\n"})
    assert changed == ["help/a.yml", "help/b.yml", "tasks/c.yml"]
    assert _tree(folder) == {"help/a.yml": b"a: 2\n", "tasks/c.yml": b"c: 1\n"}


def test_what_is_the_same_is_left_alone(folder: Path) -> None:
    before = (folder / "help/a.yml").stat()
    assert write_all(folder, {"help/a.yml": b"a: 1\n", "help/none.yml": None}) == []
    after = (folder / "help/a.yml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_keeps_its_mode(folder: Path) -> None:
    os.chmod(folder / "help/a.yml", 0o600)
    write_all(folder, {"help/a.yml": b"a: 2\n", "help/new.yml": b"n: 1\n"})
    assert [oct((folder / name).stat().st_mode & 0o777) for name in ("help/a.yml", "help/new.yml")] == ["0o600", "0o644"]


@pytest.mark.parametrize("path", ["../out.yml", "/etc/passwd", "help/../../out.yml", "", "help\\..\\out.yml", "a\0b.yml"])
def test_no_path_leads_outside(folder: Path, path: str) -> None:
    before = _tree(folder.parent)
    with pytest.raises(NotWritten) as found:
        write_all(folder, {"help/a.yml": b"a: 2\n", path: b"x: 1\n"})
    assert found.value.why == "outside"
    assert _tree(folder.parent) == before


@pytest.mark.parametrize("path", ["help/link.yml", "away/x.yml"])
def test_links_are_not_followed(folder: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.yml").write_bytes(b"x: 1\n")
    (folder / "help/link.yml").symlink_to(tmp_path / "elsewhere" / "x.yml")
    (folder / "away").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotWritten) as found:
        write_all(folder, {path: b"x: 2\n"})
    assert found.value.why == "link"
    assert (tmp_path / "elsewhere" / "x.yml").read_bytes() == b"x: 1\n"


def test_nobodys_change_is_lost(folder: Path) -> None:
    """A file that changed, came or went since the caller looked stops everything."""
    seen = {"help/a.yml": b"a: 1\n", "help/new.yml": None, "help/b.yml": b"b: 1\n"}
    for name, now in {"help/a.yml": b"a: theirs\n", "help/new.yml": b"theirs\n"}.items():
        (folder / name).write_bytes(now)
        before = _tree(folder)
        with pytest.raises(NotWritten) as found:
            write_all(folder, dict.fromkeys(seen, b"mine\n"), seen)
        assert (found.value.why, _tree(folder)) == ("changed", before)
        write_all(folder, {name: seen[name]})
    assert len(write_all(folder, dict.fromkeys(seen, b"mine\n"), seen)) == 3


@pytest.mark.parametrize("step", range(9))
def test_a_disk_that_refuses_at_any_step_leaves_everything(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Whichever of the calls that write fails, the files are as they were and nothing lies beside them."""
    before, calls = _tree(folder), iter(range(100))

    def failing(call):  # type: ignore[no-untyped-def]
        def once(*given):  # type: ignore[no-untyped-def]
            if next(calls) == step:
                raise OSError(28, "No space left on device")
            return call(*given)

        return once

    for name in ("fsync", "replace", "chmod"):
        monkeypatch.setattr(content_files.os, name, failing(getattr(os, name)))
    with pytest.raises(OSError, match="No space"):
        write_all(folder, {"help/a.yml": b"a: 2\n", "help/b.yml": b"b: 2\n", "help/new.yml": b"n: 1\n"})
    assert _tree(folder) == before
