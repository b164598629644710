"""Problems in content: what they are and how an editor is told of them, in Chinese and English.

A problem is a value. Whoever finds one returns it; only the command prints it and decides the exit code.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.messages import MESSAGES

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong, where, and how to mend it. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    code: str
    line: int = 0
    column: int = 0
    field: str = ""
    severity: Severity = "error"
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def _told(self) -> Mapping[str, tuple[str, str]]:
        """What is said of it, by language."""
        return MESSAGES[self.code]

    def _sentence(self, part: int, lang: str) -> str:
        sentences = self._told["en" if lang == "en" else "zh"]
        values = {name: shown(value, lang) for name, value in self.values.items()}
        return sentences[part].format_map(_Blank(values)).strip()

    def message(self, lang: str = "zh") -> str:
        """What was found and what is expected."""
        return self._sentence(0, lang)

    def hint(self, lang: str = "zh") -> str:
        """How to mend it."""
        guess = nearest(str(self.values.get("found", "")), self.values.get("known"))
        mend = self._sentence(1, lang)
        if guess:
            asks = f"Did you mean “{guess}”?" if lang == "en" else f"是不是“{guess}”？"
            mend = f"{asks} {mend}".strip() if lang == "en" else f"{asks}{mend}"
        return mend

    def row(self, lang: str) -> dict[str, object]:
        """The problem as the fields of `zhiyin check --format json`."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "code": self.code,
            "severity": self.severity,
            "message": self.message(lang),
            "hint": self.hint(lang),
        }

    def __hash__(self) -> int:
        return hash(self.order)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return self.file, self.line, self.column, self.field, self.code


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def shown(value: object, lang: str) -> str:
    """A value inside a sentence: lists are joined, long ones cut."""
    if isinstance(value, Mapping):
        return str(value.get("en" if lang == "en" else "zh", ""))
    if isinstance(value, (list, tuple)):
        words = [str(item) for item in value]
        mark = ", " if lang == "en" else "、"
        return mark.join(words[:12]) + (" …" if len(words) > 12 else "")
    return str(value)


def nearest(found: str, known: object) -> str:
    """The known word most like what was typed, or nothing when none is close."""
    if not isinstance(known, (list, tuple)) or not found:
        return ""
    close = difflib.get_close_matches(found.lower(), [str(word) for word in known], n=1, cutoff=0.6)
    return close[0] if close else ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Every problem once, sorted by file, line and column."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.order)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)
