"""One command at a time, measured: seconds on the clock, seconds of processor, peak memory of its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SAMPLE = 0.02
"""Seconds between two looks at the memory."""


class Ran(NamedTuple):
    """What a command took: seconds, seconds of processor with all its children, its exit code and what it said."""

    seconds: float
    cpu: float
    code: int
    said: str
    over: bool
    """Whether it was ended because it took too long."""

    @property
    def fine(self) -> bool:
        return self.code == 0 and not self.over


class Peak(NamedTuple):
    """Peak memory in bytes: the proportional share of all processes together, and what the first alone had resident."""

    shared: int
    resident: int


def run(command: Sequence[str], folder: Path, cap: float) -> Ran:
    """Run a command to its end, or for `cap` seconds."""
    # What earlier commands wrote goes to disk first, so that none pays for another.
    os.sync()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = begin(command, folder, said.fileno())
        timer = threading.Timer(cap, end, [process])
        timer.start()
        # Not `process.wait`: only this tells of the processor time of children.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        timer.cancel()
        over = seconds >= cap
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Ran(seconds, usage.ru_utime + usage.ru_stime, process.returncode, said.read().decode(errors="replace"), over)


def begin(command: Sequence[str], folder: Path, out: int) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that it can be ended with everything it started."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a command that `begin` started, and everything it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def peak(command: Sequence[str], folder: Path, cap: float) -> Peak:
    """The memory of a command at its highest. In a run of its own: looking this often would slow a timed one."""
    shared = resident = 0
    process = begin(command, folder, subprocess.DEVNULL)
    deadline = time.monotonic() + cap
    try:
        while process.poll() is None and time.monotonic() < deadline:
            shared = max(shared, sum(_kilobytes(pid, "smaps_rollup", b"Pss:") for pid in _tree(process.pid)))
            resident = max(resident, _kilobytes(process.pid, "status", b"VmHWM:"))
            time.sleep(SAMPLE)
    finally:
        end(process)
        process.wait()
    return Peak(shared * 1024, resident * 1024)


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it, as far as they still live."""
    yield pid
    tasks = Path(f"/proc/{pid}/task")
    with suppress(OSError):
        for task in os.listdir(tasks):
            for child in _read(tasks / task / "children").split():
                yield from _tree(int(child))


def _kilobytes(pid: int, file: str, name: bytes) -> int:
    """A line of a file in `/proc`; nothing once the process has ended."""
    line = next((line for line in _read(Path(f"/proc/{pid}/{file}")).splitlines() if line.startswith(name)), b"")
    return int(line.split()[1]) if line else 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
