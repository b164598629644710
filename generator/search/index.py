"""The files of the index: what a browser loads to search, each a script that calls one function, so that `file://` works too.

`<lang>.js` (the core)   pages and their ranks, the vocabulary with its sounds, synonyms, places; while the site is small also the
                         names of all pages, in which most of what is asked is found without any other file
`<lang>-t<n>.js`         what each term is found in, by its first character
`<lang>-d<n>.js`         names of some pages, where the core has not room for all
`<lang>-x<n>.js`         running text of some parts, for the lines under a result
`<lang>-e.js`            foreign words that people say instead, loaded where Latin letters are typed
`<lang>-r.js`            sounds and other forms of characters that stand in no name, loaded where one is typed
`<lang>-p<x>.js`         places that begin with a letter, where the core has not room for all

Numbers are written in ninety printable characters: forty-five end a number, the others say that more follows.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from hashlib import blake2b
from operator import add
from typing import Any, NamedTuple

from generator.model.divisions import LEVELS, Division
from generator.reading import place_reading, reading
from generator.search.documents import KINDS, Document, Part
from generator.search.terms import HAN, IS_HAN, LIGHT, LIGHT_ENGLISH, compact, distinct, fold, pieces, simplified, stem
from generator.site import STATES

FORMAT = 1
CALL = "zhiyinSearch"
"""The function that every file calls with its name, the mark of its index, and its data."""

NAMES_ROOM = 100_000
"""So many bytes of names stand in the core; a site with more keeps them apart."""
WORDS_ROOM = 30_000
"""And then so many characters of the commonest words are its vocabulary."""
PLACES_ROOM = 4_000
SHARD = 6_000
"""About so many characters of postings stand in one file."""
TEXT_SHARD = 5_000
# Where results come from all over a large site, each brings a file of its own: those are smaller.
TEXT_SHARD_AT_SCALE = 2_000
NAMES_SHARD = 1_800

BODY, FACT, HEADING, TITLE = range(4)
"""How much a field says, as kept with every posting."""

_DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\=<')[:90]
_ENDS, _MORE = _DIGITS[:45], _DIGITS[45:]
_ROWS = "\n"
_FIELDS = "\v"
_NAMES = "\t"
_SOUND = re.compile("(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiouv][aeiou]{0,2}(?:n|ng|r)?")
_BLANKS = re.compile(r"\s+")

Synonyms = Sequence[Mapping[str, Any]]
"""The rows of `content/synonyms.yml`."""


class File(NamedTuple):
    """One file of the index."""

    name: str
    content: bytes


class Source(NamedTuple):
    """All that an index of one language is made from."""

    lang: str
    main: str
    today: str
    documents: Sequence[Document]
    divisions: Mapping[str, Division]
    synonyms: Synonyms = ()
    words: Sequence[str] = ()
    """Words of the vocabularies."""
    other: str = ""
    """The language in which is searched what this one does not have."""

    @property
    def chinese(self) -> bool:
        return self.lang == self.main


def files(source: Source) -> list[File]:
    """Every file of the index of one language. The same source gives the same bytes."""
    parts = [part for document in source.documents for part in document.parts]
    names = [_page_names(document) for document in source.documents]
    small = sum(len(name.encode()) for name in names) <= NAMES_ROOM
    terms = _term_files(parts, bodies_only=small)
    texts = _blocks([_text(part) for part in parts], TEXT_SHARD if small else TEXT_SHARD_AT_SCALE)
    kept_names = _blocks(names, NAMES_SHARD)
    letters = _places_by_letter(source) if len(source.divisions) > PLACES_ROOM else {}
    core = {
        "format": FORMAT, "lang": source.lang, "other": source.other, "kinds": KINDS, "states": STATES,
        "day": source.today, "pages": _pages(source), "codes": _codes(source),
        "names": _ROWS.join(names) if small else "", "terms": len(terms), "fields": 1 if small else 4,
        "docs": [] if small else _starts(kept_names), "texts": _starts(texts), "letters": sorted(letters),
        **_vocabulary(source, "" if small else _common_words(source)),
        "places": _places(source, upper=bool(letters)),
    }  # fmt: skip
    rare: dict[str, str] = {}
    if source.chinese:
        core["sounds"], rare = _sounds_and_forms(core, source)
    shards: list[tuple[str, Any]] = [(f"t{number}", lines) for number, lines in enumerate(terms)]
    if core["foreign"]:
        shards.append(("e", _ROWS.join(filter(None, (_synonym_row(row, ("en",)) for row in source.synonyms)))))
    if rare:
        shards.append(("r", rare))
    shards += [(f"x{number}", _ROWS.join(block)) for number, block in enumerate(texts)]
    if not small:
        shards += [(f"d{number}", _ROWS.join(block)) for number, block in enumerate(kept_names)]
    shards += [(f"p{letter}", lines) for letter, lines in sorted(letters.items())]
    return _written(source.lang, core, shards)


def _written(lang: str, core: dict[str, Any], shards: Sequence[tuple[str, Any]]) -> list[File]:
    """The core knows the mark of every other file, so that a change renews it and those that hold something else, and no more."""
    others = [(name, _mark(data, 3), data) for name, data in shards]
    core |= {"marks": {name: mark for name, mark, _ in others}}
    made = [(lang, _mark(core, 6), core), *((f"{lang}-{name}", mark, data) for name, mark, data in others)]
    return [File(name, f"{CALL}({_json(name)},{_json(mark)},{_json(data)});\n".encode()) for name, mark, data in made]


def _mark(data: Any, size: int) -> str:
    """A mark of some data, in twice so many hexadecimal digits."""
    return blake2b(_json(data).encode(), digest_size=size).hexdigest()


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")


@lru_cache(maxsize=65536)
def number(value: int) -> str:
    """A number in few characters, the lowest digit first."""
    text = ""
    while value >= 45:
        text += _MORE[value % 45]
        value //= 45
    return text + _ENDS[value]


def _blocks(rows: Iterable[str], room: int) -> list[list[str]]:
    blocks: list[list[str]] = []
    size = room + 1  # so that the first row begins a block
    for row in rows:
        if size + len(row) > room:
            blocks.append([])
            size = 0
        blocks[-1].append(row)
        size += len(row) + 1
    return blocks


def _starts(blocks: Sequence[Sequence[str]]) -> list[int]:
    starts, place = [], 0
    for block in blocks:
        starts.append(place)
        place += len(block)
    return starts


# --- pages ---------------------------------------------------------------------------------------------------------


def _pages(source: Source) -> list[str]:
    """Of all pages their kinds, states, numbers of parts, places left, days since they were checked, places' numbers, and days to go.

    The last is one more than the days until what the page tells of is over, or nothing where it has no end.
    """
    places = {code: place for place, code in enumerate(_codes(source), 1)}
    today = date.fromisoformat(source.today)
    columns: Iterable[tuple[int, ...]] = zip(
        *(
            (
                KINDS.index(document.kind), STATES.index(document.state), len(document.parts), document.left,
                max((today - date.fromisoformat(document.day)).days, 0), places.get(document.code, 0), _days_to_go(today, document.ends),
            )
            for document in source.documents
        ),
        strict=True,
    )  # fmt: skip
    return ["".join(map(number, column)) for column in columns]


def _days_to_go(today: date, ends: str) -> int:
    return max((date.fromisoformat(ends) - today).days, 0) + 1 if ends else 0


def _codes(source: Source) -> list[str]:
    return distinct(sorted(document.code for document in source.documents))


def _page_names(document: Document) -> str:
    """The names of a page, a line for each part: anchor (for the head the id), title and other names, facts."""
    return _ROWS.join(
        _FIELDS.join(
            (
                part.anchor or document.id,
                _NAMES.join(distinct(map(_line, (part.title, *part.names)))),
                _NAMES.join(distinct(map(_line, part.facts))),
            )
        )
        for part in document.parts
    )


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _text(part: Part) -> str:
    return _line(" ".join(part.body))


# --- terms ---------------------------------------------------------------------------------------------------------


def _term_files(parts: Sequence[Part], bodies_only: bool) -> list[str]:
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
    return [_ROWS.join(shard) for shard in shards]


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
    names = _terms("\n".join((part.title, *part.names)))
    facts = set().union(*map(_terms_of_fact, part.facts))
    body = _terms("\n".join(part.body))
    if bodies_only:
        return dict.fromkeys(sorted(body - names - facts), BODY)
    strongest = dict.fromkeys(body, BODY)
    strongest |= dict.fromkeys(facts, FACT)
    strongest |= dict.fromkeys(names, HEADING if section else TITLE)
    return strongest


@lru_cache(maxsize=65536)
def _terms_of_fact(text: str) -> frozenset[str]:
    """Most facts are places and words of lists, the same on many pages: each is cut once."""
    return frozenset(_terms(text))


def _terms(text: str) -> set[str]:
    """The same as `generator.search.terms.terms`, faster."""
    found: set[str] = set()
    for piece in pieces(fold(text)):
        if piece > "\x7f":
            if len(piece) == 1:
                found.add(piece)
            else:
                found.update(map(add, piece, piece[1:]))
        else:
            found.add(stem(piece))
    return found


# --- vocabulary ----------------------------------------------------------------------------------------------------


def _vocabulary(source: Source, common: str) -> dict[str, Any]:
    row_of = partial(_synonym_row, langs=("zh", "yue")) if source.chinese else _alike
    rows = _ROWS.join(filter(None, map(row_of, source.synonyms)))
    light = LIGHT if source.chinese else LIGHT_ENGLISH
    words = distinct([*map(compact, source.words), *common.split(_NAMES)])
    foreign = source.chinese and any(row.get("en") for row in source.synonyms)
    return {"synonyms": rows, "words": _NAMES.join(words), "light": " ".join(light), "foreign": foreign}


def _synonym_row(row: Mapping[str, Any], langs: Sequence[str]) -> str:
    """`word|other word=what people say|…`, or nothing."""
    words = distinct(compact(str(word)) for word in _list(row["word"]))
    said = distinct(compact(str(word)) for lang in langs for word in _list(row.get(lang)))
    others = [word for word in said if word not in words]
    return f"{'|'.join(words)}={'|'.join(others)}" if others else ""


def _alike(row: Mapping[str, Any]) -> str:
    """What is said in another language, where all that is said is a word of the pages too."""
    said = distinct(compact(str(word)) for word in _list(row.get("en")))
    return f"{'|'.join(said)}=" if len(said) > 1 else ""


def _list(value: Any) -> Sequence[Any]:
    return () if value is None else value if isinstance(value, (list, tuple)) else (value,)


def _common_words(source: Source) -> str:
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
    return _NAMES.join(kept)


def _short(text: str) -> Iterator[str]:
    """A name, or what stands between its marks, if it is short enough to be a word."""
    for piece in re.split(f"[^{HAN}0-9a-z ]+", fold(text)):
        if 2 <= len(piece := compact(piece)) <= 12:
            yield piece


# --- places --------------------------------------------------------------------------------------------------------


def _places(source: Source, upper: bool) -> str:
    """The tree of places, each after the one it lies in: level, what its code has in common with the last one's, the rest, name.
    A street whose number is the next one has its name alone."""
    rows, last = [], ""
    for division in _tree(source.divisions):
        if upper and division.level == LEVELS[-1]:
            continue
        told = f"{LEVELS.index(division.level)}{_code(division.code, last)}"
        rows.append(("" if division.code == _next(last) else told) + _called(division, source))
        last = division.code
    return _ROWS.join(rows)


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


def _called(division: Division, source: Source) -> str:
    """A place's name, after `|` how it is spelt if a dictionary reads it otherwise."""
    if not source.chinese:
        return " " + (division.name_en or division.name)
    spelt = "" if _odd_sound(division) else _spelling(division)
    read = reading(division.name).replace(" ", "")
    return f" {division.name}" + ("" if read.startswith(spelt) or not spelt else f"|{spelt}")


