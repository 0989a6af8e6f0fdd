"""For ``gunicorn`` in this folder; ``quote-extractor serve`` needs no file."""

from service.gunicorn_config import options
from service.settings import Settings, SettingsError

try:
    globals().update(options(Settings.from_environment()), wsgi_app="app:create_app()")
except SettingsError as error:
    raise SystemExit(f"quote-extractor: {error}") from None
