"""``POST /v1/quotes``: the quotations of one text, in the form that the client prefers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, request

from schemas.forms import CSV, FORMS, HTML, JSON_LD
from schemas.forms.annotations import CONTEXT
from schemas.forms.markup import STYLE
from service import requests
from service.routes import answer, settings, take_place
from service.security_headers import with_style

HEADERS: Final[Mapping[str, Mapping[str, str]]] = {
    HTML: {"Content-Security-Policy": with_style(STYLE)},
    CSV: {"Content-Type": f"{CSV}; charset=utf-8; header=present"},
    JSON_LD: {"Content-Type": f'{JSON_LD}; profile="{CONTEXT}"'},
}

routes = Blueprint("quotes", __name__)


@routes.post("/v1/quotes")
def quotes() -> Response:
    """Find the quotations of one text."""
    form = requests.preferred(request, tuple(FORMS))
    asked = requests.read(request, settings().max_characters, settings().time_limit)
    with take_place() as place:
        body = answer(place, asked, form).body
    response = Response(body, mimetype=form)
    response.headers.update(HEADERS.get(form, {}))
    return response
