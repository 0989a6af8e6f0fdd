"""The main loop of a worker process, which answers requests one after the other; its messages.

The fork server imports this module first, and loads the models. What concerns messages looks up
``select`` and ``socket`` when it is called, so that waiting cooperates with other greenlets where
gevent has patched them.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import socket
import struct
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final

from extractor.domain import ExtractorError

NAME: Final = "quotes-worker"
FORKER: Final = "quotes-forker"
PRELOAD: Final = "QUOTE_EXTRACTOR_PRELOAD"
"""The environment variable that tells the fork server which models to load."""
READY: Final = "ready"
TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True)
class Refused:
    """The models cannot be loaded, for this reason."""

    error: ExtractorError


@dataclass(frozen=True, slots=True)
class Done:
    """The reply to a request."""

    reply: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The work raised an exception; *where* is its class and the lines of code it passed."""

    where: str


@cache
def load(loader: str, argument: Any) -> Callable[[Any], Any]:
    """Return what the function named *loader* returns for *argument*; called once a process.

    The fork server calls it first, and the processes forked from it find it done.
    """
    loaded: Callable[[Any], Any] = resolve_name(loader)(argument)
    return loaded


def serve(connection: Connection, loader: str, argument: Any) -> None:
    """Answer requests until the parent closes its end: READY once, then TAKEN and a result each."""
    ignore_signals()
    set_process_name(NAME)
    with socket.socket(fileno=os.dup(connection.fileno())) as end, suppress(EOFError, OSError):
        connection.close()
        end.setblocking(True)  # gevent made the pair non-blocking
        channel = Channel(end)
        try:
            work = load(loader, argument)
        except ExtractorError as error:
            channel.send(Refused(error))
            return
        channel.send(READY)
        while True:
            request = channel.receive()
            channel.send(TAKEN)
            channel.send(_result(work, request))


def _result(work: Callable[[Any], Any], request: Any) -> Done | Failed:
    try:
        return Done(work(request))
    except Exception as error:  # it must not affect the next request
        return Failed(describe(error))


def describe(error: BaseException | None) -> str:
    """Return an exception's class and the lines of code it passed, innermost last.

    Never its message, which may quote the text.
    """
    steps = traceback.extract_tb(error.__traceback__) if error else []
    way = " > ".join(f"{step.filename}:{step.lineno} {step.name}" for step in steps)
    return f"{type(error).__name__} at {way}"


def ignore_signals() -> None:
    """Ignore signals sent to all processes by a terminal or supervisor; the parent decides."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def set_process_name(name: str) -> None:
    """Set the name that ``top`` and ``pgrep`` show, up to 15 letters, where the system can."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(name, encoding="ascii")


def _preload() -> None:
    """Load the models in the fork server, before it forks any process."""
    ignore_signals()
    set_process_name(FORKER)
    with suppress(ExtractorError):  # each process tries again, and reports the error
        load(*json.loads(os.environ.pop(PRELOAD)))


if PRELOAD in os.environ:  # the fork server is importing this module
    _preload()


# --- messages ------------------------------------------------------------------------------

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
