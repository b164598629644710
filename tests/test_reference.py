"""The pages that explain the fields: every field is there, in both languages, and every example would pass the check."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from html import unescape
from typing import Any

import editions
import projects
import pytest
from pydantic import TypeAdapter

from generator import examples, yaml_core
from generator.model import values as types
from generator.model.fields import class_of, described, field_types, inner_class
from generator.text import Speech
from generator.views import reference
from generator.views.reference import FILES, Field
from generator.words import WORDS

LANGUAGES = ("zh", "en")


@cache
def fields(kind: str, lang: str = "zh") -> dict[str, Field]:
    """The fields of a page of the sound edition by their path."""
    site = projects.site_of(editions.SOUND)
    rows = reference.arrange(site, Speech(site.edition, lang), reference.page(site, kind))["fields"]
    return {row.path: row for row in rows}


def annotations(record_class: type, path: str = "") -> dict[str, tuple[type, str, Any]]:
    """Every field below a class by its path: its class, name and annotation."""
    found: dict[str, tuple[type, str, Any]] = {}
    for name, annotation in field_types(record_class).items():
        found[path + name] = (record_class, name, annotation)
        if inner := inner_class(annotation):
            found |= annotations(inner, f"{path}{name}.")
    return found


@cache
def html(kind: str, lang: str) -> str:
    folder = projects.sound_site() / ("" if lang == "zh" else lang)
    return (folder / "fields" / kind / "index.html").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", FILES)
def test_every_field_is_explained(kind: str, lang: str) -> None:
    """Each field, however deep, has its own place on the page: its name as it is written, what to write, and an example."""
    page = unescape(html(kind, lang))
    assert list(fields(kind)) == list(annotations(class_of(kind)))
    for path, (record_class, name, _) in annotations(class_of(kind)).items():
        assert f'id="{path.replace(".", "-")}"' in page
        assert f"<code>{path}</code>" in page
        assert described(record_class)[name]["help"][lang] in page
        assert f"<pre>{fields(kind, lang)[path].example}</pre>" in page


@pytest.mark.parametrize("kind", FILES)
def test_no_two_fields_share_a_place(kind: str) -> None:
    """Links to a field stay good: each has an anchor of its own."""
    anchors = [field.anchor for field in fields(kind).values()]
    assert len(set(anchors)) == len(anchors)


def _context() -> dict[str, Any]:
    site = projects.site_of(editions.SOUND)
    return {
        "languages": site.edition.codes, "terms": site.edition.terms, "divisions": site.divisions, "former": {},
        "ids": {kind: set(entries) for kind, entries in site.all.items()},
    }  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_every_example_holds_in_the_edition(kind: str) -> None:
    """What stands as an example can be copied: the model takes it, with this edition's words, places and records."""
    for path, (_, name, annotation) in annotations(class_of(kind)).items():
        value = yaml_core.parse(fields(kind)[path].example)[name]
        TypeAdapter(annotation).validate_python(value, context=_context())


@pytest.mark.parametrize("kind", FILES)
def test_required_as_the_model_has_it(kind: str) -> None:
    """A field is called required if the model refuses a record without it, and only then."""
    schema = TypeAdapter(class_of(kind)).json_schema()
    parts = {class_of(kind).__name__: schema, **schema.get("$defs", {})}
    for path, (record_class, name, _) in annotations(class_of(kind)).items():
        assert fields(kind)[path].required == (name in parts[record_class.__name__].get("required", ())), path


def test_required_is_said_on_the_page() -> None:
    """A page tells apart what is required, what is only within a group, and what may be absent, and then what it is taken for."""
    page = html("opportunities", "zh")
    assert _marks(page, "street") == "必填"
    assert _marks(page, "shifts-date") == "写了 shifts 就要填"
    assert _marks(page, "community") == "可以不写"
    assert _marks(page, "sample") == "可以不写 不写就是 false"


def _marks(page: str, anchor: str) -> str:
    found = re.search(rf'id="{anchor}".*?<p class="marks">(.*?)</p>', page, re.DOTALL)
    assert found
    return re.sub("<[^>]*>", "", found[1]).strip()


def test_words_of_the_editions_vocabularies() -> None:
    """A field that takes a word of a vocabulary lists the edition's own, with what they say in the page's language."""
    assert fields("opportunities")["task"].choices == [("dyke-watch", "巡堤"), ("boat", "撑船")]
    assert fields("opportunities", "en")["task"].choices == [("dyke-watch", "Dyke watch"), ("boat", "Boat crew")]
    assert ("draft", "") in fields("opportunities")["status"].choices
    assert fields("opportunities")["guidelines"].kind == "guidelines"
    assert fields("opportunities")["guidelines"].example == "guidelines:\n  - leaving-home"
    assert fields("opportunities")["street"].example == "street: '990101001000'"
    assert "结对堤段" in html("organizations", "zh")


@pytest.mark.parametrize("kind", FILES)
def test_privacy_is_said_where_it_matters(kind: str) -> None:
    """Every telephone number, whoever answers, every place and every recipient says what never to write there."""
    for path, (_, name, annotation) in annotations(class_of(kind)).items():
        note = fields(kind)[path].privacy
        if examples.form_of(annotation) == "phone":
            assert note == "phone", path
        if name in ("owner", "role", "keeper", "responsible", "liaison"):
            assert note == "post", path
        if name in ("place", "address", "desk"):
            assert note == "place", path
        assert not note or f"fields.privacy.{note}" in WORDS
    assert WORDS["fields.privacy.all"]["zh"] in html(kind, "zh")


@pytest.mark.parametrize("kind", FILES)
def test_how_to_write_it_is_said(kind: str) -> None:
    """Each type of value is told in words of its own; only mappings from name to anything are told in general."""
    for path, (_, _, annotation) in annotations(class_of(kind)).items():
        form = fields(kind)[path].form
        assert f"form.{form}" in WORDS, path
        assert form != "map" or "dict[" in str(annotation), path
    assert examples.form_of(list[types.Weekday]) == "weekday"


def test_the_model_to_copy_is_a_record_of_the_edition() -> None:
    """A page names a file of this edition to begin from, and links to what it looks like."""
    page = html("opportunities", "zh")
    file = re.search(r"抄一份 (content/\S+\.yml)", page)
    assert file
    assert (editions.SOUND / file[1].removeprefix("content/")).is_file()


def test_every_kind_is_on_the_first_page() -> None:
    """The list of pages has each kind of file, with how many fields it has and must have."""
    for lang in LANGUAGES:
        page = (projects.sound_site() / ("" if lang == "zh" else lang) / "fields/index.html").read_text("utf-8")
        assert all(f'fields/{kind}/"' in page for kind in FILES)
    fields = dataclasses.fields(class_of("opportunities"))
    must = sum(field.default.is_required() for field in fields)
    told = (projects.sound_site() / "fields/index.html").read_text("utf-8")
    assert f"{len(fields)} 个字段，{must} 个必填" in told
