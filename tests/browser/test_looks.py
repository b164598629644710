"""The stylesheet in a browser: pruning changes nothing that is seen, and every choice of the reader has its effect."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import material
import projects
import pytest
from playwright.sync_api import Browser, Page

from generator.theme import style
from tests.shots import kept

pytestmark = pytest.mark.browser

OVERRIDES = projects.ROOT / "generator/theme/overrides"
WRITTEN = sorted(path.relative_to(projects.ROOT / "docs").with_suffix("") for path in (projects.ROOT / "docs").rglob("*.md"))
VIEWS = ((360, "screen", "light"), (1280, "screen", "dark"), (800, "print", "light"))
# Elements of the same name and classes in the same place of parents alike look alike: one of each is asked. What differs between
# the page's own stylesheet and another one is told, then the page is as it was.
COMPARE = """(css) => {
  const one_of_each = {};
  for (const part of document.querySelectorAll('main.written, main.written *')) {
    const names = [part.previousElementSibling ? part.previousElementSibling.localName : '', !part.nextElementSibling, !part.children.length];
    for (let up = part; up; up = up.parentElement) names.unshift(up.localName + '.' + up.className + '#' + up.id);
    one_of_each[names.join('>')] = part;
  }
  const looks = () => Object.values(one_of_each).map((part) => [null, '::before', '::after'].map((pseudo) => {
    const seen = getComputedStyle(part, pseudo);
    return Array.from(seen).filter((name) => !name.startsWith('--')).map((name) => name + ': ' + seen.getPropertyValue(name));
  }));
  const before = looks(), other = new CSSStyleSheet();
  other.replaceSync(css);
  for (const sheet of document.styleSheets) sheet.disabled = true;
  document.adoptedStyleSheets = [other];
  const after = looks();
  document.adoptedStyleSheets = [];
  for (const sheet of document.styleSheets) sheet.disabled = false;
  const places = Object.keys(one_of_each), found = [];
  before.forEach((parts, place) => parts.forEach((lines, pseudo) => lines.forEach((line, number) => {
    if (line !== after[place][pseudo][number]) found.push(places[place] + ' ' + line + ' / ' + after[place][pseudo][number]);
  })));
  return found.slice(0, 5);
}"""


@cache
def whole() -> str:
    """Everything the theme ships and everything of ours, nothing pruned."""
    (theirs,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.css")
    ours = "".join((OVERRIDES / f"assets/{name}.css").read_text("utf-8") for name in ("palettes", "zhiyin"))
    return theirs.read_text("utf-8") + style.coloured(ours, "#0b5c8a")


def page_of(browser: Browser, width: int = 360, scheme: Any = "light", scripts: bool = True, **choice: str) -> Page:
    """A new page for a reader's choice, if need be as it was built: our script does not arrive.

    Without motion, for what is moving is measured wrong."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    context.add_init_script(kept(**choice))
    if not scripts:
        context.route("**/*.js*", lambda route: route.abort())
    return context.new_page()


@pytest.mark.parametrize(("path", "view"), list(zip(WRITTEN, cycle(VIEWS))), ids=str)
def test_pruning_changes_nothing_that_is_seen(browser: Browser, address: str, path: Path, view: tuple[int, str, str]) -> None:
    """Every element that somebody wrote looks the same with the pruned stylesheet as with the theme's whole one."""
    width, media, scheme = view
    page = page_of(browser, width, scheme, scripts=False)
    page.emulate_media(media=media)  # type: ignore[arg-type]
    page.goto(f"{address}{path.as_posix()}/")
    assert page.evaluate(COMPARE, whole()) == []
    page.context.close()


def test_the_comparison_sees_what_is_missing(browser: Browser, address: str) -> None:
    """Without one rule that a page needs, the comparison finds a difference."""
    page = page_of(browser, scripts=False)
    page.goto(f"{address}about/")
    assert page.evaluate(COMPARE, whole().replace(".md-typeset ul li", ".none")) != []
    page.context.close()


