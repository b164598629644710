"""What is printed says what matters, counts what it leaves out, and leads back to its page."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import editions
import htmlread
import projects
import pytest
import yaml
from test_qr import seen

from generator import views
from generator.check import check
from generator.conversion import converter
from generator.entry import Entry
from generator.model.edition import text_in
from generator.pages import PAGES, Page, PageKind, page_key
from generator.render import Renderer
from generator.sheets import card, guideline, poster
from generator.site import Site
from generator.text import Speech

KINDS: dict[str, PageKind] = {kind.template: kind for kind in PAGES if kind.layout in ("paper", "card")}
LANGUAGES = [language.code for language in projects.checked(projects.CONTENT).edition.languages]
WRITTEN = projects.checked(projects.CONTENT).edition.codes
FULL_STREET, FULL_NEEDS = "990101001000", 60
SIDE = 300
"""Pixels of a code as a camera sees it."""


@cache
def real() -> Site:
    return projects.site_of(projects.CONTENT)


@cache
def full() -> Site:
    """The sound edition with one street that has many more needs than a poster holds."""
    content = editions.sound(projects.scratch() / "full-street")
    need = yaml.safe_load((content / "opportunities/990101001/old-street-dyke.yml").read_text("utf-8"))
    for number in range(FULL_NEEDS):
        titled = need | {
            "title": {"zh": f"第 {number} 段堤的夜间巡查和沙袋搬运", "en": f"Night watch and sandbags on dyke stretch {number}"}
        }
        text = yaml.safe_dump(titled, allow_unicode=True, default_style=None)
        (content / f"opportunities/dyke-{number}.yml").write_text(text, "utf-8")
    found = check(content, projects.TODAY)
    assert found.edition is not None
    return Site(found, found.edition.clock(projects.TODAY).isoformat())


@cache
def body(site: Site, template: str, id: str, lang: str) -> htmlread.Element:
    """A sheet as it is stamped into its shell."""
    kind = KINDS[template]
    page = Page(kind, id, kind.path.replace("{id}", id))
    html = Renderer(site, Speech(site.edition, lang)).render(page, kind.view(site, id)).body
    conversion = site.edition.language(lang).convert
    return htmlread.tree(converter(conversion)(html) if conversion else html)


def said(site: Site, value: Any, lang: str) -> str:
    """A text as a sheet in a language says it, without white space."""
    language = site.edition.language(lang)
    text = text_in(value, site.edition.main if language.convert else lang, site.edition.main)[0]
    return htmlread.squeeze(converter(language.convert)(text) if language.convert else text)


def _guidelines() -> list[Entry]:
    return real().published("guidelines")


EVERY_GUIDELINE = pytest.mark.parametrize("id", [entry.id for entry in _guidelines()])
EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)
EVERY_WRITTEN = pytest.mark.parametrize("lang", WRITTEN)


# --- which there are -----------------------------------------------------------------------------------------------


def test_every_guideline_has_a_sheet_in_every_language() -> None:
    """Guidelines are printed in the languages that are converted too."""
    for language in real().edition.languages:
        folder = projects.real_site() / real().edition.folder(language.code) / "print/guidelines"
        assert {path.parent.name for path in folder.glob("*/index.html")} == {entry.id for entry in _guidelines()}


@EVERY_WRITTEN
def test_every_street_has_a_poster_and_every_need_a_card(lang: str) -> None:
    """One for each division of town level, and one for each published opportunity."""
    folder = projects.real_site() / real().edition.folder(lang) / "print"
    streets = {code for code, division in real().divisions.items() if division.level == "street"}
    assert {path.parent.name for path in (folder / "areas").glob("*/index.html")} == streets
    needs = {entry.id for entry in real().published("opportunities")}
    assert {path.parent.name for path in (folder / "opportunities").glob("*/index.html")} == needs


@pytest.mark.parametrize(("page", "sheet"), [
    ("guidelines/masks/", "print/guidelines/masks/"), ("en/guidelines/masks/", "en/print/guidelines/masks/"),
    ("zh-hant/guidelines/masks/", "zh-hant/print/guidelines/masks/"), ("areas/440106006000/", "print/areas/440106006000/"),
    ("opportunities/shipai-east-gate/", "print/opportunities/shipai-east-gate/"),
])  # fmt: skip
def test_pages_and_sheets_lead_to_each_other(page: str, sheet: str) -> None:
    """A record's page links to its sheet, and the sheet back."""
    for here, there in ((page, sheet), (sheet, page)):
        built = htmlread.tree((projects.real_site() / here / "index.html").read_text("utf-8"))
        up = "../" * here.removeprefix("en/").removeprefix("zh-hant/").count("/")
        way = up + there.removeprefix("en/").removeprefix("zh-hant/")
        assert [link for link in built.all("a") if link.attributes.get("href") == way], here


