"""One extractor for all threads of a process, loaded once and used by one thread at a time.

More parses at once would not be faster, since they share one core, and Stanza does not promise
to stand it. Who comes while another works waits in a line of bounded length; so some threads
are always left to answer at once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from extractor import Extraction, ExtractorError


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
        self._turn = threading.Lock()
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
        """Load the extractor, unless that is done; whatever loading raises goes on."""
        with self._loading:
            self._finder = self._finder or self._load()

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
            with self._turn:
                return finder(text)
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
