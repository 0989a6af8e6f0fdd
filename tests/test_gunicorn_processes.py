"""Processes of the running service: one that dies or hangs affects only its own request."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tests.serving import SECONDS, Server, descendants, serving, wait_until

URL = "/v1/quotes"
WORKER, FRONT = "quotes-worker", "quotes-http"


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


def test_killed_worker_costs_its_own_request(tmp_path: Path) -> None:
    """Under load a worker that is killed costs the text it works on; those in line are answered."""
    with serving(tmp_path, EXTRACTOR_WORKERS="2", EXTRACTOR_WAITING="8") as server:
        answers = crowd(server, ["slow"] * 2 + ["brisk"] * 14)
        time.sleep(0.5)
        before = server.processes(WORKER)
        os.kill(before[0], signal.SIGKILL)
        statuses = answers()
        wait_until(lambda: len(server.processes(WORKER)) == 2)
        after = server.processes(WORKER)
        once_more = crowd(server, ["brisk"] * 4)()

    assert sorted(statuses) == [200] * 15 + [503]
    assert len(set(before) & set(after)) == 1
    assert once_more == [200] * 4


def test_idle_worker_costs_nothing(tmp_path: Path) -> None:
    """Workers that are killed while they have nothing to do are not missed."""
    with serving(tmp_path) as server:
        for _ in range(3):
            os.kill(server.processes(WORKER)[0], signal.SIGKILL)
            assert server.ask("POST", URL, "a")[0] == 200


def test_thirty_kills(tmp_path: Path) -> None:
    """Workers that are killed all the time: every request is answered, 200 or 503."""
    with serving(tmp_path, EXTRACTOR_WORKERS="2", EXTRACTOR_WAITING="16") as server:
        front = server.processes(FRONT)
        answers = crowd(server, ["brisk"] * 30)
        for _ in range(30):
            with suppress(IndexError, ProcessLookupError):
                os.kill(server.processes(WORKER)[0], signal.SIGKILL)
            time.sleep(0.1)
        statuses = answers()
        after = crowd(server, ["a"] * 4)()

        assert server.processes(FRONT) == front
    assert set(statuses) <= {200, 503}
    assert after == [200] * 4


def test_killed_fork_server_is_replaced(tmp_path: Path) -> None:
    """Without the process that forks them, workers are replaced all the same."""
    with serving(tmp_path) as server:
        (worker,) = server.processes(WORKER)
        os.kill(server.processes("quotes-forker")[0], signal.SIGKILL)
        os.kill(worker, signal.SIGKILL)
        assert server.ask("POST", URL, "a")[0] == 200


def test_killed_front_is_replaced(tmp_path: Path) -> None:
    """If the HTTP process is killed, its workers end too; a new one is ready within 5 s."""
    with serving(tmp_path) as server:
        workers = server.processes(WORKER)
        os.kill(server.processes(FRONT)[0], signal.SIGKILL)
        began = time.monotonic()
        wait_until(server.is_ready)

        assert time.monotonic() - began < 5
        assert server.ask("POST", URL, "a")[0] == 200
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_time_limit_frees_the_core(tmp_path: Path) -> None:
    """After a text is given up, the next is answered within 1 s."""
    with serving(tmp_path, EXTRACTOR_TIME_LIMIT="1", EXTRACTOR_WORKERS="2") as server:
        late = crowd(server, ["slow", "stuck"])()
        began = time.monotonic()
        status = server.ask("POST", URL, "a")[0]

        assert (late, status, time.monotonic() - began < 1) == ([503, 503], 200, True)


def test_who_hangs_up_frees_the_core(tmp_path: Path) -> None:
    """A text whose caller has gone is worked on no more."""
    with serving(tmp_path) as server:
        gone = http.client.HTTPConnection("127.0.0.1", server.port)
        gone.request(
            "POST", URL, json.dumps({"text": "slow"}), {"Content-Type": "application/json"}
        )
        time.sleep(0.1)
        gone.close()
        began = time.monotonic()
        status = server.ask("POST", URL, "a")[0]

        assert (status, time.monotonic() - began < SECONDS / 2) == (200, True)


def test_reload(tmp_path: Path) -> None:
    """At SIGHUP all processes are replaced, and what runs is finished by those who began it."""
    with serving(tmp_path, EXTRACTOR_WORKERS="2") as server:
        before = set(server.processes(WORKER) + server.processes(FRONT))
        running = crowd(server, ["slow"])
        time.sleep(0.2)
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before))
        wait_until(server.is_ready)
        names = [len(server.processes(name)) for name in (WORKER, FRONT)]

        assert (running(), names) == ([200], [2, 1])
        assert crowd(server, ["a"] * 4)() == [200] * 4


def test_metrics_of_all_processes(tmp_path: Path) -> None:
    """The figures are those of all processes."""
    with serving(tmp_path, EXTRACTOR_WORKERS="2", EXTRACTOR_WAITING="8") as server:
        crowd(server, ["a"] * 6)()
        get = b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        metrics = server.send(get)

    assert b"quote_extractor_texts_total 6.0" in metrics
    assert b"quote_extractor_workers 2.0" in metrics


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
