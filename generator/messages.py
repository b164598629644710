"""Every problem an editor may be told of: by its code, what was found and how to mend it, in Chinese and English."""

from __future__ import annotations

from generator.field_messages import FIELDS
from generator.file_messages import FILES
from generator.rule_messages import RULES
from generator.search_messages import SEARCHES

MESSAGES: dict[str, dict[str, tuple[str, str]]] = {**FILES, **FIELDS, **SEARCHES, **RULES}
