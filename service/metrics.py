"""Metrics for Prometheus.

Labels are bounded: nothing of a request becomes one but its route, a known method and our status.
"""

from __future__ import annotations

from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from schemas.serialization import Answer
from service.admission import Admission
from service.request_log import Record

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)
PREFIX: Final = "quote_extractor"


class Metrics:
    """The figures of one application."""

    def __init__(self, admission: Admission) -> None:
        self._registry = CollectorRegistry()

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"{PREFIX}_{name}", about, labels, registry=self._registry)

        def histogram(name: str, about: str, label: str) -> Histogram:
            options: Any = {"registry": self._registry, "buckets": SECONDS}
            return Histogram(f"{PREFIX}_{name}", about, [label], **options)

        def gauge(name: str, about: str) -> Gauge:
            return Gauge(f"{PREFIX}_{name}", about, registry=self._registry)

        self.requests = counter("requests", "Requests answered.", "route", "method", "status")
        self.request_seconds = histogram("request_seconds", "Time to answer a request.", "route")
        self.stage_seconds = histogram("stage_seconds", "Time of each stage for a text.", "stage")
        self.failures = counter("failures", "Refused and failed requests by kind.", "kind")
        self.texts = counter("texts", "Texts analysed.")
        self.characters = counter("characters", "Code points of these texts.")
        self.words = counter("words", "Words of these texts, parsed or skipped.", "what")
        self.quotations = counter("quotations", "Quotations found.")
        taken = gauge("places_taken", "Requests waiting or in progress.")
        taken.set_function(lambda: admission.taken)
        workers = gauge("workers", "Worker processes.")
        workers.set_function(lambda: admission.pool.alive)

    def add(self, answer: Answer) -> None:
        """Add the times of a text."""
        for stage, seconds in answer.seconds.items():
            self.stage_seconds.labels(stage).observe(seconds)

    def count(self, record: Record, route: str, method: str, status: int) -> None:
        """Count a finished request."""
        self.requests.labels(route, method, str(status)).inc()
        self.request_seconds.labels(route).observe(record.milliseconds["total"] / 1000)
        for kind in record.failures:
            self.failures.labels(kind).inc()
        self.texts.inc(record.texts)
        self.characters.inc(record.characters)
        self.words.labels("parsed").inc(record.sum.words_parsed)
        self.words.labels("skipped").inc(record.sum.words_skipped)
        self.quotations.inc(record.sum.quotes)

    def export(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self._registry)