def _odd_sound(division: Division) -> tuple[str, str] | None:
    """The one character of a name that sounds otherwise than a dictionary says, and how, as the spelling shows."""
    spelt, sounds = _spelling(division), reading(division.name).split()
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


def _spelling(division: Division) -> str:
    """The name proper as signs spell it, in small letters without spaces, or nothing."""
    spelt = place_reading(division.name, division.name_en).split()
    return spelt[0] if len(spelt) > 1 and division.name_en else ""


def _places_by_letter(source: Source) -> dict[str, str]:
    """The places of the lowest level, by the letters their names begin with."""
    rows: dict[str, list[str]] = defaultdict(list)
    for division in _tree(source.divisions):
        if division.level != LEVELS[-1]:
            continue
        read = reading(division.name_en or division.name) if not source.chinese else reading(division.name)
        for letter in {read[:1], _spelling(division)[:1]} - {""}:
            rows[letter if "a" <= letter <= "z" else "0"].append(f"{division.code} {_called(division, source).lstrip()}")
    return {letter: _ROWS.join(lines) for letter, lines in rows.items()}


# --- sounds and forms ----------------------------------------------------------------------------------------------


def _sounds_and_forms(core: Mapping[str, Any], source: Source) -> tuple[str, dict[str, str]]:
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
        if (odd := _odd_sound(division)) and not reading(division.name).replace(" ", "").startswith(_spelling(division)):
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
