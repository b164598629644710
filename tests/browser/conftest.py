"""One host and one browser for all tests here; what needs a browser comes last, so that quick tests fail first."""

from __future__ import annotations

from collections.abc import Iterator

import projects
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.audit.host import Host, hosted
from tests.shots import FLAGS


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
