"""Records of a request in headers, log and metrics, without any word of its text."""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from extractor import Extraction, Extractor
from extractor.domain import Document, Marking, Sentence, Word
from schemas.serialization import count_words
from service.logging import JsonFormatter
from service.settings import Settings
from tests.serving import Server, serving

URL = "/v1/quotes"
MARKER = "Zyxomma"


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Return the log's lines on requests, without what changes from run to run."""
    lines = []
    for record in caplog.records:
        if record.name == "service.requests":
            line = json.loads(JsonFormatter().format(record))
            lines.append(line | {"milliseconds": set(line["milliseconds"])})
    return lines


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ("", False),
        ("a b", False),
        ('a"b', False),
        ("ä", False),
        ("x" * 129, False),
        ("7f3a.B-1_/:+=@", True),
        ("x" * 128, True),
    ],
)
def test_request_id(client: FlaskClient, sent: str, taken: bool) -> None:
    """An id of plain characters is taken from the caller, else one is made; both come back."""
    for path in ("/healthz", "/nowhere"):
        headers = client.get(path, headers={"X-Request-ID": sent}).headers
        assert (headers["X-Request-ID"] == sent) == taken
        assert taken or re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


def test_server_timing(client: FlaskClient) -> None:
    """An answer tells what took how long."""
    header = client.post(URL, json={"text": ""}).headers["Server-Timing"]

    assert re.fullmatch(r"wait;dur=\d+\.\d, total;dur=\d+\.\d", header)


def test_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    """A line for each request, with id, route, status, sizes and timings; health is not told."""
    caplog.set_level(logging.INFO)
    sent = {"X-Request-ID": "r1"}
    client.post(URL, json={"text": f"{MARKER} said so."}, headers=sent).close()
    client.open(f"/{MARKER}?{MARKER}", method=MARKER, headers=sent).close()
    client.get("/healthz").close()

    common = {"level": "info", "logger": "service.requests", "message": "request"}
    sizes = {"words_parsed": 0, "words_skipped": 0, "quotes": 0}
    lines = [
        {key: value for key, value in line.items() if key not in ("time", "process", "bytes_out")}
        for line in told(caplog)
    ]
    assert lines == [
        common
        | sizes
        | {
            "request_id": "r1",
            "route": URL,
            "method": "POST",
            "status": 200,
            "bytes_in": 28,
            "texts": 1,
            "characters": 16,
            "failures": [],
            "milliseconds": {"wait", "total"},
        },
        common
        | sizes
        | {
            "request_id": "r1",
            "route": "none",
            "method": "other",
            "status": 404,
            "bytes_in": None,
            "texts": 0,
            "characters": 0,
            "failures": ["404"],
            "milliseconds": {"total"},
        },
    ]


def test_log_of_a_batch(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    """A stream is told of when it has ended, with all that failed in it."""
    caplog.set_level(logging.INFO)
    body = b'{"text": "a"}\n{\n{"text": "ab"}\n{}\n'
    client.post(f"{URL}/batch", data=body, content_type="application/x-ndjson", buffered=True)

    (line,) = told(caplog)
    assert (line["texts"], line["characters"], line["failures"]) == (2, 3, ["400", "422"])


def test_log_of_a_fault() -> None:
    """Of an exception the kind and the way to it are logged, never its message or the address."""
    try:
        raise ValueError(MARKER)
    except ValueError:
        record = logging.LogRecord(
            "a", logging.ERROR, "", 1, "Failed on %s", (f"/?{MARKER}",), sys.exc_info()
        )
    line = JsonFormatter().format(record)

    assert MARKER not in line
    assert json.loads(line)["fault"].startswith("ValueError at ")


def figures(client: FlaskClient) -> dict[str, float]:
    """Return the figures by name and labels."""
    lines = client.get("/metrics").text.splitlines()
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name.removeprefix("quote_extractor_"): float(value) for name, value in pairs}


def test_metrics(client: FlaskClient, fake: Any) -> None:
    """Answers, texts, stages, refusals and faults are counted, each where it belongs."""
    client.post(URL, json={"text": "abc"}).close()
    client.post(URL, json={}).close()
    fake.find = lambda text: None
    client.post(URL, json={"text": "abc"}).close()
    client.open(URL, method=MARKER).close()
    found = figures(client)

    assert found['requests_total{method="POST",route="/v1/quotes",status="200"}'] == 1
    assert found['requests_total{method="POST",route="/v1/quotes",status="500"}'] == 1
    assert found['requests_total{method="other",route="none",status="405"}'] == 1
    assert found['request_seconds_count{route="/v1/quotes"}'] == 3
    assert found['stage_seconds_count{stage="wait"}'] == 1
    assert found['failures_total{kind="422"}'] == found['failures_total{kind="500"}'] == 1
    assert (found["texts_total"], found["characters_total"]) == (2, 6)


