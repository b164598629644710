"""The words of an index: what people say instead of what is written, the commonest names, and how characters sound."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.model.divisions import Division
from generator.reading import reading
from generator.search.documents import Source
from generator.search.filing import NAMES, ROWS
from generator.search.places import odd_sound, spelling
from generator.search.terms import HAN, LIGHT, LIGHT_ENGLISH, compact, distinct, fold, simplified

WORDS_ROOM = 30_000
"""So many characters of the commonest words stand in a core that has not room for all names."""


def vocabulary(source: Source, common: str) -> dict[str, Any]:
    row_of = partial(synonym_row, langs=("zh", "yue")) if source.chinese else alike
    rows = ROWS.join(filter(None, map(row_of, source.synonyms)))
    light = LIGHT if source.chinese else LIGHT_ENGLISH
    words = distinct([*map(compact, source.words), *common.split(NAMES)])
    foreign = source.chinese and any(row.get("en") for row in source.synonyms)
    return {"synonyms": rows, "words": NAMES.join(words), "light": " ".join(light), "foreign": foreign}


def synonym_row(row: Mapping[str, Any], langs: Sequence[str]) -> str:
    """`word|other word=what people say|…`, or nothing."""
    words = distinct(compact(str(word)) for word in _list(row["word"]))
    said = distinct(compact(str(word)) for lang in langs for word in _list(row.get(lang)))
    others = [word for word in said if word not in words]
    return f"{'|'.join(words)}={'|'.join(others)}" if others else ""


def alike(row: Mapping[str, Any]) -> str:
    """What is said in another language, where all that is said is a word of the pages too."""
    said = distinct(compact(str(word)) for word in _list(row.get("en")))
    return f"{'|'.join(said)}=" if len(said) > 1 else ""


def _list(value: Any) -> Sequence[Any]:
    return () if value is None else value if isinstance(value, (list, tuple)) else (value,)


def common_words(source: Source) -> str:
    """The names that stand on most pages, as many as there is room for."""
    texts: Counter[str] = Counter()
    for document in source.documents:
        for part in document.parts:
            texts.update({part.title, *part.names, *part.facts})
    counted: Counter[str] = Counter()
    for text, times in texts.items():
        # Most facts are places and words of lists, the same on many pages: each is cut once.
        for word in set(_short(text)):
            counted[word] += times
    kept, size = [], 0
    for word, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        size += len(word) + 1
        if size > WORDS_ROOM:
            break
        kept.append(word)
    return NAMES.join(kept)


def _short(text: str) -> Iterator[str]:
    """A name, or what stands between its marks, if it is short enough to be a word."""
    for piece in re.split(f"[^{HAN}0-9a-z ]+", fold(text)):
        if 2 <= len(piece := compact(piece)) <= 12:
            yield piece


# --- sounds and forms ----------------------------------------------------------------------------------------------


def sounds_and_forms(core: Mapping[str, Any], source: Source) -> tuple[str, dict[str, str]]:
    """How characters sound: those of the vocabulary, and apart from them those that are only typed, with their simplified forms."""
    said = [core[name] for name in ("names", "words", "synonyms", "places")] + [each.name for each in source.divisions.values()]
    phrases = distinct(phrase for text in said for phrase in re.findall(f"[{HAN}]+", fold(text)))
    sounds = _sounds(phrases, source.divisions.values())
    common = set().union(*phrases)
    known = common.union(*(text for document in source.documents for part in document.parts for text in part.body))
    rare = {"sounds": _told(sounds, lambda character: character not in common), "forms": _forms(known)}
    return _told(sounds, common.__contains__), rare


def _sounds(phrases: Iterable[str], divisions: Iterable[Division]) -> dict[str, set[str]]:
    """Characters by how they sound, alone and in phrases."""
    sounds: dict[str, set[str]] = defaultdict(set)
    for character in _usual():
        sounds[reading(character)].add(character)
    for phrase in phrases:
        for character, sound in zip(phrase, reading(phrase).split(), strict=False):
            sounds[sound].add(character)
    for division in divisions:
        if (odd := odd_sound(division)) and not reading(division.name).replace(" ", "").startswith(spelling(division)):
            sounds[odd[1]].add(odd[0])
    return {sound: sounds[sound] for sound in sorted(sounds) if re.fullmatch("[a-z]+", sound)}


def _told(sounds: Mapping[str, set[str]], wanted: Callable[[str], bool]) -> str:
    """Each sound with those of its characters that are wanted."""
    kept = {sound: "".join(sorted(filter(wanted, characters))) for sound, characters in sounds.items()}
    return "".join(sound + characters for sound, characters in kept.items() if characters)


def _usual() -> str:
    """The characters most often written, of which a reader's typing slip may be one: the first level of GB 2312."""
    return bytes(byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low)).decode(
        "gb2312", "ignore"
    )


def _forms(known: set[str]) -> str:
    """Each character with those that are folded into it."""
    forms: dict[str, list[str]] = defaultdict(list)
    for code, new in sorted(simplified().items()):
        if new in known and code >= 0x4E00:
            forms[new].append(chr(code))
    return "".join(new + "".join(olds) + " " for new, olds in sorted(forms.items()))
