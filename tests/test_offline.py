"""What is kept without a network is what the site holds; worker, manifest and icons follow from the content alone."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import struct
from hashlib import sha256
from pathlib import Path
from typing import Any

import projects
import pytest

from generator.outputs import offline
from generator.text import Speech
from generator.theme.hooks import languages_of

SITES = {"real": projects.real_site, "sound": projects.sound_site}
EDITIONS = {"real": projects.CONTENT, "sound": projects.editions.SOUND}
EVERY = pytest.mark.parametrize("name", SITES)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#0b5c8a"/></svg>'


def lists(site: Path) -> dict[str, dict[str, list[list[str]]]]:
    """What the built worker keeps, by the folder of each language."""
    found = re.search(r"^const LISTS=(.*);$", (site / "sw.js").read_text("utf-8"), re.MULTILINE)
    assert found
    return json.loads(found[1])


def addresses(kept: dict[str, list[list[str]]]) -> list[str]:
    return [address for address, _ in (*kept["needed"], *kept["more"])]


def file(site: Path, address: str) -> Path:
    """The file at an address below the root."""
    path = address.partition("?")[0]
    return site / (f"{path}index.html" if path.endswith("/") or not path else path)


# --- the lists -----------------------------------------------------------------------------------------------------


@EVERY
def test_every_language_keeps_its_guidelines_and_numbers(name: str) -> None:
    """In each language: all guidelines, the numbers, and what else readers need first, each where it is there at all."""
    site, graph = SITES[name](), projects.site_of(EDITIONS[name])
    edition = graph.edition
    assert list(lists(site)) == [edition.folder(language.code) for language in edition.languages]
    for language in edition.languages:
        folder = edition.folder(language.code)
        pages = ["offline/", "hotlines/", "guidelines/", *(f"guidelines/{entry.id}/" for entry in graph.published("guidelines"))]
        found = lists(site)[folder]
        assert [address for address, _ in found["needed"] if not address.startswith("assets/")] == [
            folder + page for page in pages
        ]
        expected = [folder + page for page in ("", "help/", "find/", "search/") if file(site, folder + page).is_file()]
        index = f"assets/search/{edition.main if language.convert else language.code}.js"
        pages = [address for address, _ in found["more"] if not address.startswith("assets/")]
        assert pages == expected
        assert found["more"][-1][0] == index
        assert {folder, f"{folder}search/"} <= set(expected)


@EVERY
def test_a_mark_is_that_of_the_file(name: str) -> None:
    """Every address on a list leads to a file, and its mark begins that file's SHA-256."""
    site = SITES[name]()
    rows = [row for kept in lists(site).values() for row in (*kept["needed"], *kept["more"])]
    assert rows
    assert [
        address for address, mark in rows if not sha256(file(site, address).read_bytes()).hexdigest().startswith(mark or "none")
    ] == []


@EVERY
def test_pages_are_kept_with_what_they_are_shown_with(name: str) -> None:
    """Every style sheet, script and picture that a kept page asks for is on the list of its language, at the same address."""
    site = SITES[name]()
    for kept in lists(site).values():
        listed = addresses(kept)
        for address in listed:
            if address.startswith("assets/"):
                continue
            assert not address.endswith(".js")
            html = file(site, address).read_text("utf-8")
            tags = re.findall(r"<(?:link rel=\"(?:stylesheet|icon)\"|script|img)\s[^>]*>", html)
            asked = {found[2] for tag in tags if (found := re.search(r'\s(href|src)="(?:\.\./)*([^"]+)"', tag))}
            assert {Path(path.partition("?")[0]).suffix for path in asked} == {".css", ".js", ".svg"}
            assert asked <= set(listed)


def test_too_many_guidelines_are_not_all_kept() -> None:
    """A list has an end, and a language without these pages none."""
    edition = projects.site_of(EDITIONS["real"]).edition
    many = [f"guidelines/g{number}/index.html" for number in range(offline.GUIDELINES_KEPT + 1)]
    found = offline.kept(edition, ["index.html", "offline/index.html", *many, "en/index.html", "areas/1/index.html"])
    assert found == {"": offline.Kept(["offline/index.html", *many[:-1]], ["index.html"])}


def test_the_worker_follows_from_the_files_alone(tmp_path: Path) -> None:
    """The same files give the same worker, wherever and however often they are built."""
    site = projects.sound_site()
    again = Path(shutil.copytree(site, tmp_path / "a" / "folder of its own"))
    assert _made(again) == _made(site) == (site / "sw.js").read_bytes()


def _made(site: Path) -> bytes:
    paths = [path for kept in lists(site).values() for path in addresses(kept)]
    files = [path if "." in path else f"{path}index.html" for path in paths if "?" not in path]
    edition = projects.site_of(EDITIONS["sound"]).edition
    return offline.worker(offline.kept(edition, files), lambda path: (site / path).read_bytes())


