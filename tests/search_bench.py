"""What a search costs a reader: acceptance queries typed into the real box, with a slow phone's processor and network.

`python -m tests.search_bench [SITE] [MOST]`: a built site (`site`), and how many queries at most (40). Prints the compressed bytes
until the first result, bytes for each later query, and how long a reader waits: on a bad line for what comes first, and by the
work of the processor alone, with the network as fast as it is here, for each query after it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.audit.host import Host, hosted
from tests.shots import FLAGS

QUERIES = Path(__file__).parents[1] / "content" / "searches.yml"
SLOWER = 4
LINE: dict[str, Any] = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
"""1.6 Mbit/s and 150 ms, a phone on a bad line."""
FAST: dict[str, Any] = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
# Milliseconds from a text standing in the box to its answer standing below: results, or that there are none.
_TIMED = """text => new Promise(done => {
  const box = document.querySelector('input[type=search][name=q]'), list = document.querySelector('.search-panel');
  const begun = performance.now();
  const watcher = new MutationObserver(() => {
    if (list.dataset.answers === text) {
      watcher.disconnect();
      requestAnimationFrame(() => done(performance.now() - begun));
    }
  });
  watcher.observe(list, {attributes: true, attributeFilter: ['data-answers']});
  box.value = text;
  box.dispatchEvent(new Event('input'));
})"""


def queries(most: int) -> list[str]:
    """Acceptance queries in the first language, of every class alike."""
    rows = [str(row["type"]) for row in yaml.safe_load(QUERIES.read_text("utf-8"))["searches"] if row.get("lang") != "en"]
    return rows[:: max(len(rows) // most, 1)][:most]


def slow(page: Page) -> CDPSession:
    """Make a page's processor and network those of a cheap phone; what is returned can make the network fast again."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    return session


def first_result(page: Page, host: Host, query: str) -> tuple[float, int]:
    """Milliseconds from the page's address to a first result, and the bytes that took."""
    host.log.clear()
    page.goto(f"{host.address}search/?q={query}", wait_until="commit")
    page.locator("[role=option]").first.wait_for()
    return float(page.evaluate("performance.now()")), sum(answered.bytes for answered in host.log)


def later(page: Page, host: Host, asked: list[str]) -> tuple[list[float], list[int]]:
    """For each further query the milliseconds to its answer, and the bytes it asked for, lines of text included."""
    times, sizes = [], []
    for query in asked:
        host.log.clear()
        times.append(float(page.evaluate(_TIMED, query)))
        # Lines of text are asked for once results are seen.
        page.wait_for_timeout(700)
        sizes.append(sum(answered.bytes for answered in host.log))
    return times, sizes


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    first, *rest = queries(int(sys.argv[2]) if len(sys.argv) > 2 else 40)
    with hosted(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_context(viewport={"width": 360, "height": 800}, service_workers="block").new_page()
        session = slow(page)
        wait, size = first_result(page, host, first)
        session.send("Network.emulateNetworkConditions", FAST)
        times, sizes = later(page, host, rest)
        browser.close()
    times.sort()
    print(f"pages {sum(1 for _ in site.rglob('index.html')):,}, queries {len(rest) + 1}")
    print(f"to the first result: {size:,} bytes, {wait / 1000:.2f} s from its address")
    print(f"later queries: median {median(sizes):,.0f} bytes, most {max(sizes):,}")
    print(f"keystroke to answer: median {median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms")


if __name__ == "__main__":
    main()
