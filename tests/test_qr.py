"""A QR code drawn at build gives its address back to a camera, at the sizes it is printed in."""

from __future__ import annotations

import io
import re

import pytest
import resvg_py
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator import qr

# Pixels on a side that a phone's camera sees of the code: of a poster on the wall, and of a small card in the hand.
SIZES = {"poster": 400, "card": 200}
addresses = st.builds(
    "https://{}.example.org/{}/".format,
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20),
    st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=30), max_size=4).map("/".join),
)


def seen(drawing: str, pixels: int) -> list[str]:
    """What a camera reads in a drawing of some size."""
    named = str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=named, width=pixels, height=pixels)))).convert("L")
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("size", SIZES)
@given(address=addresses)
@settings(max_examples=40, deadline=None)
def test_a_code_gives_its_address_back(size: str, address: str) -> None:
    """Whatever the address, the code is read as that address and nothing else."""
    assert seen(qr.svg(address, "x"), SIZES[size]) == [address]


def test_a_code_has_its_quiet_zone() -> None:
    """Four modules on every side stay white: no stroke begins before them or ends behind."""
    size, path = qr._drawn("https://example.org/")
    strokes = [(int(x), int(y), int(length)) for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path)]
    assert strokes
    assert all(min(x, y, size - x - length, size - y - 1) >= qr.QUIET for x, y, length in strokes)


def test_a_code_obeys_the_policy() -> None:
    """One path, a name, no style, no script, no address to fetch from; the label is escaped."""
    drawing = qr.svg("https://example.org/", '"><b>')
    assert drawing.count("<path") == 1
    assert 'role="img" aria-label="&#34;&gt;&lt;b&gt;"' in drawing
    assert not re.search(r"style|<b>|href|xlink|\son", drawing)


def test_the_same_address_gives_the_same_bytes() -> None:
    """A code depends on its address alone."""
    first = qr.svg("https://example.org/a/", "x")
    qr._drawn.cache_clear()
    assert qr.svg("https://example.org/a/", "x") == first
