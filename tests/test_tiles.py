"""The tile map: what is read from it, and that the real one looks like the place it stands for."""

from __future__ import annotations

import editions
import projects
from hypothesis import given
from hypothesis import strategies as st

from generator.model.tiles import Tile, read_tiles

DIVISIONS = projects.checked(editions.SOUND).divisions
HEAD = "code,column,row\n"


def test_sound_map() -> None:
    """Every line becomes a tile, row by row."""
    tiles, problems = read_tiles(f"{HEAD}990200000000,1,2\n990100000000,12,1\n", DIVISIONS)
    assert problems == []
    assert tiles == [Tile("990100000000", 12, 1), Tile("990200000000", 1, 2)]


def test_no_map_is_no_problem(tmp_path) -> None:
    """Without the file nothing is told of, and there are no tiles."""
    content = editions.sound(tmp_path / "content")
    (content / "areas/tiles.csv").unlink()
    found = projects.check(content, editions.TODAY)
    assert (found.tiles, found.problems) == ([], [])


@given(st.text(max_size=60))
def test_any_line_is_a_tile_or_a_problem(text: str) -> None:
    """Whatever stands in the file, each city has a tile or is told of, and no place has two."""
    tiles, problems = read_tiles(f"{HEAD}990100000000,1,1\n{text}", DIVISIONS)
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles)
    assert len(tiles) == 2 or problems


def _place(name: str) -> tuple[int, int]:
    site = projects.site_of(projects.CONTENT)
    return next((tile.column, tile.row) for tile in site.tiles if site.divisions[tile.code].name == name)


def test_real_map_is_like_the_place() -> None:
    """Neighbours in the country are neighbours on the map, north is up, and it is narrow enough for a phone."""
    site = projects.site_of(projects.CONTENT)
    assert len(site.tiles) == sum(division.level == "city" for division in site.divisions.values()) == 21
    assert max(tile.column for tile in site.tiles) <= 6
    north = [
        ("韶关市", "广州市"),
        ("清远市", "广州市"),
        ("河源市", "惠州市"),
        ("梅州市", "汕头市"),
        ("广州市", "珠海市"),
        ("东莞市", "深圳市"),
    ]
    west = [
        ("湛江市", "阳江市"),
        ("肇庆市", "佛山市"),
        ("佛山市", "广州市"),
        ("广州市", "惠州市"),
        ("惠州市", "揭阳市"),
        ("珠海市", "深圳市"),
        ("汕尾市", "汕头市"),
    ]
    assert [pair for pair in north if _place(pair[0])[1] >= _place(pair[1])[1]] == []
    assert [pair for pair in west if _place(pair[0])[0] >= _place(pair[1])[0]] == []
