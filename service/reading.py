"""A request, as it came, to a checked QuoteRequest; everything else is refused."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from flask import Request
from marshmallow import ValidationError

from schemas import QuoteRequest, from_json, from_text
from schemas.problem import Place, faults
from service.problems import RefusalError

JSON: Final = "application/json"
TEXT: Final = "text/plain"


def check_accept(request: Request, offered: str = JSON) -> None:
    """Refuse who would not understand the answer."""
    if request.headers.get("Accept", "").strip() and not request.accept_mimetypes[offered]:
        raise RefusalError(406, f"The answer can be had as {offered}.")


def read(request: Request, max_characters: int) -> QuoteRequest:
    """Return what a request for quotations asks; raises RefusalError."""
    check_accept(request)
    mimetype = _mimetype(request)
    body = _body(request)
    asked = _read_json(request, body) if mimetype == JSON else _read_text(request, body)
    if len(asked.text) > max_characters:
        raise RefusalError(413, f"The text is longer than {max_characters} characters.")
    return asked


def _mimetype(request: Request) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    plain = request.headers.get("Content-Encoding", "identity").lower() == "identity"
    if request.mimetype in (JSON, TEXT) and charset in ("utf-8", "utf8") and plain:
        return request.mimetype
    raise RefusalError(
        415,
        f"The body must be {JSON} or {TEXT}; charset=utf-8, without a content coding.",
        headers=(("Accept-Post", f"{JSON}, {TEXT}"), ("Accept-Encoding", "identity")),
    )


def _body(request: Request) -> str:
    raw = request.get_data(cache=False)
    # A body of no declared length ends quietly at the limit; reading on raises 413.
    request.stream.read(1)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError(400, "The body is not UTF-8.") from None


def _read_text(request: Request, body: str) -> QuoteRequest:
    try:
        return from_text(body, request.args.to_dict(flat=False))
    except ValidationError as error:
        raise _invalid(error, "parameter") from None


def _read_json(request: Request, body: str) -> QuoteRequest:
    if request.args:
        fault = {"detail": "With a JSON body the options go into the body."}
        raise RefusalError(422, "The request has query parameters.", errors=(fault,))
    try:
        return from_json(_parsed(body))
    except ValidationError as error:
        raise _invalid(error, "pointer") from None


def _parsed(body: str) -> Any:
    try:
        return json.loads(body.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RefusalError(400, f"The body is not JSON ({where}).") from None
    except (ValueError, RecursionError):
        raise RefusalError(400, "The body is not JSON that can be read.") from None


def _refuse_constant(name: str) -> NoReturn:
    """Python reads NaN and Infinity, which JSON does not have."""
    raise ValueError(name)


def _invalid(error: ValidationError, place: Place) -> RefusalError:
    return RefusalError(422, "The request is not valid.", errors=faults(error.messages, place))
