"""The editing form as a browser without scripts handles it: what a page would send, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import projects
from htmlread import Element, tree

from generator import load, yaml_core
from generator.form.desk import Answer, Desk
from generator.judgement import Memory

Pairs = list[tuple[str, str]]

# Of the sound edition: a need with two shifts, and a phone line.
DYKE = "/opportunities/old-street-dyke/"
DYKE_FILE = "opportunities/990101001/old-street-dyke.yml"
HOTLINE = "/hotlines/flood-office/"


def desk(content: Path, lang: str = "zh") -> Desk:
    """The form of some content, on the tests' day."""
    return Desk(content, lambda: projects.TODAY, Memory, lang)


def shown(answer: Answer) -> Element:
    """A page of the form."""
    assert answer.type.startswith("text/html"), answer
    return tree(answer.body.decode())


def pairs_of(page: Element) -> Pairs:
    """What a browser sends of the form on a page, with no button pressed."""
    form = next(form for form in page.all("form") if form.attributes.get("method") == "post")
    return [pair for element in form.walk() for pair in _sent(element)]


def _sent(element: Element) -> Iterator[tuple[str, str]]:
    name, value = element.attributes.get("name", ""), element.attributes.get("value", "")
    if element.tag == "input" and (element.attributes.get("type") != "checkbox" or "checked" in element.attributes):
        yield name, value
    elif element.tag == "textarea":
        # A browser takes the first line end away and sends the others as a carriage return and a line feed.
        yield name, element.words.removeprefix("\n").replace("\n", "\r\n")
    elif element.tag == "select":
        options = element.all("option")
        picked = [option for option in options if "selected" in option.attributes] or options[:1]
        yield from ((name, option.attributes["value"]) for option in picked)


def filled(pairs: Pairs, **texts: str) -> Pairs:
    """The same with other texts in some fields; `__` in a name stands for a dot."""
    wanted = {name.replace("__", "."): text for name, text in texts.items()}
    assert wanted.keys() <= {name for name, _ in pairs}, wanted.keys() - {name for name, _ in pairs}
    return [(name, wanted.get(name, text)) for name, text in pairs]


def press(desk: Desk, path: str, pairs: Pairs, do: str = "save") -> Answer:
    """Press a button of a form, and go where that leads."""
    answer = desk.post(path, [*pairs, ("do", do)])
    if answer.status == 303:
        where, _, query = answer.location.partition("?")
        return desk.get(where, saved=query == "~saved")
    return answer


def values(file: Path) -> dict[str, yaml_core.Value]:
    """What a record's file holds."""
    return yaml_core.parse(load.read_text(file))


def opened(desk: Desk, path: str) -> Pairs:
    """What a page would send as it is opened."""
    return pairs_of(shown(desk.get(path)))


def wrong(page: Element, name: str) -> str:
    """What is told to be wrong at a field."""
    return " ".join(part.text for part in page.all("ul", id=f"f-{name.replace('.', '-')}-wrong"))
