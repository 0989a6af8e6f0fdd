"""Security headers for all responses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from flask import Response

NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer, unless it has its own."""

PAGE: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On the page at ``/``: its scripts and styles are files of this service, and nothing else is."""


def add_headers(response: Response) -> Response:
    """Add the headers to an answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.vary.add("Accept")
    return response


def with_style(style: str) -> str:
    """Return the content policy of a page with this one style sheet and nothing else."""
    return f"{NOTHING}; style-src {_hash(style.encode())}"


def _hash(content: bytes) -> str:
    return f"'sha256-{b64encode(sha256(content).digest()).decode('ascii')}'"
