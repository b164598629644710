"""JSON Schemas for the tools that editors write with: kept beside the content, and named in a file's first line.

They stand in the project's cache, which is never committed: a check or a build makes them, anew where the edition's words change.
VS Code and other editors read the line through their YAML extensions; to everyone else it is a comment.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator import content_files, judgement, load
from generator.memory import CACHE, Memory
from generator.model.edition import Edition
from generator.model.kinds import KIND_NAMES
from generator.model.schema import json_schema
from generator.problems import Problem
from generator.yaml_core import Refusal

FILES = (*KIND_NAMES, "site", "synonyms", "searches")
# What the extensions know best; nothing that ours say is newer.
_DRAFT = "http://json-schema.org/draft-07/schema#"
_FOLDER = "schema"
_MARK = "# yaml-language-server: $schema="


def line(kind: str, name: str) -> str:
    """The line that names the schema of a file, from its path below the content folder."""
    return f"{_MARK}{'../' * (name.count('/') + 1)}{CACHE}/{_FOLDER}/{kind}.json"


def with_line(kind: str, name: str, text: str) -> str:
    """A file's text with that line first, and nowhere else."""
    end = "\r\n" if "\r\n" in text else "\n"
    return end.join([line(kind, name), *(each for each in text.split(end) if not each.startswith(_MARK))])


class Lines(NamedTuple):
    """An edition's own files: what is to be written into those whose first line does not name their schema; all; what is unreadable."""

    changes: dict[str, bytes]
    files: int
    problems: list[Problem]


def lines(content: Path) -> Lines:
    """What is to change so that every file of an edition names its schema; the files of its bases are not its own."""
    folder = load.Folder(content)
    found, _ = load.find(folder, KIND_NAMES)
    names = {file.name: file.kind for file in found}
    names |= {f"{kind}.yml": kind for kind in FILES if load.holding([folder], f"{kind}.yml")}
    done = Lines({}, len(names), [])
    for name, kind in names.items():
        try:
            text = load.read_text(content / name)
        except Refusal as refusal:
            done.problems.append(judgement.problem_of(refusal, name))
            continue
        if (named := with_line(kind, name, text)) != text:
            done.changes[name] = named.encode()
    return done


def bring_up_to_date(content: Path, edition: Edition | None, mark: bytes, memory: judgement.Memory) -> None:
    """Write the schemas of an edition where its files look for them; `mark` changes whenever its words do.

    Content that is no project's has none, nor has one that nobody may write beside: tools then give no hints."""
    if edition is None or not isinstance(memory, Memory) or not (content.parent / "mkdocs.yml").is_file():
        return
    known = json.loads(memory.kept("schemas", mark, lambda: _made(edition)))
    with suppress(OSError, content_files.NotWritten):
        content_files.write_all(content.parent / CACHE, {f"{_FOLDER}/{kind}.json": text.encode() for kind, text in known.items()})


def _made(edition: Edition) -> bytes:
    """The text of every schema, in the edition's first language."""
    known = {kind: json_schema(kind, edition.terms, edition.main) | {"$schema": _DRAFT} for kind in FILES}
    texts = {kind: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for kind, schema in known.items()}
    return json.dumps(texts, ensure_ascii=False).encode()
