"""Editors' words to HTML: escaped, in the reader's language, with a small safe subset of Markdown."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup, escape

from generator.model.edition import Edition, text_in
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


class Speech:
    """Everything a page says in one language: editors' texts, the edition's words and the program's own.

    Callable: `t(value)` gives a text in this language, marked with its own where it had to fall back to the first.
    """

    def __init__(self, edition: Edition, lang: str) -> None:
        self.edition = edition
        self.lang = lang
        self.main = edition.main
        self.tag = edition.tag(lang)
        self.fell_back = False
        """Whether something was shown in the first language since this was last set to false."""

    def __call__(self, value: Any) -> Markup:
        text, lang = text_in(value, self.lang, self.main)
        return self._marked(escape(text), lang, "span")

    def prose(self, value: Any) -> Markup:
        """Longer words, with their Markdown."""
        text, lang = text_in(value, self.lang, self.main)
        return self._marked(prose_html(text), lang, "div")

    def plain(self, value: Any) -> str:
        """A text without any mark-up, for titles and attributes; `escape` it where it is used."""
        return text_in(value, self.lang, self.main)[0]

    def _marked(self, html: Markup, lang: str, element: str) -> Markup:
        if lang == self.lang:
            return html
        self.fell_back = True
        return Markup('<{0} lang="{1}">{2}</{0}>').format(element, self.edition.tag(lang), html)

    def term(self, vocabulary: str, word: str) -> Markup:
        """A word of one of the edition's vocabularies."""
        text, lang = text_in(self.edition.terms[vocabulary][word], self.lang, self.main)
        return self._marked(escape(text), lang, "span")

    @cached_property
    def _words(self) -> dict[str, Markup]:
        own = {key: escape(sentence["en" if self.lang.startswith("en") else "zh"]) for key, sentence in WORDS.items()}
        return own | {key: escape(text_in(value, self.lang, self.main)[0]) for key, value in self.edition.words.items()}

    def word(self, key: str, **values: object) -> Markup:
        """One of the program's own words, with its blanks filled in. Words are the program's or the edition's: HTML as they are."""
        word = self._words[key]
        return word.format(**values) if values else word

    def word_or(self, key: str, otherwise: str) -> Markup:
        """One of the program's or the edition's own words, or something else where there is none."""
        return self._words.get(key) or escape(otherwise)

    def label(self, kind: str, field: str) -> Markup:
        """The name of a field by its path (`shifts.date`), as the edition or the model calls it."""
        key = f"{kind}.{field}"
        return self._words[key] if key in self._words else self._names[key]

    @cached_property
    def _names(self) -> dict[str, Markup]:
        from generator.model.fields import field_names

        code = "en" if self.lang.startswith("en") else "zh"
        return {key: escape(names[code]) for key, names in field_names().items()}
