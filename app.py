"""The service: an article in, who said what out.

POST /v1/quotes     the quotations of one text
GET  /v1/limits     how long a text may be
GET  /healthz       the process lives
GET  /readyz        texts can be taken
"""

from __future__ import annotations

from typing import Any, Final, cast

from flask import Blueprint, Flask, Response, current_app, request

from extractor import Extractor, __version__
from schemas import Software, dump, to_json
from service import problems, reading
from service.filtering import select
from service.shared import BusyError, Finder, NotReadyError, SharedExtractor
from settings import Settings

RETRY_WHEN_LOADING: Final = ("Retry-After", "5")
RETRY_WHEN_BUSY: Final = ("Retry-After", "2")

routes = Blueprint("routes", __name__)


def create_app(extractor: Finder | None = None, config: Settings | None = None) -> Flask:
    """Return the service as a WSGI application.

    Without *extractor* the configured models are loaded by whoever calls ``load`` on
    ``app.extensions["extractor"]``, else in the background as soon as they are asked for.
    Raises SettingsError where the environment holds a setting that cannot be meant.
    """
    settings = config or Settings.from_environment()
    shared = SharedExtractor(
        lambda: Extractor.load(settings.model) if extractor is None else extractor,
        settings.waiting,
    )
    if extractor is not None:
        shared.load()
    app = problems.Service(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_bytes,
        PROPAGATE_EXCEPTIONS=False,
        PROVIDE_AUTOMATIC_OPTIONS=False,  # it would answer in HTML
    )
    app.url_map.merge_slashes = False  # it would redirect in HTML
    app.extensions |= {"extractor": shared, "settings": settings}
    problems.register(app)
    app.register_error_handler(NotReadyError, _not_ready)
    app.register_error_handler(BusyError, _busy)
    app.register_blueprint(routes)
    app.after_request(_keep_private)
    return app


@routes.post("/v1/quotes")
def quotes() -> Response:
    """Find the quotations of one text."""
    asked = reading.read(request, _settings().max_characters)
    shared = _extractor()
    extraction = select(shared(asked.text), asked.options)
    software = Software(version=__version__, model=shared.model)
    return _json(dump(extraction, asked.text, software, asked.id, asked.options))


@routes.get("/v1/limits")
def limits() -> Response:
    """Tell how long a text may be, and how long a body."""
    reading.check_accept(request)
    settings = _settings()
    return _json({"max_characters": settings.max_characters, "max_bytes": settings.max_bytes})


@routes.get("/healthz")
def healthz() -> Response:
    """Tell that the process lives."""
    return _json({"status": "ok"})


@routes.get("/readyz")
def readyz() -> Response:
    """Tell whether texts can be taken."""
    if not _extractor().ready:
        raise NotReadyError
    return _json({"status": "ready"})


def _not_ready(_: NotReadyError) -> Response:
    _extractor().load_in_background()
    detail = "The models are not loaded; where that fails the log tells why."
    return problems.refuse(problems.RefusalError(503, detail, headers=[RETRY_WHEN_LOADING]))


def _busy(_: BusyError) -> Response:
    detail = "Too many requests are waiting."
    return problems.refuse(problems.RefusalError(503, detail, headers=[RETRY_WHEN_BUSY]))


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _json(value: Any) -> Response:
    return Response(to_json(value), mimetype="application/json")


def _extractor() -> SharedExtractor:
    return cast(SharedExtractor, current_app.extensions["extractor"])


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])