def test_sheets_ask_not_to_be_listed() -> None:
    """Search engines are shown the page, not its print-out."""
    for path in (projects.real_site() / "print").glob("*/*/index.html"):
        assert '<meta name="robots" content="noindex">' in path.read_text("utf-8")
    assert b"/print/" not in (projects.real_site() / "sitemap.xml").read_bytes()


# --- guideline sheets ----------------------------------------------------------------------------------------------


@EVERY_GUIDELINE
@EVERY_LANGUAGE
def test_every_plain_line_is_there(id: str, lang: str) -> None:
    """The plain version stands whole on the sheet, in its order."""
    site, entry = real(), real().all["guidelines"][id]
    (plain,) = body(site, "sheet-guideline.html", id, lang).all("section", class_="plain")
    assert [item.squeezed for item in plain.all("li")] == [said(site, line, lang) for line in entry.record.plain]


@EVERY_GUIDELINE
@EVERY_LANGUAGE
def test_a_sheet_says_where_it_comes_from(id: str, lang: str) -> None:
    """Title, number, office, source, dates, version and address are on it."""
    site, entry = real(), real().all["guidelines"][id]
    g, text = entry.record, body(site, "sheet-guideline.html", id, lang).squeezed
    wanted = [
        said(site, value, lang) for value in (g.title, g.owner, site.edition.publisher, g.sources[0].title, g.sources[0].issuer)
    ]
    wanted += [entry.version, g.verified.isoformat(), f"{site.edition.url}{site.edition.folder(lang)}guidelines/{id}/"]
    wanted += [said(site, g.sources[0].number, lang)] if g.sources[0].number else []
    wanted += [str(entry.record.number) for entry in views.numbers(site)]
    assert [value for value in wanted if value not in text] == []
    assert len(views.numbers(site)) == views.NUMBERS_LIMIT + views.OTHERS_LIMIT


@EVERY_GUIDELINE
@EVERY_LANGUAGE
def test_what_is_left_out_is_counted(id: str, lang: str) -> None:
    """Of dos, don'ts and what to carry the first stand there in order; the rest is a number on the sheet."""
    site, g, sheet = real(), real().all["guidelines"][id].record, body(real(), "sheet-guideline.html", id, lang)
    lists = {
        name: [item.squeezed for part in sheet.all("section", class_=name) for item in part.all("li")]
        for name in ("dos", "donts")
    }
    lists["carry"] = [item.squeezed for part in sheet.all("p", class_="carry") for item in part.all("span")]
    missing = 0
    for name, shown in lists.items():
        whole = [said(site, line, lang) for line in getattr(g, name)]
        assert shown, name
        assert shown == whole[: len(shown)]
        missing += len(whole) - len(shown)
    told = [re.sub(r"\D", "", line.text) for line in sheet.all("p", class_="left-out")]
    assert told == ([str(missing)] if missing else [])


