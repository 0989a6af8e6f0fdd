"""The engine for a cluster, on Ray Data.

Each actor has a pool of one process, so a text that kills its process is handled as on one
machine; Ray replaces an actor or a machine that dies.
"""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any, Final

# Read by Ray on import: no usage reports, logs to its own files only.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_USAGE_STATS_REPORT_URL", "http://127.0.0.1:9")
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")

import pyarrow as pa
import ray
import ray.data
from ray.data import ActorPoolStrategy, DataContext, Datasource, ReadTask
from ray.data.block import BlockMetadata

from batch.engine import Progress, answers_to, failed, pool_for
from batch.formats import Document, Piece
from batch.job import BatchError, Job
from batch.manifest import Done
from batch.run import Answered, pieces_of
from batch.storage import Location
from extractor import ExtractorError
from extractor.pool import Pool
from schemas import to_json

BLOCK_BYTES: Final = 128 << 10
"""The size of the blocks sent to an actor: about ten articles."""
REACHED_WITHIN: Final = 10
"""Seconds to connect to a cluster."""
FILE: Final = "#file"
PART: Final = "#part"
DOCUMENT: Final = "#document"
ANSWER: Final = "#answer"
UNKNOWN: Final = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)

Key = tuple[int, int, int]
"""The position of a document: its file, piece, and place in the piece."""


class Actor:
    """Answers blocks of documents; its models are loaded once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._pool: Pool | None = None

    def __call__(self, block: pa.Table) -> pa.Table:
        """Return the block with the answers.

        The models are loaded by the first call, since Ray passes on the cause of errors here.
        """
        if self._pool is None:
            self._pool = pool_for(self._job, 1)
            self._pool.start()
        documents = map(_document, block.column(DOCUMENT).to_pylist())
        answers = pa.array(list(answers_to(documents, self._job, self._pool)), pa.binary())
        return block.append_column(ANSWER, answers)


class Source(Datasource):  # type: ignore[misc]
    """The remaining pieces; each file is read by one task."""

    def __init__(self, job: Job, files: Sequence[Location], done: Done) -> None:
        self.tasks = [
            ReadTask(
                partial(_blocks, job, files[n], n, done.part if n == done.file else 0), UNKNOWN
            )
            for n in range(done.file, len(files))
        ]

    def estimate_inmemory_data_size(self) -> int | None:
        """Return None: the size is not known."""
        return None

    def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
        """Return a task for each file."""
        return self.tasks


def answered(
    job: Job,
    files: Sequence[Location],
    done: Done,
    actors: int | None = None,
    address: str | None = None,
    progress: Progress = lambda documents, failed: None,
) -> Iterator[Answered]:
    """Yield the remaining pieces with the answers to their documents, in order.

    *address* is that of a running cluster; without one, a cluster is made on this machine.
    *actors* None: one for each CPU of the cluster. Raises ModelError if an actor cannot load its
    models, and BatchError for other failures.
    """
    with _session(address, actors) as cpus:
        source = Source(job, files, done)
        read = ray.data.read_datasource(source, override_num_blocks=len(source.tasks), num_cpus=0)
        work = read.map_batches(
            Actor,
            fn_constructor_args=[job],
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=actors or cpus),
            num_cpus=1,
        )
        yield from regrouped(_answered_blocks(work, progress))


def regrouped(blocks: Iterator[pa.Table]) -> Iterator[Answered]:
    """Yield the pieces again, with answers; raises BatchError if rows are out of order."""
    held: list[pa.Table] = []
    last: Key = (-1, -1, -1)
    for block in blocks:
        start = 0
        for key, keys in groupby(_keys(block), key=lambda key: key[:2]):
            found = [last, *keys]
            if found != sorted(set(found)):
                raise BatchError("Ray returned documents twice or out of order")
            if held and key != last[:2]:
                yield _piece(last, held)
                held = []
            held.append(block.slice(start, len(found) - 1))
            start += len(found) - 1
            last = found[-1]
    if held:
        yield _piece(last, held)


def _blocks(job: Job, file: Location, number: int, skip: int) -> Iterator[pa.Table]:
    """Yield a file's pieces as tables: one row per document, with its position."""
    for piece in pieces_of(job, file, number, skip):
        places = range(len(piece.documents))
        own = {
            FILE: pa.array([piece.file] * len(places), pa.int64()),
            PART: pa.array([piece.part] * len(places), pa.int64()),
            "#place": pa.array(places, pa.int64()),
            DOCUMENT: pa.array(map(_packed, piece.documents), pa.binary()),
        }
        table = pa.table(own)
        for name in () if piece.table is None else piece.table.column_names:
            table = table.append_column(name, piece.table.column(name))
        yield table


def _packed(document: Document) -> bytes:
    fields = (document.row, document.id, document.text, document.error, document.carried)
    return to_json([*fields, document.file])


def _document(packed: bytes) -> Document:
    return Document(*json.loads(packed))


def _keys(block: pa.Table) -> list[Key]:
    names = (FILE, PART, "#place")
    return list(zip(*(block.column(name).to_pylist() for name in names), strict=True))


def _piece(key: Key, held: list[pa.Table]) -> Answered:
    table = pa.concat_tables(held)
    documents = [_document(packed) for packed in table.column(DOCUMENT).to_pylist()]
    answers: list[bytes] = table.column(ANSWER).to_pylist()
    rest = table.drop_columns([FILE, PART, "#place", DOCUMENT, ANSWER])
    return Piece(key[0], key[1], documents, rest if rest.num_columns else None), answers


def _answered_blocks(work: Any, progress: Progress) -> Iterator[pa.Table]:
    try:
        for block in work.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield block
            answers = block.column(ANSWER).to_pylist()
            progress(len(answers), sum(map(failed, answers)))
    except ray.exceptions.RayError as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, ExtractorError):  # Ray has added lines to its message
            raise type(cause)(str(cause).partition("\n")[0]) from error
        raise BatchError(f"Ray stopped: {type(error).__name__}") from error


@contextmanager
def _session(address: str | None, actors: int | None) -> Iterator[int]:
    """Connect to a cluster; yields its number of CPUs."""
    if address is None:
        alone = {"num_cpus": actors, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
        _connect("local", **alone)
    else:
        _reach(address)
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


def _reach(address: str) -> None:
    """Raise BatchError where nobody listens at HOST:PORT: Ray would try for minutes."""
    place = re.fullmatch(r"(?:ray://)?\[?([^/]+?)\]?:(\d+)", address)
    if place is None:
        return
    try:
        socket.create_connection((place[1], int(place[2])), REACHED_WITHIN).close()
    except (OSError, OverflowError) as error:
        raise BatchError(f"no Ray cluster at {address}") from error


def _connect(address: str, **more: Any) -> None:
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="ray")
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **more)
    except (ConnectionError, ValueError) as error:  # ValueError: no address at all
        raise BatchError(f"no Ray cluster at {address}") from error
