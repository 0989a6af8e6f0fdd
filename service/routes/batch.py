"""``POST /v1/quotes/batch``: many texts, each answered as if alone.

A batch takes one place in the queue; its documents take turns with other requests.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from flask import Blueprint, Response, current_app, request, stream_with_context

from schemas import Options, to_json
from schemas.request import LONGEST_ID
from service import ndjson, problems, requests
from service.admission import Place
from service.ndjson import Line, Patience
from service.problems import GoneError, RefusalError
from service.requests import JSON, NDJSON
from service.routes import answer, settings, take_place

routes = Blueprint("batch", __name__)


@routes.post("/v1/quotes/batch")
def batch() -> Response:
    """Find the quotations of many texts, in the form in which they came."""
    request.max_content_length = settings().max_batch_bytes
    kind = requests.body_type(request, (JSON, NDJSON))
    requests.preferred(request, (kind,))
    return _whole() if kind == JSON else _streamed()


def _whole() -> Response:
    config = settings()
    with take_place(batch=True) as place:
        asked = requests.read_batch(request, config.max_documents, config.time_limit)
        results = [_result(document, asked.options, place) for document in asked.documents]
    joined = b",".join(result.rstrip(b"\n") for result in results)
    return Response(b'{"results":[' + joined + b"]}\n", mimetype=JSON)


def _streamed() -> Response:
    config = settings()
    options = requests.read_options(request)
    patience = Patience(config.time_limit)
    lines = ndjson.lines(request, config.max_bytes, config.max_stream_bytes, patience)
    place = take_place(batch=True)
    answers = stream_with_context(_answers(lines, options, place, patience))
    response = Response(answers, mimetype=NDJSON)
    response.call_on_close(place.free)  # where not a line of it is sent
    return response


def _answers(
    lines: Iterator[Line], options: Options, place: Place, patience: Patience
) -> Iterator[bytes]:
    most = settings().max_documents
    try:
        for line in islice(lines, most):
            answered = _line(line, options, place)
            began = time.monotonic()
            yield answered
            patience.spend(began)
        if next(lines, None) is not None:
            raise RefusalError(413, f"The batch has more than {most} documents; split it.")
    except GoneError:
        return
    except RefusalError as refusal:
        yield _failed(None, problems.document(refusal))
    finally:
        place.free()


def _line(line: Line, options: Options, place: Place) -> bytes:
    try:
        if isinstance(line.content, RefusalError):
            raise line.content
        content = requests.decoded(line.content.rstrip(b"\r\n"), line.number)
        document = requests.parsed(content, line.number)
    except RefusalError as refusal:
        return _failed(None, problems.document(refusal))
    return _result(document, options, place, f"Line {line.number}: ")


def _result(document: Any, options: Options, place: Place, where: str = "") -> bytes:
    """Return the answer to a document, or its problem, and where; raises GoneError only."""
    try:
        asked = requests.read_document(document, options, settings().max_characters)
        return answer(place, asked).body
    except GoneError:
        raise
    except RefusalError as refusal:
        return _failed(document, problems.document(refusal), where)
    except Exception as fault:
        current_app.logger.error("fault %s", problems.where(fault))
        return _failed(document, problems.fault(), where)


def _failed(document: Any, problem: dict[str, Any], where: str = "") -> bytes:
    id = document.get("id") if isinstance(document, dict) else None
    known = id if isinstance(id, str) and len(id) <= LONGEST_ID else None
    return to_json({"id": known, "error": problem | {"detail": where + problem["detail"]}})
