"""Signed notes and checkpoints: Go's own vectors, keys of OpenSSH, and what is refused."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from generator.tlog import notes

GO = json.loads((Path(__file__).parent / "golden" / "tlog" / "notes.json").read_text("utf-8"))
PETER, ENOCH = (notes.verifier(key) for key in GO["keys"])


def test_go_signs_the_same() -> None:
    """A key of Go's tests signs their text with their signature, and is written as they write it."""
    signer = notes.signer(GO["private"])
    assert str(signer) == GO["private"]
    assert str(signer.verifier()) == GO["keys"][0]
    assert signer.sign(GO["text"]) == GO["lines"][0]


def test_notes_of_go_are_read() -> None:
    """A note that Go signed twice has both signatures, whichever of the keys is known."""
    note = notes.note(f"{GO['text']}\n{''.join(GO['lines'])}")
    assert note.text == GO["text"]
    assert str(note) == f"{GO['text']}\n{''.join(GO['lines'])}"
    assert note.verified([PETER, ENOCH]) == [PETER, ENOCH]
    assert note.verified([ENOCH]) == [ENOCH]
    assert note.verified([]) == []


def test_mangled_keys_are_refused() -> None:
    """No part of a key and no key with a changed letter passes for one."""
    for key, read in ((GO["keys"][0], notes.verifier), (GO["private"], notes.signer)):
        parts = {key[start:end] for start in range(0, len(key), 7) for end in range(start + 1, len(key) + 1, 5)} - {key}
        parts |= {key[:at] + chr(ord(key[at]) + 1) + key[at + 1 :] for at in range(len(key))}
        for part in parts:
            with pytest.raises(notes.BadKey):
                read(part)


def test_a_private_key_is_not_shown_as_public() -> None:
    """Whoever hands over the wrong file is told, not published."""
    with pytest.raises(notes.BadKey, match="private"):
        notes.verifier(GO["private"])


@pytest.mark.parametrize(
    "text",
    ["", "text\n", "text\n\n— Bad Name x08go/ZJ\n", "text\n\n— A x08go/ZJ", "\x01\n\n", "text\n\nmore\n", "text\n\n— A x08g\n",
     "text\n\n" + "— A x08go/ZJ\n" * 101],
)  # fmt: skip
def test_what_is_no_note(text: str) -> None:
    """What is not formed as a signed note is refused."""
    with pytest.raises(notes.BadNote):
        notes.note(text)


def test_a_false_signature_is_no_unknown_one() -> None:
    """A line in the name of a known key that is not its own is told of, not passed over."""
    spoiled = notes.note(f"{GO['text'].replace('answer', 'reason')}\n{GO['lines'][0]}")
    assert spoiled.verified([ENOCH]) == []
    with pytest.raises(notes.BadNote, match="PeterNeumann"):
        spoiled.verified([PETER])


def test_openssh_keys_serve() -> None:
    """A key that `ssh-keygen` made signs and verifies like any other, under the name that is given for it."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode()
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    signer, verifier = notes.signer(private, "unit.example"), notes.verifier(f"{public} someone@somewhere", "unit.example")
    assert signer.verifier() == verifier
    assert notes.Note("text\n").with_line(signer.sign("text\n")).verified([verifier]) == [verifier]
    for name in ("", "two words", "a+b"):
        with pytest.raises(notes.BadKey, match="name"):
            notes.signer(private, name)
    with pytest.raises(notes.BadKey):
        notes.signer(private[:60], "unit.example")


def test_cosignatures_say_when() -> None:
    """Another party's line holds its time, and holds for no other time, no other text and no other sort of key."""
    signer = notes.new_signer("witness.example")
    verifier = signer.verifier(notes.COSIGNATURE)
    assert notes.verifier(str(verifier)) == verifier
    note = notes.Note("text\n").with_line(signer.cosign("text\n", 1_800_000_000))
    assert note.verified([verifier]) == [verifier]
    assert note.verified([signer.verifier()]) == []
    assert int.from_bytes(note.signatures[0].data[:8], "big") == 1_800_000_000
    later = note.signatures[0]._replace(data=(1_800_000_001).to_bytes(8, "big") + note.signatures[0].data[8:])
    with pytest.raises(notes.BadNote):
        note._replace(signatures=(later,)).verified([verifier])


def test_a_new_line_takes_the_place_of_the_old() -> None:
    """A key stands once under a note."""
    signer = notes.new_signer("witness.example")
    note = notes.Note("text\n").with_line(signer.cosign("text\n", 1)).with_line(signer.cosign("text\n", 2))
    assert [int.from_bytes(each.data[:8], "big") for each in note.signatures] == [2]


def test_checkpoints() -> None:
    """A checkpoint is three lines; more may follow, fewer or others are refused."""
    checkpoint = notes.Checkpoint("example.org/log", 12, sha256(b"").digest())
    assert notes.checkpoint(str(checkpoint)) == checkpoint
    assert notes.checkpoint(f"{checkpoint}extension\n") == checkpoint
    for text in ("", "a\n1\n", "a\n01\nAAAA\n", str(checkpoint).replace("12", "-1"), str(checkpoint).replace("=", "")):
        with pytest.raises(notes.BadNote):
            notes.checkpoint(text)


def test_root_codes() -> None:
    """A code names the size, has twenty letters that cannot be mistaken for others, and changes with size and root."""
    root = sha256(b"").digest()
    code = notes.root_code(1234, root)
    assert re.fullmatch(r"1234(-[0-9A-HJKMNP-TV-Z]{4}){5}", code)
    assert notes.root_code(1234, root) == code
    assert notes.root_code(1235, root)[5:] != code[5:] != notes.root_code(1234, bytes(32))[5:]
