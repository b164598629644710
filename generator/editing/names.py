"""What a new record is called, and where it is kept, when nobody says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from generator.model.edition import text_in
from generator.reading import reading
from generator.yaml_core import Value

_WORDS = 6
"""At most so many words of a title, or so many of its syllables, become an id."""


def suggested(title: Value, main: str, taken: Container[str]) -> str:
    """An id that nobody has: from the English title, or else from how the title is read aloud."""
    english, lang = text_in(title, "en", main) if title and isinstance(title, (str, dict)) else ("", "en")
    text = english if lang == "en" or english.isascii() else reading(english)
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:_WORDS])[:60].strip("-") or "new"
    number, found = 2, name
    while found in taken:
        number, found = number + 1, f"{name}-{number}"
    return found


def home(kind: str, id: str, record: Mapping[str, Any]) -> str:
    """The file of a new record. Needs stand by county, as there are so many."""
    county = str(record.get("street") or "")[:6] if kind == "opportunities" else ""
    return f"{kind}/{county}/{id}.yml" if county.isascii() and county.isdigit() else f"{kind}/{id}.yml"
