"""The number of processes that cores and memory allow, container limits included.

Limits are read from Linux control groups, version 2 or 1.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

GROUPS: Final = Path("/sys/fs/cgroup")
MEMORY: Final = Path("/proc/meminfo")

# Bytes, measured (docs/deployment.md): what all processes share, and what each adds under load.
SHARED: Final = 700 * 2**20
OWN: Final = 300 * 2**20


def workers(groups: Path = GROUPS, memory: Path = MEMORY) -> int:
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
