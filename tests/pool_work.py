"""Loaders for the processes of a pool in tests."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from extractor import ModelError


def echo(argument: Any) -> Callable[[Any], Any]:
    """Return a function that does what the request says."""

    def work(request: Any) -> Any:
        if request == "pid":
            return os.getpid()
        if request == "path":
            return sys.path
        if request == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if request == "fail":
            raise ValueError(request)
        if isinstance(request, float):
            time.sleep(request)
        return argument, request

    return work


def damaged(argument: Any) -> Callable[[Any], Any]:
    """Fail as damaged models do."""
    raise ModelError(f"{argument} is damaged")


def deadly(_: Any) -> Callable[[Any], Any]:
    """Die while loading."""
    if os.environ.get("QUOTE_EXTRACTOR_PRELOAD") is None:  # a process, not the fork server
        os.kill(os.getpid(), signal.SIGKILL)
    raise ModelError("the fork server goes on")
