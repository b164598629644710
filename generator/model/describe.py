"""How a class of records is made, and how each of its fields is described in Chinese and English.

Everything that describes a field (schemas, field reference, templates for sheets and forms, labels on pages) is made from this.
"""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

# Validators are built on first use: a build that reads one record needs one.
CONFIG = ConfigDict(extra="forbid", defer_build=True)
# Slots keep a record at a quarter of the memory of a model with a dictionary: 26,000 of them must fit in 250 MB.
record = dataclass(slots=True, kw_only=True, config=CONFIG)

_REQUIRED: Any = ...


def about(zh: str, en: str, why_zh: str, why_en: str, example: Any = None, default: Any = _REQUIRED) -> Any:
    """Describe a field: its name on pages and what an editor should write, in both languages."""
    extra: dict[str, Any] = {"x-title": {"zh": zh, "en": en}, "x-help": {"zh": why_zh, "en": why_en}}
    more: dict[str, Any] = {"examples": [example]} if example is not None else {}
    if default in (list, dict):
        more["default_factory"] = default
    elif default is not _REQUIRED:
        more["default"] = default
    return Field(title=zh, description=why_zh, json_schema_extra=extra, **more)
