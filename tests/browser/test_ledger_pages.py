"""The pages of the public ledger, in the edition of `test_ledger`: as sound, as readable and as silent as all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import test_ledger
from axe_playwright_python.base import AXE_SCRIPT
from looking import WIDTHS, reading
from playwright.sync_api import Browser
from test_access import judged
from test_reflow import _cut

from generator import pages
from tests.audit.host import Host, hosted

pytestmark = pytest.mark.browser

PATHS = {
    "ledger": "ledger/", "record": "ledger/help/dongtan-ferry/", "erased": "en/ledger/help/school-shelter/",
    "gone": "ledger/rumours/dyke-burst/", "corrections": "ledger/corrections/", "check": "ledger/check/", "marked": "help/dongtan-ferry/",
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger() -> Iterator[Host]:
    """The edition that keeps a ledger, under the policy."""
    with hosted(test_ledger.live().resolve()) as host:
        yield host


@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser: Browser, ledger: Host, name: str) -> None:
    """In every mode, at phone and desktop width, axe has nothing to say; at 320 pixels nothing has to be pushed sideways."""
    found = []
    with ExitStack() as stack:
        for modes in (("light", "dark", "print"), ("elder",)):
            elder = modes == ("elder",)
            both = [
                (width, stack.enter_context(reading(browser, ledger.address + PATHS[name], width, elder))) for width in WIDTHS
            ]
            for _, page in both:
                page.evaluate(AXE_SCRIPT)
            for mode in modes:
                found += judged(both, mode)
        for elder in (False, True):
            found += _cut(stack.enter_context(reading(browser, ledger.address + PATHS[name], 320, elder)))
    assert found == []


def test_every_template_is_looked_at() -> None:
    """The pages above are of every kind that the ledger has."""
    assert {kind.template for kind in pages.PAGES if kind.section == "ledger"} == {
        "ledger.html", "ledger-record.html", "ledger-check.html", "corrections.html",
    }  # fmt: skip
