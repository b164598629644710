"""Editors' words to HTML: escaped, in the reader's language, with a small safe subset of Markdown."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup, escape

from generator.model.divisions import Division
from generator.model.edition import Edition, names_in, text_in
from generator.words import WORDS

_TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "code"}
_SCHEMES = {"http", "https", "tel", "mailto"}
# Without one of these a text is plain paragraphs and needs no Markdown parser.
_MARKS = re.compile(r"[*_`\[<&\\]|^\s{0,3}(?:[-+]|\d+[.)])\s|https?://", re.MULTILINE)


@lru_cache(maxsize=1)
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["list", "emphasis", "link", "backticks", "escape", "newline", "balance_pairs"])


@lru_cache(maxsize=8192)
def prose_html(text: str) -> Markup:
    """Paragraphs, lists, emphasis and links of a text; every other mark and tag comes out as the editor typed it."""
    text = without_han_spaces(text)
    if not _MARKS.search(text):
        return Markup("").join(Markup("<p>{}</p>").format(part.strip()) for part in text.split("\n\n") if part.strip())
    import nh3

    html = _markdown().render(text)
    return Markup(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener"))


# A line end between two Chinese characters is a space to a browser; in Chinese there is none.
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c\u201d\u2018\u2019\u2014\u2026"
_HAN_LINE_END = re.compile(f"(?<=[{_HAN}])[ \t]*\n[ \t]*(?=[{_HAN}])")
_PREFORMATTED = re.compile("(<pre.*?</pre>)", re.DOTALL)


def without_han_spaces(html: str) -> str:
    """HTML whose lines may end after any sentence, as Chinese is read: without spaces between its lines."""
    parts = _PREFORMATTED.split(html)
    parts[::2] = [_HAN_LINE_END.sub("", part) for part in parts[::2]]
    return "".join(parts)


# XML has no way to write these at all, and calendars are not to hold them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """A text without the control characters that may not stand in XML and calendars."""
    return _CONTROLS.sub("", text)


class Speech:
    """Everything a page says in one language: editors' texts, the edition's words and the program's own.

    Callable: `t(value)` gives a text in this language, marked with its own where it had to fall back to the first.
    """

    def __init__(self, edition: Edition, code: str) -> None:
        self.edition = edition
        self.code = code
        self.main = edition.main
        self.lang = edition.main if edition.language(code).convert else code
        """The language the words are written in; what is converted from the first is written in that."""
        self.tag = edition.tag(code)
        self.fell_back = False
        """Whether something was shown in the first language since this was last set to false."""

    def __call__(self, value: Any) -> Markup:
        text, lang = text_in(value, self.lang, self.main)
        return self._marked(escape(text), lang, "span")

    def prose(self, value: Any) -> Markup:
        """Longer words, with their Markdown."""
        text, lang = text_in(value, self.lang, self.main)
        return self._marked(prose_html(text), lang, "div")

    def names(self, value: Any) -> str:
        """Other names of a thing in this language, if it has some."""
        return (", " if self.lang == "en" else "、").join(names_in(value, self.lang, self.main))

    def plain(self, value: Any) -> str:
        """A text without any mark-up, for titles and attributes; `escape` it where it is used."""
        return text_in(value, self.lang, self.main)[0]

    def about(self, name: str, text: str) -> str:
        """A text after what it is about, with the mark that the language has between them. Not yet escaped."""
        return f"{name}: {text}" if self.lang == "en" else f"{name}：{text}"

    def aside(self, text: str, note: str) -> str:
        """A text with a note in brackets. Not yet escaped."""
        return f"{text} ({note})" if self.lang == "en" else f"{text}（{note}）"

    def _marked(self, html: Markup, lang: str, element: str) -> Markup:
        if lang == self.lang:
            return html
        self.fell_back = True
        return Markup('<{0} lang="{1}">{2}</{0}>').format(element, self.edition.tag(lang), html)

    def division(self, division: Division) -> str:
        """A division's name; its own where it has none in this language."""
        return (division.name_en or division.name) if self.lang == "en" else division.name

    def whole_place(self, chain: list[Division]) -> str:
        """A division with those it lies in, from the topmost down, written as the language writes addresses."""
        names = [self.division(division) for division in chain]
        return ", ".join(reversed(names)) if self.lang == "en" else "".join(names)

    @cached_property
    def terms(self) -> dict[str, dict[str, Markup]]:
        """Every word of the edition's vocabularies."""
        return {name: {word: self._term(text) for word, text in words.items()} for name, words in self.edition.terms.items()}

    def _term(self, value: Any) -> Markup:
        text, lang = text_in(value, self.lang, self.main)
        return self._marked(escape(text), lang, "span")

    @cached_property
    def words(self) -> dict[str, Markup]:
        """The program's own words, and the edition's where it has others."""
        own = {key: escape(sentence["en" if self.lang.startswith("en") else "zh"]) for key, sentence in WORDS.items()}
        return own | {key: escape(text_in(value, self.lang, self.main)[0]) for key, value in self.edition.words.items()}

    def word(self, key: str, **values: object) -> Markup:
        """One of those words, with its blanks filled in."""
        # Markup.format would do the same, ten times slower.
        return Markup(str.format(self.words[key], **{name: escape(value) for name, value in values.items()}))

    @cached_property
    def labels(self) -> dict[str, Markup]:
        """The name of every field by its path (`opportunities.shifts.date`), as the edition or the model calls it."""
        from generator.model.fields import field_names

        code = "en" if self.lang.startswith("en") else "zh"
        return {key: escape(names[code]) for key, names in field_names().items()} | self.words
