"""A place holds whole releases, of which readers are given one; each costs only what changed."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import projects
import pytest
import releases
from hypothesis import given
from hypothesis import strategies as st

from generator.release import deliver, layout, pack
from generator.release.deliver import Wish, listed, roll_back
from generator.release.layout import Unfit
from generator.release.local import Local

NOW = datetime(2026, 12, 1, 8, 0, 0, tzinfo=UTC)


def unfit(code: str) -> AbstractContextManager[object]:
    return pytest.raises(Unfit, match=f"^{code}$")


# --- names ---------------------------------------------------------------------------------------------------------


def test_a_name_says_when_and_what() -> None:
    """A name has the moment in UTC and the digest, and both can be had from it again."""
    name = layout.new_name("0123456789ab", NOW, [])
    assert name == "20261201T080000Z-0123456789ab"
    assert layout.is_name(name)
    assert (layout.made(name), layout.digest_of(name)) == (NOW, "0123456789ab")
    assert [text for text in ("", "current", f"{name}.gz", f"x{name}", "20261201T080000Z-xyz") if layout.is_name(text)] == []


@given(st.lists(st.timedeltas(timedelta(days=-400), timedelta(days=400)), min_size=1, max_size=8))
def test_names_sort_in_the_order_of_publishing(steps: list[timedelta]) -> None:
    """However the clock goes, a later release has a later name."""
    names: list[str] = []
    for step in steps:
        names.append(layout.new_name("0" * 12, NOW + step, names))
    assert names == sorted(set(names))


@given(st.sets(st.integers(0, 30), min_size=1), st.data(), st.integers(1, 6))
def test_what_readers_have_and_the_one_before_stay(numbers: set[int], data: st.DataObject, keep: int) -> None:
    """So many of the newest are kept, and whatever else happens the current release and the one before it."""
    names = sorted(f"{number:02}" for number in numbers)
    current = data.draw(st.sampled_from(names))
    gone = layout.outdated(names, current, keep)
    left = [name for name in names if name not in gone]
    assert current in left
    assert layout.before(names, current) in ["", *left]
    assert set(names[-keep:]) <= set(left)
    assert len(left) <= keep + 2


# --- publishing ----------------------------------------------------------------------------------------------------


def test_readers_are_given_the_site(tmp_path: Path) -> None:
    """What is published is what was built, byte for byte; its name says so; whoever serves it may read it."""
    site, place = releases.site(tmp_path / "site", "水"), Local(tmp_path / "live")
    old = os.umask(0o077)
    try:
        done = releases.publish(site, place)
    finally:
        os.umask(old)
    assert done.switched
    assert os.readlink(place.folder / "current") == f"releases/{done.name}"
    assert releases.shown(place.folder) == projects.tree(site)
    assert releases.is_whole(place.folder)
    modes = {path.stat().st_mode & 0o777 for path in place.folder.rglob("*") if path.name not in ("current", ".lock")}
    assert modes == {0o644, 0o755}


def test_a_release_costs_what_changed(tmp_path: Path) -> None:
    """Files that are the same are shared with the release before, small copies too, even if they were built anew."""
    place = Local(tmp_path / "live")
    first = releases.publish(releases.site(tmp_path / "site"), place)
    site = releases.site(tmp_path / "site", more={"notices/n1/index.html": releases.PAGE.format(1, "../../", "新" * 1000)})
    second = releases.publish(site, place)
    page = "notices/n1/index.html"
    assert second.packed is not None
    assert second.packed.fresh == [page, f"{page}.gz", f"{page}.br"]
    one, other = (place.folder / "releases" / done.name for done in (first, second))
    shared = {path for path in projects.tree(other) if (one / path).exists() and (one / path).samefile(other / path)}
    assert shared == set(projects.tree(other)) - set(second.packed.fresh)
    assert releases.shown(place.folder) == projects.tree(site)


def test_the_same_site_is_not_published_again(tmp_path: Path) -> None:
    """Where readers have it already nothing is switched and nothing left over, also after a clean build."""
    place = Local(tmp_path / "live")
    first = releases.publish(releases.site(tmp_path / "site"), place)
    again = releases.publish(releases.site(tmp_path / "site"), place)
    assert (again.switched, again.name, place.names) == (False, first.name, [first.name])
    assert sorted(os.listdir(place.folder / "releases")) == [first.name]


def test_small_copies_are_true_and_worth_it(tmp_path: Path) -> None:
    """`.gz` and `.br` stand beside text over 1 kB, hold the same, and are the same every time; pictures get none."""
    more = {"a.png": b"\x89PNG" + bytes(5000), "b.txt": "短", "c.csv": "一,二\n" * 500, "d.json": os.urandom(3000)}
    site = releases.site(tmp_path / "site", "水" * 300, more=more)
    places = [Local(tmp_path / name) for name in ("one", "two", "none")]
    done = [releases.publish(site, place, Wish(small=place.folder.name != "none")) for place in places]
    files = projects.tree(places[0].folder / "current")
    small = {path for path in files if path.endswith((".gz", ".br"))}
    assert {path[:-3] for path in small} == {"assets/a.css", "c.csv", *(path for path in files if path.endswith(".html"))}
    for path in small:
        open_up = gzip.decompress if path.endswith(".gz") else brotli.decompress
        assert open_up(files[path]) == files[path[:-3]]
        assert len(files[path]) < len(files[path[:-3]])
    assert layout.digest_of(done[0].name) == layout.digest_of(done[1].name)
    assert projects.tree(places[2].folder / "current") == projects.tree(site)


def test_old_releases_go(tmp_path: Path) -> None:
    """As many are kept as asked for."""
    place = Local(tmp_path / "live")
    names = [releases.publish(releases.site(tmp_path / "site", str(number)), place, Wish(keep=3)).name for number in range(6)]
    assert place.names == names[-3:]
    assert [row["name"] for row in listed(place)] == names[:-4:-1]
    assert [row["current"] for row in listed(place)] == [True, False, False]
    assert {row["pages"] for row in listed(place)} == {7}


def test_a_site_that_changes_meanwhile_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a preview builds while files are laid out, parts of two sites might be mixed: nothing is published."""
    site, place = releases.site(tmp_path / "site"), Local(tmp_path / "live")
    lay = pack._lay

    def meddle(*arguments: object) -> object:
        (site / "index.html").write_text(f"new {time.time_ns()}")
        return lay(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pack, "_lay", meddle)
    with unfit("site-changed"):
        releases.publish(site, place)
    assert (place.current, os.listdir(place.folder / "releases")) == ("", [])


