"""The browser's own query module, run here: the command and the check answer exactly as the page does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from generator.search.filing import CALL
from generator.theme import script

FIRST = "search-query.js"
EXPORTS = ("searcher", "foldText", "atomsOf", "stemOf")
"""What is asked of the module from here; the last three only by tests."""
# Files come in turn: the module asks by name, who runs it looks what was asked for and gives it.
_GLUE = """
var __files = new Map(), __waiting = new Map(), __box = null;
function %(call)s(name, stamp, data) { __files.set(name, { stamp: stamp, data: data }); }
function __load(name) {
  if (__files.has(name)) { return Promise.resolve(__files.get(name)); }
  return new Promise(function (give, refuse) { __waiting.set(name, { give: give, refuse: refuse }); });
}
function __given(name) {
  var asked = __waiting.get(name);
  __waiting.delete(name);
  if (__files.has(name)) { asked.give(__files.get(name)); } else { asked.refuse(new Error("no file " + name)); }
}
function __wanted() { return JSON.stringify(Array.from(__waiting.keys())); }
function __ask(query, options) {
  var box = __box = {};
  __searcher.answer(query, options)
    .then(function (found) { return options.snippets ? __searcher.snippets(found) : found; })
    .then(function (found) { box.found = found; }, function (error) { box.error = String(error && error.stack || error); });
}
function __told() { return JSON.stringify(__box); }
var __searcher = zhiyinModule.searcher(__load);
"""


class SearchError(Exception):
    """The module failed; what it said."""


class Engine:
    """One searcher over the files that `read` gives by name, or nothing for a name that is not there."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        # Imported here: only the command, the check and tests need it.
        from py_mini_racer import MiniRacer

        self._read = read
        self._context = MiniRacer()
        self._context.eval(f"var zhiyinModule = {script.expression(FIRST, EXPORTS)};")
        self._context.eval(_GLUE % {"call": CALL})

    def answer(self, query: str, **options: Any) -> dict[str, Any]:
        """What the page would answer; options as in the module: lang, street, deep, limit, snippets."""
        self._context.eval(f"__ask({_text(query)}, {json.dumps(options)})")
        while True:
            told = json.loads(self._said("__told()"))
            if "found" in told:
                return dict(told["found"])
            if "error" in told:
                raise SearchError(told["error"])
            if not (wanted := json.loads(self._said("__wanted()"))):
                raise SearchError("no answer")
            for name in wanted:
                self._give(name)

    def _give(self, name: str) -> None:
        if (text := self._read(name)) is not None:
            self._context.eval(text)
        self._context.eval(f"__given({json.dumps(name)})")

    def call(self, function: str, *values: Any) -> Any:
        """What one of the module's exported functions gives, for tests."""
        said = ", ".join(_text(value) for value in values)
        return json.loads(self._said(f"JSON.stringify(zhiyinModule.{function}({said}))"))

    def _said(self, code: str) -> str:
        return str(self._context.eval(code))


def _text(value: Any) -> str:
    """A value as JavaScript has it; lone surrogates and the like escaped."""
    return json.dumps(value, ensure_ascii=True)
