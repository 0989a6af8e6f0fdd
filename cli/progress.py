"""A bar on standard error for work of many steps, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self, TextIO

WIDTH: Final = 24
LEAST: Final = 2
"""Fewer steps are not worth a bar."""
CLEAR: Final = "\r\x1b[K"


class Progress:
    """Steps done, their rate and the time left; silent where nobody watches."""

    def __init__(
        self,
        total: int,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.total = total
        self.done = 0
        self.out = out or sys.stderr
        self.clock = clock
        self.began = clock()
        self.watched = total >= LEAST and self.out.isatty()

    def step(self) -> None:
        """Count one step as done."""
        self.done += 1
        self._draw()

    def clear(self) -> None:
        """Make the line free for something else."""
        if self.watched:
            self.out.write(CLEAR)
            self.out.flush()

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def _draw(self) -> None:
        if self.watched:
            self.out.write(f"{CLEAR}{self.line()}")
            self.out.flush()

    def line(self) -> str:
        """Return the bar as it is now."""
        filled = WIDTH * self.done // self.total
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {self.done}/{self.total}"
        spent = self.clock() - self.began
        if not self.done or spent <= 0:
            return bar
        each = spent / self.done
        rate = f"{1 / each:.1f}/s" if each < 1 else f"{each:.1f} s each"
        return f"{bar}  {rate}  {_time(each * (self.total - self.done))} left"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
