"""Refusals: one form for all of them, the right status, and nothing of what was sent."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from extractor import Extraction, ModelError
from service.shared import SharedExtractor
from settings import Settings

URL = "/v1/quotes"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
MARKER = "Zyxomma"
KNOWN = "language, types, min_confidence, cue_classes, offsets, explain, text, id"


def problem(response: TestResponse) -> dict[str, Any]:
    """Return a problem document; it has the form of all of them and repeats nothing sent."""
    document: dict[str, Any] = response.get_json()
    assert response.mimetype == "application/problem+json"
    assert list(document)[:4] == ["type", "title", "status", "detail"]
    assert document["type"] == "about:blank"
    assert document["status"] == response.status_code
    assert MARKER.lower() not in response.get_data(as_text=True).lower()
    assert response.headers["Cache-Control"] == "no-store"
    return document


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, [("#/text", "Missing data for required field.")]),
        ({"text": None}, [("#/text", "Field may not be null.")]),
        ({"text": [MARKER]}, [("#/text", "Not a valid string.")]),
        ([MARKER], [("#", "Invalid input type.")]),
        (MARKER, [("#", "Invalid input type.")]),
        ({"text": "", "id": 7}, [("#/id", "Not a valid string.")]),
        ({"text": "", "id": MARKER * 200}, [("#/id", "Longer than maximum length 1000.")]),
        ({"text": "", "language": MARKER}, [("#/language", "Must be one of: en.")]),
        (
            {"text": "", "offsets": "utf32"},
            [("#/offsets", "Must be one of: codepoint, utf16, utf8.")],
        ),
        (
            {"text": "", "types": ["direct", MARKER]},
            [("#/types/1", "Must be one of: direct, mixed, indirect.")],
        ),
        ({"text": "", "types": "direct"}, [("#/types", "Not a valid list.")]),
        ({"text": "", "types": {"direct": 1}}, [("#/types", "Not a valid list.")]),
        ({"text": "", "types": []}, [("#/types", "Shorter than minimum length 1.")]),
        ({"text": "", "types": None}, [("#/types", "Field may not be null.")]),
        ({"text": "", "cue_classes": [1]}, [("#/cue_classes/0", "Not a valid string.")]),
        ({"text": "", "min_confidence": "0.5"}, [("#/min_confidence", "Not a valid number.")]),
        ({"text": "", "min_confidence": True}, [("#/min_confidence", "Not a valid number.")]),
        ({"text": "", "min_confidence": 10**400}, [("#/min_confidence", "Number too large.")]),
        (
            {"text": "", "min_confidence": 1.5},
            [
                (
                    "#/min_confidence",
                    "Must be greater than or equal to 0 and less than or equal to 1.",
                )
            ],
        ),
        ({"text": "", "explain": 1}, [("#/explain", "Not a valid boolean.")]),
        ({"text": "", "explain": "true"}, [("#/explain", "Not a valid boolean.")]),
        ({"text": "", "type": 1}, [("#", "Unknown field; did you mean types?")]),
        ({"text": "", MARKER: 1}, [("#", f"Unknown field; there are {KNOWN}.")]),
        (
            {"texts": "", "id": 1},
            [
                ("#/text", "Missing data for required field."),
                ("#/id", "Not a valid string."),
                ("#", "Unknown field; did you mean text?"),
            ],
        ),
    ],
)
def test_invalid_json(
    client: FlaskClient, fake: Any, body: object, errors: list[tuple[str, str]]
) -> None:
    """Each wrong thing in a body is pointed at, none of it repeated."""
    response = client.post(URL, json=body)

    document = problem(response)
    assert (response.status_code, document["title"]) == (422, "Unprocessable Content")
    assert document["errors"] == [{"detail": what, "pointer": where} for where, what in errors]
    assert fake.texts == []


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("types=", [{"detail": "Must be one of: direct, mixed, indirect.", "parameter": "types"}]),
        ("explain=yes", [{"detail": "Not a valid boolean.", "parameter": "explain"}]),
        ("explain=1&explain=1", [{"detail": "Not a valid boolean.", "parameter": "explain"}]),
        ("min_confidence=", [{"detail": "Not a valid number.", "parameter": "min_confidence"}]),
        (
            "min_confidence=nan",
            [
                {
                    "detail": "Special numeric values (nan or infinity) are not permitted.",
                    "parameter": "min_confidence",
                }
            ],
        ),
        ("id=a&id=b", [{"detail": "Not a valid string.", "parameter": "id"}]),
        ("language=de", [{"detail": "Must be one of: en.", "parameter": "language"}]),
        (f"langage={MARKER}", [{"detail": "Unknown field; did you mean language?"}]),
        (
            f"text={MARKER}",
            [{"detail": f"Unknown field; there are {KNOWN.replace(' text,', '')}."}],
        ),
    ],
)
def test_invalid_query(
    client: FlaskClient, fake: Any, query: str, errors: list[dict[str, str]]
) -> None:
    """With plain text the query parameters are checked as strictly, and named."""
    response = client.post(f"{URL}?{query}", data=b"It rained.", content_type=TEXT)

    assert (response.status_code, problem(response)["errors"]) == (422, errors)
    assert fake.texts == []


def test_json_has_no_query(client: FlaskClient) -> None:
    """An option in the wrong place is refused, where ignoring it would give a wrong answer."""
    response = client.post(f"{URL}?offsets=utf16", json={"text": ""})

    fault = {"detail": "With a JSON body the options go into the body."}
    assert (response.status_code, problem(response)["errors"]) == (422, [fault])


def test_many_unknown_fields(client: FlaskClient) -> None:
    """A body full of unknown fields is refused at once and briefly: only some are looked at."""
    body = {f"{MARKER}{n}": n for n in range(50_000)} | {"text": "", "texts": ""}

    fault = {"detail": f"Unknown field; there are {KNOWN}.", "pointer": "#"}
    assert problem(client.post(URL, json=body))["errors"] == [fault]


def test_many_faults(client: FlaskClient) -> None:
    """Of very many faults the first are told."""
    body = {"text": "", "types": [MARKER] * 50_000}

    assert len(problem(client.post(URL, json=body))["errors"]) == 20


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "The body is not JSON (line 1, column 1)."),
        (b"Zyxomma said", "The body is not JSON (line 1, column 1)."),
        (b'{"text":\n "Zyxomma}', "The body is not JSON (line 2, column 2)."),
        (b'{"text": "\\Zyxomma"}', "The body is not JSON (line 1, column 11)."),
        (b'{"text": "a\nb"}', "The body is not JSON (line 1, column 12)."),
        (b'{"text": "a"} Zyxomma', "The body is not JSON (line 1, column 15)."),
        (b'{"text": "", "min_confidence": NaN}', "The body is not JSON that can be read."),
        (b'{"min_confidence": 1' + b"0" * 5000 + b"}", "The body is not JSON that can be read."),
        (b"[" * 200_000, "The body is not JSON that can be read."),
        (b'{"text": "Zyxomma \xff"}', "The body is not UTF-8."),
        ('{"text": "Zyxomma"}'.encode("utf-16"), "The body is not UTF-8."),
        (b'{"text": "\xed\xa0\xbd"}', "The body is not UTF-8."),
    ],
)
def test_not_json(client: FlaskClient, body: bytes, detail: str) -> None:
    """What cannot be read as JSON in UTF-8 is 400; the place is told, not what stands there."""
    response = client.post(URL, data=body, content_type=JSON)

    document = problem(response)
    assert (response.status_code, document["title"]) == (400, "Bad Request")
    assert document["detail"] == detail


@pytest.mark.parametrize("body", [b"Zyxomma \xff", b"\xed\xa0\xbd", b"\xc0\x80", b"Zyxomma \xc3"])
def test_plain_text_not_utf8(client: FlaskClient, body: bytes) -> None:
    """A plain text that is not UTF-8 is 400."""
    response = client.post(URL, data=body, content_type=TEXT)

    assert (response.status_code, problem(response)["detail"]) == (400, "The body is not UTF-8.")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": ""},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=Zyxomma"},
        {"Content-Type": "text/html"},
        {"Content-Type": "text/plain; charset=latin-1"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/Zyxomma"},
        {"Content-Type": JSON, "Content-Encoding": "gzip"},
    ],
)
def test_wrong_content_type(client: FlaskClient, headers: dict[str, str]) -> None:
    """Any other kind of body is 415, and the header Accept-Post lists the right ones."""
    response = client.post(URL, data=b'{"text": "Zyxomma"}', headers=headers)

    assert (response.status_code, problem(response)["title"]) == (415, "Unsupported Media Type")
    assert response.headers["Accept-Post"] == "application/json, text/plain"


@pytest.mark.parametrize("accept", ["text/xml", "image/*", "application/json;q=0", "Zyxomma/*"])
@pytest.mark.parametrize(("method", "path"), [("POST", URL), ("GET", "/v1/limits")])
def test_not_acceptable(client: FlaskClient, method: str, path: str, accept: str) -> None:
    """Who does not take JSON is told so, 406, before anything is done."""
    response = client.open(path, method=method, headers={"Accept": accept})

    assert (response.status_code, problem(response)["title"]) == (406, "Not Acceptable")


@pytest.fixture
def narrow(fake: Any) -> FlaskClient:
    """Return a client of a service that takes ten characters."""
    return create_app(fake, Settings(max_characters=10)).test_client()


@pytest.mark.parametrize("text", ["Zyxomma 901", "😀" * 11, "e\u0301" * 5 + "."])
@pytest.mark.parametrize("content_type", [JSON, TEXT])
def test_too_long(narrow: FlaskClient, text: str, content_type: str) -> None:
    """A text of more characters than the limit is 413; characters are code points."""
    body = json.dumps({"text": text}) if content_type == JSON else text
    response = narrow.post(URL, data=body.encode(), content_type=content_type)

    document = problem(response)
    assert (response.status_code, document["title"]) == (413, "Content Too Large")
    assert document["detail"] == "The text is longer than 10 characters."


class Unread:
    """A body that fails when it is read."""

    def read(self, size: int = -1) -> bytes:
        """Fail."""
        raise AssertionError("the body was read")


def test_body_too_long_is_not_read(narrow: FlaskClient) -> None:
    """A body that says it is too long is refused by its header alone."""
    response = narrow.post(
        URL,
        content_type=TEXT,
        environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": "65657"},
    )

    assert (response.status_code, problem(response)["title"]) == (413, "Content Too Large")


def test_body_without_length_is_bounded(narrow: FlaskClient) -> None:
    """A body that does not say how long it is is read up to the limit."""
    response = narrow.post(
        URL,
        data=b'{"text": "' + b" " * 65_650 + b'"}',
        content_type=JSON,
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )

    assert (response.status_code, problem(response)["title"]) == (413, "Content Too Large")
    assert problem(response)["detail"].startswith("The body is longer than is taken")


@pytest.mark.parametrize(
    "path", ["/zyxomma", "/v1/quotes/", "//v1/quotes", "/v1//quotes", "/static/a.css"]
)
def test_not_found(client: FlaskClient, path: str) -> None:
    """Any other address is 404, never a redirection."""
    response = client.get(path)

    assert (response.status_code, problem(response)["title"]) == (404, "Not Found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", URL, {"POST"}),
        ("PUT", URL, {"POST"}),
        ("OPTIONS", URL, {"POST"}),
        ("ZYXOMMA", URL, {"POST"}),
        ("POST", "/healthz", {"GET", "HEAD"}),
        ("DELETE", "/v1/limits", {"GET", "HEAD"}),
    ],
)
def test_wrong_method(client: FlaskClient, method: str, path: str, allow: set[str]) -> None:
    """Another method is 405, and the header Allow lists those there are."""
    response = client.open(path, method=method)

    assert (response.status_code, problem(response)["title"]) == (405, "Method Not Allowed")
    assert set(response.allow) == {method.upper() for method in allow}


def test_fault_tells_nothing(
    client: FlaskClient,
    fake: Any,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A fault of ours is 500; answer and log hold neither the text nor an exception's message."""

    def fail(text: str) -> Extraction:
        raise ValueError(text)

    fake.find = fail
    response = client.post(URL, json={"text": f"{MARKER} said so."})

    logged = caplog.text + "".join(capfd.readouterr())
    assert (response.status_code, problem(response)["title"]) == (500, "Internal Server Error")
    assert "Traceback" not in response.get_data(as_text=True)
    assert "fault ValueError at " in logged
    assert MARKER not in logged
    assert client.post(URL, json={"text": ""}).status_code == 500


