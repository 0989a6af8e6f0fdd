"""Errors as problem details (RFC 9457).

None of these ever holds what the caller sent: not the text and no value of a field. An unknown
field is named only if its name looks like one, since it might be text put in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any, Final, Literal

from marshmallow import Schema, fields

# RFC 9110's names where Python 3.11 still has older ones.
TITLES: Final[Mapping[int, str]] = {413: "Content Too Large", 422: "Unprocessable Content"}

MOST_FAULTS: Final = 20

Place = Literal["pointer", "parameter"]


class FaultSchema(Schema):
    """One error in a request."""

    detail = fields.String(required=True, metadata={"description": "The error in one sentence."})
    pointer = fields.String(
        metadata={"description": "JSON pointer to the field in the body, such as #/types/0."}
    )
    parameter = fields.String(metadata={"description": "Name of the query parameter."})


class ProblemSchema(Schema):
    """A problem document (RFC 9457). It never contains words of the text."""

    type = fields.String(
        required=True,
        metadata={"description": "Always about:blank; the status tells the kind of problem."},
    )
    title = fields.String(
        required=True, metadata={"description": "The reason phrase of the status."}
    )
    status = fields.Integer(required=True, metadata={"description": "The status of the response."})
    detail = fields.String(required=True, metadata={"description": "The problem in one sentence."})
    errors = fields.List(
        fields.Nested(FaultSchema), metadata={"description": "With 422: all errors found."}
    )


def title(status: int) -> str:
    """Return the reason phrase of an HTTP status."""
    known = {each.value: each.phrase for each in HTTPStatus}
    return TITLES.get(status) or known.get(status, "Unknown Status")


def problem(status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """Return a problem document; *errors* only where there are any."""
    document = {"type": "about:blank", "title": title(status), "status": status, "detail": detail}
    return document | ({"errors": [dict(each) for each in errors]} if errors else {})


def faults(messages: Any, place: Place) -> list[dict[str, str]]:
    """Return marshmallow's *messages* with their places, a limited number of them.

    In a query a parameter is named; in a body the field is pointed at, item of a list included.
    """
    return list(islice(_faults(messages, place, ()), MOST_FAULTS))


def _faults(messages: Any, place: Place, path: tuple[str, ...]) -> Iterator[dict[str, str]]:
    if isinstance(messages, Mapping):
        for key, below in messages.items():
            yield from _faults(below, place, path if key == "_schema" else (*path, str(key)))
        return
    pointer = "#" + "".join(f"/{step}" for step in path)
    where = {"pointer": pointer} if place == "pointer" else {"parameter": "".join(path[:1])}
    for message in messages:
        yield {"detail": message} | {key: name for key, name in where.items() if name}
