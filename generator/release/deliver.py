"""From the editors' files to the readers: build, lay out, verify, bring there, switch, tidy up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from generator import build
from generator.release import layout, sealing, verify
from generator.release.layout import Step, Unfit
from generator.release.local import Local
from generator.release.objects import Objects
from generator.release.pack import Packed, pack, paths
from generator.release.ssh import Ssh, address_of
from generator.tlog.drafts import Draft

BEFORE_SWITCH: tuple[Callable[[Path], None], ...] = ()
"""Called in turn with the folder of a verified release that readers are about to be given; none may change it.
If one raises an error, nothing is published."""


class Place(Protocol):
    """Where releases are brought: a folder here, one on another machine, or object storage."""

    presses: bool

    def check(self) -> None: ...
    @property
    def current(self) -> str: ...
    @property
    def names(self) -> list[str]: ...
    def paths(self, name: str) -> list[str]: ...
    def read(self, name: str, path: str) -> bytes: ...
    def is_whole(self, name: str) -> bool: ...
    def folder_of(self, name: str) -> AbstractContextManager[Path]: ...
    def held(self) -> AbstractContextManager[None]: ...
    def bench(self) -> tuple[Path, Path | None]: ...
    def put(self, folder: Path, packed: Packed, name: str) -> None: ...
    def switch(self, name: str) -> None: ...
    def remove(self, names: Iterable[str]) -> None: ...


@dataclass(frozen=True)
class Wish:
    """What the publisher asks for."""

    keep: int = layout.KEEP
    allow_drop: bool = False
    small: bool = True
    """Whether small copies (`.gz`, `.br`) are made."""
    key: Path | None = None
    """What the log is signed with, where there is one."""
    now: datetime | None = None
    """The time that its entries are given, if it is not that of the clock."""


@dataclass
class Delivery:
    """What became of a publication: nothing is published unless `name` says what."""

    built: build.Result
    name: str = ""
    """The release that readers have now."""
    switched: bool = False
    packed: Packed | None = None
    flaws: list[verify.Flaw] = field(default_factory=list)
    drops: list[verify.Drop] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    logged: int = 0
    """Versions of records that were added to the log."""
    code: str = ""
    """The root code of the log, where there is one."""


def place_of(text: str, cache: Path) -> Place:
    """The place that a destination names; what is on its way to another machine is kept in the cache meanwhile."""
    if address := address_of(text):
        return Ssh(address, cache)
    if "://" in text:
        return Objects(text, cache)
    return Local(Path(text))


def _refuse_own_folders(place: Place, project: build.Project) -> None:
    """Raises `Unfit` for a place within what it is made from, or around it."""
    if not isinstance(place, Local):
        return
    here = place.folder.resolve()
    for own in (project.content.resolve(), project.site.resolve(), project.docs.resolve()):
        if here.is_relative_to(own) or own.is_relative_to(here / layout.RELEASES) or own.is_relative_to(here / layout.CURRENT):
            raise Unfit("in-the-way", place=place, own=own)


def deliver(project: build.Project, place: Place, wish: Wish, step: Step = lambda name: None) -> Delivery:
    """Publish a project. Whatever is wrong or goes wrong, readers keep the release they have."""
    _refuse_own_folders(place, project)
    with place.held(), sealing.opened(project.ledger, place, wish.key, wish.now) as draft:
        step("build")
        delivery = Delivery(build.build(project, draft))
        if delivery.built.report is not None:
            bring(project.site, place, wish, delivery, step, draft)
        return delivery


def bring(
    site: Path, place: Place, wish: Wish, delivery: Delivery, step: Step = lambda name: None, draft: Draft | None = None
) -> None:
    """Publish a site that is built to a place that is held; the delivery says what came of it."""
    step("pack")
    folder, earlier = place.bench()
    delivery.packed = packed = pack(site, folder, earlier, wish.small and place.presses)
    current = place.current
    if layout.digest_of(current) == packed.digest:
        delivery.name = current
        return
    if draft:
        assert delivery.built.edition is not None
        sealing.refuse_other(draft, delivery.built.edition.url, place)
        delivery.packed = packed = sealing.seal(folder, packed, draft)
    step("verify")
    delivery.flaws = verify.flaws(folder, *_expected(delivery.built))
    delivery.drops = verify.drops(place.paths(current), paths(folder)) if current else []
    if not delivery.flaws and (wish.allow_drop or not delivery.drops):
        step("send")
        _send(place, folder, delivery, wish.keep, draft)


def _expected(built: build.Result) -> tuple[str, dict[tuple[str, str], int]]:
    """The site's address, and how many pages of records and places it must have, by language folder and kind."""
    edition = built.edition
    assert edition is not None
    return edition.url, {(edition.folder(code), kind): count for code in edition.codes for kind, count in built.pages.items()}


def _send(place: Place, folder: Path, delivery: Delivery, keep: int, draft: Draft | None) -> None:
    for tell in BEFORE_SWITCH:
        tell(folder)
    assert delivery.packed is not None
    name = layout.new_name(delivery.packed.digest, datetime.now(UTC), place.names)
    place.put(folder, delivery.packed, name)
    if draft:
        _switch_with(draft, place, name)
        delivery.logged, delivery.code = draft.records, draft.log.code
    else:
        place.switch(name)
    delivery.name, delivery.switched = name, True
    delivery.removed = layout.outdated(place.names, name, keep)
    place.remove(delivery.removed)


def _switch_with(draft: Draft, place: Place, name: str) -> None:
    """Write the log, then switch: whoever is stopped between the two leaves a log that is ahead, which the next goes on from."""
    draft.commit()
    try:
        place.switch(name)
    except BaseException:
        # Not to be sure whether readers have it is to be ahead, too; it is taken back only where they have it not.
        with suppress(Exception):
            if place.current != name:
                draft.undo()
        raise


def listed(place: Place) -> list[dict[str, Any]]:
    """Every release, newest first: its name, when it was made, how many pages it has, whether readers have it."""
    place.check()
    current = place.current
    return [
        {
            "name": name, "made": layout.made(name).isoformat(), "current": name == current,
            "pages": sum(path.endswith(".html") for path in place.paths(name)),
        }
        for name in reversed(place.names)
    ]  # fmt: skip


def roll_back(place: Place, to: str = "") -> str:
    """Give readers an earlier release again: the one named, or the one before the current; gives its name."""
    with place.held():
        names, current = place.names, place.current
        wanted = to or layout.before(names, current)
        if not wanted:
            raise Unfit("nothing-before", place=place)
        if wanted not in names:
            raise Unfit("no-such-release", found=wanted, known=", ".join(names))
        if not place.is_whole(wanted):
            raise Unfit("damaged", found=wanted)
        if sealing.brings_back(place, wanted):
            raise Unfit("erased-since", found=wanted)
        if wanted != current:
            place.switch(wanted)
        return wanted
