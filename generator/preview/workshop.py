"""The site of content that is being edited: each file is made when it is asked for, of the content as it last was sound.

A record that is saved is judged alone, and the pages there are show it at once. The site is put together anew behind that, and then
the index for searching; once both are done, every file is what a build would write.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from threading import Condition, Lock, Thread

from generator.build import Project, engine_of, frames_key, tally
from generator.check import check
from generator.memory import Memory
from generator.outputs.offline import WORKER
from generator.pages import NOT_FOUND, Page, plan
from generator.parallel import aside_while
from generator.preview.past import Past
from generator.preview.stand import Index, Stand, whole
from generator.problems import Problem, has_errors
from generator.recheck import recheck
from generator.search import published
from generator.site import Site
from generator.stamp import Stamper
from generator.survey import Checked
from generator.tlog.state import Fault

# Seconds left to the browser, which asks for its page at once; then until the index is made, as long as nothing is saved again.
_BREATH, _QUIET = 0.2, 1.0
# Seconds that a file which is not there yet is waited for.
_PATIENCE = 300


class Workshop:
    """Keeps the site up to the content. `tell` is called whenever there is something new to see."""

    def __init__(self, project: Project, tell: Callable[[], None]) -> None:
        self.project = project
        self.problems: list[Problem] = []
        self.failure: BaseException | None = None
        """Why there is no newer site although the content is sound."""
        self.past = Past(project.content)
        self.stand: Stand | None = None
        self.pending = False
        """Whether another stand is on its way."""
        self._tell = tell
        self._checked: Checked | None = None
        self._memory: Memory | None = None
        self._frames = (b"", project.cache)
        self._index = Index()
        self._looked_at = ""
        self._turn = 0
        self._keeping_up = Lock()
        self._making = Lock()
        self._news = Condition()

    # --- keeping up ---

    @property
    def folders(self) -> list[Path]:
        """What is to be watched: the edition's content, that of its bases, the hand-written pages, and the ledger."""
        content = [folder.path for folder in self._checked.folders] if self._checked else []
        return [folder.resolve() for folder in (*(content or [self.project.content]), self.project.docs, self.past.folder)]

    def refresh(self, paths: Iterable[Path] | None = None) -> None:
        """Bring the site up to what these files hold now; to whatever has changed, if none are named."""
        try:
            with self._keeping_up:
                checked = self._checked_now(None if paths is None else set(paths))
                if checked is None:
                    return
                self._checked, self.problems, self.failure = checked, checked.problems, None
                if not has_errors(self.problems):
                    self._renew(checked, self._built(checked))
        except Exception as error:
            self._fail(error)
        self._tell()

    def _checked_now(self, paths: set[Path] | None) -> Checked | None:
        """The content as it is now; nothing if neither it nor the ledger has changed."""
        inside = {path for path in paths or () if path.is_relative_to(self.past.folder)}
        is_past = paths is None or any(map(self.past.concerns, inside))
        if is_past:
            self.past = Past(self.project.content)
        names = None if paths is None else self._names(paths - inside)
        if names is not None and not names:
            return self._checked if is_past else None
        again = recheck(self._checked, names) if names and self._checked else None
        return again or self._whole_check()

    def _fail(self, error: Exception) -> None:
        with self._news:
            self.failure = error
            self.pending = False
            self._news.notify_all()

    def stop(self) -> None:
        """Give up what is being made, and answer nothing more."""
        with self._news:
            self._turn, self.stand, self.pending = -1, None, False
            self._news.notify_all()
        with self._keeping_up, self._making:
            if self._memory is not None:
                self._memory.close()

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
        """What MkDocs makes of the hand-written pages."""
        key = frames_key(self.project, checked)
        if key != self._frames[0]:
            engine = engine_of(self.project, key, self._free_folder())
            try:
                self._frames = key, engine.built()
            finally:
                engine.stop()
        return self._frames[1]

    def _free_folder(self) -> Path:
        """The folder of builds, or another one while what is shown lies there: a run of MkDocs clears its folder."""
        builds, other = self.project.cache / "frames", self.project.cache / "preview"
        return other if self.stand and self.stand.stamper.frames.is_relative_to(builds) else builds

    # --- showing ---

    def file(self, path: str) -> bytes | None:
        """What stands in a file, or nothing where there is no such file; waits while that cannot be said yet."""
        until = time.monotonic() + _PATIENCE
        while True:
            stand = self.stand
            found = self._made(stand, path) if stand else None
            if found is not None or not (self.pending or self._is_to_come(path)):
                return found
            if not self._comes_after(stand, until - time.monotonic()):
                return None

    def _made(self, stand: Stand, path: str) -> bytes | None:
        self._looked_at = path if path in stand.pages else self._looked_at
        try:
            with self._making:
                return stand.make(path)
        except Exception:
            # A record that now says something else may not fit into what was counted before.
            if self.pending or self._is_to_come(path):
                return None
            raise

    def _is_to_come(self, path: str) -> bool:
        """Whether a file is of the index, or of the worker that keeps the index, and there is none yet."""
        return not self._index.key and (path.startswith(published.FOLDER) or path == WORKER)

    def _comes_after(self, stand: Stand | None, seconds: float) -> bool:
        """Wait for another stand; whether there is one."""
        with self._news:
            self._news.wait_for(lambda: self.stand is not stand or self._turn < 0 or self.failure is not None, seconds)
            return self.stand is not stand and self._turn >= 0

    def _put(self, stand: Stand) -> None:
        with self._news:
            self.stand = stand
            self._news.notify_all()

    # --- making ---

    def _renew(self, checked: Checked, frames: Path) -> None:
        """Show changed texts at once, then the rest."""
        with self._news:
            self._turn += 1
            self.pending = True
        if self.stand and self.stand.stamper.frames == frames:
            self._show_texts(self.stand, checked)
        Thread(target=self._finish, args=(checked, frames, self._turn), daemon=True).start()

    def _show_texts(self, stand: Stand, checked: Checked) -> None:
        """Where the records are the same ones, let the pages there are show what each says now."""
        known = stand.stamper.site.all
        if any(known[kind].keys() != entries.keys() for kind, entries in checked.entries.items()):
            return
        with self._making:
            for kind, entries in checked.entries.items():
                for id, entry in entries.items():
                    if known[kind][id].digest != entry.digest:
                        stand.stamper.site.update(entry)
            self._put(Stand(stand.stamper, stand.pages, stand.others))

    def _finish(self, checked: Checked, frames: Path, turn: int) -> None:
        """Put the site together anew, then its index, unless something else is saved meanwhile."""
        try:
            if self._passed(turn, _BREATH):
                return
            site, past = Site(checked, checked.edition.clock(self.project.today).isoformat()), self.past
            stand, pages = self._together(site, frames, past)
            if not self._put_up(stand, turn) or self._passed(turn, _QUIET):
                return
            # The site before is no small thing to keep, and hangs together in circles.
            gc.collect()
            if self._find_anew(site, turn):
                self._put_up(whole(stand.stamper, pages, self._index), turn)
            if past.count(site, lambda: not self._passed(turn), self._making):
                self._tell()
        except Exception as error:
            if not self._passed(turn):
                self._fail(error)
                self._tell()

    def _together(self, site: Site, frames: Path, past: Past) -> tuple[Stand, list[Page]]:
        """The site put together as a build does; without its ledger, where that turns out not to be sound."""
        site.history = past.history(site.edition.timezone)
        try:
            return self._stand_of(site, frames)
        except Fault as fault:
            past.spoil(fault)
            site.history = None
            return self._stand_of(site, frames)

    def _stand_of(self, site: Site, frames: Path) -> tuple[Stand, list[Page]]:
        stamper = Stamper(site, frames, self.project.cache / "templates")
        pages = plan(site)
        tally(site, pages)
        stand = whole(stamper, pages, self._index)
        # Made before it is asked for: nobody who saves meanwhile need wait for all that the first page takes.
        stand.make(self._looked_at if self._looked_at in stand.pages else NOT_FOUND.path)
        return stand, pages

    def _put_up(self, stand: Stand, turn: int) -> bool:
        """Show a whole stand, unless it has been passed."""
        with self._news:
            if turn != self._turn:
                return False
            self.pending = False
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

    def _passed(self, turn: int, seconds: float = 0) -> bool:
        """Whether a turn's site is no longer the newest, or is not at some time within these seconds."""
        with self._news:
            return self._news.wait_for(lambda: turn != self._turn, seconds)


def _matters(path: Path, name: str, files: Mapping[str, object]) -> bool:
    """Whether a path that is no known record may mean something: what editors' programs put beside a file for a moment does not."""
    if any(part.startswith(".") for part in name.split("/")):
        return False
    return os.path.lexists(path) or any(known.startswith(f"{name}/") for known in files)
