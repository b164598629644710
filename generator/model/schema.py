"""Descriptions of a kind for other programs, made from its record class: its JSON Schema and its CSV columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.model.divisions import LEVELS
from generator.model.fields import validator
from generator.model.values import CODE, IDENTIFIER

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# The order in which the parts of a schema are written; what is not named here follows by name.
_HEAD = ("$schema", "$id", "title", "description", "type", "properties", "required", "additionalProperties")

PLANNED = "next"
"""The field in which values stand that are still to take over."""

Terms = Mapping[str, Mapping[str, Any]]
"""The edition's vocabularies: `{vocabulary: {word: label}}`, a label being a text in one language or several."""

Node = dict[str, Any]
"""A JSON Schema or a part of one."""


def say(words: Mapping[str, str], lang: str) -> str:
    """The model's own words in a language: it speaks English and Chinese."""
    return words["en" if lang.startswith("en") else "zh"]


# --- what a published record carries besides its class -------------------------------------------------------------


def _about(zh: str, en: str, why_zh: str, why_en: str, **keywords: object) -> Node:
    return {"type": "string", **keywords, "x-title": {"zh": zh, "en": en}, "x-help": {"zh": why_zh, "en": why_en}}


_ID = _about(
    "编号", "Id", "文件名，也是网址的最后一段，永远不变", "The file's name and the last part of the address; never changes",
    pattern=f"^{IDENTIFIER.pattern}$",
)  # fmt: skip
_CODE = {"pattern": f"^{CODE.pattern}$"}
_DIVISION: dict[str, Node] = {
    "code": _about("区划代码", "Division code", "十二位代码，是文字，不是数字", "Twelve digits; text, not a number", **_CODE),
    "name": _about("区划名称", "Name of the division", "取自区划表", "From the division table", minLength=1),
    "name_en": _about("区划英文名称", "Its name in English", "取自区划表", "From the division table"),
    "level": _about("层级", "Level", "省、市、县（区）、镇街", "Province, city, county or street", enum=list(LEVELS)),
    "parent": _about("上级区划", "Lies in", "上级区划的代码；最上级没有", "Code of the one above; the topmost has none", **_CODE),
}


_EDITION = _about(
    "编写版本", "Edition", "哪一版写的；只有一版时空着", "Which edition wrote it; empty where there is only one", minLength=1
)  # fmt: skip


def added(kind: str) -> dict[str, Node]:
    """Fields that a published record has and its class has not, in order: where it stands, and its division's row."""
    return {"id": _ID, **(_DIVISION if kind == "areas" else {})}


# --- JSON Schema ---------------------------------------------------------------------------------------------------


def json_schema(kind: str, terms: Terms, lang: str = "zh", address: str = "") -> Node:
    """The JSON Schema (draft 2020-12) of what an editor writes in a file of a kind, or of `site` for `site.yml`.

    Names and help are in one language, and in both under `x-title` and `x-help`. A field that takes a word of a
    vocabulary (`x-terms`) lists the edition's words as `enum`, with their labels in `enumDescriptions` and `x-labels`.
    """
    about = {"$schema": DRAFT, **({"$id": address} if address else {})}
    return _ordered(about | _told(_with_planned(_bare(kind)), terms, lang))


def _with_planned(bare: Node) -> Node:
    """The schema in which what `next` sets is described too: the fields of the kind itself, none of which it must have."""
    planned = bare.get("$defs", {}).get("Planned")
    if planned is None:
        return bare
    fields = {name: {"$ref": f"#/properties/{name}"} for name in bare["properties"] if name != PLANNED}
    chosen = planned["properties"]["set"] | {"properties": fields, "additionalProperties": False, "minProperties": 1}
    whole = planned | {"properties": planned["properties"] | {"set": chosen}}
    return bare | {"$defs": bare["$defs"] | {"Planned": whole}}


@cache
def _bare(kind: str) -> Node:
    """The schema as pydantic makes it from the class: 10 ms of work. Only ever copied."""
    return validator(kind).json_schema()


def published_schema(kind: str, terms: Terms, lang: str = "zh", address: str = "") -> Node:
    """The JSON Schema of one record of `data/<kind>.json`: as edited, with its id and who wrote it; a division may have no record."""
    schema = _published(json_schema(kind, terms, lang, address))
    more, edition = _told(added(kind), terms, lang), {"edition": _told(_EDITION, terms, lang)}
    required = ["id", "code", "name", "level"] if kind == "areas" else ["id", *schema["required"]]
    return _ordered(schema | {"properties": more | schema["properties"] | edition, "required": required})


