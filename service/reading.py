"""A request, as it came, to a checked QuoteRequest or BatchRequest; everything else is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import Request
from marshmallow import ValidationError

from schemas import (
    BatchRequest,
    Options,
    QuoteRequest,
    from_batch,
    from_document,
    from_json,
    from_query,
    from_text,
)
from schemas.problem import Place
from service import bodies
from service.bodies import JSON, TEXT
from service.problems import RefusalError

T = TypeVar("T")


def read(request: Request, max_characters: int) -> QuoteRequest:
    """Return what a request for quotations asks; raises RefusalError."""
    if bodies.kind(request, (JSON, TEXT)) == JSON:
        asked = _json(request, from_json)
    else:
        asked = _checked(lambda: from_text(bodies.whole(request), _query(request)), "parameter")
    return _bounded(asked, max_characters)


def read_batch(request: Request, max_documents: int) -> BatchRequest:
    """Return what a batch in JSON asks, its documents as they came; raises RefusalError."""
    asked = _json(request, from_batch)
    if len(asked.documents) > max_documents:
        raise RefusalError(413, f"The batch has more than {max_documents} documents.")
    return asked


def read_options(request: Request) -> Options:
    """Return the options in the query of a stream; raises RefusalError."""
    return _checked(lambda: from_query(_query(request)), "parameter")


def read_document(document: Any, options: Options, max_characters: int) -> QuoteRequest:
    """Return what one document of a batch asks; raises RefusalError."""
    return _bounded(_checked(lambda: from_document(document, options), "pointer"), max_characters)


def _query(request: Request) -> Mapping[str, Sequence[str]]:
    return request.args.to_dict(flat=False)


def _json(request: Request, load: Callable[[Any], T]) -> T:
    value = bodies.parsed(bodies.whole(request))
    if request.args:
        fault = {"detail": "With a JSON body the options go into the body."}
        raise RefusalError(422, "The request has query parameters.", errors=(fault,))
    return _checked(lambda: load(value), "pointer")


def _checked(load: Callable[[], T], place: Place) -> T:
    try:
        return load()
    except ValidationError as error:
        raise bodies.invalid(error, place) from None


def _bounded(asked: QuoteRequest, max_characters: int) -> QuoteRequest:
    if len(asked.text) > max_characters:
        raise RefusalError(413, f"The text is longer than {max_characters} characters.")
    return asked
