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


def test_the_policy_is_strict() -> None:
    """Nothing is allowed but what the site itself holds; a tag does not say what browsers take from a header only."""
    rules = dict(rule.split(" ", 1) for rule in policy.HEADER.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("frame-ancestors") == "'none'"
    assert (rules.pop("require-trusted-types-for"), rules.pop("trusted-types")) == ("'script'", "zhiyin")
    assert set(rules.values()) == {"'self'"}
    assert "frame-ancestors" not in policy.META
