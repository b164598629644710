"""The index as it is published: which files there are is known without making them while nothing that is searched has changed."""

from __future__ import annotations

import json
import re
from functools import cached_property

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


class Published:
    """The files of every index of a site. They are made all at once, when the first is asked for."""

    def __init__(self, site: Site, memory: Memory | None = None) -> None:
        self._site = site
        self.key = _key(site)
        listed = memory.kept("search", self.key, self._list) if memory else self._list()
        told = json.loads(listed)
        self.paths: list[str] = told["paths"]
        self.stamps: dict[str, str] = told["stamps"]
        """The mark of each language's index."""

    def content(self, path: str) -> bytes:
        """What stands in a file."""
        return self._files[path]

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return {path_of(file.name): file.content for file in index(self._site)}

    def _list(self) -> bytes:
        cores = {lang: self._files[path_of(lang)] for lang in self._site.edition.codes}
        stamps = {lang: found[1].decode() for lang, core in cores.items() if (found := _STAMP.match(core))}
        return json.dumps({"paths": list(self._files), "stamps": stamps}).encode()


def _key(site: Site) -> bytes:
    """A mark of all that is searched: records as they stand on the day, divisions, words, the program."""
    entries = (entry for kind in KIND_NAMES for entry in site.published(kind))
    records = b"".join(entry.digest + site.state[entry.key].encode() for entry in entries)
    return digest(program_mark() + site.frame + json.dumps(site.synonyms).encode() + records)