def test_the_worker_changes_with_what_it_lists_and_with_nothing_else(tmp_path: Path) -> None:
    """A street's change is a change of what is searched alone; a guideline's is one of its pages too."""
    folder = projects.built(tmp_path / "project")
    first = lists(folder / "site")
    projects.edit(folder / "content" / "areas" / "990200001000.yml", lambda text: text + "keywords: [夜里]\n")
    projects.build_in(folder)
    second = lists(folder / "site")
    assert {path.split("/")[-2] for path in _changed(first, second)} == {"search"}
    guideline = folder / "content" / "guidelines" / "dyke-watch.yml"
    projects.edit(guideline, lambda text: text.replace("title: 巡堤指引", "title: 新巡堤指引", 1))
    projects.build_in(folder)
    changed = _changed(second, lists(folder / "site"))
    assert {"guidelines/dyke-watch/", "guidelines/", "offline/", "search/"} <= changed
    assert not {"hotlines/", "help/"} & changed
    assert (folder / "site" / "sw.js").read_bytes() == projects.clean_build(folder)["sw.js"]


def _changed(old: dict[str, dict[str, list[list[str]]]], new: dict[str, dict[str, list[list[str]]]]) -> set[str]:
    return {path for code in new for part in new[code] for path, mark in new[code][part] if [path, mark] not in old[code][part]}


# --- the scripts ---------------------------------------------------------------------------------------------------


def test_the_workers_are_javascript_that_old_phones_know() -> None:
    """No syntax younger than ES2018, and nothing that the policy refuses."""
    for code in ((projects.sound_site() / "sw.js").read_text("utf-8"), (projects.ROOT / "deploy/farewell.js").read_text("utf-8")):
        assert not re.search(
            r"\?\.(?!\d)|\?\?|catch\s*\{|\.(?:at|flat|flatMap|replaceAll|matchAll|allSettled|fromEntries)\(", code
        )
        assert not re.search(r"\beval\b|\bimport\b|importScripts|new Function", code)


def test_the_worker_is_small() -> None:
    """Every visit asks whether it has changed: whole it is less than 4 kB on the wire."""
    assert len(gzip.compress((projects.real_site() / "sw.js").read_bytes(), mtime=0)) < 4 * 1024


def test_a_worker_without_its_line_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the line to fill in were gone, the worker would keep nothing and nobody would notice: the build fails instead."""
    monkeypatch.setattr(offline, "_LISTS", "const OTHERS = {};")
    with pytest.raises(ValueError, match="const OTHERS"):
        offline.worker({}, lambda path: b"")


# --- the home screen -----------------------------------------------------------------------------------------------


@EVERY
def test_every_language_has_its_manifest(name: str) -> None:
    """Name, language, first page and shortcuts are the language's own; whatever it names is there, in any folder."""
    site, edition = SITES[name](), projects.site_of(EDITIONS[name]).edition
    for language in languages_of(edition, converted=True):
        folder = site / edition.folder(language.code)
        found = json.loads((folder / offline.MANIFEST).read_text("utf-8"))
        assert found["lang"] == language.tag
        assert found["theme_color"] == edition.colour
        named = [found["start_url"], found["scope"], *(row["url"] for row in found["shortcuts"])]
        assert [address for address in named if not (folder / address / "index.html").is_file()] == []
        assert [icon["src"] for icon in found["icons"] if not (folder / icon["src"]).is_file()] == []
        assert (folder / found["scope"]).resolve() == site
        assert len(found["shortcuts"]) == len(offline.SHORTCUTS)


def test_the_manifest_speaks_the_language() -> None:
    """In English it is English."""
    edition = projects.site_of(EDITIONS["real"]).edition
    found: dict[str, Any] = json.loads(offline.manifest(edition, Speech(edition, "en")))
    assert not re.search("[\u4e00-\u9fff]", json.dumps(found, ensure_ascii=False))
    assert found["name"]
    assert all(row["name"] for row in found["shortcuts"])


def test_icons_have_the_sizes_that_are_said() -> None:
    """Each PNG is as large as its name and the manifest say."""
    drawn = dict(offline.icons(SVG, "#0b5c8a"))
    assert list(drawn) == list(offline.ICONS)
    for path, content in drawn.items():
        assert content.startswith(b"\x89PNG\r\n")
        size = int(re.findall(r"\d+", path)[-1])
        assert struct.unpack(">II", content[16:24]) == (size, size)
    edition = projects.site_of(EDITIONS["real"]).edition
    told = {icon["src"]: icon["sizes"] for icon in json.loads(offline.manifest(edition, Speech(edition, "zh")))["icons"]}
    assert {path: sizes for path, sizes in told.items() if path.endswith(".png") and f"-{sizes.split('x')[0]}." not in path} == {}


def test_icons_are_drawn_the_same_every_time() -> None:
    """One drawing gives one picture, another colour another."""
    first = dict(offline.icons(SVG, "#0b5c8a"))
    assert dict(offline.icons(SVG, "#0b5c8a")) == first
    other = dict(offline.icons(SVG.replace("#0b5c8a", "#aa0000"), "#aa0000"))
    assert [path for path in first if first[path] == other[path]] == []
