"""`zhiyin sheet`, `import` and `export`: records in spreadsheets, and back."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands.say import OK, PROBLEMS, Group, Sayings, broken, checked_or_told, memory_of, say, tell, unwritten
from generator.model.kinds import KIND_NAMES

if TYPE_CHECKING:
    from generator.survey import Checked
    from generator.tables.changes import Change
    from generator.tables.flaws import Flaw, Place
    from generator.tables.plan import Plan

_SAYS: Sayings = {
    "made": {"zh": "空表在 {file}。填好后运行 zhiyin import {file}。", "en": "The empty sheet is {file}. Once filled in: zhiyin import {file}."},
    "exported": {"zh": "导出 {count} 条记录：{files}。", "en": "{count} records exported: {files}."},
    "there": {
        "zh": "{file} 已经有了，没有动它，免得盖掉别人填好的。换一个名字，或先移走它。",
        "en": "{file} is there already and was left alone: somebody may have filled it in. Choose another name, or move it away.",
    },
    "no-folder": {"zh": "没有 {folder} 这个文件夹。", "en": "There is no folder {folder}."},
    "not-a-sheet": {"zh": "文件名要以 .xlsx{or_csv} 结尾：{file}", "en": "The name must end in .xlsx{or_csv}: {file}"},
    "or-csv": {"zh": " 或 .csv", "en": " or .csv"},
    "too-long": {
        "zh": "有的文字放不进表格的一格（{why}），没有导出。改用 .csv。",
        "en": "Some text does not fit a cell ({why}); nothing was exported. Use .csv.",
    },
    "row": {"zh": "第 {row} 行", "en": "row {row}"},
    "cell": {"zh": "第 {row} 行 {letter} 列“{heading}”", "en": "row {row}, column {letter} “{heading}”"},
    "holds": {"zh": "：{found}", "en": ": {found}"},
    "error": {"zh": "错误", "en": "error"}, "warning": {"zh": "提醒", "en": "warning"},
    "added": {"zh": "新增", "en": "add"}, "changed": {"zh": "修改", "en": "change"}, "withdrawn": {"zh": "撤下", "en": "withdraw"},
    "nothing": {"zh": "（空）", "en": "(empty)"},
    "sum": {
        "zh": "新增 {added} 条，修改 {changed} 条，撤下 {withdrawn} 条，没有变化 {same} 条。",
        "en": "{added} to add, {changed} to change, {withdrawn} to withdraw, {same} unchanged.",
    },
    "unfit": {
        "zh": "有 {count} 处不对，什么都没有写。改好后再导入一次。",
        "en": "{count} faults; nothing was written. Mend them and import again.",
    },
    "elsewhere": {"zh": "这样改以后，别的地方会出错：", "en": "With these changes something else would be wrong:"},
    "read-as": {"zh": "有 {count} 格换了写法再读，例如 {place}：“{was}”读作“{now}”。", "en": "{count} cells were read in another form, such as {place}: “{was}” as “{now}”."},
    "ignored": {"zh": "备注列没有读：{headings}。", "en": "Columns of notes were left out: {headings}."},
    "hidden": {"zh": "{sheet} 里隐藏的行也读了：{rows}。", "en": "Hidden rows of {sheet} were read too: {rows}."},
    "encoding": {"zh": "{file} 不是 UTF-8，按 {encoding} 读。", "en": "{file} is not UTF-8; it was read as {encoding}."},
    "alike": {"zh": "同样的还有 {count} 处：第 {rows} 行", "en": "the same {count} times more: rows {rows}"},
    "named": {
        "zh": "有 {count} 行没有编号，照标题起好了：{rows}。下次写上编号，或用 --back 写回表里。",
        "en": "Rows without an id, which got one from their title: {count}. {rows}. Write these ids in, or have --back do it.",
    },
    "nothing-to-do": {"zh": "内容和表里一样，没有要写的。", "en": "The content says the same already; nothing to write."},
    "ask": {"zh": "写入这些改动吗？[y/N] ", "en": "Write these changes? [y/N] "},
    "not-asked": {"zh": "还没有写入。看过没有问题，加上 --yes 再运行一次。", "en": "Nothing was written yet. If this is what you want, run it again with --yes."},
    "left": {"zh": "没有写入。", "en": "Nothing was written."},
    "written": {"zh": "写好了 {count} 个文件。", "en": "{count} files were written."},
    "back": {"zh": "补上编号和版本的表在 {file}。", "en": "The sheet with its ids and versions is {file}."},
    "back-one": {"zh": "--back 只能配一个 .xlsx 文件。", "en": "--back goes with a single .xlsx file."},
}  # fmt: skip


def add(group: Group) -> None:
    """Add the three commands."""
    sheet = group.add("sheet", _sheet, "给一种记录生成空白表格 / an empty spreadsheet for a kind of record")
    export = group.add("export", _export, "把一种记录导出成表格 / a kind of record as a spreadsheet")
    for command in (sheet, export):
        command.add_argument("kind", choices=KIND_NAMES, metavar="KIND", help=" ".join(KIND_NAMES))
    sheet.add_argument("-o", "--output", type=Path, default=None, metavar="FILE", help="写到哪里 / where to (KIND.xlsx)")
    export.add_argument("file", type=Path, metavar="FILE", help="写到哪里，.xlsx 或 .csv / where to, .xlsx or .csv")
    command = group.add(
        "import", _import, "读入表格：先看要改什么，再写入 / read spreadsheets: see what would change, then write"
    )
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=".xlsx、.csv，或放 .csv 的文件夹 / or a folder of .csv"
    )
    command.add_argument(
        "--kind",
        choices=KIND_NAMES,
        default="",
        metavar="KIND",
        help="哪一种记录（看表名认不出时）/ the kind, if names do not tell",
    )
    command.add_argument("--yes", action="store_true", help="不问，直接写入 / write without asking")
    command.add_argument(
        "--withdraw-missing",
        default="",
        metavar="REASON",
        help="表里没有的记录都撤下，写明原因 / withdraw what the sheet lacks, for this reason",
    )
    command.add_argument(
        "--back", type=Path, default=None, metavar="FILE", help="把补上编号的表写到这里 / write the sheet with its ids here"
    )
    command.add_argument("--json", action="store_true", help="给程序看的结果 / the outcome for programs")


def _say(options: argparse.Namespace, key: str, **values: object) -> str:
    return say(_SAYS, options.lang, key, **values)


# --- sheet and export ----------------------------------------------------------------------------------------------


def _sheet(options: argparse.Namespace) -> int:
    from generator.tables.export import template

    target = options.output or Path(f"{options.kind}.xlsx")
    if (unfit := _unfit(target, (".xlsx",), options)) is not None:
        return unfit
    checked = _checked(options)
    if checked is None:
        return PROBLEMS
    written = _keep({target: template(checked, options.kind, options.lang)}, options)
    if written == OK:
        print(_say(options, "made", file=target))
    return written


def _export(options: argparse.Namespace) -> int:
    from generator.tables.export import files
    from generator.yaml_core import Refusal

    if (unfit := _unfit(options.file, (".xlsx", ".csv"), options)) is not None:
        return unfit
    checked = _checked(options)
    if checked is None:
        return PROBLEMS
    try:
        made, count = files(checked, options.kind, options.file, options.lang, _watched)
    except Refusal as refusal:
        return broken(_say(options, "too-long", why=refusal.values.get("found", "")))
    written = _keep(made, options)
    if written == OK:
        print(_say(options, "exported", count=count, files=", ".join(map(str, made))))
    return written


def _checked(options: argparse.Namespace) -> Checked | None:
    with closing(memory_of(options)) as memory:
        return checked_or_told(options, memory)


def _watched(items: Iterable[Any]) -> Iterable[Any]:
    """Shows on a terminal how far it is, once it takes more than a second."""
    from tqdm import tqdm

    shown: Iterable[Any] = tqdm(items, disable=None, delay=1, leave=False, unit="")
    return shown


def _unfit(target: Path, endings: tuple[str, ...], options: argparse.Namespace) -> int | None:
    """Say why a file cannot be made there, or nothing."""
    if target.suffix.lower() not in endings:
        return broken(_say(options, "not-a-sheet", or_csv=_say(options, "or-csv") if len(endings) > 1 else "", file=target))
    if not target.absolute().parent.is_dir():
        return broken(_say(options, "no-folder", folder=target.parent))
    return broken(_say(options, "there", file=target)) if target.exists() else None


def _keep(files: dict[Path, bytes], options: argparse.Namespace) -> int:
    """Write all of some files, none of which is there yet."""
    from generator.content_files import NotWritten, write_all

    folder = next(iter(files)).absolute().parent
    named = {path.name: data for path, data in files.items()}
    try:
        write_all(folder, dict(named), dict.fromkeys(named))
    except NotWritten as error:
        return broken(_say(options, "there", file=folder / error.path))
    except OSError as error:
        return unwritten(error, options)
    return OK


# --- import --------------------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from generator.tables.plan import plan

    if options.back is not None:
        if len(options.files) != 1 or options.files[0].suffix.lower() != ".xlsx":
            return broken(_say(options, "back-one"))
        if (unfit := _unfit(options.back, (".xlsx",), options)) is not None:
            return unfit
    with closing(memory_of(options)) as memory:
        found = plan(
            options.content, options.files, options.today or date.today(), options.kind, options.withdraw_missing, options.lang,
            memory, _watched,
        )  # fmt: skip
    _tell(found, options)
    if not found.fit:
        return PROBLEMS
    if found.writes and not _agreed(options):
        return OK
    return _write(found, options)


def _agreed(options: argparse.Namespace) -> bool:
    """Whether the changes are to be written: asked on a terminal, and never taken for granted."""
    if options.yes:
        return True
    if options.json or not sys.stdin.isatty():
        if not options.json:
            print(_say(options, "not-asked"))
        return False
    try:
        agreed = input(_say(options, "ask")).strip().lower() in ("y", "yes", "是", "好")
    except (EOFError, KeyboardInterrupt):
        agreed = False
    if not agreed:
        print(_say(options, "left"))
    return agreed


def _write(found: Plan, options: argparse.Namespace) -> int:
    from generator.content_files import NotWritten, write_all

    try:
        written = write_all(options.content, found.writes, found.before)
    except (NotWritten, OSError) as error:
        return unwritten(error, options)
    if written and not options.json:
        print(_say(options, "written", count=len(written)))
    return _write_back(found, options) if options.back is not None else OK


def _write_back(found: Plan, options: argparse.Namespace) -> int:
    """The sheet with what the import has found out: ids, and the versions that the records have now."""
    from generator.tables.back import filled_in

    code = _keep({options.back: filled_in(options.files[0], found, options.content, options.today or date.today())}, options)
    if code == OK and not options.json:
        print(_say(options, "back", file=options.back))
    return code


# --- saying --------------------------------------------------------------------------------------------------------


def _tell(found: Plan, options: argparse.Namespace) -> None:
    """Everything an import comes to: what is wrong on the one stream, what would change on the other."""
    if options.json:
        print(json.dumps(_row(found, options), ensure_ascii=False, indent=1))
        return
    _tell_flaws(found.flaws, options)
    if found.problems:
        print(_say(options, "elsewhere"), file=sys.stderr)
        tell(found.problems, options, sys.stderr)
    _tell_notes(found, options)
    for change in found.changes if found.fit else ():
        _tell_change(change, options)
    wrong = sum(flaw.severity == "error" for flaw in found.flaws) + sum(each.severity == "error" for each in found.problems)
    if found.kind:
        counts = {what: found.count(what) for what in ("added", "changed", "withdrawn")}
        print(_say(options, "sum", same=found.same, **counts))
    if wrong:
        print(_say(options, "unfit", count=wrong), file=sys.stderr)
    elif not found.writes:
        print(_say(options, "nothing-to-do"))


def _tell_flaws(flaws: Iterable[Flaw], options: argparse.Namespace) -> None:
    """Every flaw; what is wrong alike all down a column is told once, with its rows."""
    alike: dict[tuple[object, ...], list[Flaw]] = {}
    for flaw in flaws:
        place = flaw.place
        said = (flaw.found, flaw.code, flaw.message(options.lang), flaw.hint(options.lang))
        alike.setdefault((place.book, place.sheet, place.column, *said), []).append(flaw)
    for first, *others in alike.values():
        _tell_flaw(first, options)
        if others:
            rows = _shortly(_spans([flaw.place.row for flaw in others]))
            print(f"  {_say(options, 'alike', count=len(others), rows=rows)}", file=sys.stderr)


def _spans(rows: list[int]) -> list[str]:
    """Rows one after the other as `4–9`."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][-1] + 1:
            spans[-1][1:] = [row]
        else:
            spans.append([row])
    return ["–".join(map(str, span)) for span in spans]


