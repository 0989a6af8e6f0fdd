"""A worker, as the front sees it: gives it a text, hears what becomes of it, ends it."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final

from extractor.engine import TICK
from service.crew.messages import STOP, Begun, Done, Failed, Stopped, Told
from service.turns import Observer

# Seconds. So often at least it is asked whether anybody waits for the answer.
BETWEEN_TICKS: Final = 0.1
# Seconds in which a worker takes a text, and stops when it is told to; no part of a parse takes
# so long.
PATIENCE: Final = 5.0

Outcome = Done | Failed | Stopped


class Member:
    """One worker's connection and process; raises EOFError or OSError where it has died."""

    def __init__(self, connection: Connection, pid: int) -> None:
        self._connection = connection
        self.pid = pid

    @property
    def there(self) -> bool:
        """Whether it lives, as far as an idle one tells: it says nothing."""
        with suppress(OSError):
            return not self._connection.poll(0)
        return False

    def give(self, text: str) -> bool:
        """Give it a text; tell whether it has taken it and not died before."""
        with suppress(EOFError, OSError):
            self._connection.send(text)
            if self._connection.poll(PATIENCE):
                return isinstance(self._connection.recv(), Begun)
            os.kill(self.pid, signal.SIGKILL)
        return False

    def work(self, observe: Observer) -> Outcome:
        """Return what comes of the text that it was given; what *observe* raises goes on."""
        while True:
            while not self._connection.poll(BETWEEN_TICKS):
                observe(TICK, 0.0, None)
            heard = self._connection.recv()
            if not isinstance(heard, Told):
                return heard  # type: ignore[no-any-return]
            observe(heard.stage, heard.seconds, heard.words)

    def stop(self, patience: float = PATIENCE) -> bool:
        """End the work on a text; tell whether the worker can be given another.

        One that does not end within *patience* seconds is killed.
        """
        end = time.monotonic() + patience
        with suppress(EOFError, OSError):
            self._connection.send(STOP)
            while self._connection.poll(max(0.0, end - time.monotonic())):
                if not isinstance(self._connection.recv(), Told):
                    return True
            os.kill(self.pid, signal.SIGKILL)
        return False

    def close(self) -> None:
        """Let it go."""
        self._connection.close()
