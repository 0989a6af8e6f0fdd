"""What each route takes and gives, as OpenAPI tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from schemas import (
    AnswerSchema,
    BatchRequestSchema,
    LimitsSchema,
    OptionsSchema,
    QuoteRequestSchema,
    RulesSchema,
    StateSchema,
)
from schemas.forms import CSV, FORMS, HTML, JSON_LD
from service.bodies import JSON, NDJSON, TEXT
from service.openapi import examples
from service.openapi.parts import answer, problems, text

WORK: Final = problems(400, 401, 406, 413, 415, 422, 500, 503)
TOLD: Final = problems(401, 406, 500)
STRING: Final = {"type": "string"}
ID: Final = {
    "in": "query",
    "name": "id",
    "schema": {"type": "string", "maxLength": 1000},
    "description": "With a plain text: echoed in the response.",
}
OPTIONS: Final = {"in": "query", "schema": OptionsSchema}
RESULTS: Final = {
    "type": "object",
    "required": ["results"],
    "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/Result"}}},
}


def _lines(*values: Any) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def _form(media_type: str) -> str:
    return FORMS[media_type](examples.ANSWER, examples.TEXT).decode()


QUOTES: Final = {
    "operationId": "quotes",
    "summary": "The quotations of one text",
    "description": "Options go into the JSON; with a plain text they are query parameters.",
    "parameters": [ID, OPTIONS],
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": QuoteRequestSchema, "example": examples.REQUEST},
            TEXT: {"schema": STRING, "example": examples.TEXT},
        },
    },
    "responses": {
        "200": answer(
            "What was found. HTML and JSON-LD count in code points, whatever was asked for.",
            **{
                JSON: {"schema": AnswerSchema, "example": examples.ANSWER},
                HTML: {"schema": STRING, "example": _form(HTML)},
                CSV: {"schema": STRING, "example": _form(CSV)},
                JSON_LD: {
                    "schema": {"type": "object"},
                    "example": json.loads(_form(JSON_LD)),
                },
            },
        ),
        **WORK,
    },
}
BATCH: Final = {
    "operationId": "batch",
    "summary": "The quotations of many texts",
    "description": "Answered in the form in which it came, in the same order. Lines are answered "
    "one by one as they come, and their options are query parameters; a stream that grows too "
    "long ends with a problem.",
    "parameters": [OPTIONS],
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": BatchRequestSchema, "example": examples.BATCH},
            NDJSON: {
                "schema": {"description": "On each line a Document."},
                "example": _lines(*examples.BATCH["documents"]),
            },
        },
    },
    "responses": {
        "200": answer(
            "An answer or a problem for each text.",
            **{
                JSON: {"schema": RESULTS, "example": examples.RESULTS},
                NDJSON: {
                    "schema": {"type": "string", "description": "On each line a Result."},
                    "example": _lines(*examples.RESULTS["results"]),
                },
            },
        ),
        **WORK,
    },
}


def _get(id: str, summary: str, given: dict[str, Any], refused: Mapping[str, Any]) -> Any:
    responses = {"200": given, **refused}
    return {"get": {"operationId": id, "summary": summary, "responses": responses}}


def _json(schema: Any, **example: Any) -> dict[str, Any]:
    return answer("As told.", **{JSON: {"schema": schema, "example": example}})


def paths(rule: Mapping[str, Any], limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return every route; *rule* and *limits* are what the service would tell of itself."""
    alive, ready = _json(StateSchema, status="ok"), _json(StateSchema, status="ready")
    document = answer("The document.", **{JSON: {"schema": {"type": "object"}}})
    metrics = text("In Prometheus' text format.", "text/plain")
    fault = problems(500)
    return {
        "/v1/quotes": {"post": QUOTES},
        "/v1/quotes/batch": {"post": BATCH},
        "/v1/rules": _get("rules", "The rules", _json(RulesSchema, rules=[rule]), TOLD),
        "/v1/limits": _get("limits", "The limits", _json(LimitsSchema, **limits), TOLD),
        "/healthz": _get("healthz", "The process lives", alive, fault),
        "/readyz": _get("readyz", "Texts can be taken", ready, problems(500, 503)),
        "/metrics": _get("metrics", "Figures for Prometheus", metrics, fault),
        "/openapi.json": _get("openapi", "This document", document, fault),
        "/docs": _get("docs", "This document, to be read", text("A page.", HTML), fault),
        "/": _get("page", "A page to paste an article into", text("A page.", HTML), fault),
    }
