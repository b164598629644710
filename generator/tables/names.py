"""What a new record is called, and where it is kept, when nobody says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from generator.reading import reading

_WORDS = 6
"""At most so many words of a title, or so many of its syllables, become an id."""


def suggested(title: Mapping[str, str], main: str, taken: Container[str]) -> str:
    """An id that nobody has: from the English title, or else from how the title is read aloud."""
    text = title.get("en") or reading(title.get(main, ""))
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:_WORDS])[:60].strip("-") or "new"
    number, found = 2, name
    while found in taken:
        number, found = number + 1, f"{name}-{number}"
    return found


def home(kind: str, id: str, record: Mapping[str, Any]) -> str:
    """The file of a new record; what belongs to a street stands by county."""
    county = str(record.get("street") or "")[:6]
    return f"{kind}/{county}/{id}.yml" if county.isascii() and county.isdigit() else f"{kind}/{id}.yml"
