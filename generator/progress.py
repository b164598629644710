"""Who waits for a command is told what is being done and how far it has come; what is done knows nothing of who waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tick = Callable[[int], object]
"""Told that so many more things are done."""
Watch = Callable[[str, int], Tick]
"""Told that a step begins, by its name, and of how many things it is; none where they are not counted."""


def _nobody(name: str, total: int) -> Tick:
    return lambda done: None


_watch: ContextVar[Watch] = ContextVar("watch", default=_nobody)


def step(name: str, total: int = 0) -> Tick:
    """Tell that a step begins."""
    return _watch.get()(name, total)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Have every step told of to a watcher meanwhile."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)
