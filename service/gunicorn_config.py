"""The gunicorn configuration: one worker process for HTTP; the pool does the rest."""

from __future__ import annotations

import os
import resource
from typing import Any, Final

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from service.settings import Settings

MOST_CONNECTIONS: Final = 10_000
RESERVED: Final = 40
"""File descriptors for other things than clients; each process of the pool takes another three."""
QUEUE: Final = 2048


def options(settings: Settings) -> dict[str, Any]:
    """Return gunicorn's options for these settings."""
    return {
        "bind": settings.bind,
        "workers": 1,
        "worker_class": "service.gunicorn_worker.HttpWorker",
        "worker_connections": _connections(settings.workers),
        "backlog": QUEUE,
        "timeout": settings.timeout,
        "graceful_timeout": settings.graceful_timeout,
        # Also the time limit for a request's head. By default 75 s: longer than proxies keep a
        # connection, which otherwise send a request into one that is closing.
        "keepalive": settings.time_limit + 15,
        "loglevel": settings.log_level,
        "logger_class": "service.logging.JsonLogger",
        "accesslog": None,
        "control_socket_disable": True,
        # In memory where there is such a place: a file that is touched every second.
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: PTH112
        "umask": 0o117,  # a Unix socket is open to its owner and group
    }


class Application(BaseApplication):  # type: ignore[misc]
    """The service under gunicorn, configured by *settings* and nothing else.

    The working directory is not put on the import path.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's options."""
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the WSGI application; called in the worker."""
        from app import create_app

        return create_app(settings=self.settings)


def _connections(workers: int) -> int:
    """Raise the soft limit of open files as far as allowed; return how many clients it leaves."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = float("inf") if hard == resource.RLIM_INFINITY else hard
    reserved = RESERVED + 3 * workers
    soft = max(soft, int(min(MOST_CONNECTIONS + reserved, most)))
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(8, min(MOST_CONNECTIONS, soft - reserved))
