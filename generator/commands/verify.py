"""`zhiyin verify`: check a published site and its log, by the same file that strangers check it with."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.commands.say import OK, PROBLEMS, Group


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("verify", _verify, "核对公开日志和网站 / check a published log and site")
    command.add_argument("folder", type=Path, help="网站文件夹 / folder of the site")
    command.add_argument("--root", default="", help="您保存的根码 / a root code that you kept")
    command.add_argument(
        "--checkpoint", type=argparse.FileType(encoding="utf-8"), help="您保存的检查点 / a checkpoint that you kept"
    )
    command.add_argument("--key", action="append", help="您信得过的钥匙 / a key that you trust")


def _verify(options: argparse.Namespace) -> int:
    from generator.tlog.verify import verify

    kept = options.checkpoint.read() if options.checkpoint else ""
    report = verify(options.folder, options.root, kept, options.key)
    print("\n".join(report.lines(options.lang)))
    return PROBLEMS if report.problems else OK
