"""The service as a Flask application: an article in, who said what out.

GET  /                  a page to paste a text into
POST /v1/quotes         the quotations of one text, as JSON, HTML, CSV or JSON-LD
POST /v1/quotes/batch   those of many texts
GET  /v1/rules          the rules, with their precision
GET  /v1/limits         how long a text may be
GET  /openapi.json      all of this for programs
GET  /docs              the same for people
GET  /healthz           the process lives
GET  /readyz            the models are loaded
GET  /metrics           figures for Prometheus
"""

from __future__ import annotations

from extractor.pool import Pool
from extractor.pool.pool import workers_with_room
from schemas.serialization import Finder
from service import auth, problems, request_log, security_headers
from service.admission import Admission, Runner
from service.extraction import LOADER, InProcess
from service.metrics import Metrics
from service.routes import batch, meta, pages, quotes
from service.settings import Settings


def create_app(
    extractor: Finder | None = None, settings: Settings | None = None, pool: Runner | None = None
) -> problems.Service:
    """Return the service as a WSGI application.

    With an *extractor* texts are worked on in this process, one at a time. Without one a *pool*
    of processes does it, which loads the configured models when ``start`` is called on
    ``app.extensions["admission"]``, or at the first request that needs them.
    Raises SettingsError if the environment holds an invalid setting.
    """
    config = settings or Settings.from_environment()
    if pool is None:
        size = config.workers or workers_with_room()
        pool = Pool(LOADER, config.model, size) if extractor is None else InProcess(extractor)
    app = problems.Service(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=config.max_bytes, PROPAGATE_EXCEPTIONS=False)
    app.url_map.merge_slashes = False  # it would redirect in HTML
    app.url_map.strict_slashes = False
    admission = Admission(pool, config.waiting, config.time_limit)
    metrics = Metrics(admission)
    app.extensions |= {"admission": admission, "metrics": metrics, "settings": config}
    app.after_request(security_headers.add_headers)
    request_log.register(app, metrics.count)
    problems.register(app)
    auth.allow_origins(app, config.origins)
    auth.require_key(app, config.keys)
    for module in (pages, quotes, batch, meta):
        app.register_blueprint(module.routes)
    return app
