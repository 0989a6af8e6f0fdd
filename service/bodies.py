"""The body of a request: its kind, its bytes, its JSON; whatever cannot be read is refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from flask import Request
from marshmallow import ValidationError

from schemas.problem import Place, faults
from service.hurrying import is_there
from service.problems import RefusalError

JSON: Final = "application/json"
TEXT: Final = "text/plain"
NDJSON: Final = "application/x-ndjson"


def kind(request: Request, taken: Sequence[str]) -> str:
    """Return the media type of the body, one of *taken*, in UTF-8 and not compressed."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    plain = request.headers.get("Content-Encoding", "identity").lower() == "identity"
    if request.mimetype in taken and charset in ("utf-8", "utf8") and plain:
        return request.mimetype
    raise RefusalError(
        415,
        f"The body must be {' or '.join(taken)}; charset=utf-8, without a content coding.",
        headers=(("Accept-Post", ", ".join(taken)), ("Accept-Encoding", "identity")),
    )


def whole(request: Request) -> str:
    """Return the body, read to its end."""
    raw = request.get_data(cache=False)
    # A body of no declared length ends quietly at the limit; reading on raises 413.
    request.stream.read(1)
    if len(raw) < (request.content_length or 0):
        raise RefusalError(400, "The body breaks off.")
    is_there(request.environ)
    return decoded(raw)


def decoded(raw: bytes) -> str:
    """Return bytes as the text they spell."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError(400, "The body is not UTF-8.") from None


def parsed(body: str) -> Any:
    """Return the value that JSON spells."""
    try:
        return json.loads(body.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RefusalError(400, f"The body is not JSON ({where}).") from None
    except (ValueError, RecursionError):
        raise RefusalError(400, "The body is not JSON that can be read.") from None


def invalid(error: ValidationError, place: Place) -> RefusalError:
    """Return the refusal of what was read and does not hold what it must."""
    return RefusalError(422, "The request is not valid.", errors=faults(error.messages, place))


def _refuse_constant(name: str) -> NoReturn:
    """Python reads NaN and Infinity, which JSON does not have."""
    raise ValueError(name)
