"""YAML 1.2 core rules: what is read as it was typed, and what is refused by name and place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import editions
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.load import decode
from generator.problems import MESSAGES
from generator.yaml_core import CONTROL, MAX_DEPTH, Refusal, fields_of, parse, positions

CASES = editions.golden("yaml_core")
HELD = [case for case in CASES if "holds" in case]
REFUSED = [case for case in CASES if "code" in case]

# Text as the loader hands it on: no control characters, no lone surrogates.
texts = st.text().filter(lambda text: not CONTROL.search(text))
keys = texts.filter(lambda key: key != "<<")
# Letters that mean something to YAML come up often.
scraps = st.text(st.sampled_from("ab水：:#-?,[]{}&*!|>'\"%@` \t\n\\~<=0"), max_size=40)
anything = st.one_of(scraps, st.text(st.characters()), st.text(st.characters(categories=["Cc", "Cs", "Zl", "Zp", "Lo"])))
values = st.recursive(
    st.one_of(texts, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=12,
)
mappings = st.dictionaries(keys, values, max_size=4)


def refusal(text: str, read: Callable[[str], object] = parse) -> Refusal | None:
    try:
        read(text)
    except Refusal as found:
        return found
    return None


def quoted(mapping: dict[str, Any]) -> str:
    """A mapping as YAML in which every text stands in double quotes."""
    return yaml.dump(mapping, Dumper=_Quoting, allow_unicode=True, sort_keys=False)


class _Quoting(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0) if isinstance(value, (dict, list)) else 0


# --- golden cases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", HELD, ids=[case["why"] for case in HELD])
def test_holds(case: dict[str, Any]) -> None:
    """What an editor types is read as typed; only plain true, false and null mean something else."""
    assert parse(case["text"]) == case["holds"]


@pytest.mark.parametrize("case", REFUSED, ids=[case["why"] for case in REFUSED])
def test_refuses(case: dict[str, Any]) -> None:
    """What no record needs is refused with its code and its place."""
    found = refusal(case["text"])
    assert found is not None
    assert (found.code, found.line, found.column) == (case["code"], case["line"], case["column"])


def test_refusals_name_what_they_found() -> None:
    """A refusal carries what an editor must look for."""
    for text, name in (("a: &x b", "x"), ("a: *y", "y"), ("a: !!int 3", "!!int"), ("a: !z 3", "!z"), ("a: 1\na: 2", "a")):
        found = refusal(text)
        assert found is not None
        assert found.values["found"] == name


def test_alias_bomb_is_small() -> None:
    """A text that would unfold to a billion words is refused at its first anchor."""
    bomb = "a: &a [水, 水]\n" + "".join(f"{chr(n)}: &{chr(n)} [*{chr(n - 1)}, *{chr(n - 1)}]\n" for n in range(98, 123))
    found = refusal(bomb)
    assert found is not None
    assert (found.code, found.line) == ("anchor", 1)


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(bracket: str) -> None:
    """Ten thousand levels are refused, not followed."""
    found = refusal("a: " + bracket * 10_000)
    assert found is not None
    assert found.code in ("too-deep", "bad-yaml", "bad-key")


# --- promises ------------------------------------------------------------------------------------------------------


@given(text=texts)
@example(text="<<")
@example(text="no")
@example(text=" 水\n\n 山\t")
@example(text="\u2028\x85\u200b")
def test_any_text_survives(text: str) -> None:
    """Any text comes back unchanged once it stands in quotes."""
    assert parse(yaml.safe_dump({"a": text}, default_style='"')) == {"a": text}
    assert parse(yaml.safe_dump({"a": text}, default_style='"', allow_unicode=True)) == {"a": text}
    assert parse(yaml.safe_dump({"a": [text, {"b": text}]}, default_style='"')) == {"a": [text, {"b": text}]}


@given(mapping=mappings)
def test_any_mapping_survives(mapping: dict[str, Any]) -> None:
    """Any mapping of texts, flags, lists and mappings comes back unchanged, or is told to be too deep."""
    found = refusal(quoted(mapping))
    if depth(mapping) > MAX_DEPTH:
        assert found is not None
        assert found.code == "too-deep"
    else:
        assert parse(quoted(mapping)) == mapping


@given(text=anything)
@example(text="\ud800")
@example(text="a: b\nc: \udfff")
@example(text="\0")
@example(text="a: \x01")
@example(text="%YAML 99999999999999999999.1\n---\na: b")
@example(text="%TAG ! tag:x,2000:\n---\na: !y b")
def test_nothing_but_refusals(text: str) -> None:
    """Any text at all is read or refused, with a known code and a place that the text has."""
    found = refusal(text)
    if found is not None:
        assert found.code in MESSAGES
        assert 0 <= found.line <= len(text.splitlines()) + 1


@given(data=st.binary(max_size=60))
def test_nothing_but_refusals_of_bytes(data: bytes) -> None:
    """Any bytes at all are decoded and read, or refused."""
    try:
        text = decode(data)
    except Refusal as refused:
        found: Refusal | None = refused
    else:
        found = refusal(text)
    assert found is None or found.code in MESSAGES


@given(mapping=mappings.filter(lambda mapping: depth(mapping) <= MAX_DEPTH))
def test_positions_agree(mapping: dict[str, Any]) -> None:
    """Every field has a place, and places come in the order of the text."""
    text = quoted(mapping)
    places = positions(text)
    assert {path for path, _ in fields_of(parse(text))} <= set(places)
    assert list(places.values()) == sorted(places.values())
    assert all(line >= 1 and column >= 1 for line, column in places.values())


@given(text=scraps)
def test_positions_refuse_alike(text: str) -> None:
    """What `parse` refuses `positions` refuses, in the same words."""
    found, other = refusal(text), refusal(text, positions)
    assert (found is None) == (other is None)
    if found and other:
        assert (found.code, found.line, found.column) == (other.code, other.line, other.column)


def test_positions_point_at_keys_and_items() -> None:
    """A place is that of a field's key or of a list's item, counted in characters from 1."""
    text = "水: 山\nb:\n  - c\n  - {d: e, 说明: f}\n"
    assert positions(text) == {
        ("水",): (1, 1), ("b",): (2, 1), ("b", 0): (3, 5), ("b", 1): (4, 5), ("b", 1, "d"): (4, 6), ("b", 1, "说明"): (4, 12),
    }  # fmt: skip


def test_fields_of_gives_every_scalar() -> None:
    """Every scalar comes with its path."""
    value = {"a": ["x", {"b": None}], "c": True, "d": {}, "e": []}
    assert list(fields_of(value)) == [(("a", 0), "x"), (("a", 1, "b"), None), (("c",), True)]
