"""How the program's own words are written down: in Chinese and in English, side by side."""

from __future__ import annotations


def say(zh: str, en: str) -> dict[str, str]:
    """One of the program's words, by language."""
    return {"zh": zh, "en": en}


def tell(zh: str, zh_hint: str, en: str, en_hint: str) -> dict[str, tuple[str, str]]:
    """What was found and how to mend it, by language."""
    return {"zh": (zh, zh_hint), "en": (en, en_hint)}
