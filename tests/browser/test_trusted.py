"""The one script that may be started from a page: the site's own worker, under Trusted Types and where there are none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from scripted import ADDRESS, reader

from generator.theme import script

pytestmark = pytest.mark.browser

MAIN = 'import { scriptUrl } from "./trusted.js";\n\nwindow.asked = (address) => scriptUrl(address);\n'
FOREIGN = [
    "https://other.example/sw.js",
    "assets/zhiyin.js",
    "help/sw.js",
    "assets/search/../zhiyin.js",
    "help/assets/search/zh.js",
    "sw.js?x=1",
    "data:text/javascript,1",
    "//other.example/sw.js",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The scripts with a beginning that lets a test ask."""
    copy = shutil.copytree(script.SCRIPTS, tmp_path / "scripts")
    (copy / script.FIRST).write_text(MAIN, "utf-8")
    return copy


@pytest.mark.parametrize(("before", "kind"), [("", "TrustedScriptURL"), ("delete window.trustedTypes;", "String")])
def test_only_the_sites_own_worker_and_search_are_trusted(browser: Browser, folder: Path, before: str, kind: str) -> None:
    """Asked as often as one likes, such an address is given, in the browser's own form; every other address is refused."""
    with reader(browser, "<main></main>", before=before, folder=folder) as somebody:
        page = somebody.open()
        index = "assets/search/zh-t1.js?0a1b"
        for address, whole in (("sw.js", "sw.js"), (f"{ADDRESS}sw.js", "sw.js"), ("./sw.js", "sw.js"), (index, index)):
            assert page.evaluate("address => { const url = asked(address); return [String(url), url.constructor.name] }", address) == [
                ADDRESS + whole, kind,
            ]  # fmt: skip
        for address in FOREIGN:
            refused = "address => { try { return String(asked(address)) } catch (error) { return error.name } }"
            assert page.evaluate(refused, address) == "TypeError"
