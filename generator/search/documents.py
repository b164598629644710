"""What is searched: the published records as documents of few fields, in one language.

A document has parts: its head (title, other names, keywords, and the rest of what is no section), and sections that can be
linked to by themselves. Which field of a record is title, heading, matter of fact or running text is said in one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.model.divisions import Division
from generator.model.edition import Edition, text_in
from generator.site import Site

KINDS = (
    "guidelines", "hotlines", "help", "opportunities", "areas", "rumours", "notices", "organizations", "commendations",
)  # fmt: skip
"""Kinds in the order in which they are shown where nothing else decides."""


Synonyms = Sequence[Mapping[str, Any]]
"""The rows of `content/synonyms.yml`."""


class Part(NamedTuple):
    """A target within a page: texts by how much they say about it."""

    anchor: str
    """Empty for the head of the page."""
    title: str
    names: tuple[str, ...] = ()
    """Other names for the very same thing."""
    facts: tuple[str, ...] = ()
    """Keywords, words of the vocabularies, places, numbers."""
    body: tuple[str, ...] = ()


class Document(NamedTuple):
    """A page as search sees it. The first part is its head."""

    kind: str
    id: str
    state: str
    day: str
    """When it was last checked."""
    summary: str
    code: str
    """The division it is first about, or nothing."""
    parts: tuple[Part, ...]
    left: int = 0
    """Places still free, for an open need."""
    ends: str = ""
    """The last day of what is not over yet, or nothing."""


class Source(NamedTuple):
    """All that an index of one language is made from."""

    lang: str
    main: str
    today: str
    documents: Sequence[Document]
    divisions: Mapping[str, Division]
    synonyms: Synonyms = ()
    words: Sequence[str] = ()
    """Words of the vocabularies."""
    other: str = ""
    """The language in which is searched what this one does not have."""

    @property
    def chinese(self) -> bool:
        return self.lang == self.main


_UNFINISHED = ("open", "current", "upcoming", "full")
"""States that end with a record's last day."""

# Paths into a record whose texts are facts: short, telling, worth more than running text.
_FACTS: dict[str, tuple[str, ...]] = {
    "": ("keywords", "sources.number"),
    "opportunities": ("community",),
    "help": ("phones.description",),
    "organizations": ("teams.title",),
    "commendations": ("honour", "issuer", "recipients.name"),
    "areas": ("coordination.title", "responsibilities.title"),
    "rumours": ("claim",),
    "notices": ("issuer",),
    "hotlines": ("purpose", "audiences"),
}
_BODY: dict[str, tuple[str, ...]] = {
    "": ("summary",),
    "guidelines": ("status_note",),
    "opportunities": (
        "place", "duties", "requirements", "safety.gear", "safety.training", "safety.insurance", "signup.desk", "signup.hours",
    ),
    "help": (
        "description", "phones.hours", "address", "eligibility_description", "required_documents", "application_process",
        "fees_description",
    ),
    "organizations": ("pairings.work", "sign_ins.community", "contributions.item", "contributions.recipient"),
    "commendations": ("basis", "notice.objections", "recipients.citation", "recipients.honour"),
    "areas": (
        "phones.description", "desk.place", "focus.reason", "coordination.members", "coordination.meets",
        "responsibilities.covers", "responsibilities.keeper",
    ),
    "rumours": ("facts", "advice"),
    "notices": ("body", "points", "attachments.title"),
    "hotlines": ("hours", "where"),
}  # fmt: skip
# Numbers by which a document or a line is known, as good as its title.
_NUMBERED = {"commendations": ("number",), "notices": ("number",), "hotlines": ("number",)}
# Telephone numbers, which are found with and without their strokes.
_PHONES: dict[str, tuple[str, ...]] = {
    "opportunities": ("signup.phone",), "help": ("phones.number",), "organizations": ("liaison.phone",),
    "areas": ("desk.phone", "phones.number"), "commendations": ("notice.phone",),
}  # fmt: skip
# Fields whose values are words of a vocabulary, and which vocabulary that is.
_TERMS: dict[str, tuple[tuple[str, str], ...]] = {
    "guidelines": (("audiences", "audiences"), ("settings", "settings")),
    "opportunities": (("task", "tasks"),),
    "help": (("category", "help_categories"), ("audiences", "audiences")),
    "organizations": (("kind", "organization_kinds"), ("teams.kind", "team_kinds"), ("teams.tasks", "tasks")),
    "commendations": (("level", "levels"),),
    "areas": (("coordination.kind", "coordination_kinds"),),
    "rumours": (("verdict", "verdicts"),),
    "hotlines": (("audiences", "audiences"),),
}
# Fields that name places by their codes.
_PLACES: dict[str, tuple[str, ...]] = {
    "": ("areas",),
    "opportunities": ("street",),
    "organizations": ("home", "pairings.area", "sign_ins.area"),
    "commendations": ("recipients.area",),
}
# Lists of a guideline that are a section of its page by themselves.
_LISTS = ("plain", "dos", "donts", "carry")


def documents(site: Site, lang: str, kinds: Iterable[str] = KINDS) -> Iterator[Document]:
    """Every published record, in an order and with parts that are the same in every language, so that a place in one is one in all."""
    reader = _Reader(site, lang)
    for kind in kinds:
        # Those of a place stand together, so that what is shown together comes from few files.
        yield from sorted((reader.document(entry) for entry in site.published(kind)), key=lambda found: found.code)


