"""How well people are answered: searches against the index of the real content, by way of typing.

`python -m tests.search_eval [FILE …]`. `content/searches.yml` is for daily use, and the check holds it; the files `golden/queries-aside*.yml`
are kept aside, so that rules and words are not made for them. `--typed [FILE …]` types them, letter by letter, into the box of the
site as built in `site`. `--scale [PAGES]` measures an invented edition of so many instead.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import projects
from audit.host import hosted
from bench import corpus
from shots import FLAGS

from generator.search import build
from generator.search.engine import Engine

GOLDEN = Path(__file__).parent / "golden"
PLAIN = ("words", "fragment", "several", "code", "place", "half")
"""The plain classes, which have one goal together; the next have another."""
SOUNDS = ("pinyin", "initials", "traditional", "typo")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def engine() -> Engine:
    """A searcher over the real content with its vocabulary."""
    made = build.index(projects.site_of(projects.CONTENT))
    files = {file.name: file.content.decode() for file in made}
    return Engine(files.get)


class Typist:
    """The real box in a browser, asked as an engine is; what a reader sees is all it knows."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._pages = {lang: browser.new_page() for lang in ("zh", "en")}
        for lang, page in self._pages.items():
            page.goto(f"{address}{'en/' if lang == 'en' else ''}search/")

    def answer(self, query: str, lang: str) -> dict[str, Any]:
        page = self._pages[lang]
        box = page.locator("main input[name=q]")
        box.fill("")
        box.press_sequentially(query)
        page.locator(".search-panel[data-answers]").wait_for(state="attached")
        page.wait_for_function("text => document.querySelector('.search-panel').dataset.answers === text.trim()", arg=query)
        shown = page.locator("[role=option]").evaluate_all(
            "all => all.map(one => ({kind: one.dataset.kind, id: one.dataset.id}))"
        )
        state = next((name for name in ("none", "partial") if page.locator(f"[data-search={name}]").count()), "full")
        return {"hits": shown, "state": state, "how": "", "by": ""}


def typed(paths: list[str]) -> None:
    with hosted(Path("site")) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        main(paths, Typist(browser, host.address))
        browser.close()


def main(paths: list[str], asked: Engine | Typist | None = None) -> None:
    asked = asked or engine()
    for path in paths:
        rows = list(read(Path(path))["searches"])
        print(path, len(rows))
        report(rows, asked)


def report(rows: list[dict[str, Any]], asked: Engine | Typist) -> None:
    """Every miss, then shares by class."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    times = []
    for row in rows:
        query, kind, good = str(row["type"]), row["way"], row.get("find") or []
        lang = "en" if row.get("lang") == "en" else "zh"
        begun = perf_counter()
        found = asked.answer(query, lang=lang)
        times.append(perf_counter() - begun)
        hits = [f"{hit['kind']}/{hit['id']}" for hit in found["hits"]]
        place = next((place for place, hit in enumerate(hits) if hit in good), -1)
        first = found["state"] != "full" if kind == "nonsense" else place == 0
        three = first if kind == "nonsense" else 0 <= place < 3
        for name in (kind, *_groups(kind)):
            sums[name] = [old + new for old, new in zip(sums[name], (1, first, three), strict=True)]
        if not first:
            print(f"  {kind:11}{query:24}{found['state']:8}{found['how']:10}{found['by']:14}{place:3} {hits[:3]} want {good[:3]}")
    for name, (count, first, three) in sums.items():
        print(f"{name:14}{count:5} first {first / count:6.1%}  in three {three / count:6.1%}")
    times.sort()
    print(f"median {_part(times, 0.5) * 1000:.0f} ms, p95 {_part(times, 0.95) * 1000:.0f} ms")


TYPED = [
    "口罩",
    "卡口值守",
    "kouzhao",
    "kz",
    "番禺",
    "panyu",
    "老人买菜",
    "送药上门",
    "发热",
    "志愿者",
    "登峰",
    "量体温",
    "口照",
    "delivery",
    "gzpy",
    "石牌",
    "xiaodu",
    "社区登记",
]
"""What is typed, letter by letter, to measure a large edition."""


def scale(pages: int) -> None:
    """A table of what search costs on an edition of so many pages: time to build, bytes as compressed, time for a keystroke."""
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(corpus.make(pages), Path(folder) / "content")
        site = projects.site_of(Path(folder) / "content")
        begun = process_time()
        files = {file.name: file.content for file in build.index(site)}
        print(f"index of {pages} pages: {process_time() - begun:.1f} s of processor time, {len(files)} files")
    sizes = {name: len(gzip.compress(content, 9, mtime=0)) for name, content in files.items()}
    asked: list[str] = []
    engine = Engine(lambda name: asked.append(name) or (files[name].decode() if name in files else None))
    costs, times = [], []
    for query in TYPED:
        asked.clear()
        engine.answer(query, lang="zh", snippets=True)
        costs.append(sum(sizes.get(name, 0) for name in asked))
        for end in range(1, len(query) + 1):
            engine.answer(query[:end], lang="zh", snippets=True)
            begun = process_time()
            engine.answer(query[:end], lang="zh", snippets=True)
            times.append(process_time() - begun)
    print(f"bytes to the first result {costs[0]:,}; a later query: median {_part(costs[1:], 0.5):,}, most {max(costs[1:]):,}")
    print(f"a keystroke: median {_part(times, 0.5) * 1000:.0f} ms, p95 {_part(times, 0.95) * 1000:.0f} ms of processor time")


def _part(values: list[Any], share: float) -> Any:
    return sorted(values)[int(len(values) * share)]


def _groups(kind: str) -> list[str]:
    if kind == "nonsense":
        return []
    group = (
        "= plain"
        if kind in PLAIN
        else "= sounds"
        if kind in SOUNDS
        else "= colloquial+"
        if kind in ("colloquial", "cantonese")
        else ""
    )
    return [name for name in (group, "= all") if name]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--scale"]:
        sys.exit(scale(int((sys.argv[2:] or ["10000"])[0])))
    if sys.argv[1:2] == ["--typed"]:
        sys.exit(typed(sys.argv[2:] or [str(projects.CONTENT / "searches.yml")]))
    main(sys.argv[1:] or [str(projects.CONTENT / "searches.yml")])
