"""The script that readers' browsers run: how its modules are joined, which words it says, how old a browser may be."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path

import editions
import projects
import pytest
import rjsmin
from hypothesis import given
from hypothesis import strategies as st

from generator.search import engine
from generator.text import Speech
from generator.theme import script
from generator.words import WORDS

FIRSTS = (script.FIRST, engine.FIRST, *(f"{script.OWN}{layout}.js" for layout in script.layouts()))
"""Where every page's script begins, the search by itself, and those that layouts have besides."""
CODES = projects.checked(editions.SOUND).edition.codes
# What browsers of 2018 do not know (ES2019 and later), and what they read otherwise or not at all.
TOO_NEW = {
    "optional chaining": r"\?\.(?!\d)", "nullish": r"\?\?", "catch without a name": r"\bcatch\s*\{", "at": r"\.at\(",
    "replaceAll": r"\.replaceAll\(", "private": r"[.\s{;]#\w", "flat": r"\.flat(?:Map)?\(", "fromEntries": r"fromEntries\(",
    "matchAll": r"\.matchAll\(", "lookbehind or named group": r"\(\?<", "property escape": r"\\p\{", "logical assignment": r"(?:\|\||&&)=",
    "bigint": r"\b\d+n\b", "dynamic import": r"\bimport\s*[(.]", "trimStart": r"\.trim(?:Start|End)\(", "allSettled": r"allSettled\(",
}  # fmt: skip
# What the policy refuses: code and HTML made from text, and styles in attributes.
REFUSED = {
    "HTML from text": r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc|parseFromString|createContextualFragment)\b|document\.write",
    "code from text": r"\beval\(|\bnew Function\b|set(?:Timeout|Interval)\(\s*[\"']", "style attribute": r"setAttribute\(\s*[\"']style",
    "importScripts": r"\bimportScripts\b", "handler attribute": r"setAttribute\(\s*[\"']on",
}  # fmt: skip


def words_of(code: str) -> dict[str, str]:
    return script.script_words(Speech(projects.checked(editions.SOUND).edition, code))


@cache
def scripts() -> list[str]:
    """Every script that readers' browsers run, the worker among them, as they get it."""
    return [*(script.join({}, first=first) for first in FIRSTS), rjsmin.jsmin((script.SCRIPTS / "worker.js").read_text("utf-8"))]


def folder(to: Path, **modules: str) -> Path:
    """A folder of scripts; `_` in a name stands for `-`."""
    to.mkdir(exist_ok=True)
    for name, text in modules.items():
        (to / f"{name.replace('_', '-')}.js").write_text(text, "utf-8")
    return to


def broken(to: Path, **modules: str) -> str:
    """What is said of modules that cannot be joined."""
    with pytest.raises(script.BrokenScript) as caught:
        script.join({}, folder(to, **modules))
    return str(caught.value)


# --- joining -------------------------------------------------------------------------------------------------------


def test_modules_stand_after_those_they_need(tmp_path: Path) -> None:
    """What a module imports stands before it, once, and nothing is left of the modules' own syntax."""
    joined = script.join({}, folder(
        tmp_path,
        main='import { two } from "./two.js";\nimport { one, none } from "./one.js";\nrun(one, two, none);\n',
        one="export const one = 1;\nexport const none = 0;\n",
        two='import { one } from "./one.js";\nexport function two() {\n  return one + one;\n}\n',
    ))  # fmt: skip
    expected = '(function(){"use strict";const one=1;const none=0;function two(){return one+one;}\nrun(one,two,none);})();'
    assert re.sub(r"\s+", "", joined) == re.sub(r"\s+", "", expected)


def test_what_nobody_imports_is_left_out(tmp_path: Path) -> None:
    """A file that `main.js` does not lead to, as the worker is, stays out."""
    assert "worker" not in script.join({}, folder(tmp_path, main="run();\n", worker="function worker() {}\n"))


