"""What the open-data files promise to whoever downloads them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import typing
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator

from generator.entry import Entry, row_of
from generator.model import values as kinds_of_value
from generator.model.divisions import Division
from generator.model.edition import VOCABULARIES
from generator.model.fields import class_of, field_types, inner_class, is_list, marks, validator
from generator.model.kinds import KIND_NAMES
from generator.model.schema import columns, published_schema
from generator.outputs import data

STREET = "110101001000"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
PLENTY = settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))

# --- any record of any kind, as an editor would type it ------------------------------------------------------------

WORD = st.sampled_from(["one", "two", "false"])
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
HOSTILE = st.tuples(st.sampled_from([*FORMULAS, "'=", "a; '=", '",', "\r\n"]), ANY).map("".join)
TEXT = st.one_of(ANY, HOSTILE).filter(str.strip)
TYPED = {
    kinds_of_value.read_text: st.one_of(TEXT, st.fixed_dictionaries({"zh": TEXT}, optional={"en": TEXT})),
    kinds_of_value.read_line: TEXT,
    kinds_of_value.read_names: st.one_of(
        st.lists(TEXT, max_size=2),
        st.fixed_dictionaries({}, optional={code: st.lists(TEXT, max_size=2) for code in ("zh", "en")}),
    ),
    kinds_of_value.read_date: st.dates().map(str),
    kinds_of_value.read_time: st.sampled_from(["00:00", "08:30", "23:59"]),
    kinds_of_value.read_whole: st.integers(0, 999_999_999).map(str),
    kinds_of_value.read_decimal: st.one_of(
        st.integers(0, 10**11 - 1).map(str),
        st.tuples(st.integers(0, 10**10), st.integers(0, 9999)).map(lambda parts: f"{parts[0]}.{parts[1]:04}"),
    ),
    kinds_of_value.read_flag: st.booleans(),
    kinds_of_value.read_code: st.just(STREET),
    kinds_of_value.read_street: st.just(STREET),
    kinds_of_value.read_phone: st.sampled_from(["12345", "010-12345678", "400-123-4567"]),
    kinds_of_value.read_url: st.just("https://example.org/a?b=c,d"),
    kinds_of_value.read_version: st.sampled_from(["0123456789ab", "3f2a9c1b0d4e"]),
    kinds_of_value.read_identifier: st.sampled_from(["one", "two-2"]),
    kinds_of_value.read_weekday: st.sampled_from(kinds_of_value.WEEKDAYS),
    kinds_of_value.read_language: st.sampled_from(["zh", "yue"]),
}
"""How an editor may type each kind of value, by the function that reads it."""


def value(annotation):
    if is_list(annotation):
        return st.lists(value(item_of(annotation)), max_size=2)
    # What marks a scalar may be an instance of a dataclass; only a class holds fields.
    if isinstance(inner := inner_class(annotation), type):
        return record(inner)
    return scalar(marks(annotation))


def item_of(annotation):
    parts = typing.get_args(annotation)
    return parts[0] if typing.get_origin(annotation) is list else next(item_of(part) for part in parts if is_list(part))


def scalar(found):
    for mark in found:
        if isinstance(mark, kinds_of_value.Term):
            return WORD
        if isinstance(mark, kinds_of_value.Ref):
            return st.just("other-record")
        if isinstance(mark, kinds_of_value.Choice):
            return st.sampled_from(mark.words)
    return TYPED[next(mark.func for mark in found if isinstance(mark, BeforeValidator))]


def record(record_class):
    types = field_types(record_class)
    # What is still to take over stands in no record that is read.
    given = [item for item in fields(record_class) if item.name != "next"]
    needed = {item.name: value(types[item.name]) for item in given if item.default.is_required()}
    others = {item.name: value(types[item.name]) for item in given if not item.default.is_required()}
    return st.fixed_dictionaries(needed, optional=others)


def entry_of(kind, typed, id="a-record"):
    row = row_of(kind, validator(kind).validate_python(typed))
    return Entry(kind, id, f"{kind}/{id}.yml", b"", row, lambda: typed)


def as_typed(held):
    """JSON as an editor would type it: numbers are text there, `true` and `false` are not."""
    if isinstance(held, dict):
        return {key: as_typed(item) for key, item in held.items()}
    if isinstance(held, list):
        return [as_typed(item) for item in held]
    return str(held) if isinstance(held, int | float) and not isinstance(held, bool) else held


def cells_of(row):
    return next(csv.reader(io.StringIO(row.decode(), newline="")))


def undone(cell):
    """A cell without the apostrophe that keeps it from running."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


