"""The real service for tests: real processes and socket, stand-in models."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 1.5
STAND_IN = f"""
import time
from extractor import Extraction
from extractor.pool import Pool
from schemas.serialization import answer

def find(text, observe=None, scope=None):
    end = time.monotonic() + {{"slow": {SECONDS}, "brisk": 0.2, "stuck": 60}}.get(text, 0)
    while time.monotonic() < end:
        sum(range(1000))
    if "fault" in text:
        raise ValueError(text)
    return Extraction((), ())

find.model = "fake-1"

def load(_):
    return lambda work: answer(find, "0", work)

def service():
    from app import create_app
    from service.settings import Settings
    settings = Settings.from_environment()
    return create_app(settings=settings, pool=Pool("stand_in:load", None, settings.workers))
"""


def descendants(pid: int) -> dict[int, str]:
    """Return the names of all processes below one, by id, parents first."""
    found: dict[int, str] = {}
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            with suppress(OSError):
                found[int(child)] = Path(f"/proc/{child}/comm").read_text().strip()
                found |= descendants(int(child))
    return found


@dataclass
class Server:
    """A running gunicorn and what it has printed."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def processes(self, name: str) -> list[int]:
        """Return the ids of its processes of that name."""
        return [pid for pid, its in descendants(self.process.pid).items() if its == name]

    def ask(self, method: str, path: str, text: str | None = None) -> tuple[int, dict[str, str]]:
        """Return status and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = None if text is None else json.dumps({"text": text})
        connection.request(method, path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.status, json.loads(response.read())
        connection.close()
        return answer

    def is_ready(self) -> bool:
        """Return whether a text would be worked on."""
        with suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/readyz")[0] == 200
        return False

    def send(self, raw: bytes, shut: bool = True) -> bytes:
        """Send raw bytes and return the response until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(raw)
            if shut:
                connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


def wait_until(done: Callable[[], bool]) -> None:
    """Wait until *done*, or fail."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(
    folder: Path,
    before: Sequence[str] = (),
    ready: Callable[[], bool] | None = None,
    gunicorn: Sequence[str] = (),
    **settings: str,
) -> Iterator[Server]:
    """Run the service with one worker and one place to wait, unless told otherwise.

    *before* is a script that starts it; *ready* tells that it has started; *gunicorn* are options
    of gunicorn's that take precedence over ours.
    """
    (folder / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
    port = free_port()
    log = folder / "log"
    with log.open("wb") as out:
        command = [sys.executable, *before, "-m", "gunicorn", *gunicorn, "stand_in:service()"]
        environment = os.environ | {
            "PYTHONPATH": str(folder),
            "EXTRACTOR_BIND": f"127.0.0.1:{port}",
            "EXTRACTOR_WORKERS": "1",
            "EXTRACTOR_WAITING": "1",
        }
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment | settings, stdout=out, stderr=out
        )
    server = Server(process, port, log)
    try:
        wait_until(lambda: process.poll() is not None or (ready or server.is_ready)())
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()
