"""Everyone can use every kind of page: axe in every mode, a keyboard, a thumb, weak eyes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import projects
import pytest
from judging import SCREEN, judged, judged_as_chosen
from looking import EVERY, PHONE, WIDTHS, Shown, reading
from playwright.sync_api import Browser, Page

from generator import pages
from tests.shots import PAGES

pytestmark = pytest.mark.browser

STOPS = 6
"""At most so many stops of the Tab key before the body of a page."""
TARGET = 44
"""Pixels, each way, that a thumb needs."""
LARGE, NOTES, LINE = 18, 16, 1.6
"""Pixels of body text and of notes beside it; how many times its size a line is high."""
ELDER = 24
"""Pixels of any text in the elder mode."""


def test_every_kind_of_page_is_looked_at() -> None:
    """The pages looked at are of every kind there is; of lists cut down in several ways, one way is enough for each kind of record."""
    alike: dict[tuple[str, str, bool], list[str]] = {}
    # Of the ledger's pages `test_ledger_pages` looks at more: here is only what the first publication has.
    for kind in [kind for kind in [*pages.PAGES, pages.NOT_FOUND] if kind.section != "ledger"]:
        pattern = re.escape(kind.path).replace(r"\{id\}", "[^/]+")
        alike.setdefault((kind.template, kind.section, "{id}" in kind.path), []).append(pattern)
    assert [like for like in alike.values() if not any(re.fullmatch("|".join(like), path) for path in PAGES.values())] == []


# --- axe -----------------------------------------------------------------------------------------------------------


def test_axe_finds_nothing(shown: Shown) -> None:
    """At phone and desktop width, light, dark, elder, in forced colours and printed, axe has nothing to say, however slight."""
    assert judged_as_chosen(shown.page, shown.elder) == []


@pytest.mark.parametrize("folder", ["", "en/", "zh-hant/"])
def test_axe_finds_nothing_in_the_file_to_pass_on(browser: Browser, folder: str) -> None:
    """The single file of all guidelines, opened from a folder as it was saved, is as sound."""
    file = projects.real_site() / folder / "print/guidelines.html"
    with reading(browser, file.as_uri(), PHONE, False) as page:
        assert [fault for mode in (*SCREEN, "print") for fault in judged(page, mode)] == []


def test_forced_colours_are_left_to_the_browser() -> None:
    """No style takes anything out of the colours that a reader's system forces, so that their contrast is the system's own."""
    styles = [*projects.real_site().rglob("*.css"), *projects.real_site().rglob("print/guidelines.html")]
    assert styles
    assert [style.name for style in styles if "forced-color-adjust" in style.read_text("utf-8")] == []


# --- a keyboard ----------------------------------------------------------------------------------------------------

# Where the keyboard is, or why a reader would not find it: off screen, covered, or without a ring around it. Of what is larger
# than a thumb a part must be seen: a browser shows the line one writes in, not the whole of a form.
_STOP = """() => {
  const part = document.activeElement, style = getComputedStyle(part), box = part.getBoundingClientRect(), wrong = [];
  const name = part.outerHTML.slice(0, 120), line = part.getClientRects()[0] || box;
  if (part === document.body) return {wrong: ['nowhere'], name};
  const left = Math.max(line.left, 0), top = Math.max(line.top, 0);
  const wide = Math.min(line.right, innerWidth) - left, high = Math.min(line.bottom, innerHeight) - top;
  const there = document.elementFromPoint(left + wide / 2, top + high / 2);
  if (wide < Math.min(line.width, 44) - 1 || high < Math.min(line.height, 44) - 1) wrong.push('off screen');
  else if (!there || !(part.contains(there) || there.contains(part) && there.matches('label, a, summary'))) wrong.push('covered');
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no ring');
  const main = document.querySelector('main'), reached = main.contains(part) || main.compareDocumentPosition(part) & 4;
  return {wrong, name, reached: Boolean(reached), top: box.top, bottom: box.bottom, left: box.left};
}"""


@EVERY
def test_few_stops_come_before_the_body(browser: Browser, address: str, name: str) -> None:
    """Tab reaches the body after six stops at most, each seen where it stands, one below or beside the other, on a phone and a desk."""
    with reading(browser, address + PAGES[name], open_all=False) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(_BEGIN)
            stops = list(_stops(page))
            assert [stop for stop in stops if stop["wrong"]] == []
            assert len(stops) <= STOPS, "\n".join(stop["name"] for stop in stops)
            for one, other in pairwise(stops[1:]):
                assert other["bottom"] > one["top"], f"{other['name']} stands above {one['name']}"
                assert other["top"] >= one["bottom"] or other["left"] > one["left"], (
                    f"{other['name']} stands before {one['name']}"
                )


# As a page just opened: Tab begins at its top.
_BEGIN = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.blur();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
}"""


