"""What may be picked in a column: words by their labels, divisions by name, records by id and title; and the way back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from generator.model.divisions import Division, lineage
from generator.model.edition import Edition, text_in
from generator.model.values import IDENTIFIER, WEEKDAYS
from generator.tables.layout import Column
from generator.yaml_core import Refusal

Titles = Mapping[str, Mapping[str, str]]
"""The title of every record, by kind and id."""

_CODE = re.compile(r"\d{12}", re.ASCII)
_FLAGS = {"true": ("是", "yes", "y", "true", "1", "√", "✓"), "false": ("否", "no", "n", "false", "0", "×")}
LABELS = {
    "true": {"zh": "是", "en": "yes"}, "false": {"zh": "否", "en": "no"},
    "draft": {"zh": "草稿", "en": "draft"}, "open": {"zh": "招人", "en": "open"}, "full": {"zh": "已满", "en": "full"},
    "done": {"zh": "结束", "en": "done"}, "withdrawn": {"zh": "撤下", "en": "withdrawn"},
    "verified": {"zh": "已核实", "en": "verified"}, "inferred": {"zh": "推断", "en": "inferred"},
    "notice": {"zh": "公示中", "en": "notice"}, "decided": {"zh": "已决定", "en": "decided"},
    "mo": {"zh": "周一", "en": "Monday"}, "tu": {"zh": "周二", "en": "Tuesday"}, "we": {"zh": "周三", "en": "Wednesday"},
    "th": {"zh": "周四", "en": "Thursday"}, "fr": {"zh": "周五", "en": "Friday"}, "sa": {"zh": "周六", "en": "Saturday"},
    "su": {"zh": "周日", "en": "Sunday"},
}  # fmt: skip
"""The words that the program itself gives a meaning, as they stand in cells."""


def _folded(text: str) -> str:
    """A label as it is looked up: width, case and blanks make no difference."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).lower())


class Names:
    """Words and the labels they go by; a label that several share needs the word beside it."""

    def __init__(self, labels: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        rows = [(word, label, tuple(others)) for word, label, others in labels]
        times = Counter(_folded(label) for _, label, _ in rows)
        known = {word for word, _, _ in rows}
        self.shown = {
            word: label if times[_folded(label)] == 1 and (label == word or label not in known) else f"{label}（{word}）"
            for word, label, _ in rows
        }
        self._whole = {_folded(label): word for word, label in self.shown.items()}
        self._words: dict[str, set[str]] = defaultdict(set)
        for word, label, others in rows:
            for text in (label, *others):
                self._words[_folded(text)].add(word)

    def words(self, text: str) -> list[str]:
        """The words that a cell may mean: itself a word, a whole label, or one of the other names."""
        if text in self.shown:
            return [text]
        folded = _folded(text)
        return [self._whole[folded]] if folded in self._whole else sorted(self._words.get(folded, ()))


class Options:
    """What may be picked, for an edition, in a language."""

    def __init__(self, edition: Edition, divisions: dict[str, Division], titles: Titles, lang: str) -> None:
        self.edition, self.divisions, self.titles, self.lang = edition, divisions, titles, lang
        self._names: dict[str, Names] = {}

    def shown(self, column: Column, word: str) -> str:
        """A word as it stands in a cell."""
        if column.sort == "ref":
            title = re.sub(r"[；;、，,\s]+", " ", self.titles.get(column.about, {}).get(word, ""))
            return f"{word} {title}".strip()
        names = self._of(column)
        return names.shown.get(word, word) if names else word

    def word(self, column: Column, text: str) -> str:
        """The word that a cell's text stands for. Raises `Refusal` for a label that nothing or several things go by."""
        if column.sort == "ref":
            return self._record(column.about, text)
        names = self._of(column)
        if names is None or (column.sort in ("code", "street", "key") and _CODE.fullmatch(text)):
            return text
        found = names.words(text)
        if len(found) > 1:
            raise Refusal("cell-ambiguous", found=text, known=tuple(names.shown[word] for word in found))
        if not found:
            code = "cell-no-such-place" if column.sort in ("code", "street", "key") else "cell-no-such-word"
            raise Refusal(code, found=text, known=tuple(names.shown.values()))
        return found[0]

    def listed(self, column: Column) -> list[str]:
        """Everything that may be picked in a column, in the edition's order."""
        if column.sort == "ref":
            return [self.shown(column, id) for id in self.titles.get(column.about, {})]
        if column.sort == "language":
            return list(self.edition.codes)
        names = self._of(column)
        return list(names.shown.values()) if names else []

    def list_name(self, column: Column) -> str:
        """What a column's list goes by: columns that take the same words share one."""
        match column.sort:
            case "term" | "ref":
                return f"{column.sort}_{column.about}"
            case "choice":
                return "_".join(column.about)
            case "key" if column.about == "areas":
                return "street"
        return column.sort

    def _of(self, column: Column) -> Names | None:
        name = self.list_name(column)
        if name not in self._names and (made := self._made(column)):
            self._names[name] = made
        return self._names.get(name)

    def _made(self, column: Column) -> Names | None:
        match column.sort:
            case "flag":
                return Names((word, LABELS[word][self.lang], _FLAGS[word]) for word in ("true", "false"))
            case "weekday":
                return _said(WEEKDAYS, self.lang)
            case "choice":
                return _said(column.about, self.lang)
            case "term":
                return self._vocabulary(column.about)
            case "code":
                return self._places(self.divisions)
            case "street":
                return self._places(self._streets)
        return self._places(self._streets) if column.sort == "key" and column.about == "areas" else None

    def _vocabulary(self, vocabulary: str) -> Names:
        main = self.edition.main
        terms: Mapping[str, Any] = self.edition.terms.get(vocabulary, {})
        return Names((word, text_in(said, self.lang, main)[0], _all(said)) for word, said in terms.items())

    @cached_property
    def _streets(self) -> list[str]:
        return [code for code, division in self.divisions.items() if division.level == "street"]

    def _places(self, codes: Iterable[str]) -> Names:
        """Divisions by their names from the city down, and by as much of the end as tells them from others."""
        return Names(self._place(code) for code in codes)

    def _place(self, code: str) -> tuple[str, str, list[str]]:
        chain = lineage(self.divisions, code)
        chain = chain[1:] or chain
        zh, en = [one.name for one in chain], [one.name_en or one.name for one in chain]
        tails = [" ".join(names[start:]) for names in (zh, en) for start in range(len(names))]
        return code, " ".join(en if self.lang == "en" else zh), tails

    def _record(self, kind: str, text: str) -> str:
        """The id that a cell begins with, or that of the one record with this title."""
        first = text.split(maxsplit=1)[0]
        if IDENTIFIER.fullmatch(first.lower()):
            return first.lower()
        found = [id for id, title in self.titles.get(kind, {}).items() if _folded(title) == _folded(text)]
        if len(found) != 1:
            code = "cell-ambiguous" if found else "cell-no-such-record"
            raise Refusal(code, found=text, known=tuple(found or self.titles.get(kind, {}).values()))
        return found[0]


def _said(words: Iterable[str], lang: str) -> Names:
    return Names((word, LABELS[word][lang], LABELS[word].values()) for word in words)


def _all(said: Any) -> Iterable[str]:
    """A label in all its languages."""
    return said.values() if isinstance(said, Mapping) else (said,)
