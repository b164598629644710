"""`python -m tests.bench.run [--quick]`: measures Zhiyin, its peers and its floor in one run, and prints ratios.

Times on one machine say little about another; ratios measured in one run do. Nothing is asserted: a goal that is missed
is marked, and the exit code is 0. Takes about 4 GB of the temporary folder and removes them at the end.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import corpus as corpora
from . import floor, measure, ours, peers, table
from .corpus import Corpus
from .table import Measured

SIZES = (1_000, 10_000, 26_000)
REPEATS = {1_000: 3, 10_000: 3, 26_000: 1}
WITH_MKDOCS = (1_000, 10_000)
"""Sizes at which MkDocs takes part: at more it takes minutes and tells nothing new."""
CAP = 240.0
"""Seconds after which a run is ended."""
CPU_GOAL = 10.0
"""Seconds of processor that a cold build of the shipped content may take."""

NOTES = """
How to read this
- Every time is the best of the repeats, tools taking turns; each build has new folders and no cache of its own.
- The corpus is invented: one language, the real vocabularies and the real division table.
- All three tools write a page for each record, each division (with the records in it) and each kind. Where they differ
  Zhiyin does more: it checks every record, writes open data and a page of changes, and shows counts and relations.
- Hugo has Zhiyin's shell, the same fields in its own templates, a taxonomy for places, no RSS; the binary is run itself.
  Its watcher (`hugo build --watch`) is timed from the changed file to the page on disk; it gathers changes for half a second.
- MkDocs has its stock theme, Material, without the search index; records are not in its nav.
- The floor is one process in Python: PyYAML's C loader over all records, one small Jinja template for each of Zhiyin's
  pages with a body as large as a record's, and as many files of the same sizes as Zhiyin writes. Zhiyin uses every core.
- HTML around a body: the whole page but `<main>`, so its own title and its data for search engines count.
- Peak memory: the proportional share (PSS) of all processes together, looked at every 20 ms in a run of its own.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; always 0 once it has run."""
    options = _parser().parse_args(arguments)
    sizes = SIZES[:1] if options.quick else SIZES
    before = _program()
    with tempfile.TemporaryDirectory(prefix="zhiyin-bench-") as base:
        measured = [_size(Path(base) / str(size), size, 1 if options.quick else REPEATS[size]) for size in sizes]
        cpu = _shipped(Path(base), 1 if options.quick else 3)
        print(_words(measured, cpu))
        if _program() != before:
            print("\nThe program's files changed while it was measured, which empties its cache: run again.")
        _say("removing the temporary folder")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.run", description="Measures Zhiyin against its peers and its floor."
    )
    parser.add_argument("--quick", action="store_true", help="1,000 records once, to see that the benchmark works")
    return parser


def _program() -> dict[Path, int]:
    """When each file of the program was last changed."""
    files = (path for path in (measure.ROOT / "generator").rglob("*") if path.suffix in (".py", ".html", ".css", ".svg"))
    return {path: path.stat().st_mtime_ns for path in files}


def _words(measured: Sequence[Measured], cpu: float) -> str:
    parts = [
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]}",
        table.table("goals", table.GOALS, measured),
        f"Cold build of the shipped content: {cpu:.1f} s of processor{table.mark(cpu, CPU_GOAL)} (goal: ≤ {CPU_GOAL:.0f})",
        table.table("seconds", table.TIMES, measured), table.table("facts", table.FACTS, measured), NOTES.strip(),
    ]  # fmt: skip
    return "\n\n".join(parts)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _tell(size: Measured, name: str, ran: measure.Ran) -> None:
    """Note a run and say so; a failed one with the end of its own words."""
    size.keep(name, table.worth(ran))
    _say(
        f"{size.records:>6,} {name}: {ran.seconds:.2f} s"
        + ("" if ran.fine else f", {'over' if ran.over else 'failed'}\n{ran.said[-2000:]}")
    )


# --- one size ------------------------------------------------------------------------------------------------------


def _size(base: Path, records: int, repeats: int) -> Measured:
    """Everything at one size."""
    corpus = corpora.make(records)
    content = base / "records" / "content"
    size = Measured(records, corpora.write(corpus, content) / records, CAP)
    zhiyin = ours.Zhiyin(base / "zhiyin", content, CAP)
    hugo = peers.Hugo(base / "hugo", corpus, CAP)
    mkdocs = peers.MkDocs(base / "mkdocs", corpus, CAP) if records in WITH_MKDOCS else None
    for repeat in range(repeats):
        _cold(size, repeat, zhiyin, hugo, mkdocs)
        _floor(size, base / f"floor-{repeat}", content, zhiyin.site, corpus)
    _rebuilds(size, repeats, zhiyin, corpus)
    _watcher(size, repeats, hugo)
    _look(size, zhiyin, hugo, mkdocs, corpus)
    size.peak = zhiyin.peak()
    return size


def _cold(size: Measured, repeat: int, zhiyin: ours.Zhiyin, hugo: peers.Hugo, mkdocs: peers.MkDocs | None) -> None:
    """One cold build with each tool. The peers' projects are written once, for Hugo's shell is cut from Zhiyin's pages."""
    ran = zhiyin.cold(f"cold-{repeat}")
    _tell(size, "zhiyin", ran)
    if not ran.fine:
        raise SystemExit("Zhiyin itself did not build: there is nothing to measure.")
    if repeat == 0:
        hugo.prepare(zhiyin.site)
    _tell(size, "hugo", hugo.cold(f"cold-{repeat}"))
    if mkdocs:
        if repeat == 0:
            mkdocs.prepare()
        _tell(size, "mkdocs", mkdocs.cold(f"cold-{repeat}"))


