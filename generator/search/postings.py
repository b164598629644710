"""What each term is found in: the strongest field of every part it stands in, shared out over files by the term's beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from generator.search.documents import Part
from generator.search.filing import ROWS, number
from generator.search.terms import IS_HAN, terms

SHARD = 6_000
"""About so many characters of postings stand in one file."""

BODY, FACT, HEADING, TITLE = range(4)
"""How much a field says, as kept with every posting."""


def term_files(parts: Sequence[Part], bodies_only: bool) -> list[str]:
    """Postings of all terms, shared out by the terms' first characters."""
    postings = _postings(parts, bodies_only)
    lines: dict[str, list[str]] = defaultdict(list)
    for term in sorted(postings):
        if IS_HAN.match(term):
            lines[term[0]].append((term[1:] or "·") + postings[term])
        else:
            lines[term[:2]].append(f" {term[2:]}={postings[term]}")
    whole = {key: key + "".join(rows) for key, rows in lines.items()}
    wanted = sum(map(len, whole.values())) // SHARD
    count = 1 << max(wanted, 1).bit_length() if wanted else 1
    shards: list[list[str]] = [[] for _ in range(count)]
    for key in sorted(whole):
        shards[shard_of(key, count)].append(whole[key])
    return [ROWS.join(shard) for shard in shards]


def shard_of(key: str, count: int) -> int:
    """The file in which terms stand that begin so: a Chinese character, or two letters."""
    return (ord(key[0]) * 31 + (ord(key[1]) if len(key) > 1 else 0)) % count


def _postings(parts: Sequence[Part], bodies_only: bool) -> dict[str, str]:
    """By term, the parts it stands in and the strongest field there: each as the gap from the last one, times fields, plus field."""
    last: dict[str, int] = defaultdict(lambda: -1)
    found: dict[str, list[str]] = defaultdict(list)
    fields = 1 if bodies_only else 4
    for place, part in enumerate(parts):
        for term, field in _fields(part, bool(part.anchor), bodies_only).items():
            found[term].append(number((place - last[term] - 1) * fields + field))
            last[term] = place
    return {term: "".join(rows) for term, rows in found.items()}


def _fields(part: Part, section: bool, bodies_only: bool) -> dict[str, int]:
    """The terms of a part with the strongest field of each."""
    names = terms("\n".join((part.title, *part.names)))
    facts = set().union(*map(_terms_of_fact, part.facts))
    body = terms("\n".join(part.body))
    if bodies_only:
        return dict.fromkeys(sorted(body - names - facts), BODY)
    strongest = dict.fromkeys(body, BODY)
    strongest |= dict.fromkeys(facts, FACT)
    strongest |= dict.fromkeys(names, HEADING if section else TITLE)
    return strongest


@lru_cache(maxsize=65536)
def _terms_of_fact(text: str) -> frozenset[str]:
    """Most facts are places and words of lists, the same on many pages: each is cut once."""
    return frozenset(terms(text))
