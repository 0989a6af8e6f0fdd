"""``POST /v1/quotes/batch``: many texts, each answered as if it had come alone.

A batch has one place in the line, and its texts take turns with those of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from flask import Blueprint, Response, current_app, request, stream_with_context

from schemas import Options, to_json
from schemas.request import LONGEST_ID
from service import bodies, current, negotiating, problems, reading
from service.answering import answer, take_place
from service.bodies import JSON, NDJSON
from service.lines import lines
from service.problems import RefusalError
from service.turns import GoneError, Turn

routes = Blueprint("batch", __name__)


@routes.post("/v1/quotes/batch")
def batch() -> Response:
    """Find the quotations of many texts, in the form in which they came."""
    request.max_content_length = current.settings().max_batch_bytes
    kind = bodies.kind(request, (JSON, NDJSON))
    negotiating.form(request, (kind,))
    return _whole() if kind == JSON else _streamed()


def _whole() -> Response:
    asked = reading.read_batch(request, current.settings().max_documents)
    with take_place() as turn:
        results = [_result(document, asked.options, turn) for document in asked.documents]
    return current.json_response({"results": results})


def _streamed() -> Response:
    settings = current.settings()
    options = reading.read_options(request)
    found = lines(request, settings.max_bytes, settings.max_stream_bytes)
    turn = take_place()
    answers = stream_with_context(_answers(found, options, turn))
    response = Response(answers, mimetype=NDJSON)
    response.call_on_close(turn.free)  # where not a line of it is asked for
    return response


def _answers(
    found: Iterator[bytes | RefusalError], options: Options, turn: Turn
) -> Iterator[bytes]:
    most = current.settings().max_documents
    try:
        for line in islice(found, most):
            yield to_json(_line(line, options, turn))
        if next(found, None) is not None:
            raise RefusalError(413, f"The batch has more than {most} documents.")
    except GoneError:
        return
    except RefusalError as refusal:
        yield to_json(_failed(None, problems.document(refusal)))
    finally:
        turn.free()


def _line(line: bytes | RefusalError, options: Options, turn: Turn) -> dict[str, Any]:
    try:
        if isinstance(line, RefusalError):
            raise line
        document = bodies.parsed(bodies.decoded(line))
    except RefusalError as refusal:
        return _failed(None, problems.document(refusal))
    return _result(document, options, turn)


def _result(document: Any, options: Options, turn: Turn) -> dict[str, Any]:
    """Return the answer to a document, or what is wrong with it; only who hung up raises."""
    try:
        asked = reading.read_document(document, options, current.settings().max_characters)
        return answer(asked, turn)
    except GoneError:
        raise
    except RefusalError as refusal:
        return _failed(document, problems.document(refusal))
    except Exception as fault:
        current_app.logger.error("fault %s", problems.describe(fault))
        return _failed(document, problems.fault())


def _failed(document: Any, problem: dict[str, Any]) -> dict[str, Any]:
    id = document.get("id") if isinstance(document, dict) else None
    return {"id": id if isinstance(id, str) and len(id) <= LONGEST_ID else None, "error": problem}
