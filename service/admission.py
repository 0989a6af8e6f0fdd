"""Admission to the pool: places in a bounded queue, fair turns, deadlines.

A request takes a place for as long as it waits or is worked on; where none is left it is refused
at once. A batch takes one place and asks for a turn for each of its documents. Single texts go
before documents of batches, but after three of them one document has its turn.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Final, Self

from extractor import ExtractorError
from extractor.pool import ClientGoneError, Pool, Turns, WorkDiedError
from extractor.pool.worker import has_closed
from schemas.serialization import Answer, Work
from service.extraction import InProcess
from service.problems import GoneError, RefusalError

BETWEEN_LOOKS: Final = 0.25
"""Seconds between checks whether a waiting client is still connected."""
NEVER: Final = float("inf")
LOG: Final = logging.getLogger(__name__)


Runner = Pool | InProcess
"""The interface of a pool that answers texts."""


def unavailable(kind: str, retry_after: int, detail: str) -> RefusalError:
    """Return a refusal with 503."""
    return RefusalError(503, detail, kind, headers=[("Retry-After", str(retry_after))])


def busy() -> RefusalError:
    """Return the refusal for a full queue."""
    return unavailable("busy", 2, "Too many requests are waiting. Try again later.")


class Admission:
    """The places and turns of one application. Times are in seconds."""

    def __init__(self, pool: Runner, waiting: int, time_limit: float) -> None:
        self.pool = pool
        self.places = (waiting + 1) * pool.size
        self.time_limit = time_limit
        self.taken = 0
        self._batches = 0
        self._counting = threading.Lock()
        self._turns = Turns(pool.size)
        self._loading: threading.Thread | None = None
        self._ready = pool.alive > 0
        self._closing_at = NEVER

    def start(self, failed: Callable[[ExtractorError], object] = lambda error: None) -> None:
        """Load the models in the background, once; *failed* is called if that fails."""

        def load() -> None:
            try:
                self.pool.start()
                self._ready = True
            except ExtractorError as error:
                LOG.error("the models cannot be loaded: %s", error)
                failed(error)
            finally:
                self._loading = None

        with self._counting:
            if self._loading is None and not self._ready:
                self._loading = threading.Thread(target=load, name="load", daemon=True)
                self._loading.start()

    def check_ready(self) -> None:
        """Raise RefusalError if no process is there to work on a text, and at shutdown."""
        if self._closing_at < NEVER:
            raise _closing()
        if not self._ready or self.pool.alive == 0:
            self.start()
            detail = "The models are still loading. If this does not end, see the log."
            raise unavailable("not-ready", 5, detail)

    def close(self, at: float) -> None:
        """Be ready no longer, and end at that time, of ``time.monotonic``, what is not done."""
        self._closing_at = at
        end = threading.Timer(max(0.0, at - time.monotonic()), self.pool.close)
        end.daemon = True
        end.start()

    def take_place(self, client: socket.socket | None = None, batch: bool = False) -> Place:
        """Return a place, to be freed; raises RefusalError.

        Batches get at most half of the places. *client* is the connection of the client, as far
        as it is known; work for one that has closed it ends.
        """
        if not self._ready:
            self.check_ready()
        with self._counting:
            full = batch and self._batches >= max(1, self.places // 2)
            if full or self.taken >= self.places:
                raise busy()
            self.taken += 1
            self._batches += batch
        return Place(self, client, batch)

    def answer(self, place: Place, work: Work) -> Answer:
        """Wait for a turn and return the answer to one text; raises RefusalError."""
        began = time.monotonic()
        deadline = began + self.time_limit
        try:
            with self._turns.turn(not place.batch, lambda turn: self._wait(turn, deadline, place)):
                waited = time.monotonic() - began
                answer: Answer = self.pool.run(work, deadline, place.client)
        except ClientGoneError:
            raise GoneError from None
        except (TimeoutError, WorkDiedError) as error:
            raise self._refusal(error) from None
        answer.seconds = {"wait": waited, **answer.seconds}
        return answer

    def free(self, place: Place) -> None:
        """Take back a place."""
        with self._counting:
            self.taken -= 1
            self._batches -= place.batch

    def _refusal(self, error: Exception) -> RefusalError:
        if time.monotonic() >= self._closing_at:
            return _closing()
        if isinstance(error, WorkDiedError):
            return unavailable("lost", 1, "The worker process died on this text. Try again.")
        late = f"There was no answer within {self.time_limit:g} s."
        return unavailable("late", 10, f"{late} Try again later, or a shorter text.")

    def _wait(self, turn: threading.Event, deadline: float, place: Place) -> None:
        """Wait for a turn; raises TimeoutError and ClientGoneError."""
        while True:
            left = min(deadline, self._closing_at) - time.monotonic()
            if turn.wait(max(0.0, min(BETWEEN_LOOKS, left))):
                return
            if place.client is not None and has_closed(place.client):
                raise ClientGoneError
            if left <= 0:
                raise TimeoutError


def _closing() -> RefusalError:
    return unavailable("closing", 1, "The service is shutting down. Try again.")


class Place:
    """A place in the queue; call it with one text after another, then free it."""

    def __init__(self, admission: Admission, client: socket.socket | None, batch: bool) -> None:
        self._admission: Admission | None = admission
        self.client = client
        self.batch = batch

    def __call__(self, work: Work) -> Answer:
        """Return the answer to one text; raises RefusalError."""
        assert self._admission is not None
        return self._admission.answer(self, work)

    def free(self) -> None:
        """Leave the place to others; a second time does nothing."""
        admission, self._admission = self._admission, None
        if admission is not None:
            admission.free(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self.free()
