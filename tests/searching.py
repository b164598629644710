"""Searchers for tests: the browser's own module over the index of some content."""

from __future__ import annotations

from functools import cache
from typing import Any

import editions
import projects

from generator.search import build
from generator.search.engine import Engine
from generator.search.filing import File


def made(content: Any = editions.SOUND) -> list[File]:
    """The files of the index of some content."""
    return list(build.index(projects.site_of(content)))


def over(files: list[File]) -> Engine:
    """A searcher over files."""
    texts = {file.name: file.content.decode() for file in files}
    return Engine(texts.get)


@cache
def golden() -> tuple[Engine, list[dict[str, Any]]]:
    """The sound edition, and the golden cases."""
    return over(made()), editions.golden("search")["cases"]


@cache
def real() -> Engine:
    """The real content."""
    return over(made(projects.CONTENT))


def keys(found: dict[str, Any]) -> list[str]:
    """The addresses of the pages that were found, in order."""
    return [f"{hit['kind']}/{hit['id']}" for hit in found["hits"]]
