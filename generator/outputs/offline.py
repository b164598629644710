"""Reading without a network: the worker with its lists of what to keep, and what puts the site on a phone's home screen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.model.edition import Edition
from generator.text import Speech

WORKER = "sw.js"
"""At the site's root: a worker answers for its own folder and what lies below."""
MANIFEST = "manifest.webmanifest"
"""In the folder of each language."""
GUIDELINES_KEPT = 60
"""More would cost a phone more than it gains; the others are kept when they are visited."""
SHORTCUTS = ("guidelines", "help", "hotlines")

_THEME = Path(__file__).parents[1] / "theme"
_LISTS = "const LISTS = {};"
"""The line of `worker.js` that the build fills in."""
_ASSET = re.compile(rb'\s(?:href|src)="(?:\.\./)*(assets/[^"#]+)')

Read = Callable[[str], bytes]
"""Gives the bytes of one of the site's files by its path."""


class Kept(NamedTuple):
    """What is kept in one language: paths of files. `needed` comes first, and alone where data is dear."""

    needed: list[str]
    more: list[str]


# --- what is kept --------------------------------------------------------------------------------------------------


def kept(edition: Edition, paths: Iterable[str]) -> dict[str, Kept]:
    """What to keep of a site with these files, by the folder of each language. Languages without those pages are left out."""
    there = list(paths)
    found = {}
    for language in edition.languages:
        folder = edition.folder(language.code)
        found[folder] = _kept_in(folder, there, edition.main if language.convert else language.code)
    return {folder: lists for folder, lists in found.items() if lists.needed}


def _kept_in(folder: str, paths: list[str], index: str) -> Kept:
    # The page that stands in for those that were not kept comes first: by it the worker knows that a language is kept.
    needed = [f"{folder}{page}/index.html" for page in ("offline", "hotlines", "guidelines")]
    guideline = re.compile(re.escape(folder) + r"guidelines/[^/]+/index\.html")
    guidelines = [path for path in paths if guideline.fullmatch(path)][:GUIDELINES_KEPT]
    # The first file of the index finds what has a name without any other.
    more = [*(f"{folder}{page}index.html" for page in ("", "help/", "find/", "search/")), f"assets/search/{index}.js"]
    there = set(paths)
    if needed[0] not in there:
        return Kept([], [])
    return Kept([path for path in needed if path in there] + guidelines, [path for path in more if path in there])


def worker_paths(lists: Mapping[str, Kept]) -> list[str]:
    """Every page on the lists, and what of the index is there too."""
    return [path for kept_in in lists.values() for path in (*kept_in.needed, *kept_in.more)]


def worker(lists: Mapping[str, Kept], read: Read) -> bytes:
    """`sw.js`. It follows from the bytes of the files alone, so that it changes when one of them does and never else."""
    import rjsmin

    filled = {folder: _listed(folder, kept_in, read) for folder, kept_in in lists.items()}
    said = json.dumps(filled, ensure_ascii=False, separators=(",", ":"))
    source = (_THEME / "scripts" / "worker.js").read_text("utf-8")
    before, _, after = source.partition(_LISTS)
    if not after:
        raise ValueError(f"worker.js has no line {_LISTS}")
    return f"{rjsmin.jsmin(before)}\nconst LISTS={said};\n{rjsmin.jsmin(after)}\n".encode()


def _listed(folder: str, kept_in: Kept, read: Read) -> dict[str, list[tuple[str, str]]]:
    """Addresses below the root with marks of their content: pages, and before all but the first what they are shown with."""
    needed = [(path, read(path)) for path in kept_in.needed]
    more = [(path, read(path)) for path in kept_in.more]
    shown_with = _shown_with(needed)
    also = [address for address in _shown_with(more) if address not in shown_with]
    first, *rest = (_page(*page) for page in needed)
    return {
        "needed": [first, *(_asset(address, read) for address in shown_with), *rest],
        "more": [*(_asset(address, read) for address in also), *(_page(*page) for page in more)],
    }


def _shown_with(files: Iterable[tuple[str, bytes]]) -> list[str]:
    """The style sheets, scripts and pictures that pages ask for, each once."""
    pages = (content for path, content in files if path.endswith(".html"))
    found = dict.fromkeys(address.decode() for html in pages for address in _ASSET.findall(html))
    return [address for address in found if address != TOUCH_ICON]


def _asset(address: str, read: Read) -> tuple[str, str]:
    return address, _mark(read(address.partition("?")[0]))


def _page(path: str, html: bytes) -> tuple[str, str]:
    return path.removesuffix("index.html"), _mark(html)


def _mark(content: bytes) -> str:
    """The beginning of its SHA-256, which the worker compares with what it got."""
    return sha256(content).hexdigest()[:8]


# --- the home screen -----------------------------------------------------------------------------------------------


def manifest(edition: Edition, speech: Speech) -> bytes:
    """The web app manifest of a language. Its addresses are relative: the site may lie in any folder."""
    root = "../" if edition.folder(speech.code) else "./"
    title = speech.plain(edition.title)
    described = {
        "name": title, "short_name": title, "description": speech.plain(edition.description), "lang": speech.tag, "dir": "ltr",
        "start_url": "./", "scope": root, "display": "standalone", "theme_color": edition.colour, "background_color": "#ffffff",
        "icons": [_icon(root, "assets/icon.svg", "any", "any"), *(_icon(root, path, *about) for path, about in _PICTURES.items())],
        "shortcuts": [{"name": str(speech.word(f"kind.{kind}").unescape()), "url": f"{kind}/"} for kind in SHORTCUTS],
    }  # fmt: skip
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


_PICTURES = {
    "assets/icon-192.png": (192, "any"), "assets/icon-512.png": (512, "any"), "assets/icon-maskable-512.png": (512, "maskable"),
}  # fmt: skip
TOUCH_ICON = "assets/icon-180.png"
"""For phones that know no manifest; they cut its corners themselves."""
ICONS = (*_PICTURES, TOUCH_ICON)


def _icon(root: str, path: str, size: int | str, purpose: str) -> dict[str, str]:
    kind, sizes = ("image/svg+xml", "any") if path.endswith(".svg") else ("image/png", f"{size}x{size}")
    return {"src": root + path, "sizes": sizes, "type": kind, "purpose": purpose}


def icons(svg: str, colour: str) -> Iterator[tuple[str, bytes]]:
    """Every picture of the icon with its path, drawn from `assets/icon.svg` in the edition's colour."""
    yield from ((path, icon(path, svg, colour)) for path in ICONS)


def icon(path: str, svg: str, colour: str) -> bytes:
    """One of them as PNG. It follows from the drawing and the version of resvg alone: there are no letters in it."""
    import resvg_py

    size = _PICTURES.get(path, (180, ""))[0]
    whole = path not in _PICTURES or _PICTURES[path][1] == "maskable"
    drawn = resvg_py.svg_to_bytes(_filled(svg, colour) if whole else svg, width=size, height=size, skip_system_fonts=True)
    return bytes(drawn)


def _filled(svg: str, colour: str) -> str:
    """The drawing on a ground of its own colour, within the middle that stays when a phone cuts a circle out of it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f'<rect width="40" height="40" fill="{colour}"/><svg x="4" y="4" width="32" height="32" viewBox="0 0 32 32">{svg}</svg></svg>'
    )
