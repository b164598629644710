"""The index by letter: nothing is left out, everything stands where it is looked for, and no page grows without end."""

from __future__ import annotations

import gc
import re
import weakref
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from string import ascii_uppercase
from typing import Any

import editions
import htmlread
import projects
import pytest

from generator.entry import Entry, Row, Title
from generator.model.divisions import read_divisions
from generator.pages import PAGES, Page, page_key
from generator.reading import place_reading, reading
from generator.render import Renderer
from generator.site import Site
from generator.survey import Checked
from generator.text import Speech
from generator.views import LIST_LIMIT, index

EDITIONS = {"real": (projects.CONTENT, projects.real_site), "sound": (editions.SOUND, projects.sound_site)}
EVERY = pytest.mark.parametrize("name", EDITIONS)
TODAY = "2026-12-01"
FIND = [kind for kind in PAGES if kind.section == "find"]


# --- the built site ------------------------------------------------------------------------------------------------


@cache
def site_of(name: str) -> Site:
    return projects.site_of(EDITIONS[name][0])


@cache
def main(name: str, path: str) -> htmlread.Element:
    """The words of a built page, by its address."""
    return htmlread.tree((EDITIONS[name][1]() / path / "index.html").read_text("utf-8")).all("main")[0]


def links(name: str, path: str) -> list[str]:
    """Where the words of a page lead, as addresses from the site's first folder."""
    found = [link.attributes["href"] for link in main(name, path).all("a") if "href" in link.attributes]
    return [normpath(join(path, href)) + "/" for href in found if not href.startswith(("#", "tel:"))]


def walk(name: str, start: str) -> tuple[set[str], set[str]]:
    """The pages of the index that plain links lead to from its first page, and every address that these lead to."""
    pages, reached, waiting = set(), set(), [start]
    while waiting:
        path = waiting.pop()
        if path not in pages:
            pages.add(path)
            reached.update(links(name, path))
            waiting += [link for link in links(name, path) if link.startswith(start)]
    return pages, reached


def start(name: str, lang: str) -> str:
    return f"{site_of(name).edition.folder(lang)}find/"


def every(name: str) -> list[tuple[str, str]]:
    """Each language with the address of the index in it."""
    return [(lang, start(name, lang)) for lang in site_of(name).edition.codes]


@EVERY
def test_everything_is_reached_by_plain_links(name: str) -> None:
    """From the first page of the index links lead to every published record and every division, in every language."""
    site = site_of(name)
    for lang, first in every(name):
        folder, (_, reached) = site.edition.folder(lang), walk(name, first)
        wanted = [f"{kind}/{entry.id}/" for kind in site.all if kind != "areas" for entry in site.published(kind)]
        wanted += [f"areas/{code}/" for code in site.divisions]
        missing = [path for path in wanted if f"{folder}{path}" not in reached]
        assert not missing, projects.told(missing)


@EVERY
def test_pages_of_the_index_are_reached_unless_empty(name: str) -> None:
    """A built page that no link leads to is there only as the twin of a page in another language, and says it is empty."""
    for _, first in every(name):
        pages, _ = walk(name, first)
        root = EDITIONS[name][1]()
        built = {path.parent.relative_to(root).as_posix() + "/" for path in (root / first).rglob("index.html")}
        for path in built - pages:
            assert main(name, path).all("ul", class_="index-list") == [], path
        assert pages <= built


def _entries(name: str, path: str) -> list[htmlread.Element]:
    return [item for part in main(name, path).all("ul", class_="index-list") for item in part.all("li")]


def _letter_pages(name: str, first: str) -> list[str]:
    """The pages of records under a letter."""
    return sorted(path for path in walk(name, first)[0] if re.fullmatch(rf"{first}(?:[a-z]|0-9)(?:-\d+)?/", path))


def _letter_of(path: str) -> str:
    """The letter of a page, as readers see it."""
    id = path.split("/")[-2]
    return index.NUMBERS if id.startswith("0-9") else id[0].upper()


