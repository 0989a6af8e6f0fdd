"""``python -m service.healthcheck``: the health check of a container.

It calls the service at EXTRACTOR_BIND; the exit status is 0 if it is healthy, else 1.
"""

from __future__ import annotations

import http.client
import socket
import sys
from contextlib import closing
from typing import Final

from service.settings import Settings

SECONDS: Final = 4
ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}


def healthy(bind: str) -> bool:
    """Return whether ``/healthz`` is answered with 200 at ``HOST:PORT`` or ``unix:PATH``."""
    try:
        with closing(_connection(bind)) as connection:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


class _OnPath(http.client.HTTPConnection):
    """A connection over a Unix socket; *host* is its path."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


def _connection(bind: str) -> http.client.HTTPConnection:
    if bind.startswith("unix:"):
        return _OnPath(bind.removeprefix("unix:"), 0, timeout=SECONDS)
    host, _, port = bind.rpartition(":")
    return http.client.HTTPConnection(ANYWHERE.get(host, host), int(port), timeout=SECONDS)


if __name__ == "__main__":
    sys.exit(not healthy(Settings.from_environment().bind))
