"""`content/synonyms.yml`: what people say for the words that pages use; `content/searches.yml`: what they must find."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.values import Flag, LanguageCode, Line, choice

WAYS = (
    "words", "fragment", "several", "code", "place", "half", "pinyin", "initials", "traditional", "typo", "colloquial", "cantonese",
    "english", "nonsense",
)  # fmt: skip
"""Ways in which people type."""


@record
class Synonym:
    """One thing: the word that pages have for it, and what people say instead."""

    word: Line = about("词", "Word", "页面上用的词", "The word that pages use", "发热")
    zh: list[Line] = about("别的说法", "Other words", "普通话里的别的说法", "What else it is called in Mandarin", ["发烧"], list)
    yue: list[Line] = about(
        "方言说法", "Local words", "粤语等方言里的说法", "What it is called in Cantonese and the like", ["发滚"], list
    )
    en: list[Line] = about("英文说法", "English words", "英文里的说法", "What it is called in English", ["fever"], list)


@record
class Vocabulary:
    """The whole of `content/synonyms.yml`."""

    synonyms: list[Synonym] = about("同义词", "Synonyms", "每行一件事", "One row for each thing")


# One field, one line, as in the records.
# fmt: off

@record
class Search:
    """One thing people type, and what must be found."""

    type: Line = about("打的字", "What is typed", "照大家会打的样子写", "As people would type it", "睇医生")
    way: choice(*WAYS) = about("怎样打", "Way of typing", "整词、拼音、错字、方言等，写其中一个英文词", "Whole words, pinyin, misspelt, dialect and so on: one of the words", "words")  # type: ignore[valid-type]
    find: list[Line] = about("应当找到", "Must find", "哪些记录排在最前都算对，写 种类/编号", "Any of these records may come first, as kind/id", ["hotlines/fire-119"], list)
    none: Flag = about("不该找到", "Must find nothing", "乱打的、和这里无关的写 true", "true for nonsense and for what has nothing to do with this site", None, False)
    lang: LanguageCode | None = about("在哪种语言的页面上", "On pages in", "不写就是第一种语言", "The first language if absent", "en", None)


@record
class Searches:
    """The whole of `content/searches.yml`."""

    searches: list[Search] = about("验收搜索", "Searches to hold", "每行一种打法", "One row for each thing typed")
