"""Values to YAML in one form, which every reader of YAML, old or new, takes for the same values.

Fields stand in the order of the model, one to a line. A text is left without quotes only if it begins with a letter and no
rule of YAML 1.1 or 1.2 could take it for anything but text: dates, times, codes and telephone numbers are always quoted,
because some reader somewhere turns `2026-12-01` into a moment and `12:00` into 720. Comments stay with what they stand before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from generator import yaml_core
from generator.model.fields import class_of, field_types, inner_class
from generator.model.values import DECIMAL, Decimal, Whole
from generator.yaml_core import Value

Path = tuple[str | int, ...]
Comments = Mapping[Path, Sequence[str]]
"""Lines of comment by the path of what they stand before; under the empty path those at the head of the file."""

_END: Path = ("\n",)
"""The path of comments behind everything: no field has a line end in its name."""
_STEP = "  "
# Words that YAML 1.1 takes for true, false, null or a merge.
_WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "nan", "inf"}
# A letter or a Chinese opening mark, then nothing that ends a scalar, begins a comment or is no character to print.
_PLAIN = re.compile(
    r"(?![:#])[^\W\d_《“‘「『（【][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*|[《“‘「『（【][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*"
)
_ENDS = re.compile(r":\s|\s#|[:\s]\Z")
# What a line of a literal block can hold: everything but what some reader takes for an end of line.
_LITERAL = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]+")
_QUOTED = re.compile(r"[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*")


def canonical(kind: str, text: str, languages: Sequence[str] = ()) -> str:
    """A file's text in its one form, with its comments. Raises `generator.yaml_core.Refusal` if it cannot be read.

    `kind` is a kind of record, `site` or `synonyms`; `languages` is the order in which a text's languages stand."""
    return written(kind, yaml_core.parse(text), languages, comments_of(text))


def written(kind: str, values: Mapping[str, Value], languages: Sequence[str] = (), comments: Comments | None = None) -> str:
    """The values of a record as the text of its file."""
    writer = _Writer(class_of(kind), languages, comments or {})
    return "\n".join([*writer.remarks(()), *writer.fields(values, writer.whole, (), ""), *writer.remarks(_END)]) + "\n"


def part(record_class: type, values: Mapping[str, Value], languages: Sequence[str] = ()) -> str:
    """The values of a record's part, or some of them, as their lines stand in a file."""
    return "\n".join(_Writer(record_class, languages, {}).fields(values, record_class, (), ""))


class _Writer:
    """Writes values of known classes, line by line."""

    def __init__(self, whole: type, languages: Sequence[str], comments: Comments) -> None:
        self.whole = whole
        self.languages = languages
        self.comments = comments

    def remarks(self, path: Path, indent: str = "") -> Iterator[str]:
        return (indent + line for line in self.comments.get(path, ()))

    def fields(self, values: Mapping[str, Value], record_class: type | None, path: Path, indent: str) -> Iterator[str]:
        types = field_types(record_class) if record_class else {}
        for key in self._in_order(values, types):
            at = (*path, key)
            yield from self.remarks(at, indent)
            yield from self._entry(f"{indent}{scalar(key)}:", values[key], types.get(key), at, indent)

    def _in_order(self, values: Mapping[str, Value], types: Mapping[str, Any]) -> list[str]:
        """Fields in the model's order, then what the model does not know as it came; languages in the edition's order."""
        order = {key: place for place, key in enumerate(types or self.languages)}
        return sorted(values, key=lambda key: order.get(key, len(order)))

    def _entry(self, head: str, value: Value, annotation: Any, path: Path, indent: str) -> Iterator[str]:
        """What follows a key or an item's stroke."""
        if isinstance(value, dict) and value:
            yield head
            # What a planned change sets are fields of the record itself.
            inner = self.whole if annotation == dict[str, Any] else inner_class(annotation)
            yield from self.fields(value, inner, path, indent + _STEP)
        elif isinstance(value, list) and value:
            yield head
            yield from self._items(value, annotation, path, indent + _STEP)
        elif isinstance(value, str) and _is_block(value):
            yield from _block(head, value, indent + _STEP)
        else:
            yield f"{head} {_number(value, annotation) or scalar(value)}"

    def _items(self, items: Sequence[Value], annotation: Any, path: Path, indent: str) -> Iterator[str]:
        for place, item in enumerate(items):
            at = (*path, place)
            yield from self.remarks(at, indent)
            if isinstance(item, dict) and item:
                # The first field stands behind the stroke, the comments before it above.
                lines = list(self.fields(item, inner_class(annotation), at, indent + _STEP))
                first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
                yield from (indent + line.lstrip() for line in lines[:first])
                yield f"{indent}- {lines[first].lstrip()}"
                yield from lines[first + 1 :]
            else:
                yield from self._entry(f"{indent}-", item, annotation, at, indent)


def scalar(value: Value) -> str:
    """One value on one line."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and not _ENDS.search(value) and value.lower() not in _WORDS:
        return value
    if not _QUOTED.fullmatch(value):
        return _escaped(value)
    return f'"{value}"' if "'" in value and not set(value) & {'"', "\\"} else "'{}'".format(value.replace("'", "''"))


def _escaped(value: str) -> str:
    """In double quotes, with everything escaped that some reader might take for an end of line or nothing at all."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _number(value: Value, annotation: Any) -> str:
    """A number as it was typed, where the field holds numbers; otherwise nothing."""
    return value if isinstance(value, str) and _counts(annotation) and DECIMAL.fullmatch(value) else ""


def _counts(annotation: Any) -> bool:
    return annotation in (Whole, Decimal) or any(part in (Whole, Decimal) for part in get_args(annotation))


def _is_block(value: str) -> bool:
    """Whether a text has several lines that a literal block can hold as they are."""
    lines = value.split("\n")
    return len(lines) > 1 and lines[0][:1] not in ("", " ", "\t") and all(not line or _LITERAL.fullmatch(line) for line in lines)


def _block(head: str, value: str, indent: str) -> Iterator[str]:
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    yield f"{head} |{'-' if ends == 0 else '' if ends == 1 else '+'}"
    yield from (indent + line if line else "" for line in body.split("\n"))
    yield from [""] * (ends - 1)


# --- comments ------------------------------------------------------------------------------------------------------


def comments_of(text: str) -> dict[Path, list[str]]:
    """The comments of a text that can be read, by what they stand before; one behind a value stands before it."""
    found: dict[Path, list[str]] = {}
    places = sorted((place, path) for path, place in yaml_core.positions(text).items())
    first = places[0][0][0] if places else 0
    for line, remark, behind in yaml_core.remarks(text):
        after = (path for (at, _), path in places if at >= line + (not behind))
        path = () if line < first else next(after, _END)
        found.setdefault(path, []).append(remark)
    return found
