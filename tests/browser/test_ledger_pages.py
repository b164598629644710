"""The pages of the public ledger, in the edition of `test_ledger`: as sound, as readable and as silent as all others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import test_ledger
from judging import judged_in_all_modes
from looking import reading
from playwright.sync_api import Browser
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
    url = ledger.address + PATHS[name]
    found = judged_in_all_modes(browser, url)
    for elder in (False, True):
        with reading(browser, url, 320, elder) as page:
            found += _cut(page)
    assert found == []


def test_every_template_is_looked_at() -> None:
    """The pages above are of every kind that the ledger has."""
    assert {kind.template for kind in pages.PAGES if kind.section == "ledger"} == {
        "ledger.html", "ledger-record.html", "ledger-check.html", "corrections.html",
    }  # fmt: skip
