"""axe at work: every rule in every mode, but nothing twice that cannot come out otherwise.

What a mode changes is mostly colour, and most of a page is coloured like the rest of it. So the page's state (its elements, where they
are and whether they are seen) is judged by all rules once, by those about colour whenever there is a new look: everything that an
element's contrast is made out from. A look that passed on one page is not judged again on the next."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from looking import DESK, PHONE, reading, wear
from playwright.sync_api import Browser, Page

PAPER = 718
"""Pixels between the margins of a sheet of A4: paper has one width, whatever the screen."""
SCREEN = ("light", "dark", "forced")

_passed: set[str] = set()
"""The looks in which axe found nothing amiss."""


def judged(page: Page, mode: str) -> list[str]:
    """What axe finds in an open page in a mode."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    wear(page, mode)
    is_new = page.evaluate(_IS_NEW)
    # What the browser paints in forced colours it does not tell axe, and what is written in a picture axe cannot make out.
    looks = page.evaluate(_MARK, sorted(_passed)) if mode != "forced" else []
    found = page.evaluate(_RUN, not is_new) if is_new or looks else []
    if not found:
        _passed.update(looks)
    assert page.viewport_size
    return [f"{page.viewport_size['width']} {mode}: {violation}" for violation in found]


def judged_in_all_modes(browser: Browser, url: str) -> list[str]:
    """What axe finds in a page at phone and desktop width, light, dark, elder and in forced colours, and as it is printed."""
    found = []
    for elder in (False, True):
        with reading(browser, url, elder=elder) as page:
            found += judged_as_chosen(page, elder)
    return found


def judged_as_chosen(page: Page, elder: bool) -> list[str]:
    """The same in an open page, by the mode that its reader has chosen: the elder one, or all others."""
    if elder:
        return _at_widths(page, ("elder",))
    found = _at_widths(page, SCREEN)
    _resize(page, PAPER)
    return found + judged(page, "print")


def _at_widths(page: Page, modes: Sequence[str]) -> list[str]:
    found = []
    for width in (PHONE, DESK):
        _resize(page, width)
        found += [fault for mode in modes for fault in judged(page, mode)]
    return found


def _resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


# Whether the page is in a state that was not judged yet, colours aside. Colours that still fade into those of another mode are
# brought to their end.
_IS_NEW = """() => {
  document.getAnimations().forEach(change => change.finish());
  const states = window.judgedStates ||= new Set(), before = states.size;
  const places = [...document.querySelectorAll('*')].map(part => {
    const {x, y, width, height} = part.getBoundingClientRect(), style = getComputedStyle(part);
    const {display, visibility, position, zIndex, overflow, pointerEvents} = style;
    return [x, y, width, height, display, visibility, position, zIndex, overflow, pointerEvents, part.disabled, part.checked];
  });
  document.querySelectorAll('[data-judged]').forEach(part => part.removeAttribute('data-judged'));
  states.add(document.documentElement.outerHTML + places.join('|'));
  return states.size > before;
}"""

# Marks one element of each look that is not known, and gives those looks. A look is what the contrast of words is made out from: how
# the element, what it stands in and what is written before and after them are painted, what else is painted in the same place, and
# what lets axe pass it over.
_MARK = """known => {
  const parts = [...document.querySelectorAll('*')], painting = new Map(), painted = [], seen = new Set(known), fresh = [];
  const fields = ['color', 'backgroundColor', 'backgroundImage', 'backgroundClip', 'opacity', 'filter', 'mixBlendMode', 'textShadow',
    'fontSize', 'fontWeight', 'display', 'visibility', 'position', 'overflow', 'clip', 'clipPath', 'textIndent', 'transform', 'content'];
  const digest = text => {
    let one = 1, other = 2;
    for (let place = 0; place < text.length; place++) {
      one = Math.imul(one ^ text.charCodeAt(place), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(place), 1597334677) + (one >>> 15) | 0;
    }
    return (one >>> 0).toString(36) + (other >>> 0).toString(36);
  };
  const styles = part => ['', '::before', '::after'].map(which => getComputedStyle(part, which))
    .filter((style, place) => !place || style.content !== 'none').map(style => fields.map(field => style[field]).join());
  for (const part of parts) {
    const style = getComputedStyle(part);
    painting.set(part, digest(`${painting.get(part.parentElement)} ${styles(part)}`));
    if (part.matches('img, svg, canvas, video') || style.backgroundImage !== 'none' || !/, 0\\)$/.test(style.backgroundColor))
      painted.push([part, part.getBoundingClientRect(), painting.get(part)]);
  }
  for (const part of parts) {
    const words = [...part.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('').trim();
    if (part.closest('svg') || !words && !part.matches('input, select, textarea')) continue;
    const box = part.getBoundingClientRect(), places = [box.width > 0, box.height > 0, box.right > 0, box.bottom > 0, box.left < innerWidth];
    const same = there => there.left < box.right && there.right > box.left && there.top < box.bottom && there.bottom > box.top;
    const near = painted.filter(([other, there]) => !other.contains(part) && same(there)).map(([, , how]) => how);
    const over = Boolean((part.closest('label')?.control || part).closest(':disabled, [aria-disabled=true]'));
    const look = digest([painting.get(part), part.tagName, over, [...words].length === 1, /[^\\0-\\uffff]/.test(words), places, near].join());
    if (seen.has(look)) continue;
    seen.add(look);
    fresh.push(look);
    part.setAttribute('data-judged', '');
  }
  return fresh;
}"""

# Every rule there is, those for AAA, for habits and on trial too, but what axe itself has given up and its guess that large type is a
# heading (on a poster it is not). Of contrasts the rule for 7:1 leaves those below 4.5:1 to the rule for these, so both are asked. A
# contrast that axe cannot make out is no contrast to rely on.
_RUN = """async coloursAlone => {
  const rules = {}, contrasts = ['color-contrast', 'color-contrast-enhanced'], colours = [...contrasts, 'link-in-text-block'];
  for (const {ruleId, tags} of axe.getRules())
    rules[ruleId] = {enabled: !tags.includes('deprecated') && (!coloursAlone || colours.includes(ruleId))};
  rules['p-as-heading'].enabled = false;
  axe.configure({rules: contrasts.map(id => ({id, selector: '[data-judged]'}))});
  const {violations, incomplete} = await axe.run(document, {resultTypes: ['violations', 'incomplete'], rules});
  return [...violations, ...incomplete.filter(rule => rule.id.startsWith('color'))].flatMap(rule => rule.nodes.slice(0, 3).map(node =>
    `${rule.id} (${rule.impact}): ${node.target} ${node.html.slice(0, 160)} `
    + [...node.any, ...node.all, ...node.none].map(why => why.message).join('; ')));
}"""
