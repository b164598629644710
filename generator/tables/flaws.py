"""What is wrong in a spreadsheet: file, sheet, row and column, what was found there, and how to mend it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.problems import Problem, Severity
from generator.tables.layout import Said


def _say(zh: str, zh_hint: str, en: str, en_hint: str) -> dict[str, tuple[str, str]]:
    return {"zh": (zh, zh_hint), "en": (en, en_hint)}


# Some that content has too are said otherwise here: an editor of a sheet knows no fields.
SENTENCES: dict[str, dict[str, tuple[str, str]]] = {
    # whole files
    "book-other-form": _say(
        "读不了 {found} 文件", "在表格软件里另存为 .xlsx（不带宏的工作簿）或 .csv。",
        "{found} files are not read", "Save it as .xlsx (a workbook without macros) or .csv.",
    ),
    "book-unreadable": _say(
        "文件打不开：{found}", "看看文件名对不对，是不是正被别的程序占用。",
        "the file cannot be opened: {found}", "Is the name right, and is no other program using it?",
    ),
    "book-no-workbook": _say(
        "这不是能读的工作簿（{found}）", "用 Excel 或 WPS 打开，另存为 .xlsx；有密码的先去掉密码。",
        "this is no workbook that can be read ({found})", "Open it in Excel or WPS and save it as .xlsx; remove a password first.",
    ),
    "book-too-large": _say(
        "文件太大：{found}，最多 {expected}", "拆成几份，删掉图片和用不到的工作表。",
        "the file is too large: {found}, at most {expected}", "Split it; remove pictures and sheets that are not needed.",
    ),
    "book-too-many-rows": _say(
        "行太多：一张表最多 {expected} 行", "删掉下面的空行，或拆成几份。",
        "too many rows: a sheet may have {expected}", "Delete the empty rows below, or split the file.",
    ),
    "book-macros": _say(
        "工作簿带宏，不读", "另存为“Excel 工作簿 (.xlsx)”，宏就去掉了。",
        "the workbook has macros and is not read", "Save it as “Excel workbook (.xlsx)”, which leaves them out.",
    ),
    "book-links": _say(
        "工作簿里有指向别的文件的链接，不读", "在“数据—编辑链接”里断开链接，或把值粘贴到新表。",
        "the workbook refers to other files and is not read", "Break the links (Data, Edit links), or paste the values into a new one.",
    ),
    "book-empty-folder": _say(
        "文件夹里没有 .csv 文件", "换一个文件夹，或直接写出文件名。",
        "the folder holds no .csv file", "Choose another folder, or name the files.",
    ),
    "book-encoding": _say(
        "看不出文件用的什么编码", "另存为“CSV UTF-8”。",
        "the file's encoding is unknown", "Save it as “CSV UTF-8”.",
    ),
    "book-bad-csv": _say(
        "第 {expected} 行附近读不懂：{found}", "看看引号是不是成对。",
        "it cannot be read near line {expected}: {found}", "Are the quotes in pairs?",
    ),
    "book-no-kind": _say(
        "看不出这是哪一种记录：{found}", "把第一张表命名为 {expected} 中的一个，或加上 --kind。",
        "it cannot be told which kind of record this is: {found}", "Name the first sheet one of {expected}, or add --kind.",
    ),
    "book-no-withdrawal": _say(
        "不能按这份表撤下没有列出的记录", "要有记录那张表（第一张）；镇街不能撤下。",
        "what this leaves out cannot be withdrawn", "It needs the sheet of records (the first); places cannot be withdrawn.",
    ),
    # sheets
    "sheet-merged": _say(
        "有合并的单元格：{found}", "取消合并，每格各写各的。",
        "there are merged cells: {found}", "Unmerge them; each cell holds its own value.",
    ),
    "sheet-twice": _say(
        "两张表是同一种内容：{found}", "留下一张。",
        "two sheets hold the same thing: {found}", "Keep one of them.",
    ),
    "sheet-unknown": _say(
        "不认识的工作表“{found}”", "可用的有：{expected}。自己的笔记，表名前加“备注”就不读。",
        "unknown sheet “{found}”", "Known: {expected}. A sheet of your own is left alone if its name begins with “note”.",
    ),
    "sheet-above-missing": _say(
        "缺少工作表“{expected}”，不知道这些属于谁", "重新导出一份，两张表一起交上来。",
        "the sheet “{expected}” is missing, so it is unknown what these belong to", "Export again and keep both sheets.",
    ),
    # columns
    "column-unknown": _say(
        "不认识的列“{found}”", "可用的列：{known}。自己的笔记，列名前加“备注”就不读。",
        "unknown column “{found}”", "Columns here: {known}. A column of your own is left alone if its heading begins with “note”.",
    ),
    "column-twice": _say(
        "列“{found}”出现了两次", "留下一列。", "the column “{found}” is there twice", "Keep one of them."
    ),
    "column-missing": _say(
        "缺少“{found}”这一列", "补上这一列；没有内容也要有列名。",
        "the column “{found}” is missing", "Add it; it needs its heading even if it is empty.",
    ),
    "column-unheaded": _say(
        "这一格上面没有列名", "第一行写列名，或删掉这一列的内容。",
        "the column of this cell has no heading", "Write a heading in the first row, or empty the column.",
    ),
    "column-kept": _say(
        "没有“{found}”这一列，但记录“{expected}”里有这项内容，整张表写回去会丢", "重新导出一份，在新的上面改。",
        "there is no column “{found}”, but “{expected}” has something there that would be lost", "Export again and change the new file.",
    ),
    # rows
    "row-no-key": _say(
        "这一行没有写属于哪条记录", "在“{expected}”一列写上编号；新记录还没有编号，就写标题。",
        "this row does not say to which record it belongs", "Write the id in the column “{expected}”, or the title of a new record.",
    ),
    "row-unknown-key": _say(
        "第一张表里没有“{found}”", "写第一张表里的编号；没有编号的，写和那里一样的标题；是新的就先在那里加一行。",
        "“{found}” is not in the first sheet", "Use an id of the first sheet, or a title where there is no id, or add a row there first.",
    ),
    "row-same-title": _say(
        "“{found}”和第 {expected} 行的标题一样，又都没有编号", "各写一个编号，才分得开。",
        "“{found}” has the same title as row {expected}, and neither has an id", "Give each an id, so that they can be told apart.",
    ),
    "row-twice": _say(
        "编号“{found}”在第 {expected} 行已经有了", "合成一行，或换一个编号。",
        "the id “{found}” stands already in row {expected}", "Make them one row, or choose another id.",
    ),
    "row-no-title": _say(
        "没有编号，也没有标题", "至少写上标题。", "there is neither an id nor a title", "Write a title at least."
    ),
    "row-above": _say(
        "“{expected}”里没有第 {found} 个", "写上一级那张表里有的序号。",
        "there is no no. {found} in “{expected}”", "Write a number that stands in that sheet.",
    ),
    "row-number": _say(
        "第 {found} 个出现了两次", "序号不能重复。", "no. {found} is there twice", "Numbers must differ."
    ),
    "row-of-base": _say(
        "“{found}”是基础内容里的记录，不能从这里改", "请基础内容的编辑改，或在本版里写一份替代它。",
        "“{found}” is a record of the base and cannot be changed from here", "Ask its editors, or write a record of this edition in its place.",
    ),
    "row-faulty": _say(
        "“{found}”的文件本身有错误：{expected}", "先运行 zhiyin check 改好它。",
        "the file of “{found}” has faults of its own: {expected}", "Mend it first; zhiyin check says how.",
    ),
    "row-changed": _say(
        "“{found}”在导出以后被别人改过", "重新导出，在新的上面改；确实要覆盖，就清空“版本”那一格。",
        "somebody has changed “{found}” since it was exported", "Export again and change the new file; to overwrite it all the same, empty its cell “Version”.",
    ),
    # cells
    "missing-field": _say(
        "“{name}”必须填", "在“{name}”这一列写上；没有这一列就加上。{help}",
        "“{name}” is required", "Fill in the column “{name}”, or add it. {help}",
    ),
    "list-empty": _say(
        "“{name}”一项也没有", "在工作表“{name}”里给它加一行；没有这张表，就用 zhiyin sheet 做的空表。{help}",
        "it has nothing in “{name}”", "Give it a row in the sheet “{name}”; zhiyin sheet makes one that has all sheets. {help}",
    ),
    "missing-language": _say(
        "只有译文，没有第一种语言的文字", "先填没有标语言的那一列。",
        "there is a translation but no text in the first language", "Fill in the column without a language first.",
    ),
    "cell-formula": _say(
        "公式没有算出值：{found}", "把公式换成值（复制，选择性粘贴为值）。",
        "the formula has no value: {found}", "Replace it by its value (copy, paste special, values).",
    ),
    "cell-error": _say("单元格是错误值 {found}", "改成要写的内容。", "the cell holds the error {found}", "Write what it should say."),
    "cell-too-long": _say(
        "有 {found} 个字，一格最多 {expected} 个", "写短一些。", "it has {found} characters; a cell takes {expected}", "Make it shorter."
    ),
    "cell-not-text": _say(
        "应当是文字，表格软件却当成了 {found}", "把这一格设成“文本”格式，重新写一遍。",
        "this should be text, but the spreadsheet took it for {found}", "Format the cell as text and write it again.",
    ),
    "cell-bare-number": _say(
        "应当是日期或时间，却是数字 {found}", "写成 2026-12-01 或 08:00 这样的文字。",
        "this should be a date or a time but is the number {found}", "Write it as text, such as 2026-12-01 or 08:00.",
    ),
    "cell-ambiguous": _say(
        "“{found}”有不止一个：{known}", "从下拉里选一个，写全。",
        "there are several “{found}”: {known}", "Pick one from the list, in full.",
    ),
    "cell-no-such-place": _say(
        "区划表里没有“{found}”", "名称要写全；也可以从下拉里选，或写十二位区划代码。",
        "“{found}” is not in the division table", "Write its whole name, pick it from the list, or write the twelve-digit code.",
    ),
    "cell-no-such-word": _say(
        "没有“{found}”这个选项", "可选：{known}。", "“{found}” cannot be chosen here", "Choices: {known}."
    ),
    "cell-no-such-record": _say(
        "没有叫“{found}”的记录", "写编号，或从下拉里选。", "no record is called “{found}”", "Write its id, or pick it from the list."
    ),
    "cell-more-lines": _say(
        "译文有 {found} 条，原文只有 {expected} 条", "一行对一行；没有译文的空一行。",
        "{found} lines are translated, but the first language has {expected}", "Line by line; leave a line empty where nothing is translated.",
    ),
}  # fmt: skip


class _OfTables(Problem):
    """A problem that only a spreadsheet can have."""

    @property
    def _told(self) -> Mapping[str, tuple[str, str]]:
        return SENTENCES[self.code]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, or a sheet of it, a row, a cell."""

    book: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: Said = field(default_factory=dict, compare=False)

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it: 28 is AB."""
        number, letters = self.column, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True)
class Flaw:
    """One thing wrong, where, and how to mend it."""

    place: Place
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    found: str = ""
    """What stands in the cell, if it is a cell."""
    severity: Severity = "error"

    @property
    def _problem(self) -> Problem:
        kind = _OfTables if self.code in SENTENCES else Problem
        return kind(self.place.book, self.code, values=self.values)

    def message(self, lang: str) -> str:
        """What is wrong."""
        return self._problem.message(lang)

    def hint(self, lang: str) -> str:
        """How to mend it."""
        return self._problem.hint(lang)

    def row(self, lang: str) -> dict[str, object]:
        """The flaw for a script."""
        place = self.place
        return {
            "file": place.book, "sheet": place.sheet, "row": place.row, "column": place.letter,
            "heading": place.heading.get(lang, ""), "found": self.found, "code": self.code, "severity": self.severity,
            "message": self.message(lang), "hint": self.hint(lang),
        }  # fmt: skip
