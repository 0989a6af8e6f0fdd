"""Places in the queue, fair turns, time limits."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from app import create_app
from extractor.pool import WorkDiedError
from schemas import QuoteRequest
from schemas.serialization import Answer, Work
from service.admission import Admission, Place
from service.problems import GoneError, RefusalError
from service.settings import Settings
from tests.serving import wait_until


class Runner:
    """Does one text at a time and remembers the order; ``stop`` holds all of them up."""

    size = 1
    alive = 1

    def __init__(self) -> None:
        self.done: list[str] = []
        self.dead = False
        self.go_on = threading.Event()
        self.go_on.set()

    def start(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Die."""
        self.dead = True
        self.go_on.set()

    def run(self, work: Work, deadline: float | None, client: Any) -> Answer:
        """Return an answer, or raise TimeoutError."""
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        if not self.go_on.wait(left):
            raise TimeoutError
        if self.dead:
            raise WorkDiedError
        self.done.append(work.request.text)
        return Answer()


def work(text: str) -> Work:
    """Return the work on a text."""
    return Work(QuoteRequest(text))


def test_places() -> None:
    """There are so many places, batches have half of them, and each is given back once."""
    admission = Admission(Runner(), waiting=3, time_limit=1)
    batches = [admission.take_place(batch=True) for _ in range(2)]
    with pytest.raises(RefusalError, match="busy"):
        admission.take_place(batch=True)
    singles = [admission.take_place() for _ in range(2)]
    with pytest.raises(RefusalError, match="busy"):
        admission.take_place()
    for place in (*batches, *batches, *singles):
        place.free()

    assert admission.taken == 0
    assert admission.take_place(batch=True)


def test_late() -> None:
    """After the time limit there is no more waiting, neither for a turn nor for the answer."""
    runner = Runner()
    runner.go_on.clear()
    admission = Admission(runner, waiting=2, time_limit=0.2)
    errors: list[Exception] = []

    def ask() -> None:
        with admission.take_place() as place:
            try:
                place(work("a"))
            except RefusalError as error:
                errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    runner.go_on.set()
    with admission.take_place() as place:
        place(work("b"))

    assert ([str(error) for error in errors], runner.done) == (["late"] * 2, ["b"])


def test_who_leaves_the_queue_is_not_worked_for() -> None:
    """A client that hangs up while it waits is given up, and its turn goes to the next."""
    runner = Runner()
    runner.go_on.clear()
    admission = Admission(runner, waiting=3, time_limit=10)
    ours, theirs = socket.socketpair()
    gone: list[Exception] = []

    def leave() -> None:
        with admission.take_place(ours) as place:
            try:
                place(work("gone"))
            except GoneError as error:
                gone.append(error)

    first = threading.Thread(target=_ask, args=(admission.take_place(), "first"))
    first.start()
    time.sleep(0.1)
    leaving = threading.Thread(target=leave)
    leaving.start()
    time.sleep(0.1)
    theirs.close()
    leaving.join(5)
    runner.go_on.set()
    first.join(5)
    _ask(admission.take_place(), "last")
    ours.close()

    assert (len(gone), runner.done, admission.taken) == (1, ["first", "last"], 0)


def test_fair_turns() -> None:
    """Single texts go before documents of batches; after three of them one document does."""
    runner = Runner()
    runner.go_on.clear()
    admission = Admission(runner, waiting=20, time_limit=10)
    threads = []

    def ask(text: str, batch: bool) -> None:
        waiting = admission.taken
        thread = threading.Thread(target=_ask, args=(admission.take_place(batch=batch), text))
        threads.append(thread)
        thread.start()
        wait_until(lambda: admission.taken == waiting + 1)
        time.sleep(0.02)

    ask("first", False)
    for number in range(3):
        ask(f"document {number}", True)
    for number in range(5):
        ask(f"single {number}", False)
    runner.go_on.set()
    for thread in threads:
        thread.join(5)

    assert runner.done == [
        "first",
        *(f"single {number}" for number in range(3)),
        "document 0",
        *(f"single {number}" for number in range(3, 5)),
        "document 1",
        "document 2",
    ]


def _ask(place: Place, text: str) -> None:
    with place:
        place(work(text))


def test_closing() -> None:
    """What is not answered when the grace period ends is refused, not cut off."""
    runner = Runner()
    runner.go_on.clear()
    admission = Admission(runner, waiting=1, time_limit=10)
    admission.close(time.monotonic() + 0.2)
    with admission.take_place() as place, pytest.raises(RefusalError, match="closing"):
        place(work("a"))


def test_late_answer() -> None:
    """A text that takes too long is answered 503, with a time to try again."""
    runner = Runner()
    runner.go_on.clear()
    client = create_app(settings=Settings(time_limit=1), pool=runner).test_client()
    response = client.post("/v1/quotes", json={"text": "slow"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.get_json()["detail"].startswith("There was no answer within 1 s.")
