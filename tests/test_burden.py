"""What editors' work costs stays as little as it is: required fields by kind, keys for the commonest change."""

from __future__ import annotations

from pathlib import Path

import burden

# Whoever adds a required field asks every editor for it, for ever.
MOST = {
    "guidelines": 16, "opportunities": 8, "help": 10, "organizations": 5, "commendations": 8, "areas": 2, "rumours": 8,
    "notices": 7, "hotlines": 8,
}  # fmt: skip


def test_no_more_is_required() -> None:
    """No kind of record requires more fields than it did, and more are never asked for than there are."""
    assert {row.kind: row.must for row in burden.required()} == MOST
    assert all(row.must <= row.asked <= row.all for row in burden.required())


def test_the_command_is_the_shortest_way(tmp_path: Path) -> None:
    """Every way without a browser leads to the same record; by the command it takes fewer than half the keys of a text editor."""
    found = {name: burden.measured(burden.ways()[name], tmp_path / name) for name in ("file", "fill", "sheet")}
    assert found["fill"].keys < found["sheet"].keys
    assert found["fill"].keys * 2 < found["file"].keys
    assert found["fill"].keys <= 50
