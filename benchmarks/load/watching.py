"""Memory of the processes and response times of health checks during a measurement."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from typing import Any, Final

from benchmarks.load.sending import quantile
from benchmarks.load.server import HOST, Size, sizes

EVERY: Final = 1.0
"""Seconds between two samples."""
SETTLING: Final = 120.0
"""Seconds after which memory must not grow any more."""

Sample = tuple[float, dict[int, Size]]


class Watch:
    """Takes a sample once a second inside the ``with``; ``told`` then has the figures."""

    def __init__(self, port: int, master: int) -> None:
        self._port, self._master = port, master
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._samples: list[Sample] = []
        self._health: list[float] = []
        self._unhealthy = 0

    def __enter__(self) -> Watch:
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def told(self) -> dict[str, Any]:
        """Return memory by process, its growth, and the times of health in milliseconds."""
        times = sorted(self._health)
        return {
            "memory": memory(tuple(self._samples), SETTLING),
            "healthz": {
                "asked": len(times) + self._unhealthy,
                "failed": self._unhealthy,
                "p99_ms": round(1000 * quantile(times, 0.99), 1),
                "slowest_ms": round(1000 * times[-1], 1) if times else None,
            },
        }

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self._samples.append((time.monotonic() - self._began, sizes(self._master)))
            began = time.monotonic()
            if self._is_healthy():
                self._health.append(time.monotonic() - began)
            else:
                self._unhealthy += 1

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def memory(samples: Sequence[Sample], settling: float) -> dict[str, Any]:
    """Return for each process its last size, and by what share its largest one grew.

    The largest of the first *settling* seconds is compared with the largest after them; of a
    shorter run it is the first quarter. None stands for a process that was not there all along.
    """
    if not samples:
        return {}
    first = min(settling, samples[-1][0] / 4)
    before = _largest([each for at, each in samples if at <= first])
    after = _largest([each for at, each in samples if at > first])
    last = samples[-1][1]
    return {
        str(pid): size.told()
        | {
            "grown": round(after[pid] / before[pid] - 1, 4)
            if {pid} <= before.keys() & after.keys()
            else None
        }
        for pid, size in last.items()
    }


def _largest(samples: Sequence[dict[int, Size]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for sample in samples:
        for pid, size in sample.items():
            found[pid] = max(found.get(pid, 0.0), size.resident)
    return found
