"""The one form in which a version of a record is hashed, and its salted digest."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

SALT = 16
"""Bytes. Without its salt a digest tells nothing of a short text, not even to those who guess it."""
GONE = b"-"
"""What stands in place of the text of a version that has none, or none any more."""


def canonical(value: Any) -> bytes:
    """JSON as UTF-8 in Unicode's form NFC, keys in order of their characters, without spaces or line ends."""
    return json.dumps(_composed(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        composed = {_composed(str(key)): _composed(item) for key, item in value.items()}
        if len(composed) != len(value):
            raise ValueError("two keys are the same text")
        return composed
    if isinstance(value, (list, tuple)):
        return [_composed(item) for item in value]
    return value


def new_salt() -> bytes:
    """A salt that nobody can guess."""
    return os.urandom(SALT)


def digest(salt: bytes, text: bytes) -> str:
    """The salted SHA-256 of a canonical text, as 64 hexadecimal digits."""
    return sha256(salt + text).hexdigest()


def line(salt: bytes, text: bytes) -> bytes:
    """A version as it is kept: its salt in hexadecimal digits, a space, its text."""
    return salt.hex().encode() + b" " + text


def parted(kept: bytes) -> tuple[bytes, bytes] | None:
    """Salt and text of a version as it is kept, or nothing if it has none."""
    salt, _, text = kept.partition(b" ")
    return None if kept == GONE else (bytes.fromhex(salt.decode()), text)
