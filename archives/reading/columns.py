"""The columns of a table of documents."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

ROW: Final = "#row"
ID: Final = "#id"
TEXT: Final = "#text"
ERROR: Final = "#error"
REST: Final = "#rest"
"""Of a document from JSONL: its other members, as an object of JSON."""

OURS: Final = (ROW, ID, TEXT, ERROR)
NO_TEXT: Final = "no text: the column {!r} holds none"


def schema(id: pa.DataType, carried: list[pa.Field]) -> pa.Schema:
    """Return the schema of a table whose ids have the type *id*."""
    ours = [
        pa.field(ROW, pa.int64()),
        pa.field(ID, id),
        pa.field(TEXT, pa.binary()),
        pa.field(ERROR, pa.string()),
    ]
    return pa.schema([*ours, *carried])


def carried(table: pa.Table | pa.Schema) -> list[str]:
    """Return the names of the columns that are carried along."""
    names = table.names if isinstance(table, pa.Schema) else table.column_names
    return [name for name in names if name not in OURS]
