"""The running service: streams, slow and silent clients, malformed requests, shutdown."""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from service.gunicorn_config import options
from service.settings import Settings
from tests.serving import ROOT, Server, serving, wait_until

MARKER = "Zyxomma"
HEALTHY = 0.05
"""Seconds in which health is answered, whatever else is running."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the service with one worker and one place to wait."""
    with serving(tmp_path_factory.mktemp("service")) as running:
        yield running


def healthy(server: Server) -> bool:
    """Return whether health is answered at once; the best of three, since machines are busy."""
    seconds = []
    for _ in range(3):
        began = time.monotonic()
        assert server.ask("GET", "/healthz")[0] == 200
        seconds.append(time.monotonic() - began)
    return min(seconds) < HEALTHY


@contextmanager
def connected(server: Server, number: int, first: bytes) -> Iterator[list[socket.socket]]:
    """Open a number of connections that all begin with the same bytes."""
    with ExitStack() as stack:
        clients = []
        for _ in range(number):
            client = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            clients.append(stack.enter_context(client))
            client.sendall(first)
        yield clients


@pytest.mark.alone
def test_life_of_a_service(tmp_path: Path) -> None:
    """Health is answered at once while texts wait; SIGTERM lets them finish, and exits with 0."""
    answers: list[int] = []
    with serving(tmp_path) as server:

        def ask() -> None:
            answers.append(server.ask("POST", "/v1/quotes", "slow")[0])

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
            time.sleep(0.1)
        prompt = healthy(server)
        server.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(20)

        assert (prompt, sorted(answers)) == (True, [200, 200, 503])
        assert server.process.wait(20) == 0


def test_end_with_idle_connections(tmp_path: Path) -> None:
    """Connections that are kept alive do not hold up the end; a request on one is answered."""
    with serving(tmp_path) as server:
        idle = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        idle.request("GET", "/healthz")
        idle.getresponse().read()
        silent = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        idle.request("GET", "/healthz")
        last = idle.getresponse()

        assert (last.status, last.getheader("Connection")) == (200, "close")
        with silent:
            assert silent.recv(100) == b""  # closed without a word
        assert server.process.wait(20) == 0
        assert time.monotonic() - began < 10


