"""Feeds tell what changed, newest first, in forms that other programs read; an entry keeps its id for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import editions
import feedparser
import projects
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator import history
from generator.entry import Entry, row_of
from generator.load import digest
from generator.model.fields import validator
from generator.model.kinds import KIND_NAMES
from generator.outputs.feeds import VERSION, Feeds, number_of
from generator.site import FEED_LIMIT, Site
from generator.survey import Checked
from generator.text import Speech

SPACE = "{http://www.w3.org/2005/Atom}"
BASE = projects.site_of(projects.CONTENT).edition.url
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d{2}-\d{2}:(?:[a-z-]+/)?[a-z]+/[a-z0-9-]+/(?:[1-9]\d*|withdrawn)")


# --- making and reading --------------------------------------------------------------------------------------------


def notice(**fields: Any) -> dict[str, Any]:
    """A notice that tells of one change."""
    values: dict[str, Any] = {
        "title": "水情", "summary": "水位", "owner": "防汛岗", "verified": "2026-11-30", "issuer": "防汛办", "date": "2026-11-28",
        "body": "水位下降。", "sources": [{"title": "水情", "issuer": "防汛办"}], "areas": ["990101001000"],
        "changes": [{"date": "2026-11-28", "what": "首次发布。"}],
    }  # fmt: skip
    return values | fields


def site_with(*records: tuple[str, str, dict[str, Any]], today: str = "2026-12-01", **edition: Any) -> Site:
    """The sound edition with these records and no others."""
    sound = projects.checked(editions.SOUND)
    kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in KIND_NAMES}
    for kind, id, values in records:
        row = row_of(kind, validator(kind).validate_python(values))
        kinds[kind][id] = Entry(kind, id, f"{kind}/{id}.yml", digest(repr(values).encode()), row, lambda values=values: values)
    return Site(Checked(editions.changed(sound.edition, as_of=None, **edition), b"", sound.divisions, b"", kinds), today)


def atom(site: Site, name: str = "changes", lang: str = "zh") -> Any:
    """A feed as the other library reads it."""
    data = Feeds(site, Speech(site.edition, lang))(name, "xml")
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    return found


def loaded(site: Site, name: str = "changes", lang: str = "zh") -> dict[str, Any]:
    feed: dict[str, Any] = json.loads(Feeds(site, Speech(site.edition, lang))(name, "json"))
    return feed


@cache
def published(form: str) -> dict[str, bytes]:
    """Every feed of the real site in a form, by its path without the ending."""
    site = projects.real_site()
    found = sorted([*site.glob(f"feeds/**/*.{form}"), *site.glob(f"en/feeds/**/*.{form}")])
    return {path.relative_to(site).as_posix().removesuffix(f".{form}"): path.read_bytes() for path in found}


def _news(site: Site) -> Iterator[tuple[str, Entry, int]]:
    """Every change that should be told, found out by going through the records themselves."""
    for kind in KIND_NAMES:
        for entry in site.published(kind):
            if kind == "opportunities" and site.state[entry.key] == "expired":
                continue
            record = entry.record
            days = [change.date.isoformat() for change in record.changes]
            withdrawn = getattr(record, "withdrawn", None)
            if withdrawn and withdrawn.date.isoformat() not in days:
                yield withdrawn.date.isoformat(), entry, -1
            yield from ((day, entry, place) for place, day in enumerate(days) if day <= site.today)


# --- which there are -----------------------------------------------------------------------------------------------


def test_feeds_are_those_that_should_be() -> None:
    """The whole site, each kind and each division below the topmost that any change is about, and the corrections that the ledger
    tells of; both forms, both languages."""
    site = projects.site_of(projects.CONTENT)
    names = {"changes"} | ({"corrections"} if history.is_kept(projects.CONTENT) else set())
    for _, entry, _ in _news(site):
        codes = [entry.id] if entry.kind == "areas" else [id for _, kind, id in entry.row.edges if kind == "areas"]
        names |= {entry.kind} | {f"areas/{division.code}" for code in codes for division in site.lineage(code)[1:]}
    paths = {f"feeds/{name}" for name in names}
    for form in ("xml", "json"):
        assert set(published(form)) == paths | {f"en/{path}" for path in paths}
    assert len(names) > 50


def test_every_change_is_told_in_its_feeds() -> None:
    """The newest changes of each feed, no more than fifty, newest first, each once."""
    site = projects.site_of(projects.CONTENT)
    told = sorted(_news(site), key=lambda change: change[0], reverse=True)
    for path, data in published("xml").items():
        name = path.removeprefix("en/").removeprefix("feeds/")
        if name == "corrections":
            continue
        mine = [day for day, entry, _ in told if _belongs(site, entry, name)]
        entries = feedparser.parse(data).entries
        assert [entry.updated[:10] for entry in entries] == mine[:FEED_LIMIT], path
        assert len({entry.id for entry in entries}) == len(entries)


def _belongs(site: Site, entry: Entry, name: str) -> bool:
    if not name.startswith("areas/"):
        return name in ("changes", entry.kind)
    code = name.removeprefix("areas/")
    codes = [entry.id] if entry.kind == "areas" else [id for _, kind, id in entry.row.edges if kind == "areas"]
    return any(code == division.code for about in codes for division in site.lineage(about))


def test_a_need_that_ran_out_is_no_news() -> None:
    """Its changes are in no feed; those of a need that is done are."""
    site = projects.site_of(projects.CONTENT)
    over = [entry.id for entry in site.published("opportunities") if site.state[entry.key] == "expired"]
    assert over
    for data in published("json").values():
        assert not [item["url"] for item in json.loads(data)["items"] if urlsplit(item["url"]).path.split("/")[-2] in over]


# --- Atom ----------------------------------------------------------------------------------------------------------


def test_atom_is_sound() -> None:
    """What RFC 4287 asks of a feed and of each entry, as the other library reads it."""
    for path, data in published("xml").items():
        found = feedparser.parse(data)
        assert not found.bozo, path
        assert (found.version, found.encoding) == ("atom10", "utf-8")
        feed, lang = found.feed, "en" if path.startswith("en/") else "zh-CN"
        assert (feed.id, feed.language) == (f"{BASE}{path}.xml", lang)
        assert feed.title
        assert feed.author
        assert feed.updated == max([entry.updated for entry in found.entries] or [f"{projects.TODAY}T00:00:00+08:00"])
        links = {(link.rel, link.type): link.href for link in feed.links}
        assert links["self", "application/atom+xml"] == f"{BASE}{path}.xml"
        assert links["alternate", "application/feed+json"] == f"{BASE}{path}.json"
        assert _is_page(links["alternate", "text/html"], lang)
        for entry in found.entries:
            assert TAG.fullmatch(entry.id), entry.id
            assert datetime.fromisoformat(entry.updated).tzinfo is not None
            assert entry.updated.endswith("T00:00:00+08:00")
            assert entry.title
            assert entry.content[0].value
            assert _is_page(entry.link, lang)
            assert entry.tags[0].term in KIND_NAMES


def _is_page(url: str, lang: str) -> bool:
    path = url.removeprefix(BASE)
    return (
        url.startswith(BASE)
        and path.startswith("en/") == (lang == "en")
        and (projects.real_site() / path / "index.html").is_file()
    )


def test_atom_is_well_formed_for_strict_parsers() -> None:
    """The XML parses, and holds no element of another space."""
    for data in published("xml").values():
        assert {element.tag.startswith(SPACE) for element in ElementTree.fromstring(data).iter()} == {True}


# --- JSON Feed -----------------------------------------------------------------------------------------------------

FEED_FIELDS = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "language": str,
    "authors": list,
    "items": list,
}
ITEM_FIELDS = {
    "id": str, "url": str, "title": str, "content_text": str, "date_published": str, "date_modified": str, "tags": list, "language": str,
}  # fmt: skip


def faults(feed: dict[str, Any]) -> list[str]:
    """What breaks the rules of JSON Feed 1.1 in a feed."""
    found = [f"version {feed.get('version')!r}"] if feed.get("version") != VERSION else []
    found += [
        f"{name} is missing or no {type_.__name__}"
        for name, type_ in FEED_FIELDS.items()
        if not isinstance(feed.get(name), type_)
    ]
    found += [f"{name} is not of the format" for name in feed.keys() - FEED_FIELDS.keys()]
    found += [f"author {author!r}" for author in feed.get("authors", []) if not {"name", "url", "avatar"} & author.keys()]
    ids = [item.get("id") for item in feed.get("items", [])]
    found += [f"id {id!r} stands twice" for id in set(ids) if ids.count(id) > 1]
    return found + [fault for item in feed.get("items", []) for fault in _item_faults(item)]


def _item_faults(item: dict[str, Any]) -> Iterator[str]:
    for name, type_ in ITEM_FIELDS.items():
        if not isinstance(item.get(name), type_):
            yield f"{item.get('id')}: {name} is missing or no {type_.__name__}"
    yield from (f"{item.get('id')}: {name} is not of the format" for name in item.keys() - ITEM_FIELDS.keys())
    for name in ("date_published", "date_modified"):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})", str(item.get(name))):
            yield f"{item.get('id')}: {name} is no RFC 3339 moment"
    if not urlsplit(str(item.get("url"))).scheme:
        yield f"{item.get('id')}: url is not whole"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
        yield f"{item.get('id')}: tags are not words"


def test_json_feeds_are_sound() -> None:
    """No feed breaks a rule of the format."""
    assert {path: found for path, data in published("json").items() if (found := faults(json.loads(data)))} == {}


def test_faulty_json_feeds_are_noticed() -> None:
    """This test's own judgement: each rule catches what breaks it."""
    sound = loaded(site_with(("notices", "level", notice())))
    assert faults(sound) == []
    assert faults(sound | {"version": "1.1"})
    assert faults(sound | {"title": None})
    assert faults(sound | {"author": {}})
    assert faults(sound | {"items": sound["items"] * 2})
    for name, value in (("id", 3), ("date_published", "2026-11-28"), ("url", "x/"), ("tags", [""]), ("summary_html", "x")):
        assert faults(sound | {"items": [sound["items"][0] | {name: value}]}), name


