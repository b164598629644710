"""Test vectors of the ledger's forms for whoever writes another implementation: `python -m tests.ledger_vectors` writes them anew.

Salts, times and key are fixed here, and nowhere else.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from generator.tlog import canonical, drafts, notes, state

FILE = Path(__file__).parent / "golden" / "ledger" / "vectors.json"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNER = notes.Signer("vectors.example", bytes(range(32)))
RECORDS: list[dict[str, Any]] = [
    {"id": "a", "title": {"zh": "洗手", "en": "Wash your hands"}, "verified": "2026-12-01", "sample": True},
    {"id": "b", "title": "cafe\u0301", "number": 12, "list": [1, 2.5, None]},
    {"id": "a", "title": {"zh": "勤洗手", "en": "Wash your hands"}, "verified": "2026-12-01", "sample": True},
    {"id": "c", "title": {"zh": "勤洗手", "en": "Wash your hands"}, "verified": "2026-12-01", "sample": True, "formerly": ["a"]},
]


def made() -> dict[str, Any]:
    """A log of a few additions, step by step."""
    salts = iter(bytes([number]) * canonical.SALT for number in range(1, 10))
    with tempfile.TemporaryDirectory() as folder, patch.object(canonical, "new_salt", lambda: next(salts)):
        log = state.begin(Path(folder), "vectors.example/ledger", [SIGNER])
        for hour, record in enumerate(RECORDS[:3]):
            change = drafts.Change("guidelines", record["id"], record, reason="改了" if hour == 2 else "", office="某街道办")
            log = drafts.append(Path(folder), [change], NOON + timedelta(hours=hour), [SIGNER])
        gone = drafts.Change("guidelines", "b", None, "erasure", "写进了私人信息")
        drafts.append(Path(folder), [gone], NOON + timedelta(hours=3), [SIGNER])
        moved = [drafts.Change("guidelines", "a", None, "rename", to="c"), drafts.Change("guidelines", "c", RECORDS[3])]
        log = drafts.append(Path(folder), moved, NOON + timedelta(hours=4), [SIGNER])
        return _told(log)


def _told(log: state.Log) -> dict[str, Any]:
    return {
        "key": str(SIGNER.verifier()), "co_signer": str(SIGNER.verifier(notes.COSIGNATURE)),
        "co_signature": SIGNER.cosign(log.note.text, 1_800_000_000),
        "records": [{"record": record, "canonical": canonical.canonical(record).decode()} for record in RECORDS],
        "entries": [
            {
                "entry": log.encoded(at).decode(), "proof": str(log.proof(at)), "code": log.code_at(log.size_with(at)),
                "kept": [kept[0].hex(), kept[1].decode()] if (kept := log.text(at)) else None,
            }
            for at in range(log.said.size)
        ],
        "checkpoint": str(log.note), "code": log.code,
    }  # fmt: skip


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(made(), ensure_ascii=False, indent=1) + "\n", "utf-8")