def _published(schema: Node) -> Node:
    """The schema without what is still to come, which is not published."""
    properties = {name: node for name, node in schema["properties"].items() if name != PLANNED}
    parts = {name: node for name, node in schema["$defs"].items() if name != "Planned"}
    return schema | {"properties": properties, "$defs": parts}


def _ordered(node: Node) -> Node:
    return {key: node[key] for key in (*_HEAD, *sorted(set(node) - set(_HEAD))) if key in node}


def _told(node: Any, terms: Terms, lang: str) -> Any:
    """A copy of a schema in one language, with the edition's words filled in."""
    if isinstance(node, list):
        return [_told(part, terms, lang) for part in node]
    if not isinstance(node, dict):
        return node
    told = {key: _told(part, terms, lang) for key, part in node.items()}
    # A field may be called `title`; only the description of a field carries `x-title` as well.
    if "x-title" in node:
        told |= {"title": say(node["x-title"], lang), "description": say(node["x-help"], lang)}
    if words := _words(node, terms):
        labels = [_label(label, lang) for label in words.values()]
        told |= {"enum": list(words), "enumDescriptions": labels, "x-labels": dict(words)}
    return told


def _words(node: Node, terms: Terms) -> Mapping[str, Any]:
    vocabulary = node.get("x-terms")
    return terms.get(vocabulary, {}) if isinstance(vocabulary, str) else {}


def _label(label: Any, lang: str) -> str:
    return label if isinstance(label, str) else str(label.get(lang) or next(iter(label.values())))


# --- CSV columns ---------------------------------------------------------------------------------------------------

Shape = Literal["scalar", "text", "scalars", "texts", "names", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind's CSV file."""

    name: str
    field: str
    """The field of the record it shows."""
    shape: Shape
    """How the field becomes a cell: as it is, in one language, joined with `; ` (all three), or as compact JSON."""
    type: str
    """The type of a cell, in the words of Frictionless Table Schema."""
    title: Mapping[str, str]
    help: Mapping[str, str]
    format: str = ""
    lang: str = ""
    """The language of its words, if it holds words in one language."""
    required: bool = False
    """Whether no cell of it is empty."""


def columns(kind: str, languages: Sequence[str]) -> list[Column]:
    """The columns of a kind: `id`, then every field in the model's order. The first language is the site's main one."""
    return list(_columns(kind, tuple(languages)))


@cache
def _columns(kind: str, languages: tuple[str, ...]) -> tuple[Column, ...]:
    schema = published_schema(kind, {})
    fields: dict[str, Node] = schema["properties"]
    return tuple(column for name in fields for column in _of_field(name, fields[name], name in schema["required"], languages))


def _of_field(field: str, node: Node, required: bool, languages: tuple[str, ...]) -> Iterator[Column]:
    shape, kind, form = _shape(node)
    title, why = node["x-title"], node["x-help"]
    if shape not in ("text", "texts", "names"):
        yield Column(field, field, shape, kind, title, why, form, required=required and shape != "scalars")
        return
    for lang in languages:
        named = {code: f"{name} ({lang})" for code, name in title.items()}
        sure = required and shape == "text" and lang == languages[0]
        yield Column(f"{field}_{lang}", field, shape, kind, named, why, form, lang, sure)


def _shape(node: Node) -> tuple[Shape, str, str]:
    """Shape, Frictionless type and format of the cells of a field."""
    node = _present(node)
    if "oneOf" in node:
        return ("names" if node["oneOf"][0]["type"] == "array" else "text"), "string", ""
    match node.get("type"):
        case "array":
            return _shape_of_list(_present(node["items"]))
        case "integer" | "number" | "boolean" as kind:
            return "scalar", kind, ""
        case "string" if node.get("format") == "date":
            return "scalar", "date", ""
        case "string":
            return "scalar", "string", node.get("format", "")
    return "json", "object", ""


def _shape_of_list(item: Node) -> tuple[Shape, str, str]:
    if "oneOf" in item:
        return "texts", "string", ""
    return ("scalars", "string", "") if item.get("type", "object") not in ("object", "array") else ("json", "array", "")


def _present(node: Node) -> Node:
    """What a field holds when it holds anything: an optional field is `anyOf` that and null."""
    return next((part for part in node.get("anyOf", ()) if part.get("type") != "null"), node)
