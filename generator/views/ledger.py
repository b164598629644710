"""What the pages of the public ledger show: how it stands, how each record changed, and what had to be put right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from generator import promptness
from generator.differences import differences, leaves
from generator.entry import Entry
from generator.follow import Way
from generator.history import Version, told_in
from generator.model.edition import text_in
from generator.model.kinds import KIND_NAMES
from generator.site import Site
from generator.text import Speech
from generator.views import Values

TOLD_LIMIT = 200
SHOWN_LIMIT = 40
"""At most this many differences of one version; the rest are counted."""
TEXTS_LIMIT = 12_000
"""Old versions stand there whole, the newest first, as long as they come to no more characters; the others are to be had as data."""


class Told(NamedTuple):
    """A correction, withdrawal or erasure."""

    sequence: int
    kind: str
    id: str
    sort: str
    day: str
    reasons: list[Any]
    office: Any
    title: Any
    """As the record had it; its kind and id where nothing is left of it."""
    entry: Entry | None
    """The record, where it is still there."""
    clocks: list[promptness.Clock]
    """How soon what it tells was public."""


def told_of(site: Site) -> list[Told]:
    """Corrections, withdrawals and erasures, newest first."""
    if site.history is None:
        return []
    return [_told(site, sequence) for sequence in site.history.told[:TOLD_LIMIT]]


def _told(site: Site, sequence: int) -> Told:
    history = site.history
    assert history is not None
    version = history.version(sequence)
    entry = version.entry
    return Told(
        entry.sequence, entry.kind, entry.id, entry.sort, version.day, reasons(site, version), office(site, version),
        _title(site, entry.kind, entry.id), site.entry(entry.kind, entry.id),
        promptness.clocks(site, entry.kind, history.chain(entry.kind, entry.id)).get(sequence, []),
    )  # fmt: skip


def reasons(site: Site, version: Version) -> list[Any]:
    """Why there is a version, in every language in which its own text says what its entry says; else in the entry's words."""
    said = version.entry.reason
    words = told_in(version.text, text_before(site, version))[1] if version.text else []
    if " ".join(_main(site, text) for text in words) == said:
        return words
    return [said] if said else []


def office(site: Site, version: Version) -> Any:
    """The office of a version: as its text has it, or the one before, if that is the office that its entry names."""
    owner = (version.text or text_before(site, version) or {}).get("owner", "")
    return owner if owner and _main(site, owner) == version.entry.office else version.entry.office


def text_before(site: Site, version: Version) -> dict[str, Any] | None:
    """What the version said whose place a version took."""
    assert site.history is not None
    return site.history.version(version.before).text if version.before is not None else None


def _main(site: Site, text: Any) -> str:
    """A text in the site's first language, in which entries are."""
    return text_in(text, site.edition.main, site.edition.main)[0]


def _title(site: Site, kind: str, id: str) -> Any:
    """The title that a record has, or had last."""
    assert site.history is not None
    if kind == "areas" and id in site.divisions:
        return f"area:{id}"
    texts = (version.text for version in site.history.chain(kind, id))
    return next((text["title"] for text in texts if text and "title" in text), f"{kind}/{id}")


def one(site: Site) -> list[str]:
    """The one page that there is where a log is kept."""
    return [""] if site.history else []


def ids(kind: str) -> Callable[[Site], Iterable[str]]:
    """Every record of a kind that was ever published, also those of which nothing is left."""
    return lambda site: site.history.ids(kind) if site.history else []


def index(site: Site, id: str) -> Values:
    """How the log stands, and how to check it."""
    history = site.history
    assert history is not None
    code, day = history.last_code
    heads = history.heads.values()
    return {
        "title": "ledger.title", "description": "ledger.lead", "code": code, "day": day, "origin": history.log.said.origin,
        "records": history.records, "versions": sum(head.version for head in heads) - len(history.renames), "told": len(history.told),
        "signers": history.signers, "keys": [str(key) for key in history.log.keys], "folder": _folder(site), "archives": history.archives,
        "tally": promptness.tally(site), "began": began(site), "late": _late(site),
    }  # fmt: skip


