"""The form's own server: on this machine only, for the browser that was given the key, and deaf to other sites' pages."""

from __future__ import annotations

import hmac
import os
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from generator.form.desk import SAVED, Answer, Desk

HOST = "127.0.0.1"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
LARGEST = 4 * 1024 * 1024
"""Bytes of a form that is sent: a record of the largest size, each byte of it escaped, and some more."""
_MOST_FIELDS = 20_000
_COOKIE = "zhiyin-form"


class FormServer(ThreadingHTTPServer):
    """Serves the form at `address`, which holds the key. Raises `OSError` if the port is taken."""

    daemon_threads = True
    request_queue_size = 64
    # So that a form can be started again at once; on Windows it would let two share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, desk: Desk, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.desk = desk
        self.key = secrets.token_urlsafe(18)
        self.one = threading.Lock()
        """Held while a page is made: what one saves, the next must see."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up in the middle of an answer, as on a closed tab, is no fault."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    @property
    def origins(self) -> tuple[str, ...]:
        return tuple(f"http://{name}:{self.server_port}" for name in (HOST, "localhost"))

    @property
    def address(self) -> str:
        return f"{self.origins[0]}/?key={self.key}"


@contextmanager
def running(server: FormServer) -> Iterator[FormServer]:
    """The form, for as long as it is needed."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: FormServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, format: str, *args: object) -> None:
        return None

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=20))
        if not self._is_ours():
            self._send(self._forbidden())
        elif "key" in asked and self._is_key(asked["key"]):
            self._send(Answer(303, location="/"), welcome=True)
        elif not parts.path.startswith("/~form.") and not self._is_known():
            self._send(self._forbidden())
        else:
            with self.server.one:
                answer = self.server.desk.get(parts.path, asked.get("q", ""), saved=SAVED in asked)
            self._send(answer)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() and len(length) < 10 else 0
        body = self.rfile.read(size) if size <= LARGEST else self._passed_over(size)
        if not self._is_ours() or not self._is_known() or self.headers.get("Origin") not in self.server.origins:
            self._send(self._forbidden())
        elif size > LARGEST:
            self._send(self.server.desk.refusal(413, "too-large"))
        else:
            self._send(self._taken(body))

    def _taken(self, body: bytes) -> Answer:
        try:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        except ValueError:
            return self.server.desk.refusal(400, "garbled")
        with self.server.one:
            return self.server.desk.post(urlsplit(self.path).path, pairs)

    def _passed_over(self, size: int) -> bytes:
        """Read on without keeping anything: a browser shows an answer only once it has sent all it has to."""
        self.close_connection = True
        while size > 0 and (part := self.rfile.read(min(size, 65536))):
            size -= len(part)
        return b""

    # --- who asks ---

    def _is_ours(self) -> bool:
        """Whether the page was asked for by its own name, not by one that some other site points here."""
        return f"http://{self.headers.get('Host', '')}" in self.server.origins

    def _is_known(self) -> bool:
        """Whether the browser brings back the key that it was given."""
        try:
            morsel = SimpleCookie(self.headers.get("Cookie", "")).get(f"{_COOKIE}-{self.server.server_port}")
        except CookieError:
            return False
        return morsel is not None and self._is_key(morsel.value)

    def _is_key(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self.server.key.encode())

    def _forbidden(self) -> Answer:
        return self.server.desk.refusal(403, "forbidden")

    # --- answering ---

    def _send(self, answer: Answer, welcome: bool = False) -> None:
        self.send_response(answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        if welcome:
            # Cookies know no ports: each form has a name of its own.
            name = f"{_COOKIE}-{self.server.server_port}"
            self.send_header("Set-Cookie", f"{name}={self.server.key}; HttpOnly; SameSite=Strict; Path=/")
        for name, value in {
            "Content-Type": answer.type, "Content-Length": str(len(answer.body)), "Cache-Control": "no-store",
            "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
        }.items():  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
