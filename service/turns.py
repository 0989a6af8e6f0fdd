"""A request's place in the line before the extractor, and its turns there, a text at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from typing import Any, Final, Protocol

from extractor import Extraction
from extractor.engine import TICK
from service.problems import RefusalError

# Seconds. So much later at most it is seen that nobody waits for an answer any more.
BETWEEN_LOOKS: Final = 0.25

Observer = Callable[[str, float, Any], None]
"""Is told of each stage its name, the seconds it took and what it made, and ticks in between."""


class Finder(Protocol):
    """What the service needs of an extractor."""

    @property
    def model(self) -> str:
        """The name of the models."""

    def __call__(self, text: str, observe: Observer | None = None) -> Extraction:
        """Find the quotations of one text."""


class LateError(RefusalError):
    """The time limit has passed."""

    kind = "late"

    def __init__(self, seconds: float) -> None:
        detail = f"There was no answer within {seconds:g} s."
        super().__init__(503, detail, headers=[("Retry-After", "10")])


class GoneError(RefusalError):
    """The caller has hung up; the status is for the log alone."""

    kind = "gone"

    def __init__(self) -> None:
        super().__init__(499, "The caller has hung up.")


class AbandonedError(Exception):
    """Nobody waits for this text any more; ends the work on it."""


class Turn:
    """A place in the line, which its holder may use for one text after another, then frees."""

    def __init__(
        self,
        finder: Finder,
        line: Executor,
        release: Callable[[], None],
        gone: Callable[[], bool],
        time_limit: float,
    ) -> None:
        self._finder = finder
        self._line = line
        self._release: Callable[[], None] | None = release
        self._gone = gone
        self._time_limit = time_limit

    def __call__(self, text: str, observe: Observer = lambda *_: None) -> Extraction:
        """Wait for a turn and extract; raises LateError and GoneError. *observe* hears of it."""
        abandoned = threading.Event()

        def watch(stage: str, seconds: float, made: Any) -> None:
            if abandoned.is_set():
                raise AbandonedError
            if stage != TICK:
                observe(stage, seconds, made)

        def work() -> Extraction:
            watch("wait", time.monotonic() - began, None)
            return self._finder(text, watch)

        began = time.monotonic()
        job = self._line.submit(work)
        try:
            self._await(job, began + self._time_limit)
        except RefusalError:
            abandoned.set()
            job.cancel()
            raise
        return job.result()

    def __enter__(self) -> Turn:
        return self

    def __exit__(self, *_: object) -> None:
        self.free()

    def free(self) -> None:
        """Leave the place to others; a second time does nothing."""
        release, self._release = self._release, None
        if release:
            release()

    def _await(self, job: Future[Extraction], deadline: float) -> None:
        while not wait([job], min(BETWEEN_LOOKS, deadline - time.monotonic())).done:
            if self._gone():
                raise GoneError
            if time.monotonic() >= deadline:
                raise LateError(self._time_limit)
