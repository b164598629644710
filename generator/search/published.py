"""The index as it is published: which files there are is known without making them while nothing that is searched has changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

from generator.load import digest
from generator.memory import Memory, program_mark
from generator.model.kinds import KIND_NAMES
from generator.search.build import index
from generator.site import Site

FOLDER = "assets/search/"
_STAMP = re.compile(rb'\w+\("[^"]*","([0-9a-f]+)"')


def path_of(name: str) -> str:
    """Where a file of the index stands."""
    return f"{FOLDER}{name}.js"


class Index(Protocol):
    """The files of every index of a site, as they are published."""

    key: bytes
    paths: Sequence[str]
    stamps: dict[str, str]
    """The mark of each language's index."""

    def content(self, path: str) -> bytes:
        """What stands in a file."""


class Published:
    """An index whose files are made all at once, when the first is asked for."""

    def __init__(self, site: Site, memory: Memory | None = None) -> None:
        self._site = site
        self.key = key_of(site)
        listed = memory.kept("search", self.key, self._list) if memory else self._list()
        told = json.loads(listed)
        self.paths: Sequence[str] = told["paths"]
        self.stamps: dict[str, str] = told["stamps"]

    def content(self, path: str) -> bytes:
        return self._files[path]

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return files(self._site)

    def _list(self) -> bytes:
        return json.dumps({"paths": list(self._files), "stamps": stamps(self._files, self._site)}).encode()


def files(site: Site) -> dict[str, bytes]:
    """Every file of every index, by its path."""
    return {path_of(file.name): file.content for file in index(site)}


def stamps(files: Mapping[str, bytes], site: Site) -> dict[str, str]:
    """The mark of each language's index, which its core bears."""
    cores = {lang: files[path_of(lang)] for lang in site.edition.codes}
    return {lang: found[1].decode() for lang, core in cores.items() if (found := _STAMP.match(core))}


def key_of(site: Site) -> bytes:
    """A mark of all that is searched: records as they stand on the day, divisions, words, the program."""
    entries = (entry for kind in KIND_NAMES for entry in site.published(kind))
    records = b"".join(entry.digest + site.state[entry.key].encode() for entry in entries)
    return digest(program_mark() + site.frame + json.dumps(site.synonyms).encode() + records)
