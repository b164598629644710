"""How a title is looked up: its sounds in Latin letters without tones, in the order of a dictionary or a telephone.

The sounds come from pypinyin's tables of characters and phrases. They are large, so what is needed of them is worked out
once and kept by whoever calls `prepare`; then neither pypinyin nor most of its memory is needed again.
"""

from __future__ import annotations

import marshal
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

OTHER = "#"
"""The letter of what begins with none of the Latin ones."""

# 〇, the blocks of Chinese characters, those for compatibility, and the planes of rare ones.
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_HAN}]+|(?:(?![{_HAN}])[^\\W_])+")
_IS_HAN = re.compile(f"[{_HAN}]")
# Latin letters with accents, and accents alone.
_ACCENTED = re.compile("[\u00c0-\u036f\u1e00-\u1eff]")
_APOSTROPHES = re.compile("['’ʼ]")
_ARTICLE = re.compile("(?:the|an|a) (?=.)")
# Standing alone these are parts of names (长岭, 曾田) far more often than what the table of characters takes them for.
_ALONE = {"长": "chang", "長": "chang", "曾": "zeng"}


class Sounds(NamedTuple):
    """What is kept of the tables."""

    one: dict[str, str]
    """The sound of a character standing alone."""
    letters: dict[str, str]
    """The letters its sounds begin with, where there are several."""
    phrases: dict[str, str]
    """Phrases in which some character sounds otherwise; empty for those that only keep their neighbours apart."""
    longest: dict[str, int]
    """By the two characters they begin with, the length of the longest phrase."""


_loaded: list[Sounds] = []


def prepare(tables: Callable[[], bytes]) -> None:
    """Load the tables, unless they are: what `compiled` gives now or gave earlier."""
    if not _loaded:
        _loaded.append(Sounds(*marshal.loads(tables())))


def _sounds() -> Sounds:
    prepare(compiled)
    return _loaded[0]


# --- reading -------------------------------------------------------------------------------------------------------


def reading(text: str) -> str:
    """The sounds and words of a text in small letters, parted by spaces; what cannot be said is left out."""
    parts = _WORD.findall(_APOSTROPHES.sub("", _plain(text)))
    return " ".join(" ".join(_spoken(part)) if _IS_HAN.match(part) else part for part in parts)


def _plain(text: str) -> str:
    """Small letters without accents, full-width ones and the like as ordinary ones."""
    text = unicodedata.normalize("NFKC", text).lower()
    if not _ACCENTED.search(text):
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _spoken(text: str) -> Iterator[str]:
    """The sounds of characters: those of the longest phrase that begins here, or of the character alone."""
    sounds, place = _sounds(), 0
    while place < len(text):
        phrase = _phrase(sounds, text, place)
        said = sounds.phrases[phrase] if phrase else ""
        phrase = phrase or text[place]
        yield said or " ".join(sounds.one.get(character, character) for character in phrase)
        place += len(phrase)


def _phrase(sounds: Sounds, text: str, place: int) -> str:
    """The longest phrase at a place in a text, or nothing."""
    longest = sounds.longest.get(text[place : place + 2], 0)
    for size in range(min(longest, len(text) - place), 1, -1):
        if text[place : place + size] in sounds.phrases:
            return text[place : place + size]
    return ""


def letter(read: str) -> str:
    """The letter under which a reading is filed: A to Z, or `OTHER`."""
    return read[0].upper() if "a" <= read[:1] <= "z" else OTHER


def ambiguous(character: str) -> bool:
    """Whether a character is read in ways that begin with different letters, as 埔 in 黄埔 and 大埔 is."""
    return character in _sounds().letters


def without_article(read: str) -> str:
    """The reading of an English title, without the article it may begin with."""
    return _ARTICLE.sub("", read, count=1) if _ARTICLE.match(read) else read


def place_reading(name: str, latin: str) -> str:
    """How the name of a place is looked up by those who read it in Chinese.

    The spelling on signs is surer than a dictionary, which cannot know how a place calls itself. But where it is a
    translation (Industrial Park) and no sound of the first character begins so, the characters are read.
    """
    spelt = reading(latin)
    first = unicodedata.normalize("NFKC", name[:1])
    if spelt and spelt[0] in (_sounds().letters.get(first) or _sounds().one.get(first, first)[:1]):
        return spelt
    # One word, as signs would spell it, so that it stands among the others in the right order.
    return reading(name).replace(" ", "")


# --- the tables ----------------------------------------------------------------------------------------------------


def compiled() -> bytes:
    """What is needed of pypinyin's tables. Takes about half a second and 60 MB: best done by another process."""
    # Imported here: only this needs them, once for each version of the program.
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    one, letters = _characters(pinyin_dict)
    said = {phrase: [_toneless(sound[0]) for sound in spoken] for phrase, spoken in phrases_dict.items()}
    odd = {phrase: " ".join(spoken) for phrase, spoken in said.items() if spoken != [one.get(c) for c in phrase]}
    phrases = dict.fromkeys(_neighbours(said, odd), "") | odd
    phrases = _traditional(phrases) | phrases
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[:2]] = max(longest.get(phrase[:2], 0), len(phrase))
    return marshal.dumps((one, letters, phrases, longest))


def _characters(table: dict[int, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The first sound of every character, and the letters of all where they begin with several."""
    one: dict[str, str] = {}
    letters: dict[str, str] = {}
    for code, spoken in table.items():
        sounds = [_toneless(sound) for sound in spoken.split(",")]
        one[chr(code)] = sounds[0]
        if len(first := {sound[0] for sound in sounds}) > 1:
            letters[chr(code)] = "".join(sorted(first))
    return one | _ALONE, letters


@lru_cache(maxsize=4096)
def _toneless(sound: str) -> str:
    """A sound without its tone; ü is v, as it is typed."""
    sound = unicodedata.normalize("NFD", sound).replace("u\u0308", "v")
    return "".join(c for c in sound if not unicodedata.combining(c))


def _neighbours(phrases: dict[str, list[str]], odd: dict[str, str]) -> Iterator[str]:
    """Ordinary phrases that must be known all the same, lest an odd one be seen across or inside them.

    现行 is nothing odd, but 行规 is: without the first, 现行规定 would be misread.
    """
    heads = {phrase[:size] for phrase in odd for size in range(1, len(phrase))}
    for phrase in phrases:
        if phrase in odd:
            continue
        ends = (phrase[-size:] for size in range(1, len(phrase)))
        inside = (phrase[start:end] for start in range(1, len(phrase)) for end in range(start + 2, len(phrase) + 1))
        if not heads.isdisjoint(ends) or not odd.keys().isdisjoint(inside):
            yield phrase


def _traditional(phrases: dict[str, str]) -> dict[str, str]:
    """The same phrases in Traditional characters, in which the tables have few."""
    from generator.conversion import converter

    return dict(zip(converter("s2t")("\n".join(phrases)).split("\n"), phrases.values(), strict=True))
