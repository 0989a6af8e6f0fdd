"""From the JSON or the query of a request to checked values; raises ValidationError."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import Schema

from schemas.fields import Flag, Number, Words
from schemas.request import (
    BatchRequest,
    BatchRequestSchema,
    DocumentSchema,
    Options,
    OptionsSchema,
    QuoteRequest,
    QuoteRequestSchema,
    StrictSchema,
)


def _of_query(schema: StrictSchema) -> StrictSchema:
    """Return the schema as that of a query, whose fields are called parameters."""
    schema.noun = "parameter"
    return schema


_JSON: Final = QuoteRequestSchema()
_QUERY: Final = _of_query(QuoteRequestSchema(exclude=["text"]))
_BATCH: Final = BatchRequestSchema()
_OPTIONS: Final = _of_query(OptionsSchema())
_DOCUMENT: Final = DocumentSchema()


def from_json(data: Any) -> QuoteRequest:
    """Check a JSON body; raises marshmallow's ValidationError."""
    return _request(_JSON.load(data))


def from_text(text: str, query: Mapping[str, Sequence[str]]) -> QuoteRequest:
    """Check the query parameters of a plain text; raises ValidationError.

    A list is written with commas or by repeating the parameter.
    """
    return _request({**_from_query(_QUERY, query), "text": text})


def from_batch(data: Any) -> BatchRequest:
    """Check a batch except for its documents; raises ValidationError."""
    values: dict[str, Any] = _BATCH.load(data)
    return BatchRequest(values.pop("documents"), Options(**values))


def from_query(query: Mapping[str, Sequence[str]]) -> Options:
    """Check the query parameters of a stream of texts; raises ValidationError."""
    return Options(**_from_query(_OPTIONS, query))


def from_document(data: Any, options: Options) -> QuoteRequest:
    """Check one document of a batch; raises ValidationError."""
    return QuoteRequest(**_DOCUMENT.load(data), options=options)


def _from_query(schema: Schema, query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, words in query.items():
        field = schema.fields.get(name)
        if isinstance(field, Flag | Number | Words):
            values[name] = field.from_query(words)
        else:
            values[name] = words[0] if len(words) == 1 else tuple(words)
    loaded: dict[str, Any] = schema.load(values)
    return loaded


def _request(values: dict[str, Any]) -> QuoteRequest:
    text, id = values.pop("text"), values.pop("id", None)
    return QuoteRequest(text, id, Options(**values))
