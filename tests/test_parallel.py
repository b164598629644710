"""Work shared between processes gives what one process would give."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import parallel
from generator.parallel import aside, aside_while, share


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processors, however many there are."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)


def doubled(items: Sequence[int]) -> list[int]:
    return [item * 2 for item in items]


def owners(items: Sequence[int]) -> list[int]:
    return [os.getpid()] * len(items)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7, 399, 400, 401, 1000])
def test_results_keep_their_order(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many items there are, each result stands in its item's place."""
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    assert share(doubled, range(count)) == [number * 2 for number in range(count)]


@given(st.lists(st.text(), max_size=30))
def test_any_items_come_back(items: list[str]) -> None:
    """Whatever the items are, sharing changes nothing."""
    assert share(lambda part: [(item, len(item)) for item in part], items) == [(item, len(item)) for item in items]


def test_little_work_stays_here() -> None:
    """A few items are not worth another process."""
    assert set(share(owners, range(parallel.WORTH_SHARING - 1))) == {os.getpid()}


def test_much_work_is_shared() -> None:
    """Many items go to as many processes as there are processors, this one among them."""
    found = set(share(owners, range(parallel.WORTH_SHARING)))
    assert len(found) == 3
    assert os.getpid() in found


@pytest.mark.parametrize("count", [0, 1, 250, 1001])
def test_whoever_waits_is_told_how_far_it_has_come(count: int) -> None:
    """What is told adds up to all items, or to a few more where slices are not alike."""
    told: list[int] = []
    share(doubled, range(count), told.append)
    assert count <= sum(told) < count + os.cpu_count() + 8  # type: ignore[operator]
    assert len(told) >= count // 1000


def test_one_processor_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one processor nothing is forked."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert set(share(owners, range(1000))) == {os.getpid()}


@pytest.mark.parametrize("place", [0, 999])
def test_faults_are_raised_here(place: int) -> None:
    """A fault in any process is raised in this one, as it was."""

    def fail(part: Sequence[int]) -> list[int]:
        if place in part:
            raise KeyError("broken")
        return list(part)

    with pytest.raises(KeyError, match="broken"):
        share(fail, range(1000))


def test_a_dead_child_is_noticed() -> None:
    """A process that dies without a word does not pass for one that had nothing to say."""
    parent = os.getpid()

    def die(part: Sequence[int]) -> list[int]:
        if os.getpid() != parent:
            os._exit(9)
        return list(part)

    with pytest.raises(ChildProcessError):
        share(die, range(1000))


def test_the_collector_is_left_as_it_was() -> None:
    """Objects set aside while children run are given back to the collector, also after a fault."""
    before = gc.get_freeze_count()
    share(doubled, range(1000))
    assert gc.get_freeze_count() == before
    with pytest.raises(ZeroDivisionError):
        share(lambda part: [1 // 0 for _ in part], range(1000))
    assert gc.get_freeze_count() == before


def test_work_done_aside_leaves_nothing_behind() -> None:
    """Another process does the work and hands over its result, however large."""
    assert aside(os.getpid) != os.getpid()
    assert aside(lambda: {"a": b"b" * 1_000_000}) == {"a": b"b" * 1_000_000}


def test_without_forks_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no forks the work is done all the same."""
    monkeypatch.delattr(os, "fork")
    assert aside(os.getpid) == os.getpid()


def test_what_fails_aside_fails_here() -> None:
    """What another process raises is raised here."""
    with pytest.raises(ZeroDivisionError):
        aside(lambda: 1 // 0)


def test_work_aside_is_done_as_long_as_it_is_wanted() -> None:
    """It is done in another process, which begins with a lock held and takes no more than is left; a fault comes back as it was."""
    lock = threading.Lock()
    done = aside_while(lambda: True, lambda: (os.getpid(), lock.locked(), os.nice(0)), lock)
    assert done is not None
    assert (done[0] != os.getpid(), done[1], done[2] > os.nice(0) or os.nice(0) >= 10, lock.locked()) == (True, True, True, False)
    with pytest.raises(ZeroDivisionError):
        aside_while(lambda: True, lambda: 1 // 0, lock)


def test_work_that_is_wanted_no_more_is_given_up() -> None:
    """Its process ends, and there is nothing."""
    begun, others = time.monotonic(), multiprocessing.active_children()
    assert aside_while(lambda: False, lambda: time.sleep(60), threading.Lock()) is None
    assert time.monotonic() - begun < 30
    assert [child for child in multiprocessing.active_children() if child not in others] == []
