"""What all sheets share: the measures of their paper, and the room that numbers, notes and names take on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from generator import fit
from generator.entry import Entry
from generator.model.edition import text_in
from generator.site import Site
from generator.text import Speech

# Bold letters are wider than the others.
BOLD = 1.07


def short(t: Speech, value: Any, room: float, most: int) -> dict[str, str]:
    """A text cut to some lines of `room` ems, still in the language it was in."""
    text, lang = text_in(value, t.lang, t.main)
    return {lang: fit.shorten(text, room, most)}


def calls_of(t: Speech, numbers: Iterable[Entry]) -> list[tuple[str, Any]]:
    """Numbers with what they are for; a title that ends in its own number need not say it twice."""
    found = []
    for entry in numbers:
        text, lang = text_in(entry.record.title, t.lang, t.main)
        found.append((entry.record.number, {lang: text.removesuffix(entry.record.number).rstrip() or text}))
    return found


def calls_tall(t: Speech, calls: list[tuple[str, Any]], measure: float) -> float:
    """The height of the row of numbers: each a box with a big number, its purpose below it."""
    across = (measure + 6) / max(len(calls), 1) - 16
    return 32 + 13 * max((fit.lines(t.plain(name), across / 11) for _, name in calls), default=0)


def notes_of(site: Site, t: Speech, entry: Entry) -> list[tuple[str, str]]:
    """What must be known of a record before its first word: that it is over, archived or invented."""
    state, record = site.state[entry.key], entry.record
    found: list[tuple[str, str]] = []
    if state == "withdrawn":
        found.append(
            (t.words["state.withdrawn"], t.word("withdrawn.note", day=record.withdrawn.date, reason=t(record.withdrawn.reason)))
        )
    elif state == "expired":
        found.append((t.words["state.expired"], t.word("expired.note", day=entry.row.ends)))
    elif state == "upcoming":
        found.append((t.words["state.upcoming"], t.word("upcoming.note", day=entry.row.begins)))
    if not getattr(record, "in_force", True):
        found.append((t.words["archived"], t.words["archived.note"]))
    if entry.row.sample:
        found.append((t.words["sample"], t.words.get(f"sample.note.{entry.kind}") or t.words["sample.note"]))
    return found


def largest(text: str, sizes: tuple[int, ...], measure: float, most: int) -> int:
    """The largest type in which a text takes at most so many lines, or the smallest there is."""
    return next((size for size in sizes if fit.lines(text, measure / size / BOLD) <= most), sizes[-1])


def within_lines(t: Speech, names: list[Any], most: int, room: float) -> list[Any]:
    """As many names, one after the other, as stand in so many lines of `room` ems."""
    while names and fit.lines("".join(f"{t.plain(name)}、" for name in names), room) > most:
        names = names[:-1]
    return names


# --- the A4 page ---------------------------------------------------------------------------------------------------

# A4 less 10 mm on every side, in points, and the room between two parts.
WIDE, TALL = 538.0, 782.0
GAP = 5.0
LEADING = 1.3


def masthead(t: Speech) -> float:
    """The height of the line with the site's name, and of the banner below it."""
    banner = t.plain(t.edition.banner) if t.edition.banner else ""
    return 22 + (fit.height([banner], WIDE, 11, LEADING) if banner else 0)


def notes_tall(notes: list[tuple[str, str]]) -> float:
    """The height of the framed notes: some words of 18 points, then a text of 14 in each."""
    # A quarter more for the words in larger type.
    texts = [f"{heading}{heading[::4]} {Markup(note).striptags()}" for heading, note in notes]
    return (18 + GAP) * len(notes) + fit.height(texts, WIDE - 24, 14, LEADING)


def foot_tall(site: Site, t: Speech, path: str, facts: Iterable[str]) -> float:
    """The height of the code to scan and of what stands beside it: the page's address, and some facts in small type.

    Where a ledger is kept its root code follows the address, in one piece: it may take a line of its own.
    """
    address = t.words["sheet.scan"] + t.edition.url + t.edition.folder(t.code) + path
    beside = fit.height([address], 445, 13, 1.4) + fit.height(facts, 445, 11, LEADING, 2) + (18 if site.history else 0)
    return 7 + max(beside, 85)