def test_no_request_is_lost_at_the_end(tmp_path: Path) -> None:
    """Clients that never stop calling are answered or not let in, but never cut off."""
    cut_off: list[str] = []
    limits = {"EXTRACTOR_WAITING": "16", "EXTRACTOR_GRACEFUL_TIMEOUT": "4"}
    with serving(tmp_path, EXTRACTOR_WORKERS="2", **limits) as server:

        def call() -> None:
            while True:
                try:
                    server.ask("POST", "/v1/quotes", "a")
                except ConnectionRefusedError:
                    return
                except (OSError, http.client.HTTPException) as error:
                    cut_off.append(type(error).__name__)
                    return

        threads = [threading.Thread(target=call) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(20)

        assert (cut_off, server.process.wait(20)) == ([], 0)


def test_grace_period_ends(tmp_path: Path) -> None:
    """Requests that the grace period does not suffice for get 503, not a bare disconnect."""
    answers: list[int] = []
    with serving(tmp_path, EXTRACTOR_GRACEFUL_TIMEOUT="4") as server:

        def ask() -> None:
            answers.append(server.ask("POST", "/v1/quotes", "stuck")[0])

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(20)

        assert (answers, server.process.wait(20)) == ([503, 503], 0)


CHUNKED = (
    b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
PLAIN = b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"Zyxomma said so\r\n\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nZyxomma\r\n\r\n", 400),
        (b"GET /healthz?" + b"Zyxomma" * 2000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /healthz HTTP/1.1\r\nX: " + b"Zyxomma" * 2000 + b"\r\n\r\n", 431),
        (b"GET /healthz HTTP/1.1\r\nExpect: Zyxomma\r\n\r\n", 417),
        (PLAIN + b"Transfer-Encoding: Zyxomma\r\n\r\n0\r\n\r\n", 501),
        (PLAIN + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (PLAIN + b"Content-Length: 2\r\n\r\nA.Zyxomma said so.\r\n\r\n", 400),
        (PLAIN + b"Content-Length: 20\r\n\r\nZyxomma", 400),
        *(
            (CHUNKED + size + b"\r\nhello\r\n0\r\n\r\n", 400)
            for size in (b"zz", b"-1", b"+5", b"0x5", b"5_0", b" 5", b"5;" + b"x" * 20_000)
        ),
        (CHUNKED + b"7\r\nZyxomma!!\r\n0\r\n\r\n", 400),
        (CHUNKED + b"7\r\nZyx", 400),
    ],
)
def test_malformed_request(server: Server, raw: bytes, status: int) -> None:
    """What cannot be read as HTTP gets a problem with all our headers, and is not logged."""
    answer = server.send(raw)
    head, _, body = answer.rpartition(b"\r\n\r\n")
    head = head.rpartition(b"HTTP/1.1 ")[2]

    assert head.startswith(str(status).encode())
    for header in (
        b"Content-Type: application/problem+json",
        b"X-Request-ID: ",
        b"X-Content-Type-Options: nosniff",
        b"Cache-Control: no-store",
    ):
        assert header in head
    assert json.loads(body)["status"] == status
    assert MARKER not in answer.decode()
    assert MARKER not in server.log.read_text("utf-8")


@pytest.mark.parametrize("size", [b"zz", b"-1", b"5;" + b"x" * 9000])
def test_connection_is_closed_after_a_bad_chunk(server: Server, size: bytes) -> None:
    """After a chunk that cannot be read nobody knows where the next request begins."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(CHUNKED + size + b"\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(65_536), b""))

    assert answer.count(b"HTTP/1.1") == 1


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


STREAM = b"POST /v1/quotes/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"


def test_stream_that_breaks_off(server: Server) -> None:
    """A stream that breaks off in its middle ends with a line that says so, and a last chunk.

    The server reads 1 KiB ahead, so that much has to come first.
    """
    line = b'{"text": "a"}\n' + b" " * 1100 + b"\n"
    chunk = b"%x\r\n%b\r\n" % (len(line), line)
    rest = b"Transfer-Encoding: chunked\r\n\r\n" + chunk + b"zz\r\n"
    answer = server.send(STREAM + rest, shut=False)
    lines = [line for line in answer.split(b"\r\n") if line.startswith(b"{")]

    assert json.loads(lines[0])["quotes"] == []
    assert json.loads(lines[-1])["error"]["status"] == 400
    assert answer.endswith(b"0\r\n\r\n")


def test_stream_that_takes_too_long(tmp_path: Path) -> None:
    """A stream may keep the service waiting for the time limit in all, not for each line."""
    first = STREAM + b"Transfer-Encoding: chunked\r\n\r\n"
    with (
        serving(tmp_path, EXTRACTOR_TIME_LIMIT="1") as server,
        connected(server, 1, first) as (client,),
    ):
        began = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - began < 5:
                client.sendall(b'e\r\n{"text": "a"}\n\r\n')
                time.sleep(0.2)
        answer = b"".join(iter(lambda: client.recv(65_536), b""))

    lines = [line for line in answer.split(b"\r\n") if line.startswith(b"{")]
    assert json.loads(lines[-1])["error"]["status"] == 408
    assert answer.endswith(b"0\r\n\r\n")


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


@pytest.mark.alone
@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"GET /healthz HTTP/1.1\r\n",
        PLAIN + b"Content-Length: 900\r\n\r\nIt ",
        STREAM + b'Transfer-Encoding: chunked\r\n\r\ne\r\n{"text": "a"}\n\r\n',
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
        PLAIN + b"Content-Length: 9000000\r\n\r\n" + b"x" * 8000,
    ],
    ids=["silent", "head", "body", "stream", "never closes", "idle", "too long"],
)
def test_five_hundred_clients(server: Server, first: bytes) -> None:
    """Clients that stop somewhere keep nobody else waiting."""
    with connected(server, 500, first):
        began = time.monotonic()
        wait_until(lambda: healthy(server))  # 500 requests at once take half a second
        settled = time.monotonic() - began
        status = server.ask("POST", "/v1/quotes", "a")[0]

    assert (settled < 10, status) == (True, 200)
    wait_until(lambda: server.ask("POST", "/v1/quotes/batch", "a")[0] == 422)


SLOW_HEAD = b"GET /healthz HTTP/1.1\r\nX-Slow: "


def test_a_head_has_longer_than_proxies_keep_connections() -> None:
    """The time limit for a head is that for idle connections; proxies keep those for a minute."""
    assert options(Settings())["keepalive"] == 75


@pytest.mark.alone
@pytest.mark.parametrize(
    ("first", "answer"),
    [(SLOW_HEAD, b""), (PLAIN + b"Content-Length: 900\r\n\r\n", b"HTTP/1.1 408 ")],
)
def test_slow_clients_are_given_up(tmp_path: Path, first: bytes, answer: bytes) -> None:
    """A request must have arrived within a time limit, however steadily it drips."""
    short = ("--keep-alive", "2")
    with (
        serving(tmp_path, gunicorn=short, EXTRACTOR_TIME_LIMIT="1") as server,
        connected(server, 40, first) as clients,
    ):
        end = time.monotonic() + (3 if first == SLOW_HEAD else 2)
        while time.monotonic() < end:
            time.sleep(0.2)
            for client in clients:
                with suppress(OSError):
                    client.sendall(b"a")
        with suppress(ConnectionResetError):
            assert clients[0].recv(13) == answer
        assert healthy(server)


def test_more_clients_than_descriptors(tmp_path: Path) -> None:
    """Where there are fewer file descriptors than clients, some wait, and the service lives on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    script = tmp_path / "limited.py"
    script.write_text(
        "import os, resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))\n"
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])\n"
    )
    assert min(soft, hard) > 400
    with serving(tmp_path, before=[str(script)]) as server:
        front = server.processes("quotes-http")
        with connected(server, 300, b"GET /healthz HTTP/1.1\r\n"):
            time.sleep(1)
        wait_until(lambda: server.ask("GET", "/healthz")[0] == 200)

        assert server.processes("quotes-http") == front
        assert server.ask("POST", "/v1/quotes", "a")[0] == 200