@EVERY_GUIDELINE
def test_chinese_sheets_leave_little_out(id: str) -> None:
    """In Chinese, for which they are made, sheets leave out two lines at most, and the plain version is larger than the rest."""
    values = guideline.view(real(), id)
    arranged = guideline.arrange(real(), Speech(real().edition, "zh"), values)
    assert arranged["left_out"] <= 2
    assert arranged["size"] >= 16


def test_what_is_archived_says_so_first() -> None:
    """The mark of an archived text stands before its first instruction."""
    for lang in LANGUAGES:
        words = Speech(real().edition, lang).words
        for entry in _guidelines():
            assert not entry.record.in_force
            parts = list(body(real(), "sheet-guideline.html", entry.id, lang).walk())
            notes = [part for part in parts if part.attributes.get("class") == "note"]
            assert said(real(), {lang: str(words["archived"]), "zh": str(words["archived"])}, lang) in notes[0].squeezed
            assert parts.index(notes[0]) < next(place for place, part in enumerate(parts) if part.tag == "ol")


# --- posters -------------------------------------------------------------------------------------------------------


@EVERY_WRITTEN
def test_a_poster_shows_or_counts_every_open_need(lang: str) -> None:
    """Needs shown and needs counted make all that are open; none that is full, over or a draft is among them."""
    site = real()
    for code in poster.streets(site):
        entries = site.within(code, "opportunities")
        if not entries:
            continue
        sheet = body(site, "sheet-street.html", code, lang)
        shown = [item.attributes["data-id"] for item in sheet.all("li") if "data-id" in item.attributes]
        opened = [entry.id for entry in entries if site.state[entry.key] == "open"]
        more = sum(int(re.sub(r"\D", "", line.text)) for line in sheet.all("p", class_="more"))
        assert shown == opened[: len(shown)], code
        assert len(shown) + more == len(opened), code
        assert bool(shown) == bool(opened), code


@EVERY_WRITTEN
def test_the_fullest_poster_counts_what_it_cannot_hold(lang: str) -> None:
    """A street with sixty needs more than usual shows several and tells how many more there are."""
    sheet = body(full(), "sheet-street.html", FULL_STREET, lang)
    shown = [item for item in sheet.all("li") if "data-id" in item.attributes]
    opened = [entry for entry in full().within(FULL_STREET, "opportunities") if full().state[entry.key] == "open"]
    assert len(opened) > FULL_NEEDS
    assert 4 <= len(shown) <= poster.NEEDS_LIMIT
    assert str(len(opened) - len(shown)) in sheet.all("p", class_="more")[0].text


def test_an_empty_poster_says_where_hands_are_needed() -> None:
    """A street without needs names the nearest that have some, whom to call, and what help can be had."""
    site = real()
    code = next(code for code in poster.streets(site) if not site.within(code, "opportunities") and code.startswith("4401"))
    values = poster.view(site, code)
    assert values["around"]
    assert values["around"] == [(street, len(site.nearby.open(street))) for street, _ in values["around"]]
    assert all(count > 0 for _, count in values["around"])
    text = body(site, "sheet-street.html", code, "zh").squeezed
    assert all(said(site, site.divisions[street].name, "zh") in text for street, _ in values["around"])
    assert all(entry.record.number in text for entry in views.numbers(site))


def test_the_nearest_come_first() -> None:
    """Streets of the same county stand before those of the same city."""
    site = real()
    for code in poster.streets(site):
        counties = [site.divisions[street].parent == site.divisions[code].parent for street, _ in site.nearby.streets_near(code)]
        assert counties == sorted(counties, reverse=True), code


