"""What spares axe work hides no fault: each is found on the page, in the mode and at the width where it is, also after pages like it."""

from __future__ import annotations

import judging
import pytest
from looking import PHONE, reading
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'/>"
PALE, FAINT = "color-contrast-enhanced", "color-contrast"
"""What axe calls words below 7:1, and words below 4.5:1 or of which it cannot tell."""


def _write(page: Page, body: str, style: str = "") -> None:
    sound = (
        "body { margin: 0; font: 20px/2 sans-serif; color: #000; background: #fff } @media screen and (prefers-color-scheme: dark) \
{ body { color: #fff; background: #000 } }"
    )
    page.set_content(
        f"<!doctype html><html lang=en><title>t</title><style>{sound} {style}</style><main><h1>Heading</h1>{body}</main></html>"
    )


def _found(page: Page, mode: str) -> list[str]:
    return [fault.split()[2] for fault in judging.judged(page, mode)]


@pytest.fixture
def page(browser: Browser) -> Page:
    with reading(browser, "about:blank", PHONE) as page:
        yield page


ONLY_THERE = {
    "a colour of the dark": ("<p>words</p>", "@media screen and (prefers-color-scheme: dark) { p { color: #555 } }", "dark", FAINT),
    "a colour on paper": ("<p>words</p>", "@media print { p { color: #666 } }", "print", PALE),
    "what paper shows": (f'<img src="{PICTURE}">', "img { display: none } @media print { img { display: block } }", "print", "image-alt"),
    "what the dark shows": (
        f'<img src="{PICTURE}">',
        "img { display: none } @media (prefers-color-scheme: dark) { img { display: block } }",
        "dark",
        "image-alt",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", ONLY_THERE)
def test_a_fault_of_one_mode_is_found_there(page: Page, fault: str) -> None:
    """What is sound in the light, and judged there, is judged again where it looks or stands otherwise."""
    body, style, mode, rule = ONLY_THERE[fault]
    _write(page, body, style)
    assert _found(page, "light") == []
    assert _found(page, mode) == [rule]


def test_a_fault_of_one_width_is_found_there(page: Page) -> None:
    """So is what only a wide screen shows."""
    _write(
        page,
        "<p>words</p><p class=wide>more</p>",
        ".wide { display: none; color: #666 } @media (min-width: 60rem) { .wide { display: block } }",
    )
    assert _found(page, "light") == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert _found(page, "light") == [PALE]


UNLIKE = {
    "pale": "<p style='color: #666'>words</p>",
    "faint": "<p style='color: #999'>words</p>",
    "on another ground": "<div style='background: #666'><p>words</p></div>",
    "fading": "<div style='opacity: .5'><p>words</p></div>",
    "on a picture": f"<p style='background: url(\"{PICTURE}\")'>words</p>",
    "covered": "<p>words</p><div style='position: absolute; left: 0; top: 0; width: 300px; height: 300px; background: #333'></div>",
    "after one that is out of use": "<button disabled style='color: #666'>words</button><button style='color: #666'>words</button>",
}  # fmt: skip


@pytest.mark.parametrize("fault", UNLIKE)
def test_a_page_like_one_that_was_sound_is_judged_where_it_differs(page: Page, fault: str) -> None:
    """A sound page makes nothing pass that is not painted as it is."""
    _write(page, "<p>words</p><p>more words</p><button>words</button>")
    assert _found(page, "light") == []
    _write(page, UNLIKE[fault])
    assert any(fault in (PALE, FAINT) for fault in _found(page, "light"))


def test_what_was_found_is_found_again(page: Page) -> None:
    """A fault that many pages have is told of each of them."""
    for words in ("one", "two"):
        _write(page, f"<p>sound</p><p style='color: #666'>{words}</p>")
        assert _found(page, "light") == [PALE]


def test_what_looks_alike_is_judged_once(page: Page) -> None:
    """A page whose words look like those of an earlier one has its colours passed, and is judged by all other rules."""
    _write(page, "<p>words</p>")
    assert _found(page, "light") == []
    _write(page, f'<p>other words</p><p>and more</p><img src="{PICTURE}">')
    assert page.evaluate(judging._MARK, sorted(judging._passed)) == []
    assert _found(page, "light") == ["image-alt"]
