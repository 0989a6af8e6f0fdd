"""What the descriptions of several routes share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from schemas import ProblemSchema, problem
from service.problems import DETAILS, PROBLEM_JSON

WHEN: Final[Mapping[int, str]] = {
    400: "The body is not UTF-8, not JSON, or breaks off.",
    401: "Keys are configured, and none of them was sent.",
    406: "None of the forms that the answer can have is accepted.",
    413: "The text, the body or the batch is longer than `GET /v1/limits` tells.",
    415: "The body is of another kind, in another charset, or compressed.",
    422: "A field or parameter is missing, wrong or unknown; `errors` names each.",
    500: "A fault of the service; its log tells where.",
    503: "The models are not loaded, too many wait already, there was no answer in time, or the "
    "process that worked on the text has ended.",
}
RETRY: Final = {
    "Retry-After": {
        "description": "Try again after so many seconds.",
        "schema": {"type": "integer"},
    }
}
CHALLENGE: Final = {
    "WWW-Authenticate": {"description": "How a key is sent.", "schema": {"type": "string"}}
}
HEADERS: Final[Mapping[int, Any]] = {401: CHALLENGE, 503: RETRY}


def problem_response(status: int) -> dict[str, Any]:
    """Return the description of a refusal or fault."""
    example = problem(status, DETAILS.get(status, WHEN[status]))
    body = {PROBLEM_JSON: {"schema": ProblemSchema, "example": example}}
    headers = {"headers": HEADERS[status]} if status in HEADERS else {}
    return {"description": WHEN[status], "content": body, **headers}


def problems(*statuses: int) -> dict[str, Any]:
    """Return references to the descriptions of refusals and faults."""
    return {str(each): f"Problem{each}" for each in statuses}


def answer(description: str, **content: Any) -> dict[str, Any]:
    """Return the description of a success, its content given by media type."""
    return {"description": description, "content": content}


def text(description: str, media_type: str) -> dict[str, Any]:
    """Return the description of a success that is a text, not JSON."""
    return answer(description, **{media_type: {"schema": {"type": "string"}}})
