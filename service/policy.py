"""What a page of ours may do in a browser: show itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer, unless it brings its own."""


def with_style(style: str) -> str:
    """Return the policy of a page that has this one style sheet in it and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"{NOTHING}; style-src 'sha256-{digest}'"
