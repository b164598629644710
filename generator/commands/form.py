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

from generator.commands.building import failed, project_of, unchanged
from generator.commands.say import BROKEN, OK, PROBLEMS, Group, Sayings, broken, memory_of, say, tell

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
    from generator.check import SITE
    from generator.form.desk import Desk
    from generator.form.server import FormServer, running
    from generator.problems import Problem

    if not (options.content / SITE).is_file():
        tell([Problem(SITE, "no-content")], options, sys.stderr)
        return PROBLEMS
    site = f"http://127.0.0.1:{options.preview_port}/"
    desk = Desk(options.content, lambda: options.today or date.today(), lambda: memory_of(options), options.lang, site)
    try:
        server = FormServer(desk, options.port)
    except OSError:
        return broken(say(_SAYS, options.lang, "taken", port=options.port, option="--port", other=options.port + 10))
    with running(server), _preview(options) as code:
        if code == OK:
            print(say(_SAYS, options.lang, "open", form=server.address, site=site), flush=True)
            _show(server.address)
            _wait()
    return code


@contextmanager
def _preview(options: argparse.Namespace) -> Iterator[int]:
    """The preview, for as long as the form is open; gives the exit code if it cannot be shown."""
    from generator import bases, build, serve

    project = project_of(options)
    if project is None:
        yield BROKEN
        return

    def rebuild() -> int:
        try:
            result = build.build(project)
        except Exception as error:
            return failed(error, options)
        tell(result.problems, options, sys.stderr)
        return OK if result.report is not None else unchanged(options)

    rebuild()
    arguments = (
        options.site,
        lambda: [folder.path for folder in bases.read(options.content).folders],
        options.preview_port,
        rebuild,
    )
    threading.Thread(target=serve.serve, args=arguments, daemon=True).start()
    yield OK


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
