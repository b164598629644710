"""An import as a whole: what it would add, change and withdraw, what is wrong, and the files it would write; writes nothing.

Nothing may be written unless the whole content, checked as it would be, has no fault that it has not had before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator import load, yaml_core, yaml_write
from generator.check import check
from generator.editing.names import home, suggested
from generator.editing.new import first_lines
from generator.judgement import Memory
from generator.load import ContentFile
from generator.model.edition import text_in
from generator.model.fields import class_of, field_types, marks
from generator.model.kinds import KIND_NAMES
from generator.model.values import Choice
from generator.problems import Problem, has_errors
from generator.survey import Checked
from generator.tables import headings, sheets
from generator.tables.changes import Change, differences
from generator.tables.flaws import Flaw, Place
from generator.tables.gather import Draft, Gathered, gather
from generator.tables.headings import Matched
from generator.tables.layout import Table, tables
from generator.tables.merge import Merge, kept
from generator.tables.options import Options
from generator.yaml_core import Refusal

Watch = Callable[[Iterable[Any]], Iterable[Any]]
"""Lets somebody see how far the work is."""


@dataclass(slots=True)
class Plan:
    """What an import comes to."""

    kind: str = ""
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    """Records of which nothing would change."""
    flaws: list[Flaw] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What would be wrong elsewhere in the content, or what is wrong with it as a whole."""
    writes: dict[str, bytes | None] = field(default_factory=dict)
    before: dict[str, bytes | None] = field(default_factory=dict)
    """What the files to be written held when they were looked at."""
    named: list[tuple[Place, str]] = field(default_factory=list)
    """Ids that were made or found for rows without one."""
    rows: list[tuple[Place, str]] = field(default_factory=list)
    """The id of every record that the sheets tell of, and where it stands or should stand."""
    read_as: list[tuple[Place, str, str]] = field(default_factory=list)
    ignored: list[tuple[Place, str]] = field(default_factory=list)
    """Columns that hold somebody's own notes."""
    hidden: list[tuple[Place, list[int]]] = field(default_factory=list)
    encodings: list[tuple[str, str]] = field(default_factory=list)
    """Files that are not in UTF-8, and what they were taken for."""

    @property
    def fit(self) -> bool:
        """Whether it may be written."""
        return not has_errors(self.problems) and not any(flaw.severity == "error" for flaw in self.flaws)

    def count(self, what: str) -> int:
        return sum(change.what == what for change in self.changes)


def titles(checked: Checked) -> dict[str, dict[str, str]]:
    """The title of every record in the first language, by kind and id."""
    main = checked.edition.main
    found: dict[str, dict[str, str]] = {kind: {} for kind in KIND_NAMES}
    for kind, entries in checked.entries.items():
        for id, entry in entries.items():
            said = {lang or main: text for lang, text, _ in entry.row.titles}
            found[kind][id] = said.get(main) or next(iter(said.values()), "")
    return found


def plan(
    content: Path, paths: Sequence[Path], today: date, kind: str = "", reason: str = "", lang: str = "zh",
    memory: Memory | None = None, watch: Watch = iter,
) -> Plan:  # fmt: skip
    """What an import of files would come to. With a reason, what the sheets do not name is withdrawn for it."""
    found = Plan(kind)
    read = list(_read(paths, found))
    if found.flaws:
        return found
    checked = check(content, today, memory)
    if checked.edition is None or not checked.entries:
        found.problems = checked.problems
        return found
    options = Options(checked.edition, checked.divisions, titles(checked), lang)
    importing = _Import(checked, found, options, today, watch)
    importing.take(read, reason)
    if importing.texts:
        importing.judge(check(content, today, memory, importing.texts).problems)
    return found


def _read(paths: Sequence[Path], found: Plan) -> Iterator[sheets.Sheet]:
    for path in paths:
        try:
            yield from sheets.read(path)
        except Refusal as refusal:
            found.flaws.append(Flaw(Place(path.name), refusal.code, refusal.values))


