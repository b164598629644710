"""`zhiyin fmt`, `fill`, `withdraw` and `rename`: change records that are there."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.desk import at_desk, file_of, progress, record_named
from generator.commands.say import OK, PROBLEMS, Group, Sayings, broken, say, tell

if TYPE_CHECKING:
    from generator.editing.desk import Desk
    from generator.editing.tidy import Tidied
    from generator.load import ContentFile
    from generator.problems import Problem

_SAYS: Sayings = {
    # fmt
    "which": {
        "zh": "说明要整理哪些：文件、记录的种类，或者 --all。例如 zhiyin fmt opportunities",
        "en": "Say which: files, kinds of record, or --all. For example: zhiyin fmt opportunities",
    },
    "not-ours": {"zh": "{name} 不是这个版本自己的记录文件，也不是记录的种类。", "en": "{name} is neither a record file of this edition's own nor a kind of record."},
    "tidied": {"zh": "{file}：{ways}", "en": "{file}: {ways}"},
    "way.order": {"zh": "字段次序", "en": "order of fields"}, "way.writing": {"zh": "写法（引号、缩进、列表等）", "en": "writing (quotes, indents, lists and the like)"},
    "way.ends": {"zh": "换行和文件头尾", "en": "line ends, beginning and end"},
    "tidy.sum": {"zh": "看了 {files} 个文件，整理了 {changed} 个，读不懂的 {bad} 个没有动。", "en": "{files} files: {changed} put in form, {bad} that cannot be read left alone."},
    "tidy.check": {"zh": "看了 {files} 个文件，要整理的 {changed} 个，读不懂的 {bad} 个。", "en": "{files} files: {changed} not in form, {bad} cannot be read."},
    # fill
    "filled": {"zh": "{file}\n{shift}已有 {before} 人 → {after} 人，要 {needed} 人。", "en": "{file}\n{shift}{before} → {after} of {needed}."},
    "shift": {"zh": "{shift}：", "en": "{shift}: "},
    "now-full": {"zh": "没有空位了，状态改为已满（full）。", "en": "No place is left, so its status is now full."},
    "now-open": {"zh": "又有空位，状态改回招人（open），并写进了更新记录。", "en": "There are places again: its status is open, and readers are told so in its changes."},
    "no-amount": {"zh": "“{amount}”不是人数。多了两人写 +2，少了一人写 -1，一共四人写 4。", "en": "“{amount}” is no number of hands. Two more: +2, one less: -1, four in all: 4."},
    "too-many": {"zh": "{shift} 要 {needed} 人，已有 {before} 人，最多再加 {left} 人。", "en": "{shift} needs {needed} and has {before}: at most {left} more."},
    "too-few": {"zh": "{shift} 只有 {before} 人，减不了这么多。", "en": "{shift} has only {before}; so many cannot be taken away."},
    "no-places": {"zh": "“{kind}”没有人数可填，只有志愿岗位（opportunities）才有。", "en": "“{kind}” have no places to fill; only opportunities have."},
    "over": {"zh": "这条岗位已经结束或撤下，不再招人。", "en": "This opportunity is done or withdrawn and takes nobody any more."},
    "no-shifts": {"zh": "这条岗位没有按班次写人数。", "en": "This opportunity has no shifts with numbers."},
    "which-shift": {"zh": "是哪一班？用 --shift 写序号、日期或“日期/开始时间”：\n{known}", "en": "Which shift? Give --shift a number, a day, or day/start:\n{known}"},
    "no-such-shift": {"zh": "没有“{wanted}”这一班。有的是：\n{known}", "en": "There is no shift “{wanted}”. There are:\n{known}"},
    "ask-shift": {"zh": "哪一班？", "en": "Which one? "},
    # withdraw
    "ask-reason": {"zh": "为什么撤下（写给读者看）：", "en": "Why is it withdrawn (for readers)? "},
    "no-reason": {"zh": "要写原因：读者打开老链接时会看到。", "en": "Say why: readers of old links will see it."},
    "never-withdrawn": {"zh": "镇街自己的介绍没有“撤下”；不对的内容直接改掉或删掉。", "en": "What a street says of itself is not withdrawn; mend or remove what is wrong."},
    "withdrawn-already": {"zh": "这条在 {day} 已经撤下了。", "en": "This was withdrawn on {day} already."},
    "withdrawn": {"zh": "{file} 已撤下。页面还在，写明原因。", "en": "{file} is withdrawn. Its page stays and says why."},
    # rename
    "rename-what": {"zh": "写成 zhiyin rename 种类 旧编号 新编号。", "en": "Write: zhiyin rename KIND OLD NEW"},
    "named-by-code": {"zh": "镇街的记录以区划代码命名，不能改名。", "en": "A street's record is named by its code and cannot be renamed."},
    "bad-id": {"zh": "“{name}”不能当编号：只用小写英文字母、数字和连字符。", "en": "“{name}” cannot be an id: small letters, digits and hyphens only."},
    "taken": {"zh": "编号“{name}”已经有了，或者从前用过（{file}）。", "en": "The id “{name}” is taken, or was once ({file})."},
    "stands-for-base": {
        "zh": "这条替代了基础内容里同名的记录，改了名就替代不了了。",
        "en": "This record replaces the base's record of the same name, which it could not under another.",
    },
    "renamed": {"zh": "{old} → {new}\n改了 {count} 处引用它的记录。老网址会转到新网址。", "en": "{old} → {new}\n{count} records that refer to it were changed. Its old address leads to the new one."},
    "leaning": {"zh": "下面这些记录还在用它：", "en": "These records still lean on it:"},
}  # fmt: skip


def add(group: Group) -> None:
    """Add the commands."""
    command = group.add(
        "fmt", _fmt, "把记录文件整理成统一的写法，意思和注释不变 / put record files in their one form; meaning and comments stay"
    )
    command.add_argument("which", nargs="*", metavar="FILE|KIND", help="文件或记录的种类 / files or kinds of record")
    command.add_argument("--all", action="store_true", help="全部记录 / every record")
    command.add_argument(
        "--check",
        action="store_true",
        help="只看不写，有要整理的以 1 结束 / write nothing; end with 1 if something is not in form",
    )
    command.add_argument("--json", action="store_true", help="输出 JSON / as JSON")

    command = group.add(
        "fill", _fill, "岗位又有几个人了：改人数、核对日期，满了改状态 / so many places are filled: numbers, date checked, status"
    )
    command.add_argument("record", metavar="ID", help="岗位的编号或文件 / id or file of the opportunity")
    command.add_argument("amount", metavar="N", help="+2 多两人 two more，-1 少一人 one less，4 一共四人 four in all")
    command.add_argument(
        "--shift", default="", metavar="WHICH", help="哪一班：序号、日期或 2026-12-03/07:00 / number, day, or day/start"
    )
    command = group.add(
        "withdraw", _withdraw, "撤下一条记录，写明原因，网页留着 / withdraw a record with its reason; its page stays"
    )
    command.add_argument("record", nargs="+", metavar="KIND/ID", help="种类和编号，或文件 / kind and id, or its file")
    command.add_argument("--reason", default="", help="原因，写给读者看 / why, for readers")

    command = group.add(
        "rename", _rename, "给记录换编号：引用一起改，老网址仍能打开 / another id: references follow, the old address still works"
    )
    command.add_argument("record", nargs="+", metavar="KIND OLD NEW", help="种类、旧编号、新编号 / kind, old id, new id")


# --- fmt -----------------------------------------------------------------------------------------------------------


def _fmt(options: argparse.Namespace) -> int:
    if not options.all and not options.which:
        return broken(_say(options, "which"))
    return at_desk(options, _SAYS, lambda desk: _tidy(desk, options))


def _tidy(desk: Desk, options: argparse.Namespace) -> int:
    from generator.editing.tidy import tidy

    files = desk.files if options.all else list(dict.fromkeys(file for name in options.which for file in _named(desk, name)))
    done = [each for file in progress(files, len(files)) if (each := tidy(desk, file)).ways or each.problem]
    if not options.check:
        desk.write(each.edit for each in done if each.ways)
    bad = [each.problem for each in done if each.problem is not None]
    changed = [each for each in done if each.ways]
    if options.json:
        rows = [{"file": each.edit.name, "ways": each.ways} for each in changed]
        print(
            json.dumps(
                {"changed": rows, "problems": [problem.row(options.lang) for problem in bad]}, ensure_ascii=False, indent=1
            )
        )
    else:
        _tell_tidied(changed, options)
        tell(bad, options, sys.stderr)
        key = "tidy.check" if options.check else "tidy.sum"
        print(_say(options, key, files=len(files), changed=len(changed), bad=len(bad)))
    return PROBLEMS if bad or (options.check and changed) else OK


def _named(desk: Desk, name: str) -> list[ContentFile]:
    """The files of a kind, or the one that is named. Raises `Refused`."""
    from generator.editing.desk import Refused
    from generator.model.kinds import KIND_NAMES

    if name in KIND_NAMES:
        return [file for file in desk.files if file.kind == name]
    path = Path(name).absolute()
    found = [file for file in desk.files if Path(file.path).absolute() == path or file.name == name]
    if not found:
        raise Refused("not-ours", name=name)
    return found


def _tell_tidied(changed: list[Tidied], options: argparse.Namespace) -> None:
    mark = "、" if options.lang == "zh" else ", "
    for each in changed:
        ways = mark.join(_say(options, f"way.{way}") for way in each.ways)
        print(_say(options, "tidied", file=file_of(options, each.edit.name), ways=ways))


# --- fill ----------------------------------------------------------------------------------------------------------


def _fill(options: argparse.Namespace) -> int:
    return at_desk(options, _SAYS, lambda desk: _fill_at(desk, options))


def _fill_at(desk: Desk, options: argparse.Namespace) -> int:
    from generator.editing.desk import Refused
    from generator.editing.fill import fill

    file = record_named(desk, options.record, ["opportunities"])
    try:
        edit, done = fill(desk, file, options.amount, options.shift)
    except Refused as refused:
        if refused.code != "which-shift" or not sys.stdin.isatty():
            raise
        print(refused.values["known"])
        edit, done = fill(desk, file, options.amount, input(_say(options, "ask-shift")))
    desk.write([edit])
    shift = _say(options, "shift", shift=done.shift) if done.shift else ""
    print(_say(options, "filled", file=file_of(options, edit.name), **done._replace(shift=shift)._asdict()))
    if done.status:
        print(_say(options, f"now-{done.status}"))
    return OK


# --- withdraw ------------------------------------------------------------------------------------------------------


def _withdraw(options: argparse.Namespace) -> int:
    return at_desk(options, _SAYS, lambda desk: _withdraw_at(desk, options))


def _withdraw_at(desk: Desk, options: argparse.Namespace) -> int:
    from generator.editing.desk import Refused
    from generator.editing.withdraw import withdraw

    file = record_named(desk, "/".join(options.record))
    withdraw(desk, file, "-")
    reason = options.reason or input(_say(options, "ask-reason"))
    if not reason.strip():
        raise Refused("no-reason")
    edit = withdraw(desk, file, reason.strip())
    desk.write([edit])
    print(_say(options, "withdrawn", file=file_of(options, edit.name)))
    leaning = [
        problem
        for problem in _after(desk, options)
        if problem.code == "leans-on-withdrawn" and problem.values["found"] == file.id
    ]
    if leaning:
        print(_say(options, "leaning"))
        tell(leaning, options, sys.stdout)
    return OK


# --- rename --------------------------------------------------------------------------------------------------------


def _rename(options: argparse.Namespace) -> int:
    if len(options.record) not in (2, 3):
        return broken(_say(options, "rename-what"))
    return at_desk(options, _SAYS, lambda desk: _rename_at(desk, options))


def _rename_at(desk: Desk, options: argparse.Namespace) -> int:
    from generator.editing.rename import renamed

    *old, new = options.record
    file = record_named(desk, "/".join(old))
    done = renamed(desk, file, new)
    desk.write(done.edits)
    names = [file_of(options, edit.name) for edit in done.edits[:2]]
    print(_say(options, "renamed", old=names[0], new=names[1], count=len(done.referring)))
    for name in done.referring:
        print(f"  {file_of(options, name)}")
    return OK


def _after(desk: Desk, options: argparse.Namespace) -> list[Problem]:
    """What there is to be said of the content as it is now."""
    from generator.check import check

    return check(options.content, options.today or date.today(), desk.memory).problems


def _say(options: argparse.Namespace, key: str, **values: object) -> str:
    return say(_SAYS, options.lang, key, **values)
