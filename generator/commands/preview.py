"""`zhiyin serve`: the site on this machine, following every file that is saved."""

from __future__ import annotations

import argparse
import errno
import sys
from typing import TYPE_CHECKING

from generator.commands.building import project_of
from generator.commands.say import BROKEN, OK, Group, broken, say, tell
from generator.say import why

if TYPE_CHECKING:
    from generator.preview.server import Preview
    from generator.problems import Problem

# Seconds between two moments at which Ctrl+C is heard everywhere.
_LOOK = 1
_SAYS = {
    "serving": {"zh": "在浏览器打开 {address} ，保存文件后网页自动更新。按 Ctrl+C 结束。", "en": "Open {address} in a browser; it follows what you save. Ctrl+C ends."},
    "mended": {"zh": "没有错误了。", "en": "Nothing is wrong any more."},
    "taken": {
        "zh": "端口 {port} 已经被别的程序占用，可能是另一个预览。先关掉它，或换一个：zhiyin serve --port {other}",
        "en": "Port {port} is taken by another program, perhaps another preview. End that one, or choose another: zhiyin serve --port {other}",
    },
    "refused": {"zh": "打不开端口 {port}：{error}", "en": "Port {port} cannot be opened: {error}"},
    "no-content": {
        "zh": "找不到内容文件夹 {content}。到有 content 文件夹的地方运行，或用 --content 指出它在哪里。",
        "en": "There is no content folder {content}. Run this where the folder content is, or name it with --content.",
    },
}  # fmt: skip


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("serve", _serve, "在本机预览，保存后自动更新 / show the site on this machine as you edit it")
    command.add_argument("--port", type=int, default=8000, help="端口 / port (8000)")


def _serve(options: argparse.Namespace) -> int:
    from generator.preview.server import Preview

    if not options.content.is_dir():
        return broken(say(_SAYS, options.lang, "no-content", content=options.content))
    project = project_of(options)
    if project is None:
        return BROKEN
    try:
        preview = Preview(project, options.port, options.lang)
    except (OSError, OverflowError) as error:
        return broken(_refused(error, options))
    try:
        preview.start()
        print(say(_SAYS, options.lang, "serving", address=preview.address), flush=True)
        _report(preview, options)
    except KeyboardInterrupt:
        return OK
    finally:
        preview.stop()
    return OK


def _report(preview: Preview, options: argparse.Namespace) -> None:
    """Tell of problems here too, as they come and go."""
    told: list[Problem] = []
    number = -2
    while (number := preview.wait(number, _LOOK)) >= 0:
        problems = preview.workshop.problems
        if problems != told:
            tell(problems, options, sys.stderr)
            if not problems:
                print(say(_SAYS, options.lang, "mended"), file=sys.stderr)
            told = problems


def _refused(error: Exception, options: argparse.Namespace) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return say(_SAYS, options.lang, "taken", port=options.port, other=options.port + 1)
    return say(_SAYS, options.lang, "refused", port=options.port, error=why(error)[options.lang])
