"""The log as it is published: its own files, what proves each version, and the programs that fetch and check all of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from generator import tlog
from generator.history import FOLDER, History
from generator.load import digest
from generator.tlog.state import KEYS

PROGRAMS = [Path(tlog.__file__).parent / name for name in ("fetch.py", "verify.py")]
"""What strangers check with; each stands alone."""
Made = tuple[str, bytes, Callable[[], bytes]]
"""A file's path, a key of what it holds, and how to make it."""


@lru_cache(maxsize=1)
def files(history: History) -> list[Made]:
    """Every file below `ledger/` that is no page. The preview asks again and again while the log stays as it is."""
    return list(_files(history))


def _files(history: History) -> Iterator[Made]:
    for name in history.log.names:
        data = history.log.read(name)
        yield f"{FOLDER}/{name}", digest(data), partial(history.log.read, name)
    if KEYS not in history.log.names:
        # Whoever checks asks for them, and is told that there are none.
        yield f"{FOLDER}/{KEYS}", digest(b""), bytes
    for program in PROGRAMS:
        data = program.read_bytes()
        yield f"{FOLDER}/{program.name}", digest(data), partial(bytes, data)
    for kind, id in history.heads:
        yield from _proofs(history, kind, id)


def _proofs(history: History, kind: str, id: str) -> Iterator[Made]:
    """Each version with its salt, and the proof that it is in the log."""
    for version in history.versions(kind, id):
        entry = version.entry
        place = f"{FOLDER}/{kind}/{id}/{entry.version}"
        note = str(history.log.note_at(history.log.size_with(entry.sequence))).encode()
        yield f"{place}.tlog-proof", digest(note), partial(_proof, history, entry.sequence)
        key = digest(f"{entry.digest} {version.text is None}".encode() + entry.encoded())
        yield f"{place}.json", key, partial(_version, history, entry.sequence)


def _proof(history: History, sequence: int) -> bytes:
    return str(history.log.proof(sequence)).encode()


def _version(history: History, sequence: int) -> bytes:
    """The entry as it was hashed, and salt and text as they were hashed, as long as there are any."""
    kept = history.log.text(sequence)
    found = {
        "entry": history.log.encoded(sequence).decode(),
        "salt": kept[0].hex() if kept else "",
        "text": kept[1].decode() if kept else "",
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
