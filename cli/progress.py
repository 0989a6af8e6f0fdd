"""A bar on standard error for work of many steps, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self, TextIO

WIDTH: Final = 24
EVERY: Final = 60.0
"""Seconds between the lines of long work that no terminal shows."""
LEAST: Final = 2
"""Fewer steps are not worth a bar."""
CLEAR: Final = "\r\x1b[K"


class Progress:
    """Steps done, their rate and the time left; silent where nobody watches, unless *lines*.

    *before* steps were done by an earlier run; they count as done, not in the rate.
    """

    def __init__(
        self,
        total: int,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        before: int = 0,
        lines: bool = False,
    ) -> None:
        self.total = total
        self.before = self.done = before
        self.failed = 0
        self.lines = lines
        self.out = out or sys.stderr
        self.clock = clock
        self.began = clock()
        self.told = self.began
        self.watched = total >= LEAST and self.out.isatty()

    def step(self, steps: int = 1, failed: int = 0) -> None:
        """Count one step as done, or several, and those of them that failed."""
        self.done += steps
        self.failed += failed
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
        elif self.lines and self.clock() - self.told >= EVERY:
            self.told = self.clock()
            print(self.line(), file=self.out, flush=True)

    def line(self) -> str:
        """Return the bar as it is now."""
        filled = WIDTH * self.done // max(self.total, 1)
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {self.done}/{self.total}"
        spent = self.clock() - self.began
        if self.failed:
            bar = f"{bar}, {self.failed} failed"
        if self.done == self.before or spent <= 0:
            return bar
        each = spent / (self.done - self.before)
        rate = f"{1 / each:.1f}/s" if each < 1 else f"{each:.1f} s each"
        return f"{bar}  {rate}  {_time(each * (self.total - self.done))} left"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