@pytest.mark.alone
def test_batches_leave_room(tmp_path: Path) -> None:
    """Batches hold at most half of the places, and single texts go before their documents."""
    body = json.dumps({"documents": [{"text": "brisk"}] * 8}).encode()
    statuses: list[int] = []
    with serving(tmp_path, EXTRACTOR_WAITING="5") as server:

        def batch() -> None:
            client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            client.request("POST", "/v1/quotes/batch", body, {"Content-Type": "application/json"})
            statuses.append(client.getresponse().status)
            client.close()

        threads = [threading.Thread(target=batch) for _ in range(6)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        seconds = []
        for _ in range(3):
            began = time.monotonic()
            assert server.ask("POST", "/v1/quotes", "a")[0] == 200
            seconds.append(time.monotonic() - began)
        for thread in threads:
            thread.join(60)

    assert sorted(statuses) == [200] * 3 + [503] * 3
    assert max(seconds) < 0.6


def test_unix_socket(tmp_path: Path) -> None:
    """A Unix socket is not open to everybody."""
    path = tmp_path / "q.sock"
    with serving(tmp_path, ready=path.exists, EXTRACTOR_BIND=f"unix:{path}"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_wrong_configuration() -> None:
    """A wrong setting stops the start with one line that names it."""
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn"],
        env=os.environ | {"EXTRACTOR_WORKERS": "many"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    expected = (
        "quote-extractor: EXTRACTOR_WORKERS: 'many' is not valid; "
        "it must be a whole number of at least 0\n"
    )
    assert (done.returncode, done.stderr) == (1, expected)