@pytest.mark.parametrize(
    ("choice", "size"),
    [
        ({}, 18), ({"size": "large"}, 22), ({"size": "larger"}, 26), ({"mode": "elder"}, 24), ({"mode": "elder", "size": "large"}, 28),
        ({"mode": "elder", "size": "larger"}, 32),
    ],
)  # fmt: skip
def test_letters_are_as_large_as_chosen(browser: Browser, address: str, choice: dict[str, str], size: int) -> None:
    """The size of running text, in records and hand-written pages alike, and lines far enough apart."""
    page = page_of(browser, **choice)
    for path, text in (("about/", "main > p"), ("guidelines/masks/", ".ticks li")):
        page.goto(address + path)
        seen = page.locator(text).first.evaluate("part => [getComputedStyle(part).fontSize, getComputedStyle(part).lineHeight]")
        letters, line = (float(value.removesuffix("px")) for value in seen)
        assert letters == size
        assert line / size >= 1.6
    page.context.close()


@pytest.mark.parametrize(
    ("device", "chosen", "dark"),
    [("light", "", False), ("dark", "", True), ("light", "dark", True), ("dark", "light", False), ("dark", "dark", True)],
)
@pytest.mark.parametrize("mode", ["", "elder"])
def test_colours_are_those_chosen(browser: Browser, address: str, device: str, chosen: str, dark: bool, mode: str) -> None:
    """A choice wins over the device; form controls and the links of hand-written pages follow."""
    page = page_of(browser, scheme=device, theme=chosen, mode=mode)
    page.goto(f"{address}about/")
    seen = page.evaluate("""() => {
        const of = (place) => getComputedStyle(document.querySelector(place));
        return [of('body').backgroundColor, of('main a').color, of('.foot a').color, of('textarea').colorScheme];
    }""")
    selector = f":root{'[data-mode=elder]' if mode else ''}{'[data-theme=dark]' if dark else ''}"
    (palette,) = style.palettes(style.coloured((OVERRIDES / "assets/palettes.css").read_text("utf-8"), "#0b5c8a"))[selector]
    assert seen[0] == rgb(palette["ground"])
    assert seen[2] == rgb(palette["accent"])
    assert seen[3] == ("dark" if dark else "light")
    page.context.close()


def rgb(colour: str) -> str:
    """A colour as browsers tell it."""
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_panel_opens_below_its_summary_and_covers_nothing(browser: Browser, address: str, scripts: bool, width: int) -> None:
    """With or without scripts the summary stays where it was touched, and the page moves down by what the panel needs."""
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}guidelines/masks/")
    summary, before = page.locator(".display summary"), page.locator("main").bounding_box()
    touched = summary.bounding_box()
    summary.click()
    panel, after = page.locator(".display-box").bounding_box(), page.locator("main").bounding_box()
    assert summary.bounding_box() == touched
    assert panel
    assert before
    assert after
    assert touched
    assert panel["height"] > 40
    assert panel["y"] >= touched["y"] + touched["height"]
    assert after["y"] >= panel["y"] + panel["height"] > before["y"]
    context.close()


def test_elder_mode_has_one_column(browser: Browser, address: str) -> None:
    """On a wide screen too, cards, doors and facts stand below one another, and nothing is drawn that words say as well."""
    page = page_of(browser, 1280, mode="elder")
    page.goto(address)
    for place in (".card", ".doors li"):
        lefts = page.locator(place).evaluate_all("parts => parts.map(part => part.getBoundingClientRect().left)")
        assert len(lefts) > 1
        assert len(set(lefts)) == 1
    assert not page.locator(".chart").first.is_visible()
    page.context.close()


def test_paper_says_who_and_where(browser: Browser, address: str) -> None:
    """Printed, a page shows its address and no controls, and what is folded on the screen is laid open."""
    page = page_of(browser, scheme="dark", theme="dark")
    page.goto(f"{address}opportunities/")
    page.emulate_media(media="print")
    assert page.locator(".paper").is_visible()
    assert "/opportunities/" in (page.locator(".paper").text_content() or "")
    for place in (".top-nav", ".display", ".wrong", ".foot nav", ".skip"):
        assert not page.locator(place).first.is_visible(), place
    seen = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert seen == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    folded = page.locator("details:not([open]) .card").first.evaluate(
        "part => part.checkVisibility({contentVisibilityAuto: true})"
    )
    assert folded
    page.context.close()
