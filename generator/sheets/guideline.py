"""The sheet of a guideline: one A4 page with its plain version in large type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator import fit
from generator.model.edition import text_in
from generator.sheets.measure import (
    BOLD,
    GAP,
    LEADING,
    TALL,
    WIDE,
    calls_of,
    calls_tall,
    foot_tall,
    largest,
    masthead,
    notes_of,
    notes_tall,
)
from generator.site import Site
from generator.text import Speech
from generator.views import Values, numbers

# Type of the plain version, tried in this order until everything fits. Where it does not even in the smallest, the plain
# version is set in the first of the second row in which enough of the other lists fits beside it. The plain version, the
# numbers to call and where it all comes from are never left out; of the other lists the ends are, since editors write what
# matters most first.
_SIZES, _TIGHT = (21, 20, 19, 18, 17, 16), (16, 15, 14)
_ENOUGH = {"dos": 4, "donts": 4, "carry": 3}


def view(site: Site, id: str) -> Values:
    entry = site.all["guidelines"][id]
    return {
        "title": ("sheet.guideline", entry), "description": ("sheet.guideline.lead", entry), "guideline": entry,
        "numbers": numbers(site),
    }  # fmt: skip


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The sizes of title and plain version, what stands of each list, and how many lines of the lists are left out."""
    entry = values["guideline"]
    g, notes, calls = entry.record, notes_of(site, t, entry), calls_of(t, values["numbers"])
    title_size = _title_size(t.plain(g.title))
    room = (
        TALL - masthead(t) - fit.height([t.plain(g.title)], WIDE / BOLD, title_size, 1.2) - notes_tall(notes)
        - calls_tall(t, calls, WIDE) - foot_tall(site, t, f"guidelines/{entry.id}/", _facts(t, g)) - 4 * GAP
    )  # fmt: skip
    size, parts = _fitting(t, g, room)
    plain = fit.first(g.plain, room - _lists_tall(t, g, parts), lambda line: _plain_tall(t, [line], size))
    left_out = len(g.plain) - plain + sum(_left_out(g, parts).values())
    return {
        "title_size": title_size, "size": size, "plain": g.plain[:plain], "parts": parts, "left_out": left_out, "notes": notes,
        "calls": calls, "source": g.sources[0] if g.sources else None,
    }  # fmt: skip


def _title_size(title: str) -> int:
    """One line in large type if it stands in one, otherwise two."""
    one = largest(title, (28, 26, 24, 22), WIDE, 1)
    return one if fit.lines(title, WIDE / one / BOLD) == 1 else largest(title, (24, 22, 20), WIDE, 2)


def _facts(t: Speech, g: Any) -> list[str]:
    """What stands at the foot, line by line, as long as it will be."""
    source = g.sources[0] if g.sources else None
    told = f"{t.words['sheet.source']} {t.plain(source.title)} · {t.plain(source.issuer)} · 2020-02-02 · " if source else ""
    return [
        f"{t.words['sheet.issuer']} {t.plain(t.edition.publisher)} · {t.words['sheet.owner']} {t.plain(g.owner)}",
        told + ((source.number or t.words["sheet.no-number"]) if source else ""),
        f"{t.words['sheet.verified']} 2020-02-02 · {t.words['sheet.until']} 2020-02-02 · {t.words['record.version']} 123456789012",
        t.words["converted"] if t.code != t.lang else t.words["untranslated"] if _falls_back(t, g) else "",
    ]


def _falls_back(t: Speech, g: Any) -> bool:
    """Whether some of a sheet's words are not in its language, which it then says."""
    shown = [g.title, g.owner, *g.plain, *g.dos, *g.donts, *g.carry]
    return any(text_in(text, t.lang, t.main)[1] != t.lang for text in shown)


def _fitting(t: Speech, g: Any, room: float) -> tuple[int, dict[str, list[Any]]]:
    """The size of the plain version, and what stands of the other lists."""
    whole = {name: getattr(g, name) for name in _ENOUGH}
    for size in _SIZES:
        if _plain_tall(t, g.plain, size) + _lists_tall(t, g, whole) <= room:
            return size, whole
    for size in _TIGHT:
        parts = _dealt(t, g, room - _plain_tall(t, g.plain, size))
        if all(len(parts[name]) >= min(enough, len(whole[name])) for name, enough in _ENOUGH.items()):
            break
    return size, parts


def _dealt(t: Speech, g: Any, room: float) -> dict[str, list[Any]]:
    """The first of each list, then the second of each, and so on while there is room; a list once cut short stays so."""
    parts: dict[str, list[Any]] = {name: [] for name in _ENOUGH}
    open_lists = list(_ENOUGH)
    while open_lists:
        for name in list(open_lists):
            place = len(parts[name])
            longer = parts | {name: getattr(g, name)[: place + 1]}
            if place < len(getattr(g, name)) and _lists_tall(t, g, longer) <= room:
                parts = longer
            else:
                open_lists.remove(name)
    return parts


def _left_out(g: Any, parts: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(getattr(g, name)) - len(part) for name, part in parts.items()}


def _plain_tall(t: Speech, plain: Iterable[Any], size: int) -> float:
    return fit.height(map(t.plain, plain), WIDE - 1.7 * size, size, LEADING, 4)


def _lists_tall(t: Speech, g: Any, parts: dict[str, list[Any]]) -> float:
    """The height of dos beside don'ts, of what to carry below them, and of the line on what is left out."""
    columns = max(fit.height(map(t.plain, parts[name]), WIDE / 2 - 41, 14, LEADING, 2) for name in ("dos", "donts"))
    carried = "".join(f"☐{t.plain(item)}、" for item in parts["carry"])
    carry = GAP + fit.height([t.words["sheet.carry"] + carried], WIDE, 14, 1.35) if carried else 0
    more = 19 + GAP if any(_left_out(g, parts).values()) else 0
    return (columns + 30 + GAP if columns else 0) + carry + more
