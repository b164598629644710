"""One file that holds a whole site and what it was made from: the same bytes on whichever day it is made.

Nothing in it is pressed, so that no other program's way of pressing can make other bytes; its times are the release's.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from generator import load
from generator.build import Project
from generator.history import FOLDER
from generator.model.edition import Edition, text_in
from generator.model.kinds import KIND_NAMES
from generator.outputs.data import kind_records
from generator.progress import step
from generator.release import layout, sealing, warc
from generator.release.deliver import Place
from generator.release.local import Local
from generator.release.pack import paths
from generator.release.verify import is_private_key
from generator.site import Site
from generator.survey import Checked
from generator.tlog import state, verify
from generator.tlog.drafts import Draft
from generator.tlog.writes import CHECKPOINT

README, SITE, SOURCES = "README.txt", "site", "sources"
ZIP, WARC = ".zip", ".warc.gz"
_FILE = 0o100644
_PIECE = 1 << 20
_NAMED = 8
"""At most so many records are named."""


class Refused(Exception):
    """Why nothing was written: a code for the words, and what stands in them."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Wish:
    """What is asked for: the file, whether web pages are wanted as WARC beside it, and with what the log is signed."""

    file: Path
    warc: bool = False
    key: Path | None = None
    now: datetime | None = None


class Written(NamedTuple):
    """A file that is there now."""

    file: Path
    form: str
    digest: str
    size: int
    is_new: bool
    """Whether it was not there before."""
    is_logged: bool
    """Whether its entry in the log is new."""


@dataclass
class Archived:
    """What was archived: nothing was written unless `written` says what."""

    release: str
    report: verify.Report | None = None
    """What the site's log says of the site; nothing where it has none."""
    files: int = 0
    written: list[Written] = field(default_factory=list)
    code: str = ""
    """The root code of the log with the entries of what was written; empty without a log."""


Source = Path | bytes
Writer = Callable[[BinaryIO], object]


def archive(project: Project, checked: Checked, place: Place, wish: Wish) -> Archived:
    """Write the release that readers have, with its sources, into one file, and enter its digest in the log."""
    content, edition = [folder.path for folder in checked.folders], checked.edition
    _refuse_name(wish.file, project, content, place)
    place.check()
    if not place.current:
        raise Refused("nothing-published", place=place)
    with place.held(), sealing.opened(project.ledger, place, wish.key, wish.now) as draft, ExitStack() as stack:
        done = Archived(place.current)
        if not layout.is_name(done.release):
            raise Refused("not-whole", place=place, found=done.release)
        site = stack.enter_context(place.folder_of(done.release))
        if (site / FOLDER / CHECKPOINT).is_file():
            done.report = verify.verify(site)
        elif not place.is_whole(done.release):
            raise Refused("not-whole", place=place, found=done.release)
        if done.report is None or not done.report.problems:
            if done.report:
                _refuse_erased(draft, state.Log(site / FOLDER), place)
            _refuse_ahead(checked, site, place)
            members = _members(project, content, edition, site, done)
            done.files = len(members)
            writers = _writers(wish, members, site, edition.url, done.release)
            _finish(done, draft, {form: stack.enter_context(_made_beside(*each)) for form, each in writers.items()})
        return done


def _refuse_name(file: Path, project: Project, content: list[Path], place: Place) -> None:
    """An archive is no part of what it is made from."""
    if file.suffix != ZIP or file.is_dir():
        raise Refused("no-zip", file=file)
    here = file.resolve()
    folders = [*content, project.docs, project.site, project.ledger, *([place.folder] if isinstance(place, Local) else [])]
    if inside := [folder for folder in folders if here.is_relative_to(folder.resolve())]:
        raise Refused("inside", file=file, folder=inside[0])


def _refuse_erased(draft: Draft | None, published: state.Log, place: Place) -> None:
    """What was erased since the publication is still to be read in it, and would be kept for good."""
    if draft and any(draft.log.entry(at).sort == "erasure" for at in range(published.said.size, draft.log.said.size)):
        raise Refused("erased", place=place)


def _refuse_ahead(checked: Checked, site: Path, place: Place) -> None:
    """The sources are what the site was made from, or the archive would say so of what nobody has published, and the log vouch for it.

    It is refused, not warned of: whoever reads the archive years later saw no warning, and to publish first is done at once.
    """
    found: list[str] = []
    for kind in KIND_NAMES:
        data = json.loads((site / f"data/{kind}.json").read_bytes())
        there, here = {each["id"]: each for each in data["records"]}, kind_records(Site(checked, data["as_of"]), kind)
        found += [f"{kind}/{id}" for id in sorted(there.keys() | here.keys()) if there.get(id) != here.get(id)]
    if found:
        raise Refused("ahead", place=place, count=len(found), found=", ".join(found[:_NAMED]))


def _writers(wish: Wish, members: Mapping[str, Source], site: Path, url: str, release: str) -> dict[str, tuple[Path, Writer]]:
    """Each file that is asked for, by its form, and how it is written."""
    found: dict[str, tuple[Path, Writer]] = {"site": (wish.file, partial(_write, members=members, release=release))}
    if wish.warc:
        beside = wish.file.with_name(wish.file.name.removesuffix(ZIP) + WARC)
        found["warc"] = (beside, partial(warc.write, site=site, url=url, release=release))
    return found


class Ready(NamedTuple):
    """A file that lies ready beside its place."""

    file: Path
    new: Path
    digest: str
    is_there: bool
    """Whether its place has a file already, which is the same."""


