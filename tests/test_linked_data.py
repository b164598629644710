"""What search engines are told is true, dated and harmless."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import editions
import htmlread
import projects
import pytest

from generator.linked_data import script
from generator.pages import plan
from generator.text import Speech

TYPES = {
    "guidelines": "SpecialAnnouncement", "notices": "SpecialAnnouncement", "opportunities": "Event", "help": "GovernmentService",
    "rumours": "ClaimReview",
}  # fmt: skip
EDITIONS = {"real": projects.CONTENT, "sound": editions.SOUND}


@cache
def told(name: str, lang: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What the pages of an edition's records tell in a language."""
    site = projects.site_of(EDITIONS[name])
    speech = Speech(site.edition, lang)
    found = {}
    for page in plan(site):
        text = script(site, page, page.kind.view(site, page.id), speech)
        if text:
            found[page.kind.section, page.id] = json.loads(
                text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
            )
    return found


def _all() -> Iterator[tuple[str, str, tuple[str, str], dict[str, Any]]]:
    for name in EDITIONS:
        for lang in ("zh", "en"):
            for key, data in told(name, lang).items():
                yield name, lang, key, data


def test_every_record_of_a_kind_that_fits_is_told() -> None:
    """Each published guideline, notice, need, service and rumour has a description of its type, and nothing else has one."""
    for name, content in EDITIONS.items():
        site = projects.site_of(content)
        expected = {entry.key: TYPES[kind] for kind in TYPES for entry in site.published(kind)}
        assert {key: data["@type"] for key, data in told(name, "zh").items()} == expected


def test_nothing_is_empty() -> None:
    """No field is told without a value."""
    misses = sorted(
        {
            f"{name} {'/'.join(key)}: {field}"
            for name, _, key, data in _all()
            for field, value in _leaves(data)
            if value in ("", None, [])
        }
    )
    assert not misses, projects.told(misses)


def _leaves(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict) and data:
        for name, value in data.items():
            yield from _leaves(value, f"{path}.{name}")
    elif isinstance(data, list) and data:
        for value in data:
            yield from _leaves(value, path)
    else:
        yield path, data


def test_dates_are_iso_days() -> None:
    """Every date is a day, and no event ends before it starts."""
    for name, _, key, data in _all():
        dates = [value for field, value in _leaves(data) if re.search(r"[dD]ate|Posted|expires|Published", field)]
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) for value in dates), (name, key)
        if data["@type"] == "Event":
            assert data["startDate"] <= data.get("endDate", data["startDate"]), (name, key)


def test_places_speak_the_pages_language() -> None:
    """A division is named as on the page: in English on an English page, where it has an English name."""
    site = projects.site_of(projects.CONTENT)
    assert all(division.name_en for division in site.divisions.values())
    misses = sorted({
        f"{'/'.join(key)}: {field} {value}" for key, data in told("real", "en").items() for field, value in _leaves(data)
        if field in (".location.address", ".areaServed") and re.search("[\u4e00-\u9fff]", value)
    })  # fmt: skip
    assert not misses, projects.told(misses, 5)


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\"'\\"])
def test_no_text_leaves_the_script(hostile: str) -> None:
    """Whatever a title holds, the script element ends where it should and gives the text back."""
    site = projects.site_of(editions.SOUND)
    page = next(page for page in plan(site) if page.id == "water-unsafe")
    values = page.kind.view(site, page.id)
    record, kept = values["entry"].record, values["entry"].record.title
    try:
        record.title = hostile
        text = script(site, page, values, Speech(site.edition, "zh"))
    finally:
        record.title = kept
    (element,) = htmlread.tree(text).all("script")
    assert json.loads(element.words)["name"] == hostile
    assert text.count("<") == 2, "a browser reads `<!--<script>` inside a script as more script"
