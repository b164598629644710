"""Private keys in files of their own, which stand in no edition and in no repository."""

from __future__ import annotations

import os
from pathlib import Path

from generator.tlog import notes
from generator.tlog.state import Fault, Log, text_of


def make(file: Path, name: str) -> notes.Signer:
    """A new key in a file that only its owner can read. One that is there is never written over."""
    signer = notes.new_signer(name)
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Fault("key-there", file=file) from None
    with open(handle, "w", encoding="ascii") as key:
        key.write(f"{signer}\n")
    return signer


def read(file: Path, name: str) -> notes.Signer:
    """The key in a file; one of OpenSSH goes by the name that is given."""
    try:
        return notes.signer(text_of(file), name)
    except notes.BadKey as error:
        raise Fault("bad-key", file=file, error=error) from None


def signers(log: Log, file: Path | None) -> list[notes.Signer]:
    """Whose line stands under the next checkpoint. A log that was signed is not left unsigned by mistake."""
    own = [key for key in log.keys if key.sort == notes.ED25519]
    if file is None:
        if own:
            raise Fault("no-key", found=own[-1].name)
        return []
    signer = read(file, log.said.origin.partition("/")[0])
    if signer.verifier() not in own:
        raise Fault("other-key", found=signer.name, file=file)
    return [signer]
