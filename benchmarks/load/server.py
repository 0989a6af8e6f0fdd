"""The service as it is deployed, started for a measurement, and what its processes take."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
HOST: Final = "127.0.0.1"


@contextmanager
def running(workers: int) -> Iterator[tuple[int, int]]:
    """Run the service until the block ends; yields its port and the master's process id."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    settings = {"EXTRACTOR_BIND": f"{HOST}:{port}", "EXTRACTOR_WORKERS": str(workers)}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=ROOT,
        env=os.environ | settings | {"EXTRACTOR_LOG_LEVEL": "warning"},
    )
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        process.kill()


def memory(master: int) -> dict[int, dict[str, float]]:
    """Return for each process its resident and its own memory, in MiB."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return {pid: _memory(pid) for pid in [master, *map(int, children)]}


def _memory(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kib = {name: int(size) for name, size, _ in (line.split() for line in lines)}
    own = kib["Private_Clean:"] + kib["Private_Dirty:"]
    return {"resident": round(kib["Rss:"] / 1024, 1), "own": round(own / 1024, 1)}


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
            return
        time.sleep(0.2)
    raise SystemExit("The service did not start.")
