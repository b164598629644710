"""One host and one browser for all tests here; what needs a browser comes last, so that quick tests fail first."""

from __future__ import annotations

from collections.abc import Iterator

import projects
import pytest
from looking import PHONE, Shown, as_it_was, reading
from playwright.sync_api import Browser, sync_playwright

from tests.audit.host import Host, hosted
from tests.shots import FLAGS, PAGES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """The real site on this machine, under the policy, with a record of what was asked for."""
    with hosted(projects.real_site()) as host:
        yield host


@pytest.fixture(scope="session")
def address(host: Host) -> str:
    """Where the real site is."""
    return host.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the pictures are taken with."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


def _named(view: tuple[str, bool]) -> str:
    return f"{view[0]}-elder" if view[1] else view[0]


@pytest.fixture(scope="session", params=[(name, elder) for name in PAGES for elder in (False, True)], ids=_named)
def _shown(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Shown]:
    name, elder = request.param
    with reading(browser, address + PAGES[name], PHONE, elder) as page:
        yield Shown(page, elder)


@pytest.fixture
def shown(_shown: Shown) -> Iterator[Shown]:
    """Every kind of page in either mode; opened once for all tests that change nothing but its width and colours."""
    yield _shown
    as_it_was(_shown.page)
