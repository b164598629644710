"""How long the ledger takes: to be checked, and to be added to, against plain hashing of as many bytes in the same run.

`python -m tests.ledger_bench [--large]`; `--large` takes 730,000 versions too, which needs some minutes and 1 GB of disk.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from generator.tlog import drafts, notes, state, verify

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNER = notes.new_signer("bench.example")
WORDS = "先洗手再戴口罩，口鼻都要盖住，摘的时候只碰带子。"
AT_ONCE = 20_000
CHECK = (
    "import json, resource, sys, time; sys.path.insert(0, sys.argv[1]); import verify; from pathlib import Path\n"
    "start = time.process_time(); report = verify.verify(Path(sys.argv[2])); took = time.process_time() - start\n"
    "print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(report.problems)]))"
)


def grown(folder: Path, size: int, records: int) -> Path:
    """A log of so many versions of so many records."""
    state.begin(folder, "bench.example/ledger", [SIGNER]).add_key(SIGNER.verifier())
    for number, start in enumerate(range(0, size, AT_ONCE)):
        part = range(start, min(start + AT_ONCE, size))
        drafts.append(folder, list(_changes(part, records)), NOON + timedelta(hours=number), [SIGNER])
    return folder


def _changes(part: range, records: int) -> Iterator[drafts.Change]:
    for number in part:
        id = f"r{number % records}"
        yield drafts.Change("guidelines", id, {"id": id, "text": WORDS * 4, "number": number}, office="某街道办")


def checked(folder: Path) -> tuple[float, float]:
    """Seconds and megabytes that a stranger's Python takes to check it, in a process of its own."""
    program = str(Path(verify.__file__).parent)
    done = subprocess.run([sys.executable, "-S", "-c", CHECK, program, str(folder)], capture_output=True, text=True, check=True)
    took, memory, problems = json.loads(done.stdout)
    assert not problems
    return took, memory


def floor(folder: Path) -> tuple[float, int]:
    """Seconds to read and hash the same bytes and nothing more, and how many there are."""
    start, count = time.process_time(), 0
    for path in folder.rglob("*"):
        if path.is_file() and path.name != state.HEADS:
            data = path.read_bytes()
            sha256(data).digest()
            count += len(data)
    return time.process_time() - start, count


def added(folder: Path, size: int) -> tuple[float, int, int]:
    """Seconds to add ten changes, files made or changed, and files changed that were there before."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    changes = [drafts.Change("guidelines", f"r{number}", {"id": f"r{number}", "text": "改了"}) for number in range(10)]
    start = time.perf_counter()
    drafts.append(folder, changes, NOON + timedelta(days=90), [SIGNER])
    took = time.perf_counter() - start
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    touched = [path for path in after if after[path] != before.get(path) and not path.name.startswith(".")]
    return took, len(touched), sum(path in before for path in touched)


def main() -> None:
    sizes = [(10_000, 10_000), (100_000, 26_000), *([(730_000, 730_000)] if "--large" in sys.argv else [])]
    for size, records in sizes:
        with tempfile.TemporaryDirectory() as folder:
            log = grown(Path(folder) / "ledger", size, max(records, AT_ONCE) if size > AT_ONCE else records)
            took, memory = checked(log)
            least, count = floor(log)
            print(
                f"{size} versions, {count / 1e6:.0f} MB: checked in {took:.2f} s, {memory:.0f} MB; hashing alone {least:.2f} s, {took / least:.1f} times"
            )
            proof = max(len(str(state.Log(log).proof(at))) for at in (0, size // 2, size - 1))
            seconds, files, changed = added(log, size)
            print(
                f"  a proof has {proof} bytes; ten changes added in {seconds:.3f} s: {files} files, {changed} of them there before"
            )


if __name__ == "__main__":
    main()
