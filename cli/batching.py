"""``batch``: the quotations of a whole archive, on all cores or on a Ray cluster."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from cli.forms import wanted_options
from cli.inputs import complain
from cli.progress import Progress
from extractor.pool import capacity

if TYPE_CHECKING:
    from archives.job import Job
    from archives.manifest import Done
    from archives.running import Engine

NEEDED = "batch needs {}: pip install 'quote-extractor[{}]'"


def run(options: argparse.Namespace, load: Callable[..., Any]) -> int:
    """Do the job; 1 where a document failed, though its row is there and says why."""
    try:
        from archives.running import Run
    except ImportError as error:
        return complain(NEEDED.format(error.name, "archives"))
    archive = Run(job(options, load), options.restart)
    try:
        began = time.monotonic()
        with Progress(archive.count(), before=archive.done.documents, lines=True) as progress:
            done = archive.go(_engine(options, progress))
    except ImportError as error:
        return complain(NEEDED.format(error.name, "ray"))
    _tell(done, time.monotonic() - began)
    return 1 if done.failed else 0


def job(options: argparse.Namespace, load: Callable[..., Any]) -> Job:
    """Return what the command line asks to be done; *load* is what loads the extractor."""
    from archives.job import Job

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
        from archives.engines import cluster

        return partial(
            cluster.answered,
            actors=options.workers,
            address=options.address,
            told=progress.step,
        )
    from archives.engines import local

    processes = options.workers or capacity.workers()
    return partial(local.answered, processes=processes, told=progress.step)


def _tell(done: Done, seconds: float) -> None:
    counts = f"{done.documents:,} documents, {done.quotations:,} quotations, {done.failed:,} failed"
    print(f"{counts}; {seconds:.0f} s", file=sys.stderr)
