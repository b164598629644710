"""`zhiyin withdraw`: a record that no longer counts stays, with its reason, so that old links still say what happened."""

from __future__ import annotations

from generator.editing.desk import Desk, Edit, Refused
from generator.load import ContentFile
from generator.model.fields import class_of, field_types

_GONE = {"zh": "撤下。", "en": "Withdrawn."}


def withdraw(desk: Desk, file: ContentFile, reason: str) -> Edit:
    """Withdraw a record today. Raises `Refused` where that cannot be, `Faulty` if the record is not sound."""
    draft = desk.take(file)
    values = draft.values
    if "withdrawn" not in field_types(class_of(file.kind)):
        raise Refused("never-withdrawn")
    if values.get("withdrawn"):
        raise Refused("withdrawn-already", day=values["withdrawn"]["date"])
    values["withdrawn"] = {"date": desk.today.isoformat(), "reason": reason}
    if file.kind == "opportunities":
        values["status"] = "withdrawn"
    desk.tell(values, _GONE, reason)
    return desk.edit(draft)
