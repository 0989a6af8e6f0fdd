"""The wire: what a request may hold, and how what was found is written down.

    request     what a request may hold
    loading     JSON or query parameters -> frozen values, checked
    response    the names and the order of an answer
    filtering   an extraction -> what the options ask for
    answering   a request and an extractor -> the bytes of the answer
    answer      an extraction -> plain values
    forms       the same as HTML, CSV and JSON-LD
    about       the rules, the limits and the state of the service
    problem     a refusal -> plain values (RFC 9457)
    offsets     code points -> UTF-16 code units or bytes
    encoding    plain values -> bytes of JSON

Schemas know the extractor's values by the names of their attributes, not by import.
"""

from schemas.about import LimitsSchema, RulesSchema, StateSchema
from schemas.answer import Software, dump
from schemas.encoding import to_json
from schemas.filtering import select
from schemas.loading import from_batch, from_document, from_json, from_query, from_text
from schemas.problem import ProblemSchema, problem
from schemas.request import (
    BatchRequest,
    BatchRequestSchema,
    DocumentSchema,
    Options,
    OptionsSchema,
    QuoteRequest,
    QuoteRequestSchema,
)
from schemas.response import AnswerSchema

__all__ = [
    "AnswerSchema",
    "BatchRequest",
    "BatchRequestSchema",
    "DocumentSchema",
    "LimitsSchema",
    "Options",
    "OptionsSchema",
    "ProblemSchema",
    "QuoteRequest",
    "QuoteRequestSchema",
    "RulesSchema",
    "Software",
    "StateSchema",
    "dump",
    "from_batch",
    "from_document",
    "from_json",
    "from_query",
    "from_text",
    "problem",
    "select",
    "to_json",
]
