"""Difficult clients, killed processes and shutdown, with the real models.

    python -m benchmarks.load.clients [--only NAME ...] [--page docs/service-load.md]

Each check prints what was measured beside its bound; the status is 1 where one was missed. It takes
about seven minutes, asks only 127.0.0.1, and ends by itself. `faults` has the checks of
processes that are killed and of the service's end.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks.load import faults
from benchmarks.load.asking import (
    SHORT_TEXT,
    Row,
    ask,
    at_most,
    crowd,
    equal,
    raw,
    seconds_of,
)
from benchmarks.load.junk import news
from benchmarks.load.sending import quantile
from benchmarks.load.server import HOST, running, sizes
from deploy.tables import replaced

HEALTH: Final = 0.05
PLACE: Final = "clients"
CLOSE: Final = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
HEAD: Final = b"GET /healthz HTTP/1.1\r\n"
PLAIN: Final = b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
LINES: Final = (
    b"POST /v1/quotes/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
    b'Transfer-Encoding: chunked\r\n\r\ne\r\n{"text": "a"}\n\r\n'
)
SLOW: Final[Sequence[tuple[int, str, bytes]]] = (
    (0, "none", b""),
    (300, "silent", b""),
    (500, "silent", b""),
    (60, "half a head", HEAD),
    (70, "half a head", HEAD),
    (500, "half a head", HEAD),
    (500, "half a body", PLAIN + b"Content-Length: 900\r\n\r\nIt "),
    (66, "half an NDJSON stream", LINES),
    (500, "half an NDJSON stream", LINES),
    (50, "answered, never close", CLOSE),
    (500, "answered, never close", CLOSE),
    (300, "answered, idle", HEAD + b"Host: a\r\n\r\n"),
)
BATCH: Final = (
    b"POST /v1/quotes/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%b"
)
CHUNKED: Final = PLAIN + b"Transfer-Encoding: chunked\r\n\r\n"
BAD_SIZES: Final = (b"zz", b"-1", b"+5", b"0x5", b"5_0", b" 5", b"5;" + b"x" * 20_000)
MALFORMED: Final[Mapping[str, tuple[bytes, int]]] = {
    "not HTTP": (b"hello\r\n\r\n", 400),
    "a request line of 14,000 bytes": (b"GET /?" + b"x" * 14_000 + b" HTTP/1.1\r\n\r\n", 414),
    "a header of 14,000 bytes": (HEAD + b"X: " + b"x" * 14_000 + b"\r\n\r\n", 431),
    "an unknown Expect": (HEAD + b"Expect: x\r\n\r\n", 417),
    "Transfer-Encoding: gzip, chunked": (
        PLAIN + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        501,
    ),
}
OUR_HEADERS: Final = (b"X-Request-ID: ", b"X-Content-Type-Options: nosniff", b"Cache-Control: no-")


def slow_clients() -> Iterator[Row]:
    """Clients that stop somewhere: health and a short text beside them."""
    with running(2) as (port, _):
        for number, what, first in SLOW:
            with connected(port, number, first):
                time.sleep(1.5)
                health = p99_health(port)
                status, seconds = seconds_of(port, SHORT_TEXT)
            name = f"{number} clients, {what}: p99 of /healthz; a short text, s"
            kept = health <= HEALTH and seconds <= 1 and status == 200
            yield Row(name, f"{health:.3f}; {seconds:.3f}", "<= 0.05; <= 1", kept)


def malformed() -> Iterator[Row]:
    """Bad chunks and malformed requests: status, headers, and the connection's end."""
    with running(2) as (port, _):
        for size in BAD_SIZES:
            sent = CHUNKED + size + b"\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            answer = raw(port, sent)
            found = int(answer.split()[1]), answer.count(b"HTTP/1.1"), _has_headers(answer)
            shown = size[:6].decode()
            yield equal(
                f"chunk of size `{shown}`: status, answers, our headers", found, (400, 1, True)
            )
        for name, (sent, status) in MALFORMED.items():
            answer = raw(port, sent)
            told = int(answer.split()[1]), _has_headers(answer)
            yield equal(f"{name}: status, our headers", told, (status, True))


def dripping() -> Iterator[Row]:
    """Bodies and streams that arrive slowly for longer than the time limit."""
    with running(2, EXTRACTOR_TIME_LIMIT="3") as (port, _):
        for name, first, piece in (
            ("66 NDJSON streams that drip", LINES, b'e\r\n{"text": "a"}\n\r\n'),
            ("66 bodies that drip", PLAIN + b"Content-Length: 900\r\n\r\n", b"a"),
        ):
            with connected(port, 66, first) as clients:
                began, health = time.monotonic(), list[float]()
                waiting = list(clients)
                while waiting and time.monotonic() - began < 40:
                    waiting = [client for client in waiting if _drip(client, piece)]
                    health += _health(port, 10)
                seconds = time.monotonic() - began
            yield equal(f"{name}: still open after {seconds:.0f} s", len(waiting), 0)
            yield at_most(f"{name}: p99 of /healthz, s", quantile(sorted(health), 0.99), HEALTH)


