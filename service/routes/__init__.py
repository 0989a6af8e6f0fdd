"""The routes by topic.

quotes, batch  one text, many texts
meta, pages    rules, limits, health, figures; the page at / and the documentation
"""

from __future__ import annotations

from typing import Any, cast

from flask import Response, current_app, g, request

from schemas import QuoteRequest, to_json
from schemas.forms import JSON
from schemas.serialization import Answer, Work
from service.admission import Admission, Place
from service.metrics import Metrics
from service.request_log import Record
from service.requests import connection
from service.settings import Settings


def settings() -> Settings:
    """Return the configuration of the current application."""
    return cast(Settings, current_app.extensions["settings"])


def admission() -> Admission:
    """Return the places and turns of the current application."""
    return cast(Admission, current_app.extensions["admission"])


def metrics() -> Metrics:
    """Return the figures of the current application."""
    return cast(Metrics, current_app.extensions["metrics"])


def take_place(batch: bool = False) -> Place:
    """Return a place in the queue for the current request, to be freed; raises RefusalError."""
    return admission().take_place(connection(request), batch)


def answer(place: Place, asked: QuoteRequest, form: str = JSON) -> Answer:
    """Return the answer to one text of the current request; raises RefusalError."""
    record: Record = g.record
    record.took(asked)
    found = place(Work(asked, form))
    record.add(found)
    metrics().add(found)
    return found


def json_response(value: Any) -> Response:
    """Return plain values as a response of JSON."""
    return Response(to_json(value), mimetype=JSON)
