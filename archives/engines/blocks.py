"""Pieces as Ray Data sees them: blocks whose rows know which piece they are of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, Final

import pyarrow as pa
from ray.data import Datasource, ReadTask
from ray.data.block import BlockMetadata

from archives.engines.common import Answered
from archives.errors import ArchiveError
from archives.job import Job
from archives.manifest import Done
from archives.places import Place
from archives.reading import Piece, columns, pieces_of

FILE: Final = "#file"
PART: Final = "#part"
ANSWER: Final = "#answer"
UNKNOWN: Final = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)

Key = tuple[int, int, int]
"""Where a document stands: its file, the piece of it, the row in the file."""


class Source(Datasource):  # type: ignore[misc]
    """The pieces that are left, each file read by one task."""

    def __init__(self, job: Job, files: list[Place], done: Done) -> None:
        numbers = range(done.file, len(files))
        self.tasks = [
            ReadTask(
                partial(_blocks, job, files[n], n, done.part if n == done.file else 0), UNKNOWN
            )
            for n in numbers
        ]

    def estimate_inmemory_data_size(self) -> int | None:
        """Tell that nobody knows."""
        return None

    def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
        """Return a task for each file."""
        return self.tasks


def _blocks(job: Job, place: Place, file: int, part: int) -> Iterator[pa.Table]:
    for piece in pieces_of(job, place, file, part):
        rows = piece.table.num_rows
        table = piece.table.append_column(FILE, pa.array([file] * rows, pa.int64()))
        yield table.append_column(PART, pa.array([piece.part] * rows, pa.int64()))


def regrouped(blocks: Iterator[pa.Table]) -> Iterator[Answered]:
    """Yield the pieces again, with answers. Raises ArchiveError where rows are out of order."""
    held: list[pa.Table] = []
    last: Key = (-1, -1, -1)
    for block in blocks:
        start = 0
        for key, rows in groupby(_keys(block), key=lambda key: key[:2]):
            found = [last, *rows]
            if found != sorted(set(found)):
                raise ArchiveError("Ray gave documents twice, or not in their order")
            if held and key != last[:2]:
                yield _piece(last, held)
                held = []
            held.append(block.slice(start, len(found) - 1))
            start += len(found) - 1
            last = found[-1]
    if held:
        yield _piece(last, held)


def _keys(block: pa.Table) -> list[Key]:
    names = (FILE, PART, columns.ROW)
    return list(zip(*(block.column(name).to_pylist() for name in names), strict=True))


def _piece(key: Key, held: list[pa.Table]) -> Answered:
    table = pa.concat_tables(held)
    answers: list[bytes] = table.column(ANSWER).to_pylist()
    return Piece(key[0], key[1], table.drop_columns([FILE, PART, ANSWER])), answers
