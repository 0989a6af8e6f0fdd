"""Errors: one form, the right status, and nothing of the input."""

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
from service.extraction import InProcess
from service.settings import Settings

URL = "/v1/quotes"
TEXT_A = {"text": "a"}
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
ENGLISH = "Only English (en, or with a region, such as en-US) is supported."
NUMBER = "It must be a number"
CHOICE = "It must be one of"
FLAG = "It must be true or false, not {}."
MARKER = "Zyxomma"
KNOWN = "language, types, min_confidence, cue_classes, offsets, scope, explain, text, id"
IN_QUERY = KNOWN.replace(" text,", "")


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
        ({}, [("#/text", "The field is missing.")]),
        ({"text": None}, [("#/text", "It must be text, not null.")]),
        ({"text": [MARKER]}, [("#/text", "It must be text, not an array.")]),
        ([MARKER], [("#", "It must be an object.")]),
        (MARKER, [("#", "It must be an object.")]),
        ({"text": "", "id": 7}, [("#/id", "It must be text, not a number.")]),
        ({"text": "", "id": MARKER * 200}, [("#/id", "It is longer than 1000 characters.")]),
        ({"text": "", "language": MARKER}, [("#/language", ENGLISH)]),
        *(
            ({"text": "", "language": tag}, [("#/language", ENGLISH)])
            for tag in ("en-", "en--US", "en_", "en US", "-en", "en-abcdefghi", "english", "")
        ),
        (
            {"text": "", "offsets": "utf32"},
            [("#/offsets", "It must be one of codepoint, utf16, utf8.")],
        ),
        (
            {"text": "", "types": ["direct", MARKER]},
            [("#/types/1", "It must be one of direct, mixed, indirect.")],
        ),
        ({"text": "", "types": "direct"}, [("#/types", "It must be an array, not text.")]),
        (
            {"text": "", "types": {"direct": 1}},
            [("#/types", "It must be an array, not an object.")],
        ),
        ({"text": "", "types": []}, [("#/types", "It must not be empty.")]),
        ({"text": "", "types": None}, [("#/types", "It must be an array, not null.")]),
        ({"text": "", "cue_classes": [1]}, [("#/cue_classes/0", "It must be text, not a number.")]),
        ({"text": "", "min_confidence": "0.5"}, [("#/min_confidence", f"{NUMBER}, not text.")]),
        ({"text": "", "min_confidence": True}, [("#/min_confidence", f"{NUMBER}, not a boolean.")]),
        ({"text": "", "min_confidence": 10**400}, [("#/min_confidence", f"{NUMBER} from 0 to 1.")]),
        (
            {"text": "", "min_confidence": 1.5},
            [("#/min_confidence", f"{NUMBER} from 0 to 1.")],
        ),
        ({"text": "", "explain": 1}, [("#/explain", "It must be true or false, not a number.")]),
        ({"text": "", "explain": "true"}, [("#/explain", "It must be true or false, not text.")]),
        ({"text": "", "type": 1}, [("#/type", "Unknown field; did you mean types?")]),
        ({"text": "", "foo": 1}, [("#/foo", f"Unknown field; the fields are {KNOWN}.")]),
        ({"text": "", f"{MARKER} said": 1}, [("#", f"Unknown field; the fields are {KNOWN}.")]),
        (
            {"texts": "", "id": 1},
            [
                ("#/text", "The field is missing."),
                ("#/id", "It must be text, not a number."),
                ("#/texts", "Unknown field; did you mean text?"),
            ],
        ),
    ],
)
def test_invalid_json(
    client: FlaskClient, fake: Any, body: object, errors: list[tuple[str, str]]
) -> None:
    """Each error in a body has a pointer and repeats nothing of the input."""
    response = client.post(URL, json=body)

    document = problem(response)
    assert (response.status_code, document["title"]) == (422, "Unprocessable Content")
    assert document["errors"] == [{"detail": what, "pointer": where} for where, what in errors]
    assert fake.texts == []


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        (
            "types=",
            [{"detail": "It must be one of direct, mixed, indirect.", "parameter": "types"}],
        ),
        ("explain=yes", [{"detail": FLAG.format("text"), "parameter": "explain"}]),
        (
            "explain=1&explain=1",
            [{"detail": FLAG.format("several values"), "parameter": "explain"}],
        ),
        (
            "min_confidence=",
            [{"detail": f"{NUMBER}, not text.", "parameter": "min_confidence"}],
        ),
        (
            "min_confidence=0,5",
            [
                {
                    "detail": "Write the number with a point, such as 0.5.",
                    "parameter": "min_confidence",
                }
            ],
        ),
        (
            "min_confidence=nan",
            [
                {
                    "detail": f"{NUMBER} from 0 to 1.",
                    "parameter": "min_confidence",
                }
            ],
        ),
        ("id=a&id=b", [{"detail": "It must be text, not several values.", "parameter": "id"}]),
        ("language=de", [{"detail": ENGLISH, "parameter": "language"}]),
        (
            f"langage={MARKER}",
            [{"detail": "Unknown parameter; did you mean language?", "parameter": "langage"}],
        ),
        (
            f"text={MARKER}",
            [
                {
                    "detail": f"Unknown parameter; the parameters are {IN_QUERY}.",
                    "parameter": "text",
                }
            ],
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

    why = "With a JSON body, put the options into the body."
    document = problem(response)
    assert (response.status_code, document["errors"]) == (
        422,
        [{"detail": why, "parameter": "offsets"}],
    )
    assert document["detail"] == f"The request has query parameters. {why}"


def test_many_unknown_fields(client: FlaskClient) -> None:
    """A body full of unknown fields is refused at once and briefly: only some are looked at."""
    body = {f"{MARKER} {n}": n for n in range(50_000)} | {"text": "", "texts": ""}

    fault = {"detail": f"Unknown field; the fields are {KNOWN}.", "pointer": "#"}
    assert problem(client.post(URL, json=body))["errors"] == [fault]


def test_many_faults(client: FlaskClient) -> None:
    """Of very many faults the first are told."""
    body = {"text": "", "types": [MARKER] * 50_000}

    assert len(problem(client.post(URL, json=body))["errors"]) == 20


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "The body is empty; send JSON."),
        (b" \n", "The body is empty; send JSON."),
        (b"Zyxomma said", "The body is not JSON (line 1, column 1)."),
        (b'{"text":\n "Zyxomma}', "The body is not JSON (line 2, column 2)."),
        (b'{"text": "\\Zyxomma"}', "The body is not JSON (line 1, column 11)."),
        (b'{"text": "a\nb"}', "The body is not JSON (line 1, column 12)."),
        (b'{"text": "a"} Zyxomma', "The body is not JSON (line 1, column 15)."),
        (
            b'{"text": "", "min_confidence": NaN}',
            "The body is not JSON: NaN is not a number in JSON.",
        ),
        (
            b'{"min_confidence": 1' + b"0" * 5000 + b"}",
            "The body cannot be read: a number in it has too many digits.",
        ),
        (b"[" * 200_000, "The body cannot be read: it is nested too deeply."),
        (b'{"text": "Zyxomma \xff"}', "The body is not UTF-8 (byte 19)."),
        ('{"text": "Zyxomma"}'.encode("utf-16"), "The body is not UTF-8 (byte 1)."),
        (b'{"text": "\xed\xa0\xbd"}', "The body is not UTF-8 (byte 11)."),
    ],
)
def test_not_json(client: FlaskClient, body: bytes, detail: str) -> None:
    """What cannot be read as JSON in UTF-8 is 400; the place is told, not what stands there."""
    response = client.post(URL, data=body, content_type=JSON)

    document = problem(response)
    assert (response.status_code, document["title"]) == (400, "Bad Request")
    assert document["detail"] == detail


