"""Every kind of record, each of a class of its own: fields, their types, and their names and meaning in Chinese and English."""

from __future__ import annotations

from generator.model.guidelines import Guideline
from generator.model.honours import Commendation
from generator.model.needs import Opportunity
from generator.model.news import Notice, Rumour
from generator.model.services import Help, Hotline
from generator.model.streets import Area
from generator.model.units import Organization

KINDS: dict[str, type] = {
    "guidelines": Guideline,
    "opportunities": Opportunity,
    "help": Help,
    "organizations": Organization,
    "commendations": Commendation,
    "areas": Area,
    "rumours": Rumour,
    "notices": Notice,
    "hotlines": Hotline,
}
"""Every kind of record by the name of its folder and address."""
