"""Lists cut down by choices: every record can be reached, every count is that of its list, and pages grow with records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import editions
import htmlread
import projects
import pytest
import yaml

from generator.entry import Entry
from generator.outputs import lists as files
from generator.pages import PAGES, plan
from generator.site import Site
from generator.views import LIST_LIMIT, filters
from generator.views.filters import FACETS, LIVE, PLACE, address, lists

EDITIONS = {"real": (projects.CONTENT, projects.real_site), "sound": (editions.SOUND, projects.sound_site)}
EVERY = pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in EDITIONS for kind in FACETS])
MANY = 5000


@cache
def site_of(name: str) -> Site:
    return projects.site_of(EDITIONS[name][0])


@cache
def many(count: int) -> Site:
    """An edition of so many open needs: those of the real one again and again, in one street after the other."""
    checked = projects.checked(projects.CONTENT)
    models = live(site_of("real"), "opportunities")
    streets = [code for code, division in checked.divisions.items() if division.level == "street"]
    needs = {
        f"need-{number}": _moved(models[number % len(models)], f"need-{number}", streets[number % len(streets)])
        for number in range(count)
    }
    assert checked.edition is not None
    entries = {kind: needs if kind == "opportunities" else {} for kind in checked.entries}
    return Site(replace(checked, entries=entries), checked.edition.clock(projects.TODAY).isoformat())


def _moved(entry: Entry, id: str, street: str) -> Entry:
    edges = tuple(("street", "areas", street) if edge[0] == "street" else edge for edge in entry.row.edges)
    return Entry(entry.kind, id, entry.file, id.encode().ljust(16), entry.row._replace(edges=edges), entry.read)


def live(site: Site, kind: str) -> list[Entry]:
    return [entry for entry in site.published(kind) if site.state[entry.key] in LIVE]


def page(name: str, path: str) -> htmlread.Element:
    return htmlread.tree((EDITIONS[name][1]() / path / "index.html").read_text("utf-8"))


def links(path: str, built: htmlread.Element, kind: str) -> set[str]:
    """The addresses that a page's body links to below the folder of a kind."""
    (main,) = built.all("main")
    found = set()
    for link in main.all("a"):
        parts = path.rstrip("/").split("/")
        for step in link.attributes["href"].split("#")[0].split("?")[0].split("/"):
            parts = parts[:-1] if step == ".." else parts if step in ("", ".") else [*parts, step]
        if parts[:1] == [kind]:
            found.add("/".join(parts) + "/")
    return found


# --- nothing is out of reach ---------------------------------------------------------------------------------------


@EVERY
def test_every_record_is_reached_by_plain_links(name: str, kind: str) -> None:
    """From the list of a kind, following links of lists alone, one comes to every published record and to every list."""
    waiting, seen, records = [f"{kind}/"], set(), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for found in links(path, page(name, path), kind):
            if found.count("/") == 2:
                records.add(found)
            else:
                waiting.append(found)
    assert records == {f"{kind}/{entry.id}/" for entry in site_of(name).published(kind)}
    assert seen == {each.path for each in plan(site_of(name)) if each.kind.layout == "list" and each.path.startswith(f"{kind}/")}


@EVERY
def test_choices_together_are_all(name: str, kind: str) -> None:
    """Whoever goes through all values of one facet meets every record that has one; no record is met that is not there."""
    site, found = site_of(name), lists(site_of(name), kind)
    for facet in FACETS[kind]:
        met = {
            entry.key
            for choice, entries in found.found.items()
            if [part[0] for part in choice] == [facet.name]
            for entry in entries
        }
        assert met == {entry.key for entry in live(site, kind) if filters.traits(site, entry)[facet.name]}
    met = {entry.key for choice, entries in found.found.items() if [part[0] for part in choice] == [PLACE] for entry in entries}
    below = {
        entry.key
        for entry in live(site, kind)
        if [code for code in filters.codes(entry) if site.divisions[code].level != "province"]
    }
    assert met == below
    assert {entry.key for entry in found.found[()]} == {entry.key for entry in live(site, kind)}


@EVERY
def test_what_a_link_counts_is_on_its_page(name: str, kind: str) -> None:
    """The number beside a choice is that of the cards on the page it leads to, and of the records that fit it."""
    site, found = site_of(name), lists(site_of(name), kind)
    for choice in found.found:
        if choice and found.count(choice) <= filters.ABOVE_LIMIT:
            (main,) = page(name, f"{kind}/{address(choice)}").all("main")
            cards = {
                link.attributes["href"].rstrip("/").split("/")[-1]
                for item in main.all("li")
                if "card" in item.attributes.get("class", "").split()
                for link in item.all("a")
            }
            assert cards == {entry.id for entry in live(site, kind) if _fits(site, entry, choice)}, choice
            assert len(cards) == found.count(choice)


def _fits(site: Site, entry: Entry, choice: filters.Choice) -> bool:
    """Whether a record fits a choice, told another way: from the record itself."""
    return all(_has(site, entry.record, entry, name, value) for name, value in choice)


