"""Test editions: the sound one, and the broken ones made from it by a folder of `tests/broken/`.

A broken folder holds the files that differ from the sound edition, and `expected.yml`:

- `why`: the fault in one sentence,
- `edition: overlay`: that the fault is one of the overlay edition, beside which the sound one stands as `../sound`,
- `make`: files that cannot stand in the folder as they are, one of
  `{path, text, encoding}`, `{path, hex}`, `{path, repeat: [text, times]}`, `{path, symlink: target}`,
  `{path, socket: true}`, `{path, remove: true}`, `{path, replace: old, by: new}` (a change to a sound file),
- `problems`: every problem that the check must give, in order, with as much of each as matters.
"""

from __future__ import annotations

import os
import shutil
import socket
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator.check import check
from generator.model.edition import Edition

TESTS = Path(__file__).parent
SOUND = TESTS / "sound"
OVERLAY = TESTS / "overlay"
BROKEN = TESTS / "broken"
TODAY = date(2026, 12, 1)


def golden(name: str) -> Any:
    """The cases of `tests/golden/<name>.yml`."""
    return yaml.safe_load((TESTS / "golden" / f"{name}.yml").read_text(encoding="utf-8"))


def faults() -> list[str]:
    """The names of the broken editions."""
    return sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


def expected(fault: str) -> dict[str, Any]:
    """What a broken folder says of itself."""
    return yaml.safe_load((BROKEN / fault / "expected.yml").read_text(encoding="utf-8"))


def sound(to: Path) -> Path:
    """A copy of the sound edition."""
    return shutil.copytree(SOUND, to)


def changed(edition: Edition, **values: Any) -> Edition:
    """A read edition with other values. They are not read again, as `dataclasses.replace` would."""
    found = copy(edition)
    for name, value in values.items():
        setattr(found, name, value)
    return found


def overlay(to: Path) -> Path:
    """A copy of the overlay edition with the sound one beside it, on which it stands.

    What its records override they name as the check says, so that a change of the sound edition is no fault here."""
    sound(to.parent / "sound")
    shutil.copytree(OVERLAY, to)
    for problem in check(to, TODAY).problems:
        _replace(to / problem.file, "overrides: '000000000000'", f"overrides: {problem.values['expected']}")
    return to


def broken(fault: str, to: Path) -> Path:
    """A copy of the sound edition, or of the overlay, with one folder of `tests/broken/` laid over it."""
    start = overlay if expected(fault).get("edition") == "overlay" else sound
    start(to)
    shutil.copytree(BROKEN / fault, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.yml"))
    for recipe in expected(fault).get("make", ()):
        make(to, **recipe)
    return to


def make(root: Path, path: str, **recipe: Any) -> None:
    """One file that cannot be kept as it is: binary, huge, a link, a socket, a removal or a small change."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    match recipe:
        case {"text": text, **rest}:
            target.write_bytes(text.encode(rest.get("encoding", "utf-8"), "surrogatepass"))
        case {"hex": digits}:
            target.write_bytes(bytes.fromhex(digits))
        case {"repeat": [text, times]}:
            target.write_bytes(text.encode() * times)
        case {"symlink": to}:
            target.symlink_to(to)
        case {"socket": True}:
            _socket(target)
        case {"remove": True}:
            target.unlink()
        case {"replace": old, "by": new}:
            _replace(target, old, new)
        case _:
            raise ValueError(f"{path}: unknown recipe {recipe}")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name}: {old!r} stands {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def _socket(path: Path) -> None:
    """A file that nobody can read, not even root. Bound by its bare name: a socket's whole path may be too long."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    finally:
        os.chdir(here)
