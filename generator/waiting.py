"""What the next publication would add to the ledger, and where readers would not be told why, for those who edit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from generator.differences import differing
from generator.entry import Entry
from generator.outputs.data import record_json
from generator.outputs.versions import changes
from generator.site import Site
from generator.tlog import drafts
from generator.tlog.state import Log

_QUIET = frozenset((
    "verified", "filled", "status", "sources", "keywords", "aliases", "review_by", "formerly", "overrides", "sample", "changes",
))  # fmt: skip
"""Fields that are kept up without readers having to be told why."""
_NAMED = 8
"""At most so many records are named."""
_SAYS: Mapping[str, Mapping[str, str]] = {
    "waits": {"zh": "下次发布会记上 {count} 个版本。", "en": "Versions that the next publication will add: {count}."},
    "of-sort": {"zh": "{sort}：{names}", "en": "{sort}: {names}"},
    "nothing": {"zh": "内容和账本一致，没有要记的。", "en": "The content is as the ledger has it; there is nothing to add."},
    "untold": {
        "zh": "没写为什么改的有 {count} 条：{names}。读者在意的，在 changes 里加一行；改错别字不用。",
        "en": "{count} do not say why: {names}. If readers would care, add a line to changes; a mended typing error needs none.",
    },
    "new": {"zh": "新增 {count}", "en": "{count} new"}, "edit": {"zh": "修改 {count}", "en": "{count} changed"},
    "correction": {"zh": "更正 {count}", "en": "{count} corrected"}, "withdrawal": {"zh": "撤下 {count}", "en": "{count} withdrawn"},
    "erasure": {"zh": "清除 {count}", "en": "{count} erased"}, "rename": {"zh": "改名 {count}", "en": "{count} renamed"},
}  # fmt: skip


class Waits(NamedTuple):
    """A version that is not published yet: whose, of what sort, and whether readers would not be told why."""

    kind: str
    id: str
    sort: str
    untold: bool


def waiting(site: Site, folder: Path) -> list[Waits]:
    """Every version that the next publication would add. Raises `Fault` where the ledger is not sound."""
    log = Log(folder)
    with closing(drafts.heads_of(log)) as table:
        found = []
        for change in changes(site, log, table):
            head = table.of(change.kind, change.id)
            sort = change.sort or ("edit" if head else "new")
            kept = log.text(head.sequence) if head and head.digest and sort == "edit" and not change.reason else None
            untold = kept is not None and change.record is not None and _is_told_of(json.loads(kept[1]), change.record)
            found.append(Waits(change.kind, change.id, sort, untold))
    return found


def is_untold(folder: Path, entry: Entry) -> bool:
    """Whether a record, as it is now, tells readers something else than when it was last published, and not why."""
    log = Log(folder)
    with closing(drafts.heads_of(log)) as table:
        head = table.of(entry.kind, entry.id)
    kept = log.text(head.sequence) if head and head.digest else None
    # A place is entered with what the table of places says of it, which no record knows.
    if kept is None or entry.kind == "areas":
        return False
    before, now = json.loads(kept[1]), json.loads(record_json(entry))
    known = before.get("changes", [])
    return all(change in known for change in now.get("changes", [])) and _is_told_of(before, now)


def _is_told_of(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two versions differ in what readers go by."""
    return any(_QUIET.isdisjoint(path) for path in differing(before, now))


# --- in words ------------------------------------------------------------------------------------------------------


def counted(found: Iterable[Waits]) -> dict[str, int]:
    """How many versions of each sort there are."""
    return dict(sorted(Counter(each.sort for each in found).items()))


def told(found: Sequence[Waits], lang: str) -> list[str]:
    """How much waits, then what of each sort, and what does not say why: a line each."""
    if not found:
        return [_SAYS["nothing"][lang]]
    rows = [(sort, [_name(each) for each in found if each.sort == sort]) for sort in counted(found)]
    lines = [_said("of-sort", lang, sort=_said(sort, lang, count=len(names)), names=_listed(names, lang)) for sort, names in rows]
    untold = [_name(each) for each in found if each.untold]
    lines += [_said("untold", lang, count=len(untold), names=_listed(untold, lang))] if untold else []
    return [_said("waits", lang, count=len(found)), *lines]


def _name(each: Waits) -> str:
    return f"{each.kind}/{each.id}"


def _listed(names: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _said(key: str, lang: str, **values: object) -> str:
    return _SAYS[key][lang].format(**values)
