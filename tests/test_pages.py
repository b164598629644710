"""Every record has its page in every language, and every page holds the whole of its record."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import editions
import htmlread
import projects
import pytest
from wants import given, silent, wants

from generator import build
from generator.assemble import TwoPagesOneAddress
from generator.entry import Entry
from generator.model.fields import field_types
from generator.model.kinds import KIND_NAMES
from generator.pages import PAGES, page_key, plan
from generator.site import Site

EDITIONS = {"real": (projects.CONTENT, projects.real_site), "sound": (editions.SOUND, projects.sound_site)}
EVERY = pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in EDITIONS for kind in KIND_NAMES])


@cache
def site_of(name: str) -> Site:
    return projects.site_of(EDITIONS[name][0])


@cache
def page(name: str, lang: str, entry_key: tuple[str, str]) -> htmlread.Element:
    """A record's page as built."""
    folder = EDITIONS[name][1]() / ("" if lang == site_of(name).edition.main else lang)
    return htmlread.tree((folder / "/".join(entry_key) / "index.html").read_text("utf-8"))


def _main(name: str, lang: str, entry: Entry) -> htmlread.Element:
    (main,) = page(name, lang, entry.key).all("main")
    return main


def _shown(name: str, kind: str) -> Iterator[tuple[str, Entry]]:
    """Every record of a kind that has a page, in every language."""
    site = site_of(name)
    return ((lang, entry) for lang in site.edition.codes for entry in site.published(kind))


# --- records in, pages out -----------------------------------------------------------------------------------------


@EVERY
def test_every_record_has_its_page(name: str, kind: str) -> None:
    """A record's page stands at its address in every language and says whose it is and which version."""
    for lang, entry in _shown(name, kind):
        main = _main(name, lang, entry)
        marks = {mark: main.attributes.get(f"data-{mark}") for mark in ("kind", "id", "version")}
        assert marks == {"kind": kind, "id": entry.id, "version": entry.version}, entry.file


@EVERY
def test_every_value_is_on_its_page(name: str, kind: str) -> None:
    """Every value of a record is found on its page, in the page's language or the first."""
    misses = [
        f"{lang} {entry.file} {want.path}: {want.value}"
        for lang, entry in _shown(name, kind) for want in wants(site_of(name), entry, lang) if not want.found(_main(name, lang, entry))
    ]  # fmt: skip
    assert not misses, projects.told(misses)


@EVERY
def test_every_field_is_marked(name: str, kind: str) -> None:
    """Every field that says something stands in an element with its name in `data-field`."""
    misses = sorted({
        f"{kind}.{field}"
        for lang, entry in _shown(name, kind) for field in field_types(type(entry.record))
        if given(type(entry.record), field, value := getattr(entry.record, field))
        and not silent(type(entry.record), field, value, lang, site_of(name).edition.main) and not _main(name, lang, entry).all(data_field=field)
    })  # fmt: skip
    assert not misses, projects.told(misses)


@EVERY
def test_every_value_stands_in_its_field(name: str, kind: str) -> None:
    """A value is found in the element of its own field, not just somewhere on the page."""
    misses: dict[str, str] = {}
    for lang, entry in _shown(name, kind):
        main = _main(name, lang, entry)
        for want in wants(site_of(name), entry, lang):
            if not any(want.found(place) for place in main.all(data_field=want.field)):
                misses.setdefault(f"{kind}.{want.field}", f"{lang} {entry.file} {want.path}: {want.value}")
    assert not misses, projects.told([f"{field}: {example}" for field, example in misses.items()])


@pytest.mark.parametrize("name", EDITIONS)
def test_records_in_pages_out(name: str) -> None:
    """The files under a kind's folder are its published records, their old addresses and its list, no more and no fewer."""
    site, folder = site_of(name), EDITIONS[name][1]()
    for lang in site.edition.codes:
        root = folder / ("" if lang == site.edition.main else lang)
        for kind in KIND_NAMES:
            expected = set(site.divisions) if kind == "areas" else {entry.id for entry in site.published(kind)}
            expected |= {old for entry in site.published(kind) for old in entry.row.formerly}
            assert {path.parent.name for path in (root / kind).glob("*/index.html")} == expected
            assert (root / kind / "index.html").is_file()


