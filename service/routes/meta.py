"""The small routes: rules, limits, health and figures."""

from __future__ import annotations

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST

from extractor.inventory import rules
from schemas import LimitsSchema, RulesSchema, StateSchema
from service.requests import JSON, preferred
from service.routes import admission, json_response, metrics, settings

routes = Blueprint("meta", __name__)


@routes.get("/v1/rules")
def list_rules() -> Response:
    """Return each rule, with its precision on the training corpus."""
    preferred(request, (JSON,))
    return json_response(RulesSchema().dump({"rules": rules()}))


@routes.get("/v1/limits")
def limits() -> Response:
    """Return the longest text, body and batch."""
    preferred(request, (JSON,))
    return json_response(LimitsSchema().dump(settings()))


@routes.get("/healthz")
def healthz() -> Response:
    """Answer; shows that the process is alive."""
    return json_response(StateSchema().dump({"status": "ok"}))


@routes.get("/readyz")
def readyz() -> Response:
    """Succeed once the models are loaded."""
    admission().check_ready()
    return json_response(StateSchema().dump({"status": "ready"}))


@routes.get("/metrics")
def export_metrics() -> Response:
    """Return the figures, in Prometheus' text format."""
    return Response(metrics().export(), content_type=CONTENT_TYPE_LATEST)
