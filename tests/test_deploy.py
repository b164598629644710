"""The server recipes say what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.theme import policy

DEPLOY = Path(__file__).parent.parent / "deploy"


@pytest.mark.parametrize("recipe", ["nginx.conf", "Caddyfile"])
def test_recipes_send_the_policy(recipe: str) -> None:
    """A recipe sends the very policy that pages carry in a tag, and forbids frames besides."""
    text = (DEPLOY / recipe).read_text("utf-8")
    assert re.findall(r'Content-Security-Policy "([^"]+)"', text) == [policy.HEADER]


@pytest.mark.parametrize(
    ("recipe", "sent"),
    [
        ("nginx.conf", (r"\btext/calendar ics;", r"charset_types [^;]*\btext/calendar\b", r"\n    charset utf-8;")),
        ("nginx.conf", (r"/feeds/ \{\s+types \{ application/atom\+xml xml; application/feed\+json json; \}",)),
        ("Caddyfile", (r"path \*\.ics\n\theader @calendars Content-Type \"text/calendar; charset=utf-8\"",)),
        ("Caddyfile", (r"/feeds/\.\+\\\.xml\$\n\theader @atom Content-Type application/atom\+xml\n",)),
        ("Caddyfile", (r"/feeds/\.\+\\\.json\$\n\theader @jsonfeed Content-Type application/feed\+json\n",)),
    ],
)
def test_recipes_say_what_calendars_and_feeds_are(recipe: str, sent: tuple[str, ...]) -> None:
    """Calendars go out as such and in UTF-8, feeds as Atom and JSON Feed."""
    text = (DEPLOY / recipe).read_text("utf-8")
    assert [pattern for pattern in sent if not re.search(pattern, text)] == []


def test_the_policy_is_strict() -> None:
    """Nothing is allowed but what the site itself holds; a tag does not say what browsers take from a header only."""
    rules = dict(rule.split(" ", 1) for rule in policy.HEADER.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("frame-ancestors") == "'none'"
    assert (rules.pop("require-trusted-types-for"), rules.pop("trusted-types")) == ("'script'", "zhiyin")
    assert set(rules.values()) == {"'self'"}
    assert "frame-ancestors" not in policy.META
