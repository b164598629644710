"""Reads built pages: a quick sketch of many, or the whole tree of a few."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

INLINE = {"", "a", "abbr", "b", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time", "tspan"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_TAG = re.compile(
    r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1>|<([a-zA-Z][a-zA-Z0-9]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_WHITE = re.compile(r"\s+")


def fold(text: str) -> str:
    """White space as a browser shows it."""
    return _WHITE.sub(" ", text).strip()


def squeeze(text: str) -> str:
    """A text without any white space."""
    return _WHITE.sub("", text)


# --- the whole tree ------------------------------------------------------------------------------------------------


@dataclass
class Element:
    """One element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all in it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @cached_property
    def words(self) -> str:
        """Every word in it; what a browser shows apart is parted by a space."""
        return "".join(child if isinstance(child, str) else child._apart for child in self.children)

    @property
    def _apart(self) -> str:
        return self.words if self.tag in INLINE else f" {self.words} "

    @cached_property
    def text(self) -> str:
        return fold(self.words)

    @cached_property
    def squeezed(self) -> str:
        return squeeze(self.words)

    def values(self, attribute: str) -> set[str]:
        """The values of an attribute of this element and all in it."""
        return {element.attributes[attribute] for element in self.walk() if attribute in element.attributes}

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements of a tag, or with attributes; `_` in a name stands for `-`."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element for element in self.walk()
            if tag in ("", element.tag) and all(element.attributes.get(name) == value for name, value in wanted.items())
        ]  # fmt: skip


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            raise ValueError(f"</{tag}> ends <{self.open[-1].tag}> in line {self.getpos()[0]}")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(text: str) -> Element:
    """The tree of a page whose elements are all closed where they must be; raises `ValueError` if not."""
    reader = _Tree()
    reader.feed(text)
    reader.close()
    if reader.open != [reader.root]:
        raise ValueError(f"never ended: {[element.tag for element in reader.open[1:]]}")
    return reader.root


# --- a sketch ------------------------------------------------------------------------------------------------------


def tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every start tag with its attributes; five times as fast as the parser of the standard library."""
    for match in _TAG.finditer(text):
        if match[2]:
            yield match[2].lower(), {
                name.lower(): html.unescape(double or single or bare)
                for name, double, single, bare in _ATTRIBUTE.findall(match[3])
            }  # fmt: skip
        elif match[1]:
            yield match[1].lower(), {}


@dataclass
class Sketch:
    """What links and heads of pages are judged by."""

    lang: str = ""
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses of `a` elements."""
    fetched: list[str] = field(default_factory=list)
    """Addresses the browser asks for by itself."""
    named: list[str] = field(default_factory=list)
    """Ids that other elements name: `aria-labelledby`, `for` and so on."""
    headings: list[int] = field(default_factory=list)
    scripts: int = 0
    around: int = 0
    """Bytes outside `main` and JSON-LD."""


_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)


def sketch(text: str) -> Sketch:
    """What a page links to, names and says of itself."""
    found = Sketch()
    title = _TITLE.search(text)
    found.title = html.unescape(title[1]) if title else ""
    found.around = len(_MAIN.sub("", LINKED_DATA.sub("", text)).encode())
    found.scripts = text.count("<script") - text.count('<script type="application/ld+json">')
    for tag, attributes in tags(text):
        _draw(found, tag, attributes)
    return found


def _draw(found: Sketch, tag: str, attributes: dict[str, str]) -> None:
    if "id" in attributes:
        found.ids.append(attributes["id"])
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        found.named += attributes.get(name, "").split()
    if tag == "a" and "href" in attributes:
        found.links.append(attributes["href"])
    elif tag == "link":
        _draw_link(found, attributes)
    elif tag == "meta":
        found.meta[attributes.get("name", "")] = attributes.get("content", "")
    elif tag == "html":
        found.lang = attributes.get("lang", "")
    elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        found.headings.append(int(tag[1]))
    else:
        found.fetched += [
            attributes[name] for name in ("src", "srcset", "data", "poster", "xlink:href", "action") if name in attributes
        ]


def _draw_link(found: Sketch, attributes: dict[str, str]) -> None:
    match attributes.get("rel", ""):
        case "canonical":
            found.canonical = attributes["href"]
        case "alternate" if "hreflang" in attributes:
            found.alternates.append((attributes["hreflang"], attributes["href"]))
        case "alternate":
            found.links.append(attributes["href"])
        case _:
            found.fetched.append(attributes["href"])
