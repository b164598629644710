"""Web pages as a web archive: read back by the standard alone and by its own library, and always the same."""

from __future__ import annotations

import gzip
import os
import sys
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import releases
from test_archive import _copy, archived
from test_ledger import NOON

from generator import bases
from generator.cli import main
from generator.release import sealing, warc
from generator.release.layout import RELEASES
from generator.tlog import state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the edition, without an archive."""
    return _copy(tmp_path / "p")


def members(data: bytes) -> list[tuple[dict[str, str], bytes]]:
    """The records of a web archive, read by its standard alone: each a gzip member with headers, a blank line and a block."""
    found, text = [], gzip.decompress(data)
    while text:
        head, _, rest = text.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        assert version == "WARC/1.1"
        fields = dict(line.split(": ", 1) for line in lines)
        length = int(fields["Content-Length"])
        assert rest[length : length + 4] == b"\r\n\r\n"
        found.append((fields, rest[:length]))
        text = rest[length + 4 :]
    return found


def test_web_pages_are_as_a_server_gives_them() -> None:
    """Every file of the site is there once by its address, with its type, its bytes and the release's time; the log has the digest."""
    folder = archived()
    data = (folder / "all.warc.gz").read_bytes()
    info, *answers = members(data)
    assert info[0]["WARC-Type"] == "warcinfo"
    shown = releases.shown(folder / "live")
    url = bases.read(folder / "content").edition.url
    found = {}
    for fields, block in answers:
        head, _, body = block.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\nContent-Type: ")
        path = fields["WARC-Target-URI"].removeprefix(url)
        found[f"{path}index.html" if path.endswith("/") or not path else path] = body
        assert fields["WARC-Date"] == layout_time(folder)
    assert found == shown
    ids = [fields["WARC-Record-ID"] for fields, _ in (info, *answers)]
    assert len(set(ids)) == len(shown) + 1
    log = state.Log(folder / "ledger")
    last = [log.entry(log.said.size - number) for number in (2, 1)]
    assert [(entry.kind, entry.id) for entry in last] == [("archive", "site"), ("archive", "warc")]
    assert last[1].digest == sha256(data).hexdigest()


def layout_time(folder: Path) -> str:
    name = os.readlink(folder / "live/current").rpartition("/")[2]
    return f"{name[:4]}-{name[4:6]}-{name[6:11]}:{name[11:13]}:{name[13:16]}"


def test_its_own_library_reads_it_back(folder: Path) -> None:
    """With all digests right; and made again it has the same bytes."""
    from warcio.archiveiterator import ArchiveIterator

    with open(archived() / "all.warc.gz", "rb") as stream:
        count = 0
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            count += 1
    assert count > 300
    made = BytesIO()
    release = os.readlink(folder / "live/current").rpartition("/")[2]
    warc.write(made, folder / "live" / RELEASES / release, bases.read(folder / "content").edition.url, release)
    assert made.getvalue() == (archived() / "all.warc.gz").read_bytes()


def test_without_the_library_it_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What to install is told, and nothing is written."""
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    monkeypatch.setattr(sealing, "datetime", type("Then", (), {"now": lambda _: NOON + timedelta(hours=9)}))
    words = ("archive", folder / "live", folder / "all.zip", "--warc", "--key", folder / "key", "--content", folder / "content")
    assert main([str(word) for word in words]) == 2
    assert "pip install 'warcio" in capsys.readouterr().err
    assert not [name for name in os.listdir(folder) if "all" in name]
