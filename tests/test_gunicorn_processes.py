"""Processes of the running service: one that dies or hangs affects only its own request."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serving import SECONDS, Server, descendants, serving, wait_until

URL = "/v1/quotes"
WORKER, FRONT = "quotes-worker", "quotes-http"


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the service with one worker and one place to wait."""
    with serving(tmp_path_factory.mktemp("one")) as server:
        yield server


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the service with two workers and many places."""
    limits = {"EXTRACTOR_WORKERS": "2", "EXTRACTOR_WAITING": "16"}
    with serving(tmp_path_factory.mktemp("shared"), **limits) as server:
        yield server


@pytest.fixture
def one(single: Server) -> Server:
    """Return the service with one worker, once it is there."""
    wait_until(lambda: single.is_ready() and len(single.processes(WORKER)) == 1)
    return single


@pytest.fixture
def two(shared: Server) -> Server:
    """Return the service with two workers, once both are there."""
    wait_until(lambda: shared.is_ready() and len(shared.processes(WORKER)) == 2)
    return shared


def crowd(server: Server, texts: Sequence[str]) -> Callable[[], list[int]]:
    """Send all texts at once; return a function that waits for the statuses, 0 for none."""
    statuses = dict.fromkeys(range(len(texts)), 0)

    def ask(n: int) -> None:
        with suppress(OSError, http.client.HTTPException):
            statuses[n] = server.ask("POST", URL, texts[n])[0]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()

    def wait() -> list[int]:
        for thread in threads:
            thread.join(60)
        return list(statuses.values())

    return wait


def test_killed_worker_costs_its_own_request(two: Server) -> None:
    """Under load a worker that is killed costs the text it works on; those in line are answered."""
    answers = crowd(two, ["slow"] * 2 + ["brisk"] * 14)
    time.sleep(0.5)
    before = two.processes(WORKER)
    os.kill(before[0], signal.SIGKILL)
    statuses = answers()
    wait_until(lambda: len(two.processes(WORKER)) == 2)
    after = two.processes(WORKER)
    once_more = crowd(two, ["brisk"] * 4)()

    assert sorted(statuses) == [200] * 15 + [503]
    assert len(set(before) & set(after)) == 1
    assert once_more == [200] * 4


def test_idle_worker_costs_nothing(one: Server) -> None:
    """Workers that are killed while they have nothing to do are not missed."""
    for _ in range(3):
        os.kill(one.processes(WORKER)[0], signal.SIGKILL)
        assert one.ask("POST", URL, "a")[0] == 200


def test_thirty_kills(two: Server) -> None:
    """Workers that are killed all the time: every request is answered, 200 or 503."""
    front = two.processes(FRONT)
    answers = crowd(two, ["brisk"] * 30)
    for _ in range(30):
        with suppress(IndexError, ProcessLookupError):
            os.kill(two.processes(WORKER)[0], signal.SIGKILL)
        time.sleep(0.1)
    statuses = answers()
    after = crowd(two, ["a"] * 4)()

    assert two.processes(FRONT) == front
    assert set(statuses) <= {200, 503}
    assert after == [200] * 4


def test_killed_fork_server_is_replaced(one: Server) -> None:
    """Without the process that forks them, workers are replaced all the same."""
    (worker,) = one.processes(WORKER)
    os.kill(one.processes("quotes-forker")[0], signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    assert one.ask("POST", URL, "a")[0] == 200


def test_killed_front_is_replaced(one: Server) -> None:
    """If the HTTP process is killed, its workers end too; a new one is ready within 5 s."""
    workers = one.processes(WORKER)
    os.kill(one.processes(FRONT)[0], signal.SIGKILL)
    began = time.monotonic()
    wait_until(one.is_ready)

    assert time.monotonic() - began < 5
    assert one.ask("POST", URL, "a")[0] == 200
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_time_limit_frees_the_core(tmp_path: Path) -> None:
    """After a text is given up, the next is answered within 1 s."""
    with serving(tmp_path, EXTRACTOR_TIME_LIMIT="1", EXTRACTOR_WORKERS="2") as server:
        late = crowd(server, ["slow", "stuck"])()
        began = time.monotonic()
        status = server.ask("POST", URL, "a")[0]

        assert (late, status, time.monotonic() - began < 1) == ([503, 503], 200, True)


def test_who_hangs_up_frees_the_core(one: Server) -> None:
    """A text whose caller has gone is worked on no more."""
    gone = http.client.HTTPConnection("127.0.0.1", one.port)
    gone.request("POST", URL, json.dumps({"text": "slow"}), {"Content-Type": "application/json"})
    time.sleep(0.1)
    gone.close()
    began = time.monotonic()
    status = one.ask("POST", URL, "a")[0]

    assert (status, time.monotonic() - began < SECONDS / 2) == (200, True)


def test_reload(two: Server) -> None:
    """At SIGHUP all processes are replaced, and what runs is finished by those who began it."""
    before = set(two.processes(WORKER) + two.processes(FRONT))
    running = crowd(two, ["slow"])
    time.sleep(0.2)
    two.process.send_signal(signal.SIGHUP)
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before))
    wait_until(two.is_ready)
    names = [len(two.processes(name)) for name in (WORKER, FRONT)]

    assert (running(), names) == ([200], [2, 1])
    assert crowd(two, ["a"] * 4)() == [200] * 4


def test_metrics_of_all_processes(two: Server) -> None:
    """The figures are those of all processes."""
    get = b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    def texts() -> float:
        return float(two.send(get).partition(b"\nquote_extractor_texts_total ")[2].split()[0])

    before = texts()
    crowd(two, ["a"] * 6)()

    assert texts() == before + 6
    assert b"\nquote_extractor_workers 2.0\n" in two.send(get)


def test_all_end_with_the_master(tmp_path: Path) -> None:
    """A master that is killed leaves no process behind, whatever else had died before."""
    for kill_forker in (False, True):
        folder = tmp_path / str(kill_forker)
        folder.mkdir()
        with serving(folder) as server:
            crowd(server, ["slow"])
            pids = list(descendants(server.process.pid))
            if kill_forker:
                os.kill(server.processes("quotes-forker")[0], signal.SIGKILL)
            server.process.kill()
            wait_until(lambda pids=pids: not any(_lives(pid) for pid in pids))


def test_signal_to_all(tmp_path: Path) -> None:
    """Supervisors that signal every process get the same end as those that signal one."""
    with serving(tmp_path) as server:
        answers = crowd(server, ["slow", "a"])
        time.sleep(0.3)
        for pid in [server.process.pid, *descendants(server.process.pid)]:
            os.kill(pid, signal.SIGTERM)

        assert (answers(), server.process.wait(20)) == ([200, 200], 0)


def test_interrupt(tmp_path: Path) -> None:
    """Ctrl-C, which reaches all processes, ends them at once and without a traceback."""
    with serving(tmp_path) as server:
        answers = crowd(server, ["stuck"])
        time.sleep(0.3)
        began = time.monotonic()
        for pid in [server.process.pid, *descendants(server.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)

        assert server.process.wait(20) == 0
        assert time.monotonic() - began < 5
        answers()
    assert [line for line in server.log.read_text().splitlines() if line[:1] != "{"] == []


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
