"""Process very many short documents and print the memory used, as JSON.

python -m benchmarks.batch.memory --documents 200000 --plot memory.svg
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from batch import engine
from batch.job import Job
from batch.manifest import Done
from batch.run import Answered, Engine, Run
from batch.storage import Location
from benchmarks.batch import documents
from benchmarks.batch.memory_samples import Sample, Watch


class Watched:
    """An engine that records the number of samples at its end."""

    def __init__(self, engine: Engine, watch: Watch) -> None:
        self._engine = engine
        self._watch = watch
        self.samples = 0

    def __call__(self, job: Job, files: Sequence[Location], done: Done) -> Iterator[Answered]:
        """Run the engine."""
        yield from self._engine(job, files, done)
        self.samples = len(self._watch.samples)


def main() -> None:
    """Measure once; the figures are the most MiB that all processes together took.

    ``first_quarter`` and ``last_quarter`` are those of the time until the last answer, ``joining``
    is what came after, while the parts were joined.
    """
    options = _options()
    with tempfile.TemporaryDirectory() as folder, Watch() as watch:
        source = Path(folder, "in.jsonl")
        documents.write(source, documents.short(options.documents))
        result = str(Path(folder, options.result))
        job = Job(str(source), result, loader="benchmarks.batch.fake_extractor:load")
        before = len(watch.samples)
        engine = Watched(_engine(options), watch)
        done = Run(job).go(engine)
        size = source.stat().st_size
    if (done.documents, done.quotations, done.failed) != (options.documents,) * 2 + (0,):
        raise SystemExit(f"Documents were lost or doubled: {done}")
    print(json.dumps({"documents": done.documents, "input_mib": round(size / (1 << 20), 1)}))
    print(json.dumps(_figures(watch, before, engine.samples)))
    if options.plot:
        plot(watch.samples[before:], options.plot)


def _figures(watch: Watch, before: int, answered: int) -> dict[str, float]:
    quarter = (answered - before) // 4
    return {
        "seconds": watch.samples[-1][0] - watch.samples[before][0],
        "first_quarter_mib": watch.largest(before, before + quarter),
        "last_quarter_mib": watch.largest(answered - quarter, answered),
        "joining_mib": watch.largest(answered),
    }


def _engine(options: argparse.Namespace) -> Engine:
    if options.engine == "ray":
        from batch import ray_engine

        return partial(ray_engine.answered, actors=options.workers)
    return partial(engine.answered, processes=options.workers)


def plot(samples: list[Sample], path: Path) -> None:
    """Draw memory over time as SVG; needs matplotlib."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3))
    axes.plot(*zip(*samples, strict=True))
    axes.set(xlabel="seconds", ylabel="MiB, all processes", ylim=(0, None))
    figure.tight_layout()
    figure.savefig(path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch.memory")
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--result", default="out.parquet", help="its ending tells the form")
    parser.add_argument("--plot", type=Path, help="an SVG; needs matplotlib")
    return parser.parse_args()


if __name__ == "__main__":
    main()
