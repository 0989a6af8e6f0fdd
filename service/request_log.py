"""The record of each request: response headers, a log line, metrics.

Ids, sizes and timings only, never a word of a text.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

from schemas import QuoteRequest
from schemas.serialization import Answer
from service.problems import METHODS

ID: Final = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
LOG: Final = logging.getLogger("service.requests")
QUIET: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""Routes that monitoring calls all the time; they are logged at debug."""


@dataclass
class Record:
    """One request: its id, and what its texts come to together."""

    id: str
    began: float = field(default_factory=time.perf_counter)
    texts: int = 0
    characters: int = 0
    sum: Answer = field(default_factory=Answer)
    failures: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls) -> Record:
        """Return a record with the client's request id, or with a new one if that is not valid."""
        sent = request.headers.get("X-Request-ID", "")
        return cls(sent if ID.fullmatch(sent) else uuid4().hex)

    def took(self, asked: QuoteRequest) -> None:
        """Count a text that is going to be worked on."""
        self.texts += 1
        self.characters += len(asked.text)

    def add(self, answer: Answer) -> None:
        """Add the figures of an answer."""
        for stage, seconds in answer.seconds.items():
            self.sum.observe(stage, seconds, None)
        self.sum.words_parsed += answer.words_parsed
        self.sum.words_skipped += answer.words_skipped
        self.sum.quotes += answer.quotes

    @property
    def milliseconds(self) -> dict[str, float]:
        """Milliseconds of each stage, and since the request began."""
        seconds = self.sum.seconds | {"total": time.perf_counter() - self.began}
        return {stage: round(1000 * each, 1) for stage, each in seconds.items()}

    def logged(self) -> dict[str, Any]:
        """Return the fields of the log's line."""
        return {
            "texts": self.texts,
            "characters": self.characters,
            "words_parsed": self.sum.words_parsed,
            "words_skipped": self.sum.words_skipped,
            "quotes": self.sum.quotes,
            "failures": self.failures,
            "milliseconds": self.milliseconds,
        }


Count = Callable[[Record, str, str, int], None]
"""Takes a finished request's record, its route, its method or ``other``, and the status."""


def register(app: Flask, count: Count) -> None:
    """Record every request of *app*, and count it once its answer is sent."""

    def begin() -> None:
        g.record = Record.begin()

    def finish(response: Response) -> Response:
        record: Record = g.record
        response.headers["X-Request-ID"] = record.id
        if not response.is_streamed:
            timing = (f"{stage};dur={each:.1f}" for stage, each in record.milliseconds.items())
            response.headers["Server-Timing"] = ", ".join(timing)
        about = {
            "request_id": record.id,
            "route": request.url_rule.rule if request.url_rule else "none",
            "method": request.method if request.method in METHODS else "other",
            "status": response.status_code,
            "bytes_in": request.content_length,
            "bytes_out": response.content_length,
        }
        response.call_on_close(lambda: _write(record, about, count))
        return response

    app.before_request(begin)
    app.after_request(finish)


def current() -> Record | None:
    """Return the record of the current request, where there is one."""
    return cast(Record | None, g.get("record")) if has_request_context() else None


def _write(record: Record, about: dict[str, Any], count: Count) -> None:
    count(record, about["route"], about["method"], about["status"])
    level = logging.DEBUG if about["route"] in QUIET else logging.INFO
    LOG.log(level, "request", extra={"fields": about | record.logged()})
