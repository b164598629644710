"""The one stylesheet of every page: what is used of the theme's, ours after it, the edition's colour where it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable

import rcssmin  # type: ignore[import-untyped]

from generator.theme.prune import prune

Palette = dict[str, str]
"""Colours by the names of their custom properties, each as `#rrggbb`."""

ENOUGH, PLENTY = 7.0, 10.0
"""WCAG's contrast for readers with weak eyes (AAA), and what is given where even more is asked for."""
_STANDIN = "#0b5c8a"
"""What stands for the edition's colour in a stylesheet as it is written."""
_GROUNDS = ("ground", "raised", "warn-ground", "stop-ground", "good-ground")
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*--ground:\s*#[^{}]*)\}")
_COLOUR = re.compile(r"--([\w-]+):\s*(#(?:[0-9a-f]{3}){1,2})\b")


class BadStyle(Exception):
    """A stylesheet that asks for something the policy refuses."""


def stylesheet(theirs: str, ours: str, html: Iterable[str], colour: str) -> str:
    """The theme's stylesheet pruned to what pages can use, with ours, in the edition's colour (`#rrggbb`), minified.

    Raises `BadStyle` where ours imports another sheet or a picture."""
    own = coloured(ours, colour)
    if re.search(r"@import|url\(", re.sub(r"/\*.*?\*/", "", own, flags=re.DOTALL), re.IGNORECASE):
        raise BadStyle("our stylesheet must ask for nothing else: no @import, no url()")
    # @charset is for whoever opens the file from a folder that says nothing of its encoding.
    return f'@charset "UTF-8";{rcssmin.cssmin(prune(theirs, html, own))}{rcssmin.cssmin(own)}\n'


def coloured(css: str, colour: str) -> str:
    """The edition's colour as accent of every palette, darker or lighter as far as that palette's grounds ask for.

    Where a sheet names the colour outside of a palette, it is on white."""

    def painted(block: re.Match[str]) -> str:
        palette = colours(block[2])
        enough = PLENTY if "[data-mode=elder]" in block[1] else ENOUGH
        accent = legible(colour, [palette[name] for name in _GROUNDS if name in palette], enough)
        return f"{block[1]}{{{re.sub(r'--accent:[^;]*', f'--accent: {accent}', block[2])}}}"

    return _BLOCK.sub(painted, css).replace(_STANDIN, legible(colour))


def palettes(css: str) -> dict[str, list[Palette]]:
    """Every palette of a stylesheet by its selector, in the order in which they stand."""
    found: dict[str, list[Palette]] = {}
    for selector, block in _BLOCK.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        found.setdefault(" ".join(selector.split()), []).append(colours(block))
    return found


def colours(block: str) -> Palette:
    """The colours that a block of declarations names."""
    return {name: _whole(value) for name, value in _COLOUR.findall(block)}


def _whole(value: str) -> str:
    return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])


def legible(colour: str, grounds: Iterable[str] = ("#ffffff",), enough: float = ENOUGH) -> str:
    """The colour itself, or the nearest darker one (on light grounds) or lighter one (on dark ones) of enough contrast."""
    grounds = list(grounds)
    goal = "#000000" if luminance(grounds[0]) > 0.18 else "#ffffff"
    for part in range(101):
        found = mixed(colour, goal, part / 100)
        if all(contrast(found, ground) >= enough for ground in grounds):
            return found
    return goal


def mixed(colour: str, other: str, part: float) -> str:
    """A colour with a part (0 to 1) of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance, 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _shares(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shares(colour: str) -> Iterable[float]:
    return (value / 255 for value in _channels(colour))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