def _floor(size: Measured, folder: Path, content: Path, site: Path, corpus: Corpus) -> None:
    files = ours.files_of(site)
    bodies = ours.mean([ours.split(page)[0] for page in _record_pages(site, corpus)])
    times = {"parse": floor.parse(content), "render": floor.render(ours.pages_of(site), bodies)}
    os.sync()
    times["write"] = floor.write(folder, files)
    for name, seconds in times.items():
        size.keep(name, seconds)
    size.keep("floor", sum(times.values()))
    _say(f"{size.records:>6,} floor: {sum(times.values()):.2f} s")


def _rebuilds(size: Measured, repeats: int, zhiyin: ours.Zhiyin, corpus: Corpus) -> None:
    """Nothing changed, then one record changed, each time in a fresh process."""
    for _ in range(repeats):
        ran = zhiyin.again()
        _tell(size, "zhiyin again", ran)
        size.again = max(size.again, ours.written(ran))
    for repeat in range(1, repeats + 1):
        record, mark = corpora.changed(corpus.changeable, repeat)
        (zhiyin.content / record.file).write_text(corpora.text_of(record.values), "utf-8")
        ran = zhiyin.again()
        page = zhiyin.site / record.kind / record.id / "index.html"
        _tell(size, "zhiyin changed", ran if mark in page.read_text("utf-8") else ran._replace(code=1))
        size.changed = ours.written(ran)


def _watcher(size: Measured, repeats: int, hugo: peers.Hugo) -> None:
    for name, times in (("hugo watcher", hugo.watch(repeats)), ("hugo rebuild", hugo.rebuilds())):
        size.keep(name, min(times, default=table.OVER))
        _say(f"{size.records:>6,} {name}: {size.best[name]:.2f} s")


def _look(size: Measured, zhiyin: ours.Zhiyin, hugo: peers.Hugo, mkdocs: peers.MkDocs | None, corpus: Corpus) -> None:
    """Count and weigh what was built."""
    sites = {"Zhiyin": zhiyin.site, "Hugo": hugo.site} | ({"MkDocs": mkdocs.site} if mkdocs else {})
    size.pages = {tool: ours.pages_of(site) for tool, site in sites.items()}
    for tool in ("Zhiyin", "Hugo"):
        parts = [ours.split(page) for page in _record_pages(sites[tool], corpus)]
        size.body[tool] = ours.mean([body for body, _ in parts])
        if tool == "Zhiyin":
            size.around = ours.mean([around for _, around in parts])


def _record_pages(site: Path, corpus: Corpus) -> list[Path]:
    """The pages of the records that a site has."""
    pages = (site / record.kind / record.id / "index.html" for record in corpus.records)
    return [page for page in pages if page.is_file()]


def _shipped(base: Path, repeats: int) -> float:
    """Seconds of processor for a cold build of the project's own content, the best of the repeats."""
    runs = []
    for repeat in range(repeats):
        (base / f"shipped-{repeat}").mkdir()
        runs.append(ours.shipped(base / f"shipped-{repeat}", CAP))
        _say(
            f"shipped content: {runs[-1].cpu:.1f} s of processor"
            + ("" if runs[-1].fine else f", failed\n{runs[-1].said[-2000:]}")
        )
    return min((ran.cpu for ran in runs if ran.fine), default=table.FAILED)


if __name__ == "__main__":
    raise SystemExit(main())
