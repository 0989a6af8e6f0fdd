"""Access control: API keys, and the origins whose pages may call the service (CORS)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from flask import Flask, Request, request
from flask_cors import CORS

from service.problems import RefusalError

GUARDED: Final = "/v1/"
CHALLENGE: Final = ("WWW-Authenticate", 'Bearer realm="quote-extractor"')
SENT: Final = ["Accept", "Authorization", "Content-Type", "X-API-Key", "X-Request-ID"]
READ: Final = ["Retry-After", "Server-Timing", "X-Request-ID"]


def require_key(app: Flask, keys: Sequence[str]) -> None:
    """Refuse requests under /v1/ that send none of *keys*; without keys the service is open."""
    digests = [_digest(key) for key in keys]

    def check() -> None:
        """Compare with every key, which takes the same time whether one fits or none."""
        if not request.path.startswith(GUARDED) or request.method == "OPTIONS":
            return
        sent = _digest(_sent(request))
        if sum(hmac.compare_digest(sent, digest) for digest in digests) == 0:
            detail = "Send an API key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."
            raise RefusalError(401, detail, headers=[CHALLENGE])

    if keys:
        app.before_request(check)


def allow_origins(app: Flask, origins: Sequence[str]) -> None:
    """Let pages of these origins call the service; ``*`` allows all."""
    if not origins:
        app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
        return
    patterns = "*" if "*" in origins else [re.compile(re.escape(each) + r"\Z") for each in origins]
    CORS(
        app,
        origins=patterns,
        send_wildcard="*" in origins,
        methods=["GET", "POST"],
        allow_headers=SENT,
        expose_headers=READ,
        max_age=600,
        always_send=False,
        intercept_exceptions=False,
    )


def _sent(request: Request) -> str:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else request.headers.get("X-API-Key", "")


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
