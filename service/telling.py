"""What is told of each request, with its answer and after it: headers, log, metrics."""

from __future__ import annotations

import logging
from typing import Any, Final

from flask import Flask, Response, g, request

from service import current
from service.metrics import METHODS, Metrics
from service.records import Record

LOG: Final = logging.getLogger("service.requests")
# These are asked for all the time by whatever watches the service.
QUIET: Final = frozenset({"/healthz", "/readyz", "/metrics"})


def register(app: Flask) -> None:
    """Tell of every request of *app*."""
    app.before_request(_begin)
    app.after_request(_head)


def _begin() -> None:
    g.record = Record.of(request)


def _head(response: Response) -> Response:
    """Put id and timings on an answer, and see to it that its end is told of."""
    record, metrics = current.record(), current.metrics()
    response.headers["X-Request-ID"] = record.id
    if not response.is_streamed:
        response.headers["Server-Timing"] = record.timing()
    about = {
        "request_id": record.id,
        "route": request.url_rule.rule if request.url_rule else "none",
        "method": request.method if request.method in METHODS else "other",
        "status": response.status_code,
        "bytes_in": request.content_length,
        "bytes_out": response.content_length,
    }
    response.call_on_close(lambda: _tell(record, about, metrics))
    return response


def _tell(record: Record, about: dict[str, Any], metrics: Metrics) -> None:
    metrics.count(record, about["route"], about["method"], about["status"])
    level = logging.DEBUG if about["route"] in QUIET else logging.INFO
    LOG.log(level, "request", extra={"fields": about | record.told()})
