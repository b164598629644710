"""Work shared between processes by forking, so that nothing need be sent to them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar, cast

from generator.progress import Tick

T = TypeVar("T")
R = TypeVar("R")

# Below this many items another process costs more than it saves.
WORTH_SHARING = 400
# After so many items whoever waits is told how far it has come.
_PIECE = 100
# Seconds between two looks at whether work aside is still wanted, and how far it stands back for others.
_LOOK = 0.05
_MODESTY = 10


def share(function: Callable[[Sequence[T]], list[R]], items: Sequence[T], tick: Tick = lambda done: None) -> list[R]:
    """`function` over slices of the items, one slice for each processor; the results in the items' order.

    `tick` is told how many are done: of its own slice this process knows, and takes the others to be as far."""
    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, 8)
    if len(items) < WORTH_SHARING or workers < 2 or not hasattr(os, "fork"):
        return _ticking(function, items, tick, 1)
    size = -(-len(items) // workers)
    slices = [items[start : start + size] for start in range(0, len(items), size)]
    # Objects made so far are shared with the children; the collector would copy their pages by touching them.
    gc.freeze()
    try:
        children = [_start(function, part) for part in slices[1:]]
        results = _ticking(function, slices[0], tick, len(slices))
        for receiver in children:
            outcome = _outcome(receiver)
            if isinstance(outcome, BaseException):
                raise outcome
            results += cast(list[R], outcome)
        return results
    finally:
        gc.unfreeze()


def _ticking(function: Callable[[Sequence[T]], list[R]], items: Sequence[T], tick: Tick, workers: int) -> list[R]:
    results: list[R] = []
    for start in range(0, len(items), _PIECE):
        piece = items[start : start + _PIECE]
        results += function(piece)
        tick(len(piece) * workers)
    return results


def aside(function: Callable[[], R]) -> R:
    """What a function gives, from a process of its own, so that the memory it takes goes with it."""
    if not hasattr(os, "fork"):
        return function()
    outcome = _outcome(_start(lambda _: [function()], ()))
    if isinstance(outcome, BaseException):
        raise outcome
    return cast(list[R], outcome)[0]


def aside_while(wanted: Callable[[], bool], function: Callable[[], R], hold: AbstractContextManager[object]) -> R | None:
    """The same, as long as it is wanted: the process is given up when it no longer is, and there is nothing.

    `hold` is held while the process begins, so that it finds nothing half done by another thread."""
    if not hasattr(os, "fork"):
        return function()
    with hold:
        receiver, process = _begin(lambda _: [_yielding(function)], ())
    while not receiver.poll(_LOOK):
        if not wanted():
            process.kill()
            process.join()
            return None
    outcome = _outcome(receiver)
    if isinstance(outcome, BaseException):
        raise outcome
    return cast(list[R], outcome)[0]


def _yielding(function: Callable[[], R]) -> R:
    os.nice(_MODESTY)
    return function()


def _outcome(receiver: Connection) -> object:
    try:
        return receiver.recv()
    except EOFError:
        raise ChildProcessError("a worker ended before its work was done; is there memory left?") from None


def _start(function: Callable[[Sequence[T]], list[R]], part: Sequence[T]) -> Connection:
    return _begin(function, part)[0]


def _begin(function: Callable[[Sequence[T]], list[R]], part: Sequence[T]) -> tuple[Connection, BaseProcess]:
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, part, sender), daemon=True)
    process.start()
    sender.close()
    return receiver, process


def _work(function: Callable[[Sequence[T]], list[R]], part: Sequence[T], sender: Connection) -> None:
    try:
        sender.send(function(part))
    except BaseException as error:  # the parent raises it again
        sender.send(error)