def test_both_forms_tell_the_same() -> None:
    """Ids, titles, texts, addresses and dates of a feed agree in Atom and JSON."""
    for path, data in published("xml").items():
        entries = feedparser.parse(data).entries
        items = json.loads(published("json")[path])["items"]
        assert [(entry.id, entry.title, entry.link, entry.updated) for entry in entries] == [
            (item["id"], item["title"], item["url"], item["date_published"]) for item in items
        ]
        assert [entry.content[0].value for entry in entries] == [item["content_text"] for item in items]


# --- what an entry says --------------------------------------------------------------------------------------------


def test_a_change_says_what_and_why() -> None:
    """Title, text, address, kind and places of one change, in both languages."""
    change = {
        "date": "2026-11-29",
        "what": {"zh": "改了 <b>时间</b> & 地点。", "en": "New <b>hours</b> & place."},
        "why": "水涨了。",
    }
    site = site_with(("notices", "level", notice(title={"zh": "水情", "en": "Water"}, sample=True, changes=[change])))
    found = atom(site).entries[0]
    assert (found.title, found.content[0].value) == (
        "【示例】水情：改了 <b>时间</b> & 地点。",
        "改了 <b>时间</b> & 地点。\n水涨了。",
    )
    assert found.content[0].type == "text/plain"
    assert (found.link, found.id) == (
        "https://liudu.example.org/notices/level/",
        "tag:liudu.example.org,2026-11-29:notices/level/1",
    )
    assert [(tag.term, tag.label) for tag in found.tags] == [("notices", "公告"), ("990101001000", "苍河市柳渡县柳渡镇")]
    english = loaded(site, lang="en")["items"][0]
    assert (english["title"], english["id"]) == (
        "[Sample] Water: New <b>hours</b> & place.", "tag:liudu.example.org,2026-11-29:en/notices/level/1",
    )  # fmt: skip
    # One of its texts nobody has put into English.
    assert english["language"] == "zh-CN"


