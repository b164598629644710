"""How the command is called, told in Chinese beside the English of `argparse`: many who mistype a word read only Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NoReturn

_PLACE = r"argument (?P<place>.+?): "
_FAULTS = (
    (r"the following arguments are required: (?P<found>.+)", "还缺 {found}。"),
    (r"unrecognized arguments: (?P<found>.+)", "认不得 {found}：写错了，或者多写了。"),
    (r"ambiguous option: (?P<found>\S+) could match (?P<choices>.+)", "{found} 说不准是 {choices} 里的哪一个，请写全。"),
    (_PLACE + r"invalid choice: '(?P<found>.*?)' \(choose from (?P<choices>.+)\)", "{place} 没有“{found}”{meant}，可以写 {choices}。"),
    (_PLACE + r"invalid int value: '(?P<found>.*)'", "{place} 要写整数，“{found}”不是。"),
    (_PLACE + r"expected (?:one|at least one) argument", "{place} 后面还要写上内容。"),
    (_PLACE + r"(?P<found>.+)", "{place} 写得不对：{found}。"),
)  # fmt: skip
"""What `argparse` says, and how that is said in Chinese."""


class Parser(argparse.ArgumentParser):
    """Says in both languages what can be written, and what is wrong with what was."""

    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=_Layout, **more)
        self._positionals.title = "要写的 / arguments"
        self._optionals.title = "可以加的 / options"
        for action in self._actions:
            if isinstance(action, argparse._HelpAction):
                action.help = "显示这份说明 / show this help"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look it up, and end."""
        self.print_usage(sys.stderr)
        said = filter(None, (in_chinese(message), message, f"怎样写，请看 / for help: {self.prog} --help"))
        self.exit(2, "".join(f"{line}\n" for line in said))


class _Layout(argparse.HelpFormatter):
    """The layout of `argparse`, with the one word of its own in both languages."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法 / usage: " if prefix is None else prefix)


def in_chinese(message: str) -> str:
    """What `argparse` complains of, in Chinese; nothing where it is not known."""
    for pattern, said in _FAULTS:
        if match := re.fullmatch(pattern, message):
            found = {"place": "", "found": "", "choices": "", **match.groupdict()}
            choices = [choice.strip("'") for choice in found["choices"].split(", ")]
            meant = [f"（是不是 {choice}？）" for choice in get_close_matches(found["found"], choices, 1)]
            return said.format(**found | {"choices": "、".join(choices), "meant": "".join(meant)}).replace("COMMAND", "命令")
    return ""
