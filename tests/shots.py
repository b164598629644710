"""Pictures of every kind of page for human eyes: phone and desktop width, light, dark, elder and printed, into `shots/`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SITE = Path("site").resolve()
OUT = Path("shots")
PAGES = {
    "home": "", "guidelines": "guidelines/", "guideline": "guidelines/masks/", "opportunities": "opportunities/",
    "opportunity": "opportunities/shipai-east-gate/", "full-opportunity": "opportunities/shiqi-old-town-delivery/", "help": "help/", "help-one": "help/medicine-repeat-guicheng/",
    "organizations": "organizations/", "organization": "organizations/feiyan-express/", "commendations": "commendations/",
    "commendation": "commendations/guangdong-collectives-2020/",
    "public-notice": "commendations/sample-shipai-notice-2026/", "withdrawn": "commendations/sample-xiashan-withdrawn-2026/",
    "areas": "areas/", "city": "areas/440100000000/", "county": "areas/440106000000/",
    "street": "areas/440106006000/", "empty-street": "areas/440103001000/", "rumours": "rumours/", "rumour": "rumours/cotton-masks/",
    "notices": "notices/", "notice": "notices/mobilisation-2020-6/", "hotlines": "hotlines/", "hotline": "hotlines/mental-12356/",
    "registers": "registers/", "register": "registers/contributions-440100000000/", "figures": "figures/", "en-figures": "en/figures/",
    "changes": "changes/", "find": "find/", "find-letter": "find/g/", "find-places": "find/streets/", "find-place-letter": "find/streets/s/",
    "sheet": "print/guidelines/masks/", "poster": "print/areas/440106006000/", "empty-poster": "print/areas/440103001000/",
    "card": "print/opportunities/shipai-east-gate/", "en-poster": "en/print/areas/440106006000/",
    "tasks": "tasks/", "task": "tasks/gate/", "task-sheet": "print/tasks/gate/", "hant-task": "zh-hant/tasks/gate/",
    "needs-in": "opportunities/in/440100000000/", "needs-day": "opportunities/day/2026-12-05/", "help-for": "help/for/elderly/",
    "units-task": "organizations/task/gate/",
    "ledger": "ledger/", "ledger-record": "ledger/guidelines/masks/", "corrections": "ledger/corrections/", "check": "ledger/check/",
    "fields": "fields/", "fields-of": "fields/opportunities/",
    "search": "search/", "en-search": "en/search/", "offline": "offline/", "about": "about/", "not-found": "404.html",
    "en-home": "en/", "en-guideline": "en/guidelines/masks/", "hant-home": "zh-hant/", "hant-guideline": "zh-hant/guidelines/masks/",
}  # fmt: skip
SEARCHED = {
    "search-results": "search/?q=口罩", "search-changed": "search/?q=kouzhao", "search-none": "search/?q=qwzzxv",
    "en-search-results": "en/search/?q=mask",
}  # fmt: skip
"""The page of the search with something searched for."""
MODES = ("light", "dark", "elder", "print")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def kept(**choice: str) -> str:
    """A script for a new page, after which a reader's choice is as if made on an earlier visit: theme, size or mode."""
    # A page that may keep nothing (about:blank) is no page of ours.
    return f"try {{ localStorage.setItem('zhiyin.display', {json.dumps(json.dumps(choice))}) }} catch (refused) {{}}"


def shoot(browser: Browser, names: list[str], address: str, modes: Sequence[str] = MODES) -> None:
    """Write a picture for each page, width and mode."""
    for width in (360, 1280):
        for mode in modes:
            scheme, medium = "dark" if mode == "dark" else "light", "print" if mode == "print" else "screen"
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            if mode == "elder":
                context.add_init_script(kept(mode="elder"))
            page = context.new_page()
            page.emulate_media(media=medium)  # type: ignore[arg-type]
            for name in names:
                page.goto(f"{address}/{(PAGES | SEARCHED)[name]}")
                if name in SEARCHED:
                    page.locator("[role=option], [data-search=none]").first.wait_for()
                page.screenshot(path=OUT / f"{name}-{width}-{mode}.png", full_page="--whole" in sys.argv)
            context.close()


def main() -> None:
    """`python -m tests.shots [--whole] [--light|--dark|--elder|--print] [NAME …]`; without a mode all of them are taken."""
    import threading
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    OUT.mkdir(exist_ok=True)
    names = [name for name in sys.argv[1:] if not name.startswith("--")] or [*PAGES, *SEARCHED]
    handler = partial(SimpleHTTPRequestHandler, directory=str(SITE))
    handler.func.log_message = lambda *_: None  # type: ignore[method-assign]
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        modes = [mode for mode in MODES if f"--{mode}" in sys.argv] or MODES
        shoot(browser, names, f"http://127.0.0.1:{server.server_port}", modes)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
