"""The stylesheet: nothing in it that no page uses, nothing lost that one does, and colours that weak eyes can read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import material
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

import generator
from generator.theme import style
from generator.theme.prune import prune

PACKAGE = Path(generator.__file__).parent
OURS = "".join((PACKAGE / f"theme/overrides/assets/{name}.css").read_text("utf-8") for name in ("palettes", "zhiyin"))
FRAME = (PACKAGE / "theme/overrides/main.html").read_text("utf-8")
TEMPLATES = [file.read_text("utf-8") for file in sorted((PACKAGE / "templates").glob("*.html"))]
STANDIN = "#0b5c8a"
MOST = 9_000
"""Bytes, compressed, that a first visit can spare for the stylesheet."""


@cache
def theirs() -> str:
    """The theme's stylesheet as it is installed."""
    (file,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.css")
    return file.read_text("utf-8")


@cache
def whole() -> str:
    """Our stylesheet for pages with every element that hand-written ones may have."""
    return style.stylesheet(theirs(), OURS, [FRAME, *TEMPLATES], STANDIN)


# --- what is kept --------------------------------------------------------------------------------------------------

HTML = '<main id="main" class="md-typeset written" data-kind="page"><p lang="en">a<a href="x/y.html" class="b">c</a></p></main>'


@pytest.mark.parametrize(
    "selector",
    [
        "p", "*", ".b", "a.b", "#main", "main#main.written[data-kind]", '[href$=".html"]', "[href^=x]", '[href*="/"]', "[lang|=en]",
        "[class~=written]", '[data-kind="PAGE" i]', "main p > a", "p + a", "p ~ a", "a:hover", "a:not(.none)", "p:has(.none)", "a::before",
        "a::-webkit-scrollbar", ":root", "html body", "p:nth-child(2n + 1)", ":is(.none, .b)", ":where(p)", "a[hidden]", "p[open]",
        "svg|a", "&.none", "A.b",
    ],
)  # fmt: skip
def test_a_selector_that_can_match_stays(selector: str) -> None:
    """What may match an element of the page is kept, and with it every selector of which that cannot be told."""
    assert prune(f"{selector} {{color:red}}", [HTML]) == f"{selector}{{color:red;}}"


@pytest.mark.parametrize(
    "selector",
    [
        "table", ".none", "p.b", "#none", "[none]", "[href=x]", "[href$='.pdf']", "[lang|=zh]", "[class~=writ]", "[data-kind^=age]",
        ".none p", "p > .none", "p + table", ".none:hover", ".none::before", ".none:not(.b)", ":is(.none, table) p", "a:is(.none)",
        "[dir=rtl] p", "[data-md-color-scheme=slate] a", ".B",
    ],
)  # fmt: skip
def test_a_selector_that_cannot_match_goes(selector: str) -> None:
    """A rule of which some part fits no element is dropped; of a list only that selector."""
    assert prune(f"{selector} {{color:red}}", [HTML]) == ""
    assert prune(f"{selector}, p {{color:red}}", [HTML]) == "p{color:red;}"


NAMES, CLASSES = st.sampled_from("abc"), st.frozensets(st.sampled_from("uvw"), max_size=2)
ELEMENTS = st.tuples(NAMES, CLASSES)


@given(st.lists(ELEMENTS, min_size=1, max_size=4), st.lists(ELEMENTS, min_size=1, max_size=3))
def test_a_rule_stays_exactly_where_an_element_has_all_it_asks_for(page: list[tuple], asked: list[tuple]) -> None:
    """Of any selector each part between combinators has an element, or the rule goes."""
    html = "".join(f'<{name} class="{" ".join(sorted(classes))}">' for name, classes in page)
    selector = " ".join(name + "".join(f".{each}" for each in sorted(classes)) for name, classes in asked)
    fits = all(any(name == has and classes <= had for has, had in page) for name, classes in asked)
    assert bool(prune(f"{selector}{{color:red}}", [html])) == fits


@pytest.mark.parametrize(
    ("template", "kept", "gone"),
    [
        ('<p class="card-{{ state }}">', ".card-open", ".badge-open"),
        ('<p class="card{% if x %} open{% endif %}">', ".card.open", ".cards"),
        ('<p class="card{% if x %}-big{% endif %}">', ".card, .card-big", ".-small"),
        ("<p class=\"{{ 'one' if x else 'two' }}\">", ".one, .two", ".three"),
        ('<h{{ level }} id="{{ id }}">', "h3#where", "p#where"),
        ('<tr{% if x %} class="past"{% endif %}>', "tr.past", "tr.open"),
        ('{# <p class="note"> #}<a href="{{ to }}">', 'a[href="x"]', ".note"),
        ("<p {{ attributes }}>", "p.any[thing]", "a.any"),
    ],
)
def test_what_a_template_works_out_may_be_anything(template: str, kept: str, gone: str) -> None:
    """A template's own words are known; what it works out may be any text."""
    assert prune(f"{kept}{{color:red}}", [template]).startswith(kept.replace(", ", ","))
    assert prune(f"{gone}{{color:red}}", [template]) == ""


# --- what goes with the rules --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("@media print{.none{color:red}}", ""),
        ("@media print{.none{color:red}p{color:red}}", "@media print{p{color:red;}}"),
        ("@supports (display:grid){@media print{.none{color:red}}}", ""),
        ("p{}", ""),
        ("@keyframes spin{to{top:0}}p{color:red}", "p{color:red;}"),
        ("@keyframes spin{to{top:0;}}p{animation:1s spin;}", "@keyframes spin{to{top:0;}}p{animation:1s spin;}"),
        ("@keyframes spin{to{top:0}}p{animation:spin-more 1s}", "p{animation:spin-more 1s;}"),
        ("@font-face{font-family:'Own';src:local(x)}p{font-family:Other}", "p{font-family:Other;}"),
        ('@font-face{font-family:"Own";src:local(x);}p{font:1em Own}', '@font-face{font-family:"Own";src:local(x);}p{font:1em Own;}'),
        (":root{--a:red;--b:blue}p{color:var(--a)}", ":root{--a:red;}p{color:var(--a);}"),
        (":root{--a:var(--b);--b:var(--c);--c:red;--d:var(--a)}p{color:var(--a)}", ":root{--a:var(--b);--b:var(--c);--c:red;}p{color:var(--a);}"),
        (":root{--a:var(--b);--b:var(--a)}p{top:0}", "p{top:0;}"),
        ("p{background:url(data:image/svg+xml,x);top:0}", "p{top:0;}"),
        ("p{background:url( 'https://example.org/x.png');top:0}", "p{top:0;}"),
        ("p{background:url(//example.org/x.png)}", ""),
        ("@charset 'utf-8';@import 'x.css';p{top:0}", "p{top:0;}"),
        ("@page{margin:1cm}", "@page{margin:1cm;}"),
        ("p{top:0!important;*zoom:1}", "p{top:0!important;}"),
    ],
)  # fmt: skip
def test_what_only_dropped_rules_used_goes_with_them(css: str, left: str) -> None:
    """Empty blocks, animations, fonts, custom properties that nobody reads, and what the policy refuses."""
    assert prune(css, [HTML]) == left


