"""The release manifest: the SHA-256 of every published file, in parts, so that whoever checks one page fetches one of them.

Each part, and the list of the parts, is in the form of `sha256sum`. Which part a file stands in follows from its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from generator.tlog.writes import RELEASE, RELEASED

FOLDER = "ledger/"
"""Where the log stands in the published site, to which the names in a manifest are relative."""
ENTRY = f"{RELEASED}entry.json"
"""The entry that the list of the parts is logged by, so that nobody has to look for it among the others."""
_PART = re.compile(rf"{FOLDER}{RELEASED}[0-9]{{3,5}}\.txt", re.ASCII)


def files(digests: Mapping[str, str], before: bytes = b"") -> dict[str, bytes]:
    """The parts and the list of them, by name. `before` is the list that they take the place of: parts never become fewer."""
    count = max(before.count(f"  {FOLDER}{RELEASED}".encode()), parts_for(len(digests)))
    rows: list[list[str]] = [[] for _ in range(count)]
    for name in sorted(digests):
        rows[place(name, count)].append(_line(digests[name], name))
    made = {f"{RELEASED}{number:03}.txt": "".join(lines).encode() for number, lines in enumerate(rows)}
    index = "".join(_line(sha256(data).hexdigest(), FOLDER + name) for name, data in made.items())
    return {**made, RELEASE: index.encode()}


def parts_for(count: int) -> int:
    """About as many parts as each has lines: then the list and one part are shortest together."""
    return int(1 << count.bit_length() // 2)


def place(name: str, count: int) -> int:
    """The part that a file stands in: parts are of about the same length whatever files are called."""
    return int.from_bytes(sha256(name.encode()).digest()[:2], "big") * count >> 16


def names(data: bytes) -> list[str]:
    """The files that a part or the list of them names."""
    return [line.partition("  ")[2] for line in data.decode("utf-8", "replace").splitlines() if "  " in line]


def parts(index: bytes) -> list[str]:
    """The parts that the list of them names, and nothing else that it may have been made to name."""
    return [name for name in names(index) if _PART.fullmatch(name)]


def _line(digest: str, name: str) -> str:
    return f"{digest}  {name}\n"
