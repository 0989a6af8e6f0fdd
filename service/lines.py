"""The lines of a body, each as soon as it has come, none longer and no more than is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Request

from service.hurrying import is_there
from service.problems import RefusalError


def lines(request: Request, longest: int, most: int) -> Iterator[bytes | RefusalError]:
    """Yield the lines that are not blank, and a refusal in place of each of over *longest* bytes.

    A body of more than *most* bytes is refused, at once if it says so and else where it comes to
    that.
    """
    if (request.content_length or 0) > most:
        raise RefusalError(413, f"The body is longer than {most} bytes.")
    is_there(request.environ)
    return _bounded(_pieces(request, longest), longest, most)


def _pieces(request: Request, longest: int) -> Iterator[bytes]:
    """Yield lines, cut where they are too long; raises RefusalError where the body breaks off.

    Reads the server's stream itself, since Flask's reads lines byte by byte; what the request
    says of its length is kept to all the same.
    """
    source, left = request.environ["wsgi.input"], request.content_length
    if left is None and not request.environ.get("wsgi.input_terminated"):
        left = 0
    while left is None or left > 0:
        try:
            piece = source.readline(longest + 1 if left is None else min(longest + 1, left))
        except (OSError, ValueError):
            raise RefusalError(400, "The body breaks off.") from None
        if not piece:
            break
        left = None if left is None else left - len(piece)
        yield piece


def _bounded(pieces: Iterator[bytes], longest: int, most: int) -> Iterator[bytes | RefusalError]:
    skipping = False
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            yield RefusalError(413, "The body is longer than is taken.")
            return
        cut = len(piece) > longest and not piece.endswith(b"\n")
        if cut and not skipping:
            yield RefusalError(413, f"The line is longer than {longest} bytes.")
        elif not skipping and piece.strip():
            yield piece
        skipping = not piece.endswith(b"\n") and (cut or skipping)
