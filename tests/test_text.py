"""Whatever editors type comes out harmless, whole, and in the reader's language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import editions
import htmlread
import projects
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text import Speech, prose_html, without_han_spaces
from generator.words import WORDS

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "code"}
SCHEMES = {"http", "https", "tel", "mailto", ""}
ATTRIBUTES = {"href", "rel", "title"}
"""Of links; no other element has any."""

ANY = st.text(st.characters(codec="utf-8"), max_size=60)
HOSTILE = st.sampled_from([
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)",
    "<a href=javascript:alert(1)>a</a>", "![a](https://example.org/a.png)", "<https://example.org>", "[a](<javascript:x>)", "[a]( javascript:x)",
    "<svg/onload=alert(1)>", "<!--", "-->", "]]>", "<style>*{}</style>", "`<script>`", "&lt;script&gt;", "&#60;script&#62;", "\\<script>",
    "[a](vbscript:x)", "[a](java\nscript:x)", "[a](&#106;avascript:x)", '[a](https://example.org "onclick=x")', "<base href=//x>", "<iframe>",
    "* a\n* b", "1. a\n2. b", "**a**", "_a_", "`a`", "[a](https://example.org/?a=1&b=2)", "[a](tel:12345)", "[a](//example.org)", "a\n\nb",
])  # fmt: skip
TEXT = st.lists(st.one_of(ANY, HOSTILE), min_size=1, max_size=5).map("".join)


class _Found(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.others: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(TEXT)
def test_any_text_gives_only_allowed_tags(text: str) -> None:
    """No text brings in an element, attribute or kind of address beyond the few that prose may have."""
    found = _Found(str(prose_html(text)))
    assert {tag for tag, _ in found.tags} <= TAGS
    assert {name for tag, attributes in found.tags for name in attributes if tag == "a"} <= ATTRIBUTES
    assert [tag for tag, attributes in found.tags if attributes and tag != "a"] == []
    assert {urlsplit(attributes.get("href") or "").scheme.lower() for tag, attributes in found.tags if tag == "a"} <= SCHEMES
    assert found.others == []


@given(TEXT)
def test_prose_is_well_formed(text: str) -> None:
    """What comes out can stand in a page without breaking it."""
    htmlread.tree(f"<div>{prose_html(text)}</div>")


@given(HOSTILE, ANY)
def test_script_never_survives(hostile: str, text: str) -> None:
    """No script, handler or script address is left in what a browser would run."""
    html = str(prose_html(text + hostile + text))
    assert not re.search(r"<\s*(?:script|style|svg|iframe|img|base|!--)", html, re.I)
    for tag, attributes in _Found(html).tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert not re.match(r"\s*(?:javascript|data|vbscript):", attributes.get("href") or "", re.I)


@given(st.text(st.characters(categories=["L", "N", "Po", "Ps", "Pe"], exclude_characters="*_`[]<>&\\"), min_size=1, max_size=40))
def test_plain_words_survive(text: str) -> None:
    """Text without marks comes out word for word."""
    assert htmlread.squeeze("".join(_Found(str(prose_html(text))).words)) == htmlread.squeeze(text)


@given(ANY.filter(str.strip))
@example("<script>alert(1)</script>")
@example("# no heading")
@example("a < b & c > d")
def test_other_marks_come_out_as_typed(text: str) -> None:
    """A text in a short field is shown as the editor typed it, marks and all."""
    spoken = Speech(projects.checked(editions.SOUND).edition, "zh")
    assert htmlread.tree(str(spoken(text))).words == text.replace("\r\n", "\n").replace("\r", "\n") or "\r" in text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一段。", "<p>一段。</p>"),
        ("一段。\n\n二段。", "<p>一段。</p><p>二段。</p>"),
        ("**先**洗手", "<p><strong>先</strong>洗手</p>\n"),
        ("- 口\n- 手", "<ul>\n<li>口</li>\n<li>手</li>\n</ul>\n"),
        ("[12345](tel:12345)", '<p><a href="tel:12345" rel="noopener">12345</a></p>\n'),
        ("# 不是标题", "<p># 不是标题</p>"),
        ("<b>粗</b>", "<p>&lt;b&gt;粗&lt;/b&gt;</p>\n"),
        ("![图](https://example.org/a.png)", '<p>!<a href="https://example.org/a.png" rel="noopener">图</a></p>\n'),
        ("分两行\n写的中文。", "<p>分两行写的中文。</p>"),
        ("two\nlines", "<p>two\nlines</p>"),
    ],
)
def test_what_prose_knows(text: str, html: str) -> None:
    """Paragraphs, lists, emphasis, links and nothing more; Chinese lines join without a space."""
    assert str(prose_html(text)) == html


def test_chinese_lines_join_but_code_does_not() -> None:
    """A line end between Chinese characters vanishes, but not one inside preformatted text or beside Latin letters."""
    assert without_han_spaces("一。\n二") == "一。二"
    assert without_han_spaces("<pre>一\n二</pre>\n三\n四") == "<pre>一\n二</pre>\n三四"
    assert without_han_spaces("a\nb，\nc") == "a\nb，\nc"


# --- languages -----------------------------------------------------------------------------------------------------


def _speech(lang: str) -> Speech:
    return Speech(projects.checked(editions.SOUND).edition, lang)


BOTH = {"zh": "水", "en": "Water"}


@pytest.mark.parametrize(
    ("lang", "value", "html", "fell_back"),
    [
        ("zh", BOTH, "水", False), ("en", BOTH, "Water", False), ("zh", "水", "水", False),
        ("en", "水", '<span lang="zh-CN">水</span>', True), ("en", {"zh": "<水>"}, '<span lang="zh-CN">&lt;水&gt;</span>', True),
    ],
)  # fmt: skip
def test_a_fallback_is_marked(lang: str, value: object, html: str, fell_back: bool) -> None:
    """A text without a translation is shown in the first language, marked with its tag, and remembered."""
    speech = _speech(lang)
    assert str(speech(value)) == html
    assert speech.fell_back is fell_back


def test_prose_falls_back_too() -> None:
    """Longer words are marked in an element of their own; plain ones, for titles, are not marked."""
    speech = _speech("en")
    assert str(speech.prose("一。")) == '<div lang="zh-CN"><p>一。</p></div>'
    assert speech.plain("一。") == "一。"


def test_an_edition_replaces_words() -> None:
    """The edition's own word stands for the program's in the language it is given in, and falls back to its first."""
    assert str(_speech("zh").labels["organizations.pairings"]) == "结对堤段"
    assert str(_speech("en").labels["organizations.pairings"]) == "Paired dykes"
    assert str(_speech("en").labels["areas.responsibilities"]) == "包段"


@given(ANY)
def test_blanks_are_escaped(text: str) -> None:
    """What fills a blank of one of the program's words is escaped, and braces in it are no blanks."""
    assert htmlread.tree(str(_speech("zh").word("need.next", day=text)).replace("\r", " ")).words == WORDS["need.next"][
        "zh"
    ].format(day=text.replace("\r", " "))
