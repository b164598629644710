"""What the descriptions of a kind promise to other programs."""

from __future__ import annotations

import dataclasses
import json

import pytest

from generator.model.fields import class_of, field_types, inner_class, written
from generator.model.kinds import KIND_NAMES
from generator.model.schema import DRAFT, columns, json_schema, published_schema

TERMS = {"tasks": {"gate": {"zh": "卡口值守", "en": "Gate duty"}, "delivery": "送物"}}
TYPES = {"string", "integer", "number", "boolean", "date", "object", "array"}


def names(record_class):
    return [written(item.name) for item in dataclasses.fields(record_class)]


def classes_in(record_class):
    """The class and every class its fields hold, however deep."""
    found = [record_class]
    for annotation in field_types(record_class).values():
        # What marks a scalar may be an instance of a dataclass; only a class holds fields.
        if isinstance(inner := inner_class(annotation), type):
            found += classes_in(inner)
    return found


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_schema_has_every_field_of_every_class(kind):
    """A field of the model, at whatever depth, stands in the JSON Schema, in the model's order."""
    schema = json_schema(kind, TERMS)
    top, *inner = classes_in(class_of(kind))
    assert list(schema["properties"]) == names(top)
    for record_class in inner:
        assert list(schema["$defs"][record_class.__name__]["properties"]) == names(record_class)


def test_what_a_planned_change_sets_is_described():
    """What `next` sets are the kind's own fields but `next` itself; of what is published there is no `next` at all."""
    schema = json_schema("hotlines", TERMS)
    chosen = schema["$defs"]["Planned"]["properties"]["set"]
    assert list(chosen["properties"]) == [name for name in schema["properties"] if name != "next"]
    assert {name: part["$ref"] for name, part in chosen["properties"].items()} == {
        name: f"#/properties/{name}" for name in chosen["properties"]
    }
    assert (chosen["additionalProperties"], chosen["minProperties"]) == (False, 1)
    assert "Planned" not in json.dumps(published_schema("hotlines", TERMS))


@pytest.mark.parametrize("kind", [*KIND_NAMES, "site"])
def test_schema_says_what_it_is(kind):
    """A schema names its draft, has an address only if it was given one, and is the same text every time."""
    schema = json_schema(kind, TERMS, address="https://example.org/s.json")
    assert list(schema)[:3] == ["$schema", "$id", "title"]
    assert schema["$schema"] == DRAFT
    assert schema["additionalProperties"] is False
    assert "$id" not in json_schema(kind, TERMS)
    assert json.dumps(schema) == json.dumps(json_schema(kind, TERMS, address="https://example.org/s.json"))


def test_schema_lists_the_editions_words():
    """A field that takes a word of a vocabulary lists the words with their labels; references keep their kind."""
    properties = json_schema("opportunities", TERMS, "en")["properties"]
    assert properties["task"]["enum"] == ["gate", "delivery"]
    assert properties["task"]["enumDescriptions"] == ["Gate duty", "送物"]
    assert properties["task"]["x-labels"] == TERMS["tasks"]
    assert properties["guidelines"]["items"]["x-kind"] == "guidelines"
    assert "enum" not in json_schema("opportunities", {})["properties"]["task"]


def test_schema_speaks_the_language_asked_for():
    """Names and help are Chinese or English; a call in one language leaves the other as it was."""
    in_english, in_chinese = json_schema("opportunities", TERMS, "en"), json_schema("opportunities", TERMS)
    assert in_english["properties"]["task"]["title"] == "Task"
    assert in_english["$defs"]["Shift"]["properties"]["start"]["description"] == "24-hour clock"
    assert in_chinese["properties"]["task"]["title"] == "岗位"


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_published_record_has_an_id_first(kind):
    """What is published has an id; what is edited has none, for its file is named by it."""
    assert next(iter(published_schema(kind, TERMS)["properties"])) == "id"
    assert published_schema(kind, TERMS)["required"][0] == "id"
    assert "id" not in json_schema(kind, TERMS)["properties"]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_columns_have_every_field(kind):
    """Columns start with the id, show each field of the class in its order, then who wrote it; no two have one name.

    What is still to take over has none."""
    made = columns(kind, ["zh", "en"])
    shown = list(dict.fromkeys(column.field for column in made))
    own = [name for name in names(class_of(kind)) if name != "next"]
    assert shown[0] == "id"
    assert shown[-len(own) - 1 :] == [*own, "edition"]
    assert len({column.name for column in made}) == len(made)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_columns_are_documented(kind):
    """Every column has a name and help in both languages, and a type that Table Schema knows."""
    for column in columns(kind, ["zh", "en"]):
        assert all(words[lang] for words in (column.title, column.help) for lang in ("zh", "en")), column.name
        assert column.type in TYPES


def test_columns_follow_the_kind_of_value():
    """Words get a column per language, lists of plain values one, groups of fields one with JSON."""
    made = {column.name: column for column in columns("opportunities", ["zh", "en", "zh-hant"])}
    assert [name for name in made if name.startswith("title")] == ["title_zh", "title_en", "title_zh-hant"]
    kinds = {name: (made[name].shape, made[name].type) for name in made}
    assert kinds["title_en"] == ("text", "string")
    assert kinds["duties_en"] == ("texts", "string")
    assert kinds["keywords"] == ("scalars", "string")
    assert kinds["street"] == ("scalar", "string")
    assert kinds["verified"] == ("scalar", "date")
    assert kinds["sample"] == ("scalar", "boolean")
    assert kinds["needed"] == ("scalar", "integer")
    assert kinds["safety"] == ("json", "object")
    assert kinds["shifts"] == ("json", "array")


def test_required_columns_are_never_empty_ones():
    """Only the main language of a required text is sure to be there, and no list is."""
    sure = {column.name for column in columns("help", ["zh", "en"]) if column.required}
    assert {"id", "title_zh", "verified", "category"} <= sure
    assert not {"title_en", "audiences", "application_process_zh", "url", "sample"} & sure


def test_area_columns_start_with_the_division_table():
    """A division has its row of the table first; a street's own record may be missing altogether."""
    made = columns("areas", ["zh", "en"])
    assert [column.name for column in made][:6] == ["id", "code", "name", "name_en", "level", "parent"]
    assert {column.name for column in made if column.required} == {"id", "code", "name", "level"}
