"""Sending requests, as fast as they are answered or at a rate."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.load.server import HOST

CLIENTS: Final = 64
TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its expected answer, None until known."""

    text: str
    answer: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a request; times in seconds.

    ``seconds`` count from when it was due; ``late`` is how much later it could be sent. A status
    of 0 stands for no answer. ``right`` is whether the answer was the one that it must be.
    """

    status: int
    due: float
    seconds: float
    late: float
    right: bool
    retry_after: bool
    body: bytes = b""


def ask(port: int, article: Article, due: float, keep: bool = False) -> Answer:
    """Send an article over a new connection; with *keep* the body is in the answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=90)
    began = time.monotonic()
    status, body, retry = 0, b"", False
    try:
        connection.request("POST", "/v1/quotes", article.text.encode(), TEXT)
        response = connection.getresponse()
        body, retry = response.read(), "Retry-After" in response.headers
        status = response.status
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        connection.close()
    took, right = time.monotonic() - due, body == article.answer
    return Answer(status, due, took, began - due, right, retry, body if keep else b"")


def without_pause(start: float, seconds: float) -> Iterator[float]:
    """Yield due times without a pause, for a number of seconds."""
    while (now := time.monotonic()) - start < seconds:
        yield now


def evenly(start: float, seconds: float, rate: float) -> Iterator[float]:
    """Yield due times at equal intervals at a rate per second."""
    return (start + n / rate for n in range(1, round(seconds * rate)))


def by_chance(start: float, seconds: float, rate: float) -> Iterator[float]:
    """Yield due times at random intervals with a mean rate per second."""
    choice, due = random.Random(SEED), start
    while (due := due + choice.expovariate(rate)) - start < seconds:
        yield due


class Sending:
    """Sends an article at each due time, with a limited number of clients."""

    def __init__(
        self, port: int, articles: Sequence[Article], dues: Iterator[float], clients: int
    ) -> None:
        self._port, self._articles, self._dues = port, articles, dues
        self._lock, self._sent = threading.Lock(), 0
        self._answers: list[Answer] = []
        self._threads = [threading.Thread(target=self._work) for _ in range(clients)]
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()

    def ends_within(self, seconds: float) -> bool:
        """Wait until all are answered, up to a time limit; returns whether they are."""
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def summary(self) -> dict[str, Any]:
        """Return the figures of the answered requests."""
        return summary(tuple(self._answers), time.monotonic() - self._began)

    def _work(self) -> None:
        while True:
            with self._lock:
                due, n = next(self._dues, None), self._sent
                self._sent += 1
            if due is None:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            self._answers.append(ask(self._port, self._articles[n % len(self._articles)], due))


def summary(answers: Sequence[Answer], seconds: float) -> dict[str, Any]:
    """Return counts by status, wrong answers, rate and times in milliseconds."""
    good = [each for each in answers if each.status == 200]
    times = sorted(each.seconds for each in good)
    refusals = [each for each in answers if each.status == 503]
    return {
        "seconds": round(seconds, 1),
        "statuses": {str(key): n for key, n in sorted(Counter(a.status for a in answers).items())},
        "wrong_answers": sum(not each.right for each in good),
        "refusals_without_retry_after": sum(not each.retry_after for each in refusals),
        "slowest_refusal_ms": _ms(max((each.seconds for each in refusals), default=0)),
        "accepted_per_second": round(len(good) / seconds, 3),
        "sent_late_ms": _ms(max((each.late for each in answers), default=0)),
        "p50_ms": _ms(quantile(times, 0.5)),
        "p99_ms": _ms(quantile(times, 0.99)),
        "slowest_ms": _ms(times[-1] if times else 0),
        "p99_to_p50": round(quantile(times, 0.99) / (quantile(times, 0.5) or 1), 2),
    }


def quantile(times: Sequence[float], share: float) -> float:
    """Return the value below which that share of sorted *times* lies."""
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
