"""Parquet: one row per document in, rows with types out; carried columns keep their types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from batch.formats import NO_TEXT, Columns, Document, Piece, Read, chosen, no_column
from batch.job import BatchError, Job
from batch.rows import FLAT, SURROGATES, Row, as_text, named, own_names
from batch.storage import Location, pyarrow_for
from schemas import AnswerSchema

pa: Any = pyarrow_for("Parquet")
import pyarrow.parquet as pq  # noqa: E402
from marshmallow import Schema, fields  # noqa: E402

STRINGS: Final = (pa.string(), pa.large_string(), pa.string_view())
GROUP_BYTES: Final = 32 << 20
"""The size in bytes at which rows are written as a row group."""
CODEC: Final = "zstd"
ID: Final = "#id"
ERROR: Final = pa.field("error", pa.string())
SEGMENTS: Final = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
NOT_STRINGS: Final = {
    "segments": SEGMENTS,
    "mention_start": pa.int32(),
    "mention_end": pa.int32(),
    "confidence": pa.float64(),
}
SIMPLE: Final = {
    fields.String: pa.string(),
    fields.Integer: pa.int32(),
    fields.Float: pa.float64(),
}


def columns(job: Job, files: Sequence[Location]) -> Columns:
    """Return the columns carried along; raises BatchError if files lack columns or differ."""
    first, *others = (_columns(job, file) for file in files)
    for file, other in zip(files[1:], others, strict=True):
        if other.types != first.types:
            raise BatchError(f"{file.shown}: its columns differ from those of {files[0].shown}")
    return first


def _columns(job: Job, file: Location) -> Columns:
    with _opened(file) as parquet:
        found = parquet.schema_arrow
    others = [name for name in found.names if name not in (job.id, job.text)]
    keep = chosen(job.keep, others)
    for name, option in ((job.text, "--text"), *((each, "--keep") for each in keep)):
        if name not in found.names:
            raise no_column(file.shown, name, option, found.names)
    if found.field(job.text).type not in STRINGS:
        raise BatchError(f"{file.shown}: the column {job.text!r} does not contain strings")
    id = found.field(job.id).type if job.id in found.names else pa.null()
    carried = [found.field(name).remove_metadata() for name in keep]
    return Columns(keep, pa.schema([pa.field(ID, id), *carried]))


def count(job: Job, file: Location) -> int:
    """Return the number of rows."""
    with _opened(file) as parquet:
        return int(parquet.metadata.num_rows)


def pieces(job: Job, file: Location, skip: int) -> Iterator[Read]:
    """Yield the documents of a file, ``job.part`` at a time, after *skip* times as many.

    Memory holds one row group of the file and two tables.
    """
    wanted = _columns(job, file).types
    with _opened(file) as parquet:
        start = skip * job.part
        first, before = _group(parquet, start)
        names = {job.text, *wanted.names[1:]} | ({job.id} & set(parquet.schema_arrow.names))
        groups = range(first, parquet.num_row_groups)
        batches = parquet.iter_batches(job.part, row_groups=groups, columns=sorted(names))
        for table in _cut(batches, start - before, job.part):
            yield _read(job, table, start, wanted)
            start += table.num_rows


def write(
    stream: Any, job: Job, file: str, piece: Piece, rows: Sequence[list[Row]], columns: Columns
) -> None:
    """Write the rows of each document of a piece that was read from *file*."""
    own = pa.Table.from_arrays(_own_arrays(job, piece, file, columns), schema=_own(job, columns))
    which = pa.array([n for n, its in enumerate(rows) for _ in its], pa.int64())
    found = [_clean(row) for its in rows for row in its]
    answers = pa.Table.from_pylist(found, schema=pa.schema(_answer(job)))
    both = [*own.take(which).columns, *answers.columns]
    whole = pa.Table.from_arrays(both, schema=_schema(job, columns))
    pq.write_table(whole.combine_chunks(), stream, compression=CODEC)


def join(job: Job, parts: Sequence[Location], result: Location, columns: Columns) -> None:
    """Write all parts into one file, in larger groups of rows."""
    schema = _schema(job, columns)
    with result.writing() as out, pq.ParquetWriter(out, schema, compression=CODEC) as writer:
        for group in _groups(parts):
            writer.write_table(group.combine_chunks())


def nested() -> list[Any]:
    """Return the columns of an answer except for its id, and the error."""
    return [*_members(AnswerSchema(exclude=["id", "quotes.explanation"])), ERROR]


def flat() -> list[Any]:
    """Return the columns of one quotation, those of the CSV form, and the error."""
    return [*(pa.field(name, NOT_STRINGS.get(name, pa.string())) for name in FLAT), ERROR]


def _answer(job: Job) -> list[Any]:
    return flat() if job.flat else nested()


def _members(schema: Schema) -> list[Any]:
    return [
        pa.field(field.data_key or name, _type(field)) for name, field in schema.dump_fields.items()
    ]


def _type(field: fields.Field[Any]) -> Any:
    if isinstance(field, fields.Nested):
        return pa.struct(_members(field.schema))
    if isinstance(field, fields.List):
        return pa.list_(_type(field.inner))
    return next(found for kind, found in SIMPLE.items() if isinstance(field, kind))


def _schema(job: Job, columns: Columns) -> Any:
    return pa.schema([*_own(job, columns), *_answer(job)])


def _own(job: Job, columns: Columns) -> Any:
    """Return the schema of the documents' own and carried columns."""
    types = [pa.string(), pa.int64(), pa.string()]
    if columns.types is not None:
        types[2] = columns.types.field(ID).type
    own = [pa.field(*each) for each in zip(own_names(job.flat), types, strict=True)]
    if columns.types is not None:
        return pa.schema(
            [*own, *(columns.types.field(n).with_name(named(n)) for n in columns.names or ())]
        )
    names = ["rest"] if columns.names is None else map(named, columns.names)
    return pa.schema([*own, *(pa.field(name, pa.string()) for name in names)])


