"""The lines of a body, each as soon as it has arrived, bounded in length, number and time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Request

from service import requests
from service.problems import RefusalError


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number in the body, from 1, and its bytes or its refusal."""

    number: int
    content: bytes | RefusalError


class Patience:
    """How long a stream may keep the service waiting, reading and writing together."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.left = seconds

    def spend(self, since: float) -> None:
        """Count the time since *since*, a value of ``time.monotonic``, as waiting."""
        self.left -= time.monotonic() - since


def lines(request: Request, longest: int, most: int, patience: Patience) -> Iterator[Line]:
    """Yield the lines that are not blank; one of over *longest* bytes yields its refusal.

    Raises RefusalError for a body of more than *most* bytes, at once if it declares its length,
    and for one that is cut short or takes too long.
    """
    if (has := request.content_length or 0) > most:
        raise RefusalError(413, f"The body has {has} bytes; the limit is {most}. Split it.")
    return _bounded(_pieces(request, longest, patience), longest, most)


def _pieces(request: Request, longest: int, patience: Patience) -> Iterator[bytes]:
    """Yield lines, cut where they are too long; raises RefusalError if the body breaks off.

    Reads the server's stream itself, since Flask's reads lines byte by byte.
    """
    source, left = request.environ["wsgi.input"], request.content_length
    if left is None and not request.environ.get("wsgi.input_terminated"):
        left = 0
    while left is None or left > 0:
        began = time.monotonic()
        with requests.deadline(request, patience.left) as passed:
            try:
                piece = source.readline(longest + 1 if left is None else min(longest + 1, left))
            except Exception:  # each server has its own
                piece = b""
                left = left or 1  # so that it counts as cut short
        patience.spend(began)
        if passed.is_set():
            raise requests.timed_out(patience.seconds)
        if not piece and left is not None:
            raise requests.cut_short()
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece


def _bounded(pieces: Iterator[bytes], longest: int, most: int) -> Iterator[Line]:
    number, inside = 0, False
    for piece in pieces:
        number += not inside
        most -= len(piece)
        if most < 0:
            raise RefusalError(413, "The body is too long; send it in several. See /v1/limits.")
        ends = piece.endswith(b"\n")
        if len(piece) > longest and not ends and not inside:
            yield Line(
                number, RefusalError(413, f"Line {number} is over {longest} bytes; split it.")
            )
        elif not inside and piece.strip():
            yield Line(number, piece)
        inside = not ends and (inside or len(piece) > longest)