def test_an_invented_number_is_never_to_be_called() -> None:
    """A sample line is not among the numbers of a sheet, and a sheet with samples says which numbers are real."""
    content = editions.sound(projects.scratch() / "sample-line")
    editions.make(content, "hotlines/rescue-119.yml", replace="verified: 2", by="sample: true\nverified: 2")
    found = check(content, projects.TODAY)
    site = Site(found, "2026-12-01")
    assert "rescue-119" in {entry.id for entry in site.published("hotlines")}
    assert "rescue-119" not in {entry.id for entry in views.numbers(site)}
    note = Speech(real().edition, "zh").words["sheet.sample"]
    assert htmlread.squeeze(note) in body(real(), "sheet-street.html", "440106006000", "zh").squeezed
    assert htmlread.squeeze(note) in body(real(), "sheet-card.html", "shipai-east-gate", "zh").squeezed


# --- cards ---------------------------------------------------------------------------------------------------------


@EVERY_WRITTEN
def test_a_card_says_where_when_and_whom_to_call(lang: str) -> None:
    """Street, place, the next shifts and the line to sign up are on every card; nothing that is over is."""
    site = real()
    for entry in site.published("opportunities"):
        need, card = entry.record, body(site, "sheet-card.html", entry.id, lang)
        assert said(site, need.place, lang)[:20] in card.squeezed, entry.id
        ahead = sorted(shift.date.isoformat() for shift in need.shifts if shift.date.isoformat() >= site.today)
        shown = [time.attributes["datetime"] for part in card.all("ul", class_="shifts") for time in part.all("time")]
        assert shown == ahead[: len(shown)]
        assert bool(shown) == bool(ahead)
        assert not need.signup or not need.signup.phone or need.signup.phone in card.text
        assert site.state[entry.key] == "open" or card.all("p", class_="note"), entry.id


@EVERY_WRITTEN
def test_a_card_says_how_one_is_kept_safe(lang: str) -> None:
    """Every card of a need with safety fields names who answers for the volunteer, and gear, training and insurance."""
    site = real()
    for entry in site.published("opportunities"):
        if entry.record.safety:
            values = card.view(site, entry.id)
            arranged = card.arrange(site, Speech(site.edition, lang), values)
            assert [name for name, _ in arranged["card_parts"]] == ["responsible", "gear", "training", "insurance"], entry.id


# --- codes and keys ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["guidelines/public-transport/", "areas/440106006000/", "opportunities/shipai-east-gate/"])
@EVERY_LANGUAGE
def test_the_code_opens_the_page(path: str, lang: str) -> None:
    """The code on the built sheet holds the address of the page in the sheet's language, and that page is there."""
    folder = real().edition.folder(lang)
    if not path.startswith("guidelines") and lang not in WRITTEN:
        return
    html = (projects.real_site() / folder / "print" / path / "index.html").read_text("utf-8")
    (drawing,) = re.findall(r"<svg class=\"qr\".*?</svg>", html, re.DOTALL)
    assert seen(drawing, SIDE) == [f"{real().edition.url}{folder}{path}"]
    assert (projects.real_site() / folder / path / "index.html").is_file()


def _keys(content: Path) -> dict[str, bytes]:
    """The key of every sheet of an edition."""
    found = check(content, projects.TODAY)
    site = Site(found, "2026-12-01")
    return {
        kind.path.replace("{id}", id): page_key(kind.view(site, id), site) for kind in KINDS.values() for id in kind.ids(site)
    }


def test_one_change_makes_only_its_sheets_anew(tmp_path: Path) -> None:
    """A need's change reaches its card, its street's poster and its task's sheet; a rumour's none; the keys of all others stay."""
    content = editions.sound(tmp_path / "content")
    before = _keys(content)
    projects.edit(content / "rumours/dyke-burst.yml", lambda text: text + "\n# x\n")
    assert _keys(content) == before
    projects.edit(content / "opportunities/990101001/old-street-dyke.yml", lambda text: text.replace("filled: 1", "filled: 2"))
    after = _keys(content)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"print/opportunities/old-street-dyke/", "print/areas/990101001000/", "print/tasks/dyke-watch/"}
    shutil.rmtree(content)