def _shortly(words: list[str]) -> str:
    """The first dozen of something."""
    return ", ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _tell_flaw(flaw: Flaw, options: argparse.Namespace) -> None:
    held = _say(options, "holds", found=flaw.found) if flaw.found else ""
    print(f"{_place(flaw.place, options)}{held}", file=sys.stderr)
    print(f"  {_say(options, flaw.severity)} [{flaw.code}] {flaw.message(options.lang)}", file=sys.stderr)
    if hint := flaw.hint(options.lang):
        print(f"  → {hint}", file=sys.stderr)


def _place(place: Place, options: argparse.Namespace) -> str:
    """`x.xlsx 班次 第 5 行 C 列“开始”`."""
    heading = place.heading.get(options.lang, "")
    key = "cell" if place.column else "row"
    cell = _say(options, key, row=place.row, letter=place.letter, heading=heading) if place.row else ""
    return " ".join(filter(None, (place.book, place.sheet, cell)))


def _tell_notes(found: Plan, options: argparse.Namespace) -> None:
    """What whoever sent the sheet may not expect."""
    for file, encoding in found.encodings:
        print(_say(options, "encoding", file=file, encoding=encoding))
    for place, rows in found.hidden:
        print(_say(options, "hidden", sheet=place.sheet or place.book, rows=_shortly(_spans(list(rows)))))
    if found.ignored:
        print(_say(options, "ignored", headings=", ".join(heading for _, heading in found.ignored)))
    if found.read_as:
        place, was, now = found.read_as[0]
        print(_say(options, "read-as", count=len(found.read_as), place=_place(place, options), was=was, now=now))
    if found.named:
        ids = _shortly([f"{_say(options, 'row', row=place.row)} {id}" for place, id in found.named])
        print(_say(options, "named", count=len(found.named), rows=ids))


def _tell_change(change: Change, options: argparse.Namespace) -> None:
    """One record, and of one that there is every field that would say something else."""
    print(f"{_say(options, change.what)} {change.id}  {change.title}  {options.content / change.file}")
    for each in change.differences if change.what != "added" else ():
        old, new = (" / ".join(text.split("\n")) or _say(options, "nothing") for text in (each.old, each.new))
        print(f"  {each.heading[options.lang]}: {old} → {new}")


def _row(found: Plan, options: argparse.Namespace) -> dict[str, Any]:
    """An import's outcome for a script."""
    lang = options.lang
    return {
        "kind": found.kind, "fit": found.fit, "written": found.fit and bool(found.writes) and options.yes, "unchanged": found.same,
        "changes": [change.row(lang) for change in found.changes], "flaws": [flaw.row(lang) for flaw in found.flaws],
        "problems": [problem.row(lang) for problem in found.problems],
        "ids": [{"sheet": place.sheet, "row": place.row, "id": id} for place, id in found.named],
    }  # fmt: skip
