"""What those who keep a log do besides publishing: bring it back, sign it, sign beside, and erase."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from generator.tlog import canonical, drafts, entries, heads, notes, verify
from generator.tlog.chains import Chains
from generator.tlog.state import Fault, Log, is_own, locked, tell_repositories, text_of
from generator.tlog.writes import CHECKPOINT, put, put_all


def bring_back(folder: Path, site: Path) -> Log:
    """Have a log hold what was published in a site's folder, if that is sound and goes on from what is here."""
    published = site / "ledger" if (site / "ledger").is_dir() else site
    _check(site, verify.verify(site))
    theirs = Log(published)
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / CHECKPOINT).is_file():
        with locked(folder):
            _go_on(theirs, Log(folder), site)
            _copy(theirs, folder)
    else:
        _copy(theirs, folder)
    return Log(folder)


def _go_on(theirs: Log, ours: Log, site: Path) -> None:
    """Raise a fault unless what was published goes on from what is here."""
    if ours.said.size > theirs.said.size:
        ours.agrees(theirs.said)
        raise Fault("ahead", found=ours.said.size, expected=theirs.said.size, file=site)
    theirs.agrees(ours.said)


def _check(site: Path, report: verify.Report) -> None:
    """Raise a fault unless a log holds; what else is wrong with the site is no matter."""
    for code, values in report.problems:
        if str(values.get("file", "ledger/")).startswith("ledger/"):
            said = zip(("zh", "en"), verify.SAYS[code], strict=True)
            raise Fault("not-sound", file=site, found={lang: text.format(**values) for lang, text in said})


def _copy(log: Log, folder: Path) -> None:
    files = {name: log.read(name) for name in log.names if is_own(name)}
    put_all(folder, files)
    tell_repositories(folder)


def sign(folder: Path, signer: notes.Signer) -> Log:
    """Put a line under the checkpoint, by a key that readers know of."""
    with locked(folder):
        log = Log(folder)
        log.add_key(signer.verifier())
        log.sign(signer.sign(log.note.text))
        return log


def add_line(folder: Path, file: Path, key: notes.Verifier) -> Log:
    """Put the line of whoever signs beside under the checkpoint."""
    with locked(folder):
        log = Log(folder)
        for line in text_of(file).splitlines():
            if line.startswith("— ") and _is_by(log, line, key):
                log.add_key(key)
                log.sign(line)
                return log
        raise Fault("bad-line", file=file)


def _is_by(log: Log, line: str, key: notes.Verifier) -> bool:
    try:
        return bool(notes.Note(log.note.text).with_line(line).verified([key]))
    except notes.BadNote:
        return False


def cosign(site: Path, signer: notes.Signer, now: datetime, kept: Path | None) -> str:
    """The line of whoever has checked a published log, and that it goes on from the checkpoint they kept; keeps the new one."""
    known = text_of(kept) if kept and kept.is_file() else ""
    _check(site, verify.verify(site, checkpoint=known))
    log = Log(site / "ledger" if (site / "ledger").is_dir() else site)
    if kept:
        put(kept, str(log.note).encode())
    return signer.cosign(log.note.text, int(now.timestamp()))


def erase(
    folder: Path, kind: str, id: str, reason: str, now: datetime, signers: Sequence[notes.Signer] = (), office: str = ""
) -> Log:
    """Destroy text and salt of every version of a record, whatever it was called, and say so."""
    if not reason.strip():
        raise Fault("no-reason")
    if kind in entries.FILES or _head(folder, kind, id) is None:
        raise Fault("not-logged", found=f"{kind}/{id}")
    with drafts.drafted(folder, now, signers) as draft:
        draft.add([drafts.Change(kind, id, None, "erasure", reason.strip(), office)])
        return draft.commit()


def is_as_logged(folder: Path, kind: str, id: str, values: object) -> bool:
    """Whether a record says what the last version in the log says."""
    return drafts.is_of(_head(folder, kind, id), canonical.canonical(values))


def id_now(folder: Path, kind: str, id: str) -> str:
    """The id that a record has now, from one that it has or had; an id that another took up is that one's."""
    log, head = Log(folder), _head(folder, kind, id)
    if head is None or head.sort != entries.RENAME:
        return id
    with closing(drafts.heads_of(log)) as table:
        return Chains(log.entry, table.renames).now(log.entry(head.sequence))[1]


def _head(folder: Path, kind: str, id: str) -> heads.Head | None:
    """The last version of a record, if there is any."""
    with closing(drafts.heads_of(Log(folder))) as table:
        return table.of(kind, id)
