"""The Content-Security-Policy under which every page works: as a header for servers and as a tag in the page."""

from __future__ import annotations

META = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types zhiyin"
)
# Browsers take this one from a header only, and complain of it in a tag.
HEADER = f"{META}; frame-ancestors 'none'"