@contextmanager
def _made_beside(file: Path, write: Writer) -> Iterator[Ready]:
    """A file that lies ready beside its place; gone afterwards unless it was given its name."""
    new = file.with_name(f".{file.name}.new")
    try:
        with open(new, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        digest, is_there = digest_of(new), file.exists()
        if is_there and digest_of(file) != digest:
            raise Refused("there", file=file)
        yield Ready(file, new, digest, is_there)
    finally:
        new.unlink(missing_ok=True)


def _finish(done: Archived, draft: Draft | None, ready: Mapping[str, Ready]) -> None:
    """Enter the digests of files that lie ready, then give them their names: all of it or nothing."""
    logged = {form: draft.archive(form, each.digest) for form, each in ready.items()} if draft else {}
    if draft:
        draft.commit()
        done.code = draft.log.code
    try:
        for form, (file, new, digest, is_there) in ready.items():
            new.replace(file)
            done.written.append(Written(file, form, digest, file.stat().st_size, not is_there, logged.get(form, False)))
    except BaseException:
        for each in done.written:
            if each.is_new:
                each.file.unlink()
        if draft:
            draft.undo()
        raise


def digest_of(file: Path) -> str:
    """The SHA-256 of a file of any size."""
    whole = sha256()
    with open(file, "rb") as stream:
        while part := stream.read(_PIECE):
            whole.update(part)
    return whole.hexdigest()


# --- what is in it -------------------------------------------------------------------------------------------------


def _members(project: Project, content: list[Path], edition: Edition, site: Path, done: Archived) -> dict[str, Source]:
    """Every file by its name in the archive, in order."""
    found: dict[str, Source] = {f"{SITE}/{path}": site / path for path in paths(site)}
    found |= {f"{SOURCES}/{name}": path for name, path in _sources(project, content, site).items()}
    if done.report:
        code = state.Log(site / FOLDER).code
    return {README: _readme(edition, done.release, code if done.report else ""), **dict(sorted(found.items()))}


def _files(folder: Path) -> list[Path]:
    """Every file below a folder of sources that is no system's or program's own."""
    found = (Path(name) for name in load.marks(folder))
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def _sources(project: Project, content: list[Path], site: Path) -> dict[str, Path]:
    """What the site was made from, named so that folders lie to each other as they did; the log is as it was published."""
    folders = [folder.resolve() for folder in [*content, project.docs]]
    config = project.config.resolve()
    top = Path(os.path.commonpath([config, *folders]))
    found = [config, *(path for folder in folders for path in _files(folder))]
    if keys := [path for path in found if is_private_key(path)]:
        raise Refused("private-key", file=keys[0])
    named = {path.relative_to(top).as_posix(): path for path in found}
    log = project.ledger.resolve().relative_to(top).as_posix()
    return named | {f"{log}{path.removeprefix(FOLDER)}": site / path for path in paths(site) if sealing.is_of_log(path)}


_TEXT = """\
{title}
{url}
{release}

一、这是什么
  site/     读者看到的整个网站（{day} 发布）。
  sources/  网站的原始内容：记录、页面、设置。里面也有没发布的草稿，转交前先看一遍。

二、怎样看
  不用联网。用浏览器打开 site/index.html。

三、怎样核对
{check_zh}

四、怎样接着办
  装好 zhiyin，进到 sources 里有 mkdocs.yml 的文件夹，运行 zhiyin build。

------------------------------------------------------------------------

1. What this is
  site/     the whole site as readers had it, published {day}.
  sources/  what it was made from: records, pages, settings. Drafts are among them: look before you pass it on.

2. To read it
  No network is needed. Open site/index.html in a browser.

3. To check it
{check_en}

4. To go on from it
  Install zhiyin, go to the folder in sources that has mkdocs.yml, and run zhiyin build.
"""
_CHECKS = {
    "zh": """\
  python3 site/ledger/verify.py site --root {code}
  根码请用您自己以前保存的，或别处印出来的；上面这个是存档时的。
  存档文件本身的 SHA-256 登记在网站后来的公开账本里，用 sha256sum 算一遍，对一对。""",
    "en": """\
  python3 site/ledger/verify.py site --root {code} --lang en
  Take a root code that you kept or find printed elsewhere; this one is that of the day of the archive.
  The SHA-256 of the archive itself stands in the site's ledger of later days: compare it with what sha256sum says.""",
}
_NO_CHECKS = {
    "zh": "  这个网站没有公开账本，只能和您从别处得来的 SHA-256 比对。",
    "en": "  This site keeps no ledger: all you can do is to compare its SHA-256 with one that you have from elsewhere.",
}


def _readme(edition: Edition, release: str, code: str) -> bytes:
    """What whoever finds the archive has to know, in Chinese and English."""
    checks = _CHECKS if code else _NO_CHECKS
    title = " / ".join(dict.fromkeys(text_in(edition.title, lang, edition.main)[0] for lang in edition.codes))
    text = _TEXT.format(
        title=title, url=edition.url, release=release,
        day=layout.made(release).astimezone(ZoneInfo(edition.timezone)).date().isoformat(),
        check_zh=checks["zh"].format(code=code), check_en=checks["en"].format(code=code),
    )  # fmt: skip
    # Whoever opens it may have nothing but the plainest of editors.
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def _write(stream: BinaryIO, members: Mapping[str, Source], release: str) -> None:
    """A zip of files as they are, one after the other."""
    tick = step("archive", len(members))
    with ZipFile(stream, "w") as made:
        for name, source in members.items():
            info = ZipInfo(name, layout.made(release).timetuple()[:6])
            info.create_system, info.external_attr = 3, _FILE << 16
            info.file_size = len(source) if isinstance(source, bytes) else source.stat().st_size
            with made.open(info, "w") as target:
                if isinstance(source, bytes):
                    target.write(source)
                else:
                    with open(source, "rb") as file:
                        shutil.copyfileobj(file, target, _PIECE)
            tick(1)
