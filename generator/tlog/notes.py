"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature): what is said of the tree, and by whom."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key, load_ssh_public_key

ED25519, COSIGNATURE = 1, 4
"""The sorts of signatures: of whoever keeps the log, and of whoever has seen it and says when."""
_PRIVATE = "PRIVATE+KEY+"
_NAME = re.compile(r"[^\s+]+")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")
_SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
_MOST_SIGNATURES = 100


class BadKey(Exception):
    """What was given is no key that can be used here; says why by a code."""


class BadNote(Exception):
    """What was given is no signed note or no checkpoint."""


class Verifier(NamedTuple):
    """A public key, whose it is, and for which sort of signature."""

    name: str
    public: bytes
    sort: int = ED25519

    @property
    def id(self) -> bytes:
        """The four bytes that a signature names its key by."""
        return sha256(f"{self.name}\n".encode() + bytes([self.sort]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_b64(bytes([self.sort]) + self.public)}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether a signature, without the key's id, is this key's under a text."""
        said = text.encode()
        if self.sort == COSIGNATURE:
            said, signature = _seen(int.from_bytes(signature[:8], "big"), text), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, said)
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer(NamedTuple):
    """A private key and whose it is."""

    name: str
    seed: bytes

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def verifier(self, sort: int = ED25519) -> Verifier:
        """The public key that belongs to it."""
        return Verifier(self.name, self._key.public_key().public_bytes_raw(), sort)

    def __str__(self) -> str:
        return f"{_PRIVATE}{self.name}+{self.verifier().id.hex()}+{_b64(bytes([ED25519]) + self.seed)}"

    def sign(self, text: str) -> str:
        """The line that signs a text."""
        return _line(self.verifier(), self._key.sign(text.encode()))

    def cosign(self, text: str, time: int) -> str:
        """The line that says: at this time (POSIX seconds) this was the log, and nothing that was seen before was gone."""
        return _line(self.verifier(COSIGNATURE), time.to_bytes(8, "big") + self._key.sign(_seen(time, text)))


def new_signer(name: str) -> Signer:
    """A new key for a name."""
    return Signer(_named(name), Ed25519PrivateKey.generate().private_bytes_raw())


def signer(text: str, name: str = "") -> Signer:
    """The private key in a file: a note's own form, or an Ed25519 key of OpenSSH, which needs a name with it."""
    text = text.strip()
    if text.startswith("-----BEGIN OPENSSH PRIVATE KEY-----"):
        return Signer(_named(name), _ssh_private(text).private_bytes_raw())
    if not text.startswith(_PRIVATE):
        raise BadKey("not-private")
    found, sort, seed = _key_parts(text.removeprefix(_PRIVATE), lambda name, seed: Signer(name, seed).verifier().id)
    if sort != ED25519:
        raise BadKey("not-ed25519")
    return Signer(found, seed)


def verifier(text: str, name: str = "") -> Verifier:
    """The public key in a text: a note's own form, or a line `ssh-ed25519 …`, which needs a name with it."""
    text = text.strip()
    if text.startswith("ssh-ed25519 "):
        return Verifier(_named(name), _ssh_public(text).public_bytes_raw())
    if text.startswith(_PRIVATE):
        raise BadKey("is-private")
    sorts = (ED25519, COSIGNATURE)
    found, sort, public = _key_parts(text, *(lambda name, public, sort=sort: Verifier(name, public, sort).id for sort in sorts))
    return Verifier(found, public, sort)


def _key_parts(text: str, *ids: object) -> tuple[str, int, bytes]:
    """Name, sort and bytes of a key whose id is among those that its bytes can have."""
    name, _, rest = text.partition("+")
    id, _, data = rest.partition("+")
    raw = _unb64(data)
    if raw is None or len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE) or not _NAME.fullmatch(name):
        raise BadKey("mangled")
    if id not in {make(name, raw[1:]).hex() for make in ids if callable(make)}:
        raise BadKey("mangled")
    return name, raw[0], raw[1:]


