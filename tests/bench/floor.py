"""What no generator in Python can do without, each by itself in one process: parse the records, render, write."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import jinja2
import yaml

_BODY = """<main id="main" data-kind="{{ kind }}"><h1>{{ title }}</h1>
<dl class="facts">{% for name, value in fields %}
<div class="fact"><dt>{{ name }}</dt><dd data-field="{{ name }}">{{ value }}</dd></div>{% endfor %}
</dl></main>"""
_FIELD = ("服务对象", "住在这里、做饭有困难的家庭，可以打电话约，当天送到门口。")


def parse(content: Path) -> float:
    """Seconds to read every record with PyYAML's C loader and keep none."""
    files = sorted(content.glob("*/**/*.yml"))
    start = time.perf_counter()
    for file in files:
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return time.perf_counter() - start


def render(count: int, size: int) -> float:
    """Seconds to render `count` bodies of about `size` bytes from a small compiled template that escapes."""
    template = jinja2.Environment(autoescape=True).from_string(_BODY)
    values = {"kind": "help", "title": "送餐到门口", "fields": [_FIELD]}
    one, two = (len(template.render(values | {"fields": [_FIELD] * rows}).encode()) for rows in (1, 2))
    values["fields"] = [_FIELD] * max(round((size - one) / (two - one)) + 1, 1)
    start = time.perf_counter()
    for _ in range(count):
        template.render(values)
    return time.perf_counter() - start


def write(folder: Path, files: Sequence[tuple[str, int]]) -> float:
    """Seconds to write files of given paths and sizes into a new folder."""
    data = memoryview(b"\xe6\x8c\x87" * (max(size for _, size in files) // 3 + 1))
    parents = sorted({os.path.dirname(path) for path, _ in files})
    start = time.perf_counter()
    for parent in parents:
        os.makedirs(folder / parent, exist_ok=True)
    _write_all(str(folder), files, data)
    return time.perf_counter() - start


def _write_all(folder: str, files: Iterable[tuple[str, int]], data: memoryview) -> None:
    for path, size in files:
        with open(f"{folder}/{path}", "wb") as file:
            file.write(data[:size])
