"""The engine for many machines: Ray Data reads, spreads and gathers; we only say what to do.

Each actor keeps one process of `pool` with one model, so a text that kills its process is
handled as on one machine; an actor or a machine that dies is Ray's to replace.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

# Read by Ray when it is imported: it reports to nobody, and keeps its chatter in its log files.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_USAGE_STATS_REPORT_URL", "http://127.0.0.1:9")  # else it tells that
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")

import pyarrow as pa
import ray
import ray.data
from ray.data import ActorPoolStrategy, DataContext

from archives.answering import failed
from archives.engines.blocks import ANSWER, Source, regrouped
from archives.engines.common import Answered, Told, completed, texts, unheard
from archives.engines.pool import Pool
from archives.errors import ArchiveError
from archives.job import Job
from archives.manifest import Done
from archives.places import Place
from archives.reading import columns
from extractor import ExtractorError

BLOCK_BYTES: Final = 128 << 10
"""About so much is handed to an actor at a time: some ten articles."""


class Actor:
    """Answers blocks of documents; its model is loaded once."""

    def __init__(self, job: Job) -> None:
        self._pool = Pool(job, 1)

    def __call__(self, block: pa.Table) -> pa.Table:
        """Return the block with answers in place of texts."""
        answers = completed(block, list(self._pool.answers(texts(block))))
        rest = block.drop_columns([columns.TEXT, columns.ERROR])
        return rest.append_column(ANSWER, pa.array(answers, pa.binary()))


def answered(
    job: Job,
    files: list[Place],
    done: Done,
    actors: int | None = None,
    address: str | None = None,
    told: Told = unheard,
) -> Iterator[Answered]:
    """Yield the pieces that are left with the answers to their documents, in order.

    *address* is that of a running cluster; without one, one is made on this machine for the
    time. *actors* None: one for each CPU that the cluster has now. Raises ModelError where an
    actor cannot load its model, and ArchiveError for what else ends the work.
    """
    with _session(address, actors) as cpus:
        pool = ActorPoolStrategy(size=actors or cpus)
        source = Source(job, files, done)
        read = ray.data.read_datasource(source, override_num_blocks=len(source.tasks), num_cpus=0)
        work = read.map_batches(
            Actor,
            fn_constructor_args=[job],
            batch_size=None,
            batch_format="pyarrow",
            compute=pool,
            num_cpus=1,
        )
        yield from regrouped(_blocks(work, told))


def _blocks(work: Any, told: Told) -> Iterator[pa.Table]:
    try:
        for block in work.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield block
            answers = block.column(ANSWER).to_pylist()
            told(len(answers), sum(map(failed, answers)))
    except ray.exceptions.RayError as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, ExtractorError):  # to its message Ray has added lines of its own
            raise type(cause)(str(cause).partition("\n")[0]) from error
        raise ArchiveError(f"Ray ended the work: {type(error).__name__}") from error


@contextmanager
def _session(address: str | None, actors: int | None) -> Iterator[int]:
    """Be connected to a cluster, and tell how many CPUs it has."""
    if address is None:
        alone = {"num_cpus": actors, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
        _connect("local", **alone)
    else:
        _connect(address)
    try:
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.raise_original_map_exception = True
        context.target_max_block_size = BLOCK_BYTES
        context.execution_options.preserve_order = True
        yield max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        ray.shutdown()


def _connect(address: str, **more: Any) -> None:
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="ray")
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **more)
    except ConnectionError as error:
        raise ArchiveError(f"no Ray cluster at {address}") from error
