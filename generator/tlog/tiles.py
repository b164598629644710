"""The files of a tree in the layout of C2SP tlog-tiles: where each stands, what is in it, and hashes read back from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from generator.tlog import tree

TILES = "tile"
"""The folder of tiles and bundles."""
ENTRIES = "entries"
"""What stands in a path in place of a level for the bundles of the entries themselves."""
VERSIONS = "versions"
Read = Callable[[str], bytes]
"""Gives the bytes of a file of the ledger by its path."""


class BadTile(Exception):
    """A file of the tree does not hold what it must; says which."""


def number_path(number: int) -> str:
    """A number in groups of three digits, all but the last with an `x`: `x001/x234/067`."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def path(level: int | str, number: int, width: int = tree.WIDTH) -> str:
    """The path of a tile or of a bundle, which says how many hashes or entries it holds while it is not full."""
    part = "" if width == tree.WIDTH else f".p/{width}"
    return f"{TILES}/{level}/{number_path(number)}{part}"


def version_path(first: int) -> str:
    """The path of the texts that belong to the entries from `first` on, up to the end of a bundle or of an addition."""
    return f"{VERSIONS}/{number_path(first // tree.WIDTH)}/{first % tree.WIDTH}.txt"


def width_at(number: int, level: int, size: int) -> int:
    """How wide a tile or bundle of a level is in a tree of a size."""
    return max(0, min(tree.WIDTH, (size >> tree.HEIGHT * level) - number * tree.WIDTH))


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each behind its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(data: bytes) -> list[bytes]:
    """The entries of a bundle. One that breaks off gives what is there of the last."""
    found, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : end])
        at = end
    return found


def tile(read: Read, level: int, number: int, size: int) -> list[bytes]:
    """The hashes of a tile of a tree of a size."""
    width = width_at(number, level, size)
    name = path(level, number, width)
    data = read(name)
    if len(data) != width * 32:
        raise BadTile(name)
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def edge(read: Read, size: int) -> tree.Edge:
    """The right edge of a tree of a size."""
    rows = [
        tile(read, level, size >> tree.HEIGHT * (level + 1), size) if width else []
        for level, width in enumerate(tree.widths(size))
    ]
    return tree.Edge(size, rows)


def entries(read: Read, number: int, size: int) -> list[bytes]:
    """The entries of a bundle of a tree of a size, which are those that its hashes are of."""
    name = path(ENTRIES, number, width_at(number, 0, size))
    found = unbundled(read(name))
    if [tree.leaf_hash(entry) for entry in found] != tile(read, 0, number, size):
        raise BadTile(name)
    return found


def nodes(read: Read, size: int) -> tree.Nodes:
    """The hashes of complete subtrees, out of the tiles of a tree of a size."""

    @lru_cache(maxsize=64)
    def row(level: int, number: int) -> list[bytes]:
        return tile(read, level, number, size)

    def node(height: int, index: int) -> bytes:
        level, height = divmod(height, tree.HEIGHT)
        number, at = divmod(index << height, tree.WIDTH)
        return tree.root(row(level, number)[at : at + (1 << height)])

    return node


def root(read: Read, old: int, size: int, found: tree.Nodes | None = None) -> bytes:
    """The root of the tree as it was at an earlier size. `found` may know its hashes already."""
    return tree.range_hash(0, old, found or nodes(read, size)) if old else tree.root(())
