"""Figures for Prometheus, over all processes where the deployment gives them a place to meet.

Labels are bounded: nothing of a request is one but its route, a known method, and our status.
"""

from __future__ import annotations

import os
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from service.records import Record

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR" in os.environ
"""Whether several processes write their figures to one place; the client library looks once."""

METHODS: Final = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)
PREFIX: Final = "quote_extractor"


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        to = None if SHARED else self._registry

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"{PREFIX}_{name}", about, labels, registry=to)

        def histogram(name: str, about: str, *labels: str) -> Histogram:
            return Histogram(f"{PREFIX}_{name}", about, labels, registry=to, buckets=SECONDS)

        def gauge(name: str, about: str) -> Gauge:
            return Gauge(f"{PREFIX}_{name}", about, registry=to, multiprocess_mode="livesum")

        self.requests = counter("requests", "Answers.", "route", "method", "status")
        self.request_seconds = histogram("request_seconds", "From head to answer.", "route")
        self.stage_seconds = histogram("stage_seconds", "Of a text, by stage.", "stage")
        self.failures = counter("failures", "Refusals and faults, by kind.", "kind")
        self.texts = counter("texts", "Texts worked on.")
        self.characters = counter("characters", "Their code points.")
        self.words = counter("words", "Their words, by what became of them.", "what")
        self.quotations = counter("quotations", "Quotations found.")
        self.places = gauge("places_taken", "Requests that wait or are worked on.")
        self.workers = gauge("workers", "Processes that take texts.")
        if SHARED:
            MultiProcessCollector(self._registry)  # type: ignore[no-untyped-call]

    def count(self, record: Record, route: str, method: str, status: int) -> None:
        """Count a request that is done with; *method* is one of METHODS, or another word."""
        self.requests.labels(route, method, str(status)).inc()
        self.request_seconds.labels(route).observe(record.total)
        for kind in record.failures:
            self.failures.labels(kind).inc()
        self.texts.inc(record.texts)
        self.characters.inc(record.characters)
        self.words.labels("parsed").inc(record.words_parsed)
        self.words.labels("skipped").inc(record.words_skipped)
        self.quotations.inc(record.quotes)

    def written(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self._registry)
