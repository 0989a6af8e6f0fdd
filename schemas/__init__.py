"""The wire format: validation of requests and serialization of answers.

    request        the fields of a request
    loading        JSON or query parameters -> frozen values, checked
    response       the names and the order of an answer
    filtering      an extraction -> the part that the options select
    serialization  a request and an extractor -> the bytes of the answer
    answer         an extraction -> plain values
    forms          an answer as HTML, CSV and JSON-LD
    about          the rules, the limits and the state of the service
    problem        an error -> plain values (RFC 9457)
    offsets        code points -> UTF-16 code units or bytes
    encoding       bytes -> text, plain values -> bytes of JSON

Schemas use the extractor's values by attribute name and do not import the extractor.
"""

from schemas.about import LimitsSchema, RulesSchema, StateSchema
from schemas.answer import Software, dump
from schemas.encoding import NotTextError, to_json, to_text
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
    "NotTextError",
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
    "to_text",
]
