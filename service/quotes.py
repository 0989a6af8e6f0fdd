"""``POST /v1/quotes``: the quotations of one text."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service import current, negotiating, reading
from service.answering import answer, take_place
from service.bodies import JSON

routes = Blueprint("quotes", __name__)


@routes.post("/v1/quotes")
def quotes() -> Response:
    """Find the quotations of one text."""
    negotiating.form(request, (JSON,))
    asked = reading.read(request, current.settings().max_characters)
    with take_place() as turn:
        return current.json_response(answer(asked, turn))
