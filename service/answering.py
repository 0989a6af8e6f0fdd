"""From a checked request to the plain values of its answer; one text and a batch share it."""

from __future__ import annotations

from typing import Any

from flask import request

from schemas import QuoteRequest, dump
from service import current
from service.filtering import select
from service.hanging_up import hung_up
from service.turns import Turn


def take_place() -> Turn:
    """Return a place in the line for this request, to be freed; raises RefusalError."""
    gone = hung_up(request.environ)
    return current.extractor().take_place(gone, current.metrics().places.inc)


def answer(asked: QuoteRequest, turn: Turn) -> dict[str, Any]:
    """Return the answer to one text."""
    record, metrics = current.record(), current.metrics()

    def observe(stage: str, seconds: float, made: Any) -> None:
        record.observe(stage, seconds, made)
        metrics.stage_seconds.labels(stage).observe(seconds)

    record.took(asked)
    extraction = select(turn(asked.text, observe), asked.options)
    record.quotes += len(extraction.quotes)
    return dump(extraction, asked.text, current.software(), asked.id, asked.options)
