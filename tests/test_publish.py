"""Publishing writes what changed, removes what is stale and touches nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import projects
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.memory import Memory
from generator.publish import OURS, NotOurs, Output, publish, publish_over


def output(path: str, data: bytes, key: bytes | None = None, alone: bool = False) -> Output:
    """A file with some bytes; its key is the bytes unless another is given."""
    return Output(path, lambda: data if key is None else key, lambda: data, alone)


def outputs(files: dict[str, bytes]) -> list[Output]:
    return [output(path, data) for path, data in {OURS: b"{}", **files}.items()]


@contextmanager
def memory(folder: Path) -> Iterator[Memory]:
    """A memory, closed again as at the end of a build."""
    kept = Memory(folder / "cache")
    try:
        yield kept
    finally:
        kept.close()


def shown(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in projects.tree(folder).items() if path != OURS}


def _refuse() -> bytes:
    raise AssertionError("made again without need")


def test_what_is_there_already_is_not_made_again(tmp_path: Path) -> None:
    """A file whose key is known and that lies as it was left is neither made nor read."""
    site = tmp_path / "site"
    with memory(tmp_path) as kept:
        publish(site, outputs({"a": b"1"}), kept)
    with memory(tmp_path) as kept:
        report = publish(site, [Output(OURS, lambda: b"{}", _refuse), Output("a", lambda: b"1", _refuse)], kept)
    assert report == (2, 0, 0)


@pytest.mark.parametrize(("key", "data", "written"), [(b"new", b"1", 0), (b"new", b"2", 1)])
def test_a_new_key_writes_only_new_bytes(tmp_path: Path, key: bytes, data: bytes, written: int) -> None:
    """A file made again is written only if its bytes differ, and its time stays if they do not."""
    site = tmp_path / "site"
    with memory(tmp_path) as kept:
        publish(site, outputs({"a": b"1"}), kept)
    before = projects.times(site)
    with memory(tmp_path) as kept:
        report = publish(site, [output(OURS, b"{}"), output("a", data, key)], kept)
    assert report.written == written
    assert shown(site) == {"a": data}
    assert (projects.times(site) == before) == (not written)


def test_stale_files_go_with_their_folders(tmp_path: Path) -> None:
    """A file that is no longer published goes, and so do folders it leaves empty, but not those still in use."""
    site = tmp_path / "site"
    with memory(tmp_path) as kept:
        publish(site, outputs({"a/b/c": b"1", "a/d": b"2", "e/f": b"3"}), kept)
    with memory(tmp_path) as kept:
        report = publish(site, outputs({"a/d": b"2"}), kept)
    assert report.removed == 2
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*")) == ["a", "a/d", "data", OURS]


def test_a_folder_of_ours_is_taken_over(tmp_path: Path) -> None:
    """A site built elsewhere is known by its data package: what is stale in it goes, what is the same stays."""
    site = tmp_path / "site"
    publish(site, outputs({"a": b"1", "b": b"2"}))
    before = projects.times(site)
    with memory(tmp_path) as kept:
        report = publish(site, outputs({"b": b"2"}), kept)
    assert report == (2, 0, 1)
    assert projects.times(site) == {path: time for path, time in before.items() if path != "a"}


@pytest.mark.parametrize("stranger", ["a", "b/c", ".hidden", "data/other.json"])
def test_a_strangers_folder_is_refused(tmp_path: Path, stranger: str) -> None:
    """A folder that holds anything and no data package of ours is not touched."""
    (tmp_path / stranger).parent.mkdir(exist_ok=True)
    (tmp_path / stranger).write_text("mine")
    with pytest.raises(NotOurs):
        publish(tmp_path, outputs({"a": b"1"}))
    assert projects.tree(tmp_path) == {stranger: b"mine"}


def test_a_dangling_link_is_a_stranger_too(tmp_path: Path) -> None:
    """A link that leads nowhere is somebody's all the same."""
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(NotOurs):
        publish(tmp_path, outputs({}))


@pytest.mark.parametrize(
    "prepare", [lambda site: None, lambda site: site.mkdir(), lambda site: (site / "deep").mkdir(parents=True)]
)
def test_an_empty_folder_will_do(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    """A folder that is not there, or has no file in it, is filled."""
    site = tmp_path / "site"
    prepare(site)
    assert publish(site, outputs({"a": b"1"})).written == 2


def test_an_interrupted_publication_is_mended(tmp_path: Path) -> None:
    """If a build dies half-way, the next one writes whatever differs and ends with the right site."""
    site = tmp_path / "site"
    with memory(tmp_path) as kept:
        publish(site, outputs({"a": b"1", "b": b"1", "c": b"1"}), kept)
    with pytest.raises(AssertionError), memory(tmp_path) as kept:
        publish(site, [*outputs({"a": b"2"}), Output("b", lambda: b"2", _refuse)], kept)
    with memory(tmp_path) as kept:
        publish(site, outputs({"a": b"3", "b": b"3"}), kept)
    assert shown(site) == {"a": b"3", "b": b"3"}


def test_what_stands_alone_is_made_last(tmp_path: Path) -> None:
    """An output that shares out work of its own is made after all others, by the main process."""
    made: list[str] = []

    def recorded(path: str, alone: bool = False) -> Output:
        return Output(path, bytes, lambda: bytes(made.append(path) or 0), alone)  # type: ignore[func-returns-value]

    publish(tmp_path / "site", [recorded(OURS, alone=True), recorded("a"), recorded("b")])
    assert made == ["a", "b", OURS]


def test_publishing_over_keeps_only_outputs(tmp_path: Path) -> None:
    """In a folder that MkDocs has just filled whatever is no output goes, and files that are right stay untouched."""
    (tmp_path / "shells" / "x").mkdir(parents=True)
    (tmp_path / "shells" / "x" / "index.html").write_bytes(b"shell")
    (tmp_path / "a").write_bytes(b"1")
    before = (tmp_path / "a").stat().st_mtime_ns
    report = publish_over(tmp_path, outputs({"a": b"1", "b": b"2"}))
    assert report == (3, 2, 1)
    assert shown(tmp_path) == {"a": b"1", "b": b"2"}
    assert (tmp_path / "a").stat().st_mtime_ns == before
    assert not (tmp_path / "shells").exists()


def test_two_sites_share_a_memory(tmp_path: Path) -> None:
    """One cache serves several folders without mixing them up."""
    for name, data in (("one", b"1"), ("two", b"2"), ("one", b"1")):
        with memory(tmp_path) as kept:
            publish(tmp_path / name, outputs({"a": data, name: data}), kept)
    assert shown(tmp_path / "one") == {"a": b"1", "one": b"1"}
    assert shown(tmp_path / "two") == {"a": b"2", "two": b"2"}


NAMES = st.sampled_from(["a", "b", "c/d", "c/e", "c/f/g", "h.html", "汉/字.txt"])
SITES = st.lists(st.dictionaries(NAMES, st.binary(max_size=3)), min_size=2, max_size=5)


@given(SITES)
def test_a_folder_ends_as_its_last_site(sites: list[dict[str, bytes]]) -> None:
    """After any number of sites published into one folder it holds exactly the last, and says rightly how many files it wrote."""
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        folder, before = Path(place), {}
        for files in sites:
            with memory(folder) as kept:
                report = publish(folder / "site", outputs(files), kept)
            assert shown(folder / "site") == files
            assert report.written == sum(before.get(path) != data for path, data in {OURS: b"{}", **files}.items())
            before = {OURS: b"{}", **files}
