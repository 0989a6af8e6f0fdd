"""The phases under load: what the service can do, most of it for long, and more than it can."""

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
"""Is told the figures of a phase, again and again."""
Pace = Callable[[float, float, float], Iterator[float]]
"""When requests are due: from a start, for so many seconds, so many a second."""


class Service:
    """A running service, and articles with the answers that they have when asked one by one."""

    def __init__(self, port: int, master: int, workers: int, texts: int) -> None:
        self._port, self._master, self._workers = port, master, workers
        self._articles = self._answered([Article(text) for text in articles(texts)])

    def capacity(self, seconds: float, told: Told) -> None:
        """Ask without a pause, twice as many at once as there are workers."""
        self._under(without_pause(time.monotonic(), seconds), 2 * self._workers, told)

    def at(self, pace: Pace, rate: float, seconds: float, told: Told) -> None:
        """Ask so many times a second, evenly or by chance."""
        dues = pace(time.monotonic(), seconds, rate)
        self._under(dues, CLIENTS, lambda found: told({"rate": round(rate, 3)} | found))

    def memory(self) -> dict[str, Any]:
        """Return what each process takes now."""
        return {str(pid): size.told() for pid, size in sizes(self._master).items()}

    def _under(self, dues: Iterator[float], clients: int, told: Told) -> None:
        """Tell what was found so far every minute, and in the end all of it."""
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
