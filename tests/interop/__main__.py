"""The log read by the transparency log of Go's module database: `make interop`. Needs Go and golang.org/x/mod (CONTRIBUTING says how).

A signed log is written and read; then one byte of it is changed at a time, and each time the reader must refuse it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from generator.tlog import drafts, notes, state

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNER = notes.Signer("interop.example", bytes(range(32)))
ADDITIONS = (200, 256, 300, 301, 1000)
"""The sizes at which it is published."""
CHANGES, SEED = 300, 20200206


def main() -> int:
    """0 if the log is read, and nothing of it when a byte is not as it was."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text) / "ledger"
        reader = _reader(Path(text) / "read")
        _write(folder)
        said = _read(reader, folder)
        print(said.stdout.strip())
        refused = sum(_is_refused(reader, folder, file, place) for file, place in _places(folder))
    print(f"{refused} of {CHANGES} changes of one byte refused")
    return said.returncode or int(refused != CHANGES)


def _reader(file: Path) -> Path:
    """The program that reads, made by Go of its own library as Debian has it."""
    environment = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", **os.environ}
    subprocess.run(["go", "build", "-o", file, Path(__file__).with_name("read.go")], env=environment, check=True)
    return file


def _write(folder: Path) -> None:
    """A log, with the proof of every hundredth entry beside it."""
    log, start = state.begin(folder, "interop.example/ledger", [SIGNER]), 0
    for end in ADDITIONS:
        log = drafts.append(
            folder, [drafts.Change("help", f"h{at}", {"id": f"h{at}"}) for at in range(start, end)], NOON, [SIGNER]
        )
        start = end
    for at in range(0, ADDITIONS[-1], 100):
        place = folder / "help" / f"h{at}"
        place.mkdir(parents=True)
        (place / "1.tlog-proof").write_text(str(log.proof(at)), "utf-8")
        (place / "1.json").write_text(json.dumps({"entry": log.encoded(at).decode()}), "utf-8")


def _read(reader: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([reader, folder, str(SIGNER.verifier())], capture_output=True, text=True, check=False)


def _places(folder: Path) -> list[tuple[Path, int]]:
    """Bytes that the log speaks for; salts and texts are told of by entries, and are no matter of Go's."""
    chance = random.Random(SEED)
    parts = (
        "checkpoint",
        f"tile/0/00[0-{ADDITIONS[-1] // 256 - 1}]",
        "tile/0/003.p/232",
        "tile/entries/00[0-2]",
        "tile/entries/003.p/232",
    )
    files = sorted(file for part in parts for file in folder.glob(part))
    chosen = [chance.choice(files) for _ in range(CHANGES)]
    return [(file, chance.randrange(file.stat().st_size)) for file in chosen]


def _is_refused(reader: Path, folder: Path, file: Path, place: int) -> bool:
    sound = file.read_bytes()
    file.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
    try:
        return _read(reader, folder).returncode == 1
    finally:
        file.write_bytes(sound)


if __name__ == "__main__":
    sys.exit(main())
