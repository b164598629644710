"""What an editor's work costs: fields that must be filled for each kind of record, and the commonest change by each way there is.

`python -m tests.burden` prints both. The change is “two of the four places at this gate are now filled”: keys pressed and clicks
are counted, the computer's seconds measured (its processor's, so that a busy machine says the same), and for hands it takes 0.28 s
a key and 1.1 s a click, an average typist's time in the keystroke-level model of Card, Moran and Newell (1980). Looking and thinking are not in it: they are the same for every way but that
by file, where the right line must be found as well.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import yaml

sys.path.insert(0, str(Path(__file__).parent))

import editions
import projects

from generator.editing import questions
from generator.model.fields import class_of, field_types
from generator.model.kinds import KIND_NAMES

KEY, CLICK = 0.28, 1.1
NEED = "opportunities/990101001/old-street-dyke.yml"
DAY = "2026-12-03"
TODAY = editions.TODAY.isoformat()


class Burden(NamedTuple):
    """Keys pressed, clicks made, and seconds that the computer took meanwhile."""

    keys: int
    clicks: int
    seconds: float

    @property
    def whole(self) -> float:
        """Seconds in all, with those of the hands."""
        return self.keys * KEY + self.clicks * CLICK + self.seconds


class Required(NamedTuple):
    """Of a kind of record: fields that must be there, answers that a record takes in `zhiyin new`, and fields there are."""

    kind: str
    must: int
    asked: int
    all: int


def required() -> list[Required]:
    """Counted from the model."""
    return [
        Required(kind, sum(question.required for question in asked), len(asked), len(field_types(class_of(kind))))
        for kind in KIND_NAMES if (asked := questions.of_kind(kind))
    ]  # fmt: skip


# --- two of the four places are filled -----------------------------------------------------------------------------


def by_fill(content: Path) -> Burden:
    """By one command in a terminal that is open."""
    typed = f"zhiyin fill {Path(NEED).stem} 2 --shift {DAY}"
    return Burden(len(typed) + 1, 0, _run(typed, content))


def by_file(content: Path) -> Burden:
    """By a plain text editor in the terminal: open the file, find the lines, change two values, save, check."""
    path, keys = content / NEED, len(f"nano content/{NEED}") + 1
    lines = path.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if re.search(rf"- (date: .?{DAY}|\{{date: {DAY})", line))
    filled = next(number for number in range(at, len(lines)) if "filled:" in lines[number])
    checked = next(number for number, line in enumerate(lines) if line.startswith("verified:"))
    # To search is Ctrl+W, the words and Enter; what stands before it is found first.
    keys += 2 + len(DAY) + 1 + 3 * sum(DAY in line for line in lines[:at])
    keys += (filled - at) + 1 + 1 + 1  # lines down, to the end, away with the old number, the new one
    keys += 2 + len("verified") + 1 + 1 + 2 * len(TODAY)  # to the end of that line, away with the old day, the new one
    keys += 2 + 1 + 2 + len("make check") + 1  # save, leave, check
    lines[filled] = re.sub(r"filled: \d+", "filled: 2", lines[filled])
    lines[checked] = f"verified: '{TODAY}'"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return Burden(keys, 0, _run("zhiyin check", content))


def by_sheet(content: Path) -> Burden:
    """By a spreadsheet program: export, type two cells over, save, import."""
    sheet = content.parent / "x.xlsx"
    out, back = "zhiyin export opportunities x.xlsx", "zhiyin import x.xlsx --yes"
    spent = _run(out.replace("x.xlsx", str(sheet)), content)
    book = openpyxl.load_workbook(sheet)
    shifts, needs = book["班次"], book["志愿岗位"]
    shifts.cell(_row_of(shifts, DAY, 2), _column_of(shifts, "已有")).value = 2
    needs.cell(_row_of(needs, Path(NEED).stem, 1), _column_of(needs, "核对日期")).value = TODAY
    book.save(sheet)
    spent += _run(back.replace("x.xlsx", str(sheet)), content)
    # Clicks: two to open it; for each cell its sheet and the cell. Keys: what is typed and Enter; Ctrl+S.
    return Burden(len(out) + 1 + 2 + len(TODAY) + 1 + 2 + len(back) + 1, 6, spent)


def _row_of(sheet: Any, text: str, column: int) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def _column_of(sheet: Any, title: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if str(cell.value).startswith(title))


def _by_form(content: Path) -> Burden:
    # Imported here: it counts with what stands above, and needs a browser.
    from burden_form import by_form

    return by_form(content)


def _run(command: str, content: Path) -> float:
    begun = _processor()
    done = projects.run(*projects.ZHIYIN, *shlex.split(command)[1:], "--content", content, "--today", TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    return _processor() - begun


def _processor() -> float:
    """Seconds that programs started from here have taken of the processor."""
    spent = os.times()
    return spent.children_user + spent.children_system


def ways() -> dict[str, Callable[[Path], Burden]]:
    """Every way there is, by name."""
    return {"file": by_file, "fill": by_fill, "sheet": by_sheet, "form": _by_form}


@cache
def tidy() -> Path:
    """The sound edition, written as the program writes it."""
    content = editions.sound(projects.scratch() / "tidy")
    _run("zhiyin fmt --all", content)
    return content


def measured(way: Callable[[Path], Burden], folder: Path) -> Burden:
    """What a way costs, once it has been seen that it did what it should."""
    content = shutil.copytree(tidy(), folder / "content")
    before = _values(content)
    burden = way(content)
    before["verified"] = TODAY
    before["shifts"][1]["filled"] = 2
    assert _values(content) == before
    return burden


def _values(content: Path) -> dict[str, object]:
    return yaml.load((content / NEED).read_text("utf-8"), yaml.SafeLoader)  # type: ignore[no-any-return]


def main() -> None:
    """Print both tables."""
    print(f"{'kind':<16}{'required':>9}{'asked':>7}{'fields':>8}")
    for row in required():
        print(f"{row.kind:<16}{row.must:>9}{row.asked:>7}{row.all:>8}")
    print(f"\n{'way':<8}{'keys':>6}{'clicks':>8}{'computer s':>12}{'in all s':>10}")
    for name, way in ways().items():
        with tempfile.TemporaryDirectory() as folder:
            burden = measured(way, Path(folder))
        print(f"{name:<8}{burden.keys:>6}{burden.clicks:>8}{burden.seconds:>12.1f}{burden.whole:>10.1f}")


if __name__ == "__main__":
    main()
