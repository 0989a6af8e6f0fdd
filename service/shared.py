"""One extractor for all threads of a process, and the line of bounded length before it.

Loaded here, it is used by one thread alone: more parses at once would not be faster, since they
share one core, and Stanza does not promise to stand it. It is always the same thread, since each
that parses keeps memory of its own. Or it is handed over to workers (see crew), each a process
that takes a text at a time, before which there is one line. Either way some threads are left to
answer at once what needs no extractor.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from extractor import ExtractorError
from service.problems import RefusalError
from service.turns import Finder, Turn

# What the models make at their first use is then there, and shared by processes forked later.
FIRST_TEXT: Final = "“It works,” she said."
RETRY_WHEN_LOADING: Final = ("Retry-After", "5")
RETRY_WHEN_BUSY: Final = ("Retry-After", "2")


class NotReadyError(RefusalError):
    """The extractor is not loaded yet, or could not be."""

    kind = "not-ready"

    def __init__(self) -> None:
        detail = "The models are not loaded; where that fails the log tells why."
        super().__init__(503, detail, headers=[RETRY_WHEN_LOADING])


class BusyError(RefusalError):
    """Too many wait already."""

    kind = "busy"

    def __init__(self) -> None:
        super().__init__(503, "Too many requests are waiting.", headers=[RETRY_WHEN_BUSY])


class SharedExtractor:
    """An extractor that may be called from any thread, by who holds a place."""

    def __init__(self, load: Callable[[], Finder], waiting: int, time_limit: float = 60) -> None:
        self._load = load
        self._finder: Finder | None = None
        self._loading = threading.Lock()
        self._there: Callable[[], bool] = lambda: True
        self._waiting = waiting
        self._time_limit = time_limit
        self._open(1)

    def _open(self, workers: int) -> None:
        # Threads start with the first text, so after a fork.
        self._line = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="extract")
        self._places = threading.BoundedSemaphore((self._waiting + 1) * workers)

    @property
    def model(self) -> str:
        """The name of the models; raises NotReadyError before they are loaded."""
        return self.loaded().model

    def loaded(self) -> Finder:
        """Return what was loaded; before that begin to load and raise NotReadyError."""
        if self._finder is None:
            self._load_in_background()
            raise NotReadyError
        return self._finder

    def ready(self) -> None:
        """Raise NotReadyError where a text would find nobody to work on it."""
        self.loaded()
        if not self._there():
            raise NotReadyError

    def hand_over(self, pool: Finder, workers: int, there: Callable[[], bool]) -> None:
        """Let *workers* behind *pool* do the work; *there* tells whether any of them lives.

        For a process that serves nobody yet. So many texts are worked on at once, and for each
        worker as many may wait as otherwise would in all.
        """
        self._kept = self._finder  # to free what processes share would copy it first
        self._finder, self._there = pool, there
        self._open(workers)

    def load(self) -> None:
        """Load the extractor and try it, unless that is done; whatever this raises goes on."""
        with self._loading:
            if self._finder is None:
                finder = self._load()
                finder(FIRST_TEXT)
                self._finder = finder

    def take_place(
        self,
        gone: Callable[[], bool] = lambda: False,
        changed: Callable[[int], object] = lambda by: None,
    ) -> Turn:
        """Return a place in the line, to be freed; raises NotReadyError, and BusyError at once.

        *gone* tells whether the caller still waits for an answer; *changed* is told by how many
        the places taken become more.
        """
        finder, places = self.loaded(), self._places
        if not places.acquire(blocking=False):
            raise BusyError

        def release() -> None:
            changed(-1)
            places.release()

        changed(1)
        return Turn(finder, self._line, release, gone, self._time_limit)

    def _load_in_background(self) -> None:
        if not self._loading.locked():
            threading.Thread(target=self._load_or_log, name="load", daemon=True).start()

    def _load_or_log(self) -> None:
        try:
            self.load()
        except ExtractorError as error:
            logging.getLogger(__name__).error("the models cannot be loaded: %s", error)
