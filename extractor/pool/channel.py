"""Pickled messages between a process of the pool and its parent.

Everything here looks up ``select`` and ``socket`` when it is called, so that waiting cooperates
with other greenlets where gevent has patched them.
"""

from __future__ import annotations

import pickle
import select
import socket
import struct
import time
from typing import Any, Final

QUICK: Final = 0.25
"""Seconds in which a client may half-close its connection, as some do once they have asked."""
LENGTH: Final = struct.Struct("!Q")


class ClientGoneError(Exception):
    """The client has closed its connection."""


class Channel:
    """One end of a socket pair; raises EOFError or OSError once the other end is gone."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end

    def send(self, message: Any) -> None:
        """Send one message."""
        data = pickle.dumps(message)
        self._socket.sendall(LENGTH.pack(len(data)) + data)

    def receive(self) -> Any:
        """Wait for a message and return it."""
        (length,) = LENGTH.unpack(self._read(LENGTH.size))
        return pickle.loads(self._read(length))

    def wait(self, deadline: float | None = None, client: socket.socket | None = None) -> None:
        """Wait until there is something to receive.

        Raises TimeoutError at *deadline*, a value of ``time.monotonic``, and ClientGoneError once
        *client* has closed its connection, unless the answer is there within `QUICK` seconds.
        """
        poller = select.poll()
        poller.register(self._socket, select.POLLIN)
        if client is not None:
            quick = time.monotonic() + QUICK
            if _poll(poller, quick if deadline is None else min(quick, deadline)):
                return
            poller.register(client, select.POLLIN)
        while True:
            ready = _poll(poller, deadline)
            if self._socket.fileno() in ready:
                return
            if not ready:
                raise TimeoutError
            assert client is not None
            if has_closed(client):
                raise ClientGoneError
            poller.unregister(client)  # it has sent its next request, and waits

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def _read(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            piece = self._socket.recv(length - len(data))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)


def _poll(poller: select.poll, deadline: float | None) -> set[int]:
    """Return the numbers of what is readable, none if nothing is before the deadline."""
    left = None if deadline is None else 1000 * max(0.0, deadline - time.monotonic())
    return {number for number, _ in poller.poll(left)}


def has_closed(client: socket.socket) -> bool:
    """Return whether a client has closed its connection, or at least its sending half."""
    try:
        poller = select.poll()
        poller.register(client, select.POLLIN)
        return bool(poller.poll(0)) and client.recv(1, socket.MSG_PEEK) == b""
    except (OSError, ValueError):
        return True