@EVERY
def test_titles_stand_under_their_letter_in_order(name: str) -> None:
    """On a page in the first language every title begins with its letter when read, and none stands before its turn."""
    for path in (paths := _letter_pages(name, start(name, site_of(name).edition.main))):
        read = [reading(item.all("a")[0].text) for item in _entries(name, path)]
        assert read == sorted(read), path
        assert {index.shown(index.letter(each)) for each in read} == {_letter_of(path)}
    assert paths


def test_english_titles_stand_by_their_english_words() -> None:
    """On the English pages titles are ordered as English words without article; what has none is ordered by its sounds."""
    articles = 0
    for path in _letter_pages("real", start("real", "en")):
        titles = [item.all("a")[0].text for item in _entries("real", path)]
        read = [index.without_article(reading(title)) for title in titles]
        assert read == sorted(read), path
        articles += sum(reading(title) != each for title, each in zip(titles, read, strict=True))
    assert articles


@EVERY
def test_the_letters_tell_where_one_is(name: str) -> None:
    """Every page under a letter shows all letters once; exactly its own is the current one; those without a page are no links."""
    for lang, first in every(name):
        for path in _letter_pages(name, first):
            (row,) = main(name, path).all("ul", class_="letters")
            assert [item.text for item in row.all("li")] == [*ascii_uppercase, index.NUMBERS]
            assert [link.text for link in row.all("a", aria_current="page")] == [_letter_of(path)]
            filled = [index.shown(each) for each, filed in index.records(site_of(name)).shelves[lang].letters.items() if filed]
            assert [link.text for link in row.all("a")] == filled


@EVERY
def test_counts_on_the_first_page_are_those_of_the_letters(name: str) -> None:
    """The first page says how many titles stand under each letter, and they add up to all published records."""
    site = site_of(name)
    total = sum(len(site.published(kind)) for kind in site.all if kind != "areas")
    for _, first in every(name):
        (row,) = main(name, first).all("ul", class_="letters")
        counts = {link.text.split()[0]: int(link.text.split()[1]) for link in row.all("a")}
        assert sum(counts.values()) == total
        for path in _letter_pages(name, first):
            assert str(counts[_letter_of(path)]) in main(name, path).all("p", class_="lead")[0].text


@EVERY
def test_what_is_wanted_in_a_hurry_comes_first(name: str) -> None:
    """All hotlines and guidelines stand on the first page itself, the hotlines with a number to tap."""
    site = site_of(name)
    for lang, first in every(name):
        folder = site.edition.folder(lang)
        for kind in ("hotlines", "guidelines"):
            assert {f"{folder}{kind}/{entry.id}/" for entry in site.published(kind)} <= set(links(name, first))
        assert len(main(name, first).all("a", class_="tel")) == len(site.published("hotlines"))


@EVERY
def test_places_tell_their_open_needs(name: str) -> None:
    """A place with open needs bears their number, the same that its own page counts; one without bears none."""
    site = site_of(name)
    pages, _ = walk(name, start(name, site.edition.main))
    shown = {}
    for path in (path for path in pages if "/streets/" in path):
        for item in _entries(name, path):
            marks = [mark.text for mark in item.walk() if mark.attributes.get("class") == "badge badge-open"]
            shown[item.all("a")[0].attributes["href"].split("/")[-2]] = int(re.findall(r"\d+", marks[0])[0]) if marks else 0
    wanted = {
        code: len([entry for entry in site.within(code, "opportunities") if site.state[entry.key] == "open"])
        for code in site.divisions
    }
    assert shown == wanted
    assert any(wanted.values())


@EVERY
def test_what_cannot_be_used_says_so(name: str) -> None:
    """A record that is full, over, run out, to come or withdrawn bears its state in the index; a sample says it is one."""
    site = site_of(name)
    for path in _letter_pages(name, start(name, site.edition.main)):
        for item in _entries(name, path):
            _, kind, id, _ = item.all("a")[0].attributes["href"].rsplit("/", 3)
            state = site.state[kind, id]
            marks = {mark.removeprefix("badge badge-") for mark in item.values("class") if mark.startswith("badge ")}
            over = {state} - {"current", "archived", "open"}
            assert marks == over | ({"sample"} if site.all[kind][id].row.sample else set()), (kind, id)


