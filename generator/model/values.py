"""The kinds of value a field can hold, and how each is read from what the editor typed.

The loader hands every scalar over as text (`010`, `no` and `18:30` stay as typed), so each type here reads text.
Validators raise `PydanticCustomError` whose type is a code of `generator.problems`; no sentence for editors stands here.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.divisions import replaced

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
# Fifteen digits at most: so many survive in every program that reads our JSON.
DECIMAL = re.compile(r"(?:0|[1-9]\d{0,10})(?:\.\d{1,4})?", re.ASCII)
CODE = re.compile(r"\d{12}", re.ASCII)
VERSION = re.compile(r"[0-9a-f]{12}", re.ASCII)
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.ASCII)
EMAIL = re.compile(r"[a-z0-9][\w.+-]{0,60}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,500}", re.ASCII)
# Landlines with their area code, with or without an extension; 400/800 lines; short public lines of 3 to 6 digits.
OFFICE_PHONE = re.compile(r"0\d{2,3}-\d{7,8}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4}|[19]\d{2,5}", re.ASCII)
MOBILE_PHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}", re.ASCII)

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _refuse(code: str, found: object, **context: object) -> PydanticCustomError:
    shown = str(found).lower() if isinstance(found, bool) else str(found)
    return PydanticCustomError(code, code, {"found": shown if len(shown) <= 60 else shown[:57] + "…", **context})


def _text_of(value: object, code: str) -> str:
    if not isinstance(value, str):
        raise _refuse(code, value)
    return value


def _matching(value: object, code: str, form: re.Pattern[str]) -> str:
    """A text of some form; anything else is refused by a code."""
    text = _text_of(value, code)
    if not form.fullmatch(text):
        raise _refuse(code, text)
    return text


@lru_cache(maxsize=4096)
def _date_from(text: str) -> date:
    return date.fromisoformat(text)


def read_date(value: object) -> date:
    """`2026-12-01` as a date; anything else, also a day that does not exist, is refused."""
    text = _matching(value, "bad-date", DATE)
    try:
        return _date_from(text)
    except ValueError:
        raise _refuse("no-such-day", text) from None


def read_time(value: object) -> str:
    """A clock time `HH:MM`, kept as text."""
    return _matching(value, "bad-time", TIME)


def read_whole(value: object) -> int:
    """A count: 0 to 999999999, ASCII digits, no sign, no leading zero."""
    return int(_matching(value, "bad-number", WHOLE))


def read_decimal(value: object) -> decimal.Decimal:
    """An amount, exactly as typed: up to four decimals, ASCII digits, no sign."""
    return decimal.Decimal(_matching(value, "bad-number", DECIMAL))


def read_flag(value: object) -> bool:
    """`true` or `false`; `yes`, `no` and quoted words are text and refused."""
    if not isinstance(value, bool):
        raise _refuse("bad-flag", value)
    return value


def read_line(value: object) -> str:
    """Text that is not empty."""
    text = _text_of(value, "bad-text")
    if not text.strip():
        raise _refuse("empty-text", text)
    return text


def read_text(value: object, info: ValidationInfo) -> str | dict[str, str]:
    """Text in the site's first language, or a mapping from language code to text that holds the first language."""
    if isinstance(value, str):
        return read_line(value)
    if not isinstance(value, Mapping):
        raise _refuse("bad-text", value)
    languages = (info.context or {}).get("languages", ())
    for code, text in value.items():
        if not LANGUAGE.fullmatch(code) or (languages and code not in languages):
            raise _refuse("unknown-language", code, expected=tuple(languages) or ("zh", "en"))
        read_line(text)
    if not value or (languages and languages[0] not in value):
        raise _refuse("missing-language", "、".join(value), expected=languages[0] if languages else "zh")
    return dict(value)


def read_names(value: object, info: ValidationInfo) -> list[str] | dict[str, list[str]]:
    """Names in the site's first language, or a mapping from language code to names; a language may have none."""
    if isinstance(value, list):
        return [read_line(name) for name in value]
    if not isinstance(value, Mapping):
        raise _refuse("bad-names", value)
    languages = (info.context or {}).get("languages", ())
    for code, names in value.items():
        if not LANGUAGE.fullmatch(code) or (languages and code not in languages):
            raise _refuse("unknown-language", code, expected=tuple(languages) or ("zh", "en"))
        if not isinstance(names, list):
            raise _refuse("bad-names", names)
    return {code: [read_line(name) for name in names] for code, names in value.items()}


def read_code(value: object, info: ValidationInfo) -> str:
    """A division code of twelve digits that stands in the edition's division table."""
    text = _matching(value, "bad-code", CODE)
    divisions = (info.context or {}).get("divisions")
    if divisions is not None and text not in divisions:
        gone = replaced((info.context or {}).get("former", {}), text)
        raise _refuse("former-area" if gone else "unknown-area", text, **gone)
    return text


def read_street(value: object, info: ValidationInfo) -> str:
    """A division code of town level, that is of a street, town or township."""
    text = read_code(value, info)
    if text.endswith("000000") or not text.endswith("000"):
        raise _refuse("not-a-street", text)
    return text


def read_phone(value: object) -> str:
    """A public line or an office's landline, with its area code. A mobile number is a person's and is refused."""
    text = _text_of(value, "bad-phone")
    if MOBILE_PHONE.fullmatch(re.sub(r"[\s-]", "", text)):
        raise _refuse("private-mobile", text[:3] + "…")
    if not OFFICE_PHONE.fullmatch(text):
        raise _refuse("bad-phone", text)
    return text


