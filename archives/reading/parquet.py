"""Documents from Parquet, a row each; columns that are carried along keep their types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq

from archives.errors import ArchiveError
from archives.job import Job
from archives.places import Place
from archives.reading import columns

STRINGS = (pa.string(), pa.large_string(), pa.string_view())


def schema(job: Job, file: Place) -> pa.Schema:
    """Return the columns of a table; raises ArchiveError where one that was named is missing."""
    with _opened(file) as parquet:
        found = parquet.schema_arrow
    others = [name for name in found.names if name not in (job.id, job.text)]
    keep = others if job.keep is None else job.keep
    for name in (job.text, *keep):
        if name not in found.names:
            raise ArchiveError(f"{file.path}: no column {name!r}; it has {', '.join(found.names)}")
    if found.field(job.text).type not in STRINGS:
        raise ArchiveError(f"{file.path}: the column {job.text!r} does not hold strings")
    id = found.field(job.id).type if job.id in found.names else pa.null()
    return columns.schema(id, [found.field(name).remove_metadata() for name in keep])


def count(file: Place) -> int:
    """Return the number of rows."""
    with _opened(file) as parquet:
        return int(parquet.metadata.num_rows)


def tables(job: Job, file: Place, skip: int) -> Iterator[pa.Table]:
    """Yield the documents of a file, ``job.part`` at a time, after *skip* times as many.

    Memory holds one group of rows, as the file was cut into them, and two tables.
    """
    wanted = schema(job, file)
    with _opened(file) as parquet:
        start = skip * job.part
        first, before = _group(parquet, start)
        names = {job.text, *columns.carried(wanted)} | ({job.id} & set(parquet.schema_arrow.names))
        groups = range(first, parquet.num_row_groups)
        batches = parquet.iter_batches(job.part, row_groups=groups, columns=sorted(names))
        for table in _cut(batches, start - before, job.part):
            yield _documents(job, table, start, wanted)
            start += table.num_rows


@contextmanager
def _opened(file: Place) -> Iterator[pq.ParquetFile]:
    with file.reading() as stream, pq.ParquetFile(stream) as parquet:
        yield parquet


def _group(parquet: pq.ParquetFile, row: int) -> tuple[int, int]:
    """Return the group that holds a row, and the group's first row; past the end, no group."""
    start = 0
    for group in range(parquet.num_row_groups):
        rows = parquet.metadata.row_group(group).num_rows
        if start + rows > row:
            return group, start
        start += rows
    return parquet.num_row_groups, start


def _cut(batches: Iterator[pa.RecordBatch], drop: int, size: int) -> Iterator[pa.Table]:
    """Yield tables of *size* rows, the last perhaps shorter, without the first *drop* rows."""
    held: pa.Table | None = None
    for batch in batches:
        new = pa.Table.from_batches([batch])
        held = new if held is None else pa.concat_tables([held, new])
        gone = min(drop, held.num_rows)
        held, drop = held.slice(gone), drop - gone
        while held.num_rows >= size:
            yield held.slice(0, size)
            held = held.slice(size)
    if held is not None and held.num_rows:
        yield held


def _documents(job: Job, table: pa.Table, start: int, wanted: pa.Schema) -> pa.Table:
    text = table.column(job.text).cast(pa.string()).cast(pa.binary())
    why = columns.NO_TEXT.format(job.text)
    ours = [
        pa.array(range(start + 1, start + 1 + table.num_rows), pa.int64()),
        table.column(job.id) if job.id in table.column_names else pa.nulls(table.num_rows),
        text,
        pa.array([None if held else why for held in text.is_valid().to_pylist()], pa.string()),
    ]
    others = [table.column(name) for name in columns.carried(wanted)]
    return pa.Table.from_arrays([*ours, *others], schema=wanted)
