"""``serve``: start the service."""

from __future__ import annotations

import argparse
import errno
import socket
import sys
from dataclasses import replace
from typing import Any

from cli.inputs import complain
from service.settings import Settings


def run(options: argparse.Namespace, _: Any) -> int:
    """Run the service until it is stopped."""
    from service.gunicorn_config import Application

    settings = Settings.from_environment()
    if options.bind:
        settings = replace(settings, bind=options.bind)
    problem = _cannot_listen(settings.bind)
    if problem:
        return complain(problem)
    if sys.stdout.isatty() and not settings.bind.startswith("unix:"):
        print(f"Open http://{settings.bind}/ (ready in a few seconds; Ctrl-C to stop)")
    Application(settings).run()
    return 0  # never reached: gunicorn exits


def _cannot_listen(bind: str) -> str | None:
    """Return why nothing can listen at ``HOST:PORT``, or None; Unix sockets are not tried."""
    host, _, port = bind.rpartition(":")
    if bind.startswith("unix:") or not port.isdigit():
        return None
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host.strip("[]"), int(port)))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            other = "; choose another port" * (getattr(error, "errno", 0) == errno.EADDRINUSE)
            return f"cannot listen on {bind}: {why}{other}"
    return None
