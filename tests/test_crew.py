"""Front and workers: whichever of them dies or hangs costs what it holds, and nothing else."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from extractor import Extraction
from extractor.domain import Document
from service.crew.meeting import Meeting
from service.crew.messages import STOP, Begun, Done, Failed, Hello, Stopped, Told
from service.crew.pool import LostError, Pool, WorkerError
from service.crew.working import serve
from service.records import Words
from service.turns import AbandonedError
from tests.serving import SECONDS, Server, serving, wait_until

URL = "/v1/quotes"
NOTHING = Extraction((), ())


def crowd(server: Server, texts: Sequence[str]) -> Callable[[], list[int]]:
    """Send all texts at once; return a function that waits for the statuses."""
    statuses = dict.fromkeys(range(len(texts)), 0)

    def ask(n: int) -> None:
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
    """Under load a worker that is killed costs the text it works on; those in line are answered.

    One that is killed between two texts costs nothing.
    """
    with serving(tmp_path, EXTRACTOR_WORKERS="2", EXTRACTOR_WAITING="8") as server:
        answers = crowd(server, ["slow"] * 2 + ["brisk"] * 14)
        time.sleep(0.5)
        before = server.processes("quotes-worker")
        os.kill(before[0], signal.SIGKILL)
        began = time.monotonic()
        statuses = answers()
        went_on = time.monotonic() - began
        wait_until(lambda: len(server.processes("quotes-worker")) == 2)
        after = server.processes("quotes-worker")
        once_more = crowd(server, ["brisk"] * 4)()

    assert went_on > 0.5
    assert sorted(statuses) in ([200] * 15 + [503], [200] * 16)
    assert len(set(before) & set(after)) == 1
    assert once_more == [200] * 4


def test_idle_worker_costs_nothing(tmp_path: Path) -> None:
    """Workers that are killed while they have nothing to do are not missed."""
    with serving(tmp_path) as server:
        for _ in range(3):
            os.kill(server.processes("quotes-worker")[0], signal.SIGKILL)
            assert server.ask("POST", URL, "a")[0] == 200


def test_killed_front_is_replaced(tmp_path: Path) -> None:
    """A front that is killed finds in its place another, for whom the same workers work."""
    with serving(tmp_path) as server:
        workers = server.processes("quotes-worker")
        os.kill(server.processes("quotes-front")[0], signal.SIGKILL)
        wait_until(server.is_ready)
        status = server.ask("POST", URL, "a")[0]
        assert (status, server.processes("quotes-worker")) == (200, workers)


def test_time_limit_frees_the_core(tmp_path: Path) -> None:
    """Neither a text that is given up nor a worker that hangs in one keeps others waiting."""
    with serving(tmp_path, EXTRACTOR_TIME_LIMIT="1") as server:
        workers = server.processes("quotes-worker")
        late = server.ask("POST", URL, "slow")[0]
        began = time.monotonic()
        next_one = server.ask("POST", URL, "a")[0]
        waited = time.monotonic() - began
        kept = server.processes("quotes-worker") == workers
        stuck = server.ask("POST", URL, "stuck")[0]
        wait_until(lambda: server.processes("quotes-worker") not in ([], workers))

        assert (late, next_one, kept, stuck) == (503, 200, True, 503)
        assert waited < SECONDS - 1
        assert server.ask("POST", URL, "a")[0] == 200


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
    """At SIGHUP all are replaced, and what runs is finished by those who began it."""
    with serving(tmp_path, EXTRACTOR_WORKERS="2") as server:
        before = set(server.processes())
        running = crowd(server, ["slow"])
        time.sleep(0.2)
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(set(server.processes()) - before) == 3)
        wait_until(lambda: not set(server.processes()) & before)
        names = [len(server.processes(f"quotes-{name}")) for name in ("worker", "front")]
        wait_until(server.is_ready)

        assert (running(), names) == ([200], [2, 1])
        assert crowd(server, ["a"] * 4)() == [200] * 4


class Worker:
    """The worker's side in a thread of this process; the extractor does what it is told."""

    model = "told"

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.ends = False
        self.thread = threading.Thread(
            target=serve, args=(self._join, self, lambda: self.ends, lambda: False)
        )

    def _join(self) -> Connection:
        self.ends = True  # after this front
        return self.connection

    def __call__(self, text: str, observe: Any = None) -> Extraction:
        """Return nothing; tell of a parse, wait to be stopped, or fail."""
        observe("", 0.0, None)
        observe("parsing", 0.5, Document("a b", (), (), ()))
        while text == "wait":
            observe("", 0.0, None)
            time.sleep(0.01)
        if text == "fail":
            raise ValueError(text)
        return NOTHING