def test_too_many_wait(fake: Any) -> None:
    """Beyond one at work and those who may wait, 503 at once; health is told all the while."""
    begun, go_on = threading.Event(), threading.Event()
    app = create_app(fake, Settings(waiting=0))

    def find(text: str) -> Extraction:
        begun.set()
        assert go_on.wait(10)
        return Extraction((), ())

    fake.find = find
    statuses: list[int] = []
    first = threading.Thread(target=lambda: statuses.append(status_of(app)))
    first.start()
    assert begun.wait(10)
    refused = app.test_client().post(URL, json={"text": "b"})
    healthy = app.test_client().get("/healthz")
    go_on.set()
    first.join(10)

    assert (refused.status_code, problem(refused)["title"]) == (503, "Service Unavailable")
    assert refused.headers["Retry-After"] == "2"
    assert (healthy.status_code, statuses, status_of(app)) == (200, [200], 200)


def status_of(app: Flask) -> int:
    """Post a text and return the status of the answer."""
    return app.test_client().post(URL, json={"text": "a"}).status_code


def test_one_thread_extracts(fake: Any) -> None:
    """Whichever thread asks, always the same one extracts, a text at a time."""
    threads: set[str] = set()
    shared = SharedExtractor(lambda: fake, waiting=8)
    shared.load()

    def ask() -> None:
        with shared.take_place() as turn:
            turn("a")

    def find(text: str) -> Extraction:
        threads.add(threading.current_thread().name)
        return Extraction((), ())

    fake.find = find
    callers = [threading.Thread(target=ask) for _ in range(9)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(10)

    assert fake.texts[1:] == ["a"] * 9
    assert len(threads) == 1


def test_not_ready(fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the models are loaded 503, asked for they are loaded, and then all is well."""
    loading, go_on = threading.Event(), threading.Event()

    def load(model: str) -> Any:
        loading.set()
        assert go_on.wait(10)
        return fake

    monkeypatch.setattr("app.Extractor.load", load)
    app = create_app(config=Settings())
    refused = [
        app.test_client().get("/readyz"),
        app.test_client().post(URL, json={"text": "a"}),
    ]
    healthy = app.test_client().get("/healthz")
    assert loading.wait(10)
    go_on.set()
    join_loading()

    assert [problem(each)["title"] for each in refused] == ["Service Unavailable"] * 2
    assert [each.headers["Retry-After"] for each in refused] == ["5", "5"]
    assert healthy.status_code == 200
    assert app.test_client().get("/readyz").status_code == 200
    assert status_of(app) == 200


def test_not_loadable(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Models that cannot be loaded leave the service not ready, and the log names the file."""

    def load(model: str) -> Any:
        raise ModelError(f"{model}/pos.pt is damaged")

    monkeypatch.setattr("app.Extractor.load", load)
    app = create_app(config=Settings(model="stanza:en"))
    first = app.test_client().get("/readyz")
    join_loading()
    second = app.test_client().get("/readyz")
    join_loading()

    assert problem(first)["status"] == 503
    assert "pos.pt" not in first.get_data(as_text=True)
    assert problem(second)["status"] == 503
    assert "the models cannot be loaded: stanza:en/pos.pt is damaged" in caplog.text


def join_loading() -> None:
    """Wait until nothing is being loaded in the background."""
    for thread in threading.enumerate():
        if thread.name == "load":
            thread.join(10)
