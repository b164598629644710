"""What a terminal shows while a command takes longer than a second: the step, how far it has come, and the time."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from generator import progress
from generator.commands.say import Sayings, say

_SAYS: Sayings = {
    "check": {"zh": "检查记录", "en": "checking records"}, "search": {"zh": "试搜", "en": "trying searches"},
    "index": {"zh": "准备搜索", "en": "preparing the search"}, "frames": {"zh": "准备版面", "en": "preparing layouts"},
    "pages": {"zh": "看哪些页要重做", "en": "finding what changed"}, "write": {"zh": "写网页", "en": "writing pages"},
    "build": {"zh": "生成网站", "en": "building"}, "pack": {"zh": "整理文件", "en": "laying out files"},
    "verify": {"zh": "发布前核对", "en": "verifying"}, "send": {"zh": "送上网", "en": "sending"},
    "archive": {"zh": "存档", "en": "writing the archive"}, "warc": {"zh": "存网页", "en": "writing web pages"},
}  # fmt: skip
PATIENCE = 1.0
"""So many seconds nobody need be told anything."""


@contextmanager
def shown(options: argparse.Namespace) -> Iterator[None]:
    """Show what is being done meanwhile; into a pipe or a file nothing is shown."""
    if not sys.stderr.isatty():
        yield
        return
    bar = _Bar(options.lang)
    try:
        with progress.watched(bar):
            yield
    finally:
        bar.close()


class _Bar:
    """One bar at a time, for the step that is going on."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.begun = time.monotonic()
        self.bar: Any = None

    def __call__(self, name: str, total: int) -> progress.Tick:
        from tqdm import tqdm

        # A watching thread would be carried into forks.
        tqdm.monitor_interval = 0
        self.close()
        form = "{desc} {percentage:3.0f}% {n_fmt}/{total_fmt} {elapsed}" if total else "{desc} …"
        # A step that is not counted shows nothing later, so it is shown at once.
        left = max(PATIENCE - (time.monotonic() - self.begun), 0) if total else 0
        said = say(_SAYS, self.lang, name)
        self.bar = tqdm(total=total or None, desc=said, delay=left, leave=False, bar_format=form, file=sys.stderr)
        update: progress.Tick = self.bar.update
        return update

    def close(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None
