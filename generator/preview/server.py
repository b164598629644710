"""The preview over HTTP, on this machine alone: pages with the panel in them, and a word to the browser when something is new."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.build import Project, spare_collector
from generator.load import digest
from generator.outputs import single
from generator.preview import panel
from generator.preview.panel import Panel, Way, vscode
from generator.preview.sources import source_of
from generator.preview.watcher import Watcher
from generator.preview.workshop import Workshop
from generator.theme.policy import HEADER

HOST = "127.0.0.1"
# Other sites' pages may lead a name of their own here; only these are the reader's own.
_NAMES = ("127.0.0.1", "localhost")
# Seconds between two signs of life to a browser.
_BEAT = 15
_TYPES = {".ics": "text/calendar", ".js": "text/javascript", ".webmanifest": "application/manifest+json"}
_OWN = {panel.SCRIPT: "panel.js", panel.STYLE: "panel.css"}


class Preview:
    """The preview of a project, from `start` to `stop`; neither waits for the other's thread. Port 0 takes any that is free.

    `way` gives the address under which a file is opened for editing. Raises `OSError` where the port is taken.
    """

    def __init__(self, project: Project, port: int = 0, lang: str = "zh", way: Way = vscode) -> None:
        self.workshop = Workshop(project, self._tell)
        self.panel = Panel(project, lang, way)
        self._server = _Server((HOST, port), partial(_Handler, self))
        self._watcher = Watcher(project.config, lambda: self.workshop.folders, self.workshop.refresh)
        self._news = Condition()
        self._number = 0
        self._answering: Thread | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._server.server_port}/"

    def start(self) -> None:
        """Check the content, then answer."""
        spare_collector()
        self._watcher.start()
        self.workshop.refresh()
        self._answering = Thread(target=self._server.serve_forever, daemon=True)
        self._answering.start()

    def stop(self) -> None:
        self._watcher.stop()
        self.workshop.stop()
        with self._news:
            self._number = -1
            self._news.notify_all()
        if self._answering is not None:
            # A server that has not begun would be waited for without end.
            self._server.shutdown()
        self._server.server_close()

    def wait(self, number: int, seconds: float | None = None) -> int:
        """Wait for news after those of a number; the number of the latest, or less than nothing once the preview has ended."""
        with self._news:
            self._news.wait_for(lambda: self._number != number, seconds)
            return self._number

    def _tell(self) -> None:
        with self._news:
            if self._number >= 0:
                self._number += 1
            self._news.notify_all()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers go away in the middle of an answer whenever somebody turns to another page."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one request, and keeps quiet."""

    def __init__(self, preview: Preview, *arguments: Any) -> None:
        self.preview = preview
        super().__init__(*arguments)

    def log_message(self, format: str, *args: object) -> None:
        return None

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in _NAMES:
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"")
        elif path == panel.EVENTS:
            self._events()
        elif path in _OWN:
            self._answer(HTTPStatus.OK, _type_of(path), (Path(__file__).parent / _OWN[path]).read_bytes())
        # A browser that keeps pages for reading offline would show old ones.
        elif self.headers.get("Service-Worker"):
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"")
        else:
            self._file_or_fault(path)

    do_HEAD = do_GET  # noqa: N815

    # --- pages ---

    def _file_or_fault(self, path: str) -> None:
        try:
            self._file(path)
        except OSError:
            raise
        except Exception as error:
            self._page(HTTPStatus.INTERNAL_SERVER_ERROR, "", self.preview.panel.blank(error))

    def _file(self, path: str) -> None:
        workshop = self.preview.workshop
        name = f"{path}index.html" if path.endswith("/") or not path else path
        content = workshop.file(name)
        if workshop.stand is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, "", self.preview.panel.blank())
        elif content is None and not name.endswith("index.html") and workshop.file(f"{name}/index.html") is not None:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.end_headers()
        elif content is None:
            self._page(HTTPStatus.NOT_FOUND, "404.html", workshop.file("404.html") or b"")
        elif name.endswith(".html") and not name.endswith(single.PATH):
            self._page(HTTPStatus.OK, name, content)
        else:
            self._answer(HTTPStatus.OK, _type_of(name), content)

    def _page(self, status: HTTPStatus, name: str, content: bytes) -> None:
        """A page with the panel in it, and with a mark of what it is without."""
        mark = digest(content).hex()
        html = self.preview.panel.into(content, mark, self._source(name))
        self._answer(status, "text/html; charset=utf-8", html, {"ETag": f'"{mark}"', "Content-Security-Policy": HEADER})

    def _source(self, name: str) -> Path | None:
        stand, project = self.preview.workshop.stand, self.preview.workshop.project
        if stand is None or name == "404.html":
            return None
        page, _ = stand.pages.get(name, (None, ""))
        return source_of(name, page, stand.stamper.site, project)

    def _answer(self, status: HTTPStatus, type: str, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    # --- news ---

    def _events(self) -> None:
        """Tell at once how things are, then whenever that changes, until the browser or the preview goes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            for said in self._said():
                self.wfile.write(said.encode())
                self.wfile.flush()
        except OSError:
            return

    def _said(self) -> Iterator[str]:
        number = self.preview.wait(-2, 0)
        while number >= 0:
            state = self.preview.panel.state(self.preview.workshop)
            yield f"data: {json.dumps(state, ensure_ascii=False)}\n\n"
            seen = number
            while (number := self.preview.wait(seen, _BEAT)) == seen:
                yield ":\n\n"


def _type_of(path: str) -> str:
    suffix = f".{path.rsplit('.', 1)[-1]}"
    found = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
