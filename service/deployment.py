"""How gunicorn runs the service; gunicorn.conf.py hands all of this on.

The models are loaded once, before the workers are forked, so that these share their memory and
a replaced worker answers at once. Forking is safe here because torch has a single thread. Until
the models are loaded nothing listens; so whoever is answered at all is answered well.
"""

from __future__ import annotations

import gc
import os
from typing import Any, Final

from settings import Settings, SettingsError

# The processes share the cores: more threads would fight for them, and a fork would hang.
# Read when torch is imported, which is later.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

# These answer what needs no extractor, while all others wait for it.
THREADS_LEFT: Final = 4


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise SystemExit(f"quote-extractor: {error}") from None


_read = _settings()

wsgi_app = "app:create_app()"
preload_app = True
worker_class = "service.worker.Worker"
workers = _read.workers
threads = _read.waiting + 1 + THREADS_LEFT
bind = _read.bind
timeout = _read.timeout
graceful_timeout = _read.graceful_timeout
loglevel = _read.log_level
accesslog = None
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112


def on_starting(server: Any) -> None:
    """Load the models in the master, and leave them to the workers as they are."""
    from extractor import ExtractorError

    shared = server.app.wsgi().extensions["extractor"]
    try:
        shared.load()
    except ExtractorError as error:
        raise SystemExit(f"quote-extractor: EXTRACTOR_MODEL: {error}") from None
    gc.collect()
    gc.freeze()  # the collector would write to, and so copy, every page of it
    server.log.info("Models loaded: %s", shared.model)
