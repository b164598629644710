"""A preview on this machine: the built site over HTTP, built again when a record changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.theme.policy import HEADER

HOST = "127.0.0.1"
INTERVAL = 0.5
"""Seconds between two looks at the content."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, the site's own error page for what is not there, and keeps quiet."""

    def log_message(self, format: str, *args: object) -> None:
        return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", HEADER)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def serve(site: Path, watched: Callable[[], list[Path]], port: int, rebuild: Callable[[], int]) -> int:
    """Serve until interrupted; call `rebuild` whenever something has changed in a folder that is watched."""
    server = ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folders = watched()
    seen = _state(folders)
    try:
        while True:
            threading.Event().wait(INTERVAL)
            if _state(folders) != seen:
                # Looked at again: the edition may stand on other folders now. Before the build, so that nothing is missed meanwhile.
                folders = watched()
                seen = _state(folders)
                rebuild()
    except KeyboardInterrupt:
        return 0
    finally:
        server.shutdown()
        server.server_close()


def _state(folders: list[Path]) -> frozenset[tuple[str, int, int]]:
    """The names, times and sizes of all files."""
    found = set()
    for path in (path for folder in folders for path in folder.rglob("*")):
        try:
            status = path.stat()
        except OSError:
            continue
        found.add((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)
