"""An archive opened to be checked. Whoever hands it over may be anyone: nothing in it is trusted before it has been looked at."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from generator.release.archiving import README, SITE, SOURCES, Refused
from generator.tlog.fetch import is_plain

_PIECE = 1 << 20
_ENCRYPTED = 1


@contextmanager
def unpacked(file: Path) -> Iterator[Path]:
    """The site that an archive holds, as a folder, for as long as it is looked at. Raises `Refused`."""
    with TemporaryDirectory(prefix="zhiyin-") as folder:
        try:
            with ZipFile(file) as archive:
                _look_over(archive, file)
                _unpack(archive, Path(folder))
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
            raise Refused("no-archive", file=file) from None
        yield Path(folder) / SITE


def _look_over(archive: ZipFile, file: Path) -> None:
    """An archive of ours presses nothing, so whatever would become larger than itself is none."""
    members = archive.infolist()
    for member in members:
        if fault := _fault(member):
            raise Refused(fault, file=file, found=member.filename)
    if sum(member.file_size for member in members) > file.stat().st_size:
        raise Refused("bomb", file=file, found=members[0].filename)
    # To some systems A and a are one name.
    names = [member.filename.casefold() for member in members]
    folders = {parent.as_posix() for name in names for parent in Path(name).parents}
    if len(set(names)) != len(names) or folders & set(names):
        raise Refused("no-archive", file=file)
    if {name.partition("/")[0] for name in names} != {README.casefold(), SITE, SOURCES}:
        raise Refused("no-archive", file=file)


def _fault(member: ZipInfo) -> str:
    """What keeps a file of a zip from being unpacked, if anything does."""
    name, mode = member.filename, member.external_attr >> 16
    if member.orig_filename != name or not is_plain(name):
        return "climbs"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "link"
    return "bomb" if member.compress_type != ZIP_STORED or member.flag_bits & _ENCRYPTED else ""


def _unpack(archive: ZipFile, folder: Path) -> None:
    """Write the site out; the rest is only read through, so that damage is found in it too."""
    for member in archive.infolist():
        with archive.open(member) as source:
            if not member.filename.startswith(f"{SITE}/"):
                while source.read(_PIECE):
                    pass
                continue
            target = folder / member.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "xb") as stream:
                while piece := source.read(_PIECE):
                    stream.write(piece)
