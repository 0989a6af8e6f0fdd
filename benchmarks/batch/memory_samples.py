"""The memory of this process and its descendants over time."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Self

Sample = tuple[float, float]
"""Seconds since the start, and MiB of all processes; what they share counts once."""


class Watch(threading.Thread):
    """Takes samples at a fixed interval while the block runs."""

    def __init__(self, every: float = 1.0) -> None:
        super().__init__(daemon=True)
        self.samples: list[Sample] = []
        self._every = every
        self._over = threading.Event()
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Sample until the block has ended."""
        while not self._over.wait(self._every):
            self.samples.append((round(time.monotonic() - self._began, 1), round(memory(), 1)))

    def largest(self, first: int = 0, last: int | None = None) -> float:
        """Return the most MiB of the samples from *first* to before *last*; 0 without any."""
        return max((mebibytes for _, mebibytes in self.samples[first:last]), default=0.0)


def memory() -> float:
    """Return the MiB that this process and all below it take now."""
    below = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _read(stat).rpartition(")")[2].split()
        if fields:
            below[int(fields[1])].append(int(stat.parent.name))
    waiting, total = [os.getpid()], 0
    while waiting:
        pid = waiting.pop()
        waiting += below[pid]
        total += _kibibytes(_read(Path(f"/proc/{pid}/smaps_rollup")))
    return total / 1024


def _kibibytes(rollup: str) -> int:
    return next(
        (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended
        return ""
