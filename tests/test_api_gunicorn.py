"""The service as it is run: it streams, survives, and ends as it should."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.serving import ROOT, SECONDS, Server, serving

MARKER = "Zyxomma"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Run the service with one worker and one place to wait."""
    with serving(tmp_path) as running:
        yield running


def test_life_of_a_service(server: Server) -> None:
    """Health is told at once while texts wait; SIGTERM lets them finish, and the exit is clean."""
    answers: list[int] = []

    def ask() -> None:
        answers.append(server.ask("POST", "/v1/quotes", "slow")[0])

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
        time.sleep(0.1)
    began = time.monotonic()
    healthy = [server.ask("GET", "/healthz")[0] for _ in range(5)]
    took = time.monotonic() - began
    server.process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join(20)

    assert healthy == [200] * 5
    assert took < SECONDS / 2
    assert sorted(answers) == [200, 200, 503]
    assert server.process.wait(20) == 0


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"Zyxomma said so\r\n\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nZyxomma\r\n\r\n", 400),
        (b"GET /healthz?" + b"Zyxomma" * 2000 + b" HTTP/1.1\r\n\r\n", 414),
        (
            b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
            b"Content-Length: 2\r\n\r\nA.Zyxomma said so.\r\n\r\n",
            400,
        ),
    ],
)
def test_what_is_no_request(server: Server, raw: bytes, status: int) -> None:
    """What cannot be read as HTTP gets a problem too, and is neither repeated nor logged."""
    answer = server.send(raw)
    head, _, body = answer.rpartition(b"\r\n\r\n")

    assert f"HTTP/1.1 {status} ".encode() in head
    assert b"Content-Type: application/problem+json" in head
    assert json.loads(body)["status"] == status
    assert MARKER not in answer.decode()
    assert MARKER not in server.log.read_text("utf-8")


def test_batch_is_streamed(server: Server) -> None:
    """A line of a batch is answered before all are sent, and the place then given back.

    The server reads 1 KiB ahead, so that much of the next line has to come first.
    """
    for _ in range(3):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.putrequest("POST", "/v1/quotes/batch")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        connection.send(b'10\r\n{"text": "fast"}\r\n401\r\n\n' + b" " * 1024 + b"\r\n")
        response = connection.getresponse()
        first = json.loads(response.readline())
        connection.send(b'17\r\n{"text": "", "id": "b"}\r\n0\r\n\r\n')
        rest = response.read()
        connection.close()
        assert (response.status, first["id"], json.loads(rest)["id"]) == (200, None, "b")


def test_who_hangs_up_frees_the_place(server: Server) -> None:
    """A request whose caller has gone takes no place from others."""
    for _ in range(4):
        gone = http.client.HTTPConnection("127.0.0.1", server.port)
        body = json.dumps({"text": "slow"})
        gone.request("POST", "/v1/quotes", body, {"Content-Type": "application/json"})
        time.sleep(0.1)
        gone.close()
        time.sleep(0.5)

    assert server.ask("POST", "/v1/quotes", "a")[0] == 200


SLOW_HEAD = b"GET /healthz HTTP/1.1\r\nX-Slow: "
SLOW_BODY = (
    b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 900\r\n\r\n"
)


@pytest.mark.parametrize(("begin", "answer"), [(SLOW_HEAD, b""), (SLOW_BODY, b"HTTP/1.1 400 ")])
def test_slow_callers_are_given_up(tmp_path: Path, begin: bytes, answer: bytes) -> None:
    """Callers who send a little now and then, as many as there are threads, keep nobody out."""
    with serving(tmp_path, EXTRACTOR_TIME_LIMIT="1") as server, ExitStack() as stack:
        callers = [
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            for _ in range(40)
        ]
        for caller in callers:
            caller.sendall(begin)
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            time.sleep(0.2)
            for caller in callers:
                with suppress(OSError):
                    caller.sendall(b"a")
        began = time.monotonic()
        status = server.ask("GET", "/healthz")[0]

        assert (status, time.monotonic() - began < 1) == (200, True)
        assert callers[0].recv(13) == answer


def test_wrong_configuration(tmp_path: Path) -> None:
    """A wrong setting stops the start with one line that names it."""
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")],
        env=os.environ | {"EXTRACTOR_WORKERS": "many"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    expected = "quote-extractor: EXTRACTOR_WORKERS: 'many' is not a whole number of at least 0\n"
    assert (done.returncode, done.stderr) == (1, expected)


def test_too_few_workers() -> None:
    """The option of gunicorn itself counts the front, and whoever forgets that is told."""
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", "127.0.0.1:0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.endswith("counts the front too, so at least 2 are needed\n")
