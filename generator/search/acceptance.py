"""What must be found is looked for: other names, and the searches of `content/searches.yml`, are put to the query module.

What fails is a warning. It holds up no urgent notice: what is published is true, only harder to find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator import load
from generator.faults import located_in
from generator.judgement import Memory
from generator.load import SEARCHES
from generator.problems import Problem
from generator.rules.find import Find
from generator.search.build import index
from generator.search.doubts import Doubt, Name, doubts, names
from generator.search.engine import Engine
from generator.site import Site

SHOWN = 4
"""So many of the records that may come first are named to the editor."""


def accept(site: Site, content: Path, memory: Memory) -> list[Problem]:
    """Everything readers would search for in vain. Asked again only when something that is searched has changed."""
    kept = memory.kept("accepted", _mark(site), lambda: json.dumps(list(_found(site))).encode())
    return [
        located_in(content, file, Find(tuple(path), code, values, "warning")) for file, path, code, values in json.loads(kept)
    ]


def _mark(site: Site) -> bytes:
    """Changes whenever an answer might."""
    entries = [(entry.key, entry.digest) for kind in site.all for entry in site.published(kind)]
    return load.digest(site.frame + repr((entries, site.synonyms, site.searches)).encode())


def _found(site: Site) -> Iterator[Doubt]:
    yield from doubts(site)
    named = list(names(site))
    if not named and not site.searches:
        return
    files = {file.name: file.content.decode() for file in index(site)}
    engine = Engine(files.get)
    for name in named:
        yield from _misnamed(name, engine)
    for number, row in enumerate(site.searches):
        found = engine.answer(row["type"], lang=row["lang"] or site.edition.main)
        yield from _failed(("searches", number), row, found)


def _misnamed(name: Name, engine: Engine) -> Iterator[Doubt]:
    """Another name by which the page is not found first."""
    found = engine.answer(name.text, lang=name.lang)
    first, own = _first(found), "/".join(name.entry.key)
    if first != own:
        code = "alias-of-another" if first else "alias-finds-nothing"
        yield Doubt(name.entry.file, name.path, code, {"found": name.text, "name": first, "expected": own})


def _first(found: dict[str, Any]) -> str:
    return next((f"{hit['kind']}/{hit['id']}" for hit in found["hits"]), "")


def _failed(path: tuple[str | int, ...], row: dict[str, Any], found: dict[str, Any]) -> Iterator[Doubt]:
    first = _first(found)
    more = ["…"] if len(row["find"]) > SHOWN else []
    said = {"found": row["type"], "name": first, "expected": row["find"][:SHOWN] + more}
    if row["none"]:
        if found["state"] == "full":
            yield Doubt(SEARCHES, path, "search-answered", said)
    elif first not in row["find"]:
        yield Doubt(SEARCHES, path, "search-broken" if first else "search-empty", said)
