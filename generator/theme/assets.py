"""The style sheets, scripts and icon of the site: made once a build, named by a mark of their content."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256, sha384
from pathlib import Path

from generator.conversion import converter
from generator.model.edition import Edition
from generator.text import Speech
from generator.theme.frame import SHEETS, Asset
from generator.theme.script import join, script_words
from generator.theme.style import stylesheet

OVERRIDES = Path(__file__).parent / "overrides"
_STYLE = "assets/zhiyin.css"
_PAPER = tuple(f"assets/{layout}.css" for layout in SHEETS)
_ICON = "assets/icon.svg"

# The theme's style is for what editors write, and for what `main.html` puts around it; all the rest has ours alone.
_AROUND = (
    '<body data-md-color-scheme="default"><main class="md-typeset written"><nav><ol><li><a href="./">home</a></li></ol></nav>'
    "<h1>title</h1></main></body>"
)


def script_path(lang: str) -> str:
    """Where the script of a language stands: it holds that language's words."""
    return f"assets/zhiyin.{lang}.js"


class Assets:
    """What `main.html` links to. `contents` is empty until `make` has been called."""

    def __init__(self, edition: Edition, speeches: Mapping[str, Speech], integrity: bool) -> None:
        self.edition = edition
        self.speeches = speeches
        self.integrity = integrity
        self.contents: dict[str, str] = {}

    @property
    def paths(self) -> list[str]:
        return [_STYLE, *_PAPER, _ICON, *map(script_path, self.speeches)]

    def make(self, theirs: str, html: Iterable[str]) -> None:
        """Fill `contents`, from the theme's own style sheet and the hand-written HTML that uses it."""
        self.contents[_STYLE] = stylesheet(theirs, self._own(_STYLE), [_AROUND, *html], self.edition.colour)
        for path in _PAPER:
            self.contents[path] = stylesheet("", self._own(path), (), self.edition.colour)
        self.contents[_ICON] = self._own(_ICON).replace("#0b5c8a", self.edition.colour)
        for lang, speech in self.speeches.items():
            self.contents[script_path(lang)] = self._script(lang, speech)

    @staticmethod
    def _own(path: str) -> str:
        return (OVERRIDES / path).read_text("utf-8")

    def _script(self, lang: str, speech: Speech) -> str:
        words = script_words(speech)
        conversion = self.edition.language(lang).convert
        if conversion:
            words = {key: converter(conversion)(text) for key, text in words.items()}
        return join(words)

    def styles(self, layout: str) -> list[Asset]:
        """The style sheets of a layout, in order."""
        sheets = _PAPER[: SHEETS.index(layout) + 1] if layout in SHEETS else (_STYLE,)
        return [self._asset(path) for path in sheets]

    @property
    def icon(self) -> Asset:
        return self._asset(_ICON)

    def script(self, lang: str) -> Asset:
        return self._asset(script_path(lang))

    def _asset(self, path: str) -> Asset:
        content = self.contents[path].encode()
        integrity = f"sha384-{b64encode(sha384(content).digest()).decode()}" if self.integrity else ""
        return Asset(path, sha256(content).hexdigest()[:8], integrity)
