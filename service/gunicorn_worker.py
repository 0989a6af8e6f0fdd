"""gunicorn's gevent worker, with our answers to what is not a request.

A connection costs a greenlet, not a thread, so silent and slow clients keep nobody waiting.
gunicorn itself answers malformed requests in HTML, and both answers and logs what it could not
read, which may be part of a text: the rest of a body with too small a Content-Length, for one.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.server import StreamServer
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.util import close_graceful  # type: ignore[import-untyped]
from gunicorn.workers.ggevent import GeventWorker  # type: ignore[import-untyped]

STATUS: Final[dict[type[Exception], HTTPStatus]] = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ParseException: HTTPStatus.BAD_REQUEST,
}
BEAT: Final = 1.0
"""Seconds between heartbeats for gunicorn's master."""
LAST_MOMENT: Final = 2.0
"""Seconds before the end of the grace period when requests that are not done get 503, and for
which idle connections are kept at shutdown, since a client may be sending a request already."""


class HttpWorker(GeventWorker):  # type: ignore[misc]
    """Talks HTTP; the application hands texts to the pool."""

    def init_process(self) -> None:
        """Name the process and serve."""
        with suppress(OSError), open("/proc/self/comm", "w", encoding="ascii") as name:  # noqa: PTH123
            name.write("quotes-http")
        self.idle: dict[gevent.Greenlet, gevent.Timeout] = {}
        self.stopping = Event()
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application and let it load the models; the service ends if it cannot."""
        super().load_wsgi()
        self.admission = self.wsgi.extensions["admission"]
        self.admission.start(lambda error: os._exit(Arbiter.APP_LOAD_ERROR))

    def run(self) -> None:
        """Serve until SIGTERM, and then for as long as clients still come, to lose none of them.

        Readiness fails at once, so a load balancer sends no more; after a second in which nobody
        came nothing listens any more. Requests have the grace period, idle connections a moment.
        """
        clients = Pool(self.worker_connections)
        servers = [StreamServer(s, partial(self.handle, s), spawn=clients) for s in self.sockets]
        for server in servers:
            server.start()
        while self.alive:
            self.notify()
            self.stopping.wait(BEAT)
        end = time.monotonic() + max(0.0, self.cfg.graceful_timeout - LAST_MOMENT)
        self.admission.close(end)
        gevent.spawn_later(
            LAST_MOMENT, lambda: [each.kill(end, block=False) for each, end in self.idle.items()]
        )
        self.accepted_at = time.monotonic()
        while time.monotonic() < min(end, self.accepted_at + BEAT):
            self.notify()
            gevent.sleep(BEAT / 10)
        for server in servers:
            accepted = list(iter(server.do_read, None))  # the system has let them in already
            server.close()  # gevent closes before what is spawned below runs: few come meanwhile
            for client, address in accepted:
                clients.spawn(self.handle, client, client, address)
        while clients and time.monotonic() < end + LAST_MOMENT:
            self.notify()
            clients.join(timeout=BEAT)
        self._end()

    def notify(self) -> None:
        """Send a heartbeat; end with gunicorn's master."""
        if self.ppid != os.getppid():
            self._end()
        super().notify()

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Serve a connection; *listener* may be closed by now, and the client knows its name."""
        self.accepted_at = time.monotonic()
        super().handle(client, client, addr)

    @contextmanager
    def timeout_ctx(self) -> Iterator[None]:
        """Limit the time for a request's head, the wait for it included; end quietly then."""
        waiting = gevent.getcurrent()
        with gevent.Timeout(self.cfg.keepalive if self.alive else LAST_MOMENT, False) as end:
            self.idle[waiting] = end
            try:
                yield
            finally:
                del self.idle[waiting]

    def handle_request(self, listener: Any, req: Any, client: Any, addr: Any) -> Any:
        """Answer a request; wait for the client's end before the connection is closed.

        Closing it while something is still unread would destroy an answer on its way. After a
        body that could not be read to its end nobody knows where the next request begins.
        """
        client.settimeout(self.admission.time_limit)
        closes = req.should_close
        req.should_close = lambda: closes() or req.body.failed
        try:
            return super().handle_request(listener, req, client, addr)
        except StopIteration:
            close_graceful(client)
            raise
        finally:
            with suppress(OSError):
                client.settimeout(None)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Refuse what is not HTTP, log what else went wrong, both without the content."""
        from service.problems import where

        found = [code for kind, code in STATUS.items() if isinstance(exc, kind)]
        status, id = (found or [HTTPStatus.INTERNAL_SERVER_ERROR])[0], uuid4().hex
        fields = {"fields": {"request_id": id, "status": status.value}}
        if found:
            self.log.info("malformed request: %s", type(exc).__name__, extra=fields)
        else:
            self.log.error("fault %s", where(exc), extra=fields)
        with suppress(OSError):
            client.settimeout(LAST_MOMENT)
            client.sendall(refusal(status, id))
            close_graceful(client)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Begin to end at SIGTERM."""
        super().handle_exit(sig, frame)
        self.stopping.set()

    def handle_quit(self, sig: int, frame: Any) -> None:
        """End at once at SIGINT and SIGQUIT."""
        gevent.spawn(self._end)

    def _end(self) -> None:
        self.admission.pool.close()
        os._exit(0)


def refusal(status: HTTPStatus, id: str) -> bytes:
    """Return a whole HTTP response that refuses what could not be read as a request."""
    from schemas import problem, to_json
    from service.problems import PROBLEM_JSON
    from service.security_headers import HEADERS

    body = to_json(problem(status.value, "This is not a valid HTTP request."))
    headers = {
        **HEADERS,
        "Connection": "close",
        "Content-Length": str(len(body)),
        "Content-Type": PROBLEM_JSON,
        "X-Request-ID": id,
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *map(": ".join, headers.items()), "", ""]
    return "\r\n".join(lines).encode("ascii") + body
