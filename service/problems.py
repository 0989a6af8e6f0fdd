"""Refusals and faults: what the caller is told, and what the log may hold.

The log tells where a fault happened, never the exception's message, which may quote the text.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from schemas import problem, to_json
from service import records

PROBLEM_JSON: Final = "application/problem+json"
DETAILS: Final[Mapping[int, str]] = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take this method; the header Allow lists those it takes.",
    413: "The body is longer than is taken; GET /v1/limits tells the limit.",
    500: "The service failed on this request; its log tells where.",
}


class RefusalError(Exception):
    """A request that is not served. Nothing in it may come from the request.

    ``kind`` is what the metrics call it where the status does not say enough.
    """

    kind = ""

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = headers


class Service(Flask):
    """A Flask application that logs where it failed and nothing of what it failed on."""

    def log_exception(
        self,
        exc_info: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> None:
        """Log the kind of an unforeseen exception and the way to it, without its message."""
        self.logger.error("fault %s", describe(exc_info[1]))


def describe(fault: BaseException | None) -> str:
    """Return an exception's class and the lines of code that it passed, innermost last.

    One from another process brings this as its ``way``.
    """
    if fault is not None and hasattr(fault, "way"):
        return str(fault.way)
    steps = traceback.extract_tb(fault.__traceback__) if fault else []
    way = " > ".join(f"{step.filename}:{step.lineno} {step.name}" for step in steps)
    return f"{type(fault).__name__} at {way}"


def register(app: Flask) -> None:
    """Answer every refusal and every fault of *app* with a problem document."""
    app.register_error_handler(RefusalError, refuse)
    app.register_error_handler(HTTPException, _translate)


def refuse(refusal: RefusalError) -> Response:
    """Return the response that refuses."""
    return _response(document(refusal), refusal.headers)


def document(refusal: RefusalError) -> dict[str, Any]:
    """Return the problem document of a refusal, and note it."""
    _note(refusal.kind or str(refusal.status))
    return problem(refusal.status, refusal.detail, refusal.errors)


def fault() -> dict[str, Any]:
    """Return the problem document of a fault of ours, and note it."""
    _note("500")
    return problem(500, DETAILS[500])


def _translate(error: HTTPException) -> Response:
    """Keep status and headers (Allow) of what Flask itself refuses; its HTML goes."""
    status = error.code or 500
    _note(str(status))
    translated = problem(status, DETAILS.get(status, "The request was refused."))
    return _response(
        translated, [each for each in error.get_headers() if each[0] != "Content-Type"]
    )


def _response(body: dict[str, Any], headers: Sequence[tuple[str, str]]) -> Response:
    response = Response(to_json(body), body["status"], mimetype=PROBLEM_JSON)
    response.headers.extend(headers)
    return response


def _note(kind: str) -> None:
    record = records.current()
    if record:
        record.failures.append(kind)
