"""The OpenAPI document: what openapi.yaml says, the schemas, and the limits that hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

import schemas
from extractor import __version__
from extractor.inventory import rules
from schemas import problem, to_json
from schemas.forms import CSV, FORMS, HTML, JSON_LD
from schemas.request import LONGEST_ID
from service.auth import GUARDED
from service.problems import DETAILS, PROBLEM_JSON
from service.settings import Settings

SCHEMAS: Final = "QuoteRequest BatchRequest Answer Problem Rules Limits State".split()
"""Of the package schemas; those that they refer to come along."""
REQUESTS: Final = frozenset({"QuoteRequest", "BatchRequest", "Document"})
NOT_ALWAYS: Final = frozenset({"explanation", "errors", "pointer", "parameter"})
ID: Final = {
    "in": "query",
    "name": "id",
    "required": False,
    "schema": {"type": "string", "maxLength": LONGEST_ID},
    "description": "For plain text: returned unchanged in the answer.",
}
ANYTHING: Final = {"description": "Any other value gets a problem in its place."}


def describe(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document of a service with these settings."""
    document, options = _written(), _from_marshmallow()
    document["components"]["schemas"] |= options["schemas"]
    _tighten(document["components"]["schemas"], settings)
    document["info"]["version"] = __version__
    known = examples(document) | {"limits": schemas.LimitsSchema().dump(settings)}
    for status, response in document["components"]["responses"].items():
        number = int(status.removeprefix("Problem"))
        example = problem(number, DETAILS.get(number, response["description"]))
        reference = {"$ref": "#/components/schemas/Problem"}
        response["content"] = {PROBLEM_JSON: {"schema": reference, "example": example}}
    guard: list[dict[str, Any]] = [{"bearer": []}, {"header": []}]
    for path, item in document["paths"].items():
        for operation in item.values():
            keyed = settings.keys and path.startswith(GUARDED)
            operation["security"] = guard if keyed else []
            for status in operation["responses"].pop("$problems"):
                reference = {"$ref": f"#/components/responses/Problem{status}"}
                operation["responses"][str(status)] = reference
            if "parameters" in operation:
                own = [ID] if operation["parameters"].get("id") else []
                operation["parameters"] = [*own, *options["parameters"]]
    del document["x-examples"]
    filled: dict[str, Any] = json.loads(to_json(_with_examples(document, known)))
    return filled


def examples(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the examples by name, made from the one text and answer in openapi.yaml."""
    text, answer = document["x-examples"]["text"], dict(document["x-examples"]["answer"])
    answer["software"] = answer["software"] | {"version": __version__}
    request = {"text": text, "id": answer["id"]}
    missing = {"detail": "The field is missing.", "pointer": "#/text"}
    error = problem(422, "The request is not valid. text: The field is missing.", [missing])
    batch, results = [request, {"id": "a-2"}], [answer, {"id": "a-2", "error": error}]
    return {
        "text": text,
        "request": request,
        "answer": answer,
        "batch": {"documents": batch, "types": ["direct"]},
        "batch lines": _lines(batch),
        "results": {"results": results},
        "result lines": _lines(results),
        "rules": schemas.RulesSchema().dump({"rules": rules()[:1]}),
        HTML: FORMS[HTML](answer, text).decode(),
        CSV: FORMS[CSV](answer, text).decode(),
        JSON_LD: json.loads(FORMS[JSON_LD](answer, text)),
    }


def _written() -> dict[str, Any]:
    file = Path(__file__).with_suffix(".yaml")
    return cast(dict[str, Any], yaml.safe_load(file.read_text("utf-8")))


def _from_marshmallow() -> dict[str, Any]:
    """Return the schemas, and the options as query parameters."""
    plugin = MarshmallowPlugin()
    spec = APISpec("", "", "3.1.0", [plugin])
    for name in SCHEMAS:
        spec.components.schema(name, schema=getattr(schemas, f"{name}Schema"))
    assert plugin.converter is not None
    parameters = plugin.converter.schema2parameters(schemas.OptionsSchema, location="query")
    made = {"schemas": spec.components.to_dict()["schemas"], "parameters": parameters}
    plain: dict[str, Any] = json.loads(to_json(made))  # a copy, tuples as lists
    return plain


def _tighten(known: dict[str, Any], settings: Settings) -> None:
    """Add what the schemas do not say: which fields an answer always has, and the limits."""
    for name, schema in known.items():
        if name not in REQUESTS and "required" not in schema and "properties" in schema:
            schema.pop("additionalProperties", None)  # fields may be added
            schema["required"] = [each for each in schema["properties"] if each not in NOT_ALWAYS]
    for name in ("QuoteRequest", "Document"):
        known[name]["properties"]["text"]["maxLength"] = settings.max_characters
    documents = known["BatchRequest"]["properties"]["documents"]
    documents["maxItems"] = settings.max_documents
    documents["items"] = {"anyOf": [documents["items"], ANYTHING]}


def _with_examples(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_with_examples(each, known) for each in value]
    if not isinstance(value, dict):
        return value
    if "$example" in value:
        return known[value["$example"]]
    return {name: _with_examples(each, known) for name, each in value.items()}


def _lines(values: list[Any]) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
