"""Drops from a stylesheet every rule that can match nothing in given pages, and then what only such rules used.

Where it cannot be sure that a rule matches nothing, the rule stays: pseudo classes and elements, `:not()` and `:has()` are taken
to match, and what a template works out (`{{ … }}`) may be any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import combinations
from typing import Any, NamedTuple

import tinycss2  # type: ignore[import-untyped]

# --- what the pages hold -------------------------------------------------------------------------------------------

_ANY, _MAYBE = "\ue000", "\ue001"
"""What stands in for a template's `{{ … }}` and `{% … %}`: characters that no page may hold (private use)."""
_CHOICE = re.compile(r"\{\{-?\s*'([\w -]*)'\s+if\s[^'{}]*?(?:\selse\s+'([\w -]*)')?\s*-?\}\}")
# A browser makes these for any page, and scripts and readers change these.
_ALWAYS = ("html", "body", "head")
_LIVE = {"hidden", "open"}


class Element(NamedTuple):
    """One kind of element that pages hold. In a name or value the mark of a template means any text."""

    names: frozenset[str]
    classes: frozenset[str]
    attributes: frozenset[tuple[str, str]]


class _Reader(HTMLParser):
    """Collects the elements of one page or template."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[Element] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = [(name.replace(_MAYBE, ""), (value or "").replace(_MAYBE, _ANY)) for name, value in attrs]
        classes = [word for name, value in attrs if name == "class" for word in (value or "").split()]
        self.found.add(
            Element(
                frozenset(_spellings(tag)), frozenset(each for word in classes for each in _spellings(word)), frozenset(values)
            )
        )


def elements_of(html: Iterable[str]) -> set[Element]:
    """Every kind of element in pages and Jinja templates."""
    reader = _Reader()
    for text in html:
        reader.feed(_without_jinja(text))
        reader.close()
        reader.reset()
    return reader.found | {Element(frozenset({name}), frozenset(), frozenset()) for name in _ALWAYS}


def _without_jinja(text: str) -> str:
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = _CHOICE.sub(lambda found: _MAYBE + _MAYBE.join(filter(None, found.groups())) + _MAYBE, text)
    return re.sub(r"\{%.*?%\}", _MAYBE, re.sub(r"\{\{.*?\}\}", _ANY, text, flags=re.DOTALL), flags=re.DOTALL)


def _spellings(word: str) -> Iterator[str]:
    """What a word can be when each piece between a template's conditions is there or not."""
    pieces = [piece for piece in word.split(_MAYBE) if piece]
    if len(pieces) > 6:
        pieces = [_ANY]
    for count in range(1, len(pieces) + 1):
        yield from map("".join, combinations(pieces, count))


@cache
def _pattern(spelling: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, spelling.split(_ANY))), re.DOTALL)


def _is(spellings: Iterable[str], word: str) -> bool:
    """Whether one of the spellings can be this word."""
    return any(spelling == word or (_ANY in spelling and _pattern(spelling).fullmatch(word)) for spelling in spellings)


# --- what a selector asks for --------------------------------------------------------------------------------------

Condition = Callable[[Element], bool]
_ALTERNATIVES = {"is", "where", "matches", "-webkit-any", "-moz-any"}
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


class Selectors:
    """Which selectors can match in pages that hold these elements."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._elements = tuple(elements)
        self._known: dict[str, bool] = {}

    def possible(self, prelude: Iterable[Any]) -> Iterator[str]:
        """Of a rule's selectors those that can match."""
        for selector in _split(prelude, ","):
            if self._can(selector):
                yield tinycss2.serialize(selector).strip()

    def _can(self, selector: list[Any]) -> bool:
        """Whether for each part between combinators some element has all that the part asks for."""
        return all(self._has(part) for part in _split(selector, ">", "+", "~", " ") if part)

    def _has(self, part: list[Any]) -> bool:
        key = tinycss2.serialize(part)
        if key not in self._known:
            conditions = self._conditions(part)
            self._known[key] = any(all(condition(element) for condition in conditions) for element in self._elements)
        return self._known[key]

    def _conditions(self, part: list[Any]) -> list[Condition]:
        """What an element must have. What is not understood asks for nothing."""
        found: list[Condition] = []
        before = ""
        if any(token.type == "literal" and token.value in "|&" for token in part):
            return found
        for token in part:
            if token.type == "hash":
                found.append(_attribute("id", "=", token.value))
            elif token.type == "[] block":
                found.append(_in_brackets(token.content))
            elif token.type == "ident" and before == ".":
                found.append(_class(token.value))
            elif token.type == "ident" and before == "":
                found.append(_name(token.lower_value))
            elif token.type == "function" and token.lower_name in _ALTERNATIVES:
                found.append(self._alternatives(token.arguments))
            before = token.value if token.type == "literal" else "other"
        return found

    def _alternatives(self, arguments: list[Any]) -> Condition:
        possible = any(self._can(selector) for selector in _split(arguments, ","))
        return lambda element: possible


