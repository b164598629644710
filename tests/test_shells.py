"""Shells are cut where they say, or not at all, and what is stamped into them is escaped."""

from __future__ import annotations

import itertools

import editions
import htmlread
import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.theme.frame import DOORS, PLACES, SECTIONS, Shape, mark, specimen
from generator.theme.shells import ONCE, BrokenShell, cut

WHOLE = (
    f'<title>{mark("title")}</title><meta content="{mark("description")}"><link href="/{mark("path")}"><a href="/en/{mark("path")}">'
    f"{mark('head')}<i>{mark('record')}</i><body>{mark('body')}</body>"
)
LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)


def stamped(title: str = "", description: str = "", path: str = "", record: str = "", head: str = "", body: str = "") -> str:
    return cut(WHOLE).stamp(title, description, path, record, head, body).decode()


def test_a_shell_is_its_pieces_and_places() -> None:
    """Cutting finds every place in order, and the pieces and places together are the whole again."""
    shell = cut(WHOLE)
    assert shell.places == ("title", "description", "path", "path", "head", "record", "body")
    whole = "".join(itertools.chain.from_iterable(itertools.zip_longest(shell.pieces, map(mark, shell.places), fillvalue="")))
    assert whole == WHOLE
    assert shell.weight == len(WHOLE.encode()) - sum(len(mark(place).encode()) for place in shell.places)


@pytest.mark.parametrize("place", [*ONCE, "description"])
def test_a_missing_place_is_refused(place: str) -> None:
    """A shell without one of the places that every page has is broken."""
    with pytest.raises(BrokenShell, match=place):
        cut(WHOLE.replace(mark(place), ""))


@pytest.mark.parametrize("place", sorted({*PLACES} - {*ONCE, "description"}))
def test_a_sheet_may_go_without_the_rest(place: str) -> None:
    """Path and record stand in the frame of a page; a sheet for printing has neither."""
    assert place not in cut(WHOLE.replace(mark(place), "")).places


@pytest.mark.parametrize("place", ONCE)
def test_a_repeated_place_is_refused(place: str) -> None:
    """Title, head and body stand once; path and description may stand more often."""
    with pytest.raises(BrokenShell, match="repeated"):
        cut(WHOLE + mark(place))
    cut(WHOLE + mark("path") + mark("description"))


@pytest.mark.parametrize("rest", [mark("other"), "\ue000", "\ue000title", "\ue000TITLE\ue001"])
def test_unknown_places_are_refused(rest: str) -> None:
    """A mark that is no place, or half of one, is broken."""
    with pytest.raises(BrokenShell):
        cut(WHOLE + rest)


@given(LINE, LINE, LINE, LINE)
def test_any_text_survives_stamping(title: str, description: str, path: str, record: str) -> None:
    """Title, description, path and record are escaped: a reader of HTML gets back what was stamped, whatever it was."""
    page = htmlread.tree(stamped(title, description, path.replace("\n", ""), record).replace("<a ", "<a></a><br "))
    assert page.all("i")[0].words == record
    assert page.all("title")[0].words == title
    assert page.all("meta")[0].attributes["content"] == description
    assert page.all("link")[0].attributes["href"] == "/" + path.replace("\n", "")


@given(LINE, LINE)
def test_html_is_stamped_as_it_is(head: str, body: str) -> None:
    """Head and body are HTML already and are not touched."""
    assert stamped(head=head, body=body).endswith(f"{head}<i></i><body>{body}</body>")


@pytest.mark.parametrize("text", [mark("title"), r"\1 \g<0> {body} %s", "</title><script>alert(1)</script>", "\"'><x>"])
def test_text_is_not_taken_for_orders(text: str) -> None:
    """What looks like a place, a pattern or a tag in a title is a title."""
    page = htmlread.tree(stamped(title=text, body="x").replace("<a ", "<br "))
    assert page.all("title")[0].words == text
    assert page.all("script") == []


# --- frames --------------------------------------------------------------------------------------------------------


def _edition() -> object:
    return projects.checked(editions.SOUND).edition


def test_there_is_a_shell_for_every_kind_of_page() -> None:
    """Every layout, depth and section that a page has is built, once in each language."""
    shapes = build.make_hooks(_edition()).shapes.values()
    wanted = {(kind.layout, kind.path.count("/"), kind.section) for kind in [*build.PAGES, build.NOT_FOUND]}
    for lang in ("zh", "en"):
        assert {(shape.layout, shape.depth, shape.section) for shape in shapes if shape.lang == lang} == wanted
    converted = {(kind.layout, kind.path.count("/"), kind.section) for kind in build.PAGES if kind.converted}
    assert {(shape.layout, shape.depth, shape.section) for shape in shapes if shape.lang == "zh-hant"} == converted
    assert len({shape.name for shape in shapes}) == len(shapes)


def test_every_kind_stands_in_the_menu() -> None:
    """The menu has every section, and the doors on top are some of them."""
    assert {kind.section for kind in [*build.PAGES, build.NOT_FOUND]} == set(SECTIONS)
    assert set(DOORS) < set(SECTIONS)


@pytest.mark.parametrize(
    ("lang", "depth", "root", "home"),
    [("zh", 0, "", "./"), ("zh", 2, "../../", "../../"), ("en", 0, "../", "../en/"), ("en", 2, "../../../", "../../../en/")],
)
def test_ways_home(lang: str, depth: int, root: str, home: str) -> None:
    """From any depth the way to the site's first folder and to the language's first page is right."""
    from generator.text import Speech

    frame = specimen(_edition(), Speech(_edition(), lang), Shape("page", lang, depth, "help"))  # type: ignore[arg-type]
    assert (frame.root, frame.home) == (root, home)
    assert [link.name for link in frame.menu if link.current] == [frame.word("kind.help")]
