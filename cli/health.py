"""``health``: check the service at --bind or EXTRACTOR_BIND; the health check of the image."""

from __future__ import annotations

import argparse
import http.client
import socket
from contextlib import closing
from typing import Any, Final

from cli.inputs import complain
from service.settings import Settings

SECONDS: Final = 4
ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}


def run(options: argparse.Namespace, _: Any) -> int:
    """Return 0 if the service is healthy, else 1."""
    bind = options.bind or Settings.from_environment().bind
    return 0 if healthy(bind) else complain(f"the service at {bind} does not answer")


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
