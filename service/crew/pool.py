"""All workers that have come: a text goes to one that is idle, and the line is common to all."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from extractor import Extraction
from extractor.engine import TICK
from service.crew.meeting import Meeting
from service.crew.member import BETWEEN_TICKS, Member
from service.crew.messages import Done, Failed, Hello
from service.problems import RefusalError
from service.turns import Observer

# Seconds in which who knocks must say hello.
MANNERS: Final = 5.0


class LostError(RefusalError):
    """The worker has died of this text, or with it."""

    kind = "lost"

    def __init__(self) -> None:
        detail = "The process that worked on this text has ended before it was done."
        super().__init__(503, detail, headers=[("Retry-After", "1")])


class WorkerError(Exception):
    """The extractor failed in a worker; ``way`` tells where, as a log may hold it."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way = way


class Pool:
    """The workers of a front, to be used like an extractor, by as many threads as there are."""

    def __init__(
        self, meeting: Meeting, model: str, changed: Callable[[int], object] = lambda by: None
    ) -> None:
        """Let workers in from now on; *changed* is told by how many they become more."""
        self.model = model
        self._meeting = meeting
        self._changed = changed
        self._idle: queue.SimpleQueue[Member] = queue.SimpleQueue()
        self._counting = threading.Lock()
        self._count = 0
        threading.Thread(target=self._welcome, name="welcome", daemon=True).start()

    @property
    def there(self) -> bool:
        """Whether there is a worker at all, idle or not."""
        for _ in range(self._idle.qsize()):
            with suppress(queue.Empty):
                self._let_rest(self._idle.get_nowait())
        return self._count > 0

    def __call__(self, text: str, observe: Observer | None = None) -> Extraction:
        """Extract in the next worker that is idle.

        Raises LostError where that dies, WorkerError where the extractor fails there, and
        whatever *observe* raises, after which no worker goes on with the text.
        """
        told = observe or (lambda stage, seconds, made: None)
        member = self._given(text, told)
        try:
            outcome = member.work(told)
        except (EOFError, OSError):
            self._lose(member)
            raise LostError from None
        except BaseException:
            if member.stop():
                self._let_rest(member)
            else:
                self._lose(member)
            raise
        self._let_rest(member)
        if isinstance(outcome, Done):
            return outcome.extraction
        raise WorkerError(outcome.way if isinstance(outcome, Failed) else "stopped unasked")

    def _given(self, text: str, told: Observer) -> Member:
        """Return a worker that has taken the text, as soon as there is one."""
        while True:
            try:
                member = self._idle.get(timeout=BETWEEN_TICKS)
            except queue.Empty:
                told(TICK, 0.0, None)
                continue
            if member.there and member.give(text):
                return member
            self._lose(member)

    def _let_rest(self, member: Member) -> None:
        if member.there:
            self._idle.put(member)
        else:
            self._lose(member)

    def _lose(self, member: Member) -> None:
        member.close()
        self._count_up(-1)

    def _count_up(self, by: int) -> None:
        with self._counting:
            self._count += by
        self._changed(by)

    def _welcome(self) -> None:
        while True:
            try:
                connection = self._meeting.welcome()
            except OSError:  # the place is closed: the front ends
                return
            with suppress(EOFError, OSError):
                if connection.poll(MANNERS):
                    hello: Hello = connection.recv()
                    self._count_up(1)
                    self._idle.put(Member(connection, hello.pid))
                    continue
            connection.close()
