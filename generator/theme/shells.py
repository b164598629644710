"""Shells cut at their places, and bodies stamped into them as bytes."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import escape

from generator.theme.frame import PLACES

# A page has each of these once. Its path and record stand wherever the frame names them, which a sheet's does not.
ONCE = ("title", "head", "body")
_CUT = re.compile("\ue000([a-z]+)\ue001")


class BrokenShell(Exception):
    """A shell that does not have the places it must have: the theme's template is wrong."""


class Shell(NamedTuple):
    """The text between the places, and which place follows each piece."""

    pieces: tuple[str, ...]
    places: tuple[str, ...]

    def stamp(self, title: str, description: str, path: str, record: str, head: str, body: str) -> bytes:
        """A whole page. Title, description, path and record are escaped here; head and body are HTML."""
        values = {
            "title": str(escape(title)), "description": str(escape(description)), "path": str(escape(path)),
            "record": str(escape(record)), "head": head, "body": body,
        }  # fmt: skip
        parts = [self.pieces[0]]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            parts += (values[place], piece)
        return "".join(parts).encode()

    @property
    def weight(self) -> int:
        """Bytes of HTML around a body."""
        return len("".join(self.pieces).encode())


def cut(html: str) -> Shell:
    """Cut a built specimen at its marks. Title, description, head and body must be there, all but the second exactly once."""
    parts = _CUT.split(html)
    shell = Shell(tuple(parts[0::2]), tuple(parts[1::2]))
    missing = {*ONCE, "description"} - set(shell.places)
    repeated = [place for place in ONCE if shell.places.count(place) > 1]
    if missing or repeated or set(shell.places) - set(PLACES) or "\ue000" in "".join(shell.pieces):
        raise BrokenShell(f"places missing: {sorted(missing)}, repeated: {repeated}")
    return shell
