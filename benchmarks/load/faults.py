"""Checks of processes that are killed, of texts that are given up, and of the service's end."""

from __future__ import annotations

import os
import signal
import socket
import stat
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.load.asking import SHORT_TEXT, Row, ask, at_most, crowd, equal, quotes, seconds_of
from benchmarks.load.junk import news
from benchmarks.load.server import HOST, running, sizes, started

WORKER: Final = "quotes-worker"
FRONT: Final = "quotes-http"


def killed_processes() -> Iterator[Row]:
    """One worker killed under load; 30 kills in 15 s; the front killed."""
    with running(2) as (port, master):
        answers = crowd(port, [news(8_000)] * 12)
        time.sleep(0.4)
        _kill(master, WORKER)
        found = Counter(status for status, _ in answers())
        yield equal("a worker killed under 12 texts: answers", dict(found), {200: 11, 503: 1})

        until, statuses = time.monotonic() + 15, list[int]()
        threads = [
            threading.Thread(target=_keep_asking, args=(port, until, statuses)) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for _ in range(30):
            time.sleep(0.5)
            _kill(master, WORKER)
        for thread in threads:
            thread.join()
        found = Counter(statuses)
        others = len(statuses) - found[200] - found[503]
        told = f"{found[200]} × 200, {found[503]} × 503, {others} others"
        yield Row("30 kills in 15 s, six clients: answers", told, "200 or 503", others == 0)
        yield at_most("30 kills in 15 s: next short text, s", seconds_of(port, SHORT_TEXT)[1], 1.0)

        _kill(master, FRONT)
        began = time.monotonic()
        yield at_most("front killed: /healthz again, s", _until(port, "/healthz", began), 5.0)
        yield at_most("front killed: /readyz again, s", _until(port, "/readyz", began), 60.0)
        yield equal("front killed: a text", quotes(port, SHORT_TEXT).status, 200)


def given_up() -> Iterator[Row]:
    """Two texts of 99,000 characters that are given up: a short one at once afterwards."""
    text = news(99_000)
    with running(2, EXTRACTOR_TIME_LIMIT="2") as (port, _):
        late = crowd(port, [text, text])()
        status, seconds = seconds_of(port, SHORT_TEXT)
        yield equal("two long texts at the time limit", [each for each, _ in late], [503, 503])
        yield at_most(f"the next short text, s ({status})", seconds, 1.0)
    with running(2) as (port, _):
        body = text.encode()
        head = b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        clients = [socket.create_connection((HOST, port)) for _ in range(2)]
        for client in clients:
            client.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        time.sleep(1)
        for client in clients:
            client.close()
        status, seconds = seconds_of(port, SHORT_TEXT)
        yield at_most(f"two clients hang up; the next short text, s ({status})", seconds, 1.0)


def the_end() -> Iterator[Row]:
    """SIGTERM under load: nothing is lost; the grace period's end: 503; a Unix socket's mode."""
    with started(2) as (port, process):
        statuses, errors = list[int](), list[str]()
        threads = [
            threading.Thread(target=_until_refused, args=(port, statuses, errors)) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        time.sleep(3)
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        for thread in threads:
            thread.join()
        found = Counter(statuses)
        told = f"{found[200]} × 200, {found[503]} × 503, cut off: {errors or 'none'}"
        kept = not errors and set(found) <= {200, 503}
        yield Row("SIGTERM, eight clients that keep asking", told, "none cut off", kept)
        code, seconds = process.wait(60), time.monotonic() - began
        yield equal("SIGTERM: exit status", code, 0)
        yield at_most("SIGTERM: the end after, s", seconds, 30.0)
    with started(2, EXTRACTOR_GRACEFUL_TIMEOUT="1") as (port, process):
        answers = crowd(port, [news(99_000)] * 4)
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        ends = [status for status, _ in answers()]
        yield equal("longer than the grace period: answers", ends, [503] * 4)
        yield equal("longer than the grace period: exit status", process.wait(60), 0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "q.sock"
        with started(2, ready=path.exists, EXTRACTOR_BIND=f"unix:{path}"):
            mode = oct(stat.S_IMODE(path.stat().st_mode))
    yield equal("mode of a Unix socket", mode, "0o660")


CHECKS: Final[Mapping[str, Callable[[], Iterator[Row]]]] = {
    "killed": killed_processes,
    "given-up": given_up,
    "end": the_end,
}


def _kill(master: int, name: str) -> None:
    """Kill the first process of that name, if there is one."""
    pids = [pid for pid, size in sizes(master).items() if size.name == name]
    with suppress(ProcessLookupError):
        for pid in pids[:1]:
            os.kill(pid, signal.SIGKILL)


def _keep_asking(port: int, until: float, statuses: list[int]) -> None:
    while time.monotonic() < until:
        statuses.append(quotes(port, news(600)).status)


def _until_refused(port: int, statuses: list[int], errors: list[str]) -> None:
    """Ask again and again until nothing listens any more."""
    while True:
        answer = quotes(port, news(1_500))
        if answer.error == "ConnectionRefusedError":
            return
        if answer.error:
            errors.append(answer.error)
            return
        statuses.append(answer.status)


def _until(port: int, path: str, began: float) -> float:
    """Return the seconds from *began* until a path is answered with 200, at most 60."""
    while ask(port, "GET", path).status != 200 and time.monotonic() - began < 60:
        time.sleep(0.02)
    return time.monotonic() - began
