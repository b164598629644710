"""Every relation between records is a link on the pages of both: whoever came one way finds the way back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

import editions
import htmlread
import projects
import pytest

from generator.entry import Entry
from generator.site import Site

EDITIONS = {"real": (projects.CONTENT, projects.real_site), "sound": (editions.SOUND, projects.sound_site)}
EVERY = pytest.mark.parametrize("name", EDITIONS)


class Shown(NamedTuple):
    """What the page of a record or place leads to, and how many more it says there are, by the list where they are."""

    links: frozenset[str]
    more: tuple[tuple[str, int], ...]


@cache
def shown(site: Path, page: str) -> Shown:
    """What stands in the page at an address."""
    (main,) = htmlread.tree((site / page / "index.html").read_text("utf-8")).all("main")
    links = frozenset(_address(page, link) for link in main.values("href"))
    told = [
        (_address(page, part.all("a")[0].attributes["href"]), part.text) for part in main.all("p", class_="more") if part.all("a")
    ]
    return Shown(links, tuple((list_of, int(number)) for list_of, text in told for number in re.findall(r"\d+", text)[:1]))


def _address(page: str, link: str) -> str:
    path = link.partition("#")[0]
    return f"{normpath(f'{page}/{path}')}/" if path and not re.match(r"[a-z]+:", path) else ""


def edges(site: Site) -> Iterator[tuple[Entry, str, str, str]]:
    """Every relation of every published record to something that has a page."""
    for kind in site.all:
        for entry in site.published(kind):
            for relation, to, id in entry.row.edges:
                if (to == "areas" and id in site.divisions) or site.entry(to, id) is not None:
                    yield entry, relation, to, id


@EVERY
def test_every_relation_is_a_link(name: str) -> None:
    """The page of a record leads to everything the record points to."""
    site, folder = projects.site_of(EDITIONS[name][0]), EDITIONS[name][1]()
    misses = [
        f"{entry.kind}/{entry.id} -{relation}-> {to}/{id}" for entry, relation, to, id in edges(site)
        if f"{to}/{id}/" not in shown(folder, f"{entry.kind}/{entry.id}").links
    ]  # fmt: skip
    assert not misses, projects.told(misses)


@EVERY
def test_every_link_has_its_way_back(name: str) -> None:
    """What a record points to leads back to it; where more point to it than a page can list, it says how many and where."""
    site, folder = projects.site_of(EDITIONS[name][0]), EDITIONS[name][1]()
    missing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry, relation, to, id in edges(site):
        if f"{entry.kind}/{entry.id}/" not in shown(folder, f"{to}/{id}").links:
            missing[f"{to}/{id}", entry.kind].append(f"{to}/{id} -{relation}-> {entry.kind}/{entry.id}")
    misses = [
        miss for (page, kind), each in missing.items() for miss in each
        if not any(count >= len(set(each)) and list_of in (f"{kind}/", "areas/", "find/") for list_of, count in shown(folder, page).more)
    ]  # fmt: skip
    assert not misses, projects.told(misses)


def test_the_reader_of_these_tests_sees_what_is_missing() -> None:
    """A page without a link, or with a number that is too small, would be found out."""
    page = shown(projects.sound_site(), "areas/990101001000")
    assert "organizations/liudu-grain-station/" in page.links
    assert "organizations/nobody/" not in page.links
    assert _address("areas/1", "../../find/?q=1#a") != _address("areas/1", "../../find/")
