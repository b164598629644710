"""An edition as the form sees it at one moment: its records, what is wrong with them, what fields pick from; and saving one."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator import bases, content_files, history, load, yaml_core
from generator.check import check
from generator.content_files import NotWritten
from generator.editing import names
from generator.editing.new import first_lines
from generator.entry import Entry, Title
from generator.faults import judge_text
from generator.form.controls import State, form_of, moved, unshowable, value_of
from generator.judgement import Context, Memory, problem_of
from generator.load import ContentFile
from generator.model.kinds import KIND_NAMES
from generator.problems import Problem, has_errors
from generator.reading import reading
from generator.recheck import recheck
from generator.say import why
from generator.survey import Checked
from generator.tlog.state import Fault
from generator.waiting import is_untold
from generator.yaml_core import Refusal, Value
from generator.yaml_write import Path as Path_
from generator.yaml_write import comments_of, written


class Opened(NamedTuple):
    """A record's file as it was read: its mark, and what it holds if that can be read."""

    file: ContentFile
    mark: str
    """Of its bytes; empty if there is no file yet."""
    data: bytes | None
    values: dict[str, Value]
    text: str = ""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be read."""


class Saved(NamedTuple):
    """What came of saving: written or not, and what is wrong."""

    done: bool
    problems: list[Problem]
    conflict: bool = False
    """Whether somebody else has written the file meanwhile."""
    trouble: Mapping[str, str] = MappingProxyType({})
    """What the disk said."""


class Seen(NamedTuple):
    """The day, and the time and size of every file in an edition's folders."""

    day: date
    files: dict[str, tuple[int, int]]


class Shelf:
    """Gives the content as it is now, judging anew only once something has changed in its folders, or the day has."""

    def __init__(self, content: Path, today: Callable[[], date], memory: Callable[[], Memory]) -> None:
        self._content = content
        self._today = today
        self._memory = memory
        self._book: Book | None = None
        self._seen = Seen(date.min, {})

    def book(self) -> Book:
        folders = [folder.path for folder in bases.read(self._content).folders]
        seen = Seen(
            self._today(), {path: mark for folder in folders if folder.is_dir() for path, mark in load.marks(folder).items()}
        )
        if self._book is None or seen != self._seen:
            self._book = Book(self._content, self._rechecked(seen) or self._checked(), self._today())
        self._seen = seen
        return self._book

    def _checked(self) -> Checked:
        try:
            with closing(self._memory()) as memory:
                return check(self._content, self._today(), memory)
        except sqlite3.Error:
            # A build beside holds what earlier builds knew: then everything is read.
            return check(self._content, self._today())

    def _rechecked(self, seen: Seen) -> Checked | None:
        """The content with those records judged again whose text has changed, where nothing else has."""
        before, files = self._seen.files, seen.files
        if self._book is None or self._book.checked.desk is None or seen.day != self._seen.day or before.keys() != files.keys():
            return None
        names = {file.path: name for name, file in self._book.checked.desk.files.items()}
        return recheck(self._book.checked, [names.get(path, path) for path, mark in files.items() if before[path] != mark])