# --- a small site --------------------------------------------------------------------------------------------------

EDITION = validator("site").validate_python({
    "title": {"zh": "小站", "en": "Small site"}, "tagline": "一句话", "description": "说明", "url": "https://example.org/small/",
    "publisher": {"zh": "编辑部", "en": "Editors"}, "contact": "12345", "province": "110000000000",
    "languages": [{"code": "zh", "tag": "zh-CN", "name": "中文"}, {"code": "en", "tag": "en", "name": "English"}],
    "words": {"kind.hotlines": {"zh": "打电话", "en": "Call"}},
    "terms": {name: {word: {"zh": f"{word} 中", "en": word} for word in ("one", "two", "false")} for name in VOCABULARIES},
})  # fmt: skip
COMMON = {"title": {"zh": "标题", "en": "Title"}, "summary": "摘要", "owner": "街道办", "verified": "2026-11-30"}
HOTLINE = {**COMMON, "number": "12345", "purpose": "=1+1", "hours": "全天", "where": "各地", "emergency": True}
NEED = {**COMMON, "street": STREET, "place": "门口", "task": "one"}
AREA = {"owner": "街道办", "verified": "2026-11-30", "summary": {"zh": "一条街", "en": "A street"}}
GONE = {"withdrawn": {"date": "2026-11-30", "reason": "重复"}}


@dataclass
class SmallSite:
    entries: list[Entry]
    edition: typing.Any = field(default_factory=lambda: EDITION)
    today: str = "2026-12-01"
    divisions: dict[str, Division] = field(default_factory=lambda: {
        "110000000000": Division("110000000000", "甲省", "province", "", "Jia"),
        "110100000000": Division("110100000000", "乙市", "city", "110000000000"),
        STREET: Division(STREET, "丙街道", "street", "110100000000", "Bing Subdistrict"),
    })  # fmt: skip

    def published(self, kind):
        return [entry for entry in self.entries if entry.kind == kind]


def small_site():
    return SmallSite([
        entry_of("hotlines", HOTLINE, "first"), entry_of("hotlines", HOTLINE | GONE, "gone"), entry_of("areas", AREA, STREET),
        entry_of("opportunities", NEED | {"status": "open"}, "open"),
        entry_of("opportunities", NEED | {"status": "draft"}, "draft"),
    ])  # fmt: skip


@pytest.fixture
def files():
    return dict(data.files(small_site())) | dict(data.schemas(EDITION))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- a JSON Schema checker as large as our schemas need ------------------------------------------------------------

