"""Pictures of every kind of page for human eyes: phone and desktop width, light and dark, into `shots/`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SITE = Path("site").resolve()
OUT = Path("shots")
PAGES = {
    "home": "", "guidelines": "guidelines/", "guideline": "guidelines/masks/", "opportunities": "opportunities/",
    "opportunity": "opportunities/shipai-east-gate/", "help": "help/", "help-one": "help/medicine-repeat-guicheng/",
    "organizations": "organizations/", "organization": "organizations/feiyan-express/", "commendations": "commendations/",
    "commendation": "commendations/guangdong-collectives-2020/", "areas": "areas/", "city": "areas/440100000000/",
    "street": "areas/440106006000/", "empty-street": "areas/440103001000/", "rumours": "rumours/", "rumour": "rumours/cotton-masks/",
    "notices": "notices/", "notice": "notices/mobilisation-2020-6/", "hotlines": "hotlines/", "hotline": "hotlines/mental-12356/",
    "changes": "changes/", "about": "about/", "not-found": "404.html", "en-home": "en/", "en-guideline": "en/guidelines/masks/",
}  # fmt: skip
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def shoot(browser: Browser, names: list[str], address: str) -> None:
    """Write a picture for each page, width and colour scheme."""
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for name in names:
                page.goto(f"{address}/{PAGES[name]}")
                page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page="--whole" in sys.argv)
            context.close()


def main() -> None:
    """`python -m tests.shots [--whole] [NAME …]`."""
    import threading
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    OUT.mkdir(exist_ok=True)
    names = [name for name in sys.argv[1:] if not name.startswith("--")] or list(PAGES)
    handler = partial(SimpleHTTPRequestHandler, directory=str(SITE))
    handler.func.log_message = lambda *_: None  # type: ignore[method-assign]
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        shoot(browser, names, f"http://127.0.0.1:{server.server_port}")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
