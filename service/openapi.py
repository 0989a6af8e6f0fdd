"""The OpenAPI document, made from the schemas and the limits that hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from extractor import __version__
from extractor.catalogue import rules
from schemas import (
    AnswerSchema,
    BatchRequestSchema,
    LimitsSchema,
    OptionsSchema,
    ProblemSchema,
    QuoteRequestSchema,
    RulesSchema,
    StateSchema,
    problem,
    to_json,
)
from schemas.forms import CSV, FORMS, HTML, JSON_LD
from service import openapi_examples as examples
from service.auth import GUARDED
from service.problems import DETAILS, PROBLEM_JSON
from service.requests import JSON, NDJSON, TEXT
from service.settings import Settings

INFO: Final = {
    "summary": "Who said what in English news text.",
    "description": "Every `start` and `end` is half-open and counts in the text exactly as it was "
    "sent: `text[start:end] == segment.text`.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "Needed under /v1 where keys are configured; `X-API-Key` does as well.",
}
RESULT: Final = {
    "description": "The answer to a text, or the problem with it.",
    "anyOf": [
        {"$ref": "#/components/schemas/Answer"},
        {
            "type": "object",
            "required": ["id", "error"],
            "properties": {
                "id": {"type": ["string", "null"]},
                "error": {"$ref": "#/components/schemas/Problem"},
            },
        },
    ],
}
ANYTHING: Final = {"description": "Whatever else: there is a problem in its place in the answer."}
ASKED: Final = frozenset({"QuoteRequest", "BatchRequest", "Document"})
NOT_ALWAYS: Final = frozenset({"explanation", "errors", "pointer", "parameter"})
WHEN: Final[Mapping[int, str]] = {
    400: "The body is not UTF-8, not JSON, or breaks off.",
    401: "Keys are configured, and none of them was sent.",
    406: "None of the forms that the answer can have is accepted.",
    413: "The text, the body or the batch is longer than `GET /v1/limits` tells.",
    415: "The body is of another kind, in another charset, or compressed.",
    422: "A field or parameter is missing, wrong or unknown; `errors` names each.",
    500: "A fault of the service; its log tells where.",
    503: "The models are not loaded, too many wait already, there was no answer in time, or the "
    "process that worked on the text has ended.",
}
RETRY: Final = {
    "Retry-After": {
        "description": "Try again after so many seconds.",
        "schema": {"type": "integer"},
    }
}
CHALLENGE: Final = {
    "WWW-Authenticate": {"description": "How a key is sent.", "schema": {"type": "string"}}
}
HEADERS: Final[Mapping[int, Any]] = {401: CHALLENGE, 503: RETRY}


def problem_response(status: int) -> dict[str, Any]:
    """Return the description of a refusal or fault."""
    example = problem(status, DETAILS.get(status, WHEN[status]))
    body = {PROBLEM_JSON: {"schema": ProblemSchema, "example": example}}
    headers = {"headers": HEADERS[status]} if status in HEADERS else {}
    return {"description": WHEN[status], "content": body, **headers}


def problems(*statuses: int) -> dict[str, Any]:
    """Return references to the descriptions of refusals and faults."""
    return {str(each): f"Problem{each}" for each in statuses}


def answer(description: str, **content: Any) -> dict[str, Any]:
    """Return the description of a success, its content given by media type."""
    return {"description": description, "content": content}


def text(description: str, media_type: str) -> dict[str, Any]:
    """Return the description of a success that is a text, not JSON."""
    return answer(description, **{media_type: {"schema": {"type": "string"}}})


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


def _paths(rule: Mapping[str, Any], limits: Mapping[str, Any]) -> dict[str, Any]:
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


def describe(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document of a service with these settings."""
    spec = APISpec("Quote extractor", __version__, "3.1.0", [MarshmallowPlugin()], info=INFO)
    spec.components.security_scheme("key", KEY)
    for status in WHEN:
        spec.components.response(f"Problem{status}", problem_response(status))
    rule = RulesSchema().dump({"rules": rules()[:1]})["rules"][0]
    for path, operations in _paths(rule, LimitsSchema().dump(settings)).items():
        spec.path(path, operations=operations)
    spec.components.schema("Result", RESULT)
    document: dict[str, Any] = json.loads(to_json(spec.to_dict()))  # tuples become lists
    _tighten(document["components"]["schemas"], settings)
    guarded: list[dict[str, Any]] = [{"key": []}] if settings.keys else [{"key": []}, {}]
    for path, item in document["paths"].items():
        for operation in item.values():
            operation["security"] = guarded if path.startswith(GUARDED) else []
    return document


def _tighten(schemas: dict[str, Any], settings: Settings) -> None:
    """Say what the schemas do not: which fields an answer always has, and the limits."""
    for name, schema in schemas.items():
        if name not in ASKED and "properties" in schema:
            schema.pop("additionalProperties", None)  # fields may be added
            schema["required"] = [each for each in schema["properties"] if each not in NOT_ALWAYS]
    for name in ("QuoteRequest", "Document"):
        schemas[name]["properties"]["text"]["maxLength"] = settings.max_characters
    documents = schemas["BatchRequest"]["properties"]["documents"]
    documents |= {
        "maxItems": settings.max_documents,
        "items": {"anyOf": [documents["items"], ANYTHING]},
    }
