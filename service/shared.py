"""One extractor for all threads of a process, loaded once and used by one thread alone.

More parses at once would not be faster, since they share one core, and Stanza does not promise
to stand it. It is always the same thread, since each that parses keeps memory of its own. Who
comes meanwhile waits in a line of bounded length; so some threads are always left to answer at
once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from extractor import Extraction, ExtractorError

# What the models make at their first use is then there, and shared by processes forked later.
FIRST_TEXT: Final = "“It works,” she said."


class Finder(Protocol):
    """What the service needs of an extractor."""

    @property
    def model(self) -> str:
        """The name of the models."""

    def __call__(self, text: str) -> Extraction:
        """Find the quotations of one text."""


class NotReadyError(Exception):
    """The extractor is not loaded yet, or could not be."""


class BusyError(Exception):
    """Too many wait already."""


class SharedExtractor:
    """An extractor that may be called from any thread."""

    def __init__(self, load: Callable[[], Finder], waiting: int) -> None:
        self._load = load
        self._finder: Finder | None = None
        self._loading = threading.Lock()
        # Its thread starts with the first text, so after a fork.
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="extract")
        self._places = threading.BoundedSemaphore(waiting + 1)

    @property
    def ready(self) -> bool:
        """Tell whether texts can be taken."""
        return self._finder is not None

    @property
    def model(self) -> str:
        """The name of the models; raises NotReadyError before they are loaded."""
        return self._loaded().model

    def load(self) -> None:
        """Load the extractor and try it, unless that is done; whatever this raises goes on."""
        with self._loading:
            if self._finder is None:
                finder = self._load()
                finder(FIRST_TEXT)
                self._finder = finder

    def load_in_background(self) -> None:
        """Begin to load, unless that is done or under way."""
        if not self.ready and not self._loading.locked():
            threading.Thread(target=self._load_or_log, name="load", daemon=True).start()

    def __call__(self, text: str) -> Extraction:
        """Wait for a turn and extract; raises NotReadyError, and BusyError at once."""
        finder = self._loaded()
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            return self._line.submit(finder, text).result()
        finally:
            self._places.release()

    def _load_or_log(self) -> None:
        try:
            self.load()
        except ExtractorError as error:
            logging.getLogger(__name__).error("the models cannot be loaded: %s", error)

    def _loaded(self) -> Finder:
        if self._finder is None:
            raise NotReadyError
        return self._finder
