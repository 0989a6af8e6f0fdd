"""Single requests to the service, and results with their bounds."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from benchmarks.load.server import HOST

QUOTES: Final = "/v1/quotes"
JSON: Final = "application/json"
SHORT_TEXT: Final = "“It works,” she said."


class Row(NamedTuple):
    """A check, its result and the required value."""

    name: str
    measured: str
    bound: str
    kept: bool

    @property
    def line(self) -> str:
        """The row as Markdown."""
        return f"| {self.name} | {self.measured} | {self.bound} | {'yes' if self.kept else 'NO'} |"


def at_most(name: str, value: float, bound: float) -> Row:
    """Return the row of a number with an upper bound."""
    return Row(name, f"{value:.3f}", f"<= {bound:.3g}", value <= bound)


def equal(name: str, value: Any, wanted: Any) -> Row:
    """Return the row of a value that must equal another."""
    return Row(name, str(value), str(wanted), value == wanted)


class Answer(NamedTuple):
    """An answer; the status is 0 if there was none, and *error* says why."""

    status: int
    body: bytes = b""
    error: str = ""


def ask(port: int, method: str, path: str, body: bytes | None = None) -> Answer:
    """Send one request over a new connection."""
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    try:
        connection.request(method, path, body, {"Content-Type": JSON})
        response = connection.getresponse()
        return Answer(response.status, response.read())
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, error=type(error).__name__)
    finally:
        connection.close()


def quotes(port: int, text: str) -> Answer:
    """Ask for the quotations of a text."""
    return ask(port, "POST", QUOTES, json.dumps({"text": text}).encode())


def seconds_of(port: int, text: str) -> tuple[int, float]:
    """Return the status of a text and the seconds that it took."""
    began = time.monotonic()
    return quotes(port, text).status, time.monotonic() - began


def crowd(port: int, texts: Sequence[str]) -> Callable[[], list[tuple[int, float]]]:
    """Send all texts at once; returns a function that waits for their statuses and seconds."""
    found: dict[int, tuple[int, float]] = {}

    def work(n: int) -> None:
        found[n] = seconds_of(port, texts[n])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()

    def wait() -> list[tuple[int, float]]:
        for thread in threads:
            thread.join()
        return [found[n] for n in range(len(texts))]

    return wait


def raw(port: int, sent: bytes) -> bytes:
    """Send raw bytes and return the response until the connection is closed."""
    with socket.create_connection((HOST, port), timeout=90) as client:
        client.sendall(sent)
        return b"".join(iter(lambda: client.recv(65_536), b""))
