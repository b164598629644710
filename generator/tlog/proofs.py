"""Proofs that stand alone (C2SP tlog-proof): that an entry is in the log, and what the log said of itself then."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import NamedTuple

from generator.tlog import notes, tree

HEADER = "c2sp.org/tlog-proof@v1"


class BadProof(Exception):
    """What was given proves nothing; says why."""


class Proof(NamedTuple):
    """The place of an entry, the hashes beside its way to the root, and the checkpoint."""

    place: int
    path: Sequence[bytes]
    checkpoint: notes.Note

    def __str__(self) -> str:
        hashes = "".join(f"{base64.b64encode(hash).decode()}\n" for hash in self.path)
        return f"{HEADER}\nindex {self.place}\n{hashes}\n{self.checkpoint}"

    def proves(self, entry: bytes) -> notes.Checkpoint:
        """The checkpoint that the entry is proved to belong to."""
        said = notes.checkpoint(self.checkpoint.text)
        if tree.root_by_inclusion(self.place, said.size, tree.leaf_hash(entry), self.path) != said.root:
            raise BadProof("the hashes do not lead from this entry to the root")
        return said


def proof(text: str) -> Proof:
    """Read a proof. What it says beside (`extra`) is passed over, for nobody vouches for it."""
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if len(lines) > 1 and lines[1].startswith("extra "):
        del lines[1]
    index = lines[1].removeprefix("index ") if len(lines) > 1 and lines[1].startswith("index ") else ""
    if lines[0] != HEADER or not index.isdecimal() or str(int(index)) != index:
        raise BadProof("this is no proof")
    try:
        path = [base64.b64decode(line, validate=True) for line in lines[2:]]
    except ValueError as error:
        raise BadProof(str(error)) from None
    return Proof(int(index), path, notes.note(checkpoint))
