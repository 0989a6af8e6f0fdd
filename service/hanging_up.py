"""Whether a caller still waits for an answer."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Mapping
from typing import Any


def hung_up(environ: Mapping[str, Any]) -> Callable[[], bool]:
    """Return a function that tells whether the caller of a request has closed the connection.

    Where the server does not show the connection, or it is encrypted, nobody ever has. Who has
    only finished sending looks the same as who has gone, and counts as gone.
    """
    connection = environ.get("gunicorn.socket")
    if type(connection) is not socket.socket:
        return lambda: False

    poller = select.poll()
    poller.register(connection, select.POLLIN)

    def look() -> bool:
        try:
            return bool(poller.poll(0)) and connection.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            return True

    return look
