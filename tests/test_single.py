"""All guidelines in one file: whole, small, and in need of nothing."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from itertools import pairwise

import htmlread
import projects
import pytest
from test_sheets import LANGUAGES, real, said

from generator.conversion import converter
from generator.outputs import single
from generator.render import Renderer
from generator.text import Speech

LIMIT = 300_000
"""Bytes that a chat program passes on without a thought, as the plan has it."""
EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def file(lang: str) -> str:
    """The file as published in a language."""
    edition = real().edition
    text = Renderer(real(), Speech(edition, lang)).single_file
    conversion = edition.language(lang).convert
    return converter(conversion)(text) if conversion else text


@EVERY_LANGUAGE
def test_it_is_published(lang: str) -> None:
    """The built site holds the file at its address, and the list of guidelines leads to it with its size."""
    folder = projects.real_site() / real().edition.folder(lang)
    built = (folder / single.PATH).read_bytes()
    assert built.decode() == file(lang)
    listing = htmlread.tree((folder / "guidelines/index.html").read_text("utf-8"))
    (link,) = [link for link in listing.all("a") if link.attributes.get("href") == f"../{single.PATH}"]
    assert f"{-(-len(built) // 1000)} kB" in link.text


@EVERY_LANGUAGE
def test_it_is_small(lang: str) -> None:
    """It is no larger than can be passed on in a chat."""
    assert len(file(lang).encode()) <= LIMIT


@EVERY_LANGUAGE
def test_it_needs_nothing(lang: str) -> None:
    """Nothing in it is fetched, nothing runs, nothing is styled in place; its policy lets in its one style sheet and no more."""
    text = file(lang)
    assert not re.search(
        r"<(script|link|img|iframe|object|video|audio|source|form)\b|\sstyle=|\son\w+=|@import|url\(|javascript:", text
    )
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert html.unescape(policy) == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@EVERY_LANGUAGE
def test_its_links_hold_anywhere(lang: str) -> None:
    """Links lead within the file, to a telephone, or to a whole address; none to a neighbour the file may not have."""
    tree = htmlread.tree(file(lang))
    ids = tree.values("id")
    links = {link.attributes["href"] for link in tree.all("a")}
    assert {link for link in links if not re.match(r"#|tel:|https?://|mailto:", link)} == set()
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {entry.id for entry in real().published("guidelines")} <= {link[1:] for link in links if link.startswith("#")}


@EVERY_LANGUAGE
def test_it_holds_every_guideline_whole(lang: str) -> None:
    """Plain version, dos, don'ts, figures, questions, sources and dates of each guideline are in its part."""
    tree, site = htmlread.tree(file(lang)), real()
    for entry in site.published("guidelines"):
        g = entry.record
        (part,) = tree.all("article", data_id=entry.id)
        texts = [g.title, g.owner, *g.plain, *g.dos, *g.donts, *g.carry, *(section.title for section in g.sections)]
        texts += [item.question for item in g.questions] + [source.title for source in g.sources]
        texts += [figure.value for section in g.sections for step in section.steps for figure in step.figures]
        wanted = [said(site, text, lang) for text in texts] + [entry.version, g.verified.isoformat()]
        wanted.append(f"{site.edition.url}{site.edition.folder(lang)}guidelines/{entry.id}/")
        assert [text for text in wanted if text not in part.squeezed] == []
        assert len(part.all("ol", class_="plain")) == 1
        steps = sum(len(section.steps) for section in g.sections)
        assert sum(len(steps_of.all("li")) for steps_of in part.all("ol")) >= steps + len(g.plain)
        assert bool(part.all("p", class_="note")) == (not g.in_force)


@EVERY_LANGUAGE
def test_it_says_how_old_it_is(lang: str) -> None:
    """The day it was made for stands at its head, and where the latest is."""
    (main,) = htmlread.tree(file(lang)).all("main")
    head = main.squeezed[: main.squeezed.index(f"{real().published('guidelines')[0].record.number}.")]
    assert real().today in head
    assert f"{real().edition.url}{real().edition.folder(lang)}guidelines/" in head


@EVERY_LANGUAGE
def test_it_can_be_read_aloud(lang: str) -> None:
    """Language, one main part, a heading for each part and no level skipped."""
    tree = htmlread.tree(file(lang))
    assert tree.all("html")[0].attributes["lang"] == real().edition.tag(lang)
    assert len(tree.all("main")) == len(tree.all("h1")) == 1
    levels = [int(part.tag[1]) for part in tree.walk() if re.fullmatch(r"h[1-6]", part.tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = [part.attributes["id"] for part in tree.walk() if "id" in part.attributes]
    assert len(ids) == len(set(ids))


def test_making_it_leaves_the_page_as_it_was() -> None:
    """The list of guidelines asks for its size in the middle of being made: what it knows of its own language stays."""
    renderer = Renderer(real(), Speech(real().edition, "en"))
    for state in (True, False):
        renderer.t.fell_back = state
        renderer.__dict__.pop("single_file", None)
        assert renderer.single_file
        assert renderer.t.fell_back == state
