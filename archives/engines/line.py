"""The texts that are under way: which comes next, and which answers may leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from archives.answering import failure

TRIES: Final = 2

Text = bytes | None
"""In UTF-8; None where there is none, which answers itself."""


@dataclass
class Task:
    """A text, its number, and how many processes died over it."""

    number: int
    text: bytes
    deaths: int = 0


class Line:
    """Texts in order, of which *most* may be taken and not answered in order yet."""

    def __init__(self, texts: Iterable[Text], most: int) -> None:
        self._coming = enumerate(texts)
        self._most = most
        self._again: list[Task] = []
        self._done: dict[int, bytes | None] = {}
        self._taken = self._left = 0
        self._ended = False

    @property
    def over(self) -> bool:
        """Whether every answer has left."""
        return self._ended and self._taken == self._left

    def next(self) -> Task | None:
        """Return a text to work on, or None where there is none at the moment."""
        if self._again:
            return self._again.pop()
        while not self._ended and self._taken - self._left < self._most:
            number, text = next(self._coming, (None, None))
            if number is None:
                self._ended = True
                return None
            self._taken = number + 1
            if text is not None:
                return Task(number, text)
            self._done[number] = None
        return None

    def answered(self, task: Task, answer: bytes) -> None:
        """Take the answer to a text."""
        self._done[task.number] = answer

    def died(self, task: Task) -> None:
        """Have a text tried again over which a process died; once."""
        task.deaths += 1
        if task.deaths < TRIES:
            self._again.append(task)
        else:
            self.answered(task, failure("the process that worked on it died, twice"))

    def leaving(self) -> Iterator[bytes | None]:
        """Yield the answers whose turn it is."""
        while self._left in self._done:
            answer = self._done.pop(self._left)
            self._left += 1
            yield answer
