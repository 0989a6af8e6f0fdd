"""Process the same documents on one core, then on two machines of one core; print the rates.

    python -m benchmarks.batch.rate GOLD.jsonl.gz … --documents 2000

``rate`` is in documents a second without the start: the time that FEW documents take, models loaded
and Ray's actors made, is taken off; ``whole`` has it in. ``efficiency`` is the rate of the two
machines over twice that of one core. The two results must be the same bytes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from batch import engine, ray_engine
from batch.job import Job
from batch.manifest import Done
from batch.run import Engine, Run
from benchmarks.batch import documents
from benchmarks.batch.cluster import machines
from benchmarks.batch.memory_samples import Watch

Figures = dict[str, Any]
MACHINES = 2
FEW = 2


def main() -> None:
    """Measure each once, one after the other."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        source, one, two = (Path(folder, f"{name}.jsonl") for name in ("in", "one", "two"))
        documents.write(
            source, documents.of_gold(options.gold, options.documents, options.characters)
        )
        alone = _measure("one core", partial(engine.answered, processes=1), source, one)
        with machines(MACHINES) as address:
            ray = partial(ray_engine.answered, address=address)
            both = _measure("two machines of one core, Ray", ray, source, two)
        figures = {
            "efficiency": round(both["rate"] / (MACHINES * alone["rate"]), 3),
            "efficiency_whole": round(both["whole"] / (MACHINES * alone["whole"]), 3),
            "same": one.read_bytes() == two.read_bytes(),
        }
    print(json.dumps(figures))


def _measure(name: str, engine: Engine, source: Path, result: Path) -> Figures:
    few = source.with_name("few.jsonl")
    documents.write(few, documents.short(FEW))
    start, _ = _timed(engine, few, result.with_name(f"few-{result.name}"))
    with Watch() as watch:
        seconds, done = _timed(engine, source, result)
    figures = {
        "engine": name,
        "documents": done.documents,
        "quotations": done.quotations,
        "failed": done.failed,
        "seconds": round(seconds, 1),
        "start": round(start, 1),
        "rate": round((done.documents - FEW) / (seconds - start), 3),
        "whole": round(done.documents / seconds, 3),
        "most_mib": watch.largest(),
    }
    print(json.dumps(figures), flush=True)
    return figures


def _timed(engine: Engine, source: Path, result: Path) -> tuple[float, Done]:
    began = time.monotonic()
    done = Run(Job(str(source), str(result))).go(engine)
    return time.monotonic() - began, done


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch.rate")
    parser.add_argument("gold", type=Path, nargs="+", help="gold files, see benchmarks/README.md")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--characters", type=int, default=600, help="of each document, at most")
    return parser.parse_args()


if __name__ == "__main__":
    main()
