"""The example editions build with the same code, and say nothing of the first one."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import htmlread
import projects
import pytest

import generator
from generator import build
from generator.check import check
from generator.survey import Checked

EXAMPLES = projects.ROOT / "examples"
NAMES = projects.EXAMPLES
PACKAGE = Path(generator.__file__).parent


def site(name: str) -> Path:
    """An example, built."""
    return projects.example(name) / "site"


@cache
def checked(name: str) -> Checked:
    return check(EXAMPLES / name / "content", projects.LATER)


@cache
def pages(name: str) -> dict[str, htmlread.Sketch]:
    return {path: htmlread.sketch(data.decode()) for path, data in projects.tree(site(name)).items() if path.endswith(".html")}


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_sound(name: str) -> None:
    """An example has no problem, not even a warning: its overrides are up to date."""
    assert checked(name).problems == []


@pytest.mark.parametrize("name", NAMES)
def test_records_in_pages_out(name: str) -> None:
    """Every record has its page, or is listed as replaced."""
    projects_site = projects.site_of(EXAMPLES / name / "content")
    tallies = build.tally(projects_site, build.plan(projects_site))
    assert all(row.holds for row in tallies)
    assert all(row.records for row in tallies)


def test_the_county_is_a_whole_edition() -> None:
    """The example shows every kind of content, and enough of each to look at."""
    found = {kind: len(entries) for kind, entries in checked("typhoon").entries.items()}
    least = {"guidelines": 6, "opportunities": 12, "help": 10, "organizations": 6, "commendations": 2, "rumours": 5, "notices": 5}
    assert {kind: found[kind] for kind, count in least.items() if found[kind] < count} == {}
    units = [entry.record for entry in checked("typhoon").entries["organizations"].values()]
    assert all(unit.pairings and unit.teams and unit.contributions for unit in units)


def test_the_county_is_invented() -> None:
    """No division of the county has a code that a real place has: no province's begins with 99."""
    assert all(code.startswith("99") for code in checked("typhoon").divisions)
    assert all(
        entry.row.sample or entry.kind == "hotlines"
        for entries in checked("typhoon").entries.values()
        for entry in entries.values()
        if entry.kind != "areas"
    )


def test_the_town_replaces_one_and_adds_two() -> None:
    """The town's own folder holds three services; all else it has from the county."""
    county, town = checked("typhoon"), checked("typhoon-town")
    assert [entry.id for entry in town.overridden] == ["shelter-tingtao"]
    assert set(town.entries["help"]) - set(county.entries["help"]) == {"hot-meals-old-street", "pump-lending"}
    assert {kind: len(entries) for kind, entries in town.entries.items() if kind != "help"} == {
        kind: len(entries) for kind, entries in county.entries.items() if kind != "help"
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    """Every address within an example's site names a file that is there, and every fragment an id in it."""
    url = checked(name).edition.url
    misses = [
        f"{page}: {link}"
        for page, found in pages(name).items()
        for link in [*found.links, *found.fetched]
        if (whole := urljoin(url + page, link)).startswith(url) and not _stands(name, whole.removeprefix(url))
    ]
    assert not misses, projects.told(misses)


def _stands(name: str, address: str) -> bool:
    """Whether an address within an example's site leads to a file, and to an id in it if it names one."""
    path, _, fragment = address.partition("#")
    file = unquote(path.partition("?")[0])
    file = f"{file}index.html" if not file or file.endswith("/") else file
    return (site(name) / file).is_file() and (not fragment or unquote(fragment) in pages(name)[file].ids)


@pytest.mark.parametrize("name", NAMES)
def test_examples_have_colours_of_their_own(name: str) -> None:
    """The edition's colour is in its icon, and the first edition's is nowhere in icon or style sheet."""
    edition, first = checked(name).edition, projects.checked(projects.CONTENT).edition
    icon, style = ((site(name) / "assets" / file).read_text("utf-8") for file in ("icon.svg", "zhiyin.css"))
    assert edition.colour in icon
    assert first.colour not in icon + style


# --- nothing of the first edition ----------------------------------------------------------------------------------


@cache
def first_words() -> re.Pattern[str]:
    """What belongs to the first edition: its places, its names, its own words, and what its emergency is called."""
    edition = projects.checked(projects.CONTENT).edition
    names = [str(text) for text in edition.publisher.values()]
    with (projects.CONTENT / "areas/divisions.csv").open(encoding="utf-8-sig") as table:
        for row in csv.DictReader(table):
            if row["level"] in ("province", "city"):
                names += [row["name"].rstrip("省市"), row["name_en"].removesuffix(" City").removesuffix(" Province")]
    names += [
        "新冠",
        "肺炎",
        "疫情",
        "防疫",
        "口罩",
        "防控",
        "党",
        "粤组",
        "COVID",
        "coronavirus",
        "epidemic",
        "pandemic",
        "face mask",
    ]
    return re.compile("|".join(re.escape(name) for name in sorted({name for name in names if name})), re.IGNORECASE)


def test_the_words_to_look_for_are_the_first_editions() -> None:
    """The list finds the first edition in itself: its home page, guidelines and data are full of it."""
    assert len(first_words().pattern.split("|")) > 40
    assert all(
        first_words().search((projects.real_site() / path).read_text("utf-8"))
        for path in ("index.html", "en/index.html", "data/help.json")
    )


@pytest.mark.parametrize("name", NAMES)
def test_examples_say_nothing_of_the_first_edition(name: str) -> None:
    """No file of an example's site names the first edition's places, emergency or publisher."""
    # One file of the index is a table of the forms of every character, whatever any content says.
    texts = {
        path: data.decode("utf-8", "ignore")
        for path, data in projects.tree(site(name)).items()
        if not path.endswith((".png", "-r.js"))
    }
    found = {path: match[0] for path, text in texts.items() if (match := first_words().search(text))}
    assert found == {}


def test_the_program_names_no_place_of_the_first_edition() -> None:
    """No file of the package names a province or city of the first edition, its publisher or its emergency, but in comments."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html", ".css", ".js", ".svg"})
    texts = {file: re.sub(r"\{#.*?#\}|/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL) for file in files}
    assert texts
    assert [(file.name, found[0]) for file, text in texts.items() if (found := first_words().search(text))] == []
