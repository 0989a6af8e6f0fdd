"""The process pool: a process that dies or is given up affects one request only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import ModelError
from extractor.pool import ClientGoneError, Pool, PoolError, WorkDiedError, WorkFailedError
from tests.serving import ROOT, wait_until


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Return a pool of two processes."""
    with Pool("tests.pool_work:echo", "a", 2) as running:
        yield running


def test_replies(pool: Pool) -> None:
    """A request is answered by what the loader returned, whatever the text holds."""
    for request in ("", "“é” \ud83d \0", "x" * 3_000_000):
        assert pool.run(request) == ("a", request)


def test_all_processes_work_at_once(pool: Pool) -> None:
    """Two threads have their requests done by two processes."""
    began = time.monotonic()
    threads = [threading.Thread(target=pool.run, args=(0.5,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert time.monotonic() - began < 0.9


def test_failure_leaves_the_process(pool: Pool) -> None:
    """An exception is reported by its class and place, without its message."""
    before = set(pool.pids())
    with pytest.raises(WorkFailedError) as failed:
        pool.run("fail")

    assert failed.value.where.startswith("ValueError at ")
    assert "fail" not in failed.value.where.partition(" at ")[0]
    assert set(pool.pids()) == before


def test_death_costs_its_request(pool: Pool) -> None:
    """A process that dies while it works is replaced at once."""
    with pytest.raises(WorkDiedError):
        pool.run("die")

    assert [pool.run("b") for _ in range(3)] == [("a", "b")] * 3
    wait_until(lambda: pool.alive == 2)


def test_idle_death_costs_nothing(pool: Pool) -> None:
    """Processes that were killed while idle are replaced before they get a request."""
    for pid in pool.pids():
        os.kill(pid or 0, signal.SIGKILL)
    time.sleep(0.1)

    assert pool.alive == 0
    assert [pool.run("b") for _ in range(3)] == [("a", "b")] * 3


def test_stopped_process_is_replaced(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that does not confirm a request is killed, and another gets the request."""
    monkeypatch.setattr("extractor.pool.process.ACKNOWLEDGED", 0.2)
    for pid in pool.pids():
        os.kill(pid or 0, signal.SIGSTOP)

    assert pool.run("b") == ("a", "b")


def test_deadline_kills(pool: Pool) -> None:
    """A request that takes too long is given up, and the next is answered at once."""
    began = time.monotonic()
    for _ in range(2):
        with pytest.raises(TimeoutError):
            pool.run(30.0, time.monotonic() + 0.2)

    assert pool.run("b") == ("a", "b")
    assert time.monotonic() - began < 2


def test_no_turn_before_the_deadline(pool: Pool) -> None:
    """A request that finds no idle process in time is given up too."""
    busy = [threading.Thread(target=pool.run, args=(0.6,)) for _ in range(2)]
    for thread in busy:
        thread.start()
    time.sleep(0.1)
    with pytest.raises(TimeoutError):
        pool.run("b", time.monotonic() + 0.1)
    for thread in busy:
        thread.join()


def test_client_gone_kills(pool: Pool) -> None:
    """The work for a client that closes its connection ends; one that sends more is waited for."""
    ours, theirs = socket.socketpair()
    theirs.send(b"GET / HTTP/1.1\r\n")
    assert pool.run(0.1, client=ours) == ("a", 0.1)
    ours.recv(100)
    threading.Timer(0.2, theirs.close).start()
    began = time.monotonic()
    with pytest.raises(ClientGoneError):
        pool.run(30.0, client=ours)
    ours.close()

    assert time.monotonic() - began < 2


def test_models_that_cannot_be_loaded() -> None:
    """The error of the loader is that of the pool."""
    with pytest.raises(ModelError, match=r"^pos\.pt is damaged$"):
        Pool("tests.pool_work:damaged", "pos.pt").start()


def test_processes_that_die_while_loading() -> None:
    """A pool whose processes die before they are ready says so."""
    with pytest.raises(PoolError, match="die while loading"):
        Pool("tests.pool_work:deadly").start()


def test_close_ends_who_waits() -> None:
    """No thread waits for ever for a process of a closed pool."""
    closed = Pool("tests.pool_work:echo")
    closed.start()
    (pid,) = closed.pids()
    closed.close()
    with pytest.raises(WorkDiedError):
        closed.run("a")
    time.sleep(0.1)

    assert not Path(f"/proc/{pid}/fd").exists() or not os.listdir(f"/proc/{pid}/fd")  # noqa: PTH208


def test_signals_are_the_parents_business(pool: Pool) -> None:
    """SIGTERM and SIGINT to all processes do not end those of the pool."""
    pids = {pool.run("pid") for _ in range(2)}
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGINT)

    assert {pool.run("pid") for _ in range(2)} == pids


def test_only_our_modules_are_imported(tmp_path: Path) -> None:
    """Modules in the working directory hide none of ours; the caller's script runs only once.

    The script has no ``if __name__ == "__main__"``, as scripts that create the app at top level.
    """
    for name in ("schemas", "service", "extractor", "app", "json", "pickle"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from the folder')\n")
    code = (
        "from extractor.pool import Pool\n"
        "with Pool('tests.pool_work:echo') as pool: print(pool.run('path')[:1])\n"
    )
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(code)
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert str(tmp_path / "elsewhere") in done.stdout
