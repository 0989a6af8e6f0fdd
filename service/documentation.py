"""``GET /openapi.json``, and ``GET /docs``: the same as a page that is whole in itself."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response
from jinja2 import Environment, FileSystemLoader

from schemas import to_json
from service import current, policy
from service.openapi import describe
from settings import Settings

FOLDER: Final = Path(__file__).parent / "templates"
STYLE: Final = (
    "body{font:1em/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "section{border-top:1px solid #ccc}nav a{margin-right:1em}th,td{text-align:left;"
    "vertical-align:top;padding:.2em 1em .2em 0}dt{font-weight:bold}"
    "pre{background:#f4f4f4;padding:1em;overflow:auto}"
)

routes = Blueprint("documentation", __name__)


@routes.get("/openapi.json")
def openapi() -> Response:
    """Describe the service for programs."""
    return Response(_document(current.settings()), mimetype="application/json")


@routes.get("/docs")
def docs() -> Response:
    """Describe the service for people."""
    response = Response(_page(current.settings()), mimetype="text/html")
    response.headers["Content-Security-Policy"] = policy.with_style(STYLE)
    return response


@cache
def _document(settings: Settings) -> bytes:
    return to_json(describe(settings))


@cache
def _page(settings: Settings) -> str:
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)
    return environment.get_template("docs.html").render(describe(settings), style=STYLE)
