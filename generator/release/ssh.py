"""A folder on another machine that holds releases, reached by ssh and filled by rsync.

The other machine needs rsync, and of GNU or BusyBox `flock` and `mv -T`; nothing of this program.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.release.layout import CURRENT, GONE, HOLDER, INCOMING, LOCK, NEW, RELEASES, Look, Unfit
from generator.release.local import signature, signed
from generator.release.outgoing import Outgoing
from generator.release.pack import Packed

_SHORT = re.compile(r"(?P<host>(?:[\w.][\w.-]*@)?[\w.][\w.-]*):(?P<folder>/(?!/).*)", re.ASCII)
_LONG = re.compile(r"ssh://(?P<host>(?:[\w.][\w.-]*@)?[\w.][\w.-]*)(?::(?P<port>\d{1,5}))?(?P<folder>/.*)", re.ASCII)
# Nobody is there to type a password while a timer publishes.
_OPTIONS = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=20")

_LOOK = f"""
if [ ! -d "$1" ]; then if [ -e "$1" ] || [ -L "$1" ]; then echo kind other; else echo kind absent; fi; exit 0; fi
cd "$1"; echo kind folder; ls -A | sed 's/^/top /'
if [ -d {RELEASES} ] && [ ! -L {RELEASES} ]; then echo releases; ls -A {RELEASES} | sed 's/^/release /'; fi
if [ -L {CURRENT} ]; then echo "link $(readlink {CURRENT})"; elif [ -e {CURRENT} ]; then echo no-link; fi
"""
_HOLD = f"""
for place in "$1" "$1/{RELEASES}"; do [ -d "$place" ] || {{ mkdir -p "$place"; chmod 755 "$place"; }}; done
cd "$1"; exec 9>{LOCK}
if ! flock -n 9; then echo busy; cat {HOLDER} 2>/dev/null; exit 0; fi
printf '%s' "$2" >{HOLDER} || :
rm -rf {NEW} {RELEASES}/{GONE}*
echo held; cat >/dev/null; rm -f {HOLDER}
"""
_PUT = f'cd "$1"; sync; mv {RELEASES}/{INCOMING} "{RELEASES}/$2"; sync'
_SWITCH = f'cd "$1"; rm -f {NEW}; ln -s "{RELEASES}/$2" {NEW}; mv -fT {NEW} {CURRENT}; sync'
_REMOVE = f'cd "$1/{RELEASES}"; shift; for name; do mv "$name" "{GONE}$name"; rm -rf "{GONE}$name"; done'
_PATHS = f'cd "$1/{RELEASES}/$2"; find . -type f | cut -c3-'

_READ = f'cd "$1/{RELEASES}/$2"; [ ! -f "$3" ] || cat "$3"'


class Address(NamedTuple):
    """Where a folder is on another machine."""

    host: str
    port: str
    folder: str


def address_of(text: str) -> Address | None:
    """`user@host:/folder` or `ssh://user@host:port/folder`; nothing if it is neither."""
    found = _LONG.fullmatch(text) or _SHORT.fullmatch(text)
    return Address(found["host"], found.groupdict().get("port") or "", found["folder"]) if found else None


class Ssh:
    """Releases in a folder of another machine."""

    presses = True

    def __init__(self, address: Address, cache: Path) -> None:
        self.address = address
        self._ssh = ["ssh", *_OPTIONS, *(["-p", address.port] if address.port else [])]
        self._outgoing = Outgoing(cache, str(self))
        self._seen: Look | None = None
        """What was seen there last."""

    def __str__(self) -> str:
        return f"{self.address.host}:{self.address.folder}"

    # --- looking ---

    def look(self) -> Look:
        """What lies there, asked for only if it is not known."""
        return self._seen or self._look()

    def _look(self) -> Look:
        told: dict[str, list[str]] = {}
        for line in self._run(_LOOK).splitlines():
            word, _, rest = line.partition(" ")
            told.setdefault(word, []).append(rest)
        link = None if "no-link" in told else told.get("link", [""])[0]
        return Look(told["kind"][0], told.get("top", []), told.get("release", []) if "releases" in told else None, link)

    def check(self) -> None:
        """Raises `Unfit` unless the folder holds releases, or nothing at all."""
        self._seen = self._look()
        self._seen.check(self)

    @property
    def current(self) -> str:
        return self.look().current

    @property
    def names(self) -> list[str]:
        return self.look().names

    def paths(self, name: str) -> list[str]:
        return self._run(_PATHS, name).splitlines()

    def read(self, name: str, path: str) -> bytes:
        """The bytes of one file of a release, or nothing if it is not there."""
        return self._run(_READ, name, path).encode()

    def is_whole(self, name: str) -> bool:
        """Taken for granted: rsync compared every file as it was sent."""
        return True

    @contextmanager
    def folder_of(self, name: str) -> Iterator[Path]:
        """A release as a folder on this machine, brought here for as long as it is read."""
        with self._outgoing.brought() as folder:
            source = f"{self.address.host}:{self.address.folder}/{RELEASES}/{name}/"
            self._do(["rsync", "-s", "--recursive", "-e", shlex.join(self._ssh), source, f"{folder}/"])
            yield folder

    # --- changing, only while held ---

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other publishers out for as long as the connection lasts. Raises `Unfit` if it is held already."""
        self.check()
        # What is asked while the lock is held goes through its connection: others need not be made anew each time.
        with TemporaryDirectory(prefix="zhiyin-") as folder, self._connected(Path(folder) / "ssh") as lock:
            assert lock.stdin is not None
            assert lock.stdout is not None
            assert lock.stderr is not None
            answer = lock.stdout.readline().strip()
            if answer == "busy":
                raise Unfit("held", place=self, **signed(lock.stdout.read()))
            if answer != "held":
                raise Unfit("remote", place=self, error=lock.stderr.read().strip())
            self._seen = self._look()
            yield

    @contextmanager
    def _connected(self, control: Path) -> Iterator[subprocess.Popen[str]]:
        """The process that holds the lock for as long as it is spoken to."""
        own, pipe = self._ssh, subprocess.PIPE
        self._ssh = [*own, "-o", f"ControlPath={control}"]
        command = self._command(_HOLD, signature())
        command[1:1] = ["-o", "ControlMaster=yes"]
        try:
            with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as lock:
                yield lock
        finally:
            self._ssh, self._seen = own, None

    def bench(self) -> tuple[Path, Path | None]:
        return self._outgoing.bench()

    def put(self, folder: Path, packed: Packed, name: str) -> None:
        """Send what the current release does not have, and give it its name once all of it is there."""
        base = f"{self.address.folder}/{RELEASES}"
        current = self.current
        shared = [f"--link-dest={base}/{current}"] if current else []
        # By contents, not by times: files that are the same are then shared even if they were built anew.
        command = ["rsync", "-s", "--recursive", "--checksum", "--delete", "--perms", "--chmod=D755,F644", *shared]
        self._do([*command, "-e", shlex.join(self._ssh), f"{folder}/", f"{self.address.host}:{base}/{INCOMING}/"])
        self._run(_PUT, name)

    def switch(self, name: str) -> None:
        self._run(_SWITCH, name)
        self._seen = self._look()
        if (self._outgoing.folder / "new").is_dir():
            self._outgoing.sent()

    def remove(self, names: Iterable[str]) -> None:
        if gone := list(names):
            self._run(_REMOVE, *gone)

    # --- asking the other machine ---

    def _command(self, script: str, *values: str) -> list[str]:
        words = shlex.join(["sh", "-euc", script, "sh", self.address.folder, *values])
        return [*self._ssh, self.address.host, words]

    def _run(self, script: str, *values: str) -> str:
        return self._do(self._command(script, *values))

    def _do(self, command: list[str]) -> str:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise Unfit("remote", place=self, error=done.stderr.strip() or done.returncode)
        return done.stdout
