"""How the service tells of itself: its rules, its limits, its state."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields


def _about(description: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"description": description, **more}}


class RuleSchema(Schema):
    """A construction of English that pairs words with a speaker."""

    name = fields.String(**_about("A stable name; the `rule` of a quotation."))
    description = fields.String(**_about("What it is, in a sentence."))
    example = fields.String(**_about("A sentence in which it works."))
    precision = fields.Float(
        allow_none=True,
        **_about("The share of its pairings on the development corpus that were right, 0 to 1."),
    )
    pairings = fields.Integer(**_about("How many those were."))


class RulesSchema(Schema):
    """All rules, in the order in which they are tried."""

    rules = fields.List(fields.Nested(RuleSchema), **_about("The rules."))


class LimitsSchema(Schema):
    """What is longer is answered 413."""

    max_characters = fields.Integer(**_about("Code points of a text."))
    max_bytes = fields.Integer(**_about("Bytes of a body with one text, and of a line."))
    max_documents = fields.Integer(**_about("Texts of a batch."))
    max_batch_bytes = fields.Integer(**_about("Bytes of a batch in JSON."))
    max_stream_bytes = fields.Integer(**_about("Bytes of a batch in lines."))


class StateSchema(Schema):
    """How the service is."""

    status = fields.String(
        **_about("`ok`: the process lives; `ready`: texts are accepted.", enum=("ok", "ready"))
    )