# --- an invented edition -------------------------------------------------------------------------------------------


def row(*titles: Title, **fields: Any) -> Row:
    nothing = Row(sort=(), status="", begins="", ends="", verified=TODAY, sample=False, edges=(), turns=(), changes=())
    return nothing._replace(titles=titles, **fields)


def note(id: str, title: str, english: str = "", **fields: Any) -> Entry:
    """A notice that is nothing but its title."""
    titles = [("zh", title, reading(title)), ("en", english, reading(english))] if english else [("", title, reading(title))]
    return Entry("notices", id, f"notices/{id}.yml", f"{title}{english}{fields}".encode(), row(*titles, **fields), lambda: None)


def invented(*entries: Entry, divisions: str = "", today: str = TODAY) -> Site:
    """The sound edition's name and languages, with other records, and with other divisions if given."""
    sound = projects.checked(editions.SOUND)
    kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in sound.entries}
    kinds["notices"] = {entry.id: entry for entry in entries}
    table = read_divisions(divisions)[0] if divisions else sound.divisions
    return Site(Checked(sound.edition, b"", table, b"", kinds), today)


SYLLABLES = ["ga", "gai", "gan", "gang", "gao", "ge", "gei", "gen", "geng", "gong", "gou", "gu", "gua", "guai", "guan", "guang"]


def thousand() -> list[Entry]:
    """A thousand notices under G, and one under each of A, B and the digits."""
    many = [note(f"n-{number}", f"{SYLLABLES[number % len(SYLLABLES)]} {number:04}") for number in range(1000)]
    return [*many, note("a", "安全提示"), note("b", "宝贝"), note("c", "120 急救")]


def rendered(site: Site, lang: str = "zh") -> dict[str, str]:
    """Every page of the index by its path: its title and its body."""
    renderer = Renderer(site, Speech(site.edition, lang))
    found = {}
    for kind in FIND:
        for id in kind.ids(site):
            page = Page(kind, id, kind.path.replace("{id}", id))
            body = renderer.render(page, kind.view(site, id))
            found[page.path] = f"{body.title}\n{body.body}"
    return found


def keys(site: Site) -> dict[str, bytes]:
    """The key of every page of the index by its path."""
    return {kind.path.replace("{id}", id): page_key(kind.view(site, id), site) for kind in FIND for id in kind.ids(site)}


