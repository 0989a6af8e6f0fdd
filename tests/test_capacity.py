"""The number of processes by cores and memory, container limits included."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.pool.pool import workers_with_room

GIB = 2**30


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend to a machine of eight cores."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))


@pytest.mark.parametrize(
    ("files", "gib", "workers"),
    [
        ({}, 64, 8),
        ({}, 2, 4),
        ({}, 1, 1),
        ({}, 0.5, 1),
        ({"cpu.max": "max 100000", "memory.max": "max"}, 64, 8),
        ({"cpu.max": "250000 100000"}, 64, 2),
        ({"cpu.max": "50000 100000"}, 64, 1),
        ({"cpu.max": "1600000 100000"}, 64, 8),
        ({"memory.max": str(2 * GIB)}, 64, 4),
        ({"memory.max": str(64 * GIB)}, 2, 4),
        ({"cpu.max": "400000 100000", "memory.max": str(3 * GIB // 2)}, 64, 2),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, 64, 8),
        ({"cpu/cpu.cfs_quota_us": "300000", "cpu/cpu.cfs_period_us": "100000"}, 64, 3),
        ({"memory/memory.limit_in_bytes": str(2 * GIB)}, 64, 4),
        ({"memory/memory.limit_in_bytes": str(2**63 - 4096)}, 64, 8),
    ],
)
def test_workers(tmp_path: Path, files: dict[str, str], gib: float, workers: int) -> None:
    """One process for each core, as far as memory goes, whichever kind of limit there is."""
    for name, content in files.items():
        path = tmp_path / "groups" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content}\n", "ascii")
    memory = tmp_path / "meminfo"
    memory.write_text(f"MemTotal: {int(gib * GIB / 1024)} kB\nMemFree: 1 kB\n", "ascii")

    assert workers_with_room(tmp_path / "groups", memory) == workers


def test_nothing_is_known(tmp_path: Path) -> None:
    """Where nothing can be read, there is a process for each core."""
    assert workers_with_room(tmp_path, tmp_path / "meminfo") == 8
