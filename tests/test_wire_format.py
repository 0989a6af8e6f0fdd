"""The page on the wire format names all there is, and nothing that is not."""

from __future__ import annotations

import re
from pathlib import Path

from extractor import cleaning
from extractor.marks import passages
from schemas.forms import FORMS
from schemas.forms.table import COLUMNS
from schemas.response import WARNINGS
from service.openapi import describe
from service.security_headers import HEADERS
from service.settings import Settings

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "wire-format.md").read_text("utf-8")
DOCUMENT = describe(Settings())
WORDS = set(re.findall(r"`([^`\n]+)`", PAGE))
UNNAMED = {"Rule", "Rules", "Limits", "State", "Result"}
"""Small answers that speak for themselves."""


def test_routes() -> None:
    """Every route is in the table, with its method."""
    rows = set(re.findall(r"^\| `(GET|POST) (\S+)` \|", PAGE, re.MULTILINE))

    assert rows == {
        (method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item
    }


def test_statuses() -> None:
    """Every status of a refusal is in the table."""
    rows = set(re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE))

    assert rows == {
        name.removeprefix("Problem") for name in DOCUMENT["components"]["responses"]
    } | {"404", "405"}


def test_fields() -> None:
    """Every field of a request and an answer is named."""
    fields = {
        field
        for name, schema in DOCUMENT["components"]["schemas"].items()
        if name not in UNNAMED
        for field in schema["properties"]
    }

    assert fields - WORDS == set()


def test_options() -> None:
    """The options' table has just those there are, each with its choices."""
    options = re.findall(r"^\| `(\w+)` \| (?:`|all)", PAGE, re.MULTILINE)
    properties = DOCUMENT["components"]["schemas"]["QuoteRequest"]["properties"]

    assert set(options) == properties.keys() - {"text"}
    for schema in properties.values():
        assert set(schema.get("enum") or schema.get("items", {}).get("enum", ())) <= WORDS


def test_warnings() -> None:
    """The codes of warnings are the extractor's, and the page and OpenAPI have them all."""
    known = {cleaning.MARKUP, cleaning.MIS_DECODED, cleaning.NOT_ENGLISH, "too-many-words"}
    described = DOCUMENT["components"]["schemas"]["Warning"]["properties"]["code"]["description"]

    assert set(WARNINGS) == known | {passages.UNCLOSED, passages.STRAY}
    section = PAGE.partition("### Warnings")[2].partition("###")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE) == list(WARNINGS)
    assert set(re.findall(r"`([^`]+)`", described)) == set(WARNINGS)


def test_forms() -> None:
    """The forms' table has them in the order of preference, and the CSV's columns are named."""
    rows = re.findall(r"^\| `(\w+/\S+)` \|", PAGE, re.MULTILINE)
    columns = PAGE.partition("The columns of the CSV:")[2].partition("##")[0]

    assert rows == list(FORMS)
    assert [each for each in re.findall(r"`(\w+)`", columns) if each != "id"] == list(COLUMNS)


def test_headers() -> None:
    """The headers of every answer are named."""
    assert {name for name in HEADERS if not any(word.startswith(name) for word in WORDS)} == set()
