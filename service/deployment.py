"""How gunicorn runs the service; gunicorn.conf.py hands all of this on.

gunicorn's master starts a front, which talks HTTP, and the workers, which extract (see crew). The
models are loaded once, before any of them is forked, so that they share their memory and a
worker's place is taken at once. Forking is safe here because torch has a single thread. Until
the models are loaded nothing listens; so whoever is answered at all is answered well.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from service import capacity
from settings import Settings, SettingsError

# The processes share the cores: more threads would fight for them, and a fork would hang.
# Read when torch is imported, which is later.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

# In memory where there is such a place: files that are written to all the time.
SHM: Final = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112

# Of the front. These answer what needs no extractor, and read what comes slowly, while all others
# wait for the workers. They cost little: there is nothing of the models in them.
THREADS_LEFT: Final = 32


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise SystemExit(f"quote-extractor: {error}") from None


def _folder() -> Path:
    """Make a folder for our processes to meet in, which nobody else can enter, until this ends."""
    place = tempfile.mkdtemp("", "quote-extractor-", SHM)
    atexit.register(_remove, place, os.getpid())
    return Path(place)


def _remove(place: str, master: int) -> None:
    if os.getpid() == master:
        shutil.rmtree(place, ignore_errors=True)


_read = _settings()
_place = _folder()
# Where the figures of all processes meet; looked for when the client library is imported.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    (_place / "figures").mkdir()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_place / "figures")

wsgi_app = "app:create_app()"
preload_app = True
worker_class = "service.worker.Worker"
_workers = _read.workers or capacity.workers()
workers = _workers + 1
threads = (_read.waiting + 1) * _workers + THREADS_LEFT
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
    """Load the models in the master, and leave them to its children as they are."""
    from extractor import ExtractorError
    from extractor.gc_tuning import tune_gc
    from service.crew.meeting import Meeting

    if server.cfg.workers < 2:
        raise SystemExit(
            "quote-extractor: --workers counts the front too, so at least 2 are needed"
        )
    extensions = server.app.wsgi().extensions
    try:
        extensions["extractor"].load()
    except ExtractorError as error:
        raise SystemExit(f"quote-extractor: EXTRACTOR_MODEL: {error}") from None
    extensions["meeting"] = Meeting.in_folder(_place)
    tune_gc()
    server.log.info("Models loaded: %s", extensions["extractor"].model)


def pre_fork(server: Any, worker: Any) -> None:
    """Say what the process is going to be: the workers come first, then one front."""
    staying = [each.works for each in server.WORKERS.values() if not each.replaced]
    worker.works = not all(staying) or len(staying) + 1 < server.num_workers


def post_worker_init(worker: Any) -> None:
    """Give a front its workers, as soon as they come."""
    from service.crew.pool import Pool

    if not worker.works:
        extensions = worker.wsgi.extensions
        shared, figures = extensions["extractor"], extensions["metrics"]
        pool = Pool(extensions["meeting"], shared.model, figures.workers.inc)
        shared.hand_over(pool, worker.cfg.workers - 1, lambda: pool.there)


def on_reload(server: Any) -> None:
    """Count nobody who is there already: others are going to take their places."""
    for worker in server.WORKERS.values():
        worker.replaced = True


def child_exit(server: Any, worker: Any) -> None:
    """Forget how many waited in a front that is no more."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
