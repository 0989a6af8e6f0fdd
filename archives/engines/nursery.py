"""Where the workers come from.

Several are forked from one process that has loaded the models and does nothing else, so that
they share its memory; a worker that died is replaced at once. One alone is started afresh.
"""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.context import BaseContext
from typing import Final

from archives.job import Job

LOADER: Final = "QUOTE_EXTRACTOR_NURSERY_LOADER"
MODEL: Final = "QUOTE_EXTRACTOR_NURSERY_MODEL"


def context(job: Job, processes: int) -> BaseContext:
    """Return the way to start that many processes for *job*."""
    if processes == 1 or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    # The process that forks takes its orders by its environment, once, when it starts.
    os.environ[LOADER] = job.loader
    os.environ[MODEL] = job.model or ""
    found.set_forkserver_preload(["archives.engines.preload"])
    return found
