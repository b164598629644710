"""Object storage, such as S3: no folders, no links, so no release can be switched to in one moment.

What is new is put up first (style sheets, scripts and data, then pages) and what is stale goes last: at any moment every
page that is there has what it needs, but for the minutes this takes readers may meet new pages beside old ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from generator.release.layout import Unfit
from generator.release.local import signature, signed
from generator.release.outgoing import Outgoing
from generator.release.pack import Packed
from generator.tlog.fetch import is_plain

STATE = "zhiyin-release.json"
"""Says what was put up, so that nothing else is ever deleted."""

_BETWEEN = "?"
"""At the end of a release's name: not all of it is up, or some of another is up besides."""


@dataclass
class State:
    """What is up: the release, its files with their digests, and what an interrupted publisher may have left."""

    name: str = ""
    files: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)


class Objects:
    """One release under an address, through fsspec."""

    presses = False

    def __init__(self, url: str, cache: Path) -> None:
        self.url = url
        self._outgoing = Outgoing(cache, url)
        self._store, root = _opened(url)
        self._root = root.rstrip("/")

    def __str__(self) -> str:
        return self.url

    # --- looking ---

    def check(self) -> None:
        """Raises `Unfit` if something lies there that this program did not put up."""
        self._store.invalidate_cache()
        if not self._store.exists(self._at(STATE)) and (found := self._store.find(self._root)):
            raise Unfit("not-ours", place=self, found=min(found))

    def state(self) -> State:
        """What is up."""
        if not self._store.exists(self._at(STATE)):
            return State()
        try:
            return State(**json.loads(self._store.cat_file(self._at(STATE))))
        except (ValueError, TypeError):
            raise Unfit("not-ours", place=self, found=STATE) from None

    @property
    def current(self) -> str:
        return self.state().name

    @property
    def names(self) -> list[str]:
        current = self.current
        return [current] if current else []

    def paths(self, name: str) -> list[str]:
        return list(self.state().files)

    def read(self, name: str, path: str) -> bytes:
        """The bytes of one file of what is up, or nothing if it is not there."""
        return bytes(self._store.cat_file(self._at(path))) if self._store.exists(self._at(path)) else b""

    def is_whole(self, name: str) -> bool:
        """There is no going back to anything, so nothing to be sure of."""
        return True

    @contextmanager
    def folder_of(self, name: str) -> Iterator[Path]:
        """A release as a folder on this machine, brought here for as long as it is read."""
        paths = self.paths(name)
        if strange := [path for path in paths if not is_plain(path)]:
            raise Unfit("not-ours", place=self, found=min(strange))
        with self._outgoing.brought() as folder:
            self._store.get([self._at(path) for path in paths], [str(folder / path) for path in paths])
            yield folder

    # --- changing, only while held ---

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other publishers of this project on this machine out; object storage itself has no lock."""
        self.check()
        self._outgoing.folder.mkdir(parents=True, exist_ok=True)
        lock, holder = FileLock(self._outgoing.folder / "lock"), self._outgoing.folder / "holder"
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Unfit("held", place=self, **signed(holder.read_text("utf-8") if holder.is_file() else "")) from None
        try:
            holder.write_text(signature(), "utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def bench(self) -> tuple[Path, Path | None]:
        return self._outgoing.bench()

    def put(self, folder: Path, packed: Packed, name: str) -> None:
        """Put up what is new or has changed, pages last; nothing is deleted yet."""
        old, new = self.state(), {row.path: row.digest.hex() for row in packed.laid}
        changed = [path for path in new if path in old.unsure or old.files.get(path) != new[path]]
        # No whole release is up from here on, and whoever comes next must know.
        between = old.name.rstrip(_BETWEEN) + _BETWEEN if old.name else ""
        self._note(State(between, old.files, sorted({*old.unsure, *changed})))
        for rank in sorted({_rank(path) for path in changed}):
            part = [path for path in changed if _rank(path) == rank]
            self._store.put([str(folder / path) for path in part], [self._at(path) for path in part])
        stale = {*old.files, *old.unsure} - new.keys()
        self._note(State(name + _BETWEEN, new, sorted(stale)))

    def switch(self, name: str) -> None:
        """Delete what is stale, now that all else is up."""
        state = self.state()
        for path in state.unsure:
            if self._store.exists(self._at(path)):
                self._store.rm_file(self._at(path))
        self._note(State(name, state.files))
        self._outgoing.sent()

    def remove(self, names: Iterable[str]) -> None:
        """Nothing: there is only ever one release."""

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _note(self, state: State) -> None:
        self._store.pipe_file(self._at(STATE), json.dumps(asdict(state)).encode())


def _opened(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    # On a disk folders have to be made; object storage has none.
    more = {"auto_mkdir": True} if url.startswith(("file:", "local:")) else {}
    try:
        store, root = url_to_fs(url, use_listings_cache=False, **more)
    except (ImportError, ValueError) as error:
        raise Unfit("no-such-storage", place=url, error=error) from None
    return store, str(root)


def _rank(path: str) -> int:
    """Whatever pages need goes up before them; the worker that keeps pages for reading offline comes last."""
    if path == "sw.js":
        return 3
    return 2 if path.endswith(".html") else 0 if path.startswith("assets/") else 1
