"""``POST /v1/quotes``: the quotations of one text, in the form that the caller prefers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from schemas import QuoteRequest
from schemas.forms import CSV, FORMS, HTML, IN_CODE_POINTS, JSON_LD
from schemas.forms.annotations import CONTEXT
from schemas.forms.markup import STYLE
from service import current, negotiating, policy, reading
from service.answering import answer, take_place

HEADERS: Final[Mapping[str, Mapping[str, str]]] = {
    HTML: {"Content-Security-Policy": policy.with_style(STYLE)},
    CSV: {"Content-Type": f"{CSV}; charset=utf-8; header=present"},
    JSON_LD: {"Content-Type": f'{JSON_LD}; profile="{CONTEXT}"'},
}

routes = Blueprint("quotes", __name__)


@routes.post("/v1/quotes")
def quotes() -> Response:
    """Find the quotations of one text."""
    form = negotiating.form(request, tuple(FORMS))
    asked = reading.read(request, current.settings().max_characters)
    if form in IN_CODE_POINTS:
        asked = _in_code_points(asked)
    with take_place() as turn:
        body = FORMS[form](answer(asked, turn), asked.text)
    response = Response(body, mimetype=form)
    response.headers.update(HEADERS.get(form, {}))
    return response


def _in_code_points(asked: QuoteRequest) -> QuoteRequest:
    return replace(asked, options=replace(asked.options, offsets="codepoint"))
