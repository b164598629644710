"""What the preview adds to a page: the file to edit, and what is wrong with the content, in the editor's words."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from generator.build import Project
from generator.preview.workshop import Workshop
from generator.problems import Problem
from generator.trouble import explain
from generator.waiting import told

FOLDER = "~preview/"
"""Addresses of the preview's own, which no record can have."""
SCRIPT, STYLE, EVENTS = f"{FOLDER}panel.js", f"{FOLDER}panel.css", f"{FOLDER}events"
SHOWN = 100
"""At most so many problems stand in the panel."""

Way = Callable[[Path, int, int], str]
"""The address under which a file is opened for editing at a line and column, or nothing."""

_SAYS = {
    "label": {"zh": "预览", "en": "Preview"},
    "edit": {"zh": "改这一页：", "en": "Edit this page: "},
    "copy": {"zh": "复制文件位置", "en": "Copy the file's place"},
    "copied": {"zh": "已复制", "en": "Copied"},
    "errors": {"zh": "{count} 个错误", "en": "{count} errors"},
    "warnings": {"zh": "{count} 个提醒", "en": "{count} warnings"},
    "error": {"zh": "错误", "en": "error"}, "warning": {"zh": "提醒", "en": "warning"},
    "kept": {
        "zh": "有错误没改好。网页还是上一次没有错误时的样子；改好保存，会自动更新。",
        "en": "There are errors. The page is as it last was without any; mend them and save, and it follows by itself.",
    },
    "none": {
        "zh": "内容里有错误，还生成不了网页。改好保存，网页会自动出现。",
        "en": "There are errors in the content, so there is no page yet. Mend them and save, and it appears by itself.",
    },
    "ledger": {
        "zh": "账本有问题，改好以前不能生成和发布。网页照常跟着内容变，只是暂时没有账本的内容。",
        "en": "Something is wrong with the ledger; until it is mended nothing can be built or published. Pages follow the content, but show nothing of the ledger.",
    },
    "more": {"zh": "还有 {count} 条没有列出。", "en": "{count} more are not listed."},
    "lost": {"zh": "预览已停止。在终端里重新运行 zhiyin serve。", "en": "The preview has ended. Run zhiyin serve again in a terminal."},
    "fault": {
        "zh": "程序自己出了错，不是内容的问题。请把这句话告诉维护程序的人：{error}",
        "en": "The program itself failed; the content is not at fault. Please tell whoever looks after it: {error}",
    },
    "hint": {"zh": "→ ", "en": "→ "},
}  # fmt: skip
_SCRIPT_WORDS = ("label", "edit", "copy", "copied", "lost", "hint")
_BLANK = Markup("""<!doctype html>
<html lang="{lang}" class="zhiyin-blank">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body><main><h1>{title}</h1><p>{text}</p></main></body>
</html>
""")


def vscode(file: Path, line: int, column: int) -> str:
    """The address that Visual Studio Code opens a file by."""
    place = f":{line}:{column}" if line else ""
    return f"vscode://file/{quote(file.as_posix().lstrip('/'))}{place}"


class Panel:
    """The panel of a project's preview in a language of messages."""

    def __init__(self, project: Project, lang: str, way: Way = vscode) -> None:
        self.project = project
        self.lang = lang
        self.way = way

    def say(self, key: str, **values: object) -> str:
        return _SAYS[key][self.lang].format(**values)

    # --- in every page ---

    def into(self, html: bytes, mark: str, source: Path | None) -> bytes:
        """A page with the panel's script and style. They are named from the root, so that they are found from any page."""
        known = {"mark": mark, "lang": self.lang, "words": {key: self.say(key) for key in _SCRIPT_WORDS}}
        if source is not None:
            known |= {"file": self._shown(source), "path": str(_whole(source)), "link": self.way(_whole(source), 0, 0)}
        added = Markup('<link rel="stylesheet" href="/{}"><script defer src="/{}" data-preview="{}"></script>\n').format(
            STYLE, SCRIPT, json.dumps(known, ensure_ascii=False)
        )
        return html.replace(b"</head>", added.encode() + b"</head>", 1)

    def blank(self, error: Exception | None = None) -> bytes:
        """The page shown where there is no page yet, or none could be made."""
        lang = {"zh": "zh-CN"}.get(self.lang, self.lang)
        text = self._why(error) if error else self.say("none")
        return _BLANK.format(lang=lang, title=self.say("label"), text=text).encode()

    # --- what is wrong ---

    def state(self, workshop: Workshop) -> dict[str, Any]:
        """What the panel shows: rows of problems, errors first, and a word on what stands beneath."""
        problems = sorted(workshop.problems, key=lambda problem: problem.severity)
        errors = sum(problem.severity == "error" for problem in problems)
        failed = [error for error in (workshop.failure, workshop.past.fault) if error is not None]
        rows = [{"severity": "error", "said": self.say("error"), "message": self._why(error)} for error in failed]
        rows += [self._row(problem) for problem in problems[:SHOWN]]
        counts = [(errors + len(failed), "errors"), (len(problems) - errors, "warnings")]
        return {
            "errors": errors + len(failed), "rows": rows,
            "count": " · ".join(self.say(key, count=count) for count, key in counts if count),
            "lead": self._lead(workshop, errors), "waits": told(workshop.past.waits, self.lang) if workshop.past.waits else [],
            "more": self.say("more", count=len(problems) - SHOWN) if len(problems) > SHOWN else "",
        }  # fmt: skip

    def _lead(self, workshop: Workshop, errors: int) -> str:
        """What errors mean for the pages beneath."""
        if not errors and workshop.failure is None:
            return self.say("ledger") if workshop.past.fault else ""
        return self.say("kept" if workshop.stand else "none")

    def _why(self, error: BaseException) -> str:
        said = explain(error, self.lang, self.project.site).replace(f"{_whole(self.project.config.parent)}{os.sep}", "")
        return said or self.say("fault", error=f"{type(error).__name__}: {error}")

    def _row(self, problem: Problem) -> dict[str, str]:
        file = self.project.content / problem.file
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        return {
            "severity": problem.severity, "said": self.say(problem.severity), "place": f"{self._shown(file)}{place}",
            "link": self.way(_whole(file), problem.line, problem.column), "field": problem.field,
            "message": problem.message(self.lang), "hint": problem.hint(self.lang),
        }  # fmt: skip

    def _shown(self, file: Path) -> str:
        """A file as seen from the project's folder."""
        return Path(os.path.relpath(_whole(file), _whole(self.project.config.parent))).as_posix()


def _whole(file: Path) -> Path:
    return Path(os.path.realpath(file))
