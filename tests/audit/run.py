"""`python -m tests.audit.run [NAME …]`: the newest HTML checker and Lighthouse on every kind of page of `site/`.

Accessibility, best practices and search engines must come to 100 everywhere, and the checker must have nothing to say: if not,
the exit code is 1. Performance is told, not judged: a busy machine lowers it. Takes some six minutes on two processors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.audit import vnu
from tests.audit.host import Host, hosted
from tests.shots import PAGES

HERE = Path(__file__).parent
SITE = Path("site").resolve()
NEWEST = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
COLUMNS = ("performance", "accessibility", "best practices", "search engines")
PERFECT = 100
NOINDEX = '<meta name="robots" content="noindex'
SHOWN = 40
"""At most so many of the checker's messages are shown."""


def main(names: Sequence[str]) -> int:
    """Audit the kinds of pages named, or all; 1 if something falls short, else 0."""
    with hosted(SITE) as host:
        faults = _checked(host, names)
        short = _measured(host, names or list(PAGES))
    print(f"\nHTML checker: {faults} messages. Lighthouse: {short} pages below {PERFECT} where noise decides nothing.")
    return 1 if faults or short else 0


def _checked(host: Host, names: Sequence[str]) -> int:
    """How many messages the newest checker has."""
    files = [SITE / PAGES[name] for name in names or PAGES]
    # Asked for over the wire, so that it can weigh the policy: a file has no host that could be 'self'.
    addresses = [host.address + file.relative_to(SITE).as_posix().removesuffix("index.html") for file in files]
    addresses = [address if address.endswith((".html", "/")) else f"{address}/" for address in addresses]
    messages = vnu.told(addresses, NEWEST)
    print(f"{len(addresses)} pages checked")
    print("\n".join(messages[:SHOWN]))
    return len(messages)


def _measured(host: Host, names: Sequence[str]) -> int:
    """Print what Lighthouse gives each kind of page, and why; how many fall short."""
    print(f"{'':24}" + "".join(f"{column:>16}" for column in COLUMNS))
    lowest, short = [PERFECT] * len(COLUMNS), 0
    for name, found in zip(names, _lighthouse(host, names), strict=True):
        scores = found.get("scores", [0] * len(COLUMNS))
        print(f"{name:24}" + "".join(f"{score:16}" for score in scores), flush=True)
        for line in found.get("short", [found.get("failed")]):
            print(f"    {line}", flush=True)
        lowest = [min(pair) for pair in zip(lowest, scores, strict=True)]
        short += any(score < PERFECT for score in scores[1:])
    print(f"{'lowest':24}" + "".join(f"{score:16}" for score in lowest))
    return short


def _lighthouse(host: Host, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What Lighthouse says of each page, in turn."""
    surroundings = {"CHROME_PATH": "/usr/bin/chromium"} | os.environ
    with subprocess.Popen(
        ["node", HERE / "lighthouse.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings,
        text=True,
        encoding="utf-8",
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        for name in names:
            path = SITE / PAGES[name]
            hidden = NOINDEX in (path if path.is_file() else path / "index.html").read_text("utf-8")
            node.stdin.write(json.dumps({"url": host.address + PAGES[name], "hidden": hidden}) + "\n")
            node.stdin.flush()
            yield json.loads(node.stdout.readline())
        node.stdin.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
