"""Every problem an editor may be told of: by its code, what was found and how to mend it, in Chinese and English."""

from __future__ import annotations

from generator.messages.fields import FIELDS
from generator.messages.files import FILES
from generator.messages.rules import RULES
from generator.messages.search import SEARCHES

MESSAGES: dict[str, dict[str, tuple[str, str]]] = {**FILES, **FIELDS, **SEARCHES, **RULES}
