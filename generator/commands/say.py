"""What every command says alike: problems with their places, a broken set-up, and how a command ends."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from generator.commands.usage import Parser
from generator.judgement import Memory
from generator.problems import Problem, has_errors
from generator.say import why

if TYPE_CHECKING:
    from generator.content_files import NotWritten
    from generator.survey import Checked

OK, PROBLEMS, BROKEN = 0, 1, 2
"""Exit codes: fine, problems in what the editor wrote, wrong usage or a broken set-up."""

Sayings = Mapping[str, Mapping[str, str]]
"""Sentences by key and language, with `{places}` for values."""

_SAYS: Sayings = {
    "found": {"zh": "发现 {errors} 个错误、{warnings} 个提醒。", "en": "{errors} errors, {warnings} warnings."},
    "warning": {"zh": "提醒", "en": "warning"}, "error": {"zh": "错误", "en": "error"},
    # why editors' files were not written
    "outside": {"zh": "{path} 不在内容文件夹里，没有写。", "en": "{path} is not below the content folder and was not written."},
    "link": {"zh": "{path} 是链接，没有写。", "en": "{path} is a link and was not written."},
    "changed": {
        "zh": "{path} 刚才又被别人改了，没有写。再做一次。",
        "en": "{path} was changed by somebody else meanwhile; nothing was written. Do it again.",
    },
    "trouble": {"zh": "没有写成：{error}。文件都是原来的样子。", "en": "That failed: {error}. Files are as they were."},
    "expected-date": {"zh": "日期要写成 2026-12-01 这样", "en": "write the date like 2026-12-01"},
}  # fmt: skip


class Group:
    """Where a module adds its commands; each has the options that all commands have."""

    def __init__(self, commands: argparse._SubParsersAction[Parser], common: Parser) -> None:
        self._commands = commands
        self._common = common

    def add(self, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        """A command; its own options are added to what is given back."""
        command = self._commands.add_parser(name, parents=[self._common], help=text, description=text)
        command.set_defaults(run=run)
        return command

    def group(self, name: str, text: str) -> Group:
        """Commands that go by a first word of their own."""
        outer = self._commands.add_parser(name, help=text, description=text)
        return Group(outer.add_subparsers(required=True, metavar="COMMAND"), self._common)


def common_options() -> Parser:
    """The options of every command."""
    common = Parser(add_help=False)
    common.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="内容文件夹 / content folder (content)"
    )
    common.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="网站文件夹 / site folder (site)")
    common.add_argument("--today", type=day, default=None, metavar="DATE", help="当作今天的日期 / the day taken for today")
    common.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示用的语言 / language of messages")
    return common


def day(text: str) -> date:
    """A day as it is written in an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_SAYS["expected-date"]["zh"] + " / " + _SAYS["expected-date"]["en"]) from None


def say(sayings: Sayings, lang: str, key: str, **values: object) -> str:
    """One of a table's sentences, with its values."""
    return sayings[key][lang].format(**values)


def broken(text: str) -> int:
    """Say what is wrong with the set-up or the usage, and give the exit code for it."""
    print(text, file=sys.stderr)
    return BROKEN


def unwritten(error: NotWritten | OSError, options: argparse.Namespace) -> int:
    """Say why editors' files could not be written, none of which has been, and give the exit code."""
    if isinstance(error, OSError):
        return broken(say(_SAYS, options.lang, "trouble", error=why(error)[options.lang]))
    return broken(say(_SAYS, options.lang, error.why, path=error.path))


def tell(problems: list[Problem], options: argparse.Namespace, stream: TextIO) -> None:
    """Every problem with its place, what is wrong, and how to mend it; then how many there are."""
    lang = options.lang
    for problem in problems:
        file = plain(options.content / problem.file)
        place = f"{file}:{problem.line}:{problem.column}" if problem.line else str(file)
        where = f" {problem.field}" if problem.field else ""
        print(
            f"{place}{where}\n  {say(_SAYS, lang, problem.severity)} [{problem.code}] {problem.message(lang)}",
            file=stream,
        )
        if hint := problem.hint(lang):
            print(f"  → {hint}", file=stream)
    if problems:
        errors = sum(problem.severity == "error" for problem in problems)
        print(say(_SAYS, lang, "found", errors=errors, warnings=len(problems) - errors), file=stream)


def plain(path: Path) -> Path:
    """A path without detours: `province/content/…` rather than `city/content/../../province/content/…`."""
    short = Path(os.path.normpath(path))
    return short if os.path.realpath(short) == os.path.realpath(path) else path


def checked_or_told(options: argparse.Namespace, memory: Memory | None = None) -> Checked | None:
    """The checked content, or nothing once its problems have been told."""
    from generator.check import check

    checked = check(options.content, options.today or date.today(), memory)
    if not has_errors(checked.problems):
        return checked
    tell(checked.problems, options, sys.stderr)
    return None


def memory_of(options: argparse.Namespace) -> Memory:
    """What earlier runs of this project knew, kept where its builds keep it; of loose content nothing is known."""
    from generator import memory

    project = options.content.resolve().parent
    try:
        return memory.Memory(project / memory.CACHE) if (project / "mkdocs.yml").is_file() else Memory()
    except (OSError, sqlite3.Error):
        return Memory()


def config_of(options: argparse.Namespace) -> Path | None:
    """MkDocs' settings: beside the content folder, or else in the current folder."""
    places = (options.content.resolve().parent / "mkdocs.yml", Path("mkdocs.yml").resolve())
    return next((place for place in places if place.is_file()), None)
