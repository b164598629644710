"""`content/synonyms.yml`: what people say for the words that pages use."""

from __future__ import annotations

from generator.model.records import about, record
from generator.model.values import Line


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
