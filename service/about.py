"""The small routes: what the service knows and takes, and how it is."""

from __future__ import annotations

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST

from extractor.catalogue import rules
from schemas import LimitsSchema, RulesSchema, StateSchema
from service import current, negotiating
from service.bodies import JSON

routes = Blueprint("about", __name__)


@routes.get("/v1/rules")
def list_rules() -> Response:
    """Tell what each rule is, and how often it was right."""
    negotiating.form(request, (JSON,))
    return current.json_response(RulesSchema().dump({"rules": rules()}))


@routes.get("/v1/limits")
def limits() -> Response:
    """Tell how long a text, a body and a batch may be."""
    negotiating.form(request, (JSON,))
    return current.json_response(LimitsSchema().dump(current.settings()))


@routes.get("/healthz")
def healthz() -> Response:
    """Tell that the process lives."""
    return current.json_response(StateSchema().dump({"status": "ok"}))


@routes.get("/readyz")
def readyz() -> Response:
    """Return whether texts can be taken."""
    current.extractor().ready()
    return current.json_response(StateSchema().dump({"status": "ready"}))


@routes.get("/metrics")
def metrics() -> Response:
    """Tell the figures, in Prometheus' text format."""
    return Response(current.metrics().written(), content_type=CONTENT_TYPE_LATEST)
