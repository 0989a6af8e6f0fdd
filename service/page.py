"""The page at ``/``: one HTML file, under a policy that lets in nothing but itself."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Blueprint, Response

FILE: Final = Path(__file__).parent / "web" / "index.html"

routes = Blueprint("page", __name__)


@routes.get("/")
def index() -> Response:
    """Show the page into which an article can be pasted."""
    document, policy = _read()
    response = Response(document, mimetype="text/html")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    return response


@cache
def _read() -> tuple[bytes, str]:
    """Return the page and its policy; script and style are allowed by what they hold."""
    document = FILE.read_bytes()
    rules = {
        "default-src": "'none'",
        "script-src": _hash(document, b"script"),
        "style-src": _hash(document, b"style"),
        "img-src": "data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return document, "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(document: bytes, tag: bytes) -> str:
    """Return the policy's word for the content of the only element of this name."""
    (content,) = re.findall(rb"^<%b>(.*?)^</%b>$" % (tag, tag), document, re.DOTALL | re.MULTILINE)
    return f"'sha256-{b64encode(sha256(content).digest()).decode('ascii')}'"
