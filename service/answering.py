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
    """Return a place in the line for this request, given up when the request is done with."""
    return current.extractor().take_place(gone=hung_up(request.environ))


def answer(asked: QuoteRequest, turn: Turn) -> dict[str, Any]:
    """Return the answer to one text."""
    extraction = select(turn(asked.text), asked.options)
    return dump(extraction, asked.text, current.software(), asked.id, asked.options)
