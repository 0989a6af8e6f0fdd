"""How gunicorn runs the service; gunicorn.conf.py hands all of this on.

The models are loaded once, before the workers are forked, so that these share their memory and
a replaced worker answers at once. Forking is safe here because torch has a single thread. Until
the models are loaded nothing listens; so whoever is answered at all is answered well.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from typing import Any, Final

from service import capacity
from settings import Settings, SettingsError

# The processes share the cores: more threads would fight for them, and a fork would hang.
# Read when torch is imported, which is later.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

# In memory where there is such a place: files that are written to all the time.
SHM: Final = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112

# These answer what needs no extractor, while all others wait for it.
THREADS_LEFT: Final = 4


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise SystemExit(f"quote-extractor: {error}") from None


def _share_figures() -> None:
    """Make a place where the metrics of all processes meet, until this one ends.

    It is looked for when the client library is imported, which is later.
    """
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        place = tempfile.mkdtemp("", "quote-extractor-", SHM)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = place
        atexit.register(_remove, place, os.getpid())


def _remove(place: str, master: int) -> None:
    if os.getpid() == master:
        shutil.rmtree(place, ignore_errors=True)


_read = _settings()
_share_figures()

wsgi_app = "app:create_app()"
preload_app = True
worker_class = "service.worker.Worker"
workers = _read.workers or capacity.workers()
threads = _read.waiting + 1 + THREADS_LEFT
bind = _read.bind
timeout = _read.timeout
graceful_timeout = _read.graceful_timeout
loglevel = _read.log_level
keepalive = 75  # longer than proxies keep one, which else send into a connection that is closing
accesslog = None
control_socket_disable = True
logger_class = "service.logs.JsonLogger"
worker_tmp_dir = SHM


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


def child_exit(server: Any, worker: Any) -> None:
    """Forget how many waited in a worker that is no more."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
