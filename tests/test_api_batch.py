"""Batches: each document is answered as if sent alone; an invalid one does not affect others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from extractor import Extraction, Quotation, Segment
from service.settings import Settings

URL = "/v1/quotes/batch"
NDJSON = "application/x-ndjson"
MARKER = "Zyxomma"


def find(text: str) -> Extraction:
    """Return the whole text as a quotation, or fail where it asks for that."""
    if text == "fault":
        raise ValueError(text)
    whole = (Segment(0, len(text), text),)
    return Extraction((Quotation("q1", "direct", text, whole, None, None, None, "", 0.5),), ())


def stream(client: FlaskClient, body: bytes, query: str = "", **more: Any) -> list[Any]:
    """Post lines, expect 200, return the lines of the answer."""
    response = client.post(f"{URL}?{query}", data=body, content_type=NDJSON, **more)

    assert (response.status_code, response.mimetype) == (200, NDJSON)
    return [json.loads(line) for line in response.data.splitlines()]


def failures(results: list[Any]) -> list[tuple[Any, int | None]]:
    """Return id and, where it failed, status of each result."""
    return [(each["id"], each.get("error", {}).get("status")) for each in results]


def detail(response: TestResponse) -> tuple[int, str]:
    """Return status and detail of a refusal."""
    assert response.mimetype == "application/problem+json"
    return response.status_code, response.get_json()["detail"]


GOOD = [{"text": "“😀.”", "id": "a"}, {"text": ""}, {"id": "ä", "text": "\ud83d"}]
BAD: list[tuple[Any, Any, int]] = [
    ({}, None, 422),
    ([MARKER], None, 422),
    (MARKER, None, 422),
    (None, None, 422),
    ({"text": 7, "id": "b"}, "b", 422),
    ({"text": "", "id": 7}, None, 422),
    ({"text": "", "id": "x" * 1001}, None, 422),
    ({"text": "", "id": "b", "offsets": "utf16"}, "b", 422),
    ({"text": "", "id": "b", f"{MARKER} said": 1}, "b", 422),
    ({"text": MARKER * 20, "id": "b"}, "b", 413),
    ({"text": "fault", "id": "b"}, "b", 500),
]


@pytest.fixture
def narrow(fake: Any) -> FlaskClient:
    """Return a client of a service that takes a hundred characters and five documents."""
    fake.find = find
    return create_app(fake, Settings(max_characters=100, max_documents=5)).test_client()


@pytest.mark.parametrize("options", [{}, {"offsets": "utf16"}, {"types": ["mixed"]}])
def test_as_if_alone(narrow: FlaskClient, options: dict[str, Any]) -> None:
    """A result of a batch, in either form, is the answer to its document alone, byte for byte."""
    alone = [narrow.post("/v1/quotes", json=each | options).data for each in GOOD]
    lines = "\n".join(map(json.dumps, GOOD)).encode()
    query = "&".join(f"{k}={''.join(v)}" for k, v in options.items())

    batch = narrow.post(URL, json={"documents": GOOD} | options)
    streamed = narrow.post(f"{URL}?{query}", data=lines, content_type=NDJSON)

    joined = b",".join(line.rstrip(b"\n") for line in alone)
    assert batch.data == b'{"results":[' + joined + b"]}\n"
    assert streamed.data == b"".join(alone)


@pytest.mark.parametrize(("bad", "id", "status"), BAD)
def test_bad_document(narrow: FlaskClient, bad: Any, id: Any, status: int) -> None:
    """A bad document yields a problem in its place, without its text; the others are unharmed."""
    documents = [GOOD[0], bad, GOOD[1]]
    batch = narrow.post(URL, json={"documents": documents})
    lines = stream(narrow, "\n".join(map(json.dumps, documents)).encode())

    assert batch.status_code == 200
    assert failures(batch.get_json()["results"]) == [("a", None), (id, status), (None, None)]
    error = lines[1]["error"]
    assert error["detail"].startswith("Line 2: ")
    error["detail"] = error["detail"].removeprefix("Line 2: ")
    assert lines == batch.get_json()["results"]
    assert MARKER not in batch.text


def test_problem_in_place(narrow: FlaskClient) -> None:
    """The problem is that of the single route, its pointers into the document."""
    alone = narrow.post("/v1/quotes", json={"text": 7})
    batch = narrow.post(URL, json={"documents": [{"text": 7, "id": "b"}]})

    assert batch.get_json() == {"results": [{"id": "b", "error": alone.get_json()}]}


@pytest.mark.parametrize(
    ("body", "results"),
    [
        (b"", []),
        (b"\n \r\n\n", []),
        (b'{"text": ""}', [(None, None)]),
        (b'\xef\xbb\xbf{"text": "", "id": "a"}\r\n\n{"text": ""}\n', [("a", None), (None, None)]),
        (b'Zyxomma\n{"text": ""}\n', [(None, 400), (None, None)]),
        (b'"\xff"\n{"text": ""}\n', [(None, 400), (None, None)]),
        (b'{"text": NaN}\n[1,\n2]', [(None, 400), (None, 400), (None, 400)]),
        (b"x" * 70_000 + b'\n{"text": ""}\n', [(None, 413), (None, None)]),
        (b"x" * 300_000, [(None, 413)]),
        (b'{"text": ""}\n' * 5, [(None, None)] * 5),
        (b'{"text": ""}\n' * 9, [(None, None)] * 5 + [(None, 413)]),
    ],
)
def test_lines(narrow: FlaskClient, body: bytes, results: list[Any]) -> None:
    """Each line that is not blank has its line in the answer, and no more than are allowed."""
    assert failures(stream(narrow, body)) == results


@pytest.mark.parametrize(
    ("line", "where"),
    [(b'"\xff"', "not UTF-8 (line 3, byte 2)"), (b"{", "not JSON (line 3, column 2)")],
)
def test_a_bad_line_is_named(narrow: FlaskClient, line: bytes, where: str) -> None:
    """A line that cannot be read is named by its number in the body."""
    _, bad = stream(narrow, b'{"text": ""}\n\n' + line + b"\n")

    assert bad["error"]["detail"] == f"The body is {where}."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"text": 7}', "Line 3: The request is not valid. text: It must be text, not a number."),
        (b"[]", "Line 3: The request is not valid. It must be an object."),
        (
            b'{"text": "%b"}' % (b"x" * 101),
            "Line 3: The text has 101 characters; the limit is 100.",
        ),
        (b"x" * 70_000, "Line 3 is over 66736 bytes; split it."),
    ],
)
def test_a_refused_line_is_named(narrow: FlaskClient, line: bytes, told: str) -> None:
    """So is one that can be read and asks what cannot be done."""
    _, bad = stream(narrow, b'{"text": ""}\n\n' + line + b"\n")

    assert bad["error"]["detail"].removesuffix(" Split it.") == told


def test_endless_body(narrow: FlaskClient) -> None:
    """A body of no declared length is read up to the limit and no further."""
    endless = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    results = stream(narrow, b" " * 1000 + b"\n" * 400_000, environ_overrides=endless)

    assert failures(results) == [(None, 413)]


class Broken:
    """A body whose sender hangs up after a line."""

    def __init__(self) -> None:
        self.lines = iter([b'{"text": ""}\n'])

    def readline(self, size: int) -> bytes:
        """Return a line, then fail."""
        for line in self.lines:
            return line
        raise ConnectionResetError(MARKER)


def test_body_breaks_off(narrow: FlaskClient) -> None:
    """Where a body breaks off, the answer ends with that."""
    results = stream(
        narrow, b"", environ_overrides={"wsgi.input": Broken(), "CONTENT_LENGTH": "99"}
    )

    assert failures(results) == [(None, None), (None, 400)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 422),
        (b"{}", 422),
        (b'{"documents": {}}', 422),
        (b'{"documents": [], "text": ""}', 422),
        (b'{"documents": [], "offsets": "utf32"}', 422),
        (b'{"documents": [{}, {}, {}, {}, {}, {}]}', 413),
        (b" " * 300_000, 413),
        (b"{", 400),
        (b"\xff", 400),
    ],
)
def test_bad_batch(narrow: FlaskClient, body: bytes, status: int) -> None:
    """Where the batch itself is wrong, it is refused as a whole."""
    response = narrow.post(URL, data=body, content_type="application/json")

    assert detail(response)[0] == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": NDJSON, "Content-Encoding": "gzip"}, 415),
        ({"Content-Type": NDJSON, "Accept": "application/json"}, 406),
        ({"Content-Type": "application/json", "Accept": NDJSON}, 406),
    ],
)
def test_bad_headers(narrow: FlaskClient, headers: dict[str, str], status: int) -> None:
    """What can be refused by its head is refused before anything is read."""
    assert detail(narrow.post(URL, data=b"", headers=headers))[0] == status


def test_too_long_by_its_head(narrow: FlaskClient) -> None:
    """A stream that says it is too long is refused as a whole."""
    long = {"CONTENT_LENGTH": "333681"}
    response = narrow.post(URL, data=b"", content_type=NDJSON, environ_overrides=long)

    assert detail(response) == (413, "The body has 333681 bytes; the limit is 333680. Split it.")


def test_bad_query(narrow: FlaskClient) -> None:
    """Options of a stream are query parameters, checked as strictly; a text has none."""
    for query in ("offsets=utf32", "id=a", "text=a"):
        response = narrow.post(f"{URL}?{query}", data=b"", content_type=NDJSON)
        status, what = detail(response)
        assert (status, what.startswith("The request is not valid. ")) == (422, True)


def test_one_place(fake: Any) -> None:
    """A batch takes one place, gives it back whatever happens, and is refused where none is."""
    app = create_app(fake, Settings(waiting=0))
    client, admission = app.test_client(), app.extensions["admission"]
    for documents in ([{"text": "a"}] * 5, [{"text": ""}, {}], []):
        assert client.post(URL, json={"documents": documents}).status_code == 200
        assert len(client.post(URL, data=b"{}\n{}", content_type=NDJSON).data.splitlines()) == 2

    with admission.take_place():
        refused = client.post(URL, json={"documents": []})
        refused_stream = client.post(URL, data=b"{}", content_type=NDJSON)

    assert (
        detail(refused)
        == detail(refused_stream)
        == (
            503,
            "Too many requests are waiting. Try again later.",
        )
    )
    assert client.post(URL, json={"documents": []}).status_code == 200
