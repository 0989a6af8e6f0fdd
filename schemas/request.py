"""What a request may hold: strict, each wrong thing named, nothing silently ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema, validate
from marshmallow import fields as wire

from schemas.fields import Flag, Number, Words, refuse_unknown
from schemas.offsets import UNITS

TYPES: Final = ("direct", "mixed", "indirect")
CUE_CLASSES: Final = tuple("speech writing thought demand denial stance evidence layout".split())
LANGUAGES: Final = ("en",)
LONGEST_ID: Final = 1000


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants to see. ``cue_classes`` None: all, and those without a cue."""

    language: str = "en"
    types: frozenset[str] = frozenset(TYPES)
    min_confidence: float = 0.0
    cue_classes: frozenset[str] | None = None
    offsets: str = "codepoint"
    explain: bool = False


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """One text to look at, exactly as the caller sent it."""

    text: str
    id: str | None = None
    options: Options = Options()


class OptionsSchema(Schema):
    """The options, which one text and a batch of them share."""

    language = wire.String(
        validate=validate.OneOf(LANGUAGES),
        metadata={"description": "The language of the text.", "default": "en"},
    )
    types = Words(
        TYPES, metadata={"description": "Return quotations of these types only.", "default": TYPES}
    )
    min_confidence = Number(
        validate=validate.Range(0, 1),
        metadata={"description": "Leave out quotations below this confidence.", "default": 0.0},
    )
    cue_classes = Words(
        CUE_CLASSES,
        metadata={"description": "Return quotations with a cue of these classes only."},
    )
    offsets = wire.String(
        validate=validate.OneOf(UNITS),
        metadata={"description": "The unit of every start and end.", "default": "codepoint"},
    )
    explain = Flag(
        metadata={"description": "Add what the rule walked to each quotation.", "default": False}
    )

    def handle_error(self, error: Any, data: Any, **rest: Any) -> None:
        """Say what may be sent, without repeating what was."""
        error.messages = refuse_unknown(error.messages, self.fields)
        raise error


class QuoteRequestSchema(OptionsSchema):
    """The body of ``POST /v1/quotes``."""

    text = wire.String(
        required=True, metadata={"description": "The article; offsets count in it, as it is."}
    )
    id = wire.String(
        allow_none=True,
        validate=validate.Length(max=LONGEST_ID),
        metadata={"description": "Echoed in the response."},
    )


_JSON: Final = QuoteRequestSchema()
_QUERY: Final = QuoteRequestSchema(exclude=["text"])


def from_json(data: Any) -> QuoteRequest:
    """Check a body that was JSON; raises marshmallow's ValidationError."""
    return _request(_JSON.load(data))


def from_text(text: str, query: Mapping[str, Sequence[str]]) -> QuoteRequest:
    """Check the query parameters that came with a plain text; raises ValidationError.

    A list is written with commas or by repeating the parameter.
    """
    values: dict[str, Any] = {}
    for name, words in query.items():
        field = _QUERY.fields.get(name)
        if isinstance(field, Flag | Number | Words):
            values[name] = field.from_query(words)
        else:  # what was given twice is no string and fails as such
            values[name] = words[0] if len(words) == 1 else list(words)
    return _request({**_QUERY.load(values), "text": text})


def _request(values: dict[str, Any]) -> QuoteRequest:
    text, id = values.pop("text"), values.pop("id", None)
    return QuoteRequest(text, id, Options(**values))