def test_others_may_be_told_before_readers_see_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is called before the switch is given the verified release; if it fails, readers keep what they have."""
    place, told = Local(tmp_path / "live"), []
    monkeypatch.setattr(deliver, "BEFORE_SWITCH", (lambda folder: told.append((place.current, pack.digest_of(folder))),))
    done = releases.publish(releases.site(tmp_path / "site"), place)
    assert told == [("", layout.digest_of(done.name))]

    def refuse(folder: Path) -> None:
        raise OSError("no ink")

    monkeypatch.setattr(deliver, "BEFORE_SWITCH", (refuse,))
    with pytest.raises(OSError, match="no ink"):
        releases.publish(releases.site(tmp_path / "site", "2"), place)
    assert place.names == [place.current] == [done.name]


# --- going back ----------------------------------------------------------------------------------------------------


def test_readers_can_be_given_an_earlier_release(tmp_path: Path) -> None:
    """Rolling back gives the one before, again the one before that, or the one named; publishing then goes on after all."""
    place = Local(tmp_path / "live")
    names = [releases.publish(releases.site(tmp_path / "site", str(number)), place).name for number in range(3)]
    assert roll_back(place) == place.current == names[1]
    assert roll_back(place) == place.current == names[0]
    with unfit("nothing-before"):
        roll_back(place)
    assert roll_back(place, names[2]) == place.current == names[2]
    assert roll_back(place, names[2]) == names[2]
    roll_back(place)
    again = releases.publish(tmp_path / "site", place)
    assert again.switched
    assert place.names == [*names, again.name]
    assert releases.is_whole(place.folder)


def test_no_way_back_to_what_is_not_there_or_not_whole(tmp_path: Path) -> None:
    """A release that is not there, or no longer what its name says, is not given to readers."""
    place = Local(tmp_path / "live")
    with unfit("nothing-before"):
        roll_back(place)
    first, second = (releases.publish(releases.site(tmp_path / "site", word), place).name for word in "一二")
    for wrong in ("20200101T000000Z-000000000000", "..", "../../etc", ".incoming"):
        with unfit("no-such-release"):
            roll_back(place, wrong)
    page = place.folder / "releases" / first / "index.html"
    page.unlink()
    page.write_text("spoiled")
    with unfit("damaged"):
        roll_back(place)
    assert place.current == second


# --- two publishers ------------------------------------------------------------------------------------------------


def test_the_second_publisher_hears_of_the_first(tmp_path: Path) -> None:
    """While one publishes, another is told who does and since when, and changes nothing; afterwards it may."""
    site, place = releases.site(tmp_path / "site"), Local(tmp_path / "live")
    with place.held():
        for other in (lambda: releases.publish(site, Local(place.folder)), lambda: roll_back(Local(place.folder))):
            with pytest.raises(Unfit) as refused:
                other()
            assert refused.value.code == "held"
            assert f"@{socket.gethostname()} ({os.getpid()})" in str(refused.value.values["who"])
            since = datetime.fromisoformat(str(refused.value.values["since"]))
            assert timedelta(0) <= datetime.now(UTC) - since < timedelta(minutes=5)
    assert releases.publish(site, place).switched


@pytest.mark.parametrize("text", ["", "{", "[]", '{"who": 1}', "null"])
def test_who_holds_a_place_may_be_unknown(tmp_path: Path, text: str) -> None:
    """If the holder could not sign, the lock holds all the same."""
    place = Local(tmp_path / "live")
    with place.held():
        (place.folder / ".holder").write_text(text)
        with pytest.raises(Unfit) as refused, Local(place.folder).held():
            pass
    assert refused.value.values["who"] == "?"


# --- places that will not do ---------------------------------------------------------------------------------------


def _file(place: Path) -> None:
    place.write_text("mine")


def _strange(place: Path) -> None:
    place.mkdir()
    (place / "mine.txt").write_text("mine")


def _other_releases(place: Path) -> None:
    (place / "releases" / "v1").mkdir(parents=True)


def _linked_releases(place: Path) -> None:
    (place.parent / "else").mkdir()
    place.mkdir()
    (place / "releases").symlink_to(place.parent / "else")


def _current_folder(place: Path) -> None:
    (place / "releases").mkdir(parents=True)
    (place / "current").mkdir()


def _current_elsewhere(place: Path) -> None:
    (place / "releases").mkdir(parents=True)
    (place / "current").symlink_to("/etc")


def _dangling(place: Path) -> None:
    place.symlink_to(place.parent / "nowhere")


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (_file, "not-a-folder"), (_dangling, "not-a-folder"), (_strange, "not-ours"), (_other_releases, "not-ours"),
        (_linked_releases, "not-ours"), (_current_folder, "current-in-the-way"), (_current_elsewhere, "current-in-the-way"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_left_alone(tmp_path: Path, prepare: object, code: str) -> None:
    """A place that is a file, or holds what another program or person put there, is refused and not touched."""
    site, place = releases.site(tmp_path / "site"), tmp_path / "live"
    prepare(place)  # type: ignore[operator]
    before = sorted((str(path), path.lstat().st_mtime_ns) for path in tmp_path.rglob("*"))
    for attempt in (lambda: releases.publish(site, Local(place)), lambda: roll_back(Local(place)), lambda: listed(Local(place))):
        with unfit(code):
            attempt()
    assert sorted((str(path), path.lstat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


def test_a_release_deleted_by_hand_is_no_fault(tmp_path: Path) -> None:
    """If somebody deleted what readers have, publishing gives them a site again."""
    place = Local(tmp_path / "live")
    first = releases.publish(releases.site(tmp_path / "site"), place)
    shutil.rmtree(place.folder / "releases" / first.name)
    assert place.current == ""
    assert releases.publish(tmp_path / "site", place).switched
    assert releases.is_whole(place.folder)


def test_who_published_is_not_left_behind(tmp_path: Path) -> None:
    """Nothing but releases, the link and an empty lock is left in the place, for web servers might show it."""
    place = Local(tmp_path / "live")
    releases.publish(releases.site(tmp_path / "site"), place)
    assert sorted(os.listdir(place.folder)) == [".lock", "current", "releases"]
    assert (place.folder / ".lock").read_bytes() == b""
    assert json.dumps(listed(place))
