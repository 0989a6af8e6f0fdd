"""What gunicorn runs in each of its processes: one of them is the front, the others work for it.

The front is gunicorn's threaded worker, with our problems for what never was a request: gunicorn
answers these in HTML and both answers and logs what it could not read, which may be part of a
text: the rest of a body sent with too small a Content-Length, for one.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.util import write_nonblock  # type: ignore[import-untyped]
from gunicorn.workers.base import Worker as Base  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from schemas import problem, to_json
from schemas.problem import title
from service.crew.working import serve
from service.hurrying import DEADLINES
from service.problems import PROBLEM_JSON, describe

STATUS: Final[dict[type[Exception], int]] = {
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.ExpectationFailed: 417,
    errors.ForbiddenProxyRequest: 403,
    errors.UnsupportedTransferCoding: 501,
    errors.ParseException: 400,
}

BEAT: Final = 1.0
"""Seconds between two signs of life."""


class Front(ThreadWorker):  # type: ignore[misc]
    """Talks HTTP, keeps what it cannot read to itself, and bears with nobody for ever."""

    def handle(self, conn: Any) -> Any:
        """Answer a request, which has the time limit to come whole."""
        connection = conn.sock
        DEADLINES.begin(connection, self.wsgi.extensions["settings"].time_limit)
        try:
            return super().handle(conn)
        finally:
            DEADLINES.end(connection)

    def murder_pending(self) -> None:
        """Give up those of whom nothing comes, and those of whom too little does."""
        super().murder_pending()
        DEADLINES.enforce()

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


class Worker(Front):
    """The front, or a process that extracts for it; ``works`` says which, before the fork.

    gunicorn starts both, sees whether they live, takes back what has died, and ends them.
    """

    works = False
    replaced = False  # by another, which is started or going to be
    asked_to_end: float | None = None

    def init_process(self) -> None:
        """Become what it is to be, and run."""
        _call_oneself("quotes-worker" if self.works else "quotes-front")
        if self.works:
            Base.init_process(self)
        else:
            super().init_process()

    def run(self) -> None:
        """Serve until the end: callers as the front, else the front."""
        if not self.works:
            super().run()
            return
        for listener in self.sockets:
            listener.close()
        threading.Thread(target=self._beat, name="beat", daemon=True).start()
        join, shared = self.wsgi.extensions["meeting"].join, self.wsgi.extensions["extractor"]
        serve(join, shared.loaded(), lambda: self.asked_to_end is not None, self._ends)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Begin to end at SIGTERM: the front finishes what it has, and needs its workers for it."""
        if not self.works:
            super().handle_exit(sig, frame)
        elif self.asked_to_end is None:
            self.asked_to_end = time.monotonic()

    def handle_quit(self, sig: int, frame: Any) -> None:
        """End at once at SIGQUIT and SIGINT."""
        if self.works:
            Base.handle_quit(self, sig, frame)
        else:
            super().handle_quit(sig, frame)

    def _ends(self) -> bool:
        """Whether the front is to be waited for no more."""
        since = self.asked_to_end
        late = since is not None and time.monotonic() - since > self.cfg.graceful_timeout
        orphaned: bool = self.ppid != os.getppid()
        return late or orphaned

    def _beat(self) -> None:
        with suppress(ValueError):  # the file is closed: the process ends
            while True:
                self.notify()
                time.sleep(BEAT)


def _call_oneself(name: str) -> None:
    """Take a name of up to 15 letters for ``top`` and ``pgrep``, where the system has that."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(name, encoding="ascii")


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