class Book:
    """The content of an edition at one moment. A file that is opened is read again, so that what others wrote meanwhile is seen."""

    def __init__(self, content: Path, checked: Checked, today: date) -> None:
        self.content = content
        self.checked = checked
        self.clock = checked.edition.clock(today) if checked.edition is not None else today
        self.languages: tuple[str, ...] = checked.edition.codes if checked.edition is not None else ()

    @property
    def context(self) -> Context | None:
        """What records are judged against; nothing while the edition itself cannot be read."""
        return self.checked.desk.judge.own if self.checked.desk is not None else None

    @property
    def main(self) -> str:
        return self.languages[0]

    @cached_property
    def files(self) -> dict[tuple[str, str], ContentFile]:
        """The edition's own record files. Those of a base are not this edition's to change."""
        found, _ = load.find(load.Folder(self.content), KIND_NAMES)
        return {(file.kind, file.id): file for file in reversed(found)}

    def entry(self, kind: str, id: str) -> Entry | None:
        """A record that is sound."""
        return self.checked.entries.get(kind, {}).get(id)

    def problems_of(self, file: ContentFile) -> list[Problem]:
        return [problem for problem in self.checked.problems if problem.file == file.name]

    def is_untold(self, file: ContentFile) -> bool:
        """Whether the ledger has a record as saying something else to its readers, and nothing says why that has changed."""
        entry = self.entry(file.kind, file.id)
        if entry is None or not history.is_kept(self.content):
            return False
        try:
            return is_untold(history.folder_of(self.content), entry)
        except (Fault, sqlite3.Error, OSError):
            # What is wrong with the ledger is told by the preview, and is no matter of this record.
            return False

    def title(self, kind: str, id: str, lang: str) -> str:
        """How a record is called: by its title, a place by its name; by its id if it has neither."""
        division = self.checked.divisions.get(id) if kind == "areas" else None
        if division is not None:
            return division.name_en if lang == "en" and division.name_en else division.name
        titles = {code or self.main: text for code, text, _ in self._titles(kind, id)}
        return titles.get(lang) or titles.get(self.main) or id

    def _titles(self, kind: str, id: str) -> Sequence[Title]:
        entry = self.entry(kind, id)
        return entry.row.titles if entry is not None else self._unsound_titles(kind, id)

    def _unsound_titles(self, kind: str, id: str) -> Sequence[Title]:
        """The titles in the file of a record that is not sound: it is to be found all the same."""
        if (kind, id) not in self._found:
            opened = self.open(kind, id)
            said = opened.values.get("title") if opened is not None else None
            texts = said if isinstance(said, dict) else {"": said}
            found = [(lang, text, reading(text)) for lang, text in texts.items() if isinstance(text, str)]
            self._found[kind, id] = found
        return self._found[kind, id]

    @cached_property
    def _found(self) -> dict[tuple[str, str], list[Title]]:
        return {}

    # --- finding -------------------------------------------------------------------------------------------------------

    def find(self, query: str, kind: str = "") -> Iterator[tuple[str, str]]:
        """The records whose title or id has every word of a query, in characters, pinyin or its initials."""
        words = unicodedata.normalize("NFKC", query).lower().split()
        for key in sorted(self.files):
            if kind in ("", key[0]) and (not words or all(word in self._called(*key) for word in words)):
                yield key

    def _called(self, kind: str, id: str) -> str:
        division = self.checked.divisions.get(id) if kind == "areas" else None
        named = [(division.name, division.sound)] if division else [title[1:] for title in self._titles(kind, id)]
        return " ".join([id, *(name.lower() for name, _ in named), *(_spelt(sound) for _, sound in named)])

    # --- opening and saving ----------------------------------------------------------------------------------------------

    def open(self, kind: str, id: str) -> Opened | None:
        """A record of this edition; nothing if there is none."""
        file = self.files.get((kind, id))
        if file is None:
            return None
        try:
            data = load.read_bytes(file.path, file.size)
        except Refusal as refusal:
            return Opened(file, "", None, {}, "", (problem_of(refusal, file.name),))
        try:
            text = load.decode(data)
            return Opened(file, _mark(data), data, yaml_core.parse(text), text)
        except Refusal as refusal:
            return Opened(file, _mark(data), data, {}, "", (problem_of(refusal, file.name),))

    def begun(self, kind: str, id: str, values: dict[str, Value]) -> Opened:
        """A record that has no file yet."""
        name = names.home(kind, id, values)
        return Opened(ContentFile(kind, id, str(self.content / name), name, 0, 0), "", None, {})

    def save(self, opened: Opened, state: State, seen: str, anyway: bool = False) -> Saved:
        """Write what a form says, unless that is wrong (`anyway`: even then) or the file is no longer what was opened (`seen`)."""
        if opened.mark != seen:
            return Saved(False, [], conflict=True)
        text = self._text(opened, state)
        try:
            yaml_core.parse(load.decode(text.encode("utf-8", "surrogatepass")))
        except Refusal as refusal:
            return Saved(False, [problem_of(refusal, opened.file.name)])
        assert self.context is not None
        problems = judge_text(opened.file, text, self.context).problems
        if has_errors(problems) and not anyway:
            return Saved(False, problems)
        try:
            content_files.write_all(self.content, {opened.file.name: text.encode()}, {opened.file.name: opened.data})
        except NotWritten as error:
            return Saved(False, [] if error.why == "changed" else [Problem(error.path, "linked-file")], error.why == "changed")
        except OSError as error:
            return Saved(False, [], trouble=why(error))
        return Saved(True, problems)

    def _text(self, opened: Opened, state: State) -> str:
        """A form as the text of its file, in the one form there is; what the form cannot show stays as it was."""
        kind, form = opened.file.kind, form_of(opened.file.kind)
        said = value_of(form, state, self.main)
        locked = {name: opened.values[name] for name in unshowable(kind, opened.values, self.main)}
        values = {**(said if isinstance(said, dict) else {}), **locked}
        comments: dict[Path_, list[str]] = {} if opened.text else {(): first_lines(kind, opened.file.name)}
        for path, lines in (comments_of(opened.text) if opened.text else {}).items():
            place = path if path and path[0] in locked else moved(form, state, path, self.main)
            if place is not None:
                comments[place] = [*comments.get(place, ()), *lines]
        return written(kind, values, self.languages, comments)

    # --- a new record ----------------------------------------------------------------------------------------------------

    def suggested(self, kind: str, title: Value) -> str:
        """A file name for a new record: from its title in English, or as it is read aloud."""
        taken = self.context.ids.get(kind, frozenset()) if self.context is not None else frozenset()
        return names.suggested(title, self.main, taken) if title else ""


def _mark(data: bytes) -> str:
    return load.digest(data).hex()


def _spelt(sound: str) -> str:
    """How a name is typed by its sound: in full, and by initials."""
    return f"{sound.replace(' ', '')} {''.join(word[0] for word in sound.split())}"
