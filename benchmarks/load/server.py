"""The service as deployed, started for a measurement, and the memory of its processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
HOST: Final = "127.0.0.1"
START: Final = 120
"""Time limit for loading, in seconds."""


@dataclass(frozen=True, slots=True)
class Size:
    """The memory of a process in MiB: resident, proportional and private."""

    name: str
    resident: float
    share: float
    own: float

    def told(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


@contextmanager
def running(workers: int, descriptors: int = 0, **settings: str) -> Iterator[tuple[int, int]]:
    """Run the service until the block ends; yields its port and the master's process id."""
    with started(workers, descriptors, None, **settings) as (port, process):
        yield port, process.pid


@contextmanager
def started(
    workers: int,
    descriptors: int = 0,
    ready: Callable[[], bool] | None = None,
    **settings: str,
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the service until the block ends; yields its port and the master.

    *descriptors* is its limit of open files, if not 0. It has started once *ready* returns True,
    by default once ``/readyz`` is answered.
    """
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    own = {"EXTRACTOR_BIND": f"{HOST}:{port}", "EXTRACTOR_WORKERS": str(workers)}
    limited = ["prlimit", f"--nofile={descriptors}:{descriptors}"] if descriptors else []
    process = subprocess.Popen(
        [*limited, sys.executable, "-m", "cli", "serve"],
        cwd=ROOT,
        env=os.environ | {"EXTRACTOR_LOG_LEVEL": "warning"} | own | settings,
    )
    try:
        _wait(ready or (lambda: _is_ready(port)), process)
        yield port, process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        process.kill()


def sizes(master: int) -> dict[int, Size]:
    """Return the memory of the master and each of its processes, without those that just died."""
    found = {}
    for pid in [master, *_descendants(master)]:
        with suppress(OSError, ValueError, KeyError):
            name = "master" if pid == master else " ".join(_words(f"/proc/{pid}/comm"))
            found[pid] = _size(pid, name)
    return found


def _descendants(pid: int) -> Iterator[int]:
    """Yield all descendants of a process (each thread may have started some)."""
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                yield child
                yield from _descendants(child)


def _size(pid: int, name: str) -> Size:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    mib = {key: int(kib) / 1024 for key, kib, _ in (line.split() for line in lines)}
    own = mib["Private_Clean:"] + mib["Private_Dirty:"]
    return Size(name, round(mib["Rss:"], 1), round(mib["Pss:"], 1), round(own, 1))


def _words(path: str) -> list[str]:
    return Path(path).read_text().split()


def _is_ready(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
        return True
    return False


def _wait(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        if ready():
            return
        time.sleep(0.2)
    raise SystemExit("The service did not start.")
