"""Progress on standard error: a bar on a terminal, else one line per minute for long work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from tqdm import tqdm

EVERY: Final = 60.0
"""Seconds between progress lines without a terminal."""
LEAST: Final = 2
"""The fewest steps for which a bar is shown."""
FORMAT: Final = "{n_fmt} of {total_fmt} {bar} {rate_noinv_fmt}, {remaining} left{postfix}"
LINE: Final = "{n_fmt} of {total_fmt}, {rate_noinv_fmt}, {remaining} left{postfix}"
CLEAR: Final = "\r\x1b[K"


class Progress(tqdm):  # type: ignore[misc]
    """Steps done, their rate and the time left; a context manager.

    *before* steps were done by an earlier run. With *lines* it writes lines if there is no
    terminal.
    """

    def __init__(self, total: int, before: int = 0, lines: bool = False) -> None:
        self.failed = 0
        watched = sys.stderr.isatty()
        options: dict[str, Any] = {"bar_format": FORMAT, "leave": False}
        if not watched:
            options = {"bar_format": LINE, "file": _Lines(), "mininterval": EVERY}
        super().__init__(
            total=total,
            initial=before,
            unit=" texts",
            disable=total < LEAST or not (watched or lines),
            **({"file": sys.stderr, "delay": 0 if watched else EVERY} | options),
        )

    def step(self, steps: int = 1, failed: int = 0) -> None:
        """Count steps as done, and those of them that failed."""
        self.failed += failed
        if self.failed:
            self.set_postfix_str(f"{self.failed} failed", refresh=False)
        self.update(steps)


class _Lines:
    """Writes what tqdm draws as lines of a log."""

    def write(self, text: str) -> None:
        """Write a line, unless it is blank."""
        if text.strip():
            print(text.strip(), file=sys.stderr)

    def flush(self) -> None:
        """Flush standard error."""
        sys.stderr.flush()


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Show a message on a terminal while the block runs."""
    watched = sys.stderr.isatty()
    if watched:
        print(message, end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if watched:
            print(CLEAR, end="", file=sys.stderr, flush=True)


@contextmanager
def sharing(message: str) -> Iterator[Callable[[float], None]]:
    """Show a message with what share is done, which the work tells: 0 to 1.

    Where there is no terminal it writes a line a minute.
    """
    watched = sys.stderr.isatty()
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        words = f"{message} {share:.0%}"
        if watched:
            print(f"{CLEAR}{words}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - last > EVERY:
            last = time.monotonic()
            print(words, file=sys.stderr, flush=True)

    try:
        if watched:
            tell(0)
        yield tell
    finally:
        if watched:
            print(CLEAR, end="", file=sys.stderr, flush=True)