class _Reader:
    """Makes documents of one language."""

    def __init__(self, site: Site, lang: str) -> None:
        self.site = site
        self.edition: Edition = site.edition
        self.lang = lang
        self._chains: dict[str, tuple[str, ...]] = {}

    def document(self, entry: Entry) -> Document:
        values = entry.read()
        title = self._title(entry, values)
        codes = [entry.id] if entry.kind == "areas" else list(self._codes(entry.kind, values))
        places = list(dict.fromkeys(name for code in codes for name in self._chain(code)))
        head = Part(
            "",
            title,
            (*self._paths(values, _NUMBERED.get(entry.kind, ())), *self._leaves(values.get("aliases"))),
            (
                *self._texts(values, _FACTS, entry.kind),
                *self._words(entry.kind, values),
                *self._leaves(self.edition.aliases.get("kinds", {}).get(entry.kind)),
                *places,
                *self._phones(values, entry.kind),
            ),
            tuple(self._texts(values, _BODY, entry.kind)),
        )
        sections = self._sections(values) if entry.kind == "guidelines" else ()
        summary = next(self._leaves(values.get("summary")), "")
        state = self.site.state[entry.key]
        left = self.site.left(entry) if entry.kind == "opportunities" and state == "open" else 0
        ends = entry.row.ends if state in _UNFINISHED else ""
        return Document(
            entry.kind, entry.id, state, entry.row.verified, summary, codes[0] if codes else "", (head, *sections), left, ends
        )

    def _title(self, entry: Entry, values: Mapping[str, Any]) -> str:
        if entry.kind == "areas":
            division = self.site.divisions[entry.id]
            return division.name if self.lang == self.edition.main else division.name_en or division.name
        # A record always has a title in the first language.
        return text_in(values["title"], self.lang, self.edition.main)[0]

    def _sections(self, values: Mapping[str, Any]) -> Iterator[Part]:
        for name in _LISTS:
            if values.get(name):
                yield Part(name, "", (), (), tuple(self._leaves(values[name])))
        for section in values.get("sections", ()):
            title = next(self._leaves(section["title"]), "")
            names = tuple(self._leaves(section.get("aliases")))
            yield Part(str(section["id"]), title, names, (), tuple(self._at(section, ("steps", "text"))))
        for item in values.get("questions", ()):
            question = next(self._leaves(item["question"]), "")
            yield Part("questions", question, (), (), tuple(self._leaves(item["answer"])))

    # --- texts ---

    def _texts(self, values: Mapping[str, Any], table: Mapping[str, tuple[str, ...]], kind: str) -> Iterator[str]:
        yield from self._paths(values, (*table[""], *table.get(kind, ())))

    def _paths(self, values: Mapping[str, Any], paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            yield from self._at(values, path.split("."))

    def _phones(self, values: Mapping[str, Any], kind: str) -> Iterator[str]:
        for number in self._paths(values, _PHONES.get(kind, ())):
            yield number
            if "-" in number:
                yield number.replace("-", "")

    def _words(self, kind: str, values: Mapping[str, Any]) -> Iterator[str]:
        for path, vocabulary in _TERMS.get(kind, ()):
            for word in _values(values, path.split(".")):
                yield from self._leaves(self.edition.terms[vocabulary].get(str(word)))
                yield from self._leaves(self.edition.aliases.get(vocabulary, {}).get(str(word)))

    def _at(self, values: Any, path: Sequence[str]) -> Iterator[str]:
        for value in _values(values, path):
            yield from self._leaves(value)

    def _leaves(self, value: Any) -> Iterator[str]:
        """The texts of a value in this language; one that says nothing of its language is in the first, or just a number."""
        if isinstance(value, str):
            if self.lang == self.edition.main or value.isascii():
                yield value
        elif isinstance(value, dict):
            if self.lang in value:
                yield from self._leaves_as_they_are(value[self.lang])
        elif isinstance(value, (list, tuple)):
            for item in value:
                yield from self._leaves(item)
        elif value is not None and (self.lang == self.edition.main or str(value).isascii()):
            yield str(value)

    def _leaves_as_they_are(self, value: Any) -> Iterator[str]:
        yield from map(str, value) if isinstance(value, (list, tuple)) else (str(value),)

    # --- places ---

    def _codes(self, kind: str, values: Mapping[str, Any]) -> Iterator[str]:
        for path in (*_PLACES.get(kind, ()), *_PLACES[""]):
            yield from map(str, _values(values, path.split(".")))

    def _chain(self, code: str) -> tuple[str, ...]:
        """The names of a place and of those it lies in below the topmost, the narrowest first."""
        if code not in self._chains:
            chain = self.site.lineage(code)[1:][::-1]
            names = (division.name if self.lang == self.edition.main else division.name_en for division in chain)
            self._chains[code] = tuple(filter(None, names))
        return self._chains[code]


def _values(value: Any, path: Sequence[str]) -> Iterator[Any]:
    """What stands at a path, through every list on the way."""
    found = [value]
    for step in path:
        found = [each[step] for each in _flat(found) if type(each) is dict and step in each]
    return (each for each in _flat(found) if each is not None)


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if type(value) in (list, tuple):
            yield from _flat(value)
        else:
            yield value
