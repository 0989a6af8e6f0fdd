"""Headers that tell browsers to be careful with our answers."""

from __future__ import annotations

import re
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


def add_headers(response: Response) -> Response:
    """Add the headers to an answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.vary.add("Accept")
    return response


def with_style(style: str) -> str:
    """Return the content policy of a page with this one style sheet and nothing else."""
    return f"{NOTHING}; style-src {_hash(style.encode())}"


def with_script(document: bytes) -> str:
    """Return the content policy of a page with one script and one style sheet in it.

    Both are allowed by their content; the page may call this service and nothing else.
    """
    rules = {
        "default-src": "'none'",
        "script-src": _hash(_content(document, b"script")),
        "style-src": _hash(_content(document, b"style")),
        "img-src": "data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _content(document: bytes, tag: bytes) -> bytes:
    """Return the content of the only element of this name."""
    (content,) = re.findall(rb"^<%b>(.*?)^</%b>$" % (tag, tag), document, re.DOTALL | re.MULTILINE)
    return bytes(content)


def _hash(content: bytes) -> str:
    return f"'sha256-{b64encode(sha256(content).digest()).decode('ascii')}'"
