"""The wire: what a request may hold, and how what was found is written down.

    request     JSON or query parameters -> frozen values, checked
    response    the names and the order of an answer
    answer      an extraction -> plain values
    problem     a refusal -> plain values (RFC 9457)
    offsets     code points -> UTF-16 code units or bytes
    encoding    plain values -> bytes of JSON

Schemas know the extractor's values by the names of their attributes, not by import.
"""

from schemas.answer import Software, dump
from schemas.encoding import to_json
from schemas.problem import ProblemSchema, problem
from schemas.request import (
    BatchRequest,
    BatchRequestSchema,
    DocumentSchema,
    Options,
    OptionsSchema,
    QuoteRequest,
    QuoteRequestSchema,
    from_batch,
    from_document,
    from_json,
    from_query,
    from_text,
)
from schemas.response import AnswerSchema

__all__ = [
    "AnswerSchema",
    "BatchRequest",
    "BatchRequestSchema",
    "DocumentSchema",
    "Options",
    "OptionsSchema",
    "ProblemSchema",
    "QuoteRequest",
    "QuoteRequestSchema",
    "Software",
    "dump",
    "from_batch",
    "from_document",
    "from_json",
    "from_query",
    "from_text",
    "problem",
    "to_json",
]