def _ssh_private(text: str) -> Ed25519PrivateKey:
    try:
        key = load_ssh_private_key(text.encode() + b"\n", password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey("unreadable") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("not-ed25519")
    return key


def _ssh_public(text: str) -> Ed25519PublicKey:
    try:
        key = load_ssh_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise BadKey("mangled") from None
    assert isinstance(key, Ed25519PublicKey)
    return key


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadKey("bad-name")
    return name


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unb64(text: str) -> bytes | None:
    """The bytes of a text, if it is the one way to write them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if _b64(data) == text else None


def _line(verifier: Verifier, signature: bytes) -> str:
    return f"— {verifier.name} {_b64(verifier.id + signature)}\n"


def _seen(time: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


# --- notes ---------------------------------------------------------------------------------------------------------


class Signature(NamedTuple):
    """A line under a note."""

    name: str
    id: bytes
    data: bytes
    """Without the key's id."""

    @property
    def line(self) -> str:
        return f"— {self.name} {_b64(self.id + self.data)}\n"


class Note(NamedTuple):
    """A text, which ends with a line end, and the lines under it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return f"{self.text}\n" + "".join(each.line for each in self.signatures)

    def with_line(self, line: str) -> Note:
        """The note with one more line; an earlier one of the same key gives way to it."""
        new = _signature(line.rstrip("\n"))
        return self._replace(signatures=(*(old for old in self.signatures if (old.name, old.id) != new[:2]), new))

    def verified(self, verifiers: Iterable[Verifier]) -> list[Verifier]:
        """Those of some keys that signed it. A line that names one of them and is not its own is a `BadNote`."""
        by = {(verifier.name, verifier.id): verifier for verifier in verifiers}
        found = []
        for signature in self.signatures:
            verifier = by.get(signature[:2])
            if verifier is None:
                continue
            if not verifier.verifies(self.text, signature.data):
                raise BadNote(f"the signature of {verifier.name} is not under this text")
            found.append(verifier)
        return found


def note(text: str) -> Note:
    """Take a signed note apart. One without any signature ends with its blank line."""
    body, blank, lines = text.rpartition("\n\n")
    if not blank or (lines and not lines.endswith("\n")) or any(ord(char) < 32 and char != "\n" for char in text):
        raise BadNote("this is no signed note")
    signatures = tuple(_signature(line) for line in lines.split("\n")[:-1])
    if len(signatures) > _MOST_SIGNATURES:
        raise BadNote("there are too many signatures")
    return Note(f"{body}\n", signatures)


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    data = _unb64(found[2]) if found else None
    if found is None or data is None or len(data) < 5:
        raise BadNote(f"this is no signature: {line}")
    return Signature(found[1], data[:4], data[4:])


class Checkpoint(NamedTuple):
    """What a log says of itself: where it is, how many entries it has, and the root of their tree."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"


def checkpoint(text: str) -> Checkpoint:
    """What the text of a note says, if it is a checkpoint's."""
    lines = text.split("\n")
    root = _unb64(lines[2]) if len(lines) > 3 else None
    if root is None or len(root) != 32 or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise BadNote("this is no checkpoint")
    return Checkpoint(lines[0], int(lines[1]), root)


# --- the code that people keep -------------------------------------------------------------------------------------

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 20


def root_code(size: int, root: bytes) -> str:
    """Size and root in short, to be printed and compared by eye: `1234-7K2M-…`, twenty letters after the size.

    The letters are Crockford's, of which none is taken for another; they hold 100 bits of SHA-256 of size and root.
    """
    number = int.from_bytes(sha256(f"zhiyin root code\n{size}\n".encode() + root).digest()[:13], "big") >> 4
    letters = "".join(_LETTERS[number >> 5 * at & 31] for at in reversed(range(_CODE_LENGTH)))
    return "-".join([str(size), *(letters[at : at + 4] for at in range(0, _CODE_LENGTH, 4))])
