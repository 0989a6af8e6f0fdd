"""Work on the same documents on one core, then on two machines of one core; print the rates.

    python -m benchmarks.archives.rate GOLD.jsonl.gz … --documents 2000

Rates are documents a second from the first piece that was answered to the last, so the loading
of models and the start of Ray are left out; ``whole`` has them in. ``efficiency`` is the rate of
the two machines over twice that of one core. The two results must be the same bytes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from archives.engines import cluster, local
from archives.engines.common import Answered
from archives.job import Job
from archives.manifest import Done
from archives.places import Place
from archives.running import Engine, Run
from benchmarks.archives import documents
from benchmarks.archives.machines import machines
from benchmarks.archives.watching import Watch

Figures = dict[str, Any]
MACHINES = 2


class Timed:
    """An engine that remembers when its pieces came."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.times: list[tuple[float, int]] = []

    def __call__(self, job: Job, files: list[Place], done: Done) -> Iterator[Answered]:
        """Do what the engine does."""
        for piece, answers in self._engine(job, files, done):
            self.times.append((time.monotonic(), len(answers)))
            yield piece, answers

    def rate(self) -> float:
        """Return documents a second after the first piece."""
        (first, _), *rest = self.times
        return sum(count for _, count in rest) / (rest[-1][0] - first)


def main() -> None:
    """Measure each once, one after the other."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        source, one, two = (Path(folder, f"{name}.jsonl") for name in ("in", "one", "two"))
        documents.write(
            source, documents.of_gold(options.gold, options.documents, options.characters)
        )
        alone = _measure("one core", partial(local.answered, processes=1), source, one)
        with machines(MACHINES) as address:
            engine = partial(cluster.answered, address=address)
            both = _measure("two machines of one core, Ray", engine, source, two)
        figures = {
            "efficiency": round(both["rate"] / (MACHINES * alone["rate"]), 3),
            "efficiency_whole": round(both["whole"] / (MACHINES * alone["whole"]), 3),
            "same": one.read_bytes() == two.read_bytes(),
        }
    print(json.dumps(figures))


def _measure(name: str, engine: Engine, source: Path, result: Path) -> Figures:
    timed = Timed(engine)
    began = time.monotonic()
    with Watch() as watch:
        done = Run(Job(str(source), str(result), part=20)).go(timed)
    seconds = time.monotonic() - began
    figures = {
        "engine": name,
        "documents": done.documents,
        "quotations": done.quotations,
        "failed": done.failed,
        "rate": round(timed.rate(), 3),
        "whole": round(done.documents / seconds, 3),
        "most_mib": watch.largest(),
    }
    print(json.dumps(figures), flush=True)
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archives.rate")
    parser.add_argument("gold", type=Path, nargs="+", help="gold files, see benchmarks/README.md")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--characters", type=int, default=600, help="of each document, at most")
    return parser.parse_args()


if __name__ == "__main__":
    main()
