"""``batch``: the quotations of many texts, on all cores or on a Ray cluster."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from cli.inputs import complain
from cli.output import wanted_options
from cli.progress import Progress, waiting
from extractor.pool.pool import workers_with_room

if TYPE_CHECKING:
    from batch.job import Job
    from batch.manifest import Done
    from batch.run import Engine, Run

STOPPED = 130
WRONG = 2


def run(options: argparse.Namespace, load: Callable[..., Any]) -> int:
    """Process the archive; returns 1 if a document failed (its row says why)."""
    from batch.formats import EndingError
    from batch.run import Run

    try:
        with waiting("Reading the input …"):
            work = Run(job(options, load), options.restart)
            total = work.count()
    except EndingError as error:
        complain(str(error))
        return WRONG
    began = time.monotonic()
    try:
        with Progress(total, before=work.done.documents, lines=True) as progress:
            done = work.go(_engine(options, progress))
    except ImportError as error:
        install = f"{sys.executable} -m pip install 'ray[data]' pyarrow"
        return complain(f"--engine ray needs {error.name}: {install}")
    except KeyboardInterrupt:
        complain(_stopped(work, total))
        return STOPPED
    _report(done, options.result, time.monotonic() - began)
    return 1 if done.failed else 0


def job(options: argparse.Namespace, load: Callable[..., Any]) -> Job:
    """Return the job that the command line describes; *load* loads the extractor."""
    from batch.job import Job

    return Job(
        source=options.source,
        result=options.result,
        id=options.id,
        text=options.text,
        keep=options.keep,
        flat=options.flat,
        options=wanted_options(options),
        model=options.model or os.environ.get("EXTRACTOR_MODEL") or None,
        part=options.part,
        loader=f"{load.__module__}:{load.__qualname__}",
    )


def _engine(options: argparse.Namespace, progress: Progress) -> Engine:
    if options.engine == "ray":
        from batch import ray_engine

        return partial(
            ray_engine.answered,
            actors=options.workers,
            address=options.address,
            progress=progress.step,
        )
    from batch import engine

    processes = options.workers or workers_with_room()
    return partial(engine.answered, processes=processes, progress=progress.step)


def _stopped(work: Run, total: int) -> str:
    done = f"{work.done.documents:,} of {total:,} done"
    return f"stopped: {done}; run the same command again to continue"


def _report(done: Done, result: str, seconds: float) -> None:
    named = [(done.documents, "document"), (done.quotations, "quotation")]
    counted = ", ".join(f"{count:,} {word}{'s' * (count != 1)}" for count, word in named)
    empty = f", {done.empty:,} without any text" if done.empty else ""
    counts = f"{counted}{empty}, {done.failed:,} failed"
    why = f" (the column error of {result} says why)" if done.failed else ""
    print(f"{counts}{why}; {seconds:.0f} s", file=sys.stderr)
