"""The reader's script: small ES modules joined into one classic script with the words of one language in it.

Classic, because browsers refuse modules from a stick (`file://`). Only as much of the modules' syntax is understood as the
scripts use, so that nothing but text needs to be moved: whole lines of `import { a, b } from "./x.js";`, and `export` before a
`function` or `const`. Anything else of the kind stops the build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rjsmin

from generator.text import Speech

SCRIPTS = Path(__file__).parent / "scripts"
FIRST = "main.js"
OWN = "layout-"
"""`layout-NAME.js` is where the script begins that only pages of that layout have, beside the one that all have."""
PREFIX = "js."
"""The words of `generator/words/` that only scripts say; they ask for them without this. `js.NAME.` are a layout's own."""
SHARED = ("state.expired", "state.full", "expired.note", "need.past", "need.left.none")
"""Words of the pages that the script says too."""
LENT = {"search": ("kind.", "state.", "need.left"), "check": ("ledger.sort.",)}
"""And those of which a layout's own script says all that begin so."""
_WORDS = ("words.js", "const WORDS = {};")
"""Where the words go: the module, and the line that is replaced."""

_IMPORT = re.compile(r'import \{ (\w+(?:, \w+)*) \} from "\./([\w-]+\.js)";')
_EXPORT = re.compile(r"export (?=(?:async )?function\b|const\b)")
_DECLARED = re.compile(r"(?:async )?(?:function\*?|const|let|var|class)\s+(\w+)")
_UNKNOWN = re.compile(r"\s*(?:import|export)\b(?!\s*[:=.,)])|.*\bimport\s*[(.]")


class BrokenScript(Exception):
    """A module that cannot be joined: which file and line, and what is wrong there."""


@dataclass(frozen=True)
class Module:
    """One file of the scripts."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def imports(self) -> Iterator[tuple[int, str, list[str]]]:
        """Line, file and names of each import."""
        for number, line in enumerate(self.lines, 1):
            if found := _IMPORT.fullmatch(line):
                yield number, found[2], found[1].split(", ")

    @cached_property
    def body(self) -> list[str]:
        """The lines without their module syntax; what was imported leaves an empty line."""
        return [_EXPORT.sub("", line) if _EXPORT.match(line) else "" if _IMPORT.fullmatch(line) else line for line in self.lines]

    def declared(self) -> Iterator[tuple[int, str]]:
        """Line and name of what stands outside every function: in the joined script all modules see it."""
        for number, line in enumerate(self.body, 1):
            if found := _DECLARED.match(line):
                yield number, found[1]

    @cached_property
    def exported(self) -> set[str]:
        return {name for number, name in self.declared() if self.lines[number - 1].startswith("export ")}

    def checked(self) -> Module:
        """The module itself. Raises `BrokenScript` where it uses what `join` does not understand."""
        for number, line in enumerate(self.body, 1):
            if _UNKNOWN.match(line):
                raise self.broken(
                    number, 'only `import { a, b } from "./x.js";`, `export function` and `export const` can be joined'
                )
            if re.match(r"(?:const|let|var)\s*[{\[]", line):
                raise self.broken(number, "a name outside functions is declared by itself, so that its double can be found")
        return self

    def broken(self, number: int, why: str) -> BrokenScript:
        return BrokenScript(f"{self.name}:{number}: {why}")


def layouts(folder: Path = SCRIPTS) -> list[str]:
    """The layouts that have a script of their own."""
    return sorted(path.stem.removeprefix(OWN) for path in folder.glob(f"{OWN}*.js"))


def join(words: Mapping[str, str], folder: Path = SCRIPTS, first: str = FIRST) -> str:
    """One classic script of all modules that one needs, minified. Raises `BrokenScript`."""
    modules = in_order(folder, first)
    _check_names(modules)
    bodies = "\n".join("\n".join(module.body) for module in modules.values())
    return str(rjsmin.jsmin(f'(function(){{"use strict";\n{_with_words(bodies, modules, words)}\n}})();\n')) + "\n"


def script_words(speech: Speech, layout: str = "") -> dict[str, str]:
    """What every page's script says in a language, or that of one layout: plain texts by the keys it asks for."""
    prefix = f"{PREFIX}{layout}." if layout else PREFIX
    others = () if layout else tuple(f"{PREFIX}{other}." for other in layouts())
    keys = [key for key in speech.words if key.startswith((prefix, *LENT.get(layout, ()))) and not key.startswith(others)]
    return {key.removeprefix(PREFIX): speech.words[key].unescape() for key in (*keys, *SHARED)}


def expression(first: str, names: Sequence[str]) -> str:
    """A module and those it needs as one expression, whose value holds some of their functions. Raises `BrokenScript`."""
    modules = in_order(SCRIPTS, first)
    _check_names(modules)
    bodies = "\n".join("\n".join(module.body) for module in modules.values())
    return f'(function(){{"use strict";\n{bodies}\nreturn {{ {", ".join(names)} }};\n}})()'


def in_order(folder: Path, first: str = FIRST) -> dict[str, Module]:
    """Every module that one needs, each after those it imports. Raises `BrokenScript`."""
    found: dict[str, Module] = {}
    _gather(folder, first, found, [])
    return found


def _gather(folder: Path, name: str, found: dict[str, Module], path: list[str]) -> None:
    module = Module(name, (folder / name).read_text("utf-8")).checked()
    for number, other, names in module.imports():
        if other in (*path, name):
            raise module.broken(number, f"imports in a circle: {' → '.join([*path, name, other])}")
        if not (folder / other).is_file():
            raise module.broken(number, f"there is no {other}")
        if other not in found:
            _gather(folder, other, found, [*path, name])
        if missing := [asked for asked in names if asked not in found[other].exported]:
            raise module.broken(number, f"{other} does not export {', '.join(missing)}")
    found[name] = module


def _check_names(modules: Mapping[str, Module]) -> None:
    """No name may be declared twice: the modules come to stand in one function."""
    places: dict[str, str] = {}
    for module in modules.values():
        for number, name in module.declared():
            if name in places:
                raise module.broken(number, f"`{name}` is declared in {places[name]} already")
            places[name] = f"{module.name}:{number}"


def _with_words(bodies: str, modules: Mapping[str, Module], words: Mapping[str, str]) -> str:
    name, line = _WORDS
    if name not in modules:
        return bodies
    if modules[name].body.count(line) != 1:
        raise modules[name].broken(1, f"the line `{line}` must stand here once")
    table = json.dumps(dict(sorted(words.items())), ensure_ascii=False, separators=(",", ":"))
    # Two characters that end a line in old JavaScript, but not in JSON.
    table = table.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return bodies.replace(line, f"const WORDS = {table};")
