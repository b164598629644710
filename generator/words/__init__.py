"""The program's own words for readers, in Chinese and English. An edition replaces any of them in `words` of `site.yml`."""

from __future__ import annotations

from generator.words.checking import CHECKING
from generator.words.counted import COUNTED
from generator.words.fields import FIELDS
from generator.words.frame import FRAME
from generator.words.home import HOME
from generator.words.ledger import LEDGER
from generator.words.lists import LISTS
from generator.words.needs import NEEDS
from generator.words.records import RECORDS
from generator.words.search import SEARCH
from generator.words.sheets import SHEETS

WORDS: dict[str, dict[str, str]] = {
    **FRAME, **HOME, **RECORDS, **NEEDS, **LISTS, **LEDGER, **CHECKING, **SHEETS, **COUNTED, **FIELDS, **SEARCH,
}  # fmt: skip
