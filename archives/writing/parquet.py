"""Rows as Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from archives.forms import Form
from archives.job import Job
from archives.places import Place
from archives.shaping import own, types
from archives.shaping.answers import Row

GROUP_BYTES: Final = 32 << 20
"""Rows of the result are held until they are so many bytes, and then written as one group."""
CODEC: Final = "zstd"


def schema(job: Job, source: pa.Schema) -> pa.Schema:
    """Return the columns of the result, for tables of documents with the schema *source*."""
    return pa.schema([*own.fields(job, source), *_answer(job)])


def write(stream: Any, job: Job, file: str, table: pa.Table, rows: Sequence[list[Row]]) -> None:
    """Write the rows of each document of a table that was read from *file*."""
    which = pa.array([n for n, its in enumerate(rows) for _ in its], pa.int64())
    names = pa.schema(own.fields(job, table.schema))
    ours = pa.Table.from_arrays(own.arrays(job, table, file), schema=names)
    found = [row for its in rows for row in its]
    answers = pa.Table.from_pylist(_clean(found), schema=pa.schema(_answer(job)))
    both = [*ours.take(which).columns, *answers.columns]
    whole = pa.Table.from_arrays(both, schema=schema(job, table.schema))
    pq.write_table(whole.combine_chunks(), stream, compression=CODEC)


def join(form: Form, parts: Sequence[Place], result: Place, schema: pa.Schema) -> None:
    """Write all parts into one file, in larger groups of rows."""
    with result.writing() as out, pq.ParquetWriter(out, schema, compression=CODEC) as writer:
        for group in _groups(parts):
            writer.write_table(group.combine_chunks())


def _groups(parts: Sequence[Place]) -> Iterator[pa.Table]:
    held: list[pa.Table] = []
    for part in parts:
        with part.reading() as stream:
            held.append(pq.read_table(stream))
        if sum(table.nbytes for table in held) >= GROUP_BYTES:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


def _answer(job: Job) -> list[pa.Field]:
    return types.flat() if job.flat else types.nested()


def _clean(value: Any) -> Any:
    """Return the same with U+FFFD for halves of surrogate pairs, which Arrow cannot hold."""
    if isinstance(value, str):
        return own.SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value
