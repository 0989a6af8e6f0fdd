"""No release breaks a client of the last one, unless its major version says so."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deploy.upgrades import RELEASED, breaks, last_released
from service.openapi import describe
from service.settings import Settings

TODAY = describe(Settings())
SCHEMAS = ("components", "schemas")


def test_nothing_breaks() -> None:
    """Today's document breaks nobody who was written for the last released one."""
    assert list(breaks(last_released(), TODAY)) == []


def at(document: Any, *names: str) -> Any:
    """Return what is at a place in a document."""
    for name in names:
        document = document[name]
    return document


def post(document: Any) -> Any:
    """Return the operation that takes one text."""
    return document["paths"]["/v1/quotes"]["post"]


def asked(document: Any) -> Any:
    """Return the schema of what it takes."""
    return at(document, *SCHEMAS, "QuoteRequest")


def allow(document: Any, pattern: str) -> None:
    """Let *offsets* be anything that a pattern takes, instead of a listed value."""
    offsets = asked(document)["properties"]["offsets"]
    offsets.update(pattern=pattern)
    del offsets["enum"]


def answered(document: Any) -> Any:
    """Return the schema of what it answers."""
    return at(document, *SCHEMAS, "Answer")


HARMLESS: list[Callable[[Any], Any]] = [
    lambda d: d["paths"].update({"/v1/more": {"get": {"responses": {}}}}),
    lambda d: asked(d)["properties"].update(more={"type": "string"}),
    lambda d: asked(d)["properties"]["text"].update(maxLength=10**9),
    lambda d: asked(d)["properties"]["offsets"]["enum"].append("utf32"),
    lambda d: allow(d, "^(codepoint|utf[0-9]+)$"),
    lambda d: answered(d)["properties"].update(more={"type": "string"}),
    lambda d: answered(d)["required"].append("more"),
    lambda d: post(d)["parameters"].append({"in": "query", "name": "x", "schema": {}}),
    lambda d: post(d)["responses"]["200"]["content"].update({"text/x": {}}),
    lambda d: d["info"].update(version="9.0.0"),
]
BREAKING: list[tuple[Callable[[Any], Any], str]] = [
    (lambda d: d["paths"].pop("/v1/rules"), "GET /v1/rules: is gone"),
    (lambda d: post(d)["parameters"].pop(0), "POST /v1/quotes ?id: is gone"),
    (
        lambda d: post(d)["parameters"][0].update(required=True),
        "POST /v1/quotes ?id: has to be given",
    ),
    (lambda d: post(d)["responses"].pop("503"), "POST /v1/quotes 503: is gone"),
    (
        lambda d: post(d)["responses"]["200"]["content"].pop("text/csv"),
        "POST /v1/quotes 200 text/csv: is gone",
    ),
    (
        lambda d: post(d)["requestBody"]["content"].pop("text/plain"),
        "POST /v1/quotes body text/plain: is gone",
    ),
    (lambda d: post(d).update(security=[{"key": []}]), "POST /v1/quotes: wants a key"),
    (
        lambda d: asked(d)["required"].append("id"),
        "POST /v1/quotes body application/json .id: has to be given",
    ),
    (
        lambda d: asked(d)["properties"].pop("explain"),
        "POST /v1/quotes body application/json .explain: is gone",
    ),
    (
        lambda d: asked(d)["properties"]["text"].update(maxLength=10),
        "POST /v1/quotes body application/json .text: maxLength was 100000, is 10",
    ),
    (
        lambda d: asked(d)["properties"]["explain"].update(default=True),
        "POST /v1/quotes body application/json .explain: default was False, is True",
    ),
    (
        lambda d: asked(d)["properties"]["offsets"]["enum"].remove("utf8"),
        "POST /v1/quotes body application/json .offsets: enum was codepoint, utf16, utf8, is"
        " codepoint, utf16",
    ),
    (
        lambda d: allow(d, "^utf[0-9]+$"),
        "POST /v1/quotes body application/json .offsets: pattern was not said, is ^utf[0-9]+$",
    ),
    (
        lambda d: answered(d)["properties"].pop("warnings"),
        "POST /v1/quotes 200 application/json .warnings: is gone",
    ),
    (
        lambda d: answered(d)["required"].remove("warnings"),
        "POST /v1/quotes 200 application/json .warnings: may be missing",
    ),
    (
        lambda d: answered(d)["properties"].update(language={"type": ["string", "null"]}),
        "POST /v1/quotes 200 application/json .language: type was string, is null, string",
    ),
    (
        lambda d: at(d, *SCHEMAS, "Span", "properties").update(start={"type": "string"}),
        "POST /v1/quotes 200 application/json .quotes[].segments[].start: type was integer, is"
        " string",
    ),
]


@pytest.mark.parametrize("change", HARMLESS)
def test_harmless(change: Callable[[Any], Any]) -> None:
    """Additions break nobody."""
    document = copy.deepcopy(TODAY)
    change(document)

    assert list(breaks(TODAY, document)) == []


@pytest.mark.parametrize(("change", "message"), BREAKING)
def test_breaking(change: Callable[[Any], Any], message: str) -> None:
    """Removals and new requirements are reported with their place."""
    document = copy.deepcopy(TODAY)
    change(document)

    assert message in list(breaks(TODAY, document))


def test_the_latest_counts(tmp_path: Path) -> None:
    """Versions are numbers, not words."""
    for version in ("0.9.0", "0.10.0", "0.2.11"):
        (tmp_path / f"openapi-{version}.json").write_text(json.dumps(version))

    assert last_released(tmp_path) == "0.10.0"


def test_released_names() -> None:
    """Each released document says the version of its name."""
    paths = sorted(RELEASED.glob("*.json"))

    assert [path.name for path in paths] == [
        f"openapi-{json.loads(path.read_text('utf-8'))['info']['version']}.json" for path in paths
    ]
    assert paths