def descriptors() -> Iterator[Row]:
    """More connections than file descriptors: the front lives, and answers when they leave."""
    for limit, number in ((1024, 1050), (64, 120)):
        with running(2, descriptors=limit) as (port, master):
            front = _front(master)
            with connected(port, number, HEAD):
                time.sleep(2)
            began = time.monotonic()
            status = ask(port, "GET", "/healthz").status
            seconds = time.monotonic() - began
            text = seconds_of(port, SHORT_TEXT)[0]
            same = _front(master) == front
        name = f"{number} connections, {limit} descriptors"
        yield equal(f"{name}: health, text, same process", (status, text, same), (200, 200, True))
        yield at_most(f"{name}: answered again after, s", seconds, 1.0)


def fairness() -> Iterator[Row]:
    """Short single texts beside batches of one client, 100 documents of 8,000 characters each.

    The bounds follow from the time that these documents take meanwhile: all workers may be at work
    on one when a text arrives.
    """
    body = json.dumps({"documents": [{"text": news(8_000)}] * 100}).encode()
    with running(2) as (port, _):
        for batches in (1, 3, 34):
            before = _worked(port)
            with connected(port, batches, BATCH % (len(body), body)):
                time.sleep(3)
                singles = [seconds_of(port, SHORT_TEXT) for _ in range(20)]
                together = [status for status, _ in crowd(port, [SHORT_TEXT] * 15)()]
                after = _worked(port)
            texts, seconds = (one - other for one, other in zip(after, before, strict=True))
            document = seconds / (texts - 35)
            times = sorted(each for _, each in singles)
            refused = sum(status != 200 for status in [*(each for each, _ in singles), *together])
            name = f"short texts beside {batches} × 100 documents of {document:.2f} s"
            yield equal(f"{name}: refused of 35", refused, 0)
            yield at_most(f"{name}: median, s", times[10], 0.2 + document)
            yield at_most(f"{name}: slowest of 20, s", times[-1], 0.4 + 2 * document)
            time.sleep(1)


CHECKS: Final[Mapping[str, Callable[[], Iterator[Row]]]] = {
    "slow": slow_clients,
    "malformed": malformed,
    "dripping": dripping,
    "descriptors": descriptors,
    "fairness": fairness,
    **faults.CHECKS,
}


@contextmanager
def connected(port: int, number: int, first: bytes) -> Iterator[list[socket.socket]]:
    """Open a number of connections that all begin with the same bytes."""
    with ExitStack() as stack:
        clients = []
        for _ in range(number):
            client = stack.enter_context(socket.create_connection((HOST, port), timeout=30))
            with suppress(OSError):  # it may be refused before all is sent
                client.sendall(first)
            clients.append(client)
        yield clients


def p99_health(port: int) -> float:
    """Return within what time, in seconds, 99 % of 200 requests for health are answered."""
    return quantile(sorted(_health(port, 200)), 0.99)


def _health(port: int, times: int) -> list[float]:
    found = []
    for _ in range(times):
        began = time.monotonic()
        ask(port, "GET", "/healthz")
        found.append(time.monotonic() - began)
        time.sleep(0.01)
    return found


def _worked(port: int) -> tuple[float, float]:
    """Return the number of texts processed so far, and the seconds of all stages except waiting."""
    metrics = ask(port, "GET", "/metrics").body.decode()
    count = re.findall(r'stage_seconds_count\{stage="parsing"\} (\S+)', metrics)
    sums = re.findall(r'stage_seconds_sum\{stage="(?!wait)\w+"\} (\S+)', metrics)
    return sum(map(float, count)), sum(map(float, sums))


def _drip(client: socket.socket, piece: bytes) -> bool:
    """Send a piece; return whether the server still has the connection open."""
    client.setblocking(False)
    try:
        while client.recv(65_536):
            pass
        return False
    except BlockingIOError:
        pass
    except OSError:
        return False
    with suppress(OSError):
        client.send(piece)
    return True


def _has_headers(answer: bytes) -> bool:
    return all(header in answer for header in OUR_HEADERS)


def _front(master: int) -> list[int]:
    return [pid for pid, size in sizes(master).items() if size.name == "quotes-http"]


def main() -> None:
    """Run the checks and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.clients", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=tuple(CHECKS), default=tuple(CHECKS))
    parser.add_argument("--page", type=Path, help="a page to put the table into")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    lines = ["| check | measured | bound | kept |", "| --- | --- | --- | --- |"]
    kept = True
    for name in options.only:
        for row in CHECKS[name]():
            lines.append(row.line)
            kept = kept and row.kept
            print(row.line, flush=True)
    if options.page:
        page = replaced(options.page.read_text("utf-8"), PLACE, "\n".join(lines))
        options.page.write_text(page, "utf-8")
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