def _has(site: Site, record: Any, entry: Entry, name: str, value: str) -> bool:
    match entry.kind, name:
        case "opportunities", "task":
            return record.task == value
        case "opportunities", "day":
            return site.state[entry.key] == "open" and _free_on(record, value, site.today)
        case "help", "for":
            return value in record.audiences
        case "help", "kind":
            return record.category == value
        case "organizations", "kind":
            return record.kind == value
        case "organizations", "task":
            return any(value in team.tasks for team in record.teams)
    named = [id for _, kind, id in entry.row.edges if kind == "areas"]
    chain = [division.code for division in site.lineage(value)]
    inside = any(value in [division.code for division in site.lineage(code)] for code in named)
    return inside or (entry.kind == "help" and (not named or any(code in chain for code in named)))


def _free_on(need: Any, day: str, today: str) -> bool:
    counted = [shift for shift in need.shifts if shift.needed is not None]
    if counted:
        return any(shift.date.isoformat() == day and shift.needed > (shift.filled or 0) for shift in counted)
    if need.shifts:
        return any(shift.date.isoformat() == day for shift in need.shifts)
    first = max(need.valid_from.isoformat() if need.valid_from else "", today)
    return first <= day <= need.valid_until.isoformat()


def test_counts_are_those_of_the_files() -> None:
    """Needs by task, counted from the editors' files alone."""
    counted: Counter[str] = Counter()
    for file in (projects.CONTENT / "opportunities").rglob("*.yml"):
        record = yaml.safe_load(file.read_text("utf-8"))
        entry = site_of("real").all["opportunities"][file.stem]
        if site_of("real").state[entry.key] in ("open", "full") and record["status"] != "draft":
            counted[record["task"]] += 1
    (main,) = page("real", "opportunities/").all("main")
    told = {
        re.split(r"/task/([^/]+)/", link.attributes["href"])[1]: int(link.all("small")[0].text)
        for link in main.all("a") if "/task/" in link.attributes["href"] and link.all("small")
    }  # fmt: skip
    assert told == counted


# --- what is chosen ------------------------------------------------------------------------------------------------


def test_each_choice_can_be_taken_back() -> None:
    """A list says what is chosen, and leads to the list without each part of it."""
    (nav,) = [
        nav
        for nav in page("real", "opportunities/day/2026-12-05.440100000000/").all("nav")
        if nav.attributes.get("class") == "chosen"
    ]
    assert [link.attributes["href"] for link in nav.all("a")][:3] == [
        "../../../opportunities/in/440100000000/", "../../../opportunities/day/2026-12-05/", "../../../opportunities/",
    ]  # fmt: skip


def test_addresses_tell_choices_apart() -> None:
    """No two lists share an address; a page's number is never taken for a value."""
    for kind in FACETS:
        found = lists(site_of("real"), kind)
        paths = [address(choice, number) for choice in found.found for number in (1, 2)]
        assert len(paths) == len(set(paths))
    assert address((("task", "gate"), ("in", "440106000000")), 2) == "task/gate.440106000000_2/"
    assert address((), 3) == "all/3/"


def test_lists_are_pages_of_their_kind() -> None:
    """Each kind's folders are rows of the table of pages."""
    for kind in FACETS:
        assert {f"{kind}/{folder}/{{id}}/" for folder in filters.folders(kind)} <= {row.path for row in PAGES}


# --- many ----------------------------------------------------------------------------------------------------------


def test_no_page_grows_with_the_country() -> None:
    """Five thousand needs: no list is longer than its limit, and every need stands on a page of the list of all."""
    site = many(MANY)
    met = set()
    for folder, ids in lists(site, "opportunities").pages.items():
        for id in ids:
            values = filters.view("opportunities", folder)(site, id)
            assert 0 < len(values["live"]) + len(values["closed"]) <= LIST_LIMIT
            met |= {entry.id for entry in values["live"]} if folder == filters.ALL else set()
    first = filters.view("opportunities")(site, "")
    assert len(met | {entry.id for entry in first["live"]}) == MANY
    assert (first["number"], first["parts"]) == (1, MANY // LIST_LIMIT)


def test_pages_grow_with_records() -> None:
    """Twice the needs are at most twice the lists."""
    few, more = (sum(map(len, lists(many(count), "opportunities").pages.values())) for count in (MANY // 2, MANY))
    assert few < more <= 2 * few


def test_every_record_is_on_a_shelf_of_bearable_weight() -> None:
    """What a script is given holds every need once, and no more of them at once than a phone can bear."""
    site = many(MANY)
    shelves = list(files.shelves(site))
    held = [entry.id for kind, _, entries in shelves if kind == "opportunities" for entry in entries]
    assert sorted(held) == sorted(site.all["opportunities"])
    assert max(len(entries) for _, _, entries in shelves) <= filters.SHELF_LIMIT


def test_a_script_is_given_the_order_of_the_site() -> None:
    """Rows stand as `Site.in_order` has them."""
    site = site_of("real")
    for kind, _, entries in files.shelves(site):
        assert entries == site.in_order(entries)
        assert [entry.key for entry in entries] == [entry.key for entry in live(site, kind)]


def test_files_are_published_beside_their_pages() -> None:
    """The file that a list asks for is there, in each language of the list."""
    for lang in ("", "en/"):
        for kind in FACETS:
            text = (projects.real_site() / lang / kind / "index.html").read_text("utf-8")
            (source,) = re.findall(r'<script defer src="([^"]*lists/[^"]*)"', text)
            assert (projects.real_site() / Path(lang + kind) / source.split("?")[0]).resolve().is_file()
