"""The Merkle tree of RFC 6962: its hashes, its right edge, and proofs of inclusion and of consistency.

Proofs are made from the hashes of complete subtrees: `nodes(height, index)` gives that of the leaves from
`index << height` on, `1 << height` of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""So many hashes stand in a full tile."""

Nodes = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\1" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root of a tree of these leaf hashes. An odd one at the end of a row moves up as it is."""
    if not hashes:
        return sha256(b"").digest()
    row = list(hashes)
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=False)] + odd
    return row[0]


class Tile(NamedTuple):
    """Hashes that stand side by side: which row of tiles, which in the row, and the hashes from its left end."""

    level: int
    number: int
    hashes: Sequence[bytes]


class Edge:
    """The right edge of a tree, which is all that adding to it needs: the tiles that are not full yet, lowest first."""

    def __init__(self, size: int = 0, rows: Iterable[Sequence[bytes]] = ()) -> None:
        self.size = size
        self.rows = [list(row) for row in rows]
        if [len(row) for row in self.rows] != widths(size):
            raise ValueError(f"these hashes are not the edge of a tree of {size}")

    def add(self, leaf: bytes) -> list[Tile]:
        """Add the hash of a leaf; gives the tiles that became full."""
        full: list[Tile] = []
        self.size += 1
        level, found = 0, leaf
        while True:
            if level == len(self.rows):
                self.rows.append([])
            self.rows[level].append(found)
            if len(self.rows[level]) < WIDTH:
                return full
            full.append(Tile(level, (self.size >> HEIGHT * (level + 1)) - 1, self.rows[level]))
            found, self.rows[level] = root(self.rows[level]), []
            level += 1

    def partial(self) -> list[Tile]:
        """The tiles that are not full."""
        return [Tile(level, self.size >> HEIGHT * (level + 1), row) for level, row in enumerate(self.rows) if row]

    def root(self) -> bytes:
        """The root of the tree."""
        peaks = [peak for row in reversed(self.rows) for peak in _peaks(row)]
        if not peaks:
            return root(())
        found = peaks.pop()
        while peaks:
            found = node_hash(peaks.pop(), found)
        return found


def widths(size: int) -> list[int]:
    """How many hashes the last tile of each level holds while it is not full."""
    found = []
    while size:
        found.append(size % WIDTH)
        size >>= HEIGHT
    return found


def _peaks(row: Sequence[bytes]) -> list[bytes]:
    """The roots of the largest complete subtrees of a row, from its left end."""
    found, start = [], 0
    for bit in reversed(range(len(row).bit_length())):
        if len(row) >> bit & 1:
            found.append(root(row[start : start + (1 << bit)]))
            start += 1 << bit
    return found


# --- proofs --------------------------------------------------------------------------------------------------------


def _split(size: int) -> int:
    """The largest power of two below a size: where RFC 6962 parts a tree."""
    return 1 << (size - 1).bit_length() - 1


def range_hash(first: int, last: int, nodes: Nodes) -> bytes:
    """The hash of the leaves from `first` up to but not including `last`; `first` is where such a subtree can begin."""
    size = last - first
    if size & (size - 1) == 0:
        height = size.bit_length() - 1
        return nodes(height, first >> height)
    middle = first + _split(size)
    return node_hash(range_hash(first, middle, nodes), range_hash(middle, last, nodes))


def inclusion(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """What proves that a leaf stands in a tree of a size: its sibling first, the root's child last."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    first, last, path = 0, size, []
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(range_hash(middle, last, nodes))
            last = middle
        else:
            path.append(range_hash(first, middle, nodes))
            first = middle
    return path[::-1]


def consistency(old: int, size: int, nodes: Nodes) -> list[bytes]:
    """What proves that the tree of an earlier size is the beginning of that of a later one."""
    if not 0 < old <= size:
        raise ValueError(f"no tree of {old} within one of {size}")
    first, last, path, whole = 0, size, list[bytes](), True
    while old < last:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(range_hash(middle, last, nodes))
            last = middle
        else:
            path.append(range_hash(first, middle, nodes))
            first, whole = middle, False
    return ([] if whole else [range_hash(first, last, nodes)]) + path[::-1]


def root_by_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that a proof of inclusion leads to, or nothing if it is too short or too long for its place."""
    if not 0 <= index < size:
        return None
    found, rest, last = leaf, list(path), size - 1
    while last:
        if index % 2 or index < last:
            if not rest:
                return None
            found = node_hash(rest.pop(0), found) if index % 2 else node_hash(found, rest.pop(0))
        index, last = index >> 1, last >> 1
    return None if rest else found


def is_consistent(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a proof shows that one tree is the beginning of another."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == new_root
    rest = list(path)
    index, last = old - 1, size - 1
    while index % 2:
        index, last = index >> 1, last >> 1
    if index and not rest:
        return False
    then = now = rest.pop(0) if index else old_root
    while last:
        if index % 2 or index < last:
            if not rest:
                return False
            beside = rest.pop(0)
            if index % 2:
                then, now = node_hash(beside, then), node_hash(beside, now)
            else:
                now = node_hash(now, beside)
        index, last = index >> 1, last >> 1
    return not rest and then == old_root and now == new_root