@pytest.mark.parametrize(
    "line",
    [
        'import "./one.js";', 'import one from "./one.js";', 'import * as one from "./one.js";', "import { one } from './one.js';",
        'import { one as other } from "./one.js";', 'import { one } from "https://one.example/one.js";', 'import { one } from "./one.js"',
        'import { one } from "../one.js";', "export default one;", "export { one };", "export let one = 1;", "export class One {}",
        'export * from "./one.js";', '  const one = import("./one.js");', "const here = import.meta.url;",
    ],
)  # fmt: skip
def test_other_module_syntax_is_refused(tmp_path: Path, line: str) -> None:
    """What is not understood is not passed on: file and line are named."""
    assert broken(tmp_path, main=f"run();\n\n{line}\n", one="export const one = 1;\n").startswith("main.js:3: ")


def test_a_circle_is_refused(tmp_path: Path) -> None:
    """Modules that need each other cannot stand one after the other."""
    said = broken(
        tmp_path,
        main='import { one } from "./one.js";\n',
        one='\nimport { two } from "./two.js";\nexport const one = two;\n',
        two='import { one } from "./one.js";\nexport const two = one;\n',
    )
    assert said == "two.js:1: imports in a circle: main.js → one.js → two.js → one.js"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("export const one = 1;", "const one = 2;"), ("export function one() {}", "let one = 2;"),
        ("export const other = 1;\nvar one = 2;", "class one {}"),
        ("function one() {}\nexport const other = 1;", "async function one() {}"),
    ],
)  # fmt: skip
def test_a_name_declared_twice_is_refused(tmp_path: Path, first: str, second: str) -> None:
    """The modules come to share one scope: the second place is named, and the first."""
    name = "other" if "other" in first else "one"
    said = broken(tmp_path, main=f'import {{ {name} }} from "./first.js";\nrun({name});\n{second}\n', first=first)
    assert re.fullmatch(r"main\.js:3: `one` is declared in first\.js:[12] already", said)


def test_the_same_name_inside_functions_is_allowed(tmp_path: Path) -> None:
    """Names within functions disturb nobody."""
    inside = "export function {}() {{\n  const mine = 1;\n  return mine;\n}}\n"
    main = 'import { one } from "./one.js";\nimport { two } from "./two.js";\nrun(one, two);\n'
    assert script.join({}, folder(tmp_path, main=main, one=inside.format("one"), two=inside.format("two"))).count("mine=1") == 2


def test_names_taken_apart_outside_functions_are_refused(tmp_path: Path) -> None:
    """`const { a } = b` hides a name from the search for doubles."""
    assert broken(tmp_path, main="const { a } = window;\n").startswith("main.js:1: ")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('import { one } from "./none.js";', "there is no none.js"),
        ('import { one, two } from "./one.js";', "one.js does not export two"),
    ],
)
def test_an_import_of_nothing_is_refused(tmp_path: Path, line: str, why: str) -> None:
    """A module or name that is not there stops the build, not the reader's browser."""
    said = broken(tmp_path, main=f"{line}\n", one="export const one = 1;\nfunction two() {}\n")
    assert said == f"main.js:1: {why}"


def test_words_need_their_place(tmp_path: Path) -> None:
    """If the line that the words replace is gone, the build stops."""
    said = broken(tmp_path, main='import { word } from "./words.js";\n', words="export function word() {}\n")
    assert said.startswith("words.js:1: ")


# --- words ---------------------------------------------------------------------------------------------------------


def table_in(joined: str) -> dict[str, str]:
    """The words that a joined script holds."""
    found = re.search(r'const WORDS=(\{.*?"\}|\{\});', joined)
    assert found
    return dict(json.loads(found[1]))


@given(st.dictionaries(st.text(), st.text()))
def test_any_word_survives_the_joining(words: dict[str, str]) -> None:
    """Quotes, line ends, `</script`, comment signs: what goes in comes out, and ends no line."""
    joined = script.join(words)
    start = joined.index("const WORDS=") + len("const WORDS=")
    table, end = json.JSONDecoder().raw_decode(joined, start)
    assert table == words
    assert joined[end] == ";"
    assert not re.search("[\n\r\u2028\u2029]", joined[start:end])


@pytest.mark.parametrize("code", CODES)
def test_the_script_speaks_the_readers_language(code: str) -> None:
    """Every word of the script's own is there, and those it shares with the pages, as plain text in the page's language."""
    table = table_in(script.join(words_of(code)))
    others = tuple(f"{script.PREFIX}{layout}." for layout in script.layouts())
    own = {
        key.removeprefix(script.PREFIX): words[code] for key, words in WORDS.items()
        if key.startswith(script.PREFIX) and not key.startswith(others)
    }  # fmt: skip
    assert table == own | {key: WORDS[key][code] for key in script.SHARED}