def read_url(value: object) -> str:
    """A web address, `http` or `https` only."""
    return _matching(value, "bad-url", WEB_ADDRESS)


def read_email(value: object) -> str:
    """An e-mail address of an office."""
    return _matching(value, "bad-email", EMAIL)


def read_identifier(value: object) -> str:
    """An id that goes into addresses: small Latin letters, digits and single hyphens."""
    text = _text_of(value, "bad-id")
    if not IDENTIFIER.fullmatch(text) or len(text) > 80:
        raise _refuse("bad-id", text)
    return text


def read_version(value: object) -> str:
    """The version of a record, as its page has it."""
    return _matching(value, "bad-version", VERSION)


def read_weekday(value: object) -> str:
    text = _text_of(value, "bad-text")
    if text not in WEEKDAYS:
        raise _refuse("bad-weekday", text, expected=", ".join(WEEKDAYS))
    return text


def read_language(value: object) -> str:
    return _matching(value, "bad-language", LANGUAGE)


class Term:
    """A word of one of the edition's own vocabularies (`terms` in `content/site.yml`)."""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def read(self, value: object, info: ValidationInfo) -> str:
        text = _text_of(value, "bad-text")
        terms = (info.context or {}).get("terms")
        if terms is not None and text not in terms.get(self.vocabulary, ()):
            known = terms.get(self.vocabulary, ())
            raise _refuse("unknown-term", text, vocabulary=self.vocabulary, known=tuple(known))
        return text


class Ref:
    """The id of another record."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, value: object, info: ValidationInfo) -> str:
        text = read_identifier(value)
        ids = (info.context or {}).get("ids")
        if ids is not None and text not in ids.get(self.kind, ()):
            raise _refuse("dangling-reference", text, kind=self.kind, known=tuple(ids.get(self.kind, ())))
        return text


class Choice:
    """One of a few words that the program itself gives a meaning."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, value: object) -> str:
        text = _text_of(value, "bad-text")
        if text not in self.words:
            raise _refuse("unknown-choice", text, known=self.words)
        return text


def term(vocabulary: str) -> Any:
    schema = {"type": "string", "x-terms": vocabulary}
    return Annotated[str, BeforeValidator(Term(vocabulary).read), WithJsonSchema(schema), Term(vocabulary)]


def ref(kind: str) -> Any:
    schema = {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$", "x-kind": kind}
    return Annotated[str, BeforeValidator(Ref(kind).read), WithJsonSchema(schema), Ref(kind)]


def choice(*words: str) -> Any:
    schema = {"type": "string", "enum": list(words)}
    return Annotated[str, BeforeValidator(Choice(*words).read), WithJsonSchema(schema), Choice(*words)]


def _schema(**keywords: object) -> WithJsonSchema:
    return WithJsonSchema(dict(keywords))


Line = Annotated[str, BeforeValidator(read_line), StringConstraints(max_length=300)]
"""One line in no particular language: a document number, a proper name."""

_TEXT_SCHEMA = {
    "oneOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"},
            "additionalProperties": {"type": "string", "minLength": 1},
        },
    ]
}
Text = Annotated[str | dict[str, str], BeforeValidator(read_text), WithJsonSchema(_TEXT_SCHEMA)]
"""Words for readers, in one language or several."""


_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}}
_NAMES_SCHEMA = {
    "oneOf": [
        _NAMES,
        {"type": "object", "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"}, "additionalProperties": _NAMES},
    ]
}
Names = Annotated[list[str] | dict[str, list[str]], BeforeValidator(read_names), WithJsonSchema(_NAMES_SCHEMA)]
"""What a thing is called as well, in one language or several."""


class Markdown:
    """Marks a text that may hold paragraphs, lists, emphasis and links."""


Prose = Annotated[str | dict[str, str], BeforeValidator(read_text), WithJsonSchema(_TEXT_SCHEMA), Markdown()]
"""Longer words for readers; a small, safe subset of Markdown is rendered."""

Date = Annotated[date, BeforeValidator(read_date), _schema(type="string", format="date")]
Time = Annotated[str, BeforeValidator(read_time), _schema(type="string", pattern=f"^{TIME.pattern}$")]
Whole = Annotated[int, BeforeValidator(read_whole), _schema(type="integer", minimum=0)]
Decimal = Annotated[decimal.Decimal, BeforeValidator(read_decimal), _schema(type="number", minimum=0)]
Flag = Annotated[bool, BeforeValidator(read_flag), _schema(type="boolean")]
Code = Annotated[str, BeforeValidator(read_code), _schema(type="string", pattern=f"^{CODE.pattern}$")]
Street = Annotated[str, BeforeValidator(read_street), _schema(type="string", pattern=f"^{CODE.pattern}$")]
Phone = Annotated[str, BeforeValidator(read_phone), _schema(type="string", pattern=f"^(?:{OFFICE_PHONE.pattern})$")]
Url = Annotated[str, BeforeValidator(read_url), _schema(type="string", format="uri", pattern="^https?://")]
Email = Annotated[str, BeforeValidator(read_email), _schema(type="string", format="email")]
Identifier = Annotated[str, BeforeValidator(read_identifier), _schema(type="string", pattern=f"^{IDENTIFIER.pattern}$")]
Version = Annotated[str, BeforeValidator(read_version), _schema(type="string", pattern=f"^{VERSION.pattern}$")]
Weekday = Annotated[str, BeforeValidator(read_weekday), _schema(type="string", enum=list(WEEKDAYS))]
LanguageCode = Annotated[str, BeforeValidator(read_language), _schema(type="string", pattern=f"^{LANGUAGE.pattern}$")]