@pytest.fixture
def front() -> Iterator[Connection]:
    """Return the front's end of a connection to a worker, which ends with it."""
    here, there = Pipe()
    worker = Worker(there)
    worker.thread.start()
    with here:
        assert here.recv() == Hello(os.getpid())
        yield here
    worker.thread.join(10)
    assert not worker.thread.is_alive()


def heard(front: Connection) -> list[Any]:
    """Return what is said of a text that was begun, up to the outcome."""
    assert front.recv() == Begun()
    said = [front.recv()]
    while isinstance(said[-1], Told):
        said.append(front.recv())
    return said


def test_worker_tells(front: Connection) -> None:
    """A worker tells of stages, never what they made, and then the outcome."""
    told = Told("parsing", 0.5, Words(0, 2))
    front.send("a")
    assert heard(front) == [told, Done(NOTHING)]
    front.send("fail")
    told_first, failed = heard(front)
    assert told_first == told
    assert isinstance(failed, Failed)
    assert failed.way.startswith("ValueError at ")
    assert "fail" not in failed.way.split(" at ")[0]


def test_worker_stops(front: Connection) -> None:
    """A worker stops where it is told to; what comes too late does no harm."""
    front.send("wait")
    time.sleep(0.1)
    front.send(STOP)
    assert heard(front)[-1] == Stopped()
    front.send(STOP)
    front.send("a")
    assert heard(front)[-1] == Done(NOTHING)


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Meeting]:
    """Return a place to meet."""
    place = Meeting.in_folder(tmp_path)
    yield place
    place.listener.close()


def joined(meeting: Meeting, pid: int = 0) -> Connection:
    """Return the connection of a worker that has said hello and now does as the test says."""
    connection = meeting.join()
    connection.send(Hello(pid))
    return connection


def test_pool_counts_who_is_there(meeting: Meeting) -> None:
    """Who comes is counted, who has gone is not; one who says nothing is let go."""
    changes: list[int] = []
    pool = Pool(meeting, "m", changes.append)
    nobody = pool.there
    first, second = joined(meeting), joined(meeting)
    wait_until(lambda: changes == [1, 1])
    first.close()
    somebody = pool.there
    second.close()

    assert (nobody, somebody, pool.there, changes) == (False, True, False, [1, 1, -1, -1])


def test_text_that_was_not_begun_is_given_to_another(meeting: Meeting) -> None:
    """A worker that dies before it has begun costs nobody an answer."""
    pool = Pool(meeting, "m")
    first, second = joined(meeting), joined(meeting)

    def play() -> None:
        first.recv()
        first.close()
        second.recv()
        second.send(Begun())
        second.send(Done(NOTHING))

    actor = threading.Thread(target=play)
    actor.start()
    assert pool("a") == NOTHING
    actor.join(10)


def test_pool_passes_on_what_happens(meeting: Meeting) -> None:
    """Stages and the outcome are passed on; a failure and a death are told apart."""
    pool = Pool(meeting, "m")
    seen: list[Any] = []

    def observe(stage: str, seconds: float, made: Any) -> None:
        seen.append((stage, made))

    def play() -> None:
        for outcome in (Done(NOTHING), Failed("ValueError at x")):
            connection.recv()
            connection.send(Begun())
            connection.send(Told("parsing", 0.5, Words(1, 2)))
            connection.send(outcome)
        connection.recv()
        connection.send(Begun())
        connection.close()

    connection = joined(meeting)
    actor = threading.Thread(target=play)
    actor.start()
    assert pool("a", observe) == NOTHING
    with pytest.raises(WorkerError) as failed:
        pool("b", observe)
    with pytest.raises(LostError) as lost:
        pool("c", observe)
    actor.join(10)

    assert failed.value.way == "ValueError at x"
    assert (lost.value.status, lost.value.headers) == (503, [("Retry-After", "1")])
    assert [each for each in seen if each[0]] == [("parsing", Words(1, 2))] * 2
    assert not pool.there


def test_nobody_waits(meeting: Meeting) -> None:
    """Who gives up stops the worker, which then takes the next text, and waits for none."""
    pool = Pool(meeting, "m")

    def refuse(stage: str, seconds: float, made: Any) -> None:
        raise AbandonedError

    with pytest.raises(AbandonedError):
        pool("there is no worker", refuse)
    connection = joined(meeting)
    said: list[Any] = []

    def play() -> None:
        said.append(connection.recv())
        connection.send(Begun())
        said.append(connection.recv())
        connection.send(Stopped())
        said.append(connection.recv())
        connection.send(Begun())
        connection.send(Done(NOTHING))

    actor = threading.Thread(target=play)
    actor.start()
    with pytest.raises(AbandonedError):
        pool("a", refuse)
    assert pool("b") == NOTHING
    actor.join(10)
    assert said == ["a", STOP, "b"]
