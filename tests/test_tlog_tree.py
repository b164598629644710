"""The Merkle tree, against known vectors and against a slow reference written from the words of RFC 6962 alone."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tlog import tree

VECTORS = json.loads((Path(__file__).parent / "golden" / "tlog" / "rfc6962.json").read_text("utf-8"))
ENTRIES = [bytes.fromhex(entry) for entry in VECTORS["entries"]]


# --- the reference: section 2.1 of the RFC, line by line -----------------------------------------------------------


def mth(entries: list[bytes]) -> bytes:
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = _k(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    n = len(entries)
    if n == 1:
        return []
    k = _k(n)
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: list[bytes], known: bool) -> list[bytes]:
    n = len(entries)
    if m == n:
        return [] if known else [mth(entries)]
    k = _k(n)
    if m <= k:
        return [*subproof(m, entries[:k], known), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def _k(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


# --- the tree ------------------------------------------------------------------------------------------------------


def nodes_of(entries: list[bytes]) -> tree.Nodes:
    return lambda height, index: mth(entries[index << height : index + 1 << height])


def edge_of(entries: list[bytes]) -> tree.Edge:
    edge = tree.Edge()
    for entry in entries:
        edge.add(tree.leaf_hash(entry))
    return edge


some = st.lists(st.binary(max_size=3), min_size=1, max_size=70)


def test_known_roots() -> None:
    """The roots that other implementations reach are reached here, by every way there is."""
    assert tree.root(()).hex() == tree.Edge().root().hex() == VECTORS["empty"]
    for size, root in enumerate(VECTORS["roots"], 1):
        assert tree.root([tree.leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == root
        assert edge_of(ENTRIES[:size]).root().hex() == root
        assert mth(ENTRIES[:size]).hex() == root


@given(some)
def test_roots_are_those_of_the_reference(entries: list[bytes]) -> None:
    """A tree grown leaf by leaf, one hashed row by row and the RFC's own recursion agree."""
    assert tree.root([tree.leaf_hash(entry) for entry in entries]) == edge_of(entries).root() == mth(entries)


@given(some, st.data())
def test_inclusion_is_that_of_the_reference(entries: list[bytes], data: st.DataObject) -> None:
    """A proof of inclusion is the RFC's, leads to the root, and leads nowhere else if anything of it is changed."""
    index = data.draw(st.integers(0, len(entries) - 1))
    proof = tree.inclusion(index, len(entries), nodes_of(entries))
    assert proof == path(index, entries)
    leaf, root = tree.leaf_hash(entries[index]), mth(entries)
    assert tree.root_by_inclusion(index, len(entries), leaf, proof) == root
    assert tree.root_by_inclusion(index, len(entries), leaf, [*proof, leaf]) is None
    assert tree.root_by_inclusion(index, len(entries), sha256(leaf).digest(), proof) != root
    if proof:
        assert tree.root_by_inclusion(index, len(entries), leaf, proof[:-1]) is None
        spoiled = data.draw(st.integers(0, len(proof) - 1))
        changed = [bytes(32) if at == spoiled else hash for at, hash in enumerate(proof)]
        assert tree.root_by_inclusion(index, len(entries), leaf, changed) != root


@given(some, st.data())
def test_consistency_is_that_of_the_reference(entries: list[bytes], data: st.DataObject) -> None:
    """A proof of consistency is the RFC's, holds for the two trees, and for no others."""
    old = data.draw(st.integers(1, len(entries)))
    proof = tree.consistency(old, len(entries), nodes_of(entries))
    assert proof == subproof(old, entries, True)
    then, now = mth(entries[:old]), mth(entries)
    assert tree.is_consistent(old, then, len(entries), now, proof)
    assert not tree.is_consistent(old, bytes(32), len(entries), now, proof)
    assert not tree.is_consistent(old, then, len(entries), bytes(32), proof)
    assert not tree.is_consistent(old, then, len(entries), now, [*proof, then])
    assert not proof or not tree.is_consistent(old, then, len(entries), now, proof[:-1])


@pytest.mark.parametrize("size", [255, 256, 257, 511, 512, 1000])
def test_tiles_hold_what_the_edge_lets_go(size: int) -> None:
    """Full tiles and the edge together are the whole tree, and an edge taken up again grows as if it had never stopped."""
    entries = [str(number).encode() for number in range(size)]
    edge, full = tree.Edge(), list[tree.Tile]()
    for entry in entries:
        full += edge.add(tree.leaf_hash(entry))
    tiles = [*full, *edge.partial()]
    lowest = [hash for tile in tiles if tile.level == 0 for hash in tile.hashes]
    assert lowest == [tree.leaf_hash(entry) for entry in entries]
    assert [tile.number for tile in tiles if tile.level == 0] == list(range((size + 255) // 256))
    again = tree.Edge(size, edge.rows)
    again.add(tree.leaf_hash(b"more"))
    assert again.root() == tree.root([*lowest, tree.leaf_hash(b"more")])


def test_an_edge_of_another_size_is_refused() -> None:
    """Hashes that cannot be the edge of a tree of that size are not taken for it."""
    with pytest.raises(ValueError, match="edge"):
        tree.Edge(3, [[bytes(32)]])


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0)])
def test_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    """There is no proof for a leaf outside the tree, nor one that would be believed."""
    with pytest.raises(ValueError, match="no leaf"):
        tree.inclusion(index, size, nodes_of(ENTRIES))
    assert tree.root_by_inclusion(index, size, bytes(32), []) is None


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3)])
def test_no_consistency_with_what_was_not(old: int, size: int) -> None:
    """A tree is consistent with no larger one as its beginning, and of an empty one there is nothing to prove."""
    with pytest.raises(ValueError, match="no tree"):
        tree.consistency(old, size, nodes_of(ENTRIES))
    assert not tree.is_consistent(old, bytes(32), size, bytes(32), [])
