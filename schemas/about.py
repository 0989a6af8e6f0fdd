"""Schemas of the rules, the limits and the state of the service."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields


def _about(description: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"description": description, **more}}


class RuleSchema(Schema):
    """An extraction rule."""

    name = fields.String(**_about("A stable name; the `rule` of a quotation."))
    description = fields.String(**_about("The rule in one sentence."))
    example = fields.String(**_about("An example that it matches."))
    precision = fields.Float(
        allow_none=True,
        **_about(
            "Share of its pairs of content and speaker that were right, cross-validated on the "
            "training corpus; null where these are too few to tell."
        ),
    )
    pairings = fields.Integer(**_about("Number of these pairs."))


class RulesSchema(Schema):
    """All rules; each proposes its pairs without regard to the others."""

    rules = fields.List(fields.Nested(RuleSchema), **_about("The rules."))


class LimitsSchema(Schema):
    """The limits of a request; longer ones get 413."""

    max_characters = fields.Integer(**_about("Longest text, in code points."))
    max_bytes = fields.Integer(
        **_about("Longest body with one text, and longest NDJSON line, in bytes.")
    )
    max_documents = fields.Integer(**_about("Most texts in a batch."))
    max_batch_bytes = fields.Integer(**_about("Longest JSON batch, in bytes."))
    max_stream_bytes = fields.Integer(**_about("Longest NDJSON batch, in bytes."))


class StateSchema(Schema):
    """The state of the service."""

    status = fields.String(
        **_about(
            "`ok`: the process is alive; `ready`: the service accepts texts.", enum=("ok", "ready")
        )
    )