@pytest.mark.parametrize("name", EDITIONS)
def test_the_sum_holds(name: str) -> None:
    """For every kind the records loaded are the pages published and the exclusions listed."""
    site = site_of(name)
    tallies = build.tally(site, plan(site))
    assert [row.kind for row in tallies] == list(KIND_NAMES)
    assert {row.kind: row.records for row in tallies} == projects.checked(EDITIONS[name][0]).counts
    assert all(row.holds for row in tallies)


def test_a_lost_row_ends_the_build() -> None:
    """A record with neither page nor exclusion is a fault of the program and raises."""
    site = site_of("sound")
    pages = [each for each in plan(site) if each.id != "rescue-119"]
    with pytest.raises(build.LostRow, match="hotlines"):
        build.tally(site, pages)


def _drafts() -> list[Entry]:
    return site_of("real").excluded["draft"]


def test_drafts_have_no_page() -> None:
    """A draft is counted, and nothing of it is published: no page, no link, no line of data."""
    drafts = _drafts()
    assert drafts
    needles = [f"{entry.kind}/{entry.id}/".encode() for entry in drafts] + [f'"id":"{entry.id}"'.encode() for entry in drafts]
    for path, data in projects.tree(projects.real_site()).items():
        assert not [needle for needle in needles if needle in data or needle.decode() in path], path


# --- languages -----------------------------------------------------------------------------------------------------


@EVERY
def test_fallbacks_are_marked(name: str, kind: str) -> None:
    """A page that shows words of the first language for want of a translation marks them and says so; others do not."""
    edition = site_of(name).edition
    for lang, entry in _shown(name, kind):
        main = _main(name, lang, entry)
        foreign = [element for element in main.walk() if element.attributes.get("lang") == edition.tag(edition.main)]
        assert bool(main.all(class_="callout callout-language")) == (bool(foreign) and lang != edition.main), entry.file
        assert lang != edition.main or not foreign


def test_a_fallback_carries_its_language() -> None:
    """A title that was never translated stands on the English page in Chinese, in an element that says so."""
    main = _main("sound", "en", site_of("sound").all["opportunities"]["dongtan-boats"])
    (title,) = main.all("h1")
    assert title.text == "东滩撑船"
    assert [element.attributes.get("lang") for element in title.walk()] == [None, "zh-CN"]


# --- the plan ------------------------------------------------------------------------------------------------------


def test_pages_have_addresses_of_their_own() -> None:
    """No two pages share an address, and each ends in a folder but the error page."""
    paths = [each.path for each in plan(site_of("real"))]
    assert len(paths) == len(set(paths))
    assert [path for path in paths if path and not path.endswith("/")] == ["404.html"]


def test_kinds_of_page_are_rows() -> None:
    """Every kind of record has a list and a page of its own in the table of kinds of page."""
    assert {f"{kind}/" for kind in KIND_NAMES} | {f"{kind}/{{id}}/" for kind in KIND_NAMES} <= {row.path for row in PAGES}


def test_a_page_key_tells_views_apart() -> None:
    """The key of a page changes with an entry's digest, its state, a number or an order, and with nothing else."""
    site = site_of("sound")
    first, second = site.published("hotlines")
    keys = {
        page_key(values, site)
        for values in ({"e": first}, {"e": second}, {"e": [first, second]}, {"e": [second, first]}, {"n": 1}, {"n": [1]}, {"n": 11}, {"n": [1, 1]})
    }  # fmt: skip
    assert len(keys) == 8
    assert page_key({"e": first}, site) == page_key({"e": first}, site)


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    """A hand-written page where a record's page belongs stops the build and publishes nothing."""
    folder = projects.project(tmp_path / "p")
    shutil.copy(folder / "docs" / "about.md", folder / "docs" / "hotlines.md")
    with pytest.raises(TwoPagesOneAddress, match=r"hotlines/index\.html"):
        projects.build_in(folder)
    assert not (folder / "site").exists()
