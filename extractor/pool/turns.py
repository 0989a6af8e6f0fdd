"""Fair turns: so many work at once, the others wait in two queues."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

FIRST_IN_A_ROW: Final = 3
"""After so many of the first queue one of the second has its turn, if one waits."""


class Turns:
    """Whoever is urgent waits in the first queue, the others in the second."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._lock = threading.Lock()
        self._queues: tuple[deque[threading.Event], deque[threading.Event]] = (deque(), deque())
        self._in_a_row = 0

    @contextmanager
    def turn(self, urgent: bool, wait: Callable[[threading.Event], None]) -> Iterator[None]:
        """Have a turn while the ``with`` lasts; *wait* waits for it, and may raise."""
        turn, queue = threading.Event(), self._queues[not urgent]
        with self._lock:
            if self._free:
                self._free -= 1
                turn.set()
            else:
                queue.append(turn)
        try:
            if not turn.is_set():
                wait(turn)
            yield
        finally:
            with self._lock:
                waits = turn in queue
                if waits:
                    queue.remove(turn)
                else:
                    self._pass_on()

    def _pass_on(self) -> None:
        """Give a turn to the next who waits."""
        first, second = self._queues
        if first and (self._in_a_row < FIRST_IN_A_ROW or not second):
            self._in_a_row += bool(second)
            first.popleft().set()
        elif second:
            self._in_a_row = 0
            second.popleft().set()
        else:
            self._free += 1
