"""Several processes; a request goes to one that is idle, and who gives up kills the process.

`Turns` says who is next where more wait than can work. `workers_with_room` is how many processes
cores and memory allow, limits of Linux control groups (version 2 or 1) included.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from extractor.domain import ExtractorError
from extractor.pool.process import Process, WorkDiedError, WorkFailedError

LOG: Final = logging.getLogger(__name__)
STARTS: Final = 3
"""The number of processes that may die in a row while loading the models."""
PAUSE: Final = 1.0
"""Seconds before another attempt to replace a process."""
FIRST_IN_A_ROW: Final = 3
"""After so many of the first queue one of the second has its turn, if one waits."""


class PoolError(ExtractorError):
    """The processes cannot be started."""


class Pool:
    """Processes that answer requests; any number of threads may call ``run``.

    *size* is the number of processes. Close the pool, or use it in a ``with``.
    """

    def __init__(self, loader: str, argument: str | None = None, size: int = 1) -> None:
        self.size = size
        self._load = (loader, argument)
        self._idle: deque[Process] = deque()
        self._changed = threading.Condition()
        self._all: set[Process] = set()
        self._closed = False
        weakref.finalize(self, _kill_all, self._all)

    def start(self) -> None:
        """Start all processes and wait until they are ready.

        Raises the ExtractorError for which the models cannot be loaded, and PoolError where
        the processes die while loading.
        """
        for _ in range(self.size):
            self._put(self._new())

    def run(
        self,
        request: Any,
        deadline: float | None = None,
        client: socket.socket | None = None,
    ) -> Any:
        """Return the reply to a request, from the next process that is idle.

        Raises TimeoutError at *deadline* (a value of ``time.monotonic``), ClientGoneError where
        *client* closes its connection, WorkDiedError and WorkFailedError. A process that was
        working on a request which is given up is killed.
        """
        process = self._given(request, deadline)
        try:
            reply = process.result(deadline, client)
        except WorkFailedError:
            self._put(process)
            raise
        except BaseException:
            self._replace(process)
            raise
        self._put(process)
        return reply

    @property
    def alive(self) -> int:
        """How many processes are there, idle or not."""
        with self._changed:
            return len(self._all) - sum(not each.idle_and_alive for each in self._idle)

    def pids(self) -> list[int | None]:
        """Return the ids of the processes."""
        with self._changed:
            return [process.pid for process in self._all]

    def close(self) -> None:
        """Kill all processes; whoever waits for a reply gets WorkDiedError."""
        with self._changed:
            self._closed = True
            while self._idle:
                self._forget(self._idle.pop())
            self._changed.notify_all()
            working = list(self._all)
        for process in working:
            process.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _given(self, request: Any, deadline: float | None) -> Process:
        """Return a process that has confirmed the request; those that died idle are replaced."""
        while True:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            with self._changed:
                if not self._changed.wait_for(lambda: self._idle or self._closed, left):
                    raise TimeoutError
                if self._closed:
                    raise WorkDiedError
                process = self._idle.popleft()
            if process.give(request):
                return process
            self._replace(process)

    def _put(self, process: Process) -> None:
        with self._changed:
            if self._closed:
                self._forget(process)
                return
            self._idle.append(process)
            self._changed.notify()

    def _new(self) -> Process:
        for _ in range(STARTS):
            process = Process(*self._load)
            try:
                process.wait_until_ready()
            except EOFError:
                process.close()
                continue
            except ExtractorError:
                process.close()
                raise
            with self._changed:
                self._all.add(process)
            return process
        raise PoolError(
            "the worker processes die while loading the models; is there enough memory?"
        )

    def _replace(self, process: Process) -> None:
        self._forget(process)
        if not self._closed:
            threading.Thread(target=self._refill, name="replace", daemon=True).start()

    def _forget(self, process: Process) -> None:
        process.close()
        with self._changed:
            self._all.discard(process)

    def _refill(self) -> None:
        while not self._closed:
            try:
                process = self._new()
            except (ExtractorError, OSError) as error:
                LOG.error("cannot start a worker process: %s", error)
                time.sleep(PAUSE)
                continue
            self._put(process)
            return


def _kill_all(processes: set[Process]) -> None:
    while processes:
        processes.pop().kill()


class Turns:
    """Whoever is urgent waits in the first queue, the others in the second."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._lock = threading.Lock()
        self._queues: tuple[deque[threading.Event], deque[threading.Event]] = (deque(), deque())
        self._in_a_row = 0

    @contextmanager
    def turn(self, urgent: bool, wait: Callable[[threading.Event], None]) -> Iterator[None]:
        """Have a turn while the ``with`` lasts; *wait* waits for it, and may raise."""
        turn, queue = threading.Event(), self._queues[not urgent]
        with self._lock:
            if self._free:
                self._free -= 1
                turn.set()
            else:
                queue.append(turn)
        try:
            if not turn.is_set():
                wait(turn)
            yield
        finally:
            with self._lock:
                waits = turn in queue
                if waits:
                    queue.remove(turn)
                else:
                    self._pass_on()

    def _pass_on(self) -> None:
        """Give a turn to the next who waits."""
        first, second = self._queues
        if first and (self._in_a_row < FIRST_IN_A_ROW or not second):
            self._in_a_row += bool(second)
            first.popleft().set()
        elif second:
            self._in_a_row = 0
            second.popleft().set()
        else:
            self._free += 1


# --- capacity ------------------------------------------------------------------------------

GROUPS: Final = Path("/sys/fs/cgroup")
MEMORY: Final = Path("/proc/meminfo")

# Bytes, measured (docs/deployment.md): what all processes share, and what each adds under load.
SHARED: Final = 700 * 2**20
OWN: Final = 300 * 2**20


def workers_with_room(groups: Path = GROUPS, memory: Path = MEMORY) -> int:
    """Return the number of processes to run: one per core, as memory allows, at least 1.

    A limit that cannot be read is ignored.
    """
    room = (_memory(groups, memory) - SHARED) // OWN
    return max(1, int(min(_cores(groups), room)))


def _cores(groups: Path) -> float:
    cores = float(len(os.sched_getaffinity(0)))
    limits = _words(groups / "cpu.max") or [
        *_words(groups / "cpu" / "cpu.cfs_quota_us"),
        *_words(groups / "cpu" / "cpu.cfs_period_us"),
    ]
    if len(limits) == 2 and all(limit.isdigit() for limit in limits):  # else "max" or -1: none
        quota, period = map(int, limits)
        return min(cores, quota / period)
    return cores


def _memory(groups: Path, memory: Path) -> float:
    limits = _words(groups / "memory.max") or _words(groups / "memory" / "memory.limit_in_bytes")
    sizes = [float(limit) for limit in limits if limit.isdigit()]
    total = _words(memory)[1:2]  # MemTotal: N kB
    return min([*sizes, *(1024 * float(size) for size in total)], default=float("inf"))


def _words(path: Path) -> list[str]:
    try:
        return path.read_text("ascii").split()
    except (OSError, UnicodeError):
        return []