class _Import:
    """One import on its way."""

    def __init__(self, checked: Checked, found: Plan, options: Options, today: date, watch: Watch) -> None:
        self.checked, self.found, self.options, self.watch = checked, found, options, watch
        self.main, self.codes = checked.edition.main, checked.edition.codes
        self.day = checked.edition.clock(today).isoformat()
        self.texts: dict[str, str] = {}
        """What the records that change are to hold, by file."""
        self.drafts: dict[str, Draft] = {}
        """What the sheets say of each of them, by file."""
        self.matched: list[Matched] = []
        self.local: dict[str, ContentFile] = {}
        self.tables: tuple[Table, ...] = ()
        self.named: set[str] = set()
        """The ids of all records that the sheets tell of."""

    def take(self, read: Sequence[sheets.Sheet], reason: str) -> None:
        """Everything up to the texts that are to be written."""
        found = self.found
        try:
            found.kind = found.kind or headings.kind_of(read, self._own_words())
        except Refusal as refusal:
            found.flaws.append(Flaw(Place(read[0].book if read else ""), refusal.code, refusal.values))
            return
        self.tables = tables(found.kind, self.codes)
        self.matched, found.flaws = headings.matched(read, self.tables, found.kind)
        self._note(read)
        files, _ = load.find(self.checked.folders[0], KIND_NAMES)
        self.local = {file.id: file for file in files if file.kind == found.kind}
        if self.matched and not any(flaw.code in ("column-missing", "sheet-above-missing") for flaw in found.flaws):
            known = {id: self.options.titles[found.kind].get(id, "") for id in self.local}
            self._enter(gather(self.matched, self.options, known))
            if reason and self.matched[0].table.path == () and "withdrawn" in field_types(class_of(found.kind)):
                self._withdraw_others(reason)
            elif reason:
                found.flaws.append(Flaw(self.matched[0].place(0), "book-no-withdrawal"))

    def _own_words(self) -> dict[str, list[str]]:
        """What the edition calls the kinds."""
        words: Mapping[str, Any] = self.checked.edition.words
        return {
            kind: [text_in(words[f"kind.{kind}"], lang, self.main)[0] for lang in self.codes]
            for kind in KIND_NAMES
            if f"kind.{kind}" in words
        }

    def _note(self, read: Sequence[sheets.Sheet]) -> None:
        self.found.encodings = [(sheet.book, sheet.encoding) for sheet in read if sheet.encoding]
        self.found.ignored = [(match.place(1), heading) for match in self.matched for heading in match.ignored]
        self.found.hidden = [(match.place(0), match.sheet.hidden) for match in self.matched if match.sheet.hidden]

    # --- record by record ---

    def _enter(self, gathered: Gathered) -> None:
        self.found.flaws += gathered.flaws
        self.found.read_as = gathered.read_as
        self.named = {draft.id for draft in gathered.drafts if draft.id}
        for draft in self.watch(gathered.drafts):
            if not draft.id:
                draft.id = self._id_of(draft)
                self.named.add(draft.id)
                self.found.named.append((draft.place, draft.id))
            self.found.rows.append((draft.place, draft.id))
            self._draft(draft)

    def _id_of(self, draft: Draft) -> str:
        """The id of the one record with this title that no row names, or a new one."""
        known = self.options.titles[self.found.kind]
        like = [id for id in self.local if known.get(id) == draft.title and id not in self.named]
        taken = self.named | set(self.local) | set(self.checked.entries[self.found.kind])
        return like[0] if len(like) == 1 else suggested(draft.fields.get(("title",)) or {}, self.main, taken)

    def _draft(self, draft: Draft) -> None:
        """One record: laid over the one there is, or new."""
        file, kind = self.local.get(draft.id), self.found.kind
        entry = self.checked.entries[kind].get(draft.id)
        if file is not None and entry is None:
            faults = [problem.message(self.options.lang) for problem in self.checked.problems if problem.file == file.name]
            self._tell(draft, "row-faulty", {"found": draft.id, "expected": faults[:1]})
            return
        # As the file has it, not as it stands today: something may be written there that takes over later.
        before: Any = yaml_core.parse(load.text_of(file)) if file is not None else entry.read() if entry is not None else {}
        self._date_withdrawal(draft)
        merge = Merge(draft, before, self.tables, self.main)
        lost = list(merge.lost(self.matched))
        for match, column in lost:
            self.found.flaws.append(Flaw(match.place(1), "column-kept", {"found": column.title, "expected": draft.id}))
        if entry is not None and not merge.changed:
            self.found.same += 1
        elif entry is not None and file is None:
            self._tell(draft, "row-of-base", {"found": draft.id})
        elif entry is not None and draft.version and draft.version != entry.version:
            self._tell(draft, "row-changed", {"found": draft.id})
        elif not lost:
            self._write(draft, file, merge)

    def _tell(self, draft: Draft, code: str, values: dict[str, Any]) -> None:
        self.found.flaws.append(Flaw(draft.place, code, values, draft.id))

    def _date_withdrawal(self, draft: Draft) -> None:
        """A reason without a day means today."""
        if draft.fields.get(("withdrawn", "reason")) and not draft.fields.get(("withdrawn", "date")):
            draft.fields["withdrawn", "date"] = self.day

    def _write(self, draft: Draft, file: ContentFile | None, merge: Merge) -> None:
        name = file.name if file else home(self.found.kind, draft.id, merge.after)
        text = load.text_of(file) if file else ""
        head: yaml_write.Comments = {(): first_lines(self.found.kind, name)}
        comments = kept(yaml_write.comments_of(text), merge) if text else head
        self.drafts[name] = draft
        self._put(
            name, draft.id, merge.before, merge.after, yaml_write.written(self.found.kind, merge.after, self.codes, comments)
        )

    def _put(self, name: str, id: str, before: Mapping[str, Any], after: Mapping[str, Any], text: str) -> None:
        """One file that is to be written, and what that changes."""
        self.texts[name] = text
        self.found.writes[name] = text.encode()
        self.found.before[name] = load.read_bytes(self.local[id].path) if id in self.local else None
        told = tuple(differences(before, after, self.tables, self.main, self.options.shown))
        what: Any = (
            "added" if not before else "withdrawn" if after.get("withdrawn") and not before.get("withdrawn") else "changed"
        )
        title = after.get("title") or {}
        self.found.changes.append(Change(what, id, title if isinstance(title, str) else title.get(self.main, ""), name, told))

    def _withdraw_others(self, reason: str) -> None:
        """Withdraw what the sheets do not name; what is withdrawn already stays as it is."""
        for id, file in self.local.items():
            entry = self.checked.entries[self.found.kind].get(id)
            if id in self.named or entry is None or entry.row.status == "withdrawn":
                continue
            text = load.text_of(file)
            before: Any = yaml_core.parse(text)
            after = {**before, "withdrawn": {"date": self.day, "reason": reason}, **_withdrawn_status(self.found.kind)}
            comments = yaml_write.comments_of(text)
            self._put(file.name, id, before, after, yaml_write.written(self.found.kind, after, self.codes, comments))

    # --- the whole content as it would be ---

    def judge(self, problems: Sequence[Problem]) -> None:
        """Tell what would be wrong that is not wrong now: in cells where it came from cells."""
        known = {(problem.file, problem.code, problem.field) for problem in self.checked.problems}
        told = {flaw.place for flaw in self.found.flaws}
        lists = {".".join(table.path) for table in self.tables if table.path}
        for problem in problems:
            draft = self.drafts.get(problem.file)
            if draft is None:
                self.found.problems += [problem] if problem not in self.checked.problems else []
                continue
            path = tuple(int(step) if step.isdigit() else step for step in problem.field.split(".") if step)
            place = draft.place_of(path)
            if place not in told and (problem.severity == "error" or (problem.file, problem.code, problem.field) not in known):
                code = "list-empty" if problem.code == "missing-field" and problem.field in lists else problem.code
                # What is private is not said again, on no screen and in no log.
                standing = "" if code.startswith("private-") else self._standing(place)
                self.found.flaws.append(Flaw(place, code, problem.values, standing, problem.severity))
        self.found.flaws.sort(key=lambda flaw: (flaw.place.book, flaw.place.sheet, flaw.place.row, flaw.place.column))

    def _standing(self, place: Place) -> str:
        """What stands in a cell."""
        for match in self.matched:
            if match.place(place.row, place.column) == place:
                cells = next((cells for number, cells in match.sheet.rows if number == place.row), {})
                return " ".join(str(cells.get(place.column, "")).split())[:60]
        return ""


def _withdrawn_status(kind: str) -> dict[str, str]:
    """The status of a withdrawn record, for kinds that have one."""
    annotation = field_types(class_of(kind)).get("status")
    words = [word for mark in marks(annotation) if isinstance(mark, Choice) for word in mark.words]
    return {"status": "withdrawn"} if "withdrawn" in words else {}
