"""`zhiyin form`: records filled in and saved in the browser, with the preview beside."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.building import project_of
from generator.commands.say import BROKEN, OK, PROBLEMS, Group, Sayings, broken, memory_of, say, tell
from generator.load import SITE
from generator.model.kinds import KIND_NAMES
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.preview.server import Preview

PORT, PREVIEW_PORT = 8001, 8000

_SAYS: Sayings = {
    "open": {
        "zh": "表单在 {form}\n网页在 {site}\n在浏览器打开上面的网址，存盘以后看网页。按 Ctrl+C 结束。",
        "en": "The form is at {form}\nthe pages at {site}\nOpen these in a browser; what you save shows on the pages. Ctrl+C ends.",
    },
    "taken": {
        "zh": "端口 {port} 有别的程序在用。用 {option} 换一个，例如 {option} {other}。",
        "en": "Another program uses port {port}. Choose another with {option}, for example {option} {other}.",
    },
}  # fmt: skip


def add(group: Group) -> None:
    """Add the command."""
    command = group.add(
        "form", _form, "在浏览器里填表修改，只在本机 / change records in a form in the browser, on this machine only"
    )
    command.add_argument("--port", type=int, default=PORT, help=f"表单的端口 / the form's port ({PORT})")
    command.add_argument("--preview-port", type=int, default=PREVIEW_PORT, help=f"网页的端口 / the pages' port ({PREVIEW_PORT})")


def _form(options: argparse.Namespace) -> int:
    from generator.form.desk import Desk
    from generator.form.server import FormServer, running
    from generator.preview.server import Preview

    if not (options.content / SITE).is_file():
        tell([Problem(SITE, "no-content")], options, sys.stderr)
        return PROBLEMS
    project = project_of(options)
    if project is None:
        return BROKEN
    desk = Desk(options.content, lambda: options.today or date.today(), lambda: memory_of(options), options.lang)
    try:
        server = FormServer(desk, options.port)
    except (OSError, OverflowError):
        return broken(_taken(options, options.port, "--port"))
    try:
        preview = Preview(
            project, options.preview_port, options.lang, partial(_way, server.origins[0], options.content.resolve())
        )
    except (OSError, OverflowError):
        server.server_close()
        return broken(_taken(options, options.preview_port, "--preview-port"))
    desk.preview = preview.address
    with running(server), _running(preview):
        print(say(_SAYS, options.lang, "open", form=server.address, site=preview.address), flush=True)
        _show(server.address)
        _wait()
    return OK


def _taken(options: argparse.Namespace, port: int, option: str) -> str:
    return say(_SAYS, options.lang, "taken", port=port, option=option, other=port + 10)


def _way(form: str, content: Path, file: Path, line: int, column: int) -> str:
    """From a page of the preview to the form of its record; what the form does not change is opened as a file."""
    from generator.preview.panel import vscode

    parts = Path(os.path.relpath(file.resolve(), content)).parts
    if parts[0] in KIND_NAMES and file.suffix == ".yml":
        return f"{form}/{parts[0]}/{file.stem}/"
    return vscode(file, line, column)


@contextmanager
def _running(preview: Preview) -> Iterator[None]:
    """The preview, for as long as the form is open."""
    preview.start()
    try:
        yield
    finally:
        preview.stop()


def _show(address: str) -> None:
    """Open the form in the editor's browser, where somebody sits before one."""
    has_screen = sys.platform in ("win32", "darwin") or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    if has_screen and sys.stdout.isatty():
        webbrowser.open(address)


def _wait() -> None:
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return