def test_an_edition_may_say_it_otherwise() -> None:
    """The edition's own words hold in the script too, unescaped."""
    sound = projects.checked(editions.SOUND).edition
    edition = editions.changed(sound, as_of=None, words={"js.copy": "抄 & 走", "state.expired": "<过了>"})
    words = script.script_words(Speech(edition, CODES[0]))
    assert (words["copy"], words["state.expired"]) == ("抄 & 走", "<过了>")


def test_words_of_a_layout_are_in_its_own_script_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """`js.NAME.…` is said by the script of the layout of that name; every page's script does not carry it."""
    monkeypatch.setitem(WORDS, "js.boats.left", {code: f"{code} left" for code in CODES})
    monkeypatch.setattr(script, "layouts", lambda: ["boats"])
    speech = Speech(projects.checked(editions.SOUND).edition, CODES[0])
    assert "boats.left" not in script.script_words(speech)
    assert script.script_words(speech, "boats") == {"boats.left": f"{CODES[0]} left"} | {
        key: WORDS[key][CODES[0]] for key in script.SHARED
    }


def test_a_layout_may_say_words_of_the_pages_too() -> None:
    """What is lent to a layout's script is in it, and in no other page's."""
    speech = Speech(projects.checked(editions.SOUND).edition, CODES[0])
    for layout, prefixes in script.LENT.items():
        lent = {key for key in WORDS if key.startswith(prefixes)}
        assert lent <= script.script_words(speech, layout).keys()
        assert lent - set(script.SHARED) - script.script_words(speech).keys() == lent - set(script.SHARED)


# --- the script itself ---------------------------------------------------------------------------------------------


def test_the_same_modules_give_the_same_script(tmp_path: Path) -> None:
    """Neither the folder nor the order of the words matters."""
    words = words_of(CODES[0])
    copy = shutil.copytree(script.SCRIPTS, tmp_path / "copy")
    assert script.join(dict(reversed(words.items())), copy) == script.join(words)


@pytest.mark.parametrize("name", TOO_NEW)
def test_old_phones_can_read_it(name: str) -> None:
    """The scripts use nothing newer than ES2018: one sign that a browser does not know, and it runs none of it."""
    for text in scripts():
        assert re.findall(rf".{{0,40}}{TOO_NEW[name]}.{{0,20}}", text) == []


@pytest.mark.parametrize("name", REFUSED)
def test_it_does_nothing_that_the_policy_refuses(name: str) -> None:
    """No code or HTML is made from text, no style is written into an attribute."""
    for text in scripts():
        assert re.findall(rf".{{0,40}}(?:{REFUSED[name]}).{{0,20}}", text) == []


def test_every_module_says_its_job() -> None:
    """A module begins with a sentence on its job, in a comment at its head."""
    silent = [file.name for file in script.SCRIPTS.glob("*.js") if not re.match(r"/\*\s\S.*[.:]", file.read_text("utf-8"))]
    assert silent == []


def test_nothing_is_shared_for_nobody() -> None:
    """What a module exports another imports, and what it imports it uses."""
    modules = [script.Module(file.name, file.read_text("utf-8")) for file in script.SCRIPTS.glob("*.js")]
    taken = {(other, name) for module in modules for _, other, names in module.imports() for name in names}
    shared = {(module.name, name) for module in modules for name in module.exported}
    assert shared - taken == set()
    idle = [(module.name, name) for module in modules for _, _, names in module.imports() for name in names
            if not re.search(rf"\b{name}\b", "\n".join(module.body))]  # fmt: skip
    assert idle == []


def test_every_script_is_used() -> None:
    """Every module is led to from `main.js`, a layout's own or the query module, but the worker, which is a script of its own."""
    files = {file.name for file in script.SCRIPTS.glob("*.js")}
    used = {name for first in FIRSTS for name in script.in_order(script.SCRIPTS, first)}
    assert files - used == {"worker.js"}