def _stops(page: Page) -> Iterator[dict[str, Any]]:
    """The stops of the Tab key before the body of a page that has just been opened; what follows counts as reached, nothing as well,
    and so does the first again, to which some browsers go round."""
    first = None
    for _ in range(3 * STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop.get("reached") or stop["wrong"] == ["nowhere"] or stop == first:
            return
        first = first or stop
        yield stop


# Each thing that takes the keyboard is given it, in turn.
_SWEEP = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const stop = STOP;
  const wrong = all.filter(part => part.tabIndex > 0).map(part => `out of turn: ${part.outerHTML.slice(0, 120)}`);
  for (const part of all) {
    if (part.tabIndex < 0 || part.disabled || !part.checkVisibility({visibilityProperty: true})) continue;
    part.focus({focusVisible: true});
    if (document.activeElement !== part) { wrong.push(`refuses: ${part.outerHTML.slice(0, 120)}`); continue; }
    const found = stop();
    if (found.wrong.length) wrong.push(`${found.wrong}: ${found.name}`);
  }
  return [...new Set(wrong)];
}""".replace("STOP", _STOP)


def test_the_keyboard_is_always_seen(shown: Shown) -> None:
    """Whatever takes the keyboard comes into sight, is not covered, and has a ring around it."""
    assert shown.page.evaluate(_SWEEP) == []


@pytest.mark.parametrize("name", ["home", "guideline", "opportunity", "hotline", "about"])
def test_tab_visits_everything_in_the_order_of_reading(browser: Browser, address: str, name: str) -> None:
    """Tab goes through a whole page, to each thing once, in the order in which they stand; it is never lost on the way."""
    with reading(browser, address + PAGES[name]) as page:
        page.evaluate("document.querySelectorAll('*').forEach((part, place) => part.place = place)")
        visited: list[int] = []
        while (place := _next(page)) not in (-1, *visited[:1]):
            visited.append(place)
        assert visited == sorted(set(visited))
        assert visited == page.evaluate(_TABBABLE)


def _next(page: Page) -> int:
    """The place of what Tab comes to next; -1 once it leaves the page."""
    page.keyboard.press("Tab")
    return page.evaluate("document.activeElement === document.body ? -1 : document.activeElement.place")


# Of radio buttons that belong together Tab visits the chosen one.
_TABBABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  .filter(part => part.tabIndex >= 0 && !part.disabled && part.checkVisibility({visibilityProperty: true}))
  .filter(part => part.type !== 'radio' || part.checked).map(part => part.place)"""


# --- a thumb -------------------------------------------------------------------------------------------------------

# A target is as large as it looks, or as large as what answers to a touch around its middle (a label, a stretched link).
# A link within a sentence is as high as the sentence: words stand beside it. A telephone number in a list is no such link.
_SMALL = """least => {
  const words = part => [...part.parentElement.childNodes].some(node => node.nodeType === 3 && /[\\p{L}\\p{N}]/u.test(node.data));
  const inSentence = part => part.matches('a') && words(part) && !part.matches('li .tel, dd .tel, td .tel');
  const large = box => box.width >= least - .5 && box.height >= least - .5;
  const answers = part => {
    part.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = part.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2, reach = least / 2 - 1;
    return [[-1, -1], [1, -1], [-1, 1], [1, 1]].every(([across, down]) => {
      const hit = document.elementFromPoint(x + across * reach, y + down * reach);
      return hit && (part.contains(hit) || [...part.labels || []].some(label => label.contains(hit)));
    });
  };
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(part => part.checkVisibility({visibilityProperty: true}) && !part.matches('.skip') && !inSentence(part))
    .filter(part => !large(part.getBoundingClientRect()) && !answers(part))
    .map(part => `${Math.round(part.getBoundingClientRect().width)}×${Math.round(part.getBoundingClientRect().height)} `
      + `${part.parentElement.className || part.parentElement.tagName}: ${part.outerHTML.slice(0, 120)}`);
}"""


def test_targets_are_large_enough_for_a_thumb(shown: Shown) -> None:
    """On a phone all that can be touched is 44 pixels wide and high, but for links within a sentence."""
    assert shown.page.evaluate(_SMALL, TARGET) == []


# --- weak eyes -----------------------------------------------------------------------------------------------------

# Every element that is seen and has words of its own; whether it is body text, or small print beside it.
_WORDED = """() => [...document.body.querySelectorAll('*')].filter(part =>
    [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && !part.closest('script, style, .visually-hidden, .skip, svg') && part.checkVisibility({visibilityProperty: true}))
  .map(part => {
    const style = getComputedStyle(part), size = parseFloat(style.fontSize), small = '.card-where, .note, .edit-hint, .sheet-link';
    return {size, line: parseFloat(style.lineHeight) / size || 1.2, small: Boolean(part.closest(small)), name: part.outerHTML.slice(0, 120),
      body: part.matches('p, li, dd, td, blockquote') && Boolean(part.closest('main'))};
  })"""


def test_text_is_large_and_airy(shown: Shown) -> None:
    """Body text is 18 pixels or more, notes beside it 16, lines 1.6 times as high; in the elder mode nothing is below 24 pixels."""
    words = shown.page.evaluate(_WORDED)
    body = [part for part in words if part["body"]]
    assert body
    if shown.elder:
        assert [part for part in words if part["size"] < ELDER] == []
    assert [part for part in body if part["size"] < (NOTES if part["small"] else LARGE)] == []
    assert [part for part in body if part["line"] < LINE - 0.001] == []
