"""The whole document, put together from schemas, paths and the limits that hold."""

from __future__ import annotations

import json
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from extractor import __version__
from extractor.catalogue import rules
from schemas import LimitsSchema, RulesSchema, to_json
from service.guarding import GUARDED
from service.openapi.parts import WHEN, problem_response
from service.openapi.paths import paths
from settings import Settings

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


def describe(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document of a service with these settings."""
    spec = APISpec("Quote extractor", __version__, "3.1.0", [MarshmallowPlugin()], info=INFO)
    spec.components.security_scheme("key", KEY)
    for status in WHEN:
        spec.components.response(f"Problem{status}", problem_response(status))
    rule = RulesSchema().dump({"rules": rules()[:1]})["rules"][0]
    for path, operations in paths(rule, LimitsSchema().dump(settings)).items():
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
