"""The load phases: capacity, sustained load, overload and memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from benchmarks.load.sending import CLIENTS, Article, Sending, ask, without_pause
from benchmarks.load.server import running, sizes
from benchmarks.load.texts import articles
from benchmarks.load.watching import Watch

SHARE: Final = 0.8
TIMES: Final = 3.0
MINUTE: Final = 60.0

Told = Callable[[dict[str, Any]], None]
"""Called with the figures of a phase as they come."""
Pace = Callable[[float, float, float], Iterator[float]]
"""The times at which requests are due: from a start, for a duration, at a rate."""


class Service:
    """A running service, and articles with their expected answers."""

    def __init__(self, port: int, master: int, workers: int, texts: int) -> None:
        self._port, self._master, self._workers = port, master, workers
        self._articles = self._answered([Article(text) for text in articles(texts)])

    def capacity(self, seconds: float, told: Told) -> None:
        """Send without a pause, with twice as many connections as workers."""
        self._under(without_pause(time.monotonic(), seconds), 2 * self._workers, told)

    def at(self, pace: Pace, rate: float, seconds: float, told: Told) -> None:
        """Send at a rate, at equal or random intervals."""
        dues = pace(time.monotonic(), seconds, rate)
        self._under(dues, CLIENTS, lambda found: told({"rate": round(rate, 3)} | found))

    def memory(self) -> dict[str, Any]:
        """Return the current memory of each process."""
        return {str(pid): size.told() for pid, size in sizes(self._master).items()}

    def _under(self, dues: Iterator[float], clients: int, told: Told) -> None:
        """Report the figures so far every minute, and all of them at the end."""
        with Watch(self._port, self._master) as watch:
            sending = Sending(self._port, self._articles, dues, clients)
            while not sending.ends_within(MINUTE):
                told(sending.summary() | watch.told())
            told(sending.summary() | watch.told())

    def _answered(self, asked: Sequence[Article]) -> list[Article]:
        answers = [ask(self._port, each, time.monotonic(), keep=True) for each in asked]
        if {each.status for each in answers} != {200}:
            raise SystemExit("Not every text was answered while nothing else was asked.")
        return [
            Article(each.text, answer.body) for each, answer in zip(asked, answers, strict=True)
        ]


@contextmanager
def service(workers: int, texts: int) -> Iterator[Service]:
    """Run the service until the block ends."""
    with running(workers) as (port, master):
        yield Service(port, master, workers, texts)
