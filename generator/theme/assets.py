"""The style sheets, scripts and icon of the site: made once a build, named by a mark of their content."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256, sha384
from importlib.metadata import files
from pathlib import Path

from generator.conversion import converter
from generator.model.edition import Edition
from generator.sheets import SHEETS
from generator.text import Speech
from generator.theme.frame import Asset
from generator.theme.script import FIRST, OWN, join, layouts, script_words
from generator.theme.style import stylesheet

OVERRIDES = Path(__file__).parent / "overrides"
_STYLE = "assets/zhiyin.css"
_PALETTES = "assets/palettes.css"
"""Its colours, with which it begins."""
_PAPER = tuple(f"assets/{layout}.css" for layout in SHEETS)
_CHARTS = "assets/charts.css"
_CHARTED = ("home", "accounts")
"""The layouts with charts: their sheets begin with what all charts have."""
_ICON = "assets/icon.svg"
_LICENCE = "assets/material-licence.txt"
"""Of the theme whose style sheet ours begins with: wherever the one goes the other is to go too."""
SEARCH = "search"
"""The layout whose script and style sheet other pages fetch too, when somebody searches there."""
FACTS = ("search.files", "search.lang", "search.tag", "search.folder", "search.own", "search.phone")
"""What scripts ask for among their words that is no word: the build knows it."""

# The theme's style is for what editors write, and for what `main.html` puts around it; all the rest has ours alone.
_AROUND = (
    '<body data-md-color-scheme="default"><main class="md-typeset written"><nav><ol><li><a href="./">home</a></li></ol></nav>'
    "<h1>title</h1></main></body>"
)


def script_path(lang: str, layout: str = "zhiyin") -> str:
    """Where a script of a language stands, every page's or that of one layout: it holds that language's words."""
    return f"assets/{layout}.{lang}.js"


def _own_styles() -> dict[str, str]:
    """The style sheets that only pages of one layout have, by layout: those beside `zhiyin.css` that are named for one."""
    names = {path.stem: f"assets/{path.name}" for path in sorted((OVERRIDES / "assets").glob("*.css"))}
    return {name: path for name, path in names.items() if path not in (_STYLE, _PALETTES, _CHARTS, *_PAPER)}


def _licence(package: str) -> str:
    """The licence that an installed package is under; what it holds of others has files of that name, too."""
    found = (path for path in files(package) or () if path.name == "LICENSE" and ".dist-info" in path.parts[0])
    return next(found).read_text("utf-8")


class Assets:
    """What `main.html` links to. `contents` is empty until `make` has been called."""

    def __init__(self, edition: Edition, speeches: Mapping[str, Speech], integrity: bool) -> None:
        self.edition = edition
        self.speeches = speeches
        self.integrity = integrity
        self.own_styles = _own_styles()
        self.own_scripts = layouts()
        self.contents: dict[str, str] = {}

    @property
    def paths(self) -> list[str]:
        scripts = [script_path(lang, layout) for layout in ("zhiyin", *self.own_scripts) for lang in self.speeches]
        return [_STYLE, *_PAPER, *self.own_styles.values(), _ICON, _LICENCE, *scripts]

    def make(self, theirs: str, html: Iterable[str], own: Mapping[str, Iterable[str]] | None = None) -> None:
        """Fill `contents`, from the theme's own style sheet and the hand-written HTML that uses it.

        `own` are the sections that a language has pages of."""
        self.contents[_STYLE] = stylesheet(
            theirs, self._own(_PALETTES) + self._own(_STYLE), [_AROUND, *html], self.edition.colour
        )
        for path in _PAPER:
            self.contents[path] = stylesheet("", self._own(path), (), self.edition.colour)
        for layout, path in self.own_styles.items():
            charts = self._own(_CHARTS) if layout in _CHARTED else ""
            self.contents[path] = stylesheet("", charts + self._own(path), (), self.edition.colour)
        self.contents[_ICON] = self._own(_ICON).replace("#0b5c8a", self.edition.colour)
        self.contents[_LICENCE] = _licence("mkdocs-material")
        for lang, speech in self.speeches.items():
            facts = self._search_facts(lang, (own or {}).get(lang, ()))
            for layout in self.own_scripts:
                words = script_words(speech, layout) | (facts if layout == SEARCH else {})
                self.contents[script_path(lang, layout)] = self._script(lang, words, f"{OWN}{layout}.js")
            self.contents[script_path(lang)] = self._script(lang, script_words(speech) | self._search_files(lang), FIRST)

    def _search_facts(self, lang: str, own: Iterable[str]) -> dict[str, str]:
        """What the search must know besides words: its index, and where pages are in a language."""
        edition, speech = self.edition, self.speeches[lang]
        return {
            "search.lang": speech.lang, "search.tag": edition.tag(edition.main), "search.folder": edition.folder(lang),
            "search.own": " ".join(sorted(own)), "search.phone": edition.corrections_phone or "",
        }  # fmt: skip

    def _search_files(self, lang: str) -> dict[str, str]:
        """What every page fetches once its search box is wanted: script, style, index."""
        script, style = self.own_script(SEARCH, lang), self.own_styles.get(SEARCH)
        if script is None or style is None:
            return {}
        files = [f"{asset.path}?{asset.mark}" for asset in (script, self._asset(style))]
        return {"search.files": " ".join([*files, f"assets/search/{self.speeches[lang].lang}.js"])}

    @staticmethod
    def _own(path: str) -> str:
        return (OVERRIDES / path).read_text("utf-8")

    def _script(self, lang: str, words: Mapping[str, str], first: str) -> str:
        conversion = self.edition.language(lang).convert
        if conversion:
            words = {key: converter(conversion)(text) for key, text in words.items()}
        return join(words, first=first)

    def styles(self, layout: str) -> list[Asset]:
        """The style sheets of a layout, in order: every page's, then its own."""
        sheets = _PAPER[: SHEETS.index(layout) + 1] if layout in SHEETS else (_STYLE,)
        return [self._asset(path) for path in (*sheets, *filter(None, [self.own_styles.get(layout)]))]

    @property
    def icon(self) -> Asset:
        return self._asset(_ICON)

    def script(self, lang: str) -> Asset:
        return self._asset(script_path(lang))

    def own_script(self, layout: str, lang: str) -> Asset | None:
        """The script that only pages of a layout have, where there is one."""
        return self._asset(script_path(lang, layout)) if layout in self.own_scripts else None

    def _asset(self, path: str) -> Asset:
        content = self.contents[path].encode()
        integrity = f"sha384-{b64encode(sha384(content).digest()).decode()}" if self.integrity else ""
        return Asset(path, sha256(content).hexdigest()[:8], integrity)
