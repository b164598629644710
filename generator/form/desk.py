"""The form's pages: which there are, what each shows, and what comes of what is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from generator import load
from generator.form.book import Book, Opened, Saved, Shelf
from generator.form.controls import State, form_of, state_of, unshowable, value_of
from generator.form.sent import Sent, first_of, rearranged, sent
from generator.form.view import View
from generator.form.words import choice, word
from generator.judgement import Memory
from generator.model.fields import described
from generator.model.kinds import KIND_NAMES
from generator.model.records import KINDS
from generator.problems import Problem, has_errors
from generator.words import WORDS

HERE = Path(__file__).parent
LIMIT = 200
"""So many records are listed at once."""
NEW = "~new"
"""Stands in an address where a record's id does; no id begins so."""
SAVED = "~saved"


class Answer(NamedTuple):
    """An answer to a browser."""

    status: int
    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    location: str = ""


class Note(NamedTuple):
    """What is said above a form."""

    text: str
    tone: str
    link: str = ""
    more: str = ""
    tell: bool = False
    """Whether readers are shown something else now and not told why."""


class Row(NamedTuple):
    """A record in a list."""

    kind: str
    id: str
    title: str
    state: str
    faulty: bool


# --- pages ---------------------------------------------------------------------------------------------------------


class Desk:
    """Answers for one edition. `preview` is where its pages are shown, ending in a slash."""

    def __init__(
        self, content: Path, today: Callable[[], date], memory: Callable[[], Memory], lang: str = "zh", preview: str = ""
    ) -> None:
        self.content = content
        self.shelf = Shelf(content, today, memory)
        self.lang = lang
        self.preview = preview

    def get(self, path: str, query: str = "", saved: bool = False) -> Answer:
        """The page at an address."""
        if path in _FILES:
            return Answer(200, (HERE / path.removeprefix("/~")).read_bytes(), _FILES[path])
        book = self.shelf.book()
        match path.strip("/").split("/"):
            case _ if book.context is None:
                return self._page("list.html", word("form", self.lang), errors=book.checked.problems, rows=None)
            case [""]:
                return self._home(book, query)
            case [kind] if kind in KIND_NAMES:
                return self._list(book, query, kind)
            case [kind, id] if kind in KIND_NAMES and id == NEW:
                return self._new(book, kind)
            case [kind, id] if opened := book.open(kind, id) if kind in KIND_NAMES else None:
                return self._opened(book, opened, saved)
        return self._page("list.html", word("gone", self.lang), status=404, rows=None)

    def post(self, path: str, pairs: Iterable[tuple[str, str]]) -> Answer:
        """What comes of a form that is sent."""
        book = self.shelf.book()
        match path.strip("/").split("/"):
            case [kind, id] if book.context is not None and kind in KIND_NAMES:
                opened = book.begun(kind, "", {}) if id == NEW else book.open(kind, id)
                if opened is not None and not opened.problems:
                    return self._sent(book, opened, sent(pairs))
        return self.get(path)

    def refusal(self, status: int, why: str) -> Answer:
        """The page for what is not let in, by the key of a sentence."""
        return self._page("refused.html", word(why, self.lang), status=status, preview="")

    # --- lists ---

    def _home(self, book: Book, query: str) -> Answer:
        rows = list(book.find(query)) if query.strip() else None
        if rows and len(rows) == 1:
            return Answer(303, location="/{}/{}/".format(*rows[0]))
        kinds = [kind for kind, _ in book.files]
        counts = {kind: kinds.count(kind) for kind in KIND_NAMES} if rows is None else {}
        return self._listed(book, query, rows, word("form", self.lang) if rows is None else query, counts=counts)

    def _list(self, book: Book, query: str, kind: str) -> Answer:
        based = sum(entry.file.startswith("../") for entry in book.checked.entries[kind].values())
        return self._listed(book, query, list(book.find(query, kind)), self._kinds[kind], kind=kind, based=based)

    def _listed(self, book: Book, query: str, found: list[tuple[str, str]] | None, title: str, **values: Any) -> Answer:
        wrong = {problem.file for problem in book.checked.problems if problem.severity == "error"}
        rows = [self._row(book, kind, id, wrong) for kind, id in found[: LIMIT + 1]] if found is not None else None
        return self._page(
            "list.html", title, rows=rows, query=query, errors=_errors(book.checked.problems), links=self._links(book), **values
        )

    def _row(self, book: Book, kind: str, id: str, wrong: set[str]) -> Row:
        entry = book.entry(kind, id)
        state = choice(entry.row.status, self.lang) if entry is not None and entry.row.status else ""
        return Row(kind, id, book.title(kind, id, self.lang), state, book.files[kind, id].name in wrong)

    # --- a record ---

    def _new(self, book: Book, kind: str) -> Answer:
        state: dict[str, State] = {"verified": [book.clock.isoformat()]}
        if form_of(kind).part("status") is not None and kind == "opportunities":
            state["status"] = ["draft"]
        # A street's record begins with its code, any other with its title, of which its name is made.
        begin = "" if kind == "areas" else form_of(kind).parts[0].name
        return self._form(book, book.begun(kind, "", {}), View(book, kind, state, self.lang, focus=begin), fresh=not begin)

    def _opened(self, book: Book, opened: Opened, saved: bool = False) -> Answer:
        kind = opened.file.kind
        if opened.problems:
            return self._form(book, opened, None, Note(word("unreadable", self.lang), "bad"), errors=list(opened.problems))
        state = state_of(form_of(kind), opened.values, book.main)
        problems = book.problems_of(opened.file)
        view = View(book, kind, state, self.lang, problems, _locked(book, opened))
        others = [problem for problem in _errors(book.checked.problems) if problem.file != opened.file.name]
        return self._form(book, opened, view, self._saved_note(book, opened) if saved else None, errors=others if saved else [])

    def _saved_note(self, book: Book, opened: Opened) -> Note:
        here = len(_errors(book.problems_of(opened.file)))
        fine = word("saved.fine", self.lang) if not has_errors(book.checked.problems) else ""
        more = word("saved.faulty", self.lang, count=here) if here else fine
        said, tone = word("saved", self.lang, file=opened.file.name), "half" if here else "good"
        return Note(said, tone, more=more, tell=book.is_untold(opened.file))

    def _sent(self, book: Book, opened: Opened, form: Sent) -> Answer:
        if ":" in form.do:
            focus = rearranged(form.state, form.do)
            focus = first_of(form_of(opened.file.kind), focus.split(".")) if focus else form.do.partition(":")[2]
            return self._again(book, opened, form, focus=focus)
        if form.do == "checked":
            form.state["verified"] = [book.clock.isoformat()]
        wrong_id = ""
        if not opened.file.id:
            opened, wrong_id = self._named(book, opened.file.kind, form)
        if wrong_id:
            return self._again(book, opened, form, id_wrong=wrong_id)
        saved = book.save(opened, form.state, form.seen, anyway=form.do == "anyway")
        if saved.done:
            return Answer(303, location=f"/{opened.file.kind}/{opened.file.id}/?{SAVED}")
        return self._refused(book, opened, form, saved)

    def _named(self, book: Book, kind: str, form: Sent) -> tuple[Opened, str]:
        """A new record under the name that was typed or is suggested, and what is wrong with that name."""
        said = value_of(form_of(kind), form.state, book.main)
        values = said if isinstance(said, dict) else {}
        id = form.id.strip() or book.suggested(kind, values.get("title"))
        nameless = book.begun(kind, "", values)
        if not id:
            return nameless, word("no-id", self.lang)
        if not load.ID.fullmatch(id) or len(id) > 80:
            return nameless, word("bad-id", self.lang, id=id[:80])
        form.id = id
        if (kind, id) in book.files:
            return nameless, word("taken", self.lang)
        return book.begun(kind, id, values), ""

    def _refused(self, book: Book, opened: Opened, form: Sent, saved: Saved) -> Answer:
        if saved.conflict:
            note = Note(word("conflict", self.lang), "bad", self._address(opened), self._differing(book, opened, form))
        elif saved.trouble:
            note = Note(word("trouble", self.lang, trouble=saved.trouble[self.lang]), "bad")
        else:
            errors = _errors(saved.problems)
            note = Note(word("refused", self.lang, count=len(errors)), "bad")
        return self._again(book, opened, form, note=note, problems=saved.problems, anyway=bool(saved.problems))

    def _differing(self, book: Book, opened: Opened, form: Sent) -> str:
        """The fields in which what was typed differs from the file as it is now."""
        kind = opened.file.kind
        now = value_of(form_of(kind), state_of(form_of(kind), opened.values, book.main), book.main)
        mine = value_of(form_of(kind), form.state, book.main)
        both = [values if isinstance(values, dict) else {} for values in (now, mine)]
        names = [
            part.about["title"][self.lang] for part in form_of(kind).parts if both[0].get(part.name) != both[1].get(part.name)
        ]
        return word("conflict.fields", self.lang, names=("、" if self.lang == "zh" else ", ").join(names)) if names else ""

    def _again(
        self, book: Book, opened: Opened, form: Sent, focus: str = "", note: Note | None = None,
        problems: Sequence[Problem] = (), id_wrong: str = "", anyway: bool = False,
    ) -> Answer:  # fmt: skip
        """The form as it was sent, not saved."""
        view = View(book, opened.file.kind, form.state, self.lang, problems, _locked(book, opened), focus)
        note = note or Note(word("draft", self.lang), "")
        is_new = opened.data is None
        return self._form(
            book, opened._replace(file=book.begun(opened.file.kind, "", {}).file) if is_new else opened, view, note,
            seen=form.seen, unsaved=True, new_id=form.id, id_wrong=id_wrong, anyway=anyway,
        )  # fmt: skip

    def _form(self, book: Book, opened: Opened, view: View | None, note: Note | None = None, **values: Any) -> Answer:
        kind, id = opened.file.kind, opened.file.id
        title = book.title(kind, id, self.lang) if id else word("new", self.lang, kind=self._kinds[kind])
        # A new street's record is named by the street it is of.
        streets = view._listed(("streets", "")) if view is not None and kind == "areas" and not id else ""
        about = described(KINDS[kind])
        locked = [about[name]["title"][self.lang] if name in about else name for name in _locked(book, opened)]
        return self._page(
            "record.html", title, kind=kind, id=id, view=view, note=note, here=f"/{kind}/{id or NEW}{'/' if id else ''}",
            file=f"{self.content.name}/{opened.file.name}" if id else "", locked=locked, streets=streets, links=self._links(book), preview=self.preview and self._shown_at(book, kind, id),
            **{"seen": opened.mark, "unsaved": False, "new_id": "", "id_wrong": "", "fresh": False, "anyway": False, "errors": [], **values},
        )  # fmt: skip

    def _address(self, opened: Opened) -> str:
        return f"/{opened.file.kind}/{opened.file.id}/"

    # --- in words ---

    def _page(self, template: str, title: str, status: int = 200, **values: Any) -> Answer:
        given = {"kind": "", "id": "", "query": "", "counts": {}, "errors": [], "based": 0, "links": {}, "here": "", "rows": None}
        given |= {
            "w": partial(word, lang=self.lang),
            "lang": self.lang,
            "kinds": self._kinds,
            "limit": LIMIT,
            "title": title,
            "preview": self.preview,
            **values,
        }
        given["here"] = given["here"] or (f"/{given['kind']}/" if given["kind"] else "/")
        text = _templates().get_template(template).render(given)
        return Answer(status, text.encode())

    def _shown_at(self, book: Book, kind: str, id: str) -> str:
        """Where the preview shows a record; of one that has no page, where it shows those of its kind."""
        entry = book.entry(kind, id)
        has_page = entry is not None and entry.row.status != "draft"
        return f"{self.preview}{kind}/{id}/" if has_page else f"{self.preview}{kind}/"

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {kind: WORDS[f"kind.{kind}"][self.lang] for kind in KIND_NAMES}

    def _links(self, book: Book) -> dict[str, str]:
        return {file.name: f"/{kind}/{id}/" for (kind, id), file in book.files.items()}


_FILES = {"/~form.css": "text/css; charset=utf-8", "/~form.js": "text/javascript; charset=utf-8"}


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _locked(book: Book, opened: Opened) -> list[str]:
    return unshowable(opened.file.kind, opened.values, book.main) if opened.values else []
