"""Open data: every published record as JSON and CSV, the schema of each kind, and a Frictionless data package.

All bytes follow from the records alone: UTF-8, ISO dates, records in order of id, no clock, locale or hash order.
A record is one line in either file, so that a change shows as one line and lines made earlier can be joined again.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from generator.entry import Entry
from generator.model.divisions import Division
from generator.model.edition import Edition, text_in
from generator.model.kinds import KIND_NAMES
from generator.model.schema import Column, columns, published_schema, say
from generator.words import WORDS

BOM = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for the machine's own encoding."""
FORMS = ("json", "csv")
PACKAGE = "data/datapackage.json"
JOINED = "; "
# A spreadsheet runs a cell that begins with one of these. An apostrophe in front of one is doubled too, so that
# whoever takes one apostrophe away from a cell that matches gets the text back.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

Values = Mapping[str, Any]
"""A record as JSON has it: id, then fields in the model's order."""


class DataSite(Protocol):
    """What this module asks of a site."""

    edition: Edition
    today: str
    """ISO text."""
    divisions: dict[str, Division]

    def published(self, kind: str) -> list[Entry]: ...


class Meta(NamedTuple):
    """What a JSON file says of itself: the site's day (ISO text) and the edition's name."""

    as_of: str
    edition: str


class Table(NamedTuple):
    """A file that is no kind of record, but counted or gathered from records: a register or a figure."""

    name: str
    """Its path below `data/`, without its ending."""
    title: str
    """The word that it goes by."""
    columns: Sequence[Column]
    key: Sequence[str]
    """The columns by which its lines can be told apart."""
    rows: Callable[[], Iterable[Sequence[str]]]


class Fragment(NamedTuple):
    """One record as its line of JSON, without a line end, and its line of CSV, with one."""

    json: bytes
    row: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Resource:
    """One data file as the data package lists it."""

    kind: str
    form: str
    """`json` or `csv`."""
    count: int
    size: int
    """In bytes."""
    hash: str
    """SHA-256, as 64 hexadecimal digits."""
    table: Table | None = None
    """What the file is, where it is no kind of record."""

    @property
    def path(self) -> str:
        """Relative to the data package."""
        return f"{self.kind}.{self.form}"


# --- one record ----------------------------------------------------------------------------------------------------


def record_json(entry: Entry) -> bytes:
    """A record as one line of compact JSON."""
    return _json(_values(entry))


def record_row(entry: Entry, languages: Sequence[str]) -> bytes:
    """A record as its line of CSV."""
    return _row(_values(entry), columns(entry.kind, languages))


def fragment(entry: Entry, languages: Sequence[str]) -> Fragment:
    """Both lines of a record."""
    return _fragment(_values(entry), columns(entry.kind, languages))


def area_fragment(division: Division, entry: Entry | None, languages: Sequence[str]) -> Fragment:
    """Both lines of a division: its row of the table, then what it says of itself, if it does."""
    row = {name: getattr(division, name) for name in ("code", "name", "name_en", "level", "parent")}
    own = _plain(entry.record) if entry is not None else {}
    values = {"id": division.code} | {name: cell for name, cell in row.items() if cell} | own | {**_edition(entry)}
    return _fragment(values, columns("areas", languages))


def _fragment(values: Values, shown: Sequence[Column]) -> Fragment:
    return Fragment(_json(values), _row(values, shown))


def _values(entry: Entry) -> Values:
    return {"id": entry.id, **_plain(entry.record), **_edition(entry)}


def _edition(entry: Entry | None) -> Values:
    """Which edition wrote a record, where there are several."""
    return {"edition": entry.origin.name} if entry and entry.origin else {}


