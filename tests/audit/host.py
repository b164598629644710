"""A built site, served as a real host would be set up: gzip, the policy as a header, and how long answers may be kept.

It remembers every request and the bytes it answered with, so that what a visit costs can be counted on the wire's side.
"""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from functools import lru_cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.theme.policy import HEADER

KEPT_FOR_EVER = "max-age=31536000, immutable"
TEXTS = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml", "application/xml")
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class Answered(NamedTuple):
    """One request and what it cost: path with query, the browser's word for what it is wanted for, bytes of body and headers."""

    path: str
    wanted_for: str
    bytes: int
    headers: int


class Host(ThreadingHTTPServer):
    """One folder on a port of this machine; `log` holds what was asked for since it was last emptied."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder.resolve()
        self.log: list[Answered] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle of an answer, as on a closed tab, is no fault of the host's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """A host for as long as it is needed."""
    host = Host(folder)
    thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
        thread.join()


@lru_cache(maxsize=512)
def _packed(file: Path, changed: int) -> bytes:
    """A file's bytes, packed as tightly as hosts do ahead of time."""
    return gzip.compress(file.read_bytes(), 9, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Host

    def log_message(self, format: str, *args: object) -> None:
        return None

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        url = urlsplit(self.path)
        file = self._file(unquote(url.path))
        if file.is_dir():
            self._send(301, b"", {"Location": f"{url.path}/"})
        elif not file.is_file():
            none = self.server.folder / "404.html"
            self._send_file(404, none, "no-store") if none.is_file() else self._send(404, b"", {})
        else:
            self._send_file(200, file, KEPT_FOR_EVER if url.query and "assets/" in url.path else "no-cache")

    def _file(self, path: str) -> Path:
        """The file at a path; one outside the folder is none."""
        wanted = self.server.folder / path.lstrip("/")
        file = wanted / "index.html" if path.endswith("/") else wanted
        return file if file.resolve().is_relative_to(self.server.folder) else self.server.folder / "none"

    def _send_file(self, status: int, file: Path, kept: str) -> None:
        kind = TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        data = file.read_bytes()
        headers = {"Cache-Control": kept, "ETag": f'"{sha256(data).hexdigest()[:16]}"', "Vary": "Accept-Encoding"}
        if status == 200 and self.headers.get("If-None-Match") == headers["ETag"]:
            return self._send(304, b"", headers)
        if kind.startswith(TEXTS):
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                data = _packed(file, file.stat().st_mtime_ns)
                headers["Content-Encoding"] = "gzip"
            kind += "; charset=utf-8"
        headers |= {"Content-Type": kind, "Last-Modified": formatdate(file.stat().st_mtime, usegmt=True)}
        return self._send(status, data, headers)

    def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        headers |= {"Content-Security-Policy": HEADER, "X-Content-Type-Options": "nosniff"}
        if status != 304:
            headers["Content-Length"] = str(len(data))
        for name, value in headers.items():
            self.send_header(name, value)
        size = sum(len(name) + len(value) + 4 for name, value in headers.items())
        self.server.log.append(Answered(self.path, self.headers.get("Sec-Fetch-Dest", ""), len(data), size))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
