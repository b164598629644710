"""The log read by an implementation that is not ours, and the vectors by which others can check theirs."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from pymerkle import InmemoryTree

from generator.tlog import canonical, drafts, notes, proofs, state, tiles, tree, verify
from tests import ledger_vectors

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
VECTORS = json.loads(ledger_vectors.FILE.read_text("utf-8"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_implementation_reads_the_log(tmp_path: Path) -> None:
    """pymerkle, given the entries out of the published bundles, comes to our roots, and makes our proofs."""
    folder = tmp_path / "ledger"
    state.begin(folder, "example.org/ledger")
    for start, end in ((0, 200), (200, 300), (300, 301)):
        drafts.append(folder, [drafts.Change("help", f"h{at}", {"id": f"h{at}"}) for at in range(start, end)], NOON)
    log, theirs = state.Log(folder), InmemoryTree(algorithm="sha256")
    for number in range(2):
        data = (folder / tiles.path(tiles.ENTRIES, number, tiles.width_at(number, 0, 301))).read_bytes()
        for entry in tiles.unbundled(data):
            theirs.append_entry(entry)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert theirs.get_state() == log.said.root
        assert [theirs.get_state(size) for size in log.sizes] == [
            notes.checkpoint(log.note_at(size).text).root for size in log.sizes
        ]
    nodes = tiles.nodes(log.read, 301)
    for at in (0, 1, 199, 255, 256, 300):
        path = theirs.prove_inclusion(at + 1, 301).serialize()["path"]
        assert [hash.hex() for hash in tree.inclusion(at, 301, nodes)] == path[1:]
    for old in (1, 200, 256, 300):
        assert tree.is_consistent(old, theirs.get_state(old), 301, theirs.get_state(301), tree.consistency(old, 301, nodes))


def test_the_vectors_are_what_is_made() -> None:
    """What is published for others is what this program makes; `python -m tests.ledger_vectors` writes it anew."""
    assert ledger_vectors.made() == VECTORS


def test_the_vectors_hold_by_their_own_words() -> None:
    """Read as the document on the forms says, with hashes alone, each step leads to the next."""
    key, seen = notes.verifier(VECTORS["key"]), notes.verifier(VECTORS["co_signer"])
    for row in VECTORS["entries"]:
        entry = json.loads(row["entry"])
        if row["kept"]:
            salt, text = row["kept"]
            assert sha256(bytes.fromhex(salt) + text.encode()).hexdigest() == entry["digest"]
            assert text in {each["canonical"] for each in VECTORS["records"]}
        proof = proofs.proof(row["proof"])
        said = proof.proves(row["entry"].encode())
        assert verify.root_code(said.size, said.root) == row["code"]
        assert proof.checkpoint.verified([key]) == [key]
    assert [row["kept"] is None for row in VECTORS["entries"]] == [False, True, False, True, True, False]
    note = notes.note(VECTORS["checkpoint"]).with_line(VECTORS["co_signature"])
    assert note.verified([key, seen]) == [key, seen]
    for each in VECTORS["records"]:
        assert canonical.canonical(json.loads(each["canonical"])).decode() == each["canonical"]
