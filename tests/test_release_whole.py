"""Whatever happens to a publisher, at whatever moment: readers have one whole release."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import projects
import pytest
import releases

from generator.cli import main
from generator.release import layout
from generator.release.deliver import Wish, roll_back
from generator.release.layout import Unfit
from generator.release.local import Local

MOMENTS = 200
STEP = 100_000


def _publish_for_ever(sites: list[Path], folder: Path) -> None:
    """One site after another, and now and then back again, as fast as can be."""
    place = Local(folder)
    while True:
        for site in sites:
            releases.publish(site, place, Wish(keep=2))
        with suppress(Unfit):
            roll_back(place)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed at 200 random moments: what readers have is whole, and is one of the sites; the next publisher goes on."""
    sites = [releases.site(tmp_path / f"site{number}", f"第{number}版" * 99, more={"only": str(number)}) for number in range(2)]
    wanted, place, chance = [projects.tree(site) for site in sites], tmp_path / "live", random.Random(20261201)
    releases.publish(sites[0], Local(place))
    # A busy machine takes longer: what is random is how far a publisher gets.
    start = time.monotonic()
    releases.publish(sites[1], Local(place))
    took = min(time.monotonic() - start, 0.1)
    left_over, switched = 0, set()
    for moment in range(MOMENTS):
        process = get_context("fork").Process(target=_publish_for_ever, args=(sites, place))
        process.start()
        time.sleep(chance.uniform(0.1, 2.5) * took)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert releases.is_whole(place), moment
        assert releases.shown(place) in wanted, moment
        left_over += any(name.startswith(".") for name in os.listdir(place / "releases"))
        switched.add(os.readlink(place / "current"))
    # The test is worth something only if some were killed half-way, and some got as far as a switch.
    assert left_over > 3
    assert len(switched) > 3
    last = releases.publish(releases.site(tmp_path / "last", "终"), Local(place), Wish(keep=1, allow_drop=True))
    assert last.switched
    assert len(os.listdir(place / "releases")) == 2


def test_the_command_killed_at_any_moment(tmp_path: Path) -> None:
    """The whole command killed half-way, building or laying out or sending, leaves readers a whole site, and can be run again."""
    project, place, chance = releases.project(tmp_path / "p"), tmp_path / "live", random.Random(6)
    command = [*projects.ZHIYIN, "publish", str(place), "--today", "2026-12-01", "--allow-drop"]
    assert projects.run(*command, cwd=project).returncode == 0
    start = time.monotonic()
    assert projects.run(*command, cwd=project).returncode == 0
    took = time.monotonic() - start
    for number in range(4):
        _change(project, number)
        with subprocess.Popen(
            [sys.executable, *command], cwd=project, env=_surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(chance.uniform(0.3, 1.2) * took)
            process.kill()
        assert releases.is_whole(place)
    assert projects.run(*command, cwd=project).returncode == 0
    assert releases.shown(place) == projects.tree(project / "site")


def _change(project: Path, number: int) -> None:
    """Another owner of one record, on whose account some pages and lists change."""
    edit = re.compile("(?m)^owner: .*$")
    projects.edit(project / "content/hotlines/rescue-119.yml", lambda text: edit.sub(f"owner: 值班室{number}", text))


def _surroundings() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(projects.ROOT), "NO_MKDOCS_2_WARNING": "1"}


