"""Small pages with nothing but the reader's script: they keep to the contract of `main.html` and are served without a site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import editions
import projects
from playwright.sync_api import Browser, BrowserContext, Page, Route

from generator.text import Speech
from generator.theme import policy, script

ADDRESS = "https://zhiyin.test/"
"""A host there is not, by https: browsers allow the clipboard and Trusted Types there."""
TAGS = {"zh": "zh-CN", "en": "en"}
LISTEN = "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective))"


@cache
def joined(code: str = "zh", folder: Path = script.SCRIPTS) -> str:
    """The script in a language."""
    return script.join(script.script_words(Speech(projects.checked(editions.SOUND).edition, code)), folder)


def word(key: str, code: str = "zh") -> str:
    """What the script says."""
    return script.script_words(Speech(projects.checked(editions.SOUND).edition, code))[key]


def html(body: str, code: str = "zh", clock: str = "") -> str:
    """A page with a header and a body."""
    day = f' data-clock="{clock}"' if clock else ""
    return f"""<!doctype html><html lang="{TAGS[code]}"{day}><head><meta charset="utf-8"><title>.</title>
<meta http-equiv="Content-Security-Policy" content="{policy.META}"><script src="/assets/zhiyin.js"></script></head><body>
<header><a href="/">.</a><details class="display"><summary>.</summary><div class="display-box"><div class="settings" data-settings></div>
</div></details></header>{body}</body></html>"""


class Reader:
    """Somebody with a browser of their own: `wrong` gathers every complaint of a page, and what the policy refused."""

    def __init__(self, context: BrowserContext, pages: dict[str, str], script: str) -> None:
        self.context = context
        self.pages = pages
        self.script = script
        self.wrong: list[str] = []
        context.add_init_script(LISTEN)
        context.route(f"{ADDRESS}**", self._answer)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).split("#")[0]
        if path == "assets/zhiyin.js":
            route.fulfill(body=self.script, content_type="text/javascript; charset=utf-8")
        elif path in self.pages:
            route.fulfill(body=self.pages[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    def open(self, path: str = "") -> Page:
        """A page in a tab of its own."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" and "404" not in said.text else None)
        page.goto(ADDRESS + path)
        self.wrong += page.evaluate("refused")
        return page


@contextmanager
def reader(
    browser: Browser,
    body: str,
    code: str = "zh",
    clock: str = "",
    before: str = "",
    folder: Path = script.SCRIPTS,
    **options: Any,
) -> Iterator[Reader]:
    """A reader of one page; `before` is done in the browser before the script runs. Nothing may go wrong."""
    context = browser.new_context(viewport={"width": 360, "height": 700}, **options)
    if before:
        context.add_init_script(before)
    found = Reader(context, {"": html(body, code, clock)}, joined(code, folder))
    try:
        yield found
    finally:
        context.close()
    assert found.wrong == []
