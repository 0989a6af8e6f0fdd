"""What ``create_app`` left on the application, for the routes."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, current_app, g

from extractor import __version__
from schemas import Software, to_json
from service.metrics import Metrics
from service.records import Record
from service.shared import SharedExtractor
from settings import Settings


def extractor() -> SharedExtractor:
    """Return the extractor that all requests of the process share."""
    return cast(SharedExtractor, current_app.extensions["extractor"])


def settings() -> Settings:
    """Return the service's configuration."""
    return cast(Settings, current_app.extensions["settings"])


def metrics() -> Metrics:
    """Return the figures that all requests of the process add to."""
    return cast(Metrics, current_app.extensions["metrics"])


def record() -> Record:
    """Return what is known of the request at hand."""
    return cast(Record, g.record)


def software() -> Software:
    """Return what an answer says of who made it."""
    return Software(version=__version__, model=extractor().model)


def json_response(value: Any) -> Response:
    """Return plain values as a response of JSON."""
    return Response(to_json(value), mimetype="application/json")
