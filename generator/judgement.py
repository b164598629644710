"""What a file is judged against, and what the judgement says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from generator.load import ContentFile, digest
from generator.model.divisions import Former
from generator.problems import Problem
from generator.working_days import WorkingDays
from generator.yaml_core import Refusal


@dataclass(slots=True)
class Context:
    """What a record is judged against."""

    languages: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]
    ids: dict[str, frozenset[str]]
    divisions: frozenset[str]
    today: date
    former: dict[str, Former] = field(default_factory=dict)
    calendar: WorkingDays = field(default_factory=WorkingDays)
    notice_days: int = 5
    """Working days that a public notice has at least."""
    units: dict[str, list[str]] = field(default_factory=dict)
    """Which units of measure go with which kind of contribution."""

    @property
    def mark(self) -> bytes:
        """Changes whenever a judgement might."""
        parts = (
            self.languages, sorted(self.terms.items()), sorted((kind, sorted(ids)) for kind, ids in self.ids.items()),
            digest("".join(sorted(self.divisions)).encode()), self.today.isoformat(), sorted(self.former.items()),
            sorted(self.calendar.off), sorted(self.calendar.known or ()), self.notice_days, sorted(self.units.items()),
        )  # fmt: skip
        return digest(repr(parts).encode())


class Judged(NamedTuple):
    """One file read and judged: its digest, its values as `marshal` bytes, its row if it is sound, its problems."""

    digest: bytes
    values: bytes
    row: tuple[Any, ...] | None
    problems: list[Problem]


class Memory:
    """What an earlier run knows of a file. This one knows nothing; `generator.memory` keeps it in a database."""

    def recall(self, file: ContentFile, context: bytes) -> Judged | None:
        return None

    def keep(self, file: ContentFile, context: bytes, judged: Judged) -> bool:
        return False

    def values(self, file: str) -> bytes | None:
        return None

    def kept(self, name: str, mark: bytes, make: Callable[[], bytes]) -> bytes:
        """What was made under a name and a mark, made now if it is not known."""
        return make()

    def close(self) -> None:
        """Nothing is held."""


def problem_of(refusal: Refusal, file: str) -> Problem:
    return Problem(file, refusal.code, refusal.line, refusal.column, values=refusal.values)
