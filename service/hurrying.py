"""Callers who send too slowly: a request must have come whole within the time limit.

A timeout for each piece would let a caller who sends a byte now and then keep a thread for hours.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any


class Deadlines:
    """Until when requests must have come, by the connections on which they come."""

    def __init__(self) -> None:
        self._due: dict[Any, float] = {}

    def begin(self, connection: Any, seconds: float) -> None:
        """Give a request so many seconds from now on."""
        self._due[connection] = time.monotonic() + seconds

    def end(self, connection: Any) -> None:
        """Ask no more of a request: it is there, or it is over."""
        self._due.pop(connection, None)

    def enforce(self) -> None:
        """Let nothing more come where the time is over; who reads there finds the end."""
        now = time.monotonic()
        for connection, due in list(self._due.items()):
            if due < now:
                self.end(connection)
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)


DEADLINES = Deadlines()
"""Those of this process."""


def is_there(environ: Mapping[str, Any]) -> None:
    """Note that a request has come whole, or that its pieces are looked at as they come."""
    DEADLINES.end(environ.get("gunicorn.socket"))
