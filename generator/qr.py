"""QR codes as inline SVG, for paper: a phone's camera opens the page that the paper was printed from."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

QUIET = 4
"""Modules of white on every side, as the standard asks."""
# Any mask makes a valid code. Weighing all eight, as segno does unless told, takes four times as long as all the rest.
_PATTERN = 3
_RUN = re.compile(rb"\x01+")
# Rows overlap by a hair, so that no printer or viewer shows white lines between them.
_SVG = Markup(
    '<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
    '<rect width="{size}" height="{size}" fill="#fff"/><path stroke="#000" stroke-width="1.05" d="{path}"/></svg>'
)


def svg(address: str, label: str) -> Markup:
    """A code that holds an address, at error level M, named `label` to those who cannot see it. Its size is the page's to say."""
    size, path = _drawn(address)
    return _SVG.format(label=label, size=size, path=path)


@lru_cache(maxsize=64)
def _drawn(address: str) -> tuple[int, str]:
    """Modules on a side with the quiet zone, and the dark ones as strokes, row by row."""
    # Imported here: a build that makes no sheet needs no codes.
    import segno

    rows = segno.make(address, "m", None, None, _PATTERN, boost_error=False, micro=False).matrix
    strokes = [
        f"M{run.start() + QUIET} {y + QUIET}.5h{run.end() - run.start()}"
        for y, row in enumerate(rows)
        for run in _RUN.finditer(row)
    ]
    return len(rows) + 2 * QUIET, "".join(strokes)
