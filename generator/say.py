"""How the program's own words are written down: in Chinese and in English, side by side."""

from __future__ import annotations


def say(zh: str, en: str) -> dict[str, str]:
    """One of the program's words, by language."""
    return {"zh": zh, "en": en}
