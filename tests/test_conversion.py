"""Pages in the other script of Chinese: made from the first language, marked as such, and leading where they must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import editions
import htmlread
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.conversion import converter
from generator.pages import PAGES
from generator.text import Speech

SITE = projects.real_site
KINDS = [kind.path for kind in PAGES if kind.converted and "{" not in kind.path and kind.layout in ("home", "page")]


def test_words_are_converted_as_a_reader_writes_them() -> None:
    """One simplified character may stand for several: the words around it decide."""
    assert converter("s2hk")("头发 出发 里面 一里路 皇后 以后 志愿服务岗位") == "頭髮 出發 裏面 一里路 皇后 以後 志願服務崗位"


@given(st.text(st.characters(codec="ascii", min_codepoint=1), max_size=60))
def test_tags_and_addresses_stay(text: str) -> None:
    """Nothing that is not Chinese changes."""
    assert converter("s2hk")(text) == text


def test_what_says_so_stays() -> None:
    """An element marked `translate="no"` is left as it is; its neighbours are not."""
    html = '<a lang="zh-CN" translate="no" href="/">简体中文</a>体<i translate="no"><b>体</b></i>体'
    assert converter("s2hk")(html) == '<a lang="zh-CN" translate="no" href="/">简体中文</a>體<i translate="no"><b>体</b></i>體'


def test_a_converted_language_is_not_written() -> None:
    """Editors write the first languages only: the converted one speaks with the first one's words, and falls back on nothing."""
    edition = projects.checked(editions.SOUND).edition
    speech = Speech(edition, "zh-hant")
    assert edition.codes == ("zh", "en")
    assert (speech.lang, speech.code, speech.tag) == ("zh", "zh-hant", "zh-Hant")
    assert speech({"zh": "水", "en": "Water"}) == "水"
    assert not speech.fell_back


@pytest.mark.parametrize("path", KINDS)
def test_a_converted_page_says_so(path: str) -> None:
    """It is in its own script, says that it was converted, and names its language to browsers."""
    html = (SITE() / "zh-hant" / path / "index.html").read_text("utf-8")
    page = htmlread.tree(html)
    assert page.all("html")[0].attributes["lang"] == "zh-Hant"
    assert "自動轉換" in page.all("main")[0].words
    first = (SITE() / path / "index.html").read_text("utf-8")
    assert "自动转换" not in first


def _alternates(file: Path) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', file.read_text("utf-8")))


@pytest.mark.parametrize(
    "path", ["", "guidelines/masks/", "help/", "hotlines/mental-12356/", "opportunities/", "areas/440100000000/"]
)
def test_pages_name_each_other(path: str) -> None:
    """A page names itself in every language it is published in, and no other; all of them say the same."""
    url = projects.site_of(projects.CONTENT).edition.url
    folders = {"zh-CN": "", "en": "en/", "zh-Hant": "zh-hant/"}
    there = {tag: folder for tag, folder in folders.items() if (SITE() / folder / path / "index.html").is_file()}
    expected = {tag: f"{url}{folder}{path}" for tag, folder in there.items()} | {"x-default": url + path}
    for folder in there.values():
        assert _alternates(SITE() / folder / path / "index.html") == expected
    assert ("zh-Hant" in there) == (path.split("/")[0] in ("", "guidelines", "help", "hotlines"))


def test_the_home_page_leads_on_in_its_script_where_it_can() -> None:
    """From a converted page, what is converted is reached in the same script and the rest in the first language."""
    page = htmlread.tree((SITE() / "zh-hant/index.html").read_text("utf-8"))
    links = {link.attributes["href"] for link in page.all("a")}
    assert {"guidelines/", "help/", "hotlines/", "../opportunities/", "../areas/440100000000/"} <= links
    assert not {"opportunities/", "../guidelines/"} & links


WRITTEN = ("guidelines", "help", "hotlines")


@pytest.mark.parametrize("kind", WRITTEN)
def test_english_is_complete_where_it_matters_most(kind: str) -> None:
    """Guidelines, help and phone numbers are wholly in English; only the numbers of documents, and what people type in Chinese, stay as they are."""
    lacking = []
    for entry in projects.site_of(projects.CONTENT).published(kind):
        lacking += [
            f"{entry.id}: {path}"
            for path, text in _texts(entry.read())
            if not {"number", "keywords", "aliases"} & set(path) and HAN.search(text)
        ]
    assert lacking == []


HAN = re.compile("[\u4e00-\u9fff]")


def _texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text that has no English beside it, with the names of the fields it lies in."""
    if isinstance(value, dict):
        for name, part in value.items():
            if not (name == "zh" and "en" in value):
                yield from _texts(part, (*path, name))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, path)
    elif isinstance(value, str):
        yield path, value
