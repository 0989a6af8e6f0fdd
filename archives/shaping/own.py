"""A document's own columns: where it stood, its id, and what is carried along.

A column that is carried along and has a name of ours gets ``in_`` before it.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from archives.job import Job
from archives.reading import columns
from archives.shaping import types
from schemas import to_json

FILE: Final = "file"
ROW: Final = "row"
REST: Final = "rest"
NAMES: Final = ("id", "document", FILE, ROW, REST)
TAKEN: Final = frozenset(NAMES) | {field.name for field in [*types.nested(), *types.flat()]}
SURROGATES: Final = re.compile("[\ud800-\udfff]")


def named(name: str) -> str:
    """Return the name that a carried column has in the result; never one of ours."""
    bare = re.sub("^(in_)+", "", name)
    return f"in_{name}" if bare in TAKEN else name


def id_name(flat: bool) -> str:
    """Return the name of the column that holds the document's id, as CSV and JSON call it."""
    return "document" if flat else "id"


def plain_rows(table: pa.Table, file: str, flat: bool) -> list[dict[str, Any]]:
    """Return the documents' own columns as values that JSON can hold."""
    carried = columns.carried(table)
    from_json = columns.REST in carried
    found = []
    for row in table.select([columns.ROW, columns.ID, *carried]).to_pylist():
        id = json.loads(row[columns.ID]) if from_json else plain(row[columns.ID])
        rest = json.loads(row[columns.REST]) if from_json else {n: plain(row[n]) for n in carried}
        own = {FILE: file, ROW: row[columns.ROW], id_name(flat): id}
        found.append(own | {named(name): value for name, value in rest.items()})
    return found


def fields(job: Job, source: pa.Schema) -> list[pa.Field]:
    """Return the documents' own columns in Parquet."""
    from_json = columns.REST in source.names
    id = pa.string() if from_json else source.field(columns.ID).type
    first = [(FILE, pa.string()), (ROW, pa.int64()), (id_name(job.flat), id)]
    if from_json:
        names = [REST] if job.keep is None else [named(name) for name in job.keep]
        carried = [pa.field(name, pa.string()) for name in names]
    else:
        carried = [source.field(n).with_name(named(n)) for n in columns.carried(source)]
    return [*(pa.field(*each) for each in first), *carried]


def arrays(job: Job, table: pa.Table, file: str) -> list[pa.Array]:
    """Return the same columns of a table of documents."""
    ids, carried = table.column(columns.ID), [table.column(n) for n in columns.carried(table)]
    if columns.REST in table.column_names:
        ids = pa.array([_text(json.loads(id)) for id in ids.to_pylist()], pa.string())
        carried = _members(job, [json.loads(rest) for rest in carried[0].to_pylist()])
    files = pa.array([file] * table.num_rows, pa.string())
    return [files, table.column(columns.ROW), ids, *carried]


def _members(job: Job, rests: list[Mapping[str, Any]]) -> list[pa.Array]:
    if job.keep is None:
        return [pa.array([_text(rest) for rest in rests], pa.string())]
    return [pa.array([_text(rest.get(name)) for rest in rests], pa.string()) for name in job.keep]


def _text(value: Any) -> str | None:
    """Return a string as it is and anything else but null as JSON, as Arrow can hold it."""
    if value is None or isinstance(value, str):
        return value and SURROGATES.sub("\ufffd", value)
    return to_json(value).decode("utf-8").rstrip("\n")


def plain(value: Any) -> Any:
    """Return a value of Arrow as JSON can hold it.

    Bytes become base64, times what ISO 8601 writes, numbers that are none null, and what else
    JSON has no form for its words.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