def test_what_the_other_stylesheet_reads_stays() -> None:
    """A custom property that only our own sheet reads is kept."""
    assert prune(":root{--a:var(--b);--b:red;--c:red}", [HTML], "p{color:var( --a )}") == ":root{--a:var(--b);--b:red;}"


def test_pruning_twice_is_pruning_once() -> None:
    """What is left of the theme's stylesheet has nothing more to lose, and the order of pages changes nothing."""
    once = prune(theirs(), [FRAME, *TEMPLATES], OURS)
    assert prune(once, [*reversed(TEMPLATES), FRAME], OURS) == once
    assert len(once) < len(theirs()) / 5


# --- the whole stylesheet ------------------------------------------------------------------------------------------


def test_the_stylesheet_is_light() -> None:
    """Compressed, as servers send it, it fits into what a first visit can spare."""
    assert len(gzip.compress(whole().encode(), 9)) <= MOST


def test_the_stylesheet_asks_for_nothing() -> None:
    """No other sheet, no picture, no font: the policy would refuse them, and so would a reader without network."""
    assert not re.search(r"url\(|@import|data:|https?:", whole())
    with pytest.raises(style.BadStyle):
        style.stylesheet("", "p{background:url(x.png)}", [], STANDIN)


def test_ours_is_whole_after_minifying() -> None:
    """Of our own rules nothing is pruned, and only spaces and comments are lost."""
    own = _words(style.coloured(OURS, STANDIN))
    assert _words(whole())[-len(own) :] == own


def _words(css: str) -> list[str]:
    """A stylesheet's tokens, without the last semicolon of a block and white space."""
    text = re.sub(r";\s*}", "}", tinycss2.serialize(tinycss2.parse_component_value_list(css, skip_comments=True)))
    return re.sub(r"\s+", "", re.sub(r"(?<![\d.])0(?=\.\d)", "", text)).split("}")


def _ours() -> Iterator[str]:
    """Every selector of ours."""
    for selector, _ in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", OURS, flags=re.DOTALL)):
        yield selector


