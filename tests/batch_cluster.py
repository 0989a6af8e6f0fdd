"""Run ``batch`` on a Ray cluster of two one-core nodes on this machine.

    python -m tests.batch_cluster LOADER IN OUT [--kill N] OPTION …

With ``--kill``, the process of one actor and the worker process of another are killed once N
documents have been written.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import cli
from batch.manifest import NAME
from benchmarks.batch.cluster import machines
from tests import batch_stand_ins


def main() -> int:
    """Start the cluster, run the command on it, end the cluster."""
    loader, *arguments = sys.argv[1:]
    if "--kill" in arguments:
        at = arguments.index("--kill")
        documents = int(arguments.pop(at + 1))
        arguments.pop(at)
        manifest = Path(f"{arguments[1]}.parts", NAME)
        threading.Thread(target=kill, args=(manifest, documents), daemon=True).start()
    with machines(2) as address:
        command = ["batch", *arguments, "--engine", "ray", "--address", address]
        return cli.main(command, getattr(batch_stand_ins, loader))


def kill(manifest: Path, documents: int) -> None:
    """Kill two processes of the two actors once a number of documents are done."""
    while not manifest.exists() or done(manifest) < documents:
        time.sleep(0.01)
    actors = [pid for pid in children(None) if name(pid).startswith("ray::MapWorker")]
    (forker,) = (pid for pid in children(actors[1]) if "forkserver" in name(pid))
    (worker,) = children(forker)
    for pid in (actors[0], worker):
        os.kill(pid, signal.SIGKILL)
    print(f"killed 2 processes after {done(manifest)} documents", flush=True)


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
