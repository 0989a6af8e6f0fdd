"""Requests, as fast as they are answered or at a rate, for a bounded time."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.load.server import HOST

MOST_AT_ONCE: Final = 64
TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request; ``late`` is how much later it was sent than it should have been."""

    text: int
    status: int
    seconds: float
    late: float
    body: bytes
    retry_after: bool


def ask(port: int, texts: Sequence[str], n: int, due: float) -> Answer:
    """Send the text of a number over a new connection; status 0 stands for no answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=90)
    began = time.monotonic()
    status, body, retry = 0, b"", False
    try:
        connection.request("POST", "/v1/quotes", texts[n].encode(), TEXT)
        response = connection.getresponse()
        status, body = response.status, response.read()
        retry = "Retry-After" in response.headers
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        connection.close()
    return Answer(n, status, time.monotonic() - began, began - due, body, retry)


def send(
    port: int, texts: Sequence[str], seconds: float, clients: int, rate: float = 0
) -> list[Answer]:
    """Send for so many seconds; with a *rate*, so many a second, else each client without pause."""
    start = time.monotonic()
    lock, numbers = threading.Lock(), itertools.count()
    answers: list[Answer] = []

    def due() -> Iterator[tuple[int, float]]:
        while True:
            with lock:
                n = next(numbers)
            at = start + n / rate if rate else time.monotonic()
            if at - start >= seconds:
                return
            time.sleep(max(0, at - time.monotonic()))
            yield n % len(texts), at

    def work() -> None:
        for n, at in due():
            answers.append(ask(port, texts, n, at))

    threads = [threading.Thread(target=work) for _ in range(min(clients, MOST_AT_ONCE))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
