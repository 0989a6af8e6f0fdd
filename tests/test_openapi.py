"""The OpenAPI document: valid, complete and in line with the service; and /docs."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

from app import create_app
from extractor import Extractor
from service.openapi import _written, describe, examples
from service.settings import Settings
from tests.serving import serving

DOCUMENT = describe(Settings())
EXAMPLES = examples(_written())
CASES = [
    (path, method, status, media_type, body)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    for status, response in operation["responses"].items()
    for media_type, body in response.get("content", {}).items()
]


def resolved(schema: Any) -> Any:
    """Return a schema that can stand alone."""
    return schema | {"components": DOCUMENT["components"]}


def test_valid() -> None:
    """The document is valid OpenAPI 3.1."""
    assert DOCUMENT["openapi"] == "3.1.0"
    validate(DOCUMENT)


def test_every_route(app: Flask) -> None:
    """Every route and method is in the document, except for the parts of the page; nothing else."""
    routes = {
        (rule.rule, method.lower())
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith("/web/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert routes == {(path, each) for path, item in DOCUMENT["paths"].items() for each in item}


@pytest.mark.parametrize("where", [case for case in CASES if "example" in case[4]])
def test_examples(where: Any) -> None:
    """Every example is as its schema says."""
    body = where[4]
    OAS31Validator(resolved(body["schema"])).validate(body["example"])


def test_examples_everywhere() -> None:
    """Every route that takes or gives JSON has an example of it."""
    without = [case[0] for case in CASES if "json" in case[3] and "example" not in case[4]]

    assert without == ["/openapi.json"]
    for path in ("/v1/quotes", "/v1/quotes/batch"):
        for body in DOCUMENT["paths"][path]["post"]["requestBody"]["content"].values():
            assert "example" in body


def test_example_is_verbatim() -> None:
    """The offsets of the example are right."""
    text = EXAMPLES["text"]
    for quote in EXAMPLES["answer"]["quotes"]:
        for span in [*quote["segments"], quote["cue"], quote["speaker"]["mention"]]:
            assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.model
def test_example_is_true(extractor: Extractor) -> None:
    """The example is what the service answers; a confidence may differ a little by processor."""
    client = create_app(extractor).test_client()
    found = client.post("/v1/quotes", json=EXAMPLES["request"]).get_json()
    (quote,), (shown,) = found["quotes"], EXAMPLES["answer"]["quotes"]

    assert quote["confidence"] == pytest.approx(shown["confidence"], abs=0.02)
    quotes = [quote | {"confidence": shown["confidence"]}]
    assert found | {"quotes": quotes} == EXAMPLES["answer"]


def documented(path: str, response: TestResponse) -> bool:
    """Return whether the document knows this status of a route in this media type."""
    method = response.request.method.lower()
    found = DOCUMENT["paths"][path][method]["responses"].get(str(response.status_code), {})
    if "$ref" in found:
        found = DOCUMENT["components"]["responses"][found["$ref"].rpartition("/")[2]]
    content = found.get("content", {}).get(response.mimetype)
    if content and "json" in response.mimetype and response.mimetype != "application/x-ndjson":
        OAS31Validator(resolved(content["schema"])).validate(response.get_json())
    return content is not None


@pytest.mark.parametrize(
    ("path", "good", "long"),
    [
        ("/v1/quotes", {"text": ""}, {"text": "12345678901"}),
        ("/v1/quotes/batch", {"documents": [{"text": ""}, 7]}, {"documents": [{}, {}, {}]}),
    ],
)
def test_every_status(fake: Any, path: str, good: Any, long: Any) -> None:
    """Whatever the routes of work answer is in the document, and as it says."""
    app = create_app(fake, Settings(max_characters=10, max_documents=2, waiting=0))
    client, admission = app.test_client(), app.extensions["admission"]
    answers = [
        client.post(path, json=good),
        client.post(path, data=b"{", content_type="application/json"),
        client.post(path, json=good, headers={"Accept": "image/png"}),
        client.post(path, json=long),
        client.post(path, data=b"", content_type="image/png"),
        client.post(path, json={}),
    ]
    with admission.take_place():
        answers.append(client.post(path, json=good))

    assert [each.status_code for each in answers] == [200, 400, 406, 413, 415, 422, 503]
    assert [documented(path, each) for each in answers] == [True] * len(answers)


def test_fault(client: FlaskClient, fake: Any) -> None:
    """So is a fault of ours."""
    fake.find = lambda text: None
    response = client.post("/v1/quotes", json={"text": ""})

    assert (response.status_code, documented("/v1/quotes", response)) == (500, True)


@pytest.mark.parametrize(
    "path", [path for path, item in DOCUMENT["paths"].items() if "get" in item]
)
def test_every_page(client: FlaskClient, path: str) -> None:
    """Whatever is there to be got is as the document says."""
    assert documented(path, client.get(path))


def test_limits_are_told(fake: Any) -> None:
    """The document contains the configured limits."""
    app = create_app(fake, Settings(max_characters=10, max_documents=3))
    schemas = app.test_client().get("/openapi.json").get_json()["components"]["schemas"]

    assert schemas["QuoteRequest"]["properties"]["text"]["maxLength"] == 10
    assert schemas["BatchRequest"]["properties"]["documents"]["maxItems"] == 3


def test_page(client: FlaskClient) -> None:
    """The page has every route, schema and status; it runs nothing and loads nothing."""
    response = client.get("/docs")
    page = response.text
    anchors = set(re.findall(r'<section id="([^"]+)"', page))

    assert response.mimetype == "text/html"
    parts = {"start", "problems"}
    assert anchors == {*parts, *DOCUMENT["paths"], *DOCUMENT["components"]["schemas"]}
    assert set(re.findall('href="#([^"]+)"', page)) <= anchors
    assert set(re.findall("<dt>([0-9]+)", page)) == {
        name.removeprefix("Problem") for name in DOCUMENT["components"]["responses"]
    }
    assert "at most <code>1000</code> characters" in page
    assert "at least <code>1</code> item</small>" in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|openapi\.json"|\./")', page)
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_commands_of_the_page(tmp_path: Path) -> None:
    """Every curl command on the page works as it is printed, and so does the Python."""
    with serving(tmp_path, EXTRACTOR_WAITING="8") as server:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/docs") as answer:
            page = answer.read().decode()
        commands = re.findall('<pre class="curl" tabindex="0">(.*?)</pre>', page, re.DOTALL)
        for command in map(html.unescape, commands):
            script = f'curl() {{ command curl -sS --fail "$@"; }}; {command}'
            done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, b""), command
            assert done.stdout
        (code,) = re.findall('<pre tabindex="0">(import json.*?)</pre>', page, re.DOTALL)
        done = subprocess.run(
            [sys.executable, "-c", html.unescape(code)], capture_output=True, check=False
        )

    assert len(commands) >= 12
    assert (done.returncode, done.stderr) == (0, b"")
