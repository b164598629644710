"""Nothing is cut off and nothing scrolls sideways: on small screens, enlarged, with letters and lines set apart, in the elder mode."""

from __future__ import annotations

import pytest
from looking import Shown, reading
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# A screen 1280 pixels wide, enlarged, is a narrower one: 640 pixels at 200 %, 320 by 256 at 400 % as WCAG 1.4.10 has it.
SCREENS = {"phone": (320, 640), "200 %": (640, 512), "400 %": (320, 256), "wide": (1280, 800)}
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
    + ' p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""The spacing of WCAG 1.4.12, which a reader may ask for. A constructed sheet is one that the policy allows."""
UNSPACED = "document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)"

# What makes the page scroll sideways; what scrolls sideways by itself; what hides a part of itself; what stays and takes the screen.
_CUT = """() => {
  const whole = document.scrollingElement, wide = whole.clientWidth, wrong = [];
  const say = (what, part) => wrong.push(`${what}: ${part.outerHTML.slice(0, 140)}`);
  const heard = part => part && (part.offsetWidth <= 1 && part.offsetHeight <= 1 || heard(part.offsetParent));
  const all = [...document.body.querySelectorAll('*')].filter(part => part.checkVisibility() && !part.closest('svg') && !heard(part));
  if (whole.scrollWidth > wide)
    all.filter(part => part.getBoundingClientRect().right > wide + .5).slice(0, 5).forEach(part => say('too wide', part));
  if (whole.scrollWidth > wide && !wrong.length) wrong.push(`the page is ${whole.scrollWidth} wide`);
  for (const part of [document.body, ...all]) {
    const style = getComputedStyle(part), across = part.scrollWidth > part.clientWidth + 1, down = part.scrollHeight > part.clientHeight + 1;
    if (style.display === 'inline') continue;
    if (across && /auto|scroll/.test(style.overflowX)) say('scrolls sideways', part);
    if (across && /hidden|clip/.test(style.overflowX) || down && /hidden|clip/.test(style.overflowY)) say('cut off', part);
    if (/fixed|sticky/.test(style.position) && part.getBoundingClientRect().height > innerHeight / 3 && part.contains(
        document.elementFromPoint(innerWidth / 2, part.getBoundingClientRect().top + 5))) say('takes the screen', part);
  }
  return wrong;
}"""


def test_nothing_is_cut_off(shown: Shown) -> None:
    """On a screen of any size all is there, first as it is, then with letters, words and lines set apart."""
    assert _cut(shown.page) == []
    shown.page.evaluate(SPACING)
    try:
        assert [f"spaced, {part}" for part in _cut(shown.page)] == []
    finally:
        shown.page.evaluate(UNSPACED)


def _cut(page: Page) -> list[str]:
    """What is cut off on any screen."""
    found = []
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{screen}: {part}" for part in page.evaluate(_CUT)]
    return found


def test_what_is_cut_off_is_found(browser: Browser) -> None:
    """A table too wide, a heading that hides its end and a bar that fills the screen are found; what a reader hears only is not."""
    with reading(browser, "about:blank") as page:
        page.set_viewport_size({"width": 320, "height": 256})
        _write(page, "<p>short</p><p style='position:absolute;width:1px;height:1px;overflow:hidden'>heard only</p>")
        assert page.evaluate(_CUT) == []
        _write(page, "<h1 style='width:50px;overflow:hidden;white-space:nowrap'>a long heading</h1>")
        assert [part.split(":")[0] for part in page.evaluate(_CUT)] == ["cut off"]
        _write(page, "<div style='overflow:auto'><p style='width:900px'>wide</p></div>")
        assert [part.split(":")[0] for part in page.evaluate(_CUT)] == ["scrolls sideways"]
        _write(page, "<p style='width:900px'>wide</p>")
        assert [part.split(":")[0] for part in page.evaluate(_CUT)] == ["too wide"]
        _write(page, "<div style='position:fixed;top:0;left:0;right:0;height:150px'>bar</div>")
        assert [part.split(":")[0] for part in page.evaluate(_CUT)] == ["takes the screen"]


def _write(page: Page, html: str) -> None:
    page.set_content(f"<!doctype html><html lang=en><body style='margin:0'>{html}</body></html>")
