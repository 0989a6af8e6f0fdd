"""One process of the pool, as its parent sees it."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from types import ModuleType
from typing import Any, Final

from extractor.pool.worker import PRELOAD, READY, TAKEN, Channel, Failed, Refused, describe, serve

__all__ = ["Process", "WorkDiedError", "WorkFailedError", "describe"]

ACKNOWLEDGED: Final = 5.0
"""Seconds in which a process confirms a request, unless it is stopped or stuck."""
STARTING: Final = threading.Lock()
LONGEST_FOLDER: Final = 70
"""Bytes of a temporary folder's path to which the fork server's socket can be bound."""


class WorkDiedError(Exception):
    """The process died while it worked on the request."""


class WorkFailedError(Exception):
    """The work raised an exception; ``where`` is its class and the lines of code it passed."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where


class Process:
    """A running process; blocks until it is forked, which the first time waits for the models."""

    def __init__(self, loader: str, argument: Any) -> None:
        ours, theirs = socket.socketpair()
        self._channel = Channel(ours)
        context = multiprocessing.get_context("forkserver")
        with Connection(theirs.detach()) as end:
            self._process = context.Process(target=serve, args=(end, loader, argument))
            _outside_event_loop(lambda: _start(self._process, loader, argument))

    @property
    def pid(self) -> int | None:
        """The process's id."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait for the models; raises the ExtractorError that stops it, EOFError if it died."""
        first = self._receive()
        if isinstance(first, Refused):
            raise first.error
        assert first == READY

    def give(self, request: Any) -> bool:
        """Send a request; return whether the process has it, and had not died before."""
        try:
            self._channel.send(request)
            self._channel.wait(time.monotonic() + ACKNOWLEDGED)
            return bool(self._channel.receive() == TAKEN)
        except (EOFError, OSError):  # TimeoutError is an OSError
            return False

    def result(self, deadline: float | None, client: socket.socket | None) -> Any:
        """Return the reply to the request it was given.

        Raises WorkDiedError, WorkFailedError, TimeoutError and ClientGoneError.
        """
        self._channel.wait(deadline, client)
        try:
            outcome = self._receive()
        except EOFError:
            raise WorkDiedError from None
        if isinstance(outcome, Failed):
            raise WorkFailedError(outcome.where)
        return outcome.reply

    @property
    def idle_and_alive(self) -> bool:
        """Whether the process is alive; call it only while the process has no request."""
        try:
            self._channel.wait(time.monotonic())
        except TimeoutError:
            return True
        except (OSError, ValueError):
            pass
        return False

    def kill(self) -> None:
        """Kill the process at once."""
        self._process.kill()

    def close(self) -> None:
        """Kill the process and release it; no thread may be waiting for its reply."""
        self.kill()
        self._channel.close()

    def _receive(self) -> Any:
        try:
            return self._channel.receive()
        except OSError as error:
            raise EOFError from error


def _start(process: ForkServerProcess, loader: str, argument: Any) -> None:
    with STARTING, _environment(loader, argument), _without_main_module(), _short_folder():
        forkserver.set_forkserver_preload(["extractor.pool.worker"])
        # It starts with these signals blocked, and ignores them later: see worker.ignore_signals.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            forkserver.ensure_running()
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _outside_event_loop(work: Callable[[], None]) -> None:
    """Run a blocking function; in a real thread if gevent has patched threads."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        work()
    else:
        sys.modules["gevent"].get_hub().threadpool.apply(work)


@contextmanager
def _short_folder() -> Iterator[None]:
    """Bind the fork server's socket in /tmp where the temporary folder's path is too long for it.

    The address of a Unix socket has at most 107 bytes.
    """
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER:
        tempfile.tempdir = "/tmp"  # a folder of its own is made in it
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Keep a forked process from importing the caller's script a second time.

    multiprocessing does that so that functions of the script can be unpickled there; nothing of
    the script is sent here, and a script without ``if __name__ == "__main__"`` would run twice.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _environment(loader: str, argument: Any) -> Iterator[None]:
    """Set the environment in which the fork server starts, if it has to.

    It finds modules where this process does, and never in the working directory.
    """
    wanted = {
        PRELOAD: json.dumps([loader, argument]),
        "OMP_NUM_THREADS": "1",  # the processes share the cores, and a fork of many threads hangs
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path if p),  # noqa: PTH100
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
