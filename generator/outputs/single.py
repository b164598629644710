"""All guidelines as one HTML file that can be forwarded in a chat program and read without any network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from markupsafe import Markup

from generator.sheets.measure import calls_of
from generator.site import Site
from generator.text import Speech
from generator.views import Values, numbers

PATH = "print/guidelines.html"


def view(site: Site) -> Values:
    """What the file shows."""
    return {"guidelines": site.published("guidelines"), "emergency": numbers(site)}


def document(site: Site, t: Speech, render: Callable[[str, Values], str]) -> str:
    """The whole file. `render` makes a template and some values into text.

    Its own policy lets it ask for nothing and run nothing; its one style sheet is let in by its digest.
    """
    style = render("print-guidelines.css", {})
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    values = view(site)
    told = {"lang": t.tag, "style": Markup(style), "policy": policy, "calls": calls_of(t, values["emergency"])}
    return render("print-guidelines.html", values | told)
