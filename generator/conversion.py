"""Chinese from one script to the other, by OpenCC: whole pages, after they have been made."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

# What must stay as it is, such as the names of languages, says so.
_KEPT = re.compile(r'(<(?P<tag>\w+)[^>]*\stranslate="no"[^>]*>.*?</(?P=tag)>)', re.DOTALL)


@lru_cache(maxsize=4)
def converter(name: str) -> Callable[[str], str]:
    """A conversion by OpenCC's name for it. It takes HTML or plain text; addresses and tags are Latin and stay."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(name).convert

    def whole(text: str) -> str:
        parts = _KEPT.split(text)
        # Of each match the split gives the element and its name: the text between matches is every third part.
        kept = parts[1::3]
        between = [convert(part) for part in parts[0::3]]
        return "".join(piece for pair in zip(between, [*kept, ""], strict=True) for piece in pair)

    return whole