def _late(site: Site) -> list[tuple[str, str, Any, promptness.Clock]]:
    """What was public late, the last first: kind and id of its record, its title, and how late."""
    late = [row for row in site.once(promptness.all_clocks) if row[2].how == "late"]
    newest = sorted(late, key=lambda row: row[2].day, reverse=True)[:SHOWN_LIMIT]
    return [(kind, id, _title(site, kind, id), clock) for kind, id, clock in newest]


def began(site: Site) -> str:
    """The day on which the log began, where days are counted by it."""
    within = site.once(promptness.period)
    return within.began if within else ""


def _folder(site: Site) -> str:
    """Where programs fetch the log."""
    return f"{site.edition.url}ledger/"


def corrections(site: Site, id: str) -> Values:
    """What was corrected, withdrawn or erased, newest first."""
    return {
        "title": "ledger.corrections", "description": "ledger.corrections.lead", "told": site.once(told_of),
        "began": began(site), "follow": Way("", "feeds/corrections"),
    }  # fmt: skip


def browser(site: Site, id: str) -> Values:
    """The page that checks a page and its record in the reader's browser."""
    return {"title": "ledger.browser", "description": "ledger.browser.lead", "kinds": list(KIND_NAMES)}


def record(kind: str) -> Callable[[Site, str], Values]:
    """How a record of a kind changed, version by version, newest first."""

    def view(site: Site, id: str) -> Values:
        history = site.history
        assert history is not None
        title, now = _title(site, kind, id), history.now(kind, id)
        other = now if now != (kind, id) else history.other(kind, id)
        return {
            "title": ("ledger.of", {"name": title}), "description": ("ledger.of", {"name": title}), "named": title, "kind": kind, "id": id,
            "current": site.entry(kind, id), "versions": _versions(site, kind, history.chain(kind, id)), "is_renamed": other == now,
            "other": other and (*other, _title(site, *other)), "other_entry": other and site.entry(*other), "began": began(site),
        }  # fmt: skip

    return view


def _versions(site: Site, kind: str, found: list[Version]) -> list[tuple[Any, ...]]:
    """A record's versions as plain values."""
    clocks = promptness.clocks(site, kind, found)
    return [_plain(site, version, clocks.get(version.entry.sequence, [])) for version in found]


def _plain(site: Site, version: Version, clocks: list[promptness.Clock]) -> tuple[Any, ...]:
    """A version as plain values, of which a page's key can tell."""
    entry, run = version.entry, promptness.run(site, version, text_before(site, version))
    text = json.dumps(version.text, ensure_ascii=False) if version.text is not None else ""
    return (
        entry.version, entry.sequence, entry.sort, version.day, reasons(site, version), office(site, version), version.code,
        version.is_erased, clocks, run, entry.id, entry.to, version.before, text,
    )  # fmt: skip


# --- in words ------------------------------------------------------------------------------------------------------


class Shown(NamedTuple):
    """A version as its page shows it."""

    version: int
    sequence: int
    sort: str
    day: str
    reasons: list[Any]
    office: Any
    code: str
    is_erased: bool
    clocks: list[promptness.Clock]
    """How soon what it is the first to tell was public."""
    run: promptness.Run | None
    """How long the public notice that it is the first to tell of could be read."""
    id: str
    """What the record was called then."""
    to: str
    """What it was called from then on, if this is when it was renamed."""
    before: int | None
    number: int
    """Which version it is, counted through all ids that the record had."""
    is_last: bool
    lines: list[tuple[str, str, str]]
    """What it said: the name of each field, the language of its words if it is not the page's, and its words."""
    changes: list[tuple[str, str, list[tuple[str, str]]]]
    """What is not as in the version before: the same, the words with how each came or went."""
    is_compared: bool
    """Whether there is a text before it to compare it with."""
    more: int
    elsewhere: int
    """Differences in other languages' words."""
    is_elsewhere: bool
    """Whether it is too long for the page, with those that are newer."""


