"""`zhiyin verify`: check a published site and its log, by the same file that strangers check it with."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.commands import ledger_faults
from generator.commands.say import OK, PROBLEMS, Group, broken


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("verify", _verify, "核对公开日志和网站 / check a published log and site")
    command.add_argument("folder", metavar="FOLDER-OR-URL", help="网站文件夹或网址 / folder or address of the site")
    command.add_argument("--root", default="", help="您保存的根码 / a root code that you kept")
    command.add_argument(
        "--checkpoint", type=argparse.FileType(encoding="utf-8"), help="您保存的检查点 / a checkpoint that you kept"
    )
    command.add_argument("--key", action="append", help="您信得过的钥匙 / a key that you trust")


def _verify(options: argparse.Namespace) -> int:
    from generator.tlog.state import Fault

    try:
        with _site(options.folder) as folder:
            return _report(folder, options)
    except Fault as fault:
        return broken(ledger_faults.told(fault, options.lang))


@contextmanager
def _site(text: str) -> Iterator[Path]:
    """A folder with the site, fetched if it is elsewhere."""
    if not text.startswith(("http://", "https://")):
        yield Path(text)
        return
    from generator.tlog.fetching import fetch

    with TemporaryDirectory(prefix="zhiyin-") as folder:
        fetch(text, Path(folder))
        yield Path(folder)


def _report(folder: Path, options: argparse.Namespace) -> int:
    from generator.tlog.verify import verify

    kept = options.checkpoint.read() if options.checkpoint else ""
    report = verify(folder, options.root, kept, options.key)
    print("\n".join(report.lines(options.lang)))
    return PROBLEMS if report.problems else OK
