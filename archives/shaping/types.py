"""The Arrow types of an answer, made from the schema of the wire format."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa
from marshmallow import Schema, fields

from schemas import AnswerSchema
from schemas.forms.table import COLUMNS

ERROR: Final = pa.field("error", pa.string())
SEGMENTS: Final = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
NUMBERS: Final = {
    "mention_start": pa.int32(),
    "mention_end": pa.int32(),
    "confidence": pa.float64(),
}
SIMPLE: Final = {
    fields.String: pa.string(),
    fields.Integer: pa.int32(),
    fields.Float: pa.float64(),
}


def nested() -> list[pa.Field]:
    """Return the columns of an answer but for its id, and the error."""
    answer = AnswerSchema(exclude=["id", "quotes.explanation"])
    return [*_members(answer), ERROR]


def flat() -> list[pa.Field]:
    """Return the columns of one quotation, those of the CSV form, and the error."""
    types = {"segments": SEGMENTS} | NUMBERS
    names = [name for name in COLUMNS if name != "document"]
    return [*(pa.field(name, types.get(name, pa.string())) for name in names), ERROR]


def _members(schema: Schema) -> list[pa.Field]:
    return [
        pa.field(field.data_key or name, _type(field)) for name, field in schema.dump_fields.items()
    ]


def _type(field: fields.Field[Any]) -> pa.DataType:
    if isinstance(field, fields.Nested):
        return pa.struct(_members(field.schema))
    if isinstance(field, fields.List):
        return pa.list_(_type(field.inner))
    return SIMPLE[type(field)]
