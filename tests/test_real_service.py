"""The deployed service with the real models: responsive, deterministic, shared memory, offline."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient

from app import create_app
from benchmarks.load.junk import news
from benchmarks.load.server import running, sizes
from benchmarks.load.texts import articles
from extractor import Extractor

URL: Final = "/v1/quotes"
WORKERS: Final = 2
HEALTHY: Final = 0.05
"""Time limit for health checks in seconds, whatever else is running."""
TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}
# Put before everything else in each of its processes: notes who is asked for over a network.
AUDIT: Final = """
import os, sys

def note(event, what):
    if event in ("socket.connect", "socket.sendto") and not isinstance(what[1], (str, bytes)):
        seen(event)
    elif event.startswith("socket.getaddrinfo"):
        seen(event)

def seen(event):
    with open(os.environ["NOTES"], "a") as notes:
        notes.write(event + chr(10))

sys.addaudithook(note)
open(os.environ["NOTES"] + ".on", "w").close()
"""

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.alone]


class Server:
    """A running service."""

    def __init__(self, port: int, master: int) -> None:
        self.port, self.master = port, master

    def ask(self, path: str, text: str | None = None) -> tuple[bytes, dict[str, str]]:
        """Return body and headers of an answer, which is 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        connection.request("POST" if text else "GET", path, text and text.encode(), TEXT)
        response = connection.getresponse()
        body, headers = response.read(), dict(response.getheaders())
        connection.close()
        assert response.status == 200, body
        return body, headers


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that names the connections which were tried."""
    return tmp_path_factory.mktemp("notes") / "notes"


@pytest.fixture(scope="module")
def server(notes: Path) -> Iterator[Server]:
    """Run the service with two workers."""
    (notes.parent / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(notes.parent))
        patch.setenv("NOTES", str(notes))
        with running(WORKERS) as (port, master):
            yield Server(port, master)


@pytest.fixture(scope="module")
def alone(extractor: Extractor) -> FlaskClient:
    """Return a client of the service in this process."""
    return create_app(extractor).test_client()


def test_health_is_told_while_all_work(server: Server) -> None:
    """``/healthz`` answers within 50 ms while every worker parses and others wait.

    Something else on the machine may delay a few; so one of three rounds must be free of that.
    """
    threads = [
        threading.Thread(target=server.ask, args=(URL, news(25_000))) for _ in range(3 * WORKERS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    slowest = [max(_seconds(server) for _ in range(15)) for _ in range(3)]
    metrics = server.ask("/metrics")[0].decode()
    for thread in threads:
        thread.join()

    assert min(slowest) < HEALTHY
    (places,) = re.findall(r"^quote_extractor_places_taken ([\d.]+)$", metrics, re.MULTILINE)
    assert float(places) > WORKERS


def _seconds(server: Server) -> float:
    began = time.monotonic()
    server.ask("/healthz")
    return time.monotonic() - began


def test_answers_are_those_of_one_process(server: Server, alone: FlaskClient) -> None:
    """Callers who ask at once get, byte for byte, what each text gives alone in another process."""
    texts = [text[:1500] for text in articles(6)]
    answers: dict[int, bytes] = {}

    def ask(n: int) -> None:
        answers[n] = server.ask(URL, texts[n])[0]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = [alone.post(URL, data=text.encode(), headers=TEXT).data for text in texts]
    assert [answers[n] for n in range(len(texts))] == expected
    assert all(json.loads(answer)["quotes"] for answer in expected)


def test_models_are_shared(server: Server) -> None:
    """Of what a process holds the smaller part is its own: the models are there once."""
    found = sizes(server.master)
    names = sorted(size.name for size in found.values())

    own = ["master", "python", "quotes-forker", "quotes-http"]
    assert names == [*own, *["quotes-worker"] * WORKERS]
    models = [size for size in found.values() if size.resident > 150]
    assert [size.name for size in models if size.own > size.resident / 2] == []
    assert len(models) == WORKERS + 1


def test_stages_are_told(server: Server) -> None:
    """Work of the workers is reported by the HTTP process, in headers and metrics."""
    headers = server.ask(URL, next(articles(1))[:500])[1]
    stages = re.findall(r"(\w+);dur=", headers["Server-Timing"])
    metrics = server.ask("/metrics")[0].decode()

    assert stages == [
        "wait",
        "cleaning",
        "marks",
        "parsing",
        "rules",
        "selection",
        "speakers",
        "total",
    ]
    for stage in stages[:-1]:
        assert f'quote_extractor_stage_seconds_count{{stage="{stage}"}}' in metrics
    assert re.search(r'^quote_extractor_words_total\{what="parsed"\} [1-9]', metrics, re.MULTILINE)
    assert f"quote_extractor_workers {WORKERS}.0" in metrics


def test_nobody_is_asked(server: Server, notes: Path) -> None:
    """From the start on none of the processes has tried a connection to anywhere."""
    server.ask(URL, next(articles(1))[:500])

    assert (notes.exists(), notes.with_suffix(".on").exists()) == (False, True)
