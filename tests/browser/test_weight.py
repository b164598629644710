"""What a first visit costs a phone on a bad line: requests, and bytes on the wire."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import NamedTuple
from urllib.parse import urlsplit

import projects
import pytest
from playwright.sync_api import Browser

from tests.audit.host import Answered, Host

pytestmark = pytest.mark.browser

BYTES, REQUESTS = 25_000, 4
LANGUAGES = {"zh": "", "en": "en/", "zh-hant": "zh-hant/"}


class Visit(NamedTuple):
    """What was asked for by a page, and by its worker for later."""

    page: list[Answered]
    worker: list[Answered]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_visit_of_a_guideline_is_light(browser: Browser, host: Host, lang: str) -> None:
    """Who was never here reads the heaviest guideline for 25 kB and four requests; what is kept for later comes on top of it."""
    visit = first_visit(browser, host, _heaviest(LANGUAGES[lang]))
    print(f"\n{lang}: {_told(visit.page)}; then the worker: {_told(visit.worker)}")
    for answered in visit.page:
        print(f"  {answered.bytes:6} {answered.headers:5} {answered.path}")
    assert len(visit.page) <= REQUESTS
    assert sum(answered.bytes for answered in visit.page) <= BYTES


def _told(answers: list[Answered]) -> str:
    bytes, headers = sum(answered.bytes for answered in answers), sum(answered.headers for answered in answers)
    return f"{len(answers)} requests, {bytes:,} bytes and {headers:,} of headers"


def _heaviest(folder: str) -> str:
    """The path of the heaviest guideline of a language."""
    files = (projects.real_site() / folder / "guidelines").glob("*/index.html")
    heaviest = max(files, key=lambda file: len(gzip.compress(file.read_bytes(), 9)))
    return f"{folder}guidelines/{heaviest.parent.name}/"


def first_visit(browser: Browser, host: Host, path: str) -> Visit:
    """Visit a page with nothing kept; ends when the worker, if there is one, has kept what it wants."""
    context, by_worker = browser.new_context(viewport={"width": 360, "height": 800}), Counter[str]()
    context.on("request", lambda asked: by_worker.update([_path(asked.url)] if asked.service_worker else []))
    host.log.clear()
    page = context.new_page()
    page.goto(host.address + path)
    page.wait_for_load_state("networkidle")
    page.evaluate(
        "'serviceWorker' in navigator && Promise.race([navigator.serviceWorker.ready, new Promise(done => setTimeout(done, 5000))])"
    )
    page.wait_for_load_state("networkidle")
    answers = list(host.log)
    for _ in range(100):
        # The browser tells of what its worker asks for later than the host does.
        if all(answered.wanted_for != "empty" or by_worker[answered.path] for answered in answers):
            break
        page.wait_for_timeout(50)
    context.close()
    visit = Visit([], [])
    for answered in answers:
        # What a worker asks for of its own accord is wanted for nothing that a browser has a word for.
        own = answered.wanted_for == "empty" and by_worker[answered.path] > 0
        (visit.worker if own or answered.wanted_for == "serviceworker" else visit.page).append(answered)
    return visit


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
