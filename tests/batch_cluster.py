"""A Ray cluster of two one-core nodes on this machine, and ``batch`` on it.

    python -m tests.batch_cluster                     # hold a cluster until standard input ends
    python -m tests.batch_cluster ADDRESS LOADER IN OUT [--kill N] OPTION …

The first prints the address for the second. With ``--kill``, the process of one actor and the
worker process of another are killed once N documents have been written.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cli
from batch.manifest import NAME
from benchmarks.batch.cluster import machines
from tests import batch_stand_ins


def main() -> int:
    """Hold a cluster, or run the command on one."""
    if len(sys.argv) == 1:
        with machines(2) as address:
            print(f"address {address}", flush=True)
            sys.stdin.read()
        return 0
    address, loader, *arguments = sys.argv[1:]
    if "--kill" in arguments:
        at = arguments.index("--kill")
        documents = int(arguments.pop(at + 1))
        arguments.pop(at)
        manifest = Path(f"{arguments[1]}.parts", NAME)
        threading.Thread(target=kill, args=(manifest, documents), daemon=True).start()
    command = ["batch", *arguments, "--engine", "ray", "--address", address]
    return cli.main(command, getattr(batch_stand_ins, loader))


def kill(manifest: Path, documents: int) -> None:
    """Kill two processes of the two actors once a number of documents are done."""
    while not manifest.exists() or done(manifest) < documents:
        time.sleep(0.01)
    while len(actors := dict(working())) < 2:  # one may have been started only now
        time.sleep(0.01)
    first, second = sorted(actors)[:2]
    for pid in (first, actors[second]):
        os.kill(pid, signal.SIGKILL)
    print(f"killed 2 processes after {done(manifest)} documents", flush=True)


def working() -> Iterator[tuple[int, int]]:
    """Yield each actor with its worker process, by their ids."""
    for actor in children(None):
        if name(actor).startswith("ray::MapWorker"):
            forkers = [pid for pid in children(actor) if "forkserver" in name(pid)]
            yield from ((actor, worker) for pid in forkers for worker in children(pid))


def done(manifest: Path) -> int:
    """Return how many documents are done."""
    return int(json.loads(manifest.read_bytes())["done"]["documents"])


def children(parent: int | None) -> list[int]:
    """Return the processes of this machine that *parent* has started; all of them for None."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if parent in (None, int(after_name[1])):
            found.append(int(stat.parent.name))
    return found


def name(pid: int) -> str:
    """Return a process's command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