def test_places(app: Flask) -> None:
    """The number of waiting requests is reported; refusals are counted by reason."""
    admission, client = app.extensions["admission"], app.test_client()
    room = Settings().waiting + 1
    places = [admission.take_place() for _ in range(room)]
    client.post(URL, json={"text": ""}).close()
    during = figures(client)
    for place in places:
        place.free()

    assert (during["places_taken"], during['failures_total{kind="busy"}']) == (room, 1)
    assert figures(client)["places_taken"] == 0


def word(index: int, start: int, text: str) -> Word:
    """Return a word, of which only the place matters."""
    return Word(index, start, start + len(text), text, "", "", "", "", -1, "root")


def test_words() -> None:
    """Words in sentences are those that were parsed; elsewhere spaces part them."""
    sentence = Sentence.of(0, 0, [word(0, 4, "It"), word(1, 7, "rained"), word(2, 13, ".")])

    def words(text: str, *sentences: Sentence) -> tuple[int, int]:
        return count_words(Document(text, (), (), sentences))

    assert words("a b It rained. c\nd ", sentence) == (3, 4)
    assert words(" a ") == (0, 1)
    assert words("") == (0, 0)


class NoParser:
    """Parses nothing."""

    name = "none"

    def __call__(self, marking: Marking) -> Document:
        """Return a document without sentences."""
        return Document(marking.text, marking.paragraphs, marking.passages, ())

    def parse_all(self, markings: Any) -> tuple[Document, ...]:
        """Return documents without sentences."""
        return tuple(map(self, markings))


def test_stages_are_observed() -> None:
    """The observer is called after each stage; its exceptions stop the work."""
    seen: list[str] = []

    def observe(stage: str, seconds: float, made: Any) -> None:
        assert seconds >= 0
        seen.append(stage)
        if made == () and stage == "selection":
            raise InterruptedError

    extractor = Extractor(NoParser())
    with pytest.raises(InterruptedError):
        extractor("It rained.", observe)

    assert seen == ["cleaning", "marks", "parsing", "rules", "selection"]
    assert extractor("It rained.") == Extraction((), ())


def provoke(server: Server) -> None:
    """Send a marker in every way there is, to routes and to no route, well and badly."""
    for path in (URL, f"{URL}/batch", f"{URL}?id={MARKER}", f"/{MARKER}", f"{URL}?{MARKER}=1"):
        for kind in ("application/json", "application/x-ndjson", "text/plain", MARKER):
            for body in (
                f'{{"text": "{MARKER}", "id": "{MARKER}"}}',
                f'{{"text": "fault {MARKER}"}}',
                f'{{"documents": [{{"text": "fault {MARKER}"}}, {{"{MARKER}": 1}}]}}',
                f'{{"{MARKER}": "{MARKER}"}}',
                f"{MARKER} {{",
            ):
                head = f"POST {path} HTTP/1.1\r\nHost: {MARKER}\r\nContent-Type: {kind}\r\n"
                more = f"Accept: */*, {MARKER}\r\nX-{MARKER}: {MARKER}\r\nConnection: close\r\n"
                whole = f"{head}{more}Content-Length: {len(body)}\r\n\r\n{body}"
                server.send(whole.encode(), shut=False)
    chunked = f"POST {URL} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
    server.send(f"{chunked}Transfer-Encoding: chunked\r\n\r\n{MARKER}\r\n".encode())
    server.send(f"{chunked}Transfer-Encoding: {MARKER}\r\n\r\n{MARKER}\r\n".encode())
    server.send(f"{MARKER} / HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    server.send(f"GET / {MARKER}\r\n\r\n".encode())


def test_nothing_of_a_text_is_written(tmp_path: Path) -> None:
    """Log at its most talkative, metrics and files hold nothing of what was sent.

    The temporary folder's path is too long for the address of a Unix socket.
    """
    temporary = tmp_path / ("tmp" * 20)
    temporary.mkdir()
    with serving(tmp_path, EXTRACTOR_LOG_LEVEL="debug", TMPDIR=str(temporary)) as server:
        provoke(server)
        metrics = server.send(b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert server.log in written
    assert b'status="500"' in metrics
    assert b"fault ValueError at " in written[server.log]
    for path, content in [*written.items(), (Path("metrics"), metrics)]:
        assert MARKER.encode() not in content, path
    for line in written[server.log].splitlines():
        assert {"time", "level", "message"} <= json.loads(line).keys()
