"""The body of a page in one language: what a view hands over, said in words and put into a template."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from generator import follow, linked_data, qr, root_codes, urgency
from generator.entry import Entry
from generator.history import Mark
from generator.memory import program_mark
from generator.outputs import single
from generator.pages import NOT_FOUND, PAGES, Page
from generator.sheets import SHEETS
from generator.site import Site
from generator.text import Speech
from generator.views import Values

_FIXED_WORD = re.compile(r"\{\{ (?P<table>[WL])\['(?P<key>[\w.-]+)'\] \}\}")
TEMPLATES = Path(__file__).parent / "templates"


class Body(NamedTuple):
    """A page in one language, ready for its shell. Texts are not yet escaped; `head` and `body` are HTML."""

    title: str
    description: str
    record: str
    """Kind, id and version of the record it shows, if it shows one."""
    head: str
    body: str


class Renderer:
    """Turns pages into bodies in one language."""

    def __init__(self, site: Site, speech: Speech, cache: Path | None = None) -> None:
        self.site = site
        self.t = speech
        self.root = ""
        """From the page to its language's first folder; `_base` knows the way to the first language's."""
        self._own = {kind.section for kind in PAGES if kind.converted or speech.code == speech.lang}
        self._names: dict[str, Markup] = {}
        self.environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._source), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache)) if cache else None,
        )  # fmt: skip
        self.environment.globals.update(self._globals())
        self.environment.filters.update(self._filters())

    def render(self, page: Page, values: Values) -> Body:
        """The body of a page."""
        self.t.fell_back = False
        self.root = self._first_folder() if page.kind is NOT_FOUND else "../" * page.path.count("/")
        body = self.environment.get_template(page.kind.template).render(self._in_words(page, values))
        body = body.replace("<!--untranslated-->\n", str(self._language_notice()), 1)
        if page.has_foot:
            body = root_codes.at_foot(body, root_codes.code(self.site, values), self.t, self.kind_address("ledger"))
        title, description = self._headline(values)
        head = linked_data.script(self.site, page, values, self.t) + follow.head_link(values.get("follow"), self.followed)
        return Body(title, description, self._record(values), head, body)

    def _language_notice(self) -> Markup | str:
        """What a page says of its words where they are not all in its language, or nobody wrote them in it."""
        word = "converted" if self.t.code != self.t.lang else "untranslated" if self.t.fell_back else ""
        return Markup('<p class="callout callout-language">{}</p>\n').format(self.t.word(word)) if word else ""

    def _record(self, values: Values) -> str:
        entry = values.get("entry")
        if entry is None:
            return ""
        code = mark.code if (mark := self.logged(entry)) else ""
        return " · ".join(filter(None, [f"{entry.kind}/{entry.id}", f"{self.t.word('record.version')} {entry.version}", code]))

    def _first_folder(self) -> str:
        """The way to the language's first folder that holds at any address, as the error page needs it."""
        edition = self.site.edition
        return f"{urlsplit(edition.url).path or '/'}{edition.folder(self.t.code)}"

    def _base(self, kind: str) -> str:
        """The way to the folder that holds a kind: a converted language has some, the first has all."""
        return self.root if kind in self._own else f"{self.root}../"

    def _source(self, name: str) -> str:
        """A template with the words of this language already in it: they need not be looked up page by page."""
        # Compiled templates are kept under their source alone, but filters decide how they are compiled.
        return f"{{# {program_mark().hex()} #}}" + _FIXED_WORD.sub(self._fixed_word, (TEMPLATES / name).read_text("utf-8"))

    def _fixed_word(self, match: re.Match[str]) -> str:
        word = (self.t.words if match["table"] == "W" else self.t.labels)[match["key"]]
        return str(word) if "{" not in word else match[0]

    # --- words that depend on the language ---

    def _headline(self, values: Values) -> tuple[str, str]:
        """Title and description of a page: its record's, or what the view says."""
        if values["title"]:
            return self._say(values["title"]), self._say(values["description"])
        record = values["entry"].record
        return self.t.plain(record.title), self.t.plain(record.summary)

    def _say(self, value: Any) -> str:
        """A title or description: a text, one of the program's own words, alone or around a name, or the name of a division."""
        if isinstance(value, tuple):
            word, of = value
            if isinstance(of, dict):
                said = {key: value if isinstance(value, int) else self._say(value) for key, value in of.items()}
                return str(self.t.word(word, **said).unescape())
            name = self.t.plain(of.record.title) if isinstance(of, Entry) else self._say(of)
            return str(self.t.word(word, name=name).unescape())
        if isinstance(value, str) and value.startswith("area:"):
            chain = self.site.lineage(value[5:])
            return self.t.whole_place(chain[1:] or chain)
        if isinstance(value, str) and value in self.t.words:
            return str(self.t.word(value).unescape())
        return self.t.plain(value)

    def _in_words(self, page: Page, values: Values) -> Values:
        context = dict(values)
        if page.kind.template == "area.html":
            context["trail"] = self._area_trail(page.id)
        elif "entry" in values:
            context["trail"] = [(self.kind_address(page.kind.section), self.t.word(f"kind.{page.kind.section}"))]
        if "by_language" in values:
            context |= values["by_language"][self.t.lang]
        if page.kind.template == "changes.html":
            context["days"] = [
                (day, [(entry, entry.record.changes[place]) for entry, place in items]) for day, items in values["days"]
            ]
        elif page.kind.template == "listing.html":
            context["groups"] = [(id, self._group(name), entries) for id, name, entries in values["groups"]]
        if page.kind.layout in SHEETS:
            context["root_code"] = root_codes.code(self.site, values)
        if page.kind.arrange:
            context |= page.kind.arrange(self.site, self.t, values)
        return context

    def titled(self, title: Any) -> Markup | str:
        """The title that the log has of a record."""
        return self.division_name(title[5:]) if isinstance(title, str) and title.startswith("area:") else self.t(title)

    def logged(self, entry: Entry) -> Mark | None:
        """Where a record's last version stands in the log, if there is one."""
        return self.site.history.mark(*entry.key) if self.site.history else None

    def _group(self, name: Any) -> Markup | str:
        if isinstance(name, tuple):
            return self.t.terms[name[0]][name[1]]
        return self.t.word(name) if name else ""

    def _area_trail(self, code: str) -> list[tuple[str, str]]:
        above = self.site.lineage(code)[:-1]
        return [(self.kind_address("areas"), self.t.word("kind.areas"))] + [
            (self.place_address(division.code), self.division_name(division.code)) for division in above
        ]

    # --- what templates may call ---

    # Filters and tables rather than functions: a template calls a filter directly, a function through its context,
    # which over a hundred values on a page is most of the time a page takes.

    def _globals(self) -> dict[str, Any]:
        return {
            "W": self.t.words, "L": self.t.labels, "T": self.t.terms, "w": self.t.word, "edition": self.site.edition,
            "today": self.site.today, "order": urgency, "home": lambda: self.root or "./", "t_list": ", " if self.t.lang == "en" else "、",
            # What stands between two sentences.
            "gap": " " if self.t.lang == "en" else "",
            "data_address": lambda: self.root if self.t.code == self.site.edition.main else f"{self.root}../",
            "single_kilobytes": lambda: -(-len(self.single_file.encode()) // 1000),
        }  # fmt: skip

    def _filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "t": self.t, "prose": self.t.prose, "names": self.t.names, "state": lambda entry: self.site.state[entry.key], "left": self.site.left, "places": self.site.places,
            "next_date": self.site.next_date, "free_shifts": self.site.free_shifts, "link": self.link, "place": self.place,
            # With its context, so that Jinja does not work it out when a template is compiled, for one page's depth.
            "kind_address": jinja2.pass_context(lambda _, kind: self.kind_address(kind)),
            "place_address": self.place_address, "place_name": self.place_name, "division_name": self.division_name,
            "entry_name": self.entry_name, "sample_note": self.sample_note, "weekday": self.weekday, "weekdays": self.weekdays,
            "about_places": self.about_places, "lies_in": self.lies_in, "number": _number, "day": _day, "tel": _tel, "language_name": self.language_name,
            "whole_address": self.whole_address, "qr": self.code, "followed": self.followed, "logged": self.logged, "titled": self.titled,
        }  # fmt: skip

    def whole_address(self, path: str) -> str:
        """A page's address as it is written on paper, from its address in its language."""
        edition = self.site.edition
        return f"{edition.url}{edition.folder(self.t.code)}{path}"

    def code(self, path: str) -> Markup:
        """The QR code of a page."""
        address = self.whole_address(path)
        return qr.svg(address, self.t.word("sheet.code", address=address).unescape())

    @cached_property
    def single_file(self) -> str:
        """All guidelines in one file, in the language they are written in."""
        before, self.t.fell_back = self.t.fell_back, False
        text = single.document(self.site, self.t, lambda name, values: self.environment.get_template(name).render(values))
        text = text.replace("<!--untranslated-->\n", str(self._language_notice()), 1)
        self.t.fell_back = before
        return text

    def followed(self, path: str) -> str:
        """The way to a calendar or feed: languages that nobody writes have those of the first."""
        return f"{self.root}{'' if self.t.code == self.t.lang else '../'}{path}"

    def kind_address(self, kind: str) -> str:
        return f"{self._base(kind)}{kind}/"

    def link(self, entry: Entry) -> str:
        return f"{self._base(entry.kind)}{entry.kind}/{entry.id}/"

    def place_address(self, code: str) -> str:
        return f"{self._base('areas')}areas/{code}/"

    def division_name(self, code: str) -> str:
        """A division's name in the page's language."""
        return self.t.division(self.site.divisions[code])

    def place_name(self, code: str) -> Markup:
        """A street with its city, for many streets share a name."""
        if code not in self._names:
            chain = self.site.lineage(code)
            names = [self.division_name(division.code) for division in (chain[1:] or chain)]
            parts = [names[-1], *names[:-1][:1]] if self.t.lang == "en" else [*names[:1], *names[1:][-1:]]
            self._names[code] = Markup.escape((", " if self.t.lang == "en" else "").join(parts))
        return self._names[code]

    def place(self, code: str) -> Markup:
        """A link to a division's page."""
        return Markup(f'<a href="{self.place_address(code)}">{self.place_name(code)}</a>')

    def entry_name(self, entry: Entry) -> Markup | str:
        """A record's title; a street's own record goes by its name."""
        return self.place_name(entry.id) if entry.kind == "areas" else self.t(entry.record.title)

    def about_places(self, entry: Entry) -> Markup:
        """Up to three places that a record says it is about, by name; told from its row."""
        codes = [id for relation, _, id in entry.row.edges if relation in ("street", "home", "area")]
        return Markup(" · ").join(self.place_name(code) for code in dict.fromkeys(codes[:3]))

    def lies_in(self, code: str) -> Markup | str:
        """The divisions a place lies in, but for the topmost; of what lies in that alone, what it is."""
        above = self.site.lineage(code)[1:-1]
        return self.t.whole_place(above) or self.t.word(f"area.level.{self.site.divisions[code].level}")

    def sample_note(self, kind: str) -> Markup:
        """What a sample's page says of itself."""
        return self.t.words.get(f"sample.note.{kind}") or self.t.words["sample.note"]

    def weekday(self, day: date) -> Markup:
        return self.t.word("day." + ("mo", "tu", "we", "th", "fr", "sa", "su")[day.weekday()])

    def weekdays(self, days: list[str]) -> Markup:
        if len(days) == 7:
            return self.t.word("day.daily")
        if days == ["mo", "tu", "we", "th", "fr"]:
            return self.t.word("day.weekdays")
        return Markup("、" if self.t.lang == "zh" else ", ").join(self.t.word(f"day.{day}") for day in days)

    def language_name(self, code: str) -> str:
        """The name of a language, or its code where this program has no name for it."""
        return self.t.words.get(f"language.{code}") or code


@lru_cache(maxsize=4096)
def _day(day: date | str) -> Markup:
    return Markup('<time datetime="{0}">{0}</time>').format(day)


@lru_cache(maxsize=4096)
def _tel(number: str) -> Markup:
    return Markup('<a class="tel" href="tel:{}">{}</a>').format(number.replace("-", ""), number)


def _number(value: Decimal | int | str | Markup) -> str:
    """A number, also as digits, with its thousands parted and no zeros that say nothing. What is HTML is no number."""
    if isinstance(value, Markup):
        return value
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
