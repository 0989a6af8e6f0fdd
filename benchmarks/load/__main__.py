"""Find the capacity, hold 80 % of it, then ask for three times as much; print figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.load.sending import ask, send
from benchmarks.load.server import memory, running
from benchmarks.load.summary import growth, summary
from benchmarks.load.texts import articles

LONGEST = 3600


def main() -> None:
    """Run the phases one after the other."""
    options = _options()
    texts = list(articles(options.texts))
    with running(options.workers) as (port, master):
        right = _one_by_one(port, texts)

        def phase(name: str, seconds: float, clients: int, rate: float = 0) -> dict[str, Any]:
            began = time.monotonic()
            answers = send(port, texts, seconds, clients, rate)
            took = time.monotonic() - began  # the last answers come after the last request
            figures = summary(answers, took, right) | {"memory_mib": memory(master)}
            print(json.dumps({"phase": name, "seconds": seconds, "rate": rate} | figures))
            return figures

        capacity = phase("capacity", options.capacity, 2 * options.workers)["accepted_per_second"]
        _hold(phase, options, capacity)
        phase("three times", options.over, 64, 3 * capacity)
    print(json.dumps({"load_average": os.getloadavg(), "cores": os.cpu_count()}))


def _hold(phase: Callable[..., dict[str, Any]], options: Any, capacity: float) -> None:
    """Measure growth from the first two minutes, or the first part of a shorter run."""
    first = min(120.0, options.hold / 4)
    before = phase("80 %, first", first, 32, 0.8 * capacity)["memory_mib"]
    after = phase("80 %", options.hold - first, 32, 0.8 * capacity)["memory_mib"]
    print(json.dumps({"phase": "growth", "resident": growth(before, after)}))


def _one_by_one(port: int, texts: Sequence[str]) -> list[bytes]:
    """Return the answers to compare with, each given while nothing else was asked."""
    answers = [ask(port, texts, n, time.monotonic()) for n in range(len(texts))]
    if {each.status for each in answers} != {200}:
        raise SystemExit("Not every text was answered while nothing else was asked.")
    return [each.body for each in answers]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--texts", type=int, default=20, help="how many different articles")
    for name, default in (("capacity", 60), ("hold", 1800), ("over", 300)):
        parser.add_argument(f"--{name}", type=float, default=default, help="seconds")
    options = parser.parse_args()
    if max(options.capacity, options.hold, options.over) > LONGEST:
        parser.error(f"a phase takes {LONGEST} seconds at most")
    return options


if __name__ == "__main__":
    main()
