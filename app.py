"""The service: an article in, who said what out.

GET  /                  a page to paste a text into
POST /v1/quotes         the quotations of one text, as JSON, HTML, CSV or JSON-LD
POST /v1/quotes/batch   those of many
GET  /v1/rules          by which rules, and how often they were right
GET  /v1/limits         how long a text may be
GET  /openapi.json      all of this for programs
GET  /docs              the same for people
GET  /healthz           the process lives
GET  /readyz            texts can be taken
GET  /metrics           figures for Prometheus
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Flask, Response

from extractor import Extractor
from service import about, batch, documentation, guarding, page, policy, problems, quotes, telling
from service.metrics import Metrics
from service.shared import SharedExtractor
from service.turns import Finder
from settings import Settings

ROUTES: Final[tuple[Blueprint, ...]] = (
    page.routes,
    quotes.routes,
    batch.routes,
    about.routes,
    documentation.routes,
)


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
        settings.time_limit,
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
    app.extensions |= {"extractor": shared, "settings": settings, "metrics": Metrics()}
    problems.register(app)
    for routes in ROUTES:
        app.register_blueprint(routes)
    telling.register(app)
    guarding.register(app, settings)
    app.after_request(_keep_private)
    return app


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    for name, value in policy.HEADERS.items():
        response.headers.setdefault(name, value)
    response.vary.add("Accept")
    return response