@cache
def _fields(record_class: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a record class, in order, and whether each must be given."""
    # pydantic keeps its own description of a field where a dataclass has its default.
    items: tuple[Any, ...] = dataclasses.fields(record_class)
    return tuple((item.name, item.default.is_required()) for item in items)


def _plain(value: Any) -> Any:
    """A value as JSON has it. Fields that were not given are left out; a required list may be empty."""
    if dataclasses.is_dataclass(value):
        record_class: Any = type(value)
        pairs = ((name, getattr(value, name), required) for name, required in _fields(record_class))
        return {name: _plain(held) for name, held, required in pairs if held is not None and (required or held != [])}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: value[key] for key in sorted(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# --- cells ---------------------------------------------------------------------------------------------------------


def _row(values: Values, shown: Sequence[Column]) -> bytes:
    main = next((column.lang for column in shown if column.lang), "")
    return _line(_cell(values.get(column.field), column, main) for column in shown)


def _cell(value: Any, column: Column, main: str) -> str:
    """What stands in a column. Words that were not translated leave the other language's cell, or place, empty."""
    if value is None:
        return ""
    match column.shape:
        case "text":
            return words_in(value, column.lang, main)
        case "texts":
            said = [words_in(item, column.lang, main) for item in value]
            return JOINED.join(said) if any(said) else ""
        case "names":
            return JOINED.join(_names(value, column.lang, main))
        case "scalars":
            return JOINED.join(_word(item) for item in value)
        case "json":
            return _json(value).decode()
    return _word(value)


def words_in(text: str | Mapping[str, str], lang: str, main: str) -> str:
    if isinstance(text, str):
        return text if lang == main else ""
    return text.get(lang, "")


def _names(names: Sequence[str] | Mapping[str, Sequence[str]], lang: str, main: str) -> Sequence[str]:
    if isinstance(names, Mapping):
        return names.get(lang, ())
    return names if lang == main else ()


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _line(cells: Iterable[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return buffer.getvalue().encode()


# --- whole files ---------------------------------------------------------------------------------------------------


def kind_json(kind: str, fragments: Sequence[bytes], meta: Meta) -> bytes:
    """`data/<kind>.json` from the JSON lines of its records."""
    about = {
        "kind": kind, "as_of": meta.as_of, "edition": meta.edition, "schema": f"schema/{kind}.json", "count": len(fragments),
    }  # fmt: skip
    return _json(about)[:-1] + b',"records":[\n' + b",\n".join(fragments) + b"\n]}\n"


def kind_csv(kind: str, languages: Sequence[str], rows: Iterable[bytes]) -> bytes:
    """`data/<kind>.csv` from the CSV lines of its records."""
    return BOM + _line(column.name for column in columns(kind, languages)) + b"".join(rows)


def schema_json(kind: str, edition: Edition) -> bytes:
    """`data/schema/<kind>.json`: the JSON Schema of one published record."""
    schema = published_schema(kind, edition.terms, edition.main, f"{edition.url}data/schema/{kind}.json")
    return _indented(schema)


def _indented(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


# --- the data package ----------------------------------------------------------------------------------------------

_NOTES = {
    "zh": "CSV：UTF-8 带 BOM，逗号分隔。区划代码和电话是文字，用 Excel 时请按文本导入。多个值用“; ”连接；成组的内容是 JSON。"
          "以 = + - @、制表符或回车开头的文字，前面加了一个撇号，免得表格软件当公式运行。没有译文的格子空着。"
          "sample 为 true 的记录是虚构的示例。要逐字准确，请用 JSON。",
    "en": "CSV: UTF-8 with a byte order mark, separated by commas. Division codes and phone numbers are text: import them as "
          "text in Excel. Several values are joined with “; ”; groups of fields are JSON. Text that begins with = + - @, tab or "
          "carriage return has an apostrophe put in front, so that no spreadsheet runs it as a formula. A cell without a "
          "translation is empty. Records whose sample is true are invented examples. For the exact text use the JSON.",
}  # fmt: skip
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def resource(kind: str, form: str, data: bytes, count: int, table: Table | None = None) -> Resource:
    """A finished file as a resource."""
    return Resource(kind, form, count, len(data), sha256(data).hexdigest(), table)


def datapackage(edition: Edition, resources: Iterable[Resource], as_of: str) -> bytes:
    """`data/datapackage.json`, a Frictionless Data Package v1. It names no licence, for the edition names none."""
    main = edition.main
    texts = (edition.title, edition.description, edition.publisher)
    title, description, publisher = (text_in(text, main, main)[0] for text in texts)
    return _indented({
        "profile": "data-package", "name": _package_name(edition.url), "title": title,
        "description": f"{description}\n\n{say(_NOTES, main)}", "homepage": edition.url, "as_of": as_of,
        "sources": [{"title": f"{title} · {publisher}", "path": edition.url}],
        "contributors": [{"title": publisher, "role": "publisher"}],
        "resources": [_described(item, edition) for item in resources],
    })  # fmt: skip


def _package_name(url: str) -> str:
    """A name of small letters, digits and hyphens, as the specification asks; the edition's own may be in any script."""
    return re.sub(r"[^a-z0-9]+", "-", url.lower().partition("://")[2]).strip("-") or "data"


def _described(item: Resource, edition: Edition) -> dict[str, Any]:
    about = {
        "name": f"{item.kind.replace('/', '-')}-{item.form}", "title": f"{_title(item, edition)} ({item.form.upper()})", "path": item.path,
        "format": item.form, "mediatype": "text/csv" if item.form == "csv" else "application/json", "encoding": "utf-8",
        "bytes": item.size, "hash": f"sha256:{item.hash}", "count": item.count,
    }  # fmt: skip
    if item.form == "json":
        return {**about, "profile": "data-resource", "jsonSchema": f"schema/{item.kind}.json"}
    shown = item.table.columns if item.table else columns(item.kind, edition.codes)
    fields = [_field(column, edition.main) for column in shown]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": list(item.table.key) if item.table else "id"}
    return {**about, "profile": "tabular-data-resource", "dialect": _DIALECT, "schema": schema}


def _title(item: Resource, edition: Edition) -> str:
    key, main = item.table.title if item.table else f"kind.{item.kind}", edition.main
    return text_in(edition.words[key], main, main)[0] if key in edition.words else say(WORDS[key], main)


def _field(column: Column, lang: str) -> dict[str, Any]:
    """A column as a field of a Table Schema."""
    rules = {"required": True} if column.required else {}
    return {
        "name": column.name, "type": column.type, **({"format": column.format} if column.format else {}),
        "title": say(column.title, lang), "description": say(column.help, lang),
        "x-title": dict(column.title), "x-help": dict(column.help),
        **({"constraints": rules | ({"unique": True} if column.name == "id" else {})} if rules else {}),
    }  # fmt: skip


# --- everything ----------------------------------------------------------------------------------------------------

Lines = Callable[[str, str, list[Entry]], list[bytes]]
"""Given a kind, a form (`json` or `csv`) and its records: each record's line in that form."""


def files(site: DataSite, lines: Lines | None = None, tables: Iterable[Table] = ()) -> Iterator[tuple[str, bytes]]:
    """Every file of records, then every table, with its path below the site, and the package last.

    `lines` may know lines made earlier.

    Only one file is in memory at a time.
    """
    edition = site.edition
    resources: list[Resource] = []
    for kind in KIND_NAMES:
        for form in FORMS:
            content, count = _whole(site, kind, form, lines)
            resources.append(resource(kind, form, content, count))
            yield f"data/{kind}.{form}", content
    for table in tables:
        content, count = _table(table)
        resources.append(resource(table.name, "csv", content, count, table))
        yield f"data/{table.name}.csv", content
    yield PACKAGE, datapackage(edition, resources, site.today)


def _table(table: Table) -> tuple[bytes, int]:
    """A table's file, and how many lines it holds."""
    rows = [_line(row) for row in table.rows()]
    return BOM + _line(column.name for column in table.columns) + b"".join(rows), len(rows)


def schemas(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The JSON Schema of every kind with its path below the site."""
    for kind in KIND_NAMES:
        yield f"data/schema/{kind}.json", schema_json(kind, edition)


def _whole(site: DataSite, kind: str, form: str, lines: Lines | None) -> tuple[bytes, int]:
    """One file, and how many records it holds."""
    edition = site.edition
    if kind == "areas":
        found = [line.json if form == "json" else line.row for line in _areas(site)]
    elif lines is not None:
        found = lines(kind, form, _entries(site, kind))
    else:
        make = record_json if form == "json" else partial(record_row, languages=edition.codes)
        found = [make(entry) for entry in _entries(site, kind)]
    if form == "csv":
        return kind_csv(kind, edition.codes, found), len(found)
    return kind_json(kind, found, Meta(site.today, text_in(edition.title, edition.main, edition.main)[0])), len(found)


def kind_records(site: DataSite, kind: str) -> dict[str, Any]:
    """What the open data says of each record of a kind, by id."""
    return {each["id"]: each for each in json.loads(_whole(site, kind, "json", None)[0])["records"]}


def _entries(site: DataSite, kind: str) -> list[Entry]:
    """In order of id, which no edit changes: the order on pages moves with dates. Withdrawn records stay, drafts do not."""
    return sorted((entry for entry in site.published(kind) if entry.row.status != "draft"), key=lambda entry: entry.id)


def _areas(site: DataSite) -> list[Fragment]:
    """Every row of the division table, in order of code."""
    own = {entry.id: entry for entry in _entries(site, "areas")}
    codes = sorted(site.divisions)
    return [area_fragment(site.divisions[code], own.get(code), site.edition.codes) for code in codes]
