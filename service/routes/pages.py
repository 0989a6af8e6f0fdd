"""The page at ``/``, the OpenAPI document, and the documentation made from it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response
from jinja2 import Environment, FileSystemLoader

from schemas import to_json
from service.openapi import describe
from service.routes import settings
from service.security_headers import with_script, with_style
from service.settings import Settings

FOLDER: Final = Path(__file__).parents[1]
PAGE: Final = FOLDER / "web" / "index.html"
TEMPLATES: Final = FOLDER / "templates"

routes = Blueprint("pages", __name__)


@routes.get("/")
def index() -> Response:
    """Return the page into which an article can be pasted."""
    document, policy = _read_page()
    response = Response(document, mimetype="text/html")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    return response


@routes.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI document."""
    return Response(_document(settings()), mimetype="application/json")


@routes.get("/docs")
def docs() -> Response:
    """Return the documentation as a page."""
    page, style = _documentation(settings())
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = with_style(style)
    return response


@cache
def _read_page() -> tuple[bytes, str]:
    document = PAGE.read_bytes()
    return document, with_script(document)


@cache
def _document(settings: Settings) -> bytes:
    return to_json(describe(settings))


@cache
def _documentation(settings: Settings) -> tuple[str, str]:
    """Return the page and its style sheet."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)
    style = (TEMPLATES / "docs.css").read_text("utf-8")
    return environment.get_template("docs.html").render(describe(settings), style=style), style
