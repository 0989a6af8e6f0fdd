"""The small routes: what the service takes, and how it is."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service import current, negotiating
from service.bodies import JSON

routes = Blueprint("about", __name__)


@routes.get("/v1/limits")
def limits() -> Response:
    """Tell how long a text, a body and a batch may be."""
    negotiating.form(request, (JSON,))
    settings = current.settings()
    return current.json_response(
        {
            "max_characters": settings.max_characters,
            "max_bytes": settings.max_bytes,
            "max_documents": settings.max_documents,
            "max_batch_bytes": settings.max_batch_bytes,
            "max_stream_bytes": settings.max_stream_bytes,
        }
    )


@routes.get("/healthz")
def healthz() -> Response:
    """Tell that the process lives."""
    return current.json_response({"status": "ok"})


@routes.get("/readyz")
def readyz() -> Response:
    """Tell whether texts can be taken."""
    current.extractor().ready()
    return current.json_response({"status": "ready"})
