"""Archives that anybody may hand over: what is no archive of ours is not opened, and damage is found."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from test_archive import archived

from generator.cli import main
from generator.release import unpacking
from generator.release.archiving import Refused


def _zip(file: Path, *more: tuple[str, bytes], mode: int = 0, press: int = 0) -> Path:
    """A zip that looks like an archive, with one more thing in it."""
    with ZipFile(file, "w") as made:
        for name, data in (("README.txt", b"x"), ("site/index.html", b"x"), ("sources/mkdocs.yml", b"x"), *more):
            info = ZipInfo(name)
            if (name, data) in more:
                info.external_attr, info.compress_type = mode << 16, press
            made.writestr(info, data)
    return file


def _larger(file: Path) -> Path:
    """A zip that says of one file that it is larger than it is."""
    data = bytearray(_zip(file, ("site/a", b"a" * 50)).read_bytes())
    data[:] = data.replace((50).to_bytes(4, "little") * 2, (10**8).to_bytes(4, "little") * 2)
    file.write_bytes(data)
    return file


def _text(file: Path) -> Path:
    file.write_text("x")
    return file


STRANGE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "climbs": ("climbs", lambda file: _zip(file, ("site/../../x", b"x"))), "root": ("climbs", lambda file: _zip(file, ("/etc/x", b"x"))),
    "drive": ("climbs", lambda file: _zip(file, ("site/C:x", b"x"))), "backslash": ("climbs", lambda file: _zip(file, ("site\\..\\x", b"x"))),
    "folder": ("climbs", lambda file: _zip(file, ("site/a/", b""))),
    "link": ("link", lambda file: _zip(file, ("site/l", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777)),
    "pipe": ("link", lambda file: _zip(file, ("site/p", b""), mode=stat.S_IFIFO)),
    "pressed": ("bomb", lambda file: _zip(file, ("site/b", b"0" * 10**6), press=ZIP_DEFLATED)), "larger": ("bomb", _larger),
    "twins": ("no-archive", lambda file: _zip(file, ("site/A", b"1"), ("site/a", b"2"))),
    "both": ("no-archive", lambda file: _zip(file, ("site/index.html/a", b"1"))),
    "other": ("no-archive", lambda file: _zip(file, ("more/a", b"1"))),
    "text": ("no-archive", _text),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_no_archive_is_not_opened(tmp_path: Path, strange: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Names that lead elsewhere, links, what would swell, names that are one to some systems: refused in words, nothing unpacked."""
    code, make = STRANGE[strange]
    file = make(tmp_path / "a.zip")
    with pytest.raises(Refused) as met, unpacking.unpacked(file):
        pass
    assert met.value.code == code
    assert os.listdir(tmp_path) == ["a.zip"]
    assert main(["verify", str(file), "--lang", "en"]) == 2
    assert "a.zip" in capsys.readouterr().err


def test_damage_is_found(tmp_path: Path) -> None:
    """One bit of whatever file in it: told, whether it belongs to the site or to the sources."""
    data = (archived() / "all.zip").read_bytes()
    for name in (b"sources/mkdocs.yml", b"site/index.html"):
        broken = bytearray(data)
        broken[data.index(name) + len(name) + 5] ^= 1
        (tmp_path / "a.zip").write_bytes(broken)
        with pytest.raises(Refused, match="no-archive"), unpacking.unpacked(tmp_path / "a.zip"):
            pass
