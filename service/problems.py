"""Errors as problem documents (RFC 9457), and what the log says about them.

The log says where a fault happened, never the exception's message, which may quote the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Flask, Response, g, has_request_context, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from extractor.pool import WorkFailedError, describe
from schemas import problem, to_json

PROBLEM_JSON: Final = "application/problem+json"
METHODS: Final = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
DETAILS: Final[Mapping[int, str]] = {
    400: "The request cannot be read.",
    404: "There is nothing at this address. See /docs for the API.",
    413: "The body is too long. Split it; GET /v1/limits returns the limits.",
    500: "The service failed on this request. See its log.",
}


class RefusalError(Exception):
    """A request that is not served. Nothing in it may come from the request.

    ``kind`` is its name in log and metrics, where the status does not say enough.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        kind: str = "",
        errors: Sequence[Mapping[str, str]] = (),
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(kind or str(status))
        self.status = status
        self.detail = detail
        self.kind = kind or str(status)
        self.errors = errors
        self.headers = headers


class GoneError(RefusalError):
    """The client has closed its connection; the status is for the log alone."""

    def __init__(self) -> None:
        super().__init__(499, "The client has closed its connection.", "gone")


class Service(Flask):
    """A Flask application that logs where it failed and nothing of what it failed on."""

    def log_exception(self, exc_info: Any) -> None:
        """Log the class of an unforeseen exception and the way to it, without its message."""
        self.logger.error("fault %s", where(exc_info[1]))


def where(fault: BaseException | None) -> str:
    """Return an exception's class and the lines of code it passed, in whichever process."""
    return fault.where if isinstance(fault, WorkFailedError) else describe(fault)


def register(app: Flask) -> None:
    """Answer every refusal and every fault of *app* with a problem document."""
    app.register_error_handler(RefusalError, _refuse)
    app.register_error_handler(HTTPException, _translate)


def document(refusal: RefusalError) -> dict[str, Any]:
    """Return the problem document of a refusal, and note it for the log."""
    _note(refusal.kind)
    return problem(refusal.status, refusal.detail, refusal.errors)


def fault() -> dict[str, Any]:
    """Return the problem document of a fault of ours, and note it for the log."""
    _note("500")
    return problem(500, DETAILS[500])


def _refuse(refusal: RefusalError) -> Response:
    return _response(document(refusal), refusal.headers)


def _translate(error: HTTPException) -> Response:
    """Keep status and headers (Allow) of what Flask itself refuses, and replace its HTML."""
    status = error.code or 500
    _note(str(status))
    detail = DETAILS.get(status, "The request was refused.")
    if status == 413 and (has := request.content_length):
        detail = f"The body has {has} bytes; the limit is {request.max_content_length}. Split it."
    if isinstance(error, MethodNotAllowed):
        allowed = " or ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS", "HEAD"}))
        came = request.method if request.method in METHODS else "This method"
        detail = f"{came} is not supported at this address; use {allowed}."
    headers = [each for each in error.get_headers() if each[0] != "Content-Type"]
    return _response(problem(status, detail), headers)


def _response(body: dict[str, Any], headers: Sequence[tuple[str, str]]) -> Response:
    response = Response(to_json(body), body["status"], mimetype=PROBLEM_JSON)
    response.headers.extend(headers)
    return response


def _note(kind: str) -> None:
    record = g.get("record") if has_request_context() else None
    if record is not None:
        record.failures.append(kind)