def _split(tokens: Iterable[Any], *marks: str) -> list[list[Any]]:
    """Tokens between marks; white space is one where " " is."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if (token.type == "literal" and token.value in marks) or (token.type == "whitespace" and " " in marks):
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


def _name(wanted: str) -> Condition:
    return lambda element: _is(element.names, wanted)


def _class(wanted: str) -> Condition:
    return lambda element: _is(element.classes, wanted) or _free(element)


def _attribute(wanted: str, operator: str, text: str) -> Condition:
    fits = _OPERATORS.get(operator)

    def has(element: Element) -> bool:
        values = [value for name, value in element.attributes if name == wanted]
        fitting = any(_ANY in value or fits is None or fits(value, text) for value in values)
        return fitting or wanted in _LIVE or _free(element)

    return has


def _free(element: Element) -> bool:
    """Whether a template may give the element any attribute."""
    return any(_ANY in name for name, _ in element.attributes)


def _in_brackets(content: list[Any]) -> Condition:
    """What `[name]`, `[name="text"]` or `[name^=text i]` asks for. Where letters of both cases do, any text does."""
    tokens = [token for token in content if token.type not in ("whitespace", "comment")]
    values = [token.value for token in tokens if token.type in ("ident", "string")]
    operator = "".join(token.value for token in tokens if token.type == "literal")
    known = len(values) == 2 and values[1] and operator in _OPERATORS
    return _attribute(values[0].lower() if values else "", operator if known else "", values[1] if known else "")


# --- the stylesheet ------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """One declaration."""

    name: str
    text: str


class Block(NamedTuple):
    """A rule with its declarations, or an at-rule with its rules or declarations."""

    head: str
    items: list[Line | Block]

    @property
    def keyword(self) -> str:
        """`media`, `keyframes`, … without a maker's prefix; empty for a plain rule."""
        found = re.match(r"@(?:-\w+-)?([\w-]+)", self.head)
        return found[1].lower() if found else ""

    def __str__(self) -> str:
        return f"{self.head}{{{''.join(f'{item.text};' if isinstance(item, Line) else str(item) for item in self.items)}}}"


_OF_RULES = {"media", "supports", "layer", "container", "starting-style", "scope", "document"}
# The policy refuses pictures in the stylesheet itself, and no page asks another host for anything.
_FOREIGN = re.compile(r"url\(\s*[\"']?(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_READ = re.compile(r"var\(\s*(--[\w-]+)")


def prune(css: str, html: Iterable[str], beside: str = "") -> str:
    """A stylesheet without what pages and templates cannot use. What another stylesheet `beside` it reads stays."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    blocks = list(_blocks(rules, Selectors(elements_of(html))))
    blocks = list(_without_unread(blocks, _read([*_lines(blocks)], beside)))
    blocks = list(_without_unused(blocks, ";".join([*(line.text for line in _lines(blocks)), beside])))
    return "".join(map(str, blocks))


def _blocks(rules: Iterable[Any], selectors: Selectors) -> Iterator[Block]:
    """The rules that can match. Statements such as `@import` and `@charset` have no place in one joined stylesheet."""
    for rule in rules:
        if rule.type == "qualified-rule":
            head = ",".join(selectors.possible(rule.prelude))
            items = list(_declarations(rule.content)) if head else []
        elif rule.type == "at-rule" and rule.content is not None:
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}"
            items = list(_inside(rule, selectors))
        else:
            continue
        if items:
            yield Block(head, items)


def _inside(rule: Any, selectors: Selectors) -> Iterator[Line | Block]:
    keyword = Block(f"@{rule.at_keyword}", []).keyword
    if keyword in _OF_RULES:
        yield from _blocks(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), selectors)
    elif keyword == "keyframes":
        for frame in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            if frame.type == "qualified-rule":
                yield Block(tinycss2.serialize(frame.prelude).strip(), list(_declarations(frame.content)))
    else:
        yield from _declarations(rule.content)


def _declarations(content: list[Any]) -> Iterator[Line | Block]:
    """Declarations and nested rules; what is broken is left out, as browsers do."""
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            text = item.serialize()
            if not _FOREIGN.search(text):
                yield Line(item.name, text)
        elif item.type in ("qualified-rule", "at-rule") and item.content is not None:
            mark = "" if item.type == "qualified-rule" else f"@{item.at_keyword}"
            yield Block(mark + tinycss2.serialize(item.prelude).strip(), list(_declarations(item.content)))


def _lines(blocks: Iterable[Line | Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from _lines(block.items)


def _read(lines: list[Line], beside: str) -> set[str]:
    """Every custom property that some property is worked out from, be it by way of others."""
    found = set(_READ.findall(beside))
    found.update(name for line in lines if not line.name.startswith("--") for name in _READ.findall(line.text))
    more = found
    while more:
        more = {name for line in lines if line.name in more for name in _READ.findall(line.text)} - found
        found |= more
    return found


def _without_unread(blocks: Iterable[Line | Block], read: set[str]) -> Iterator[Block]:
    """Blocks without custom properties that nobody reads, and without those left empty."""
    for block in blocks:
        if isinstance(block, Block):
            kept = _kept(block, read)
            if kept:
                yield Block(block.head, kept)


def _kept(block: Block, read: set[str]) -> list[Line | Block]:
    kept: list[Line | Block] = []
    for item in block.items:
        if isinstance(item, Block):
            kept += _without_unread([item], read)
        elif not item.name.startswith("--") or item.name in read:
            kept.append(item)
    return kept


def _without_unused(blocks: Iterable[Block], used: str) -> Iterator[Block]:
    """Blocks without animations and fonts that no declaration names, and without those left empty."""
    for block in blocks:
        if block.keyword in _OF_RULES:
            inner = [*_without_unused((item for item in block.items if isinstance(item, Block)), used)]
            if inner:
                yield Block(block.head, [*inner])
        elif not _idle(block, used):
            yield block


def _idle(block: Block, used: str) -> bool:
    """Whether a block is an animation or a font that nothing names."""
    if block.keyword == "keyframes":
        name = re.escape(block.head.split()[-1])
        return not re.search(rf"animation[^;]*?(?<![\w-]){name}(?![\w-])", used)
    if block.keyword == "font-face":
        own = next((line.text for line in _lines([block]) if line.name == "font-family"), "")
        return own.partition(":")[2].strip(" \"'") not in used.replace(own, "")
    return False