NUMBER = (int, float)
PYTHON = {"string": str, "integer": int, "number": NUMBER, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def valid(held, node, root):
    if "$ref" in node:
        return valid(held, root["$defs"][node["$ref"].rpartition("/")[2]], root)
    return all(RULES[key](held, wanted, node, root) for key, wanted in node.items() if key in RULES)


def is_type(held, wanted, *_):
    return isinstance(held, PYTHON[wanted]) and (wanted == "boolean" or not isinstance(held, bool))


def properties(held, wanted, node, root):
    return all(valid(held[key], part, root) for key, part in wanted.items() if key in held)


def more_properties(held, wanted, node, root):
    others = [key for key in held if key not in node.get("properties", {})] if isinstance(held, dict) else []
    return not others if wanted is False else all(valid(held[key], wanted, root) for key in others)


RULES = {
    "type": is_type,
    "properties": properties,
    "additionalProperties": more_properties,
    "required": lambda held, wanted, *_: set(wanted) <= set(held),
    "items": lambda held, wanted, node, root: all(valid(item, wanted, root) for item in held),
    "enum": lambda held, wanted, *_: held in wanted,
    "pattern": lambda held, wanted, *_: re.search(wanted, held) is not None,
    "minLength": lambda held, wanted, *_: not isinstance(held, str) or len(held) >= wanted,
    "minimum": lambda held, wanted, *_: held >= wanted,
    "anyOf": lambda held, wanted, node, root: any(valid(held, part, root) for part in wanted),
    "oneOf": lambda held, wanted, node, root: sum(valid(held, part, root) for part in wanted) == 1,
}


# --- one record ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_json_loses_nothing(kind):
    """Any record, with any words in it, can be read back from its line of JSON, and its schema accepts it."""
    schema = published_schema(kind, EDITION.terms)
    if kind == "areas":
        schema["required"] = ["id"]

    @PLENTY
    @given(record(class_of(kind)))
    def check(typed):
        entry = entry_of(kind, typed)
        line = data.record_json(entry)
        held = json.loads(line)
        assert b"\n" not in line
        assert b"\r" not in line
        assert next(iter(held.items())) == ("id", "a-record")
        assert valid(held, schema, schema)
        del held["id"]
        assert list(held) == [item.name for item in fields(class_of(kind)) if item.name in held]
        assert validator(kind).validate_python(as_typed(held)) == entry.record

    check()


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_csv_loses_no_word(kind):
    """Any words come out of a cell as they went in, but for the apostrophe that keeps them from running."""
    shown = columns(kind, EDITION.codes)

    @PLENTY
    @given(record(class_of(kind)))
    def check(typed):
        entry = entry_of(kind, typed)
        row, held = data.record_row(entry, EDITION.codes), json.loads(data.record_json(entry))
        assert row.endswith(b"\r\n")
        cells = cells_of(row)
        assert len(cells) == len(shown)
        assert not any(cell.startswith(FORMULAS) for cell in cells)
        for column, cell in zip(shown, cells, strict=True):
            assert undone(cell) == expected(column, held.get(column.field)), column.name

    check()


def expected(column, held):
    if held is None:
        return ""
    if column.shape == "text":
        return in_language(held, column.lang)
    if column.shape == "texts":
        words = [in_language(item, column.lang) for item in held]
        return "; ".join(words) if any(words) else ""
    if column.shape == "names":
        return "; ".join(held.get(column.lang, ()) if isinstance(held, dict) else held if column.lang == "zh" else ())
    if column.shape == "scalars":
        return "; ".join(held)
    if column.shape == "json":
        return json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return {True: "true", False: "false"}[held] if isinstance(held, bool) else str(held)


def in_language(text, lang):
    return text.get(lang, "") if isinstance(text, dict) else text if lang == "zh" else ""


@PLENTY
@given(TEXT)
def test_apostrophe_can_be_taken_away_again(text):
    """The rule for the apostrophe gives back every text, also one that begins with an apostrophe itself."""
    assert undone(data.harmless(text)) == text


@pytest.mark.parametrize("start", FORMULAS)
def test_formulas_do_not_run(start):
    """A cell that a spreadsheet would run gets an apostrophe in front; codes, phones and dates stay as they are."""
    assert data.harmless(f"{start}1") == f"'{start}1"
    entry = entry_of("hotlines", {**HOTLINE, "number": "010-12345678", "areas": [STREET], "purpose": f"{start}1"})
    cells = cells_of(data.record_row(entry, ["zh"]))
    assert {"010-12345678", STREET, "2026-11-30", f"'{start}1"} <= set(cells)


def test_absent_fields_are_left_out():
    """What was not given is absent from JSON, but a flag or number with a default and a required empty list are there."""
    held = json.loads(data.record_json(entry_of("hotlines", HOTLINE)))
    assert not {"sources", "keywords", "valid_from", "withdrawn"} & set(held)
    assert (held["sample"], held["rank"]) == (False, 50)
    step = {"id": "a", "title": "甲", "steps": []}
    guideline = {name: [] for name in ("audiences", "settings", "tasks", "plain", "dos", "donts", "carry", "questions")}
    guideline |= {**COMMON, "number": "1", "title_status": "verified", "in_force": False, "sections": [step]}
    held = json.loads(data.record_json(entry_of("guidelines", guideline)))
    assert (held["audiences"], held["sections"][0]["steps"]) == ([], [])
    assert "related" not in held


def test_numbers_are_numbers():
    """Amounts are JSON numbers in their shortest form."""
    gift = {"date": "2026-11-30", "kind": "one", "item": "口罩", "unit": "two", "recipient": "甲", "area": STREET}
    unit = {**COMMON, "kind": "one", "contributions": [{**gift, "quantity": "500"}, {**gift, "quantity": "0.5"}]}
    line = data.record_json(entry_of("organizations", unit))
    assert b'"quantity":500,' in line
    assert b'"quantity":0.5,' in line


def test_untranslated_words_leave_a_gap():
    """A list keeps its places: what has no translation is an empty place, never words in the wrong language."""
    typed = {**NEED, "status": "open", "duties": ["量体温", {"zh": "登记", "en": "Register"}], "requirements": ["健康"]}
    shown = [column.name for column in columns("opportunities", EDITION.codes)]
    cells = dict(zip(shown, cells_of(data.record_row(entry_of("opportunities", typed), EDITION.codes)), strict=True))
    assert (cells["duties_zh"], cells["duties_en"]) == ("量体温; 登记", "; Register")
    assert (cells["requirements_zh"], cells["requirements_en"]) == ("健康", "")


# --- whole files ---------------------------------------------------------------------------------------------------


def test_every_kind_has_its_files(files):
    """JSON and CSV of every kind, also of one without records, then the data package; and every kind's schema."""
    paths = [f"data/{kind}.{form}" for kind in KIND_NAMES for form in ("json", "csv")]
    assert list(files) == [*paths, "data/datapackage.json", *(f"data/schema/{kind}.json" for kind in KIND_NAMES)]
    assert json.loads(files["data/rumours.json"])["records"] == []
    assert rows_of(files["data/rumours.csv"]) == []


def test_json_file_says_what_it_holds(files):
    """A JSON file names kind, day, edition, schema and count, and has one record a line."""
    content = files["data/hotlines.json"]
    held = json.loads(content)
    assert list(held) == ["kind", "as_of", "edition", "schema", "count", "records"]
    assert (held["kind"], held["as_of"], held["edition"], held["count"]) == ("hotlines", "2026-12-01", "小站", 2)
    assert f"data/{held['schema']}" in files
    lines = content.decode().splitlines()
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == held["records"]


def test_csv_opens_in_excel(files):
    """A CSV file starts with a byte order mark and its header, and every line ends as Windows has it."""
    content = files["data/hotlines.csv"]
    assert content.startswith(b"\xef\xbb\xbfid,title_zh,title_en,")
    assert content.count(b"\n") == content.count(b"\r\n") == 3
    assert [row["purpose_zh"] for row in rows_of(content)] == ["'=1+1", "'=1+1"]


def test_drafts_stay_private_and_withdrawn_records_stay(files):
    """Drafts are in no file; withdrawn records are, with their reason."""
    assert not [path for path, content in files.items() if b'"id":"draft"' in content or b"\ndraft," in content]
    assert [record["id"] for record in json.loads(files["data/opportunities.json"])["records"]] == ["open"]
    gone = json.loads(files["data/hotlines.json"])["records"][1]
    assert (gone["id"], gone["withdrawn"]["reason"]) == ("gone", "重复")


def test_areas_hold_the_whole_division_table(files):
    """Every division has its row; a street that has a record has it in the same row."""
    records = json.loads(files["data/areas.json"])["records"]
    province, city, street = records
    assert province == {"id": "110000000000", "code": "110000000000", "name": "甲省", "name_en": "Jia", "level": "province"}
    assert city["parent"] == "110000000000"
    assert "name_en" not in city
    assert street["name"] == "丙街道"
    assert street["summary"]["en"] == "A street"
    assert [row["code"] for row in rows_of(files["data/areas.csv"])] == [record["code"] for record in records]
    assert rows_of(files["data/areas.csv"])[2]["summary_en"] == "A street"


def test_files_agree_with_their_schemas(files):
    """Every record of every JSON file is valid by the schema published beside it."""
    for kind in KIND_NAMES:
        schema = json.loads(files[f"data/schema/{kind}.json"])
        assert schema["$id"] == f"https://example.org/small/data/schema/{kind}.json"
        for held in json.loads(files[f"data/{kind}.json"])["records"]:
            assert valid(held, schema, schema), held
            assert not valid({**held, "unknown": "x"}, schema, schema)


def test_package_describes_the_files_as_they_are(files):
    """Sizes, hashes, counts and columns in the data package are those of the files; it claims no licence."""
    package = json.loads(files["data/datapackage.json"])
    assert "licenses" not in package
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    listed = {f"data/{item['path']}": item for item in package["resources"]}
    assert set(listed) == {f"data/{kind}.{form}" for kind in KIND_NAMES for form in ("json", "csv")}
    for path, item in listed.items():
        content = files[path]
        assert (item["bytes"], item["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        if item["format"] == "csv":
            header = content.decode("utf-8-sig").splitlines()[0].split(",")
            assert [column["name"] for column in item["schema"]["fields"]] == header
            assert item["count"] == len(rows_of(content))
        else:
            assert item["count"] == json.loads(content)["count"]


def test_package_says_which_digits_are_text(files):
    """Codes and phone numbers are strings in the data package, and it tells of the apostrophe; editions may rename kinds."""
    package = json.loads(files["data/datapackage.json"])
    tables = {item["name"]: item for item in package["resources"] if item["format"] == "csv"}
    types = {name: {column["name"]: column["type"] for column in item["schema"]["fields"]} for name, item in tables.items()}
    assert types["areas-csv"]["code"] == types["hotlines-csv"]["number"] == types["opportunities-csv"]["street"] == "string"
    assert "撇号" in package["description"]
    assert tables["hotlines-csv"]["title"] == "打电话 (CSV)"


def test_order_of_reading_changes_nothing():
    """Entries and divisions in any order give the same bytes."""
    site = small_site()
    turned = SmallSite(site.entries[::-1], divisions=dict(reversed(site.divisions.items())))
    assert dict(data.files(turned)) == dict(data.files(site))


def all_bytes():
    return sha256(b"".join(path.encode() + content for path, content in data.files(small_site()))).hexdigest()


@pytest.mark.parametrize(("seed", "zone", "locale"), [("1", "Asia/Shanghai", "C"), ("2", "America/New_York", "de_DE.UTF-8")])
def test_surroundings_change_nothing(seed, zone, locale):
    """Another hash seed, time zone or locale gives the same bytes."""
    here = Path(__file__).parent
    around = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    command = [sys.executable, "-c", "import test_data; print(test_data.all_bytes())"]
    done = subprocess.run(command, env=os.environ | around, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == all_bytes()


def test_lines_made_earlier_can_be_joined():
    """A caller that remembers the lines of its records gets the same files."""
    site = small_site()
    kept = {entry.key: data.fragment(entry, EDITION.codes) for entry in site.entries}

    def lines(kind, form, entries):
        return [kept[entry.key].json if form == "json" else kept[entry.key].row for entry in entries]

    assert dict(data.files(site, lines)) == dict(data.files(site))
