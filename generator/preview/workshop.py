"""The site of content that is being edited: each file is made when it is asked for, of the content as it last was sound.

A record that is saved is judged alone, and pages show it at once. Which pages there are is worked out anew behind that, then the
index for searching; once both are done, every file is what a build would write.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from threading import Condition, Lock, Thread

from generator.assemble import assemble
from generator.build import Project, engine_of, frames_key, tally
from generator.check import Checked, check
from generator.memory import Memory
from generator.pages import Page, plan
from generator.parallel import aside_while
from generator.problems import Problem, has_errors
from generator.recheck import recheck
from generator.search import published
from generator.site import Site
from generator.stamp import Stamper

# Seconds left to the browser, which asks for its page at once; then until the index is made, as long as nothing is saved again.
_BREATH, _QUIET = 0.2, 1.0
# Seconds that a file which is not there yet is waited for.
_PATIENCE = 300
# Files kept as they were made: a browser asks twice for its page, first whether it has changed.
_KEPT = 64


class Index:
    """The index for searching as it last was made; at first none."""

    def __init__(self, key: bytes = b"", files: Mapping[str, bytes] | None = None, stamps: dict[str, str] | None = None) -> None:
        self.key = key
        self.paths: Sequence[str] = list(files or ())
        self.stamps = stamps or {}
        self._files = files or {}

    def content(self, path: str) -> bytes:
        return self._files[path]


class Stand:
    """The site at one time. As long as it is not whole, pages are of this time and all else is of the time before."""

    def __init__(
        self, stamper: Stamper, pages: Mapping[str, tuple[Page, str]], others: Mapping[str, Callable[[], bytes]]
    ) -> None:
        self.stamper = stamper
        self.pages = pages
        self.others = others
        self.make = lru_cache(_KEPT)(self._make)
        self.whole = False

    @property
    def paths(self) -> list[str]:
        return [*self.pages, *self.others]

    def _make(self, path: str) -> bytes | None:
        if path in self.pages:
            return self.stamper.make(*self.pages[path])
        return self.others[path]() if path in self.others else None


class Workshop:
    """Keeps the site up to the content. `tell` is called whenever there is something new to see."""

    def __init__(self, project: Project, tell: Callable[[], None]) -> None:
        self.project = project
        self.problems: list[Problem] = []
        self.failure: BaseException | None = None
        """Why there is no newer site although the content is sound."""
        self.stand: Stand | None = None
        self._tell = tell
        self._checked: Checked | None = None
        self._memory: Memory | None = None
        self._frames = (b"", project.cache)
        self._runs = 0
        self._index = Index()
        self._turn = 0
        self._keeping_up = Lock()
        self._making = Lock()
        self._news = Condition()

    # --- keeping up ---

    @property
    def folders(self) -> list[Path]:
        """What is to be watched: the edition's content, that of its bases, and the hand-written pages."""
        content = [folder.path for folder in self._checked.folders] if self._checked else []
        return [folder.resolve() for folder in (*(content or [self.project.content]), self.project.docs)]

    def refresh(self, paths: Iterable[Path] | None = None) -> None:
        """Bring the site up to what these files hold now; to whatever has changed, if none are named."""
        names = None if paths is None else self._names(paths)
        if names is not None and not names:
            return
        try:
            with self._keeping_up:
                again = recheck(self._checked, names) if names and self._checked else None
                self._checked = again or self._whole_check()
                self.problems, self.failure = self._checked.problems, None
                if not has_errors(self.problems):
                    self._renew(self._checked, self._built(self._checked))
        except Exception as error:
            self._fail(error)
        self._tell()

    def _fail(self, error: Exception) -> None:
        with self._news:
            self.failure = error
            self._news.notify_all()

    def stop(self) -> None:
        """Give up what is being made."""
        with self._news:
            self._turn = -1
            self._news.notify_all()

    def _whole_check(self) -> Checked:
        self._memory = self._memory or Memory(self.project.cache)
        checked = check(self.project.content, self.project.today, self._memory)
        self._memory.save()
        return checked

    def _names(self, paths: Iterable[Path]) -> set[str] | None:
        """The names of the records at these paths; nothing where one may be more than a record's text."""
        desk = self._checked.desk if self._checked else None
        roots = [(folder.way, folder.path.resolve()) for folder in self._checked.folders] if self._checked else []
        found: set[str] = set()
        for path in paths:
            name = next((way + path.relative_to(root).as_posix() for way, root in roots if path.is_relative_to(root)), "")
            if desk is None or not name or (name not in desk.files and _matters(path, name, desk.files)):
                return None
            found |= {name} & desk.files.keys()
        return found

    def _built(self, checked: Checked) -> Path:
        """What MkDocs makes of the hand-written pages. The run before is left as it is, for its pages may still be shown."""
        key = frames_key(self.project, checked)
        if key != self._frames[0]:
            name = f"preview-{self._runs % 2}" if self._runs else "frames"
            engine = engine_of(self.project, key, self.project.cache / name)
            try:
                self._frames = key, engine.built()
            finally:
                engine.stop()
            self._runs += 1
        return self._frames[1]

    # --- making ---

    def file(self, path: str) -> bytes | None:
        """What stands in a file, or nothing where there is no such file; waits while that cannot be said yet."""
        until = time.monotonic() + _PATIENCE
        while (stand := self.stand) is not None:
            found = self._made(stand, path)
            if found is not None or (stand.whole and not self._is_to_come(path)):
                return found
            if not self._comes_after(stand, until - time.monotonic()):
                return None
        return None

    def _made(self, stand: Stand, path: str) -> bytes | None:
        try:
            with self._making:
                return stand.make(path)
        except Exception:
            # Of a page that is no more nothing can be made; a whole stand has none of those.
            if stand.whole:
                raise
            return None

    def _comes_after(self, stand: Stand, seconds: float) -> bool:
        """Wait for another stand; whether there is one."""
        with self._news:
            self._news.wait_for(lambda: self.stand is not stand or self._turn < 0 or self.failure is not None, seconds)
            return self.stand is not stand and self._turn >= 0

    def _is_to_come(self, path: str) -> bool:
        return path.startswith(published.FOLDER) and not self._index.key

    def _renew(self, checked: Checked, frames: Path) -> None:
        """Show the records at once, in the pages that there were; then the rest."""
        site = Site(checked, checked.edition.clock(self.project.today).isoformat())
        site.stamps = self._index.stamps
        before = self.stand
        stamper = Stamper(site, frames, self.project.cache / "templates")
        self._turn += 1
        # In other frames pages may be shown with another style: those come with the rest.
        same = before is not None and before.stamper.frames == frames
        self._put(Stand(stamper, before.pages, before.others) if before and same else Stand(stamper, {}, {}))
        Thread(target=self._finish, args=(stamper, self._turn), daemon=True).start()

    def _finish(self, stamper: Stamper, turn: int) -> None:
        try:
            if self._passed(turn, _BREATH):
                return
            pages = plan(stamper.site)
            tally(stamper.site, pages)
            if self._passed(turn) or not self._finished(stamper, pages, turn) or self._passed(turn, _QUIET):
                return
            if self._find_anew(stamper.site, turn):
                self._finished(stamper, pages, turn)
        except Exception as error:
            if not self._passed(turn):
                self._fail(error)
                self._tell()

    def _finished(self, stamper: Stamper, pages: list[Page], turn: int) -> bool:
        """Put up a whole stand, unless another has begun meanwhile."""
        places = {path: (page, lang) for path, page, lang in stamper.places(pages)}
        outputs = assemble(stamper, pages, self._index)
        stand = Stand(stamper, places, {output.path: output.make for output in outputs if output.path not in places})
        stand.whole = True
        with self._news:
            if turn != self._turn:
                return False
            self._put(stand)
        self._tell()
        return True

    def _find_anew(self, site: Site, turn: int) -> bool:
        """Make the index, if anything that is searched has changed."""
        key = published.key_of(site)
        if key == self._index.key:
            return False
        files = aside_while(lambda: not self._passed(turn), partial(published.files, site), self._making)
        if files is not None:
            self._index = Index(key, files, published.stamps(files, site))
        return files is not None

    def _put(self, stand: Stand) -> None:
        with self._news:
            self.stand = stand
            self._news.notify_all()

    def _passed(self, turn: int, seconds: float = 0) -> bool:
        """Whether a turn's site is no longer the newest, or is not at some time within these seconds."""
        with self._news:
            return self._news.wait_for(lambda: turn != self._turn, seconds)


def _matters(path: Path, name: str, files: Mapping[str, object]) -> bool:
    """Whether a path that is no known record may mean something: what editors' programs put beside a file for a moment does not."""
    if any(part.startswith(".") for part in name.split("/")):
        return False
    return os.path.lexists(path) or any(known.startswith(f"{name}/") for known in files)