# --- full disks ----------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], check=False, capture_output=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _leave(disk: Path, free: int) -> None:
    """Fill a disk until so much is free."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    status = os.statvfs(disk)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(status.f_bavail * status.f_frsize - free, 1))


def test_a_disk_that_fills_anywhere(tmp_path: Path, small_disk: Path) -> None:
    """With 0, 100, 200 … kB free: either it is published whole, or readers keep what they had and nothing is left over."""
    place = Local(small_disk / "live")
    old = releases.site(tmp_path / "old", "旧", more={f"data/{number}.bin": os.urandom(50_000) for number in range(20)})
    new = releases.site(tmp_path / "new", "新", more={f"data/{number}.bin": os.urandom(50_000) for number in range(20)})
    first = releases.publish(old, place)
    failed = 0
    while place.current == first.name:
        _leave(small_disk, failed * STEP)
        with suppress(OSError):
            releases.publish(new, place)
        if place.current == first.name:
            failed += 1
            assert sorted(os.listdir(place.folder / "releases")) == [first.name]
            assert releases.shown(place.folder) == projects.tree(old)
        assert releases.is_whole(place.folder)
    assert failed >= 10
    assert releases.shown(place.folder) == projects.tree(new)
    # Going back needs no room to speak of.
    _leave(small_disk, 0)
    assert roll_back(place) == first.name


def test_a_full_disk_is_told(tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says in words that the disk is full, ends with 2, and readers keep what they had."""
    project, place = projects.once("published", releases.project), Local(small_disk / "live")
    first = releases.publish(releases.site(tmp_path / "old", "旧"), place)
    where = ["--content", str(project / "content"), "--site", str(project / "site"), "--today", "2026-12-01"]
    for free in range(0, 3 * STEP, STEP):
        _leave(small_disk, free)
        assert main(["publish", str(place), *where, "--lang", "en"]) == 2
        said = capsys.readouterr()
        assert "the disk is full" in said.err
        assert "Readers still have a whole site." in said.err
        assert place.names == [first.name] == [place.current]
    assert releases.is_whole(place.folder)


def test_files_that_cannot_be_finished(tmp_path: Path) -> None:
    """Where no file may be larger than so many bytes, as on a full disk without an administrator, readers keep what they had."""
    place = Local(tmp_path / "live")
    first = releases.publish(releases.site(tmp_path / "old", "旧"), place)
    new = releases.site(tmp_path / "new", "新", more={"data/large.bin": os.urandom(5 * STEP + 1)})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in range(0, 6 * STEP, STEP):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        try:
            with pytest.raises(OSError):  # noqa: PT011 (which one depends on the disk)
                releases.publish(new, place)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert os.listdir(place.folder / "releases") == [first.name]
        assert releases.is_whole(place.folder)
    assert releases.publish(new, place).switched


def test_two_publishers_at_once(tmp_path: Path) -> None:
    """Many at once: none mixes with another, and those who come too late are told so."""
    place = tmp_path / "live"
    sites = [releases.site(tmp_path / f"site{number}", str(number) * 200) for number in range(4)]
    releases.publish(sites[0], Local(place))
    ends = get_context("fork").Queue()
    processes = [get_context("fork").Process(target=_publish_some, args=(site, place, ends)) for site in sites]
    for process in processes:
        process.start()
    told = [ends.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    assert {code for codes in told for code in codes} <= {"switched", "same", "held"}
    assert sum(codes.count("held") for codes in told) > 0
    assert releases.is_whole(place)
    assert releases.shown(place) in [projects.tree(site) for site in sites]
    assert all(layout.is_name(name) for name in os.listdir(place / "releases"))


def _publish_some(site: Path, place: Path, ends: object) -> None:
    told = []
    for _ in range(6):
        try:
            told.append("switched" if releases.publish(site, Local(place)).switched else "same")
        except Unfit as refused:
            told.append(refused.code)
            time.sleep(0.01)
    ends.put(told)  # type: ignore[attr-defined]


def test_no_permission_is_told(tmp_path: Path) -> None:
    """A place that may not be written to is left as it is."""
    place = Local(tmp_path / "live")
    first = releases.publish(releases.site(tmp_path / "old", "旧"), place)
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    (place.folder / "releases").chmod(0o555)
    with pytest.raises(PermissionError):
        releases.publish(releases.site(tmp_path / "new", "新"), place)
    (place.folder / "releases").chmod(0o755)
    assert place.current == first.name
    shutil.rmtree(place.folder)