@pytest.mark.parametrize(
    ("body", "byte"),
    [(b"Zyxomma \xff", 9), (b"\xed\xa0\xbd", 1), (b"\xc0\x80", 1), (b"Zyxomma \xc3", 9)],
)
def test_plain_text_not_utf8(client: FlaskClient, body: bytes, byte: int) -> None:
    """A plain text that is not UTF-8 is 400."""
    response = client.post(URL, data=body, content_type=TEXT)

    detail = f"The body is not UTF-8 (byte {byte})."
    assert (response.status_code, problem(response)["detail"]) == (400, detail)


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
    """A client that does not accept JSON gets 406 before any work."""
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
    assert document["detail"] == f"The text has {len(text)} characters; the limit is 10. Split it."


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

    detail = "The body has 65657 bytes; the limit is 65656. Split it."
    assert (response.status_code, problem(response)["detail"]) == (413, detail)


def test_body_without_length_is_bounded(narrow: FlaskClient) -> None:
    """A body that does not say how long it is is read up to the limit."""
    response = narrow.post(
        URL,
        data=b'{"text": "' + b" " * 65_650 + b'"}',
        content_type=JSON,
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )

    assert (response.status_code, problem(response)["title"]) == (413, "Content Too Large")
    assert problem(response)["detail"].startswith("The body is too long.")


@pytest.mark.parametrize(
    "path", ["/zyxomma", "/v1/quotes/a", "//v1/quotes", "/v1//quotes", "/static/a.css"]
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


class SlowToLoad:
    """A pool whose models are there once they may be, or which fails to load them."""

    size = 1

    def __init__(self, fake: Any, fails: bool = False) -> None:
        self.go_on = threading.Event()
        self.alive = 0
        self.fails = fails
        self.run = InProcess(fake).run
        self.starts = 0

    def close(self) -> None:
        """Do nothing."""

    def start(self) -> None:
        """Load."""
        self.starts += 1
        assert self.go_on.wait(10)
        if self.fails:
            raise ModelError("stanza:en/pos.pt is damaged")
        self.alive = 1


def test_not_ready(fake: Any) -> None:
    """Until the models are loaded the service is not ready; the first request has them loaded."""
    pool = SlowToLoad(fake)
    app = create_app(settings=Settings(), pool=pool)
    refused = app.test_client().get("/readyz")
    healthy = app.test_client().get("/healthz")
    pool.go_on.set()
    join_loading()

    assert problem(refused)["title"] == "Service Unavailable"
    assert problem(refused)["detail"].startswith("The models are still loading.")
    assert refused.headers["Retry-After"] == "5"
    assert healthy.status_code == 200
    assert app.test_client().get("/readyz").status_code == 200
    assert status_of(app) == 200


def test_not_loadable(fake: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Models that cannot be loaded leave the service not ready, and the log names the file."""
    pool = SlowToLoad(fake, fails=True)
    pool.go_on.set()
    app = create_app(settings=Settings(), pool=pool)
    answers = []
    for _ in range(2):
        answers += [app.test_client().get("/readyz"), app.test_client().post(URL, json=TEXT_A)]
        join_loading()

    assert [problem(each)["status"] for each in answers] == [503] * 4
    assert pool.starts >= 2
    assert "pos.pt" not in "".join(each.text for each in answers)
    assert "the models cannot be loaded: stanza:en/pos.pt is damaged" in caplog.text


def join_loading() -> None:
    """Wait until nothing is being loaded in the background."""
    for thread in threading.enumerate():
        if thread.name == "load":
            thread.join(10)