def test_every_class_of_ours_is_on_some_page() -> None:
    """No rule of ours is for a class that no template, program or script writes."""
    written = "".join(file.read_text("utf-8") for end in ("py", "js") for file in PACKAGE.rglob(f"*.{end}"))
    classes = {name for selector in _ours() for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    unknown = [
        name for name in sorted(classes)
        if not prune(f".{name}{{top:0}}", [FRAME, *TEMPLATES]) and not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", written)
    ]  # fmt: skip
    assert unknown == []


# --- colours -------------------------------------------------------------------------------------------------------

GROUNDS = ("ground", "raised", "warn-ground", "stop-ground", "good-ground")
ON_ALL = ("ink", "quiet", "accent")
ON_SOME = (
    ("stop", "ground"), ("stop", "raised"), ("stop", "stop-ground"), ("good", "ground"), ("good", "good-ground"), ("warn-ink", "warn-ground"),
    ("accent-ink", "accent"),
)  # fmt: skip
"""Which colour stands on which ground."""
PAIRS = (*product(ON_ALL, GROUNDS), *ON_SOME)
HUES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_there_are_all_palettes() -> None:
    """Light, dark by the device and dark by choice, for everybody and for elder mode."""
    dark = [":root:not([data-theme=light])", ":root[data-theme=dark]"]
    elder = [name.replace(":root", ":root[data-mode=elder]") for name in dark]
    assert list(style.palettes(OURS)) == [":root", *dark, ":root[data-mode=elder]", *elder]


@pytest.mark.parametrize("mode", ["", "[data-mode=elder]"])
def test_dark_is_the_same_by_device_and_by_choice(mode: str) -> None:
    """Whoever chooses dark sees what a dark device shows."""
    found = style.palettes(style.coloured(OURS, STANDIN))
    assert found[f":root{mode}:not([data-theme=light])"] == found[f":root{mode}[data-theme=dark]"]


@given(HUES)
def test_everything_can_be_read_in_any_edition_colour(colour: str) -> None:
    """Text and links have a contrast of 7 on every ground they stand on, in elder mode 10, whatever colour an edition takes."""
    for selector, (palette,) in style.palettes(style.coloured(OURS, colour)).items():
        elder = "elder" in selector
        for front, back in PAIRS:
            least = style.PLENTY if elder else style.ENOUGH
            assert style.contrast(palette[front], palette[back]) >= least, (selector, front, back)


def test_elder_mode_is_black_and_white() -> None:
    """Text of elder mode has the greatest contrast there is."""
    for selector, (palette,) in style.palettes(OURS).items():
        if "elder" in selector:
            assert {palette["ink"], palette["ground"]} == {"#000000", "#ffffff"}


def test_edges_can_be_seen() -> None:
    """What shows that something can be touched has a contrast of 3, as WCAG 1.4.11 asks."""
    for selector, (palette,) in style.palettes(OURS).items():
        for edge, ground in product(("edge", "warn-edge"), GROUNDS):
            assert style.contrast(palette[edge], palette[ground]) >= 3, (selector, edge, ground)


def test_colours_stand_in_palettes_only() -> None:
    """No rule names a colour of its own, so that dark and elder mode miss none."""
    text = re.sub(r"/\*.*?\*/", "", OURS, flags=re.DOTALL)
    outside = re.sub(r"\{[^{}]*--ground:\s*#[^{}]*\}", "", text)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)|rgba?\(|hsla?\(|oklch\(", outside) == []


@given(HUES, st.sampled_from(["#ffffff", "#f3f6f8", "#000000", "#1b2329"]))
def test_a_colour_is_changed_no_more_than_it_must(colour: str, ground: str) -> None:
    """A colour that can be read stays; another can be read after."""
    found = style.legible(colour, [ground])
    assert style.contrast(found, ground) >= style.ENOUGH
    assert (found == colour) == (style.contrast(colour, ground) >= style.ENOUGH)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """The published figures, whichever colour comes first."""
    assert style.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert style.contrast(other, one) == style.contrast(one, other)


def test_the_edition_colour_takes_the_place_of_the_stand_in() -> None:
    """Nothing of the stand-in is left, within palettes and outside of them."""
    css = style.stylesheet("", f":root{{--accent:{STANDIN};--ground:#ffffff}}p{{color:{STANDIN}}}", [], "#1b6f3a")
    green = style.legible("#1b6f3a")
    assert css == f'@charset "UTF-8";:root{{--accent:{green};--ground:#ffffff}}p{{color:{green}}}\n'