def test_a_withdrawal_is_told_with_its_reason() -> None:
    """As a change of its own, or with the change of the same day that tells of it; never before its day."""
    gone = {"date": "2026-11-30", "reason": "水退了。"}
    alone = atom(site_with(("notices", "level", notice(withdrawn=gone)))).entries
    assert [(entry.id[-9:], entry.content[0].value) for entry in alone] == [
        ("withdrawn", "已于 2026-11-30 撤下：水退了。"), (":notices/level/1"[-9:], "首次发布。"),
    ]  # fmt: skip
    told = notice(withdrawn=gone, changes=[{"date": "2026-11-30", "what": "撤下。"}])
    both = atom(site_with(("notices", "level", told))).entries
    assert [(entry.id[-2:], entry.content[0].value) for entry in both] == [("/1", "撤下。\n已于 2026-11-30 撤下：水退了。")]
    before = atom(site_with(("notices", "level", notice(withdrawn=gone)), today="2026-11-29")).entries
    assert [entry.content[0].value for entry in before] == ["首次发布。"]


def test_drafts_and_days_to_come_are_not_told() -> None:
    """What has no page has no news, nor has what readers are to be told tomorrow."""
    later = notice(changes=[{"date": "2026-12-02", "what": "明天说。"}])
    assert site_with(("notices", "level", later)).feeds == {}
    need = {"title": "x", "summary": "x", "owner": "x", "verified": "2026-11-30", "street": "990101001000", "place": "x", "task": "boat",
            "status": "draft", "changes": [{"date": "2026-11-29", "what": "x"}]}  # fmt: skip
    assert site_with(("opportunities", "draft", need)).feeds == {}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_change_is_of_its_day_where_the_edition_is(zone: str) -> None:
    """A change is dated the beginning of its day in the edition's time zone; a feed has the date of its newest."""
    site = site_with(("notices", "level", notice()), timezone=zone)
    expected = datetime(2026, 11, 28, tzinfo=ZoneInfo(zone))
    found = atom(site)
    assert datetime.fromisoformat(found.entries[0].updated) == datetime.fromisoformat(found.feed.updated) == expected