def changed(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def _items(page: str) -> list[str]:
    return re.findall(r'<li[^>]*><a href="[^"]*notices/([^/"]+)/"', page)


def test_a_long_letter_is_cut_into_pages() -> None:
    """A thousand titles under one letter stand on pages of at most 200, each once, in order, and no page is longer."""
    site = invented(*thousand())
    pages = rendered(site)
    g_pages = ["find/g/", *(f"find/g-{number}/" for number in range(2, 6))]
    assert [path for path in pages if re.match("find/g", path)] == g_pages
    found = [id for path in g_pages for id in _items(pages[path])]
    wanted = sorted(
        (entry for entry in site.published("notices") if entry.id.startswith("n-")), key=lambda entry: entry.row.titles[0][2]
    )
    assert found == [entry.id for entry in wanted]
    assert {path: len(_items(page)) for path, page in pages.items() if len(_items(page)) > LIST_LIMIT} == {}


def test_pages_of_a_letter_lead_to_each_other() -> None:
    """Every page of a long letter links to all of its pages by what they hold, and to the one before and the one after."""
    pages = rendered(invented(*thousand()))
    parts = index.records(site := invented(*thousand())).shelves["zh"].parts["G"]
    for number, part in enumerate(parts, 1):
        main = htmlread.tree(pages[f"find/{part.id}/"].partition("\n")[2]).all("main")[0]
        (pager,) = main.all("ol", class_="inline-list")
        assert [link.text for link in pager.all("a")] == [f"{each.first} – {each.last}" for each in parts]
        assert [link.attributes["href"] for link in pager.all("a", aria_current="page")] == [f"../../find/{part.id}/"]
        turns = {link.attributes["rel"]: link.attributes["href"] for link in main.all("a") if "rel" in link.attributes}
        around = {"prev": number - 1, "next": number + 1}
        assert turns == {rel: f"../../find/{parts[to - 1].id}/" for rel, to in around.items() if 0 < to <= len(parts)}
    assert len(parts) > 2
    assert site.published("notices")


def test_pages_are_named_by_where_they_begin_and_end() -> None:
    """The range of a page tells its first title from its last, by as many words as that takes, up to three."""
    assert index._range("gang qian", "gong hui") == ("gang", "gong")
    assert index._range("guang zhou", "guang ming") == ("guang zhou", "guang ming")
    assert index._range("guang zhou shi a", "guang zhou shi b") == ("guang zhou shi", "guang zhou shi")
    assert index._range("gang", "gang") == ("gang", "gang")
    assert index._range("", "") == ("", "")


def test_pages_have_twins_in_every_language() -> None:
    """A letter has as many pages in each language as in the one that needs most; those left over say they are empty."""
    site = invented(*(note(f"n-{number}", f"高 {number}", f"High {number}") for number in range(LIST_LIMIT + 1)))
    zh, en = rendered(site, "zh"), rendered(site, "en")
    assert list(zh) == list(en)
    filled = {lang: [path for path, page in pages.items() if _items(page)] for lang, pages in (("zh", zh), ("en", en))}
    assert filled == {"zh": ["find/g/", "find/g-2/"], "en": ["find/h/", "find/h-2/"]}
    empty = Speech(site.edition, "en").words["find.none"]
    assert all(str(empty) in en[path] for path in filled["zh"])


def test_titles_tell_pages_apart() -> None:
    """No two pages of the index share a title."""
    for lang in ("zh", "en"):
        titles = [page.partition("\n")[0] for page in rendered(invented(*thousand()), lang).values()]
        assert len(titles) == len(set(titles))


def test_a_changed_title_changes_only_what_it_must() -> None:
    """A title changed within its place changes its page alone; one that moves changes both letters and the counts."""
    entries = thousand()
    before = invented(*entries)
    within = invented(*entries[:-1], note("c", "120 急救！"))
    moved = invented(*entries[:-2], note("b", "暗号"), entries[-1])
    for pages in (rendered, keys):
        assert changed(pages(before), pages(within)) == {"find/0-9/"}
    # B is left empty, so every row of letters shows it as no link.
    emptied = {path for path in rendered(before) if "streets" not in path}
    assert changed(rendered(before), rendered(moved)) == emptied
    more = invented(*entries, note("d", "爸爸"))
    less = invented(*entries, note("d", "矮墙"))
    assert changed(rendered(more), rendered(less)) == {"find/", "find/a/", "find/b/"}
    assert changed(keys(more), keys(less)) == {"find/", "find/a/", "find/b/"}


def test_what_comes_last_leaves_the_pages_before_it_alone() -> None:
    """A title added at the end of a long letter makes a page of its own; what stands on the others stays."""
    entries = thousand()
    before, after = (index.records(invented(*each)).shelves["zh"] for each in (entries, [*entries, note("z", "guang zzz")]))

    def ids(shelf: index.Shelf, number: int) -> list[str]:
        return [entry.id for _, entry in shelf.page("G", number)]

    assert [ids(after, number) for number in range(1, 6)] == [ids(before, number) for number in range(1, 6)]
    assert (ids(before, 6), ids(after, 6)) == ([], ["z"])


def test_a_changed_state_changes_the_page() -> None:
    """When a record runs out overnight its page has another key, and no other letter's has."""
    entries = [note("a", "安全提示", ends=TODAY), note("b", "宝贝")]
    before, after = invented(*entries), invented(*entries, today="2026-12-02")
    assert changed(keys(before), keys(after)) == {"find/a/"}
    assert 'badge-expired"' in rendered(after)["find/a/"]
    assert f'data-until="{TODAY}"' in rendered(before)["find/a/"]
    assert "data-until" not in rendered(after)["find/a/"]


def test_drafts_are_not_filed() -> None:
    """What is not published is in no index."""
    site = invented(note("a", "安全提示", status="draft"), note("b", "宝贝"))
    assert list(index.records(site).pages) == ["b"]


def test_nothing_published_makes_no_letters() -> None:
    """An edition without records has a first page with letters that lead nowhere."""
    site = invented()
    assert list(index.records(site).pages) == []
    assert 'href="../find/a/"' not in rendered(site)["find/"]


def test_like_titles_stand_together() -> None:
    """Among titles that sound the same those that are written the same stand side by side."""
    site = invented(note("1", "公事"), note("2", "工事"), note("3", "公事"), note("4", "工事"))
    assert [entry.row.title for _, entry in index.records(site).shelves["zh"].letters["G"]] == ["公事", "公事", "工事", "工事"]


def test_syllables_come_before_letters() -> None:
    """As in a dictionary 西安 stands before 先 and 线."""
    site = invented(note("1", "先锋"), note("2", "西安"), note("3", "线路"))
    assert [entry.id for _, entry in index.records(site).shelves["zh"].letters["X"]] == ["2", "1", "3"]


def test_a_language_without_a_title_takes_the_first() -> None:
    """In English an untranslated title stands under its Chinese sound, and is marked as Chinese."""
    site = invented(note("1", "阿婆的饭"), note("2", "宝贝", "The baby"))
    shelf = index.records(site).shelves["en"]
    assert {each: [entry.id for _, entry in filed] for each, filed in shelf.letters.items() if filed} == {"A": ["1"], "B": ["2"]}
    assert '<span lang="zh-CN">阿婆的饭</span>' in rendered(site, "en")["find/a/"]


# --- places --------------------------------------------------------------------------------------------------------


def table(streets: int) -> str:
    """A division table with one city and many streets, all under S."""
    rows = ["990000000000,苍河省,province,,Canghe", "990100000000,苍河市,city,990000000000,Canghe City"]
    rows += [f"9901{number:08},石桥{number}街道,street,990100000000," for number in range(1, streets + 1)]
    return "\n".join(["code,name,level,parent,name_en", *rows, ""])


def test_many_streets_are_cut_into_pages() -> None:
    """However many places begin with a letter, no page holds more than 200, and each has its link."""
    site = invented(divisions=table(3 * LIST_LIMIT))
    pages = rendered(site)
    codes = [
        re.findall(r'<li><a href="[^"]*areas/(\d+)/', page) for path, page in pages.items() if path.startswith("find/streets/s")
    ]
    assert [len(each) for each in codes] == [LIST_LIMIT] * 3
    assert len({code for each in codes for code in each}) == 3 * LIST_LIMIT


def test_places_stand_by_their_spelling() -> None:
    """Every division of the real edition is filed by the spelling of its name, in Chinese by its sound where that is a translation."""
    site = site_of("real")
    shelves = index.places(site).shelves
    for lang in site.edition.codes:
        filed = {code: read for each in shelves[lang].letters.values() for read, (code, _) in each}
        for code, division in site.divisions.items():
            wanted = (
                reading(division.name_en) if lang == "en" and division.name_en else place_reading(division.name, division.name_en)
            )
            assert filed[code] == wanted


# --- one order for a site ------------------------------------------------------------------------------------------


def test_the_order_is_made_once_and_let_go() -> None:
    """All pages of a site share one order; it does not outlive the site."""
    site = invented(note("a", "安全提示"))
    made = index.records(site), index.places(site)
    assert (index.records(site), index.places(site)) == made
    left = weakref.ref(made[0])
    del site, made
    gc.collect()
    assert left() is None


def test_lists_are_made_from_rows(tmp_path: Path) -> None:
    """No record is read for a page under a letter: the entries of these tests have none."""
    site = invented(*thousand())
    assert site.all["notices"]["a"].read() is None
    assert "安全提示" in rendered(site)["find/a/"]
