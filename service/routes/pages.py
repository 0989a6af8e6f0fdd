"""The page at ``/``, the OpenAPI document, and the documentation made from it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response
from jinja2 import Environment, FileSystemLoader
from werkzeug.exceptions import NotFound

from schemas import to_json
from service import security_headers
from service.openapi import describe
from service.routes import settings
from service.settings import Settings

FOLDER: Final = Path(__file__).parents[1]
PAGE: Final = FOLDER / "web" / "index.html"
TYPES: Final = {".css": "text/css", ".js": "text/javascript"}
TEMPLATES: Final = FOLDER / "templates"

routes = Blueprint("pages", __name__)


@routes.get("/")
def index() -> Response:
    """Return the page into which an article can be pasted."""
    return Response(PAGE.read_bytes(), mimetype="text/html", headers=security_headers.PAGE)


@routes.get("/web/<name>")
def part(name: str) -> Response:
    """Return a script or a style sheet of the page."""
    content = _parts().get(name)
    if content is None:
        raise NotFound
    return Response(content, mimetype=TYPES[Path(name).suffix])


@routes.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI document."""
    return Response(_document(settings()), mimetype="application/json")


@routes.get("/docs")
def docs() -> Response:
    """Return the documentation as a page."""
    page, style = _documentation(settings())
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = security_headers.with_style(style)
    return response


@cache
def _parts() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in PAGE.parent.iterdir() if path.suffix in TYPES}


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
