"""`zhiyin verify`: check a published site and its log, by the same file that strangers check it with."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.commands import archive
from generator.commands.say import OK, PROBLEMS, Group, broken


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("verify", _verify, "核对公开账本和网站 / check a published log and site")
    command.add_argument(
        "folder", metavar="FOLDER-OR-URL", help="网站文件夹、网址或存档文件 / folder or address of the site, or an archive (.zip)"
    )
    command.add_argument("--root", default="", help="您保存的根码 / a root code that you kept")
    command.add_argument("--checkpoint", type=Path, metavar="FILE", help="您保存的检查点 / a checkpoint that you kept")
    command.add_argument("--key", action="append", help="您信得过的钥匙 / a key that you trust")
    command.add_argument(
        "--archive", type=Path, metavar="FILE", help="存档文件，看账本里有没有 / an archive; is it in the ledger?"
    )


def _verify(options: argparse.Namespace) -> int:
    from generator.release.archiving import Refused
    from generator.tlog.state import Fault
    from generator.trouble import explain

    try:
        with site_at(options.folder) as folder:
            return _report(folder, options)
    except Refused as refused:
        return broken(archive.refused(refused, options.lang))
    except Fault as fault:
        return broken(explain(fault, options.lang))
    except OSError as error:
        return broken(str(error))


@contextmanager
def site_at(text: str) -> Iterator[Path]:
    """A folder with the site, fetched if it is elsewhere, unpacked if it is in an archive."""
    from generator.tlog.state import Fault

    if Path(text).is_file():
        from generator.release.unpacking import unpacked

        with unpacked(Path(text)) as folder:
            yield folder
        return
    if not text.startswith(("http://", "https://")):
        if not Path(text).is_dir():
            raise Fault("no-site", found=text)
        yield Path(text)
        return
    from generator.tlog.fetch import NotThere, fetch

    with TemporaryDirectory(prefix="zhiyin-") as folder:
        try:
            fetch(text, Path(folder))
        except NotThere as error:
            raise Fault("not-there", found=str(error)) from None
        yield Path(folder)


def _report(folder: Path, options: argparse.Namespace) -> int:
    from generator.tlog.state import text_of
    from generator.tlog.verify import verify

    kept = text_of(options.checkpoint) if options.checkpoint else ""
    with options.archive.open("rb") if options.archive else nullcontext() as file:
        report = verify(folder, options.root, kept, options.key, file)
    print("\n".join(report.lines(options.lang)))
    return PROBLEMS if report.problems else OK
