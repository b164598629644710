"""Places as a search knows them: the tree of them in few characters, and how their names are spelt where no dictionary says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.model.divisions import LEVELS, Division
from generator.reading import place_reading, reading
from generator.search.documents import Source
from generator.search.filing import ROWS

_SOUND = re.compile("(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiouv][aeiou]{0,2}(?:n|ng|r)?")


def tree_of_places(source: Source, upper: bool) -> str:
    """The tree of places, each after the one it lies in: level, what its code has in common with the last one's, the rest, name.
    A street whose number is the next one has its name alone."""
    rows, last = [], ""
    for division in _tree(source.divisions):
        if upper and division.level == LEVELS[-1]:
            continue
        told = f"{LEVELS.index(division.level)}{_code(division.code, last)}"
        rows.append(("" if division.code == _next(last) else told) + called(division, source.chinese))
        last = division.code
    return ROWS.join(rows)


def _next(code: str) -> str:
    """The code of the street after a street; none comes after other places."""
    return f"{int(code) + 1000:012}" if code and code[6:] != "000000" else ""


def _tree(divisions: Mapping[str, Division]) -> Iterator[Division]:
    ahead = [code for code, division in reversed(list(divisions.items())) if division.parent not in divisions]
    while ahead:
        division = divisions[ahead.pop()]
        yield division
        ahead.extend(reversed(division.children))


def _code(code: str, last: str) -> str:
    """What of a code differs from the last one, after a letter that says how much is the same."""
    same = next((place for place, (one, other) in enumerate(zip(code, last, strict=False)) if one != other), 0)
    return chr(ord("a") + same) + code[same:].rstrip("0")


def called(division: Division, chinese: bool) -> str:
    """A place's name, after `|` how it is spelt if a dictionary reads it otherwise."""
    if not chinese:
        return " " + (division.name_en or division.name)
    spelt = "" if odd_sound(division) else spelling(division)
    read = reading(division.name).replace(" ", "")
    return f" {division.name}" + ("" if read.startswith(spelt) or not spelt else f"|{spelt}")


def odd_sound(division: Division) -> tuple[str, str] | None:
    """The one character of a name that sounds otherwise than a dictionary says, and how, as the spelling shows."""
    spelt, sounds = spelling(division), reading(division.name).split()
    if not spelt or len(sounds) != len(division.name):
        return None
    for place in range(min(len(sounds), 4)):
        before = "".join(sounds[:place])
        for end in range(place + 1, len(sounds) + 1):
            after, rest = "".join(sounds[place + 1 : end]), spelt[len(before) :]
            odd = rest[: len(rest) - len(after)]
            if spelt.startswith(before) and rest.endswith(after) and odd != sounds[place] and _SOUND.fullmatch(odd):
                return division.name[place], odd
    return None


def spelling(division: Division) -> str:
    """The name proper as signs spell it, in small letters without spaces, or nothing."""
    spelt = place_reading(division.name, division.name_en).split()
    return spelt[0] if len(spelt) > 1 and division.name_en else ""


def places_by_letter(source: Source) -> dict[str, str]:
    """The places of the lowest level, by the letters their names begin with."""
    rows: dict[str, list[str]] = defaultdict(list)
    for division in _tree(source.divisions):
        if division.level != LEVELS[-1]:
            continue
        read = reading(division.name if source.chinese else division.name_en or division.name)
        for letter in {read[:1], spelling(division)[:1]} - {""}:
            rows[letter if "a" <= letter <= "z" else "0"].append(f"{division.code} {called(division, source.chinese).lstrip()}")
    return {letter: ROWS.join(lines) for letter, lines in rows.items()}