def arrange(site: Site, t: Speech, values: Values) -> Values:
    """The versions with what changed between them, word by word."""
    kind, versions = values["kind"], values["versions"]
    texts = {version[1]: json.loads(version[-1]) if version[-1] else None for version in versions}
    counted = [version[1] for version in reversed(versions) if not version[-3]]
    numbers = {sequence: number for number, sequence in enumerate(counted, 1)}
    places = {version[1]: (numbers.get(version[1], 0), not at) for at, version in enumerate(versions)}
    shown = [_shown(t, kind, version, places[version[1]], texts[version[1]], texts.get(version[-2])) for version in versions]
    return {"shown": _bounded(shown)}


def _bounded(shown: list[Shown]) -> list[Shown]:
    """The same, with no more whole texts of old versions than a poor network bears; the newest of them always."""
    found, length = [], 0
    for each in shown:
        long = sum(len(label) + len(text) for label, _, text in each.lines)
        fits = not length or length + long <= TEXTS_LIMIT
        found.append(each if fits else each._replace(lines=[], is_elsewhere=bool(each.lines)))
        length += long
    return found


def _shown(t: Speech, kind: str, version: tuple[Any, ...], place: tuple[int, bool], text: Any, before: Any) -> Shown:
    text, before = _in_order(t, kind, text), _in_order(t, kind, before)
    found = differences(_compared(before), _untold(_compared(text), before)) if text and before else []
    own = [difference for difference in found if _is_own(t, difference.path)]
    named = [(*_head(t, kind, path, pieces), _pieces(t, pieces)) for path, pieces in own[:SHOWN_LIMIT]]
    lines = (
        []
        if place[1] or not text
        else [(*_head(t, kind, path, [("", said)]), _said(t, said)) for path, said in leaves(text) if _is_own(t, path)]
    )
    more = (*place, lines, named, bool(text and before), max(0, len(own) - SHOWN_LIMIT), len(found) - len(own), False)
    return Shown._make((*version[:-1], *more))


def _compared(text: dict[str, Any]) -> dict[str, Any]:
    """A version but for what it was called, which a rename tells of."""
    return {key: value for key, value in text.items() if key not in ("id", "formerly")}


def _untold(text: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A version but for what it tells of itself, which stands above as its reason. What it no longer tells shows."""
    known = [change for change in text.get("changes", []) if change in before.get("changes", [])]
    return {**text, "changes": known}


def _in_order(t: Speech, path: str, value: Any) -> Any:
    """A version with its fields in the order that the model has them in; the log has them by their letters."""
    if isinstance(value, list):
        return [_in_order(t, path, item) for item in value]
    if not isinstance(value, dict):
        return value
    places = {name: place for place, name in enumerate(t.labels) if name.startswith(path)}
    keys = sorted(value, key=lambda key: places.get(f"{path}.{key}", len(places)))
    return {key: _in_order(t, f"{path}.{key}", value[key]) for key in keys}


def _head(t: Speech, kind: str, path: tuple[str | int, ...], pieces: list[tuple[str, str]]) -> tuple[str, str]:
    """What a field is called, and the language of its words where that is not the page's: codes and dates are in none."""
    is_other = t.lang != t.main and path[-1] not in t.edition.codes and not all(_said(t, text).isascii() for _, text in pieces)
    return _name(t, kind, path), t.edition.tag(t.main) if is_other else ""


def _pieces(t: Speech, pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(how, _said(t, text)) for how, text in pieces]


def _said(t: Speech, text: str) -> str:
    """A word of one of the edition's vocabularies as readers know it; any other text as it is."""
    if text in ("true", "false"):
        return str(t.words["yes" if text == "true" else "no"].unescape())
    return next((str(table[text].striptags()) for table in t.terms.values() if text in table), text)


def _is_own(t: Speech, path: tuple[str | int, ...]) -> bool:
    """Whether words are in the page's language, or in none of its own."""
    return path[-1] not in t.edition.codes or path[-1] == t.lang


def _name(t: Speech, kind: str, path: tuple[str | int, ...]) -> str:
    """What a field is called, with the number of its place in each list on the way."""
    words = [part for part in path if isinstance(part, str) and part not in t.edition.codes]
    label = t.labels.get(".".join([kind, *words]))
    numbers = ".".join(str(part + 1) for part in path if isinstance(part, int))
    return " ".join(filter(None, [str(label.unescape()) if label else " ".join(words), numbers]))