def _own_arrays(job: Job, piece: Piece, file: str, columns: Columns) -> list[Any]:
    files = pa.array([document.file or file for document in piece.documents], pa.string())
    rows = pa.array([document.row for document in piece.documents], pa.int64())
    if piece.table is not None:
        return [files, rows, *(piece.table.column(name) for name in columns.types.names)]
    ids = pa.array([_string(document.id) for document in piece.documents], pa.string())
    if columns.names is None:
        rests = [_string(dict(document.carried)) for document in piece.documents]
        return [files, rows, ids, pa.array(rests, pa.string())]
    carried = [
        pa.array([_string(each.carried.get(name)) for each in piece.documents], pa.string())
        for name in columns.names
    ]
    return [files, rows, ids, *carried]


def _string(value: Any) -> str | None:
    """Return a string as it is and anything else but null as JSON, as Arrow can hold it."""
    if value is None or isinstance(value, str):
        return value and SURROGATES.sub("\ufffd", value)
    return str(as_text(value))


def _clean(value: Any) -> Any:
    """Return the value with U+FFFD for lone surrogates, which Arrow cannot store."""
    if isinstance(value, str):
        return SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value


@contextmanager
def _opened(file: Location) -> Iterator[Any]:
    with file.reading() as stream:
        try:
            with pq.ParquetFile(stream) as parquet:
                yield parquet
        except pa.ArrowInvalid as error:
            raise BatchError(f"{file.shown}: not a Parquet file, or damaged") from error


def _group(parquet: Any, row: int) -> tuple[int, int]:
    """Return the group that holds a row, and the group's first row; past the end, no group."""
    start = 0
    for group in range(parquet.num_row_groups):
        rows = parquet.metadata.row_group(group).num_rows
        if start + rows > row:
            return group, start
        start += rows
    return parquet.num_row_groups, start


def _cut(batches: Iterator[Any], drop: int, size: int) -> Iterator[Any]:
    """Yield tables of *size* rows, the last perhaps shorter, without the first *drop* rows."""
    held: Any = None
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


def _read(job: Job, table: Any, start: int, wanted: Any) -> Read:
    texts = table.column(job.text).to_pylist()
    why = NO_TEXT.format(job.text)
    documents = [
        Document(row, None, text, why if text is None else None)
        for row, text in enumerate(texts, start + 1)
    ]
    has_id = job.id in table.column_names
    ids = table.column(job.id) if has_id else pa.nulls(table.num_rows)
    kept = [table.column(name) for name in wanted.names[1:]]
    return documents, pa.Table.from_arrays([ids, *kept], schema=wanted)


def _groups(parts: Sequence[Location]) -> Iterator[Any]:
    held: list[Any] = []
    for part in parts:
        with part.reading() as stream:
            held.append(pq.read_table(stream))
        if sum(table.nbytes for table in held) >= GROUP_BYTES:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)
