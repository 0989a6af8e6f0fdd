"""The page at ``/``, the OpenAPI document, and the documentation made from it."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
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
CODE: Final = re.compile(r"`([^`]+)`")

routes = Blueprint("pages", __name__)


@routes.get("/")
def index() -> Response:
    """Return the page for editors."""
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
    page, style = _documentation(settings(), request.host_url.rstrip("/"))
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = security_headers.with_style(style)
    return response


@cache
def _parts() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in PAGE.parent.iterdir() if path.suffix in TYPES}


@cache
def _document(settings: Settings) -> bytes:
    return to_json(describe(settings))


@lru_cache(maxsize=8)
def _documentation(settings: Settings, base: str) -> tuple[str, str]:
    """Return the page, with examples that call the service at *base*, and its style sheet."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "code": _code,
        "compact": lambda value: json.dumps(value, ensure_ascii=False),
        "pretty": lambda value: json.dumps(value, ensure_ascii=False, indent=2),
    }
    style = (TEMPLATES / "docs.css").read_text("utf-8")
    template = environment.get_template("docs.html")
    known = {"style": Markup(style), "base": base, "keyed": bool(settings.keys)}
    return template.render(describe(settings), **known), style


def _code(text: str) -> Markup:
    """Return a description as HTML, what is between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))