def test_the_clock_is_in_no_feed() -> None:
    """On another day the same changes give the same bytes."""
    sites = [site_with(("notices", "level", notice()), today=day) for day in ("2026-12-01", "2027-06-01")]
    assert len({Feeds(site, Speech(site.edition, "zh"))("changes", form) for site in sites for form in ("xml",)}) == 1


@given(st.text(min_size=1, max_size=80))
@example("\x00\x0b\x1f]]>&<![CDATA[\ufffe\ud800")
@settings(max_examples=80, deadline=None)
def test_no_text_breaks_the_xml(text: str) -> None:
    """Whatever an editor can type, feeds parse and tell it, but for what XML cannot hold."""
    what = f"头{text}尾"
    site = site_with(("notices", "level", notice(title=what, changes=[{"date": "2026-11-28", "what": what}])))
    data = Feeds(site, Speech(site.edition, "zh"))("changes", "xml")
    content = ElementTree.fromstring(data).findtext(f"{SPACE}entry/{SPACE}content", "")
    assert _said(content) == _said(what)
    assert _said(loaded(site)["items"][0]["content_text"]) == _said(what)


def _said(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\s]", "", text)


# --- ids -----------------------------------------------------------------------------------------------------------

DAYS = ("2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29")


@given(st.lists(st.sampled_from(DAYS), min_size=1, max_size=6), st.sampled_from(DAYS), st.booleans())
def test_a_later_change_moves_no_id(days: list[str], new: str, upwards: bool) -> None:
    """In a list written downwards or upwards, what is added at the newer end, or on a day without changes, moves no id."""
    days, added = sorted(days), sorted([*days, new])
    # Changes of one day alone do not tell which way a list is written.
    assume(not upwards or (added[0] < added[-1] and (len(days) == 1 or days[0] < days[-1])))
    place = max(number for number, day in enumerate(added) if day == new)
    kept = [number + (number >= place) for number in range(len(days))]
    if upwards:
        days, added = days[::-1], added[::-1]
        kept = [len(added) - 1 - number for number in kept[::-1]]
    before = [(day, number_of(tuple(days), number)) for number, day in enumerate(days)]
    after = [(added[number], number_of(tuple(added), number)) for number in kept]
    assert before == after


@given(st.lists(st.sampled_from(DAYS), min_size=1, max_size=8))
def test_ids_differ(days: list[str]) -> None:
    """However a list is written, no two of its changes have one id."""
    ids = [(day, number_of(tuple(days), place)) for place, day in enumerate(days)]
    assert len(set(ids)) == len(ids)


def test_an_edition_below_a_path_has_ids_of_its_own() -> None:
    """Two editions on one host, in two folders, never give one id to two changes."""
    site = site_with(("notices", "level", notice()), url="https://Example.org:8080/flood/")
    assert atom(site).entries[0].id == "tag:example.org,2026-11-28:flood/notices/level/1"


# --- on pages ------------------------------------------------------------------------------------------------------

LINK = re.compile(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)">')


@pytest.mark.parametrize("page", ["", "changes/", "guidelines/", "hotlines/", "areas/440111000000/", "areas/440000000000/"])
def test_pages_name_their_feeds(page: str) -> None:
    """The home page, lists, places and the page of changes name their feed in the head, by an address that is a file."""
    for folder, up in (("", ""), ("en/", ""), ("zh-hant/", "../")):
        file = projects.real_site() / folder / page / "index.html"
        if file.is_file():
            found = LINK.findall(file.read_text("utf-8").partition("</head>")[0])
            assert len(found) == 1, file
            assert (file.parent / found[0]).resolve().is_file()
            assert up in found[0]


def test_a_place_without_changes_names_no_feed() -> None:
    """Where nothing was told of, nothing can be followed."""
    site = projects.site_of(projects.CONTENT)
    silent = next(code for code in site.divisions if f"areas/{code}" not in site.feeds and len(site.lineage(code)) > 1)
    text = Path(projects.real_site() / "areas" / silent / "index.html").read_text("utf-8")
    assert not LINK.search(text)
