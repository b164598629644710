"""What a new record is called, and where it is kept, when nobody says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from typing import Any

from generator import reading
from generator.load import ContentFile

_LONGEST = 50


def suggested(title: Mapping[str, str], main: str, taken: Container[str]) -> str:
    """An id that nobody has: from the English title, or else from how the title is read aloud."""
    text = title.get("en") or reading.reading(title.get(main, ""))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "record"
    if len(name) > _LONGEST:
        name = name[: name.rfind("-", 0, _LONGEST + 1)] if "-" in name[:_LONGEST] else name[:_LONGEST]
    number, found = 2, name
    while found in taken:
        number, found = number + 1, f"{name}-{number}"
    return found


def home(kind: str, id: str, record: Mapping[str, Any], files: Iterable[ContentFile]) -> str:
    """The file of a new record: in the folder of its street or county where records of the kind lie in such folders."""
    street = str(record.get("street") or "")
    folders = {file.name.split("/")[1] for file in files if file.name.count("/") > 1}
    near = [folder for folder in folders if folder.isdigit() and street.startswith(folder)]
    if street and near:
        return f"{kind}/{max(near, key=len)}/{id}.yml"
    return f"{kind}/{street[:6]}/{id}.yml" if street[:6].isdigit() and any(map(str.isdigit, folders)) else f"{kind}/{id}.yml"
