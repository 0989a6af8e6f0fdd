"""Who may ask, from where, and how long a silence is borne: keys, origins, slow callers."""

from __future__ import annotations

import hmac
import socket
from collections.abc import Callable, Collection
from hashlib import sha256
from typing import Final

from flask import Flask, Request, Response, request

from service.problems import RefusalError
from settings import Settings

GUARDED: Final = "/v1/"
CHALLENGE: Final = ("WWW-Authenticate", 'Bearer realm="quote-extractor"')
ALLOWED: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, X-API-Key, X-Request-ID",
    "Access-Control-Max-Age": "600",
}
EXPOSED: Final = "Retry-After, Server-Timing, X-Request-ID"
ANY: Final = "*"


def register(app: Flask, settings: Settings) -> None:
    """Guard every request of *app*; what costs nothing is asked first."""
    app.before_request(lambda: _bear(request, settings.time_limit))
    if settings.origins:
        app.before_request(lambda: _preflight(request, settings.origins))
        app.after_request(lambda response: _share(response, request, settings.origins))
    if settings.keys:
        app.before_request(_keeper(settings.keys))


def _keeper(keys: Collection[str]) -> Callable[[], None]:
    digests = [_digest(key) for key in keys]

    def check() -> None:
        """Refuse who has no key. Each is compared, in the same time whether right or wrong."""
        if not request.path.startswith(GUARDED):
            return
        sent = _digest(_sent(request))
        if sum(hmac.compare_digest(sent, digest) for digest in digests) == 0:
            raise RefusalError(401, "A key is needed, and this is none.", headers=[CHALLENGE])

    return check


def _sent(request: Request) -> str:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else request.headers.get("X-API-Key", "")


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()


def _preflight(request: Request, origins: Collection[str]) -> Response | None:
    """Answer the question that a browser asks before the request itself."""
    asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    if not asks or _origin(request, origins) is None:
        return None
    return Response(status=204, headers=ALLOWED)


def _share(response: Response, request: Request, origins: Collection[str]) -> Response:
    """Let scripts of the origins that are named read the answer."""
    response.vary.add("Origin")
    origin = _origin(request, origins)
    if origin is not None:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response


def _origin(request: Request, origins: Collection[str]) -> str | None:
    sent = request.headers.get("Origin")
    if sent is None:
        return None
    return ANY if ANY in origins else sent if sent in origins else None


def _bear(request: Request, seconds: float) -> None:
    """Wait so long at most for the next piece of a body, and for an answer to be taken."""
    connection = request.environ.get("gunicorn.socket")
    if isinstance(connection, socket.socket):
        connection.settimeout(seconds)
