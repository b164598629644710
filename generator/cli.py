"""The command `zhiyin`; the only module that prints, asks or exits."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.commands import archive, due, form, init, ledger, new, preview, publish, records, schemas, search, tables, verify
from generator.commands.building import INTEGRITY, failed, project_of, unchanged
from generator.commands.progress import shown
from generator.commands.say import BROKEN, OK, PROBLEMS, Group, common_options, memory_of, say, tell
from generator.commands.usage import Parser
from generator.problems import has_errors, in_order

if TYPE_CHECKING:
    from generator.build import Result

GROUPS: tuple[Callable[[Group], None], ...] = (
    init.add, preview.add, schemas.add, search.add, form.add, tables.add, due.add, new.add, records.add, publish.add, ledger.add, verify.add, archive.add,
)  # fmt: skip
"""What adds the commands of each module of `generator.commands`."""

_SAYS = {
    "fine": {"zh": "没有发现错误。", "en": "Nothing is wrong."},
    "checked": {"zh": "没有错误的记录 {records} 条，用时 {seconds:.1f} 秒。", "en": "{records} records without errors, in {seconds:.1f} s."},
    "records": {"zh": "记录", "en": "records"}, "pages": {"zh": "页面", "en": "pages"}, "left-out": {"zh": "不发布", "en": "left out"},
    "kind": {"zh": "种类", "en": "kind"}, "draft": {"zh": "草稿", "en": "draft"},
    "overridden": {"zh": "被本地版本替代", "en": "overridden"},
    "sum": {"zh": "合计", "en": "total"},
    "built": {
        "zh": "网站在 {site}：共 {files} 个文件，写入 {written} 个，删去 {removed} 个，用时 {seconds:.1f} 秒。",
        "en": "The site is in {site}: {files} files, {written} written, {removed} removed, in {seconds:.1f} s.",
    },
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code is 0 for fine, 1 for problems in the content, 2 for wrong usage or a broken set-up."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese is no reason to break.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever was reading has read enough, as `head` does; what Python still holds goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="zhiyin", description="指引 / Zhiyin: YAML 记录生成公共指引网站 / public guidance sites from YAML records"
    )
    parser.add_argument("--version", action="version", version=f"zhiyin {__version__}", help="显示版本 / show the version")
    group = Group(parser.add_subparsers(required=True, metavar="COMMAND"), common_options())
    for name, run, text in (
        ("check", _check, "检查内容 / check the content"), ("build", _build, "检查并生成网站 / check, then build the site"),
    ):  # fmt: skip
        command = group.add(name, run, text)
        if name == "check":
            command.add_argument("--format", choices=("text", "json"), default="text", help="输出格式 / output format")
            command.add_argument("--json", action="store_const", const="json", dest="format", help="同 --format json / the same")
        if name == "build":
            command.add_argument("--integrity", action="store_true", help=INTEGRITY)
            command.add_argument("--json", action="store_true", help="给程序看的结果 / the outcome for programs")
    for add in GROUPS:
        add(group)
    return parser


def _say(lang: str, key: str, **values: object) -> str:
    return say(_SAYS, lang, key, **values)


# --- commands ------------------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from generator import schema_files
    from generator.check import check

    begun = time.monotonic()
    with shown(options), closing(memory_of(options)) as memory:
        checked = check(options.content, options.today or date.today(), memory)
        schema_files.bring_up_to_date(options.content, checked.edition, checked.site_digest, memory)
        problems = checked.problems
        if not has_errors(problems):
            problems = in_order([*problems, *search.problems(checked, options, memory)])
    if options.format == "json":
        rows = [problem.row(options.lang) for problem in problems]
        print(json.dumps({"problems": rows, "counts": checked.counts}, ensure_ascii=False, indent=1))
    else:
        tell(problems, options, sys.stdout)
        if not has_errors(problems):
            print(_say(options.lang, "fine"))
        print(_say(options.lang, "checked", records=sum(checked.counts.values()), seconds=time.monotonic() - begun))
    return PROBLEMS if has_errors(problems) else OK


def _build(options: argparse.Namespace) -> int:
    from generator import build

    project = project_of(options)
    if project is None:
        return BROKEN
    begun = time.monotonic()
    try:
        with shown(options):
            result = build.build(project)
    except Exception as error:
        return failed(error, options)
    seconds = time.monotonic() - begun
    if getattr(options, "json", False):
        print(json.dumps(_outcome(result, options, seconds), ensure_ascii=False, indent=1))
        return PROBLEMS if result.report is None else OK
    tell(result.problems, options, sys.stderr)
    if result.report is None:
        return unchanged(options)
    _tell_tallies(result, options.lang)
    print(_say(options.lang, "built", site=options.site, seconds=seconds, **result.report._asdict()))
    print(due.next_build(result.edition, result.next_day, options.lang))
    return OK


def _outcome(result: Result, options: argparse.Namespace, seconds: float) -> dict[str, Any]:
    """What a build did, for programs."""
    return {
        "built": result.report is not None, "site": str(options.site), "seconds": round(seconds, 3),
        "problems": [problem.row(options.lang) for problem in result.problems],
        "kinds": [{"kind": row.kind, "records": row.records, "pages": row.pages, "left_out": row.excluded} for row in result.tallies],
        **(result.report._asdict() if result.report else {}), "next": result.next_day,
    }  # fmt: skip


# --- printing ------------------------------------------------------------------------------------------------------


def _tell_tallies(result: Result, lang: str) -> None:
    print(f"{_say(lang, 'kind'):<16}{_say(lang, 'records'):>8}{_say(lang, 'pages'):>8}  {_say(lang, 'left-out')}")
    for row in result.tallies:
        reasons = ", ".join(f"{count} {_say(lang, reason)}" for reason, count in row.excluded.items())
        print(f"{row.kind:<18}{row.records:>8}{row.pages:>10}  {reasons}")
    records, pages = sum(row.records for row in result.tallies), sum(row.pages for row in result.tallies)
    print(f"{_say(lang, 'sum'):<16}{records:>8}{pages:>10}")


if __name__ == "__main__":
    raise SystemExit(main())
