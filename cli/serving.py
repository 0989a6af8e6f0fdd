"""``serve``: gunicorn with the service's configuration."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, NoReturn


def run(options: argparse.Namespace, _: Any) -> NoReturn:
    """Become gunicorn; never returns."""
    more = ["--bind", options.bind] if options.bind else []
    command = [sys.executable, "-m", "gunicorn", "--config", "python:service.deployment"]
    os.execv(sys.executable, [*command, *more])
