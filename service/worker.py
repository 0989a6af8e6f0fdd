"""gunicorn's threaded worker, with our problems for what never was a request.

gunicorn answers these in HTML and both answers and logs what it could not read, which may be
part of a text: the rest of a body sent with too small a Content-Length, for one.
"""

from __future__ import annotations

import socket
import time
from typing import Any, Final

from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.util import write_nonblock  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from schemas import problem, to_json
from schemas.problem import title
from service.problems import PROBLEM_JSON, describe

STATUS: Final[dict[type[Exception], int]] = {
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.ExpectationFailed: 417,
    errors.ForbiddenProxyRequest: 403,
    errors.UnsupportedTransferCoding: 501,
    errors.ParseException: 400,
}


# Seconds, for each text that waits, and at most. Long enough for another to wake, and with all
# places taken still too short to be noticed.
HEAD_START: Final = 0.005
LONGEST_START: Final = 0.02


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker that keeps what it cannot read to itself, and lets the less busy go first."""

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, unless meanwhile another has for whom fewer wait."""
        waiting = self.wsgi.extensions["extractor"].taken
        time.sleep(min(HEAD_START * waiting, LONGEST_START))
        super().accept(listener)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Refuse what is not HTTP, log what else went wrong, both without the content."""
        status = next((code for kind, code in STATUS.items() if isinstance(exc, kind)), 500)
        if status == 500:
            self.log.error("fault %s", describe(exc))
        else:
            self.log.info("refused %d: %s", status, type(exc).__name__)
        try:
            write_nonblock(client, refusal(status))
        except OSError as error:
            self.log.debug("the client has gone: %s", type(error).__name__)


def refusal(status: int) -> bytes:
    """Return a whole HTTP response that refuses what could not be read as a request."""
    body = to_json(problem(status, "This is no HTTP request that can be read."))
    head = (
        f"HTTP/1.1 {status} {title(status)}\r\n"
        "Connection: close\r\n"
        "Cache-Control: no-store\r\n"
        f"Content-Type: {PROBLEM_JSON}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body
