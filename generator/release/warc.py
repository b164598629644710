"""A site's pages as a web archive (WARC 1.1): each file as a server would have answered, for libraries and their tools."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from generator import __version__
from generator.progress import step
from generator.release import compress, layout
from generator.release.pack import paths

_TYPES = {
    ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
    ".md": "text/markdown; charset=utf-8", ".pdf": "application/pdf", ".png": "image/png", ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xml": "application/xml",
}  # fmt: skip
_FEEDS = {".xml": "application/atom+xml", ".json": "application/feed+json"}
"""What XML and JSON are below `feeds/`."""
_INDEX = "index.html"


class NoLibrary(Exception):
    """What writes web archives is not installed."""


def write(stream: BinaryIO, site: Path, url: str, release: str) -> None:
    """Write every file of a site that readers ask for by its address; times and names of records are the release's."""
    writer = _writer(stream)
    found = paths(site)
    told = "".join(f"{name}: {text}\r\n" for name, text in _about(url, release).items()).encode()
    _put(writer, "warcinfo", "", told, f"{release} warcinfo", release)
    # A server gives small copies to whoever can take them; here is what it would have given to anybody.
    small = {path + suffix for path in found for suffix in compress.SUFFIXES}
    asked = [path for path in found if path not in small]
    tick = step("warc", len(asked))
    for path in asked:
        address = url + quote(path.removesuffix(_INDEX) if Path(path).name == _INDEX else path)
        _put(writer, "response", address, (site / path).read_bytes(), f"{release} {address}", release, type_of(path))
        tick(1)


def type_of(path: str) -> str:
    """What a server says a file is."""
    types = _TYPES | _FEEDS if "feeds" in Path(path).parts else _TYPES
    return types.get(Path(path).suffix, "application/octet-stream")


def _about(url: str, release: str) -> dict[str, str]:
    return {"software": f"zhiyin/{__version__}", "format": "WARC File Format 1.1", "isPartOf": url, "description": release}


def _writer(stream: BinaryIO) -> Any:
    try:
        from warcio.warcwriter import WARCWriter
    except ImportError as error:
        raise NoLibrary(str(error)) from None
    return WARCWriter(stream, gzip=True, warc_version="1.1")


def _put(writer: Any, sort: str, address: str, data: bytes, name: str, release: str, type: str = "") -> None:
    """One record, named by what it is of."""
    from warcio.statusandheaders import StatusAndHeaders

    headers = {
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>",
        "WARC-Date": layout.made(release).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    answer = [("Content-Type", type), ("Content-Length", str(len(data)))]
    http = StatusAndHeaders("200 OK", answer, protocol="HTTP/1.1") if type else None
    writer.write_record(
        writer.create_warc_record(address, sort, BytesIO(data), len(data), warc_headers_dict=headers, http_headers=http)
    )
