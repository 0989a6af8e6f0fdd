"""Answering texts in a process of the pool, or in this one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from extractor import Extractor, __version__
from extractor.engine import tune_gc
from schemas.serialization import Answer, Finder, Work, answer

LOADER: Final = "service.extraction:load"
"""The function that a process of the pool calls first, as `extractor.pool` wants it named."""
FIRST_TEXT: Final = "“It works,” she said."
"""The models allocate some memory at first use; processes forked afterwards share it."""


def load(
    model: str | None, loader: Callable[[str | None], Any] | None = None
) -> Callable[[Work], Answer]:
    """Load the models and return the function that answers; raises ModelError."""
    extractor = (loader or Extractor.load)(model)
    extractor(FIRST_TEXT)
    tune_gc()
    return partial(answer, extractor, __version__)


class InProcess:
    """Answers in this process, one text at a time; has the interface of `extractor.pool.Pool`."""

    size = 1
    alive = 1

    def __init__(self, extractor: Finder) -> None:
        self._answer = partial(answer, extractor, __version__)
        self._lock = threading.Lock()

    def start(self) -> None:
        """Do nothing: the extractor is loaded."""

    def close(self) -> None:
        """Do nothing."""

    def run(self, work: Work, deadline: float | None = None, client: Any = None) -> Answer:
        """Return the answer to one text; neither a deadline nor a client ends the work."""
        with self._lock:
            return self._answer(work)
